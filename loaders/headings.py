"""The path of texts above each column: 小学 › 教育集团数, whether merged, unmerged, broken in mid-word or packed to the left.

Two rules attach a label to a column (the literature calls them directly and closest): a label covers its own column, its merged
range, and the columns right of it whose cell is empty, as long as they have a heading below, no gap lies between, and the label
above them is the same. Labels packed left of the columns they span are spread when the headings below repeat in step.
"""

from __future__ import annotations

import re
from itertools import pairwise

from loaders.blocks import Block
from loaders.heading_parts import OF_WHICH, Anchor, Column, attach_parts
from loaders.levels import level_in
from loaders.lines import Sheet
from loaders.two_languages import without_english
from loaders.units import as_unit, bracket_unit, column_mark, has_unit_script, is_rate, without_unit
from loaders.words import PIVOT_SUM, bare, corner_unit, has_han, has_latin, tidy


def column_paths(sheet: Sheet, block: Block) -> dict[int, Column]:
    """The heading path of every column of a block."""
    owner = _owners(sheet, block)
    columns: dict[int, Column] = {}
    groups = {row: _has_groups(owner, row) for row in block.headings}
    for index in range(block.first_column, block.last_column + 1):
        anchors = list(dict.fromkeys(owner[row][index] for row in block.headings if index in owner[row]))
        columns[index] = _column(sheet, index, anchors, groups, owner)
    _drop_marks(columns)
    attach_parts(sheet, block, columns)
    return columns


def _drop_marks(columns: dict[int, Column]) -> None:
    """班级总数① | 大班额班数② | 大班额比例③=②/①: where two columns and more are numbered so, the numbers say nothing else."""
    marked = {index: column_mark(column.steps[-1]) for index, column in columns.items() if column.steps}
    if len({mark for _, mark, _ in marked.values() if mark}) < 2:
        return
    for index, (name, mark, unit) in marked.items():
        if mark:
            columns[index].steps[-1] = name
            columns[index].unit = columns[index].unit or unit


def _owners(sheet: Sheet, block: Block) -> dict[int, dict[int, Anchor]]:
    """For each heading row and column the cell whose text covers it."""
    rows = block.headings
    owner: dict[int, dict[int, Anchor]] = {row: {} for row in rows}
    covered: set[Anchor] = set()
    for first_row, first_column, last_row, last_column in sheet.merges:
        for row in rows:
            if first_row <= row <= last_row:
                for column in range(first_column, last_column + 1):
                    covered.add((row, column))
                    if sheet.kinds[first_row, first_column] and first_row in owner:
                        owner[row][column] = (first_row, first_column)
    for position, row in enumerate(rows):
        own = [c for c in range(block.first_column, block.last_column + 1) if sheet.kinds[row, c] and (row, c) not in covered]
        packed, labels, start = _packed(sheet, block, row, own, rows[position + 1 :])
        for column in own:
            owner[row].setdefault(column, (row, column))
            if packed and column in labels:
                number = labels.index(column)
                for inner in range(start + number * packed, start + (number + 1) * packed):
                    owner[row][inner] = (row, column)
            if packed:
                continue
            if position + 1 == len(rows):
                continue
            for right in range(column + 1, block.last_column + 1):
                if (
                    sheet.kinds[row, right]
                    or (row, right) in covered
                    or not _has_text_below(sheet, rows[position + 1 :], right, covered)
                ):
                    break
                if _parent(owner, rows[:position], right) != _parent(owner, rows[:position], column):
                    break
                owner[row][right] = (row, column)
    return owner


def _has_text_below(sheet: Sheet, rows: list[int], column: int, covered: set[Anchor]) -> bool:
    return any(sheet.kinds[row, column] or (row, column) in covered for row in rows)


def _parent(owner: dict[int, dict[int, Anchor]], rows: list[int], column: int) -> Anchor | None:
    for row in reversed(rows):
        if column in owner[row]:
            return owner[row][column]
    return None


