"""Lines that head the rows below them: a period (2021学年) or a place (海陵区) alone in its row, within one table."""

from __future__ import annotations

import re

import numpy as np

from loaders.block import Block
from loaders.lines import Sheet, is_label
from loaders.row_words import NUMBERED
from loaders.times import heading_period
from loaders.words import tidy


def periods_of_sections(sections: list[bool], steps: list[tuple[str, ...]], period: list[str], first: list[str]) -> None:
    """2021学年 in a line of its own, above the districts of that year: a period of the rows below, no word of their headings."""
    said: tuple[str, str, str] | None = None
    for row, words in enumerate(steps):
        if sections[row]:
            text = re.sub(NUMBERED, "", tidy(first[row])).strip()
            found = heading_period(text)
            said = (text, found[0].text, found[1]) if found is not None else said
            continue
        if said is not None and not period[row]:
            period[row] = said[1]
            if words and words[0] == said[0]:
                steps[row] = (said[2], *words[1:]) if said[2] else words[1:]


def periods_of_names(place: list[str], period: list[str]) -> None:
    """2021年合计 below the districts of 2022: the row's own period, and the name without it."""
    split = {text: heading_period(tidy(text)) for text in set(place) if any(sign.isdigit() for sign in text)}
    for row, text in enumerate(place) if any(split.values()) else ():
        found = split.get(text)
        if found is not None and found[1] and is_label(found[1]):
            place[row], period[row] = found[1], found[0].text


def place_sections(
    sheet: Sheet, block: Block, texts: dict[int, list[str]], filled: np.ndarray, place_column: int
) -> tuple[int, list[str]]:
    """海陵区 in a line of its own, above the indicators or years of that district: the column, and for each row the place above
    it; (-1, []) where no two places stand so, or where rows with figures name places themselves."""
    column = place_column if place_column >= 0 else min(texts, default=-1)
    if column < 0 or not len(filled) or filled.all():
        return -1, []
    names = texts[column]
    alone = [
        not filled[row] and bool(names[row].strip()) and sheet.is_single(at) and is_label(tidy(names[row]))
        for row, at in enumerate(block.body.tolist())
    ]
    rest = [names[row] for row in range(len(names)) if filled[row]]
    if not rest or sum(alone) < 2 or not alone[0]:
        return -1, []
    if not all(text.strip() for text in rest) or any(is_label(tidy(text)) for text in rest):
        return -1, []
    over: list[str] = []
    for row, text in enumerate(names):
        over.append(text if alone[row] else over[-1])
    return column, over
