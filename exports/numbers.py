"""The numbers behind a chart as CSV and XLSX: the table first, then what the picture says around it.

No text can act as a formula; numbers stay numbers; a missing one stays in words, as the table has it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from exports.workbook_cells import is_acting, put
from language import _

# Excel has no longer column that anybody reads, and none shorter that holds a head
WIDEST, NARROWEST = 48, 8


@dataclass(frozen=True)
class About:
    """What stands around the chart: finding, subtitle, footer lines, the link; 模拟数据 where due."""

    title: str = ""
    subtitle: str = ""
    footer: Sequence[str] = ()
    simulated: bool = False
    link: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """(what it is, its text), one for each that is there."""
        found = [(_("标题"), self.title), (_("副标题"), self.subtitle)]
        found += [(_("说明"), line) for line in self.footer]
        if self.simulated:
            found.append((_("数据性质"), _("模拟数据")))
        found.append((_("链接"), self.link))
        return [(name, text) for name, text in found if text]


def csv_bytes(frame: pd.DataFrame, about: About | None = None) -> bytes:
    """The frame as CSV which Excel opens rightly (UTF-8 with a mark); below an empty line what it is about."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_inert(name) for name in frame.columns])
    writer.writerows([_inert(cell) for cell in row] for row in frame.itertuples(index=False))
    if about is not None and (lines := about.lines()):
        writer.writerow([])
        writer.writerows([_inert(name), _inert(text)] for name, text in lines)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(frame: pd.DataFrame, about: About | None = None) -> bytes:
    """The same as a workbook: one sheet with the table, one with what it is about; texts are texts, never formulas."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = _("数字")
    _write_row(sheet, 1, list(frame.columns))
    for number, row in enumerate(frame.itertuples(index=False), start=2):
        _write_row(sheet, number, list(row))
    for cell in sheet[1]:
        cell.font, cell.border = Font(bold=True), Border(bottom=Side(style="thin"))
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    for number in range(1, len(frame.columns) + 1):
        texts = [_width(cell.value) for cell in sheet[get_column_letter(number)]]
        sheet.column_dimensions[get_column_letter(number)].width = min(max(*texts, NARROWEST) + 2, WIDEST)
    sheet.freeze_panes = "B2"
    if about is not None and (lines := about.lines()):
        notes = book.create_sheet(_("说明"))
        for number, line in enumerate(lines, start=1):
            _write_row(notes, number, list(line))
            notes.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
        notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 12, 100
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_row(sheet: Any, number: int, values: list[object]) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(number, column)
        if isinstance(value, str):
            put(cell, value)
        elif not _is_missing(value):
            cell.value = int(value) if isinstance(value, float) and value.is_integer() else _plain(value)


def _plain(value: object) -> Any:
    return value.item() if hasattr(value, "item") else value


def _width(value: object) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in str(value if value is not None else ""))


def _is_missing(cell: object) -> bool:
    return cell is None or cell is pd.NaT or (isinstance(cell, float) and cell != cell)


def _inert(cell: object) -> object:
    if _is_missing(cell):
        return ""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    return f"'{cell}" if isinstance(cell, str) and is_acting(cell) else cell
