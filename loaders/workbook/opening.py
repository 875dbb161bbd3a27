"""Which reader opens these bytes."""

from __future__ import annotations

import io
from pathlib import PurePath

from loaders.workbook.grid import Finding, Grid, Workbook
from loaders.workbook.text import decode, rectangle, text_grid


def open_workbook(data: bytes, filename: str, *, isolated: bool = True) -> Workbook:
    """All sheets of a file with what must be told about it; never raises on content."""
    if not data:
        return Workbook(findings=(Finding("empty-file"),))
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _calamine(data)
    decoded = decode(data)
    if decoded is None:
        return Workbook(findings=(Finding("unreadable-file"),))
    text, encoding = decoded
    return Workbook((text_grid(text, PurePath(filename).stem),), "csv", encoding)


def _calamine(data: bytes) -> Workbook:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        for index, sheet in enumerate(book.sheets_metadata):
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            read = book.get_sheet_by_index(index)
            rows = [[None if value == "" else value for value in row] for row in read.to_python(skip_empty_area=False)]
            merges = [(first[0], first[1], last[0], last[1]) for first, last in read.merged_cell_ranges or []]
            hidden = sheet.visible is not SheetVisibleEnum.Visible
            grids.append(Grid(sheet.name, index, rectangle(list(rows)), hidden=hidden, merges=merges))
    except CalamineError:
        return Workbook(findings=(Finding("unreadable-file"),))
    return Workbook(tuple(grids), "xlsx" if data.startswith(b"PK") else "xls")
