"""Sheets as the sample needs them, written as .xlsx, .ods and .csv with the same bytes each time."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field

from odf import opendocument, style, table, text
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

# Nothing in a file may tell when it was made
_STAMP = (2025, 1, 6, 9, 0, 0)
_ISO = "2025-01-06T09:00:00Z"
_THIN = Border(*(Side(style="thin", color="999999"),) * 4)


@dataclass(frozen=True)
class Fact:
    """What a cell means: the answer a reader of the workbook must give. `status` "reported" has a value."""

    sheet: str
    cell: str
    place: str
    year: int
    indicator: str
    education_level: str
    breakdown: str
    value: float | None
    status: str


Cell = str | int | float | None


@dataclass
class Sheet:
    """Cells by (row, column) from 1, and what they mean."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    hidden: bool = False
    facts: list[Fact] = field(default_factory=list)

    def write(self, row: int, column: int, *values: Cell) -> None:
        """Values side by side from (row, column); None leaves a cell empty."""
        for offset, value in enumerate(values):
            if value is not None:
                self.cells[row, column + offset] = value

    def merge(self, row: int, column: int, last_row: int, last_column: int, value: Cell = None) -> None:
        """One cell over a rectangle."""
        if value is not None:
            self.cells[row, column] = value
        if (row, column) != (last_row, last_column):
            self.merges.append((row, column, last_row, last_column))

    def figure(
        self,
        row: int,
        column: int,
        shown: Cell,
        meaning: tuple[str, int, str, str, str],
        value: float | None,
        status: str = "reported",
        number_format: str = "",
    ) -> None:
        """A cell and its meaning: place, year, indicator, education level, breakdown."""
        self.write(row, column, shown)
        if number_format:
            self.formats[row, column] = number_format
        address = f"{get_column_letter(column)}{row}"
        self.facts.append(Fact(self.name, address, *meaning, None if value is None else float(value), status))

    @property
    def height(self) -> int:
        """The last row that holds something."""
        return max(row for row, _column in self.cells)

    @property
    def width(self) -> int:
        """The last column that holds something."""
        return max(column for _row, column in self.cells)


def as_xlsx(sheets: list[Sheet]) -> bytes:
    """The sheets as a workbook of Excel."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in sheets:
        page = workbook.create_sheet(sheet.name)
        for (row, column), value in sheet.cells.items():
            cell = page.cell(row, column, value)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=row in sheet.headings)
            cell.font = Font(name="宋体", size=16 if row == 1 else 11, bold=row in sheet.headings or row == 1)
            if row not in (1, 2) and row <= sheet.height:
                cell.border = _THIN
            if (row, column) in sheet.formats:
                cell.number_format = sheet.formats[row, column]
        for row, column, last_row, last_column in sheet.merges:
            page.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        page.column_dimensions["B"].width = 22
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _without_clock(buffer.getvalue())


def as_ods(sheets: list[Sheet]) -> bytes:
    """The sheets as a workbook of LibreOffice, with percent cells."""
    document = opendocument.OpenDocumentSpreadsheet()
    bold = style.Style(name="bold", family="table-cell")
    bold.addElement(style.TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(bold)
    for sheet in sheets:
        page = table.Table(name=sheet.name)
        spans = {(m[0], m[1]): (m[2] - m[0] + 1, m[3] - m[1] + 1) for m in sheet.merges}
        covered = {(r, c) for m in sheet.merges for r in range(m[0], m[2] + 1) for c in range(m[1], m[3] + 1)} - set(spans)
        for row in range(1, sheet.height + 1):
            line = table.TableRow()
            for column in range(1, sheet.width + 1):
                line.addElement(_ods_cell(sheet, row, column, spans, covered, bold))
            page.addElement(line)
        document.spreadsheet.addElement(page)
    buffer = io.BytesIO()
    document.write(buffer)
    return _without_clock(buffer.getvalue())


def _ods_cell(
    sheet: Sheet,
    row: int,
    column: int,
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
    bold: style.Style,
) -> object:
    if (row, column) in covered:
        return table.CoveredTableCell()
    value = sheet.cells.get((row, column))
    options: dict[str, object] = {}
    if (row, column) in spans:
        options["numberrowsspanned"], options["numbercolumnsspanned"] = spans[row, column]
    if row in sheet.headings:
        options["stylename"] = bold
    shown = "" if value is None else str(value)
    if isinstance(value, int | float):
        percent = "%" in sheet.formats.get((row, column), "")
        options |= {"valuetype": "percentage" if percent else "float", "value": repr(value)}
        shown = f"{value * 100:.2f}%" if percent else shown
    elif value is not None:
        options["valuetype"] = "string"
    cell = table.TableCell(**options)
    if shown:
        cell.addElement(text.P(text=shown))
    return cell


def as_csv(sheet: Sheet, encoding: str) -> bytes:
    """One sheet as comma-separated values."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in range(1, sheet.height + 1):
        writer.writerow([sheet.cells.get((row, column), "") for column in range(1, sheet.width + 1)])
    return buffer.getvalue().encode(encoding)


def _without_clock(data: bytes) -> bytes:
    """The same archive with one time for every member and no time of writing inside."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name in ("docProps/core.xml", "meta.xml"):
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?", _ISO.encode(), content)
            member = zipfile.ZipInfo(name, _STAMP)
            member.external_attr = 0o644 << 16
            member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            after.writestr(member, content)
    return buffer.getvalue()
