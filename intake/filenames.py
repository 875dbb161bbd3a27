"""The name of a file that somebody sends, made fit to be shown, stored and offered for download."""

from __future__ import annotations

import re
import unicodedata

MOST = 120
# Marks that turn the direction of writing: with one of them exe.xslx shows as xlsx.exe
_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def clean_name(filename: str) -> str:
    """The last part of a path, without control characters and marks of direction, at most 120 characters; its ending is kept.

    A name whose bytes are no UTF-8 (GBK names that come out of a zip on Linux) is read as GB18030.
    """
    if any("\udc80" <= letter <= "\udcff" for letter in filename):
        filename = filename.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
    name = filename.encode("utf-8", "replace").decode("utf-8").replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = "".join(letter for letter in _TURNING.sub("", name) if unicodedata.category(letter) != "Cc").strip()
    stem, dot, ending = name.rpartition(".")
    if len(name) > MOST and dot and len(ending) <= 10:
        return f"{stem[: MOST - len(ending) - 2]}…{dot}{ending}"
    return name[:MOST] or "file"
