"""Columns that are part of another one: 其中 and # keep the path of the column whose part they are, and its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from loaders.block import Block
from loaders.lines import Sheet
from loaders.units import is_rate
from loaders.words import bare

OF_WHICH = ("其中", "ofwhich", "其中:", "ofwhich:", "#")
_ANOTHER_YEAR = re.compile(r"上年|上学年|上一|去年|比|较|同比|增减")
Anchor = tuple[int, int]


@dataclass
class Column:
    """What stands above a column: `steps` outermost first without units and 其中, with the row each came from; `unit` as said
    there; `whole` = the column this one is a part of (其中, #), -1 for none."""

    index: int
    steps: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    unit: str = ""
    whole: int = -1
    anchors: list[Anchor] = field(default_factory=list)


def attach_parts(sheet: Sheet, block: Block, columns: dict[int, Column]) -> None:
    """其中 and # mark a column as part of the one to its left: it keeps that one's path, and its unit where it says none."""
    for index in sorted(columns):
        column = columns[index]
        marked = next((i for i, step in enumerate(column.steps) if _is_part(step)), None)
        if marked is None:
            continue
        anchor = column.anchors[marked]
        left = _whole_of(columns, column, marked, range(anchor[1] - 1, block.first_column - 1, -1))
        rest = [_without_mark(step) for step in column.steps[marked:]]
        rows = [row for step, row in zip(rest, column.rows[marked:], strict=True) if step]
        rest = [step for step in rest if step]
        before = column.steps[:marked]
        if left is not None and columns[left].steps[: len(before)] == before and _counts(sheet, block, left):
            whole = columns[left]
            tail = whole.steps[len(before) :]
            column.whole = left
            column.unit = column.unit or (whole.unit if not any(is_rate(step) for step in rest) else "")
            if not (
                before and len(tail) == 1 and bare(tail[0]) in ("总数", "合计", "计", "小计", "总计", "total", "人数", "合计数")
            ):
                before, rows = whole.steps, [*whole.rows, *rows]
            else:
                rows = [*column.rows[:marked], *rows]
        else:
            rows = [*column.rows[:marked], *rows]
        column.steps, column.rows = [*before, *rest], rows


def _whole_of(columns: dict[int, Column], column: Column, marked: int, candidates: range) -> int | None:
    """The column left of 其中 that it is a part of: no other part of the same, not last year's; 普惠园幼儿数 is of 幼儿数."""
    before, own = column.steps[:marked], bare(_without_mark(column.steps[-1]))
    named = [i for i in candidates if columns[i].steps and columns[i].steps[: len(before)] == before]
    wholes = [i for i in named if columns[i].whole < 0 and not _ANOTHER_YEAR.match(bare(columns[i].steps[-1]))]
    nouns = {i: re.sub(r"^(总|全部|合计)", "", bare(columns[i].steps[-1])) for i in wholes[:4]}
    alike = next((i for i, noun in nouns.items() if len(noun) >= 2 and own != noun and own.endswith(noun)), None)
    if alike is not None:
        return alike
    return wholes[0] if wholes else next((i for i in candidates if columns[i].steps), None)


def _counts(sheet: Sheet, block: Block, index: int) -> bool:
    if not len(block.body):
        return True
    kinds = sheet.kinds[block.body, index]
    return bool(((kinds > 0) & (kinds != 1)).sum() >= (kinds == 1).sum()) or not np.any(kinds)


def _is_part(step: str) -> bool:
    key = bare(step)
    return key.startswith(("其中", "#", "ofwhich"))


def _without_mark(step: str) -> str:
    for mark in ("其中：", "其中:", "其中", "#", "＃", "of which:", "of which", "Of which:", "Of which"):
        if step.replace(" ", "").startswith(mark.replace(" ", "")):
            trimmed = step
            while trimmed and trimmed.replace(" ", "").startswith(mark.replace(" ", "")):
                position = 0
                taken = 0
                target = len(mark.replace(" ", ""))
                while taken < target:
                    taken += trimmed[position] != " "
                    position += 1
                trimmed = trimmed[position:]
            return _without_mark(trimmed.strip(" ：:#＃"))
    return step
