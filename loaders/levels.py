"""Which education level, and which family of indicators, a title or the name of a sheet speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.catalogue import load_catalogue
from loaders.words import bare


@lru_cache(maxsize=1)
def _level_spellings() -> tuple[list[tuple[str, list[tuple[str, str]]]], re.Pattern[str]]:
    """For each level its words, the longest first, each as it stands and as texts are compared; and what finds any of them."""
    spelt = []
    for level, names in load_catalogue().level_words.items():
        known = [(name, bare(name)) for name in sorted(names, key=len, reverse=True)]
        spelt.append((str(level), [(name, folded) for name, folded in known if len(folded) >= 2]))
    return spelt, re.compile("|".join(re.escape(folded) for _level, names in spelt for _name, folded in names))


# 小学 and 中学 in one word: neither of them alone, and no word for a level of its own
ACROSS_LEVELS = "中小学"


@lru_cache(maxsize=50_000)
def level_in(text: str) -> tuple[str, str]:
    """The one education level that a title or sheet name speaks of and the word for it; ("", "") for none or several."""
    key = bare(text).replace(ACROSS_LEVELS, "\x00")
    found: dict[str, str] = {}
    spelt, any_of_them = _level_spellings()
    for level, names in spelt if any_of_them.search(key) else ():
        for name, folded in names:
            if folded in key:
                found.setdefault(level, name)
                break
    if (
        len(found) > 1
    ):  # 义务教育 stands around 小学, 特殊教育 around 义务教育: the word that the others are part of does not decide
        found = {level: name for level, name in found.items() if level not in ("compulsory", "secondary")} or found
    return next(iter(found.items())) if len(found) == 1 else ("", "")


@lru_cache(maxsize=5000)
def family_in(text: str) -> str:
    """The family that a title speaks of best, "" for none."""
    families = load_catalogue().families_in(text)
    return families[0] if families else ""
