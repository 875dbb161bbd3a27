"""Which cells of a sheet say something about persons, and what may stand there instead (decision 0042)."""

from __future__ import annotations

import re

from loaders.persons import MASK, PERSON, masked
from loaders.roles import Role
from loaders.signatures import is_label, is_said
from loaders.workbook import Grid
from loaders.workbook_reading import SheetReading

_CARD = re.compile(r"[1-9]\d{16}[\dXx]")


def personal_cells(sheet: SheetReading) -> dict[tuple[int, int], str]:
    """Cells that say something about persons, by row and column from 0, with what may stand there instead.

    Figures are never among them: 13800001111 in a column of 元 is money.
    """
    found: dict[tuple[int, int], str] = {}
    figures: set[tuple[int, int]] = set()
    heads: set[int] = set()
    grid = sheet.sheet.grid
    for reading in sheet.tables:
        table = reading.table
        rows = [int(row) for row in table.block.body]
        heads |= {*table.block.headings, *table.block.numbering}
        for column, role in table.roles.items():
            if table.reasons.get(column) == PERSON:
                found |= {(row, column): MASK for row in rows if grid.value(row, column) is not None}
            elif role is Role.VALUE:
                figures |= {(row, column) for row in rows}
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if not isinstance(value, str) or ((row, column) in figures and not _CARD.fullmatch(value.strip())):
                continue
            said = masked(value)
            if said != value:
                found.setdefault((row, column), said)
            # 校长 may head a column; elsewhere, or with its colon, it says what stands beside it
            alone = is_label(value) and (value.rstrip().endswith((":", "：")) or (bool(heads) and row not in heads))
            beside = _beside(grid, row, column) if alone else None
            if beside is not None:
                found.setdefault(beside, MASK)
    return found


def _beside(grid: Grid, row: int, column: int) -> tuple[int, int] | None:
    """Where right of a label the next cell with something in it stands, if that is about a person: 填表人 | 张三."""
    for right in range(column + 1, min(grid.width, column + 5)):
        value = grid.value(row, right)
        if value is not None and value != "":
            return (row, right) if is_said(value) else None
    return None
