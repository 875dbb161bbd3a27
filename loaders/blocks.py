"""Finds the tables of a sheet: stacked or side by side, each with its titles above, its headings, its body and its notes.

A table starts where headings (two texts and more, nothing counted) stand over rows that count something. A new one starts
below a body when such headings come again after a gap or a caption, or when the head of the first column (地区) comes again.
"""

from __future__ import annotations

import numpy as np

from loaders.block import Block, set_columns, side_by_side
from loaders.cells import NUMBER, NUMBER_TEXT, STATE, TEXT, is_year_number
from loaders.lines import Sheet, is_heading_word
from loaders.words import PAGE_LINE, PERIOD_HEADINGS, bare, heading_key, is_fill_in, is_note, is_place_heading

_LOOK_AHEAD = 8


def find_blocks(sheet: Sheet) -> list[Block]:
    """The tables of a sheet from top to bottom, those side by side from left to right."""
    found: list[Block] = []
    start = 0
    while start < sheet.height:
        first = _first_data(sheet, start)
        if first is None:
            template = _template(sheet, start) if not found else None
            return found + ([template] if template else [])
        headings, numbering, lead = _headings_above(sheet, first, start)
        end, following, repeated = _body_end(sheet, first, headings, start)
        top = min(headings, default=first)
        rows = [*lead, *(row for row in range(first, end + 1) if sheet.filled[row] and row not in repeated)]
        block = Block(0, 0, headings=headings, numbering=numbering, repeated=repeated)
        block.titles = [(row, column) for row in range(start, top) for column in sheet.columns(row)]
        rows, block.notes = _cut_notes(sheet, rows)
        gap_end = following if following is not None else sheet.height
        for row in range(end + 1, gap_end):
            if sheet.filled[row] and (
                is_note(sheet.text(row, sheet.columns(row)[0])) or (block.notes and row == block.notes[-1] + 1)
            ):
                block.notes.append(row)
        block.body = np.array(rows, dtype=int)
        set_columns(sheet, block)
        found += side_by_side(sheet, block)
        if following is None:
            break
        start = max([end, *block.notes]) + 1
    return found


def _first_data(sheet: Sheet, start: int) -> int | None:
    """The first row from `start` that counts something; a row of places without numbers counts only below headings."""
    headed = False
    for row in range(start, sheet.height):
        if not sheet.filled[row]:
            continue
        if sheet.is_data(row) and (sheet.numbers[row] or sheet.states[row] or headed):
            return row
        headed = headed or sheet.is_headings(row)
    return None


def _headings_above(sheet: Sheet, first: int, start: int) -> tuple[list[int], list[int], list[int]]:
    """The heading rows right above `first`, the rows of column numbers between, and lone labels (一、小学) that open the body."""
    headings: list[int] = []
    numbering: list[int] = []
    lead: list[int] = []
    for row in range(first - 1, start - 1, -1):
        if not sheet.filled[row]:
            if headings and any(sheet.kinds[heading, : _first_label(sheet, first) + 1].any() for heading in headings):
                break
            continue  # a blank line between heading rows: nothing stands over the labels yet
        if sheet.is_numbering(row):
            numbering.append(row)
            continue
        if sheet.is_title(row) or (headings and any(_heads_a_title(sheet, row, below) for below in headings)):
            break
        if sheet.is_headings(row):
            headings.append(row)
        elif sheet.is_single(row) and not headings and _opens_body(sheet, row, first, start):
            lead.append(row)
        elif sheet.is_single(row) and _inside_headings(sheet, row, start):
            headings.append(row)
        else:
            break
    while headings and not sheet.is_headings(headings[-1]):
        headings.pop()
    return sorted(headings), sorted(numbering), sorted(lead) if headings else []


def _first_label(sheet: Sheet, row: int) -> int:
    """The column of the row's first text, that of the labels."""
    return next((column for column in sheet.columns(row) if sheet.kinds[row, column] == TEXT), 0)


