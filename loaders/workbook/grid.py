"""What stands in a sheet: cells from A1, with formats, merges, errors and notes, whatever file it came from.

Rows and columns count from 0 here; `a1` gives the address that a person sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np

from indicators.vocabulary import column_letters

CellValue = None | str | int | float | bool | date | datetime | time | timedelta
Position = tuple[int, int]
GENERAL = "General"
_QUOTED = re.compile(r'"([^"]+)"')
# what a number format holds besides its pattern: quoted text, escaped characters, colours and conditions, padding, fill
_NOT_PATTERN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Finding(NamedTuple):
    """Something a reader must be told: `kind` as the issue catalogue spells it, the sheet ("" for the file), its values."""

    kind: str
    sheet: str = ""
    values: Mapping[str, str | int | float] = {}


@dataclass(slots=True)
class Grid:
    """One sheet. `rows` is rectangular, starts at A1 and ends with the last row and column that hold something.

    `errors` and `uncalculated` name the cells that show an error ("#DIV/0!") or a formula that was never calculated;
    both are None in `rows`. `comments`, `red` and `struck` are what people mark cells with.
    """

    name: str
    index: int
    rows: list[list[CellValue]]
    hidden: bool = False
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    formats: tuple[str, ...] = (GENERAL,)
    format_ids: np.ndarray | None = None
    errors: dict[Position, str] = field(default_factory=dict)
    uncalculated: dict[Position, str] = field(default_factory=dict)
    formulas: dict[Position, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: dict[Position, str] = field(default_factory=dict)
    red: frozenset[Position] = frozenset()
    struck: frozenset[Position] = frozenset()

    @property
    def height(self) -> int:
        """Rows, from the first row of the sheet to the last that holds something."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Columns, from A to the last that holds something."""
        return len(self.rows[0]) if self.rows else 0

    def number_format(self, row: int, column: int) -> str:
        """The format code of a cell ("0.0%"); "General" outside the sheet and where the file states none."""
        ids = self.format_ids
        if ids is None or not (0 <= row < ids.shape[0] and 0 <= column < ids.shape[1]):
            return GENERAL
        return self.formats[ids[row, column]]

    def percent_column(self, column: int) -> np.ndarray:
        """For each row of the sheet whether that column's cell is formatted as a percentage (its 0.853 shows as 85.3%)."""
        flags = np.zeros(self.height, dtype=bool)
        ids = self.format_ids
        if ids is not None and 0 <= column < ids.shape[1]:
            rows = min(self.height, ids.shape[0])
            flags[:rows] = np.array([is_percent(code) for code in self.formats])[ids[:rows, column]]
        return flags

    def quoted_formats(self, column: int) -> dict[str, np.ndarray]:
        """Texts that number formats of that column show beside a number ('0.0"（预计）"': （预计）), with the rows of each."""
        ids = self.format_ids
        if ids is None or not 0 <= column < ids.shape[1]:
            return {}
        found: dict[str, np.ndarray] = {}
        for number, code in enumerate(self.formats):
            text = " ".join(_QUOTED.findall(code)) if '"' in code else ""
            if text:
                rows = min(self.height, ids.shape[0])
                flags = found.setdefault(text, np.zeros(self.height, dtype=bool))
                flags[:rows] |= ids[:rows, column] == number
        return found

    def value(self, row: int, column: int) -> CellValue:
        """The cell's value, None where it holds nothing or lies outside the sheet."""
        return self.rows[row][column] if 0 <= row < self.height and 0 <= column < self.width else None

    def merge_at(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        """The merged range that holds this cell (first row, first column, last row, last column), or None."""
        for merge in self.merges:
            if merge[0] <= row <= merge[2] and merge[1] <= column <= merge[3]:
                return merge
        return None


@dataclass(frozen=True)
class Workbook:
    """A file as read. `format` is what the bytes are ("xlsx", "xls", "csv" …), not what the name says.

    A file that cannot be read has no grids and a finding that says why.
    """

    grids: tuple[Grid, ...] = ()
    format: str = ""
    encoding: str = ""
    epoch: int = 1900
    findings: tuple[Finding, ...] = ()


def is_percent(code: str) -> bool:
    """Whether a number format shows a fraction as a percentage; a quoted "%" is only text ('0.0"%"' shows 85.3 as 85.3%)."""
    return "%" in code and "%" in _NOT_PATTERN.sub("", code)


def a1(row: int, column: int) -> str:
    """The address of a cell counted from 0: (6, 1) → "B7"."""
    return f"{column_letters(column + 1)}{row + 1}"


def rectangle(rows: list[list[CellValue]], shown: Iterable[Position] = ()) -> list[list[CellValue]]:
    """The same rows, cut to the last row and column that hold something and padded to equal length.

    `shown` are positions that count although they hold no value (errors, formulas without a result). Changes `rows`.
    """
    height, width = 0, 0
    for row, column in shown:
        height, width = max(height, row + 1), max(width, column + 1)
    while len(rows) > height and all(cell is None for cell in rows[-1]):
        rows.pop()
    rows.extend([] for _ in range(height - len(rows)))
    for cells in rows:
        for column in range(len(cells), width, -1):
            if cells[column - 1] is not None:
                width = column
                break
    return [cells if len(cells) == width else cells[:width] + [None] * (width - len(cells)) for cells in rows]


def without_blanks(rows: list[list[CellValue]]) -> list[list[CellValue]]:
    """The same rows with None where a reader put "" for an empty cell."""
    return [[None if cell == "" else cell for cell in row] if "" in row else row for row in rows]
