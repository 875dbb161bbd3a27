"""One streaming pass over the XML of a sheet: where content stands, in which style, errors, formulas, merges, hidden rows.

The fast reader of values (calamine) shows none of these, and holds the whole rectangle from A1 to the last cell in memory,
so this pass comes first. Pieces of some megabytes are searched with numpy: 200,000 rows × 12 cells take about half a second.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import nan

import numpy as np

from loaders.workbook.cell_tags import Tags, read_tags
from loaders.workbook.grid import Position
from loaders.workbook.package import DamagedError, TooLargeError
from loaders.workbook.plain_values import number_of

MAX_ROW_BYTES = 64_000_000
KEPT_BYTES = 8_000_000
_LONG_ROW = 4_000  # bytes of a row from which on one looks for a tail of empty cells
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet[\s>/]")
_COLUMNS = re.compile(rb"<col\s([^>]*)>")
_MERGE = re.compile(rb"<mergeCell\s[^>]*?ref=\"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})\"")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_FORMULA = re.compile(rb"<f(?:\s[^>]*)?>([^<]*)</f>")
_CACHED = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")


@dataclass
class SheetScan:
    """What the pass found. `rows`, `columns`, `styles` have one entry for each cell that holds something, in file order."""

    rows: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int32))
    columns: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int32))
    styles: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int32))
    errors: dict[Position, str] = field(default_factory=dict)
    uncalculated: dict[Position, str] = field(default_factory=dict)
    formulas: dict[Position, str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    empty_cells: int = 0
    values: np.ndarray | None = None  # where every cell is written plainly: numbers, and places among the shared strings
    texts: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    kept: list[tuple[bytes, Tags]] | None = field(default_factory=list)  # the rows of a small sheet, should it need slimming

    @property
    def height(self) -> int:
        """Rows down to the last cell that holds something."""
        return int(self.rows.max()) + 1 if len(self.rows) else 0

    @property
    def width(self) -> int:
        """Columns up to the last cell that holds something."""
        return int(self.columns.max()) + 1 if len(self.columns) else 0


def scan_sheet(pieces: Iterator[bytes]) -> SheetScan:
    """Marks of a sheet. Raises DamagedError where the XML breaks off, TooLargeError where one row is out of all measure."""
    found = SheetScan()
    parts: list[tuple[np.ndarray, ...]] = []
    plain = True
    last_row = -1
    held = 0
    for place, xml in sections(pieces):
        if place == "head":
            found.hidden_columns = hidden_columns(xml)
        elif place == "tail":
            found.merges = merges(xml)
        else:
            xml, cut = without_tails(xml)
            tags = read_tags(xml, last_row)
            last_row = tags.last_row
            found.empty_cells += tags.empty + cut
            found.hidden_rows.update(tags.hidden_rows)
            parts.append((tags.rows, tags.columns, tags.styles, tags.values, tags.texts))
            plain = plain and b"<!" not in xml
            if found.kept is not None:
                found.kept.append((xml, tags))
                held += len(xml)
                found.kept = found.kept if held <= KEPT_BYTES else None
            for cell in np.flatnonzero(tags.special).tolist():
                at, bounds = (int(tags.rows[cell]), int(tags.columns[cell])), slice(tags.starts[cell], tags.ends[cell])
                number = _read_special(found, at, xml[bounds])
                tags.plain[cell] = number is not None
                tags.values[cell] = number or 0.0
            plain = plain and bool(tags.plain.all())
    if parts:
        found.rows, found.columns, found.styles, values, found.texts = map(np.concatenate, zip(*parts, strict=True))
        in_order = np.diff(found.rows.astype(np.int64) * MAX_COLUMNS + found.columns) > 0
        found.values = values if plain and in_order.all() else None
    if found.height > MAX_ROWS or found.width > MAX_COLUMNS:
        raise DamagedError("a cell lies beyond XFD1048576")
    return found


def without_tails(rows: bytes) -> tuple[bytes, int]:
    """Rows without the merely formatted cells behind their last content, where such tails make up most of the XML, and how
    many cells these were: a table of 30 × 20 formatted out to XFD is to cost hardly more than itself."""
    kept: list[bytes] = []
    cut = start = 0
    while (end := rows.find(b"</row>", start)) >= 0:
        if end - start > _LONG_ROW:
            last = rows.rfind(b"</c>", start, end)  # whatever holds something ends so, what is only formatted by />
            tail = last + 4 if last >= 0 else rows.find(b">", rows.find(b"<row", start, end), end) + 1
            if tail >= start and rows.find(b"w", tail, end) < 0:  # no <row: one without any cell might stand before this one
                kept.append(rows[start:tail])
                cut, start = cut + rows.count(b"<", tail, end), end
        kept.append(rows[start : end + 6])
        start = end + 6
        if len(kept) % 64 == 0 and start < 64 * _LONG_ROW:
            return rows, 0  # rows of usual length
    return (b"".join([*kept, rows[start:]]), cut) if cut else (rows, 0)


def sections(pieces: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    """The XML as ("head", …), ("rows", whole rows) …, ("tail", …), without the namespace prefix that some writers use."""
    buffer = b""
    prefix = b""
    place = "head"
    for piece in pieces:
        buffer += piece
        if place == "head":
            start = re.search(rb"<(?:[\w.-]+:)?sheetData(?:\s[^>]*)?/?>", buffer)
            if not start:
                if len(buffer) > MAX_ROW_BYTES:
                    raise _out_of_measure()
                continue
            root = _ROOT.search(buffer)
            prefix = root.group(1) or b"" if root else b""
            yield "head", bare(buffer[: start.start()], prefix)
            buffer = buffer[start.end() :]
            place = "tail" if start.group().endswith(b"/>") else "rows"
        mark = prefix + b":" if prefix else b""
        if place == "rows":
            end = buffer.find(b"</" + mark + b"sheetData")
            cut = end if end >= 0 else buffer.rfind(b"<" + mark + b"row")
            if cut > 0:
                yield "rows", bare(buffer[:cut], prefix)
                buffer = buffer[cut:]
            if end >= 0:
                place = "tail"
        if len(buffer) > MAX_ROW_BYTES:
            raise _out_of_measure()
    if place != "tail":
        raise DamagedError("the sheet breaks off")
    yield "tail", bare(buffer, prefix)


def bare(xml: bytes, prefix: bytes) -> bytes:
    """The same XML with `<x:row>` written `<row>`."""
    return xml.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</") if prefix else xml


def hidden_columns(head: bytes) -> list[tuple[int, int]]:
    """Ranges of hidden columns (first, last), counted from 0."""
    found = []
    for tag in _COLUMNS.findall(head):
        first, last = (re.search(rb"\b" + name + rb'="(\d{1,5})"', tag) for name in (b"min", b"max"))
        if first and last and _HIDDEN.search(tag):
            found.append((int(first.group(1)) - 1, int(last.group(1)) - 1))
    return found


def merges(tail: bytes) -> list[tuple[int, int, int, int]]:
    """Merged ranges, counted from 0."""
    found = []
    for left, top, right, bottom in _MERGE.findall(tail):
        found.append((int(top) - 1, column_index(left), int(bottom) - 1, column_index(right)))
    return found


def column_index(letters: bytes) -> int:
    """b"A" → 0, b"AA" → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _read_special(found: SheetScan, at: Position, cell: bytes) -> float | None:
    """Note an error or a formula; a formula without a result, or with an empty one that is not a text, was never calculated.
    Returns its number, nan where it shows an error or nothing, None for any other result."""
    opening = cell[: cell.find(b">")]
    cached = _CACHED.search(cell)
    formula = _FORMULA.search(cell)
    has_formula = b"<f" in cell
    text = html.unescape(formula.group(1).decode("utf-8", "replace")) if formula else ""
    if has_formula:
        found.formulas[at] = text
    if re.search(rb"\bt=[\"']e[\"']", opening):
        found.errors[at] = html.unescape(cached.group(1).decode("utf-8", "replace")) if cached else "#ERROR!"
        return nan
    if has_formula and not (cached and cached.group(1)) and not re.search(rb"\bt=[\"'](?:str|inlineStr)[\"']", opening):
        found.uncalculated[at] = text
        return nan
    if not cached or re.search(rb"\bt=[\"'](?!n[\"'])", opening):
        return None
    return number_of(cached.group(1))


def _out_of_measure() -> TooLargeError:
    return TooLargeError(f"> {MAX_ROW_BYTES / 1e6:.0f} MB in one row", f"{MAX_ROW_BYTES / 1e6:.0f} MB")