def _opens_body(sheet: Sheet, row: int, first: int, start: int) -> bool:
    """A lone text in the column of labels, with headings above it: the title of the body's first section."""
    column = sheet.columns(row)[0]
    labels = [c for c in sheet.columns(first) if sheet.kinds[first, c] == TEXT]
    above = next((r for r in range(row - 1, start - 1, -1) if sheet.filled[r] and not sheet.is_numbering(r)), None)
    if not labels and above is not None and is_year_number(sheet.grid.value(first, column)):
        # 年份 | 海陵区 | 姜堰区, then 随班就读人数 alone, then 2021 | 60 | 52: the rows of a section are labelled by their years
        labels = [column] if heading_key(sheet.text(above, column)) in PERIOD_HEADINGS else []
    if not labels or column > labels[0] or above is None:
        return False
    return sheet.is_headings(above) and not sheet.is_title(above) and len(sheet.text(row, column)) <= 20


def _heads_a_title(sheet: Sheet, row: int, below: int) -> bool:
    """A line whose first text stands over a head of labels (地区, 序号) that is not merged with it is a title, not a heading."""
    columns = sheet.columns(below)
    first = next((c for c in columns if sheet.kinds[below, c] == TEXT), None)
    if first is None or not is_heading_word(sheet.text(below, first)):
        return False
    own = sheet.columns(row)
    if own and own[0] == first and is_heading_word(sheet.text(row, first)):
        return False  # 行政区 over District: the head of the labels in two languages
    return bool(own) and own[0] <= first and not is_heading_word(sheet.text(row, own[0]) + sheet.text(below, first))


