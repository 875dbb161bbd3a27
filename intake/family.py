"""Which family of workbooks a file belongs to: the same table sent again has the same headings, other years and other numbers."""

from __future__ import annotations

import hashlib
import re

import pandas as pd

from intake.words import heading_text


def family_of(observations: pd.DataFrame) -> str:
    """A fingerprint of the headings without their years and numbers, "" for a file without values. 16 hexadecimal digits."""
    if observations.empty:
        return ""
    texts = observations["heading"].map(heading_text).unique()
    shapes = {re.sub(r"[0-9０-９一二三四五六七八九十○〇零]+", "#", re.sub(r"\s+", "", str(text))) for text in texts}
    return hashlib.sha256("\n".join(sorted(shapes)).encode()).hexdigest()[:16]
