"""Issues about single cells: what could not be read, what was read with care, comments, struck and red cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from indicators.issues import Issue
from loaders.figures import Remark
from loaders.own_sheets import is_own_comment
from loaders.table_reading import TableReading
from loaders.workbook import a1

_IN_RUNS = frozenset(
    ["error-value", "formula-without-value", "number-marked", "none-or-zero", "date-in-cell", "number-with-unit"]
)
_FEW = 3


def cell_issues(reading: TableReading) -> Iterator[Issue]:
    """One issue for each remark; equal neighbours down a column are told as one range."""
    sheet = reading.table.name
    if reading.template:
        return
    beside = set(_asides(reading))
    told = [remark for remark in reading.figures.remarks if remark.column not in beside]
    for (kind, column), group in groupby(sorted(told, key=_order), key=lambda r: (r.kind, r.column)):
        remarks = list(group)
        if kind == "mixed-percent":  # said of the whole column
            last = int(reading.table.block.body[reading.rows[-1]]) if len(reading.rows) else remarks[0].row
            yield _issue(sheet, remarks[0], a1(last, column) if last > remarks[0].row else "")
            continue
        if kind not in _IN_RUNS or len(remarks) <= _FEW:
            yield from (_issue(sheet, remark) for remark in remarks)
            continue
        for run in _runs(remarks):
            yield _issue(sheet, run[0], a1(run[-1].row, column) if len(run) > 1 else "")
    yield from _text_numbers(reading)


def _asides(reading: TableReading) -> Iterator[int]:
    """Columns of ranks, targets, changes: ≥90 in them is no figure that somebody misses."""
    first = reading.wordings[1] if len(reading.rows) else []
    for position, column in enumerate(reading.table.values):
        if first and all(reading.meaning(row, column, position).aside is not None for row in first):
            yield column


def _order(remark: Remark) -> tuple[str, int, int]:
    return remark.kind, remark.column, remark.row


def _issue(sheet: str, remark: Remark, until: str = "") -> Issue:
    return Issue.about(remark.kind, remark.values, sheet, a1(remark.row, remark.column), until)


def _runs(remarks: list[Remark]) -> Iterator[list[Remark]]:
    run: list[Remark] = []
    for remark in remarks:
        if run and (remark.row != run[-1].row + 1 or _said(remark) != _said(run[-1])):
            yield run
            run = []
        run.append(remark)
    if run:
        yield run


def _said(remark: Remark) -> str:
    """What a run of cells has in common: their text, or 所 where each has its number and its unit in one cell."""
    text = str(remark.values.get("text"))
    return re.sub(r"[\d.,\s+-]", "", text) if remark.kind == "number-with-unit" else text


def _text_numbers(reading: TableReading) -> Iterator[Issue]:
    """Numbers stored as text: cell by cell where they are the exception, once for the column where they are the rule."""
    table, figures = reading.table, reading.figures
    if reading.table.sheet.grid.format_ids is None and not table.sheet.grid.merges and _all_text(reading):
        return  # a text file: everything is text
    told = {(remark.row, remark.column) for remark in figures.remarks}
    for position, found in figures.text_numbers.items():
        column = table.values[position]
        rows = [row for row in found if (int(table.block.body[row]), column) not in told]
        if not rows:
            continue
        shown = [str(table.sheet.grid.value(int(table.block.body[row]), column)).strip() for row in rows]
        first = a1(int(table.block.body[rows[0]]), column)
        value = f"{figures.values[rows[0], position]:.12g}"
        if len(rows) > 1 and len(rows) * 2 > int((figures.values[:, position] == figures.values[:, position]).sum()):
            yield Issue.of(
                "number-as-text", table.name, first, a1(int(table.block.body[rows[-1]]), column), text=shown[0], value=value
            )
            continue
        for row, text in zip(rows, shown, strict=True):
            value = f"{figures.values[row, position]:.12g}"
            yield Issue.of("number-as-text", table.name, a1(int(table.block.body[row]), column), text=text, value=value)


def _all_text(reading: TableReading) -> bool:
    from loaders.cells import NUMBER

    return not (reading.table.sheet.kinds == NUMBER).any()


def marked_cells(reading: TableReading) -> Iterator[Issue]:
    """Comments, red and struck cells inside the table."""
    table, grid = reading.table, reading.table.sheet.grid
    body = set(table.block.body.tolist())
    inside = range(table.block.first_column, table.block.last_column + 1)
    for (row, column), text in sorted(grid.comments.items()):
        if row in body and column in inside and not is_own_comment(text):
            yield Issue.of("comment", table.name, a1(row, column), text=" ".join(text.split())[:200])
    for row, column in sorted(grid.red):
        if row in body and column in table.values:
            yield Issue.of("marked-red", table.name, a1(row, column))
    for row, column in sorted(grid.struck):
        if row in body and column in table.values:
            yield Issue.of("struck-out", table.name, a1(row, column))