def _inside_headings(sheet: Sheet, row: int, start: int) -> bool:
    """A lone text below heading rows (“#婴儿” under 死亡率) is part of them; one at the left edge or merged wide is not."""
    column = sheet.columns(row)[0]
    if sheet.kinds[row, column] != TEXT or sheet.span(row, column) > max(2, sheet.width // 2):
        return False
    above = row - 1
    return (
        above >= start
        and bool(sheet.filled[above])
        and (sheet.is_headings(above) or (sheet.is_single(above) and _inside_headings(sheet, above, start)))
    )


def _body_end(sheet: Sheet, first: int, headings: list[int], start: int) -> tuple[int, int | None, list[int]]:
    """The last row of the body that starts at `first`, the row where the next table's headings start, repeated heading rows."""
    quiet = np.flatnonzero((sheet.filled > 0) & ((sheet.numbers == 0) | (sheet.texts >= sheet.numbers)))
    heading_texts = {tuple(bare(sheet.text(row, c)) for c in sheet.columns(row)) for row in headings}
    value_columns = _value_columns(sheet, first)
    repeated: list[int] = []
    last = first
    for row in quiet[quiet > first].tolist():
        if row in repeated or not sheet.is_headings(row) or sheet.begins_with_label(row):
            continue
        if not _leads_to_data(sheet, row):
            continue
        columns = sheet.columns(row)
        texts = tuple(bare(sheet.text(row, c)) for c in columns)
        over_values = [c for c in columns if c in value_columns and sheet.kinds[row, c] == TEXT]
        again = (
            bool(headings)
            and is_place_heading(sheet.text(row, columns[0]))
            and bare(sheet.text(row, columns[0])) in {bare(sheet.text(h, columns[0])) for h in headings}
        )
        previous = row - 1
        parted = not sheet.filled[previous] or (sheet.is_single(previous) or sheet.is_title(previous))
        again_from = _page_break(sheet, row, start, first) if texts in heading_texts else None
        if again_from is not None:
            repeated += [line for line in range(again_from, row) if sheet.filled[line]]
        if again_from is not None or (texts in heading_texts and sheet.filled[previous] and not sheet.is_single(previous)):
            repeated += [
                row + offset for offset in range(len(headings)) if row + offset < sheet.height and not sheet.numbers[row + offset]
            ]
            continue
        if (parted and len(over_values) >= min(2, max(1, len(value_columns)))) or again:
            last = max(r for r in range(first, row) if sheet.filled[r] and (sheet.is_data(r) or r == first))
            return last, row, repeated
    rows = np.flatnonzero(sheet.filled > 0)
    return int(rows[rows >= first][-1]), None, repeated


def _page_break(sheet: Sheet, row: int, start: int, first: int) -> int | None:
    """Where the lines above the headings that come again in `row` begin, should they only say that a new page does: the same
    title, 续表, 第 2 页; None where another caption stands there (一、初中), under which a table of its own begins."""
    titles = {bare(sheet.text(above, c)) for above in range(start, first) for c in sheet.columns(above)}
    top = row
    while top - 1 > first and (not sheet.filled[top - 1] or _ends_page(sheet, top - 1, titles)):
        top -= 1
    lines = [line for line in range(top, row) if sheet.filled[line]]
    return top if lines else None


def _ends_page(sheet: Sheet, row: int, titles: set[str]) -> bool:
    texts = [bare(sheet.text(row, column)) for column in sheet.columns(row)]
    return all(text in titles or PAGE_LINE.fullmatch(text) is not None for text in texts)


def _value_columns(sheet: Sheet, first: int) -> set[int]:
    window = sheet.kinds[first : first + 200]
    counted = ((window == NUMBER) | (window == NUMBER_TEXT) | (window == STATE)).sum(axis=0)
    return {int(column) for column in np.flatnonzero(counted > (window == TEXT).sum(axis=0))}


def _leads_to_data(sheet: Sheet, row: int) -> bool:
    return any(
        sheet.is_data(below) and (sheet.numbers[below] or sheet.states[below])
        for below in range(row + 1, min(row + 1 + _LOOK_AHEAD, sheet.height))
    )


def _cut_notes(sheet: Sheet, rows: list[int]) -> tuple[list[int], list[int]]:
    """Rows after the last one that counts or names something are notes; so is everything from 注： on."""
    last = _imprint(sheet, rows)
    while last and not _belongs(sheet, rows[last - 1]):
        last -= 1
    return rows[:last], rows[last:]


def _imprint(sheet: Sheet, rows: list[int]) -> int:
    """How many rows stand before the imprint of a table of places: 联系电话：… and all below it, if no place follows."""
    last = next((number for number in range(len(rows) - 1, -1, -1) if sheet.begins_with_label(rows[number])), 0)
    if not any(sheet.begins_with_label(row) for row in rows[:last]):
        return len(rows)
    for number in range(last + 1, len(rows)):
        first = sheet.text(rows[number], sheet.columns(rows[number])[0])
        if is_fill_in(first) or is_note(first):
            return number
    return len(rows)


def _belongs(sheet: Sheet, row: int) -> bool:
    first = sheet.text(row, sheet.columns(row)[0])
    if is_note(first) and not (sheet.numbers[row] and sheet.filled[row] > 2):
        return False
    if sheet.is_data(row):
        return True
    return (
        int(sheet.filled[row]) > 1 and not sheet.is_title(row) and max(len(sheet.text(row, c)) for c in sheet.columns(row)) <= 40
    )


def _template(sheet: Sheet, start: int) -> Block | None:
    """A table without a single number: headings over rows of labels, to be filled in."""
    for row in range(start, sheet.height):
        if sheet.filled[row] >= 2 and sheet.is_headings(row) and not sheet.is_title(row):
            below = [r for r in range(row + 1, sheet.height) if sheet.filled[r]]
            headings = [row]
            while (
                below
                and sheet.filled[below[0]] > max(1, sheet.filled[row] // 2)
                and sheet.is_headings(below[0])
                and not sheet.begins_with_label(below[0])
            ):
                if below[0] != headings[-1] + 1 or len(headings) >= 3:
                    break
                headings.append(below.pop(0))
            rows, notes = _cut_notes(sheet, below)
            block = Block(0, 0, headings=headings, body=np.array(rows, dtype=int), notes=notes)
            block.titles = [(r, c) for r in range(start, row) for c in sheet.columns(r)]
            set_columns(sheet, block)
            return block if rows else None
    return None
