"""A blank form: one sheet for each period, cells that check what is typed, notes on every column, nothing hidden.

Headings are protected (without a password: nobody needs to be locked out of a form), the cells to fill in are white and
unlocked. A cell takes a number of the right kind or one of the signs that say why there is none.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exports.workbook_cells import (
    ACCENT,
    BOX,
    CENTRED,
    GROUND,
    HEAD,
    PLAIN,
    SMALL,
    TITLE,
    UNLOCKED,
    WRAPPED,
    ground,
    printed_wide,
    put,
)
from language import _
from loaders.own_sheets import OWN_SHEET_ENDINGS

# Signs that say why there is no number, as the loaders read them
SIGNS = ("—", "…", "*", "未报")
FIRST_ROW = 4


@dataclass(frozen=True)
class TemplateField:
    """One column: its heading with the unit, and what the notes say. `low` and `high` bound its numbers (None = open)."""

    heading: str
    level: str
    unit: str
    definition: str
    whole: bool
    low: float | None
    high: float | None


@dataclass(frozen=True)
class TemplateSheet:
    """One period: name of the sheet, title of the form."""

    name: str
    title: str


def template_workbook(
    fields: Sequence[TemplateField], sheets: Sequence[TemplateSheet], places: Sequence[str], choose_place: bool
) -> bytes:
    """The form as .xlsx. `choose_place`: one row, its place chosen from `places`; else a row for each place."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    notes = _("填报说明")
    for sheet in sheets:
        _form(book.create_sheet(sheet.name), sheet, fields, places, choose_place, notes)
    _notes(book.create_sheet(notes), fields, places)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _form(
    page: Any, sheet: TemplateSheet, fields: Sequence[TemplateField], places: Sequence[str], choose_place: bool, notes: str
) -> None:
    from openpyxl.utils import get_column_letter

    last = len(fields) + 2
    put(page["A1"], sheet.title).font = TITLE
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=last)
    put(page["A2"], _("填报单位：　　　　　　填报人：　　　　　　填报日期：")).font = SMALL
    page.merge_cells(start_row=2, start_column=1, end_row=2, end_column=last)
    heads = (_("区县"), *(field.heading for field in fields), _("备注"))
    for column, text in enumerate(heads, start=1):
        cell = put(page.cell(3, column), text)
        cell.font, cell.fill, cell.alignment, cell.border = HEAD, ground(GROUND), CENTRED, BOX
        page.column_dimensions[get_column_letter(column)].width = 16 if 1 < column < last else 14
    page.row_dimensions[3].height = 48
    rows = 1 if choose_place else len(places)
    for number in range(rows):
        row = FIRST_ROW + number
        name = put(page.cell(row, 1), None if choose_place else places[number])
        name.font, name.border, name.fill = HEAD, BOX, ground(ACCENT if choose_place else GROUND)
        if choose_place:
            name.protection = UNLOCKED
        for column, field in enumerate(fields, start=2):
            cell = page.cell(row, column)
            cell.border, cell.protection, cell.font = BOX, UNLOCKED, PLAIN
            cell.number_format = "0" if field.whole else "General"
        remark = page.cell(row, last)
        remark.border, remark.protection, remark.font, remark.number_format = BOX, UNLOCKED, PLAIN, "@"
    for column, field in enumerate(fields, start=2):
        page.add_data_validation(_check(field, get_column_letter(column), rows))
    if choose_place:
        page.add_data_validation(_places(f"A{FIRST_ROW}", places, notes, len(fields)))
    page.freeze_panes = f"B{FIRST_ROW}"
    printed_wide(page, 3)
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False


def _check(field: TemplateField, letters: str, rows: int) -> Any:
    """A number of the right kind, or one of the signs."""
    from openpyxl.worksheet.datavalidation import DataValidation

    first = f"{letters}{FIRST_ROW}"
    conditions = [f"{first}>={_number(field.low)}"] if field.low is not None else []
    conditions += [f"{first}<={_number(field.high)}"] if field.high is not None else []
    conditions += [f"{first}=INT({first})"] if field.whole else []
    numeric = f"AND({','.join(conditions)})" if conditions else "TRUE"
    signs = ",".join(f'TRIM({first})="{sign}"' for sign in SIGNS)
    rule = DataValidation(type="custom", formula1=f"IF(ISNUMBER({first}),{numeric},OR({signs}))", allow_blank=True)
    rule.promptTitle, rule.prompt = field.heading[:32], f"{_kind(field)}{_signs()}"[:255]
    rule.errorTitle, rule.error = _("这一格填得不对"), f"{_kind(field)}{_signs()}"[:225]
    rule.showInputMessage = rule.showErrorMessage = True
    rule.add(f"{first}:{letters}{FIRST_ROW + rows - 1}")
    return rule


def _places(cell: str, places: Sequence[str], notes: str, fields: int) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    start = _places_row(fields)
    span = f"'{notes}'!$A${start}:$A${start + len(places) - 1}"
    rule = DataValidation(type="list", formula1=span, allow_blank=True)
    rule.errorTitle, rule.error = _("这一格填得不对"), _("请从下拉列表里选本区县。")
    rule.promptTitle, rule.prompt = _("区县"), _("请从下拉列表里选本区县。")
    rule.showInputMessage = rule.showErrorMessage = True
    rule.add(cell)
    return rule


def _kind(field: TemplateField) -> str:
    kind = _("请填整数") if field.whole else _("请填数字，可带小数")
    if field.unit == "%":
        kind = _("请填百分号前的数，如 85.3，不填 0.853")
    if field.low is not None and field.high is not None:
        return _("{kind}，在 {low} 和 {high} 之间。").format(kind=kind, low=_number(field.low), high=_number(field.high))
    if field.low is not None:
        return _("{kind}，不小于 {low}。").format(kind=kind, low=_number(field.low))
    return _("{kind}。").format(kind=kind)


def _signs() -> str:
    return _("没有这一项填“—”，没有采集填“…”，不便公开填“*”，还没有数填“未报”；0 就填 0。不要写单位和文字。")


def _number(value: float) -> str:
    return f"{value:g}"


def _places_row(fields: int) -> int:
    """The first row of the list of places on the notes."""
    return 4 + fields + 3


def _notes(page: Any, fields: Sequence[TemplateField], places: Sequence[str]) -> None:
    put(page["A1"], _("填报说明") + OWN_SHEET_ENDINGS[0]).font = TITLE
    put(page["A2"], _("只填白色格子，表头和区县名称不要改。") + _signs()).font = SMALL
    heads = ((_("表头"), 34), (_("学段"), 10), (_("单位"), 8), (_("怎样填"), 34), (_("定义"), 80))
    from openpyxl.utils import get_column_letter

    for column, (text, width) in enumerate(heads, start=1):
        cell = put(page.cell(3, column), text)
        cell.font, cell.fill, cell.border = HEAD, ground(GROUND), BOX
        page.column_dimensions[get_column_letter(column)].width = width
    for row, field in enumerate(fields, start=4):
        for column, text in enumerate((field.heading, field.level, field.unit, _kind(field), field.definition), start=1):
            cell = put(page.cell(row, column), text)
            cell.font, cell.border, cell.alignment = PLAIN, BOX, WRAPPED
    start = _places_row(len(fields))
    put(page.cell(start - 1, 1), _("填报的区县")).font = HEAD
    for number, name in enumerate(places):
        put(page.cell(start + number, 1), name).font = PLAIN
    page.freeze_panes = "A4"
    printed_wide(page, 3)
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False
