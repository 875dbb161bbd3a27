"""Workbooks of Excel 2.0 to 2003 (.xls) by xlrd, which shows formats, hidden rows and notes; calamine where xlrd fails."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from loaders.workbook.cells import Cells, CellValue, Position
from loaders.workbook.collector import Collector
from loaders.workbook.grid import GENERAL, Finding, Grid
from loaders.workbook.package import DamagedError
from loaders.workbook.styles import is_red
from loaders.workbook.xls_formulas import formulas, never_calculated

# sums that are looked at, of a file in which no formula has a result
_ENOUGH = 20


class EncryptedError(Exception):
    """The workbook asks for a password."""


def read_xls(data: bytes) -> tuple[int, Iterator[Grid | Finding]]:
    """The epoch and the sheets. Raises DamagedError or EncryptedError."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True)
    except Exception as error:  # xlrd raises whatever broken records lead to
        if "encrypted" in str(error).lower():
            raise EncryptedError from error
        return 1900, iter(_by_calamine(data, error))
    return (1904 if book.datemode else 1900), _sheets(book, data)


def _sheets(book: Any, data: bytes) -> Iterator[Grid | Finding]:
    waiting = _uncalculated(book, data)
    for index in range(book.nsheets):
        grid = _grid(book, book.sheet_by_index(index), index, waiting[index] if index < len(waiting) else {})
        yield grid
    if not book.nsheets:
        yield Finding("no-sheets")


def _uncalculated(book: Any, data: bytes) -> list[dict[Position, str]]:
    """For each sheet the formulas that no program has calculated."""
    import xlrd

    found = formulas(data)
    if len(found) != book.nsheets or not any(found):
        return []
    numbers: list[dict[Position, float]] = []
    for index, own in enumerate(found):
        sheet, summed = book.sheet_by_index(index), [formula.area for formula in own if formula.area and formula.zero]
        rows = {row for area in summed[:_ENOUGH] for row in range(area[0], min(area[2] + 1, sheet.nrows))}
        cells = [(row, column) for row in rows for column in range(sheet.row_len(row))]
        numbers.append({at: float(sheet.cell_value(*at)) for at in cells if sheet.cell_type(*at) == xlrd.XL_CELL_NUMBER})
    return never_calculated(found, numbers)


def _grid(book: Any, sheet: Any, index: int, uncalculated: dict[Position, str]) -> Grid:
    import xlrd

    collected = Collector(sheet.name, index, hidden=bool(sheet.visibility))
    collected.grid.uncalculated.update(uncalculated)
    looks = [_look(book, xf) for xf in book.xf_list]
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind = sheet.cell_type(row, column)
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or (row, column) in uncalculated:
                continue
            found = sheet.cell_value(row, column)
            code, red, struck = looks[sheet.cell_xf_index(row, column)]
            if kind == xlrd.XL_CELL_ERROR:
                collected.grid.errors[row, column] = xlrd.error_text_from_code.get(found, "#ERROR!")
            else:
                collected.put(row, column, _value(kind, found, book.datemode), code, red, struck)
    for top, bottom, left, right in sheet.merged_cells:
        collected.merge(top, left, bottom - top - 1, right - left - 1)
    for row, info in sheet.rowinfo_map.items():
        if info.hidden:
            collected.hide_rows(row, 1)
    for column, info in sheet.colinfo_map.items():
        if info.hidden:
            collected.hide_columns(column, 1)
    collected.grid.comments = {at: note.text.strip() for at, note in sheet.cell_note_map.items() if note.text}
    return collected.finish()


def _value(kind: int, found: Any, datemode: int) -> CellValue:
    import xlrd

    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(found)
    if kind == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(found, datemode)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return float(found)
        if 0 <= found < 1:
            return moment.time()
        return moment.date() if moment.time() == type(moment.time())() else moment
    return found


def _look(book: Any, xf: Any) -> tuple[str, bool, bool]:
    """Number format, red, struck of one style."""
    format_ = book.format_map.get(xf.format_key)
    font = book.font_list[xf.font_index] if xf.font_index < len(book.font_list) else None
    rgb = book.colour_map.get(font.colour_index) if font else None
    return (
        format_.format_str if format_ else GENERAL,
        bool(rgb and is_red(bytes(rgb).hex())),
        bool(font and font.struck_out),
    )


def _by_calamine(data: bytes, first_error: Exception) -> list[Grid | Finding]:
    """What calamine makes of a file that xlrd does not open: values and merges, no formats. Raises as `read_xls`."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    grids: list[Grid | Finding] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for index, sheet in enumerate(book.sheets_metadata):
            if sheet.typ is SheetTypeEnum.ChartSheet:
                grids.append(Finding("chart-sheet", sheet.name))
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            read = book.get_sheet_by_index(index)
            rows = Cells.of(read.to_python(skip_empty_area=False)).cut()
            merges = [(top[0], top[1], bottom[0], bottom[1]) for top, bottom in read.merged_cell_ranges or []]
            grids.append(Grid(sheet.name, index, rows, hidden=sheet.visible is not SheetVisibleEnum.Visible, merges=merges))
    except PasswordError as error:
        raise EncryptedError from error
    except CalamineError as error:
        raise DamagedError(f"xlrd: {first_error}; calamine: {error}") from error
    return grids or [Finding("no-sheets")]
