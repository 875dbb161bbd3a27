"""OpenDocument spreadsheets (.ods, flat .fods): one walk over the content keeps percentages, errors and notes.

Neither calamine (no formats, no notes) nor odfpy (holds every repeated row) shows what we need; the format is plain XML.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException

from loaders.workbook.collector import Collector
from loaders.workbook.grid import GENERAL, CellValue, Finding, Grid
from loaders.workbook.package import DamagedError, Package, attribute, local
from loaders.workbook.styles import is_red
from loaders.workbook.xml_stream import elements

MAX_COLUMNS = 16_384
_PLAIN_STYLE = (GENERAL, False, False)
_MORE = frozenset(("formula", "number-columns-repeated", "number-columns-spanned", "number-rows-spanned"))
_WITHIN_CELLS = frozenset(("table-cell", "covered-table-cell", "p", "span", "a", "s"))
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")


def read_ods(package: Package) -> Iterator[Grid | Finding]:
    """The sheets of an .ods. Raises DamagedError or TooLargeError."""
    content = io.BytesIO(b"".join(package.pieces("content.xml")))
    return read_content(content)


def read_content(content: io.BytesIO) -> Iterator[Grid | Finding]:
    """The sheets of a content stream. Raises DamagedError or TooLargeError."""
    walk = _Walk()
    try:
        for event, element in elements(content):
            if local(element.tag) in _WITHIN_CELLS:  # most elements; their row looks at them
                continue
            if event == "start":
                walk.start(element)
            elif (grid := walk.end(element)) is not None:
                yield grid
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise DamagedError(f"content.xml: {error}") from error
    if not walk.count:
        yield Finding("no-sheets")


class _Walk:
    """Where the walk stands: the styles seen so far, the sheet, its next row and column."""

    def __init__(self) -> None:
        self.styles: dict[str, tuple[str, bool, bool]] = {}
        self.codes: dict[str, str] = {}
        self.invisible: set[str] = set()
        self.sheet: Collector | None = None
        self.count = self.row = self.columns = self.depth = 0

    def start(self, element: Element) -> None:
        name = local(element.tag)
        if name == "table":
            self.depth += 1
            if self.depth == 1:
                hidden = attribute(element, "style-name") in self.invisible
                self.sheet = Collector(attribute(element, "name") or f"Sheet{self.count + 1}", self.count, hidden)
                self.count, self.row, self.columns = self.count + 1, 0, 0

    def end(self, element: Element) -> Grid | None:
        name = local(element.tag)
        if name == "style":
            self._style(element)
        elif name.endswith("-style") and attribute(element, "name"):
            self._data_style(name, element)
        elif name == "table-column" and self.sheet and self.depth == 1:
            count = _times(element, "number-columns-repeated")
            if attribute(element, "visibility") in ("collapse", "filter"):
                self.sheet.hide_columns(self.columns, count)
            self.columns += count
        elif name == "table-row" and self.sheet and self.depth == 1:
            self._row(element)
            element.clear()
        elif name == "table":
            self.depth -= 1
            if self.depth == 0 and self.sheet:
                grid, self.sheet = self.sheet.finish(), None
                element.clear()
                return grid
        return None

    def _style(self, element: Element) -> None:
        code = self.codes.get(attribute(element, "data-style-name"), GENERAL)
        parent = self.styles.get(attribute(element, "parent-style-name"), (GENERAL, False, False))
        red, struck = parent[1], parent[2]
        for item in element:
            if local(item.tag) == "table-properties" and attribute(item, "display") == "false":
                self.invisible.add(attribute(element, "name"))
            if local(item.tag) == "text-properties":
                red = is_red(attribute(item, "color").lstrip("#")) or red
                struck = attribute(item, "text-line-through-style") not in ("", "none") or struck
        self.styles[attribute(element, "name")] = code if code != GENERAL else parent[0], red, struck

    def _data_style(self, name: str, element: Element) -> None:
        if name == "percentage-style":
            number = next((item for item in element if local(item.tag) == "number"), None)
            places = attribute(number, "decimal-places") if number is not None else ""
            zeros = "." + "0" * int(places) if places.isdigit() and 0 < int(places) < 20 else ""
            self.codes[attribute(element, "name")] = f"0{zeros}%"

    def _row(self, element: Element) -> None:
        assert self.sheet is not None
        times = _times(element, "number-rows-repeated")
        if attribute(element, "visibility") in ("collapse", "filter"):
            self.sheet.hide_rows(self.row, times)
        column = 0
        for cell in element:
            if local(cell.tag) in ("table-cell", "covered-table-cell"):
                column = self._cell(cell, column)
        if times > 1:
            self.sheet.repeat_row(self.row, times - 1)
        self.row += times

    def _cell(self, cell: Element, column: int) -> int:
        """Put a cell, as often as it is repeated; the column behind it."""
        assert self.sheet is not None
        said = {local(key): text for key, text in cell.attrib.items()}
        code, red, struck = self.styles.get(said.get("style-name", ""), _PLAIN_STYLE)
        if said.get("value-type") == "percentage" and "%" not in code:
            code = "0.00%"
        if _is_plain(cell) and _MORE.isdisjoint(said):  # nearly all
            self.sheet.put(self.row, column, _value(cell, said), code, red, struck)
            return column + 1
        times = _number(said.get("number-columns-repeated", ""))
        formula = said.get("formula", "")
        if not len(cell) and "value-type" not in said and not formula and "number-rows-spanned" not in said:
            return column + times
        value, note = _value(cell, said), _note(cell)
        error = isinstance(value, str) and (said.get("value-type") == "error" or re.fullmatch(r"#[A-Z/0!?]+|Err:\d+", value))
        grid = self.sheet.grid
        if value is not None or formula or note:
            for at in range(column, min(column + times, MAX_COLUMNS)):
                here = self.row, at
                if formula:
                    grid.formulas[here] = formula
                if formula and error:
                    grid.errors[here] = str(value)
                elif formula and value is None and "value-type" not in said:
                    grid.uncalculated[here] = formula
                else:
                    self.sheet.put(*here, value, code, red, struck)
                if note:
                    grid.comments[here] = note
        down, right = (_number(said.get(name, "")) - 1 for name in ("number-rows-spanned", "number-columns-spanned"))
        self.sheet.merge(self.row, column, down, right)
        return column + times


def _times(element: Element, name: str) -> int:
    return _number(attribute(element, name))


def _number(text: str) -> int:
    return max(1, int(text)) if text.isdigit() and len(text) < 9 else 1


def _value(cell: Element, said: dict[str, str]) -> CellValue:
    kind = said.get("value-type", "")
    if kind in ("float", "percentage", "currency"):
        return float(said["value"]) if said.get("value") else _text(cell)
    if kind == "boolean":
        return said.get("boolean-value") == "true"
    if kind == "date":
        return _moment(said.get("date-value", ""))
    if kind == "time":
        return _duration(said.get("time-value", ""))
    return _text(cell) or said.get("string-value") or None


def _moment(text: str) -> CellValue:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text or None


def _duration(text: str) -> CellValue:
    found = _DURATION.fullmatch(text)
    if not found:
        return text or None
    days, hours, minutes = (int(part or 0) for part in found.group(2, 3, 4))
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=float((found.group(5) or "0").replace(",", ".")))
    if found.group(1) or length >= timedelta(days=1):
        return -length if found.group(1) else length
    return (datetime.min + length).time()


def _is_plain(cell: Element) -> bool:
    """Whether a cell shows one line of text and has no note."""
    return len(cell) == 1 and not len(cell[0]) and local(cell[0].tag) == "p"


def _text(cell: Element) -> str | None:
    if _is_plain(cell):
        return (cell[0].text or "").strip("\n") or None
    return "\n".join(_run(item) for item in cell if local(item.tag) == "p").strip("\n") or None


def _note(cell: Element) -> str:
    notes = [item for item in cell if local(item.tag) == "annotation"]
    return "\n".join(_run(item) for note in notes for item in note.iter() if local(item.tag) == "p").strip()


def _run(element: Element) -> str:
    """The text of a paragraph; runs of blanks, tabs and line breaks are elements of their own."""
    pieces = [element.text or ""]
    for item in element:
        name = local(item.tag)
        if name == "s":
            pieces.append(" " * min(_times(item, "c"), 1000))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name not in ("annotation", "ruby-text"):
            pieces.append(_run(item))
        pieces.append(item.tail or "")
    return "".join(pieces)
