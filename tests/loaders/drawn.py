"""Sheets drawn as text, so that a test shows the sheet it is about.

    grid = drawn(\"\"\"
        区县   | 2022学年 | 2023学年
        海陵区 | 85.3     | 86.1
        姜堰区 |          | '007
    \"\"\")

A cell is a number where it looks like one, None where it is blank, a text otherwise; a leading ' keeps a text a text.
`85.3%` stays a text; `=85.3%` is the number 0.853 in a cell formatted 0.0%. `^` and `<` merge a cell with the one above
or to its left (the anchor keeps the value).
"""

from __future__ import annotations

import re

import numpy as np

from loaders.workbook.grid import GENERAL, CellValue, Grid

PERCENT = "0.0%"


def drawn(text: str, name: str = "Sheet1", index: int = 0, hidden: bool = False) -> Grid:
    """The grid that `text` draws; blank lines at its ends are no rows, a line of | alone is an empty row."""
    lines = text.strip("\n").splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()]
    width = max((len(row) for row in cells), default=0)
    cells = [row + [""] * (width - len(row)) for row in cells]
    formats = np.zeros((len(cells), width), dtype=np.uint8)
    rows: list[list[CellValue]] = []
    for r, row in enumerate(cells):
        rows.append([cell_value(cell) for cell in row])
        for c, cell in enumerate(row):
            formats[r, c] = bool(re.fullmatch(r"=[-\d.]+%", cell))
    return Grid(name, index, rows, hidden=hidden, merges=merges(cells), formats=(GENERAL, PERCENT), format_ids=formats)


def cell_value(cell: str) -> CellValue:
    """What a drawn cell holds."""
    if cell in ("", "^", "<"):
        return None
    if cell.startswith("'"):
        return cell[1:]
    if re.fullmatch(r"=[-\d.]+%", cell):
        return float(cell[1:-1]) / 100
    if re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", cell):
        return float(cell)
    return cell


def merges(cells: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """Merged ranges: from each anchor right over `<`, then down over rows whose cells there are all `^` or `<`."""
    found = []
    for r, row in enumerate(cells):
        for c, cell in enumerate(row):
            if cell in ("", "^", "<"):
                continue
            right = c
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            down = r
            while down + 1 < len(cells) and cells[down + 1][c] == "^" and set(cells[down + 1][c : right + 1]) <= {"^", "<"}:
                down += 1
            if (down, right) != (r, c):
                found.append((r, c, down, right))
    return found
