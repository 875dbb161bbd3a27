"""Names and headings that say everything twice, in Chinese and in English."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.words import has_han, has_latin

# 思明区 Siming, 园数（所） Kindergartens: the same in English behind a blank
_ENGLISH_BEHIND = re.compile(r"(?<=[\u3400-\u9fff)）])[ \u3000]+[A-Za-z][A-Za-z .,'’&()/-]{2,}$")


@lru_cache(maxsize=50_000)
def without_english(text: str) -> str:
    """A Chinese name or heading without the same in English behind it, in one line; any other text as it is."""
    return _ENGLISH_BEHIND.sub("", text.strip()) if has_han(text) and has_latin(text) else text
