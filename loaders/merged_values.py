"""A figure in a cell merged over several districts or columns: nobody can say whose it is, so it is asked about."""

from __future__ import annotations

import numpy as np

from loaders.figures import Figures
from loaders.table import Table
from loaders.workbook import a1


def spread_figures(table: Table, figures: Figures, unreadable: int) -> list[tuple[int, int, dict[str, object]]]:
    """Takes the numbers back that stand in merged cells over several rows or columns of figures; returns row and column of their
    cells on the sheet, and what is to be said. A cell merged over rows that hold nothing else is only tall."""
    sheet, body = table.sheet, table.block.body
    if not sheet.merges or not len(body):
        return []
    position = {column: number for number, column in enumerate(table.values)}
    number_of = {row: number for number, row in enumerate(body.tolist())}
    found: list[tuple[int, int, dict[str, object]]] = []
    for first_row, first_column, last_row, last_column in sheet.merges:
        if first_column not in position or first_row not in number_of or not figures.data[number_of[first_row]]:
            continue
        rows = [row for row in range(first_row, last_row + 1) if row in number_of and figures.data[number_of[row]]]
        others = [row for row in rows[1:] if (sheet.kinds[row] > 0).any()]
        columns = [column for column in range(first_column, last_column + 1) if column in position]
        at = number_of[first_row], position[first_column]
        if np.isnan(figures.values[at]) or (not others and len(columns) < 2):
            continue
        figures.values[at], figures.status[at] = np.nan, unreadable
        for row in rows:
            for column in columns:
                figures.status[number_of[row], position[column]] = unreadable
        text = sheet.text(first_row, first_column)
        said: dict[str, object] = {"text": text, "range": f"{a1(first_row, first_column)}:{a1(last_row, last_column)}"}
        found.append((first_row, first_column, said))
    return found
