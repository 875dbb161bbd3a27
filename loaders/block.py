"""A table's rectangle on its sheet, its rows by what they are, and the cut between tables that stand side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from loaders.cells import NUMBER, NUMBER_TEXT
from loaders.lines import Sheet
from loaders.words import bare, is_place_heading


@dataclass
class Block:
    """A rectangle of a sheet, counted from 0. `headings`, `numbering`, `body`, `notes`, `repeated` are its rows by what they are;
    `titles` are (row, column) of the lines above."""

    first_column: int
    last_column: int
    titles: list[tuple[int, int]] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    numbering: list[int] = field(default_factory=list)
    body: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))
    notes: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)

    @property
    def first_row(self) -> int:
        """The first row of headings or body."""
        return min([*self.headings, *([int(self.body[0])] if len(self.body) else [])], default=0)

    @property
    def last_row(self) -> int:
        """The last row of the body (of the headings, where there is none)."""
        return int(self.body[-1]) if len(self.body) else max(self.headings, default=0)


def set_columns(sheet: Sheet, block: Block) -> None:
    """The first and last column that headings or body use."""
    rows = [*block.headings, *block.body.tolist()]
    used = np.flatnonzero((sheet.kinds[rows] > 0).any(axis=0)) if rows else np.zeros(0, dtype=int)
    block.first_column, block.last_column = (int(used[0]), int(used[-1])) if len(used) else (0, 0)
    for row in block.headings:
        for column in sheet.columns(row):
            block.last_column = max(block.last_column, min(sheet.width - 1, column + sheet.span(row, column) - 1))


def side_by_side(sheet: Sheet, block: Block) -> list[Block]:
    """Cut where the head of the first column comes again with columns that count between: 地区 | 数 | 地区 | 数."""
    starts = [block.first_column]
    for row in block.headings:
        heads = [c for c in sheet.columns(row) if is_place_heading(sheet.text(row, c))]
        for before, here in pairwise(heads):
            between = sheet.kinds[block.body, before + 1 : here]
            counted = ((between == NUMBER) | (between == NUMBER_TEXT)).sum()
            if counted and bare(sheet.text(row, before)) == bare(sheet.text(row, here)):
                left = here
                if sheet.text(row, here - 1) and bare(sheet.text(row, here - 1)) == bare(
                    sheet.text(row, before - 1) if before else ""
                ):
                    left = here - 1
                starts.append(left)
    if len(starts) == 1:
        return [block]
    parts = []
    starts = sorted(set(starts))
    for index, first in enumerate(starts):
        last = starts[index + 1] - 1 if index + 1 < len(starts) else block.last_column
        inside = sheet.kinds[block.body, first : last + 1]
        body = block.body[(inside > 0).any(axis=1)]
        alone = {row for row, _ in block.titles if sum(r == row for r, _ in block.titles) == 1}
        titles = [(r, c) for r, c in block.titles if r in alone or first <= c <= last]
        parts.append(
            Block(first, last, titles, block.headings, block.numbering, body, block.notes if index == 0 else [], block.repeated)
        )
    return parts
