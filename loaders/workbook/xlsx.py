"""Office Open XML workbooks (.xlsx, .xlsm, strict and transitional): formats, errors, formulas by our own pass over the XML.

That pass also reads the values of a sheet whose every cell is written plainly, a number or the place of a shared string; any
other sheet is calamine's (or openpyxl's), which knows dates, inline texts, booleans and whatever else may stand in a cell. The
shared strings are calamine's in either case. A generator, sheet by sheet, so that the memory of one can go before the next
comes; while calamine parses one sheet in a thread (it holds no lock meanwhile), the next is scanned.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, cast
from xml.etree.ElementTree import Element

import numpy as np

from loaders.workbook.assembly import assemble
from loaders.workbook.cells import Cells, CellValue
from loaders.workbook.grid import Finding, Grid
from loaders.workbook.package import DamagedError, Package, Relation, TooLargeError, attribute, child, local
from loaders.workbook.sheet_notes import read_comments
from loaders.workbook.sheet_scan import MAX_ROWS, SheetScan, scan_sheet
from loaders.workbook.slimming import drop_far_cells, slim_package, strings_package, wants_slimming
from loaders.workbook.styles import PLAIN, Styles, read_styles

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


_STRING = re.compile(rb"<(?:[\w.-]+:)?si[\s>]")
_EMPTY_STRING = re.compile(rb"<(?:[\w.-]+:)?si\s*/>")


class SheetPart(NamedTuple):
    """A tab of the workbook: its name, place, whether it is hidden, and the part that holds its cells."""

    name: str
    position: int
    hidden: bool
    kind: str
    part: str


class XlsxReader:
    """Reads one workbook; `epoch` is 1904 for files from old Macs."""

    def __init__(self, data: bytes, package: Package) -> None:
        """Raises DamagedError or TooLargeError."""
        self.data, self.package = data, package
        self.main = package.main_part()
        root = package.xml(self.main)
        relations = package.relations(self.main)
        properties = child(root, "workbookPr")
        self.epoch = 1904 if properties is not None and attribute(properties, "date1904") in ("1", "true", "on") else 1900
        self.sheets = list(_sheets(child(root, "sheets"), relations))
        kept = [relation.target for relation in relations.values() if relation.kind in ("styles", "sharedStrings", "theme")]
        needed = ["[Content_Types].xml", "_rels/.rels", self.main, _rels_of(self.main), *kept]
        self.slim_parts = [part for part in needed if part in package]
        self._slim: dict[str, bytes] = {}
        styles = next((relation.target for relation in relations.values() if relation.kind == "styles"), "")
        self.styles: Styles = read_styles(package, styles) if styles in package else PLAIN
        self.strings_part = next((relation.target for relation in relations.values() if relation.kind == "sharedStrings"), "")
        self._texts: list[str] | None = None
        self._book: CalamineWorkbook | None = None

    def read(self) -> Iterator[Grid | Finding]:
        """Grids and findings in the order of the tabs. Raises DamagedError or TooLargeError."""
        tabs = [sheet for sheet in self.sheets if sheet.kind == "worksheet"]
        with ThreadPoolExecutor(1) as reader:
            waiting: tuple[SheetPart, SheetScan, Future[CalamineSheet | None] | None] | None = None
            for sheet in [*tabs, None]:
                scan, finding = self._scan(sheet) if sheet else (None, None)
                if waiting:
                    yield self._grid(*waiting)
                    waiting = None
                if finding:
                    yield finding
                if sheet and scan:
                    read = None if self._is_plain(sheet, scan) else reader.submit(self._load, sheet, scan, finding is not None)
                    waiting = sheet, scan, read
        yield from (Finding("chart-sheet", sheet.name) for sheet in self.sheets if sheet.kind == "chartsheet")
        if not tabs:
            yield Finding("no-sheets")

    def _scan(self, sheet: SheetPart) -> tuple[SheetScan | None, Finding | None]:
        scan = scan_sheet(self.package.pieces(sheet.part))
        finding = drop_far_cells(scan, sheet.name)
        if scan.values is not None or (not finding and not wants_slimming(scan)):
            scan.kept = None
        return (None if finding and finding.kind == "sheet-too-large" else scan), finding

    def _is_plain(self, sheet: SheetPart, scan: SheetScan) -> bool:
        """Whether the pass over the XML has read the sheet's values: no number that may be a date, all strings there."""
        if scan.values is None:
            return False
        numbers = ~scan.texts & ~np.isnan(scan.values)
        styles = np.minimum(scan.styles[numbers], len(self.styles.dated) - 1)
        if np.array(self.styles.dated)[styles].any():
            return False
        places = scan.values[scan.texts]
        if not len(places):
            return True
        return bool((places >= 0).all() and (places % 1 == 0).all() and places.max() < len(self._strings(sheet)))

    def _strings(self, sheet: SheetPart) -> list[str]:
        """The shared strings as calamine reads them; none where it does not, or where it may count them otherwise than we."""
        from python_calamine import CalamineError, CalamineWorkbook

        if self._texts is None:
            self._texts = []
            with suppress(CalamineError, DamagedError, TooLargeError):
                written = self.package.read(self.strings_part)
                count = sum(1 for _string in _STRING.finditer(written))
                if not 0 < count <= MAX_ROWS or b"<!" in written or _EMPTY_STRING.search(written):
                    return []
                book = CalamineWorkbook.from_filelike(
                    io.BytesIO(strings_package(self.package, sheet.part, count, self.slim_parts))
                )
                rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                if len(rows) == count:
                    self._texts = [str(row[0]) for row in rows]
        return self._texts

    def _load(self, sheet: SheetPart, scan: SheetScan, cut: bool) -> CalamineSheet | None:
        """The sheet in calamine's hands, None where calamine cannot read it."""
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            if cut or wants_slimming(scan):
                self._slim[sheet.part] = slim_package(self.package, sheet.part, scan, self.slim_parts)
                return CalamineWorkbook.from_filelike(io.BytesIO(self._slim[sheet.part])).get_sheet_by_name(sheet.name)
            if self._book is None:
                self._book = CalamineWorkbook.from_filelike(io.BytesIO(self.data))
            return self._book.get_sheet_by_name(sheet.name)
        except CalamineError:
            return None

    def _grid(self, sheet: SheetPart, scan: SheetScan, waits: Future[CalamineSheet | None] | None) -> Grid:
        if waits is None:
            assert scan.values is not None
            cells = Cells.scattered(scan.rows, scan.columns, scan.values, scan.texts, self._texts or [])
        else:
            read = waits.result()
            rows = cast("list[list[CellValue]]", read.to_python(skip_empty_area=False)) if read else self._rows_by_openpyxl(sheet)
            cells = Cells.of(rows)
        self._slim.pop(sheet.part, None)
        scan.kept = None
        comments = read_comments(self.package, sheet.part)
        return assemble(sheet.name, sheet.position, sheet.hidden, cells, scan, self.styles, comments)

    def _rows_by_openpyxl(self, sheet: SheetPart) -> list[list[CellValue]]:
        """The values as openpyxl reads them, for files that calamine does not open. Raises DamagedError."""
        from openpyxl import load_workbook

        try:
            book = load_workbook(io.BytesIO(self._slim.get(sheet.part, self.data)), data_only=True)
            return [list(row) for row in book[sheet.name].iter_rows(min_row=1, min_col=1, values_only=True)]
        except Exception as error:  # openpyxl raises whatever its parts raise
            raise DamagedError(f"sheet {sheet.name}: {error}") from error


def _sheets(element: Element | None, relations: dict[str, Relation]) -> Iterator[SheetPart]:
    for index, item in enumerate(element if element is not None else ()):
        if local(item.tag) == "sheet":
            relation = relations.get(attribute(item, "id"), Relation("", ""))
            hidden = attribute(item, "state").lower() in ("hidden", "veryhidden")
            yield SheetPart(attribute(item, "name"), index, hidden, relation.kind, relation.target)


def _rels_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
