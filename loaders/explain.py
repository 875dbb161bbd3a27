"""What each cell of a table was taken for, and why: for the coloured preview on the upload page and for --explain."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.vocabulary import PlaceKind, column_letters
from language import _
from loaders.roles import Role
from loaders.rows import RowRole
from loaders.table_reading import TableReading
from loaders.workbook import a1


class CellRole(StrEnum):
    """What a cell is for. Colours of the preview go by these."""

    TITLE = "title"
    HEADING = "heading"
    PLACE = "place"
    LABEL = "label"
    VALUE = "value"
    TOTAL = "total"
    NOTE = "note"
    IGNORED = "ignored"
    UNREADABLE = "unreadable"


def cell_roles(reading: TableReading) -> Iterator[tuple[int, int, CellRole, str]]:
    """(row, column from 0, role, reason) for every cell of a table that holds something, and for its empty value cells."""
    table, block, sheet = reading.table, reading.table.block, reading.table.sheet
    columns = range(block.first_column, block.last_column + 1)
    reasons = {index: column_reason(table.roles[index], table.reasons.get(index, "")) for index in columns}
    for row, column in block.titles:
        yield row, column, CellRole.TITLE, _("标题行：年份、单位、填报信息从这里取")
    for row in (*block.headings, *block.repeated):
        for column in columns:
            if sheet.kinds[row, column]:
                path = " › ".join(table.paths[column].steps)
                yield row, column, CellRole.HEADING, f"{path} · {reasons[column]}" if path else reasons[column]
    for row in block.numbering:
        for column in sheet.columns(row):
            yield row, column, CellRole.IGNORED, _("栏次：给列编号，不是数据")
    for row in block.notes:
        for column in sheet.columns(row):
            yield row, column, CellRole.NOTE, _("注释：不读数")
    data = set(reading.rows.tolist())
    unreadable = {(remark.row, remark.column) for remark in reading.figures.remarks if remark.kind in _NO_VALUE}
    for number, row in enumerate(block.body.tolist()):
        for column in columns:
            role = table.roles[column]
            filled = bool(sheet.kinds[row, column])
            if role is Role.VALUE and number in data and column not in reading.unheaded and not reading.template:
                yield row, column, *_value_role(reading, number, row, column, (row, column) in unreadable)
            elif not filled:
                continue
            elif number not in data or role is Role.VALUE:
                reason = _("小标题：说明下面几行") if table.labels.role[number] is RowRole.SECTION else reasons[column]
                yield row, column, CellRole.LABEL if table.labels.role[number] is RowRole.SECTION else CellRole.IGNORED, reason
            elif column == table.labels.place_column[number]:
                yield row, column, CellRole.PLACE, place_reason(reading, number)
            elif role in (Role.LABEL, Role.INDICATOR, Role.SCHOOL, Role.PERIOD, Role.UNIT, Role.PARENT, Role.PLACE):
                yield row, column, CellRole.LABEL, reasons[column]
            else:
                yield row, column, CellRole.IGNORED, reasons[column]


_NO_VALUE = frozenset(
    ["not-a-number", "number-with-unit", "date-in-cell", "error-value", "formula-without-value", "ratio-as-time"]
)


def _value_role(reading: TableReading, number: int, row: int, column: int, unreadable: bool) -> tuple[CellRole, str]:
    place, said = reading.place(number, column), reading.period(number, column)
    position = reading.table.values.index(column)
    heading = " › ".join(reading.heading(number, column))
    known = reading.meaning(number, column, position)
    meaning = load_catalogue().indicators[known.indicator].label if known.indicator else _("指标待定")
    unit = reading.unit(number, column, position) or "—"
    about = f"{place.text or '—'} · {said.label if said else '—'} · {heading} → {meaning} · {unit}"
    if unreadable:
        return CellRole.UNREADABLE, about
    return (CellRole.TOTAL if place.aggregate else CellRole.VALUE), about


def column_reason(role: Role, reason: str) -> str:
    """Why a column was taken for what it is, in the current language."""
    roles = {
        Role.VALUE: _("数据列"),
        Role.PLACE: _("地区列"),
        Role.PARENT: _("上级地区列"),
        Role.PERIOD: _("年份列"),
        Role.INDICATOR: _("指标名称列"),
        Role.LABEL: _("分类列（学段、类型等）"),
        Role.SCHOOL: _("学校名称列"),
        Role.UNIT: _("单位列"),
        Role.SERIAL: _("序号列，不读数"),
        Role.CODE: _("代码列，不读数"),
        Role.REMARK: _("备注列，不读数"),
        Role.DATE: _("日期列，不读数"),
        Role.TRANSLATION: _("重复前面的列，不读"),
        Role.BLANK: _("空列"),
    }
    why = {
        "heading": _("由表头判断"),
        "numbers": _("多数单元格是数"),
        "words": _("多数单元格是文字"),
        "places": _("内容是地名"),
        "parents": _("在地区列前，内容是上级地名"),
        "content": _("由内容判断"),
        "periods": _("内容是年份"),
        "damaged": _("表头有单位，内容像数"),
        "right": _("在数据右边的文字"),
        "answers": _("是或否，不是统计数"),
        "attribute": _("编号、日期或联系方式，不是统计数"),
        "repeats": _("前面已有年份列"),
        "translation": _("外文对照"),
        "person": _("个人信息，不读"),
        "sum-of-periods": _("几年之和，不是哪一年的数"),
        "definition": _("说明指标的列，不是统计数"),
        "no-heading": _("没有表头"),
        "empty": _("没有内容"),
    }
    return _("{role}（{why}）").format(role=roles[role], why=why[reason]) if reason in why else roles[role]


def place_reason(reading: TableReading, number: int) -> str:
    """What a row's name was taken for and why."""
    read = reading.row_place[number]
    kinds = {
        PlaceKind.DISTRICT: _("区县"),
        PlaceKind.ZONE: _("功能区"),
        PlaceKind.CITY_DIRECT: _("市直单位"),
        PlaceKind.AGGREGATE: _("合计行：不排名、不求和"),
        PlaceKind.CITY: _("地级市"),
        PlaceKind.FOREIGN: _("行政区划库里没有的地方，按原文读"),
        PlaceKind.UNKNOWN: _("不认识的地区"),
    }
    name = read.match.name if read.match is not None and read.match.code else ""
    parts = [kinds[read.kind], f"{name} {read.code}".strip(), read.match.reason if read.match is not None else ""]
    return " · ".join(part for part in parts if part)


