"""Cells gathered one by one, for the readers that walk through a file themselves (.ods, .xls, HTML, XML of 2003)."""

from __future__ import annotations

import numpy as np

from loaders.workbook.cells import Cells, CellValue, Position
from loaders.workbook.grid import GENERAL, Grid
from loaders.workbook.package import TooLargeError
from loaders.workbook.slimming import MAX_CELLS
from loaders.workbook.text import MAX_COLUMNS


class Collector:
    """One sheet in the making. Rows come from top to bottom; cells of a row in any order."""

    def __init__(self, name: str, index: int, hidden: bool = False) -> None:
        self.grid = Grid(name, index, [], hidden=hidden)
        self._rows: list[list[CellValue]] = []
        self._codes: dict[str, int] = {GENERAL: 0}
        self._formatted: list[tuple[int, int, int]] = []
        self._held = 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._red: set[Position] = set()
        self._struck: set[Position] = set()

    def put(self, row: int, column: int, value: CellValue, code: str = GENERAL, red: bool = False, struck: bool = False) -> None:
        """A value with its number format. Raises TooLargeError when the sheet outgrows what we hold in memory."""
        if value is None or value == "":
            return
        if column >= MAX_COLUMNS:
            raise TooLargeError(f"{column + 1:,}", f"{MAX_COLUMNS:,}")
        if row == len(self._rows) - 1 and column == len(self._rows[row]) and self._held < MAX_CELLS:  # the next of its row
            self._rows[row].append(value)
            self._held += 1
        else:
            self._reach(row, column)
            self._rows[row][column] = value
        if code != GENERAL:
            self._formatted.append((row, column, self._codes.setdefault(code, len(self._codes))))
        if red:
            self._red.add((row, column))
        if struck:
            self._struck.add((row, column))

    def repeat_row(self, row: int, times: int) -> None:
        """The same values again in the `times` rows below `row`. Raises TooLargeError."""
        if row < len(self._rows) and any(value is not None for value in self._rows[row]):
            formatted = [(column, code) for at, column, code in self._formatted if at == row]
            for below in range(row + 1, row + 1 + times):
                self._reach(below, len(self._rows[row]) - 1)
                self._rows[below] = list(self._rows[row])
                self._formatted.extend((below, column, code) for column, code in formatted)

    def merge(self, row: int, column: int, down: int, right: int) -> None:
        """A merged range of `down` more rows and `right` more columns."""
        if down > 0 or right > 0:
            self.grid.merges.append((row, column, row + max(down, 0), column + max(right, 0)))

    def hide_rows(self, first: int, count: int) -> None:
        """Rows that are not shown; those below the content are dropped later."""
        self._hidden_rows.update(range(first, min(first + count, first + 100_000)))

    def hide_columns(self, first: int, count: int) -> None:
        """Columns that are not shown; those right of the content are dropped later."""
        self._hidden_columns.update(range(first, min(first + count, 16_384)))

    def finish(self) -> Grid:
        """The grid, cut to what holds something."""
        grid = self.grid
        grid.rows = Cells.of(self._rows).cut((*grid.errors, *grid.uncalculated))
        if self._formatted:
            grid.formats = tuple(self._codes)
            grid.format_ids = np.zeros((grid.height, grid.width), np.min_scalar_type(len(self._codes)))
            rows, columns, codes = (np.array(part) for part in zip(*self._formatted, strict=True))
            grid.format_ids[rows, columns] = codes
        grid.hidden_rows = frozenset(row for row in self._hidden_rows if row < grid.height)
        grid.hidden_columns = frozenset(column for column in self._hidden_columns if column < grid.width)
        grid.red, grid.struck = frozenset(self._red), frozenset(self._struck)
        return grid

    def _reach(self, row: int, column: int) -> None:
        missing = row + 1 - len(self._rows)
        wider = max(0, column + 1 - (len(self._rows[row]) if missing <= 0 else 0))
        self._held += max(missing, 0) + wider
        if self._held > MAX_CELLS:
            raise TooLargeError(f"> {MAX_CELLS:,}", f"{MAX_CELLS:,}")
        if missing > 0:
            self._rows.extend([] for _ in range(missing))
        if wider:
            self._rows[row].extend([None] * wider)
