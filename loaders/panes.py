"""Tables that stand side by side, told by what stands in them: two columns that each name districts, with figures after each.

Each table is then found by itself in its own columns, so that their headings may start on different rows (表1 with two heading
rows beside 表2 with one) and their districts may stand in another order.
"""

from __future__ import annotations

import re
from itertools import dropwhile, pairwise

import numpy as np

from geo import match_place
from indicators.catalogue import load_catalogue
from indicators.vocabulary import PlaceKind
from loaders.cells import BLANK, NUMBER, NUMBER_TEXT, STATE, TEXT
from loaders.lines import Sheet, is_label
from loaders.units import without_unit
from loaders.words import INDICATOR_HEADINGS, SERIAL_HEADINGS, VALUE_HEADINGS, heading_key, is_fill_in, is_note

_SAMPLE = 400
_HEAD = 20
_LONGEST_CARD = 100
_FEWEST_WORDS = 4
_NAMES = (PlaceKind.DISTRICT, PlaceKind.CITY, PlaceKind.ZONE, PlaceKind.CITY_DIRECT)
# 表1 …, 一、…: a caption with a number belongs to the table that it stands over; a title without one to all
_NUMBERED_CAPTION = re.compile(r"^\s*(附?表\s*[\d一二三四五六七八九十]|[(（]?([一二三四五六七八九十]+|\d+)[)）、.．])")


def panes(sheet: Sheet) -> list[Sheet]:
    """The sheet as it is, or once for each of the tables that stand side by side, all other cells blank."""
    labels = _columns_of_places(sheet)
    starts = _starts(sheet, labels) if len(labels) > 1 else []
    if not starts:
        return _pairs(sheet)
    first_row = min(rows[0] for rows in labels.values())
    made = []
    for number, (first, last) in enumerate(pairwise([0, *starts, sheet.width])):
        kinds = np.full_like(sheet.kinds, BLANK)
        kinds[:, first:last] = sheet.kinds[:, first:last]
        for row in range(first_row) if number else ():
            columns = sheet.columns(row)
            if len(columns) == 1 and columns[0] < starts[0] and not _NUMBERED_CAPTION.match(sheet.text(row, columns[0])):
                kinds[row, columns[0]] = sheet.kinds[row, columns[0]]
        made.append(Sheet(sheet.grid, kinds))
    return made


def _pairs(sheet: Sheet) -> list[Sheet]:
    """项目 | 数值 | 项目 | 数值: a form of one place folded into pairs of columns; what stands above belongs to each."""
    for row in range(min(sheet.height, _HEAD)):
        columns = [c for c in sheet.columns(row) if sheet.kinds[row, c] == TEXT]
        heads = [heading_key(sheet.text(row, column)) for column in columns]
        starts = [column for column, head in zip(columns, heads, strict=True) if head == heads[0]] if heads else []
        step = len(heads) // len(starts) if starts else 0
        if len(starts) < 2 or heads[0] not in INDICATOR_HEADINGS or heads != heads[:step] * len(starts) or step < 2:
            continue
        if not any(head in VALUE_HEADINGS for head in heads):
            continue
        made = []
        for first, last in pairwise([0, *starts[1:], sheet.width]):
            kinds = sheet.kinds.copy()
            kinds[row:, :first], kinds[row:, last:] = BLANK, BLANK
            made.append(Sheet(sheet.grid, kinds))
        return made
    return _card(sheet) or [sheet]


def _card(sheet: Sheet) -> list[Sheet]:
    """幼儿园数 | 58 | 在园幼儿数 | 14230: a card of one place without a line of headings, words and figures in pairs."""
    if not 2 <= sheet.height <= _LONGEST_CARD:
        return []
    filled = [row for row in range(sheet.height) if sheet.filled[row]]
    rows = list(dropwhile(lambda row: _heads_card(sheet, row), filled))
    signed = len(rows)
    while signed and _signs_card(sheet, rows[signed - 1]):
        signed -= 1
    below, rows = rows[signed:], rows[:signed]
    below += [row for row in rows if any(sheet.text(row, column).strip() in ("是", "否") for column in sheet.columns(row)[1::2])]
    rows = [row for row in rows if row not in below]
    starts = sheet.columns(rows[0])[::2] if rows else []
    if len(rows) < 2 or not all(_in_pairs(sheet, row, starts) for row in rows):
        return []
    words = [sheet.text(row, column) for row in rows for column in sheet.columns(row)[::2]]
    known = sum(bool(load_catalogue().by_alias(without_unit(word))) for word in words)
    if len(words) < _FEWEST_WORDS or known * 2 < len(words) or any(map(is_label, words)):
        return []
    made = []
    for first, last in pairwise([*starts, sheet.width]):
        kinds = sheet.kinds.copy()
        kinds[rows[0] :, :first], kinds[rows[0] :, last:], kinds[below] = BLANK, BLANK, BLANK
        made.append(Sheet(sheet.grid, kinds, card=True))
    return made


def _heads_card(sheet: Sheet, row: int) -> bool:
    """Its title, 区县：| 如皋市 | 学年：| 2023学年, 一、基本情况: a line above the pairs that counts nothing."""
    return sheet.is_single(row) or (not sheet.numbers[row] and sheet.is_title(row)) or _signs_card(sheet, row)


def _signs_card(sheet: Sheet, row: int) -> bool:
    """填表人： | 单位盖章： | 联系电话：|: who filled the card in, or a note."""
    return any(is_fill_in(text) or is_note(text) for text in (sheet.text(row, column) for column in sheet.columns(row)))


def _in_pairs(sheet: Sheet, row: int, starts: list[int]) -> bool:
    columns = sheet.columns(row)
    words, figures = columns[::2], columns[1::2]
    return (
        len(words) == len(figures)
        and set(words) <= set(starts)
        and all(sheet.kinds[row, column] == TEXT for column in words)
        and all(sheet.kinds[row, column] in (NUMBER, NUMBER_TEXT, STATE) for column in figures)
    )


def _starts(sheet: Sheet, labels: dict[int, list[int]]) -> list[int]:
    """The first columns of the second and further tables."""
    starts = []
    for (before, above), (here, own) in pairwise(labels.items()):
        shared = sorted(set(above) & set(own))
        if len(shared) < 2 or not _counts(sheet, shared, before + 1, here) or not _counts(sheet, own, here + 1, sheet.width):
            continue
        head = sheet.text(own[0] - 1, here - 1) if own[0] else ""
        starts.append(here - 1 if heading_key(head) in SERIAL_HEADINGS else here)
    return starts


def _columns_of_places(sheet: Sheet) -> dict[int, list[int]]:
    """Columns that name districts, each of them once (a list of schools names them again and again), and the rows of names."""
    found = {}
    for column in range(sheet.width):
        rows = _label_rows(sheet, column)
        if len(rows) < 2:
            continue
        names = [sheet.text(row, column).strip() for row in rows]
        within = sheet.kinds[rows[0] : rows[-1] + 1, column]
        if len(set(names)) == len(names) and len(rows) * 2 >= int((within == TEXT).sum()):
            found[column] = rows
    return found


def _label_rows(sheet: Sheet, column: int) -> list[int]:
    rows = np.flatnonzero(sheet.kinds[:, column] == TEXT)[:_SAMPLE].tolist()
    return [row for row in rows if len(text := sheet.text(row, column)) <= 16 and match_place(text).kind in _NAMES]


def _counts(sheet: Sheet, rows: list[int], first: int, last: int) -> bool:
    inside = sheet.kinds[rows][:, first:last]
    return bool(((inside == NUMBER) | (inside == NUMBER_TEXT)).any())