def explain_table(reading: TableReading) -> Iterator[str]:
    """The table as lines: its place on the sheet, every column with role and reason, then its rows' names."""
    table, block = reading.table, reading.table.block
    yield _("表：{first}–{last}").format(
        first=a1(block.first_row, block.first_column), last=a1(block.last_row, block.last_column)
    )
    if table.context.said is not None:
        where = {
            "title": _("标题"),
            "above": _("上一张表的标题"),
            "sheet": _("工作表名称"),
            "file": _("文件名"),
            "answer": _("您的回答"),
        }[table.context.where]
        yield _("  年份：{label}（取自{where}）").format(label=table.context.said.label, where=where)
    for index in range(block.first_column, block.last_column + 1):
        path = " › ".join(table.paths[index].steps) or "—"
        extra = []
        if index in table.column_place:
            extra.append(_("地区 {text}").format(text=table.column_place[index]))
        if index in table.column_period:
            extra.append(table.column_period[index].label)
        if index in table.values and len(reading.rows):
            row = int(reading.rows[0])
            known = reading.meaning(row, index, table.values.index(index))
            extra.append(load_catalogue().indicators[known.indicator].label if known.indicator else _("指标待定"))
            extra.append(reading.unit(row, index, table.values.index(index)) or _("无单位"))
        shown = " · ".join((column_reason(table.roles[index], table.reasons.get(index, "")), *extra))
        yield f"  {column_letters(index + 1)}: {path} — {shown}"
    roles = np.array([str(role) for role in table.labels.role])
    for number, row in enumerate(block.body.tolist()[:60]):
        words = " › ".join(table.labels.steps[number])
        reason = place_reason(reading, number) if table.labels.place[number] else str(roles[number])
        yield f"  {row + 1}: {table.labels.place[number]} {words} — {reason}"
    if len(block.body) > 60:
        yield _("  …共 {n} 行").format(n=len(block.body))
    yield from _sheet_of_roles(reading)


def _sheet_of_roles(reading: TableReading) -> Iterator[str]:
    """The table as it lies on the sheet, one sign a cell, and for each cell that could not be read why."""
    signs = {
        CellRole.TITLE: ("t", _("标题")),
        CellRole.HEADING: ("h", _("表头")),
        CellRole.PLACE: ("p", _("地区")),
        CellRole.LABEL: ("w", _("分类、年份等文字")),
        CellRole.VALUE: ("#", _("数")),
        CellRole.TOTAL: ("+", _("合计")),
        CellRole.NOTE: ("n", _("注释")),
        CellRole.IGNORED: ("-", _("不读")),
        CellRole.UNREADABLE: ("?", _("读不出")),
    }
    block = reading.table.block
    last = block.first_row + 60
    lines: dict[int, dict[int, str]] = {}
    unread: list[str] = []
    for row, column, role, reason in cell_roles(reading):
        if row > last:
            continue
        lines.setdefault(row, {})[column] = signs[role][0]
        if role is CellRole.UNREADABLE:
            unread.append(f"  {a1(row, column)} ? {reading.table.sheet.text(row, column)!r} — {reason}")
    yield "  " + " ".join(f"{sign}={name}" for sign, name in signs.values())
    for row, cells in sorted(lines.items()):
        yield f"  {row + 1:>4} " + "".join(cells.get(column, ".") for column in range(block.first_column, block.last_column + 1))
    yield from unread
