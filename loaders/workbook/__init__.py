"""Bytes → grids: every format a bureau sends, recognised by what is in the file, not by its name."""

from loaders.workbook.grid import CellValue, Finding, Grid, Workbook, a1, is_percent
from loaders.workbook.isolation import each_grid, open_workbook
from loaders.workbook.opening import bytes_of
from loaders.workbook.package import TooLargeError

__all__ = [
    "CellValue",
    "Finding",
    "Grid",
    "TooLargeError",
    "Workbook",
    "a1",
    "bytes_of",
    "each_grid",
    "is_percent",
    "open_workbook",
]
