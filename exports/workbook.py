"""An accessible workbook (.xlsx) of a `Book`: a cover with linked contents, one marked table a sheet, nothing merged or hidden.

The form follows the UK Government Analysis Function's "Releasing statistics in spreadsheets": the title in A1, what the sheet
holds below it, one table with one row of heads as an Excel table object, no blank cells in it, states in words which a sheet of
their own explains, numbers as numbers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import copy
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo

from exports.workbook_cells import FACE, GREY, HEAD, INK, PLAIN, TITLE, WRAPPED, put
from exports.workbook_content import Book, Cell, Column, Figure, Sheet
from language import _, current
from loaders.own_sheets import OWN_SHEET_ENDINGS

LONGEST_NAME = 31
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_FIGURES = Alignment(horizontal="right", vertical="top")
_HEAD_FIGURES = Alignment(horizontal="right", vertical="top", wrap_text=True)
_LINK = Font(name=FACE, size=10, color="1F5FA8", underline="single")
_GREY = Font(name=FACE, size=10, color=GREY)
_HEADING = Font(name=FACE, size=11, bold=True, color=INK)
_STYLE = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)


def write(book: Book) -> bytes:
    """The workbook's bytes. Raises ValueError for a table without rows or with two columns of one head."""
    made = Workbook()
    cover = made.active
    assert cover is not None
    names = sheet_names([_("封面"), *(sheet.name for sheet in book.sheets)])
    cover.title = names[0]
    for number, (name, sheet) in enumerate(zip(names[1:], book.sheets, strict=True), start=1):
        _write_sheet(made.create_sheet(name), sheet, number, names[0])
    _write_cover(cover, book, names)
    made.properties.title, made.properties.creator = book.title, _("对标")
    made.properties.language = "zh-CN" if current() == "zh" else "en-GB"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names as Excel takes them: 31 characters at most, none of []:*?/\\', each only once whatever the case."""
    found: list[str] = []
    for name in wanted:
        plain = _FORBIDDEN_IN_NAMES.sub(" ", name).strip()[:LONGEST_NAME] or "1"
        number, free = 2, plain
        while free.lower() in (other.lower() for other in found):
            end = f" {number}"
            free, number = plain[: LONGEST_NAME - len(end)] + end, number + 1
        found.append(free)
    return found


def for_people(title: str) -> str:
    """The title of a sheet that the loader leaves out: it says so itself."""
    return title + OWN_SHEET_ENDINGS[0 if current() == "zh" else 1]


def _write_cover(sheet: Any, book: Book, names: Sequence[str]) -> None:
    put(sheet["A1"], for_people(book.title)).font = TITLE
    row = 3
    for what, text in book.about:
        put(sheet.cell(row, 1), what).font = HEAD
        cell = put(sheet.cell(row, 2), text)
        cell.font, cell.alignment = PLAIN, WRAPPED
        sheet.cell(row, 1).alignment = WRAPPED
        row += 1
    put(sheet.cell(row + 1, 1), _("目录")).font = _HEADING
    head = row + 2
    columns = (Column(_("工作表"), 30), Column(_("内容"), 78), Column(_("行数"), 9, figures=True))
    listed = zip(names[1:], book.sheets, strict=True)
    rows: list[Sequence[Cell]] = [(name, one.about, Figure(len(one.rows))) for name, one in listed]
    _write_table(sheet, head, columns, rows, "contents")
    for number, name in enumerate(names[1:], start=1):
        _link(sheet.cell(head + number, 1), name)
    sheet.sheet_view.showGridLines = False
    _one_page_wide(sheet, "portrait")


def _write_sheet(sheet: Any, content: Sheet, number: int, cover: str) -> None:
    put(sheet["A1"], content.title if content.data else for_people(content.title)).font = TITLE
    row = 2
    for line in content.lines:
        put(sheet.cell(row, 1), line).font = _GREY
        row += 1
    _link(put(sheet.cell(row, 1), _("返回封面")), cover)
    head = row + 1
    _write_table(sheet, head, content.columns, content.rows, f"table_{number}")
    sheet.freeze_panes = sheet.cell(head + 1, content.keys + 1)
    sheet.print_title_rows = f"{head}:{head}"
    _one_page_wide(sheet, "landscape")


def _one_page_wide(sheet: Any, orientation: str) -> None:
    """Printed on A4, as many pages as it takes below each other."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write_table(sheet: Any, head: int, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], name: str) -> None:
    heads = [column.head for column in columns]
    if not rows or len(set(heads)) != len(heads):
        raise ValueError(f"a table needs rows and different heads: {len(rows)} rows, {heads}")
    for at, column in enumerate(columns, start=1):
        cell = put(sheet.cell(head, at), column.head)
        cell.font, cell.alignment = HEAD, _HEAD_FIGURES if column.figures else WRAPPED
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    # Room for heads on several lines: a Chinese sign is two characters wide, and the filter's button takes three
    lines = max(ceil(_width(column.head) / max(column.width - 3, 4)) for column in columns)
    sheet.row_dimensions[head].height = 6 + 15 * lines
    styles: dict[tuple[bool, str], Any] = {}
    for below, values in enumerate(rows, start=1):
        for at, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
            _write_cell(sheet.cell(head + below, at), column, value, styles)
    table = Table(displayName=name, ref=f"A{head}:{get_column_letter(len(columns))}{head + len(rows)}")
    table.tableStyleInfo = _STYLE
    sheet.add_table(table)


def _write_cell(cell: Any, column: Column, value: Cell, styles: dict[tuple[bool, str], Any]) -> None:
    """A value in its style. openpyxl looks fonts and formats up anew for each cell; `styles` keeps what it found."""
    code = number_format(value) if isinstance(value, Figure) else "General"
    known = styles.get((column.figures, code))
    if known is None:
        cell.font, cell.alignment, cell.number_format = PLAIN, _FIGURES if column.figures else WRAPPED, code
        styles[column.figures, code] = copy(cell._style)
    else:
        cell._style = copy(known)
    if isinstance(value, Figure):
        whole = value.decimals == 0 and float(value.value).is_integer()
        cell.value = int(value.value) if whole else value.value
    else:
        put(cell, value)


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def number_format(figure: Figure) -> str:
    """The format code: thousands separated, decimals as the indicator has them, and what is said behind the number."""
    code = "#,##0" + ("." + "0" * figure.decimals if figure.decimals else "")
    return f'{code}"{figure.said}"' if figure.said else code


def _link(cell: Any, name: str) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1", display=str(cell.value))
    cell.font = _LINK