def _packed(sheet: Sheet, block: Block, row: int, own: list[int], below: list[int]) -> tuple[int, list[int], int]:
    """How many columns each of k labels spans that stand over n·k headings repeating in step, packed left or typed into the
    middle of their columns; those labels, and the first of the columns. 0 where labels do not stand so."""
    none: tuple[int, list[int], int] = (0, [], 0)
    own = [c for c in own if below and sheet.kinds[below[0], c]]
    if len(own) < 2 or not below:
        return none
    last = max((c for c in range(own[0], block.last_column + 1) if bare(sheet.text(below[0], c))), default=own[0] - 1)
    leaves = [bare(sheet.text(below[0], c)) for c in range(block.first_column, last + 1)]
    for step in range(len(leaves) // len(own), 1, -1):
        start = last - len(own) * step + 1
        first = leaves[start - block.first_column :][:step]
        if leaves[start - block.first_column :] != first * len(own) or not all(first) or len(set(first)) < step:
            continue
        packed = start == own[0] and all(b == a + 1 for a, b in pairwise(own))
        centred = all(start + number * step <= c < start + (number + 1) * step for number, c in enumerate(own))
        off = {c - start - number * step for number, c in enumerate(own)}  # the same place in each of its groups, not the first
        if packed or (centred and len(off) == 1 and 0 not in off):
            return step, own, start
    return none


def _has_groups(owner: dict[int, dict[int, Anchor]], row: int) -> bool:
    anchors = [anchor for anchor in owner[row].values() if anchor[0] == row]
    return len(anchors) > len(set(anchors))


def _column(
    sheet: Sheet, index: int, anchors: list[Anchor], groups: dict[int, bool], owner: dict[int, dict[int, Anchor]]
) -> Column:
    column = Column(index)
    chinese = any(has_han(sheet.text(*anchor)) for anchor in anchors)
    previous: Anchor | None = None
    for anchor in anchors:
        text = PIVOT_SUM.sub("", corner_unit(sheet.text(*anchor))[0])
        unit = as_unit(text)
        if chinese and unit and not has_unit_script(unit) and text.strip()[:1].isalpha():  # Schools below 学校数 says it again
            continue
        lone_word = not column.steps and (has_unit_script(unit) or text.strip()[:1].isalpha())  # Schools: a heading of its own
        if unit and (not lone_word or text.strip() in ("%", "％", "‰")):
            column.unit = unit if has_unit_script(unit) or not column.unit else column.unit
            previous = anchor
            continue
        if chinese and has_latin(text) and not has_han(text):
            continue  # the line in English repeats the one in Chinese
        step = chinese_half(text)
        column.unit = bracket_unit(step) or column.unit
        step = tidy(without_unit(step))
        if not step:
            continue
        if column.steps and _continues(column, previous, anchor, groups, owner, step):
            glue = "" if has_han(column.steps[-1]) or has_han(step) else " "
            column.steps[-1] += glue + step
        elif not column.steps or bare(column.steps[-1]) != bare(step):
            for part in flat_parts(step):
                column.steps.append(part)
                column.rows.append(anchor[0])
                column.anchors.append(anchor)
        previous = anchor
    return column


def flat_parts(step: str) -> list[str]:
    """小学_班数_46-50人, 初中-大班额-比例: a heading of several levels that an export wrote into one cell."""
    if not has_han(step):
        return [step]
    parts = [part.strip() for part in re.split(r"[_＿]+|\s*[|｜>›]\s*", step) if part.strip()]
    if len(parts) > 1:
        return parts
    parts = [part.strip() for part in re.split(r"(?<!\d)[-－—–/·](?!\d)", step) if part.strip()]
    levels = [level_in(part)[1] == part for part in parts]
    return parts if len(parts) > 1 and levels[0] and sum(levels) == 1 else [step]


def _continues(
    column: Column, above: Anchor | None, anchor: Anchor, groups: dict[int, bool], owner: dict[int, dict[int, Anchor]], step: str
) -> bool:
    """A text broken over two rows (已婚育龄 + 妇女人数): the upper row covers one column each, or the word is cut short."""
    if above is None or above[0] not in owner or anchor[0] != above[0] + 1:
        return False
    wide = sum(1 for covered in owner[above[0]].values() if covered == above)
    if wide > 1 or sum(1 for covered in owner[anchor[0]].values() if covered == anchor) > 1:
        return False
    if bare(step).startswith(("其中", "#", "ofwhich")) or bare(column.steps[-1]) in OF_WHICH:
        return False
    if not groups[above[0]]:
        return True
    # beside group labels a broken word is told by its length: 适龄残疾儿 | 童少年数 fill the same narrow column
    return (
        not is_rate(step)
        and not column.steps[-1].endswith(("数", "率", "比例", "人"))
        and has_han(step)
        and len(column.steps[-1]) <= 6
    )


def chinese_half(text: str) -> str:
    """The Chinese lines of a heading that says everything twice ("出生\\nBirth"); a text in one language stays whole."""
    lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip()]
    if len(lines) == 1:
        return without_english(text)
    if len(lines) < 2 or not any(has_han(line) for line in lines):
        return text
    kept = [line for line in lines if has_han(line) or bracket_unit(line) or not has_latin(line)]
    return "\n".join(line for line in kept if not (as_unit(line) and not has_unit_script(as_unit(line))))
