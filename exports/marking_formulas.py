"""Formulas of a workbook that goes back: their results stay in the file, and those that reach outside it become their results.

openpyxl keeps a formula or its result, not both; without results the returned file would read as empty cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from exports.workbook_cells import put

if TYPE_CHECKING:
    from loaders.workbook import Grid

# Other workbooks ([1]Sheet1!A1), DDE (cmd|'/c calc'!A0), and functions that ask the network or the machine
_REACHING_OUT = re.compile(
    r"\[|\||\b(WEBSERVICE|FILTERXML|HYPERLINK|RTD|CALL|REGISTER\.ID|IMAGE|EXEC|SQL\.REQUEST)\s*\(", re.IGNORECASE
)
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>(<f[^>]*?(?:/>|>.*?</f>))<v\s*/?>(?:</v>)?</c>', re.DOTALL)


def without_reaching_out(sheet: Any, grid: Grid) -> None:
    """Put the result in place of each formula that reaches outside the workbook, and of formulas over several cells."""
    for (row, column), formula in grid.formulas.items():
        cell = sheet.cell(row + 1, column + 1)
        if cell.data_type == "f" and (not isinstance(cell.value, str) or _REACHING_OUT.search(formula)):
            put(cell, grid.errors.get((row, column)) or grid.value(row, column))


def with_results(data: bytes, grids: Mapping[str, Grid], epoch: int) -> bytes:
    """The .xlsx `data` as openpyxl wrote it, with the result of each formula that the original held."""
    from openpyxl import load_workbook

    if not any(grid.formulas for grid in grids.values()):
        return data
    paths = _paths(data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            grid = grids.get(paths.get(item.filename, ""))
            if grid is not None and grid.formulas:
                content = _filled(content, grid, epoch)
            target.writestr(item, content)
    load_workbook(out, read_only=True).close()  # a file that does not open must not leave the house
    return out.getvalue()


def _filled(content: bytes, grid: Grid, epoch: int) -> bytes:
    def fill(found: re.Match[bytes]) -> bytes:
        letters, number, attributes, formula = found.groups()
        position = int(number) - 1, _column(letters.decode())
        kind, text = _result(grid, position, epoch)
        if not text:
            return found[0]
        marked = b"" if not kind else f' t="{kind}"'.encode()
        return b'<c r="%s%s"%s%s>%s<v>%s</v></c>' % (letters, number, attributes, marked, formula, text.encode())

    return _FORMULA_CELL.sub(fill, content)


def _result(grid: Grid, position: tuple[int, int], epoch: int) -> tuple[str, str]:
    """Type and text of a formula's result as a sheet's XML holds it; "" for none."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

    if position in grid.errors:
        return "e", escape(grid.errors[position])
    value = grid.value(*position)
    if value is None or position in grid.uncalculated:
        return "", ""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, date | datetime | time | timedelta):
        return "", repr(to_excel(value, CALENDAR_MAC_1904 if epoch == 1904 else CALENDAR_WINDOWS_1900))
    if isinstance(value, str):
        return "str", escape(value)
    return "", repr(value)


def _paths(data: bytes) -> dict[str, str]:
    """Sheet names by the path of their part, as openpyxl numbers them."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True)
    try:
        return {str(sheet._worksheet_path): sheet.title for sheet in book.worksheets}
    finally:
        book.close()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
