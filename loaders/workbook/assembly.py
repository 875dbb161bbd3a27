"""Values from one reader and marks from another put together as a grid."""

from __future__ import annotations

import numpy as np

from loaders.workbook.cells import Cells, Position
from loaders.workbook.grid import Grid
from loaders.workbook.sheet_scan import SheetScan
from loaders.workbook.styles import Styles


def assemble(
    name: str,
    index: int,
    hidden: bool,
    cells: Cells,
    scan: SheetScan,
    styles: Styles,
    comments: dict[Position, str],
) -> Grid:
    """The grid of a sheet: `cells` start at A1; an error cell and a formula without a result are None."""
    shown = (*scan.errors, *scan.uncalculated)
    for row, column in shown:
        if row < len(cells) and column < cells.width:
            cells.clear(row, column)
    cells = cells.cut(shown)
    height, width = cells.types.shape
    inside = (scan.rows < height) & (scan.columns < width)
    at_rows, at_columns = scan.rows[inside], scan.columns[inside]
    style_ids = np.minimum(scan.styles[inside], len(styles.format_of) - 1)
    return Grid(
        name,
        index,
        cells,
        hidden=hidden,
        merges=[merge for merge in scan.merges if merge[0] < height and merge[1] < width],
        formats=styles.formats,
        format_ids=_format_ids(styles, style_ids, at_rows, at_columns, height, width),
        errors=scan.errors,
        uncalculated=scan.uncalculated,
        formulas=scan.formulas,
        hidden_rows=frozenset(row for row in scan.hidden_rows if row < height),
        hidden_columns=frozenset(c for first, last in scan.hidden_columns for c in range(first, min(last + 1, width))),
        comments=comments,
        red=_flagged(styles.red, style_ids, at_rows, at_columns),
        struck=_flagged(styles.struck, style_ids, at_rows, at_columns),
    )


def _format_ids(
    styles: Styles, style_ids: np.ndarray, rows: np.ndarray, columns: np.ndarray, height: int, width: int
) -> np.ndarray | None:
    """An index into `styles.formats` for each cell, None where every cell has the general format."""
    small = np.min_scalar_type(len(styles.formats))
    of_cell = np.array(styles.format_of, dtype=small)[style_ids]
    if not of_cell.any():
        return None
    ids = np.zeros((height, width), dtype=small)
    ids[rows, columns] = of_cell
    return ids


def _flagged(flags: tuple[bool, ...], style_ids: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> frozenset[Position]:
    if not any(flags):
        return frozenset()
    here = np.array(flags)[style_ids]
    return frozenset(zip(rows[here].tolist(), columns[here].tolist(), strict=True))
