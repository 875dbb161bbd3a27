"""Rows of a column of places that name no place but a part of the one above: 海陵区, below it 小学 and 初中 (or 2021学年 and
2022学年), each with figures, as a pivot table writes its row labels."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.definitions import AliasKind
from loaders.levels import level_in
from loaders.lines import is_label
from loaders.times import heading_period
from loaders.words import bare, tidy

_MOST_NAMES = 3000
_COMPARED = re.compile(r"[比较与].{0,12}(增|减|升|降|变|提高|相比)|同比|环比|[±]")
_PARTS = frozenset([AliasKind.BREAKDOWN, AliasKind.WHOLE, AliasKind.EDUCATION_LEVEL])


@lru_cache(maxsize=20_000)
def is_part(text: str) -> bool:
    """小学, 公办, 2021学年: splits a place's figure, and is no place."""
    name = tidy(text)
    if not name or is_label(name):
        return False
    if level_in(name)[1] == name or is_period(name):
        return True
    hits = load_catalogue().by_alias(name)
    return bool(hits) and {hit.kind for hit in hits} <= _PARTS


def is_period(text: str) -> bool:
    """2021学年 and nothing else."""
    found = heading_period(text)
    return found is not None and not found[1]


def parts_below(names: list[str], filled: np.ndarray) -> tuple[list[str], list[str]]:
    """For each row the place it is about, and the part of it that it names ("" where it names the place itself).

    ([], []) unless every name is a place or a part, each part comes again, and two places or more that have figures themselves
    have parts below them.
    """
    times = Counter(text for text in names if text.strip())
    distinct = set(times)
    if len(distinct) > _MOST_NAMES:
        return [], []
    parts = {text for text in distinct if is_part(text)}
    if not parts or not all(is_label(tidy(text)) for text in distinct - parts) or names[0] in parts:
        return [], []
    if any(times[text] < 2 for text in parts):
        return [], []
    places: list[str] = []
    words: list[str] = []
    for text in names:
        places.append(text if text not in parts else places[-1])
        words.append(tidy(text) if text in parts else "")
    own = {place for place, word, counts in zip(places, words, filled.tolist(), strict=True) if counts and not word}
    divided = {place for place, word in zip(places, words, strict=True) if word} & own
    return (places, words) if len(divided) >= 2 else ([], [])


def with_parts(steps: list[tuple[str, ...]], period: list[str], words: list[str]) -> None:
    """Put the parts where they belong: a year is the row's period, any other word a step of its heading."""
    for row, word in enumerate(words):
        if word and is_period(word):
            period[row] = period[row] or word
        elif word:
            steps[row] = (word, *steps[row])


def compares_years(text: str) -> bool:
    """2023年比2022年增减: two years, and the figure of neither."""
    return _COMPARED.search(bare(text)) is not None


def periods_of_words(steps: list[tuple[str, ...]], period: list[str]) -> None:
    """2021学年 as the name of a row below 海陵区 is the row's period."""
    known = {word: is_period(word) for words in set(steps) for word in words}
    for row, words in enumerate(steps) if any(known.values()) else ():
        said = [word for word in words if known[word]]
        if len(said) == 1 and not period[row]:
            period[row] = said[0]
            steps[row] = tuple(word for word in words if word != said[0])


def periods_in_words(steps: list[tuple[str, ...]], period: list[str]) -> None:
    """2023年在园幼儿数, or 2021/2022 below 随班就读人数: the row's period, and what is left of its words."""
    known = {word: heading_period(word) for words in set(steps) for word in words[-1:] if not compares_years(word)}
    if len({found[0].period for found in known.values() if found is not None}) < 2:
        return  # one year in the words of some rows: the table's, or that of a plan
    for row, words in enumerate(steps):
        found = known.get(words[-1]) if words else None
        if found is not None and not period[row]:
            period[row] = found[0].text
            steps[row] = (*words[:-1], *filter(None, [found[1]]))
