"""XML spreadsheets of 2003 (SpreadsheetML), which export functions of older systems write and name .xls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

from loaders.workbook.collector import Collector
from loaders.workbook.grid import GENERAL, CellValue, Finding, Grid
from loaders.workbook.package import attribute, child, local, parsed
from loaders.workbook.styles import is_red

NAMED_FORMATS = {"Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00", "Scientific": "0.00E+00", "Short Date": "yyyy/m/d"}
MAX_COLUMNS = 16_384


def read_xml2003(data: bytes) -> Iterator[Grid | Finding]:
    """The worksheets. Raises DamagedError or TooLargeError."""
    root = parsed(data, "XML")
    looks = {attribute(style, "ID"): _look(style) for styles in root if local(styles.tag) == "Styles" for style in styles}
    sheets = [item for item in root if local(item.tag) == "Worksheet"]
    for index, sheet in enumerate(sheets):
        yield _grid(sheet, index, looks)
    if not sheets:
        yield Finding("no-sheets")


def _grid(sheet: Element, index: int, looks: dict[str, tuple[str, bool, bool]]) -> Grid:
    collected = Collector(attribute(sheet, "Name"), index, hidden="Hidden" in _visibility(sheet))
    table = child(sheet, "Table")
    row = column_at = -1
    for item in table if table is not None else ():
        if local(item.tag) == "Column":
            column_at = _index(item, column_at + 1)
            span = int(attribute(item, "Span") or 0)
            if attribute(item, "Hidden") == "1":
                collected.hide_columns(column_at, span + 1)
            column_at += span
        elif local(item.tag) == "Row":
            row = _index(item, row + 1)
            if attribute(item, "Hidden") == "1":
                collected.hide_rows(row, 1)
            column = -1
            for cell in item:
                if local(cell.tag) == "Cell":
                    column = _index(cell, column + 1)
                    _put(collected, cell, row, min(column, MAX_COLUMNS), looks)
                    column += int(attribute(cell, "MergeAcross") or 0)
    return collected.finish()


def _put(collected: Collector, cell: Element, row: int, column: int, looks: dict[str, tuple[str, bool, bool]]) -> None:
    down, right = (int(attribute(cell, name) or 0) for name in ("MergeDown", "MergeAcross"))
    collected.merge(row, column, down, right)
    note, data, formula = child(cell, "Comment"), child(cell, "Data"), attribute(cell, "Formula")
    if note is not None:
        collected.grid.comments[row, column] = "".join(note.itertext()).strip()
    if formula:
        collected.grid.formulas[row, column] = formula.removeprefix("=")
    text = "".join(data.itertext()) if data is not None else ""
    kind = attribute(data, "Type") if data is not None else ""
    if kind == "Error":
        collected.grid.errors[row, column] = text
    elif formula and not text and kind != "String":
        collected.grid.uncalculated[row, column] = formula.removeprefix("=")
    else:
        collected.put(row, column, _value(kind, text), *looks.get(attribute(cell, "StyleID"), (GENERAL, False, False)))


def _value(kind: str, text: str) -> CellValue:
    try:
        if kind == "Number":
            return float(text)
        if kind == "Boolean":
            return text == "1"
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            return moment if moment.time() != datetime.min.time() else moment.date()
    except ValueError:
        return text
    return text


def _look(style: Element) -> tuple[str, bool, bool]:
    number, font = child(style, "NumberFormat"), child(style, "Font")
    code = attribute(number, "Format") if number is not None else ""
    red = font is not None and is_red(attribute(font, "Color").lstrip("#"))
    return NAMED_FORMATS.get(code, code) or GENERAL, red, font is not None and attribute(font, "StrikeThrough") == "1"


def _visibility(sheet: Element) -> str:
    options = child(sheet, "WorksheetOptions")
    visible = child(options, "Visible") if options is not None else None
    return (visible.text or "") if visible is not None else ""


def _index(element: Element, following: int) -> int:
    """Where a row, column or cell says that it stands (from 1), else right behind the one before it."""
    said = attribute(element, "Index")
    return int(said) - 1 if said.isdigit() and len(said) < 9 and int(said) else following
