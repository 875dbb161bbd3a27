"""Office Open XML workbooks (.xlsx, .xlsm, strict and transitional): values by calamine, the rest by our own pass over the XML.

A generator, sheet by sheet, so that the memory of one sheet can go before the next comes; while calamine parses one sheet in a
thread (it holds no lock meanwhile), the next is scanned.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, cast
from xml.etree.ElementTree import Element

from loaders.workbook.assembly import assemble
from loaders.workbook.grid import CellValue, Finding, Grid
from loaders.workbook.package import DamagedError, Package, Relation, attribute, child, local
from loaders.workbook.sheet_notes import read_comments
from loaders.workbook.sheet_scan import SheetScan, scan_sheet
from loaders.workbook.slimming import drop_far_cells, slim_package, wants_slimming
from loaders.workbook.styles import PLAIN, Styles, read_styles

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


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
        self._book: CalamineWorkbook | None = None

    def read(self) -> Iterator[Grid | Finding]:
        """Grids and findings in the order of the tabs. Raises DamagedError or TooLargeError."""
        tabs = [sheet for sheet in self.sheets if sheet.kind == "worksheet"]
        with ThreadPoolExecutor(1) as reader:
            waiting: tuple[SheetPart, SheetScan, Future[CalamineSheet | None]] | None = None
            for sheet in [*tabs, None]:
                scan, finding = self._scan(sheet) if sheet else (None, None)
                if waiting:
                    yield self._grid(waiting[0], waiting[1], waiting[2].result())
                    waiting = None
                if finding:
                    yield finding
                if sheet and scan:
                    waiting = sheet, scan, reader.submit(self._load, sheet, scan, finding is not None)
        yield from (Finding("chart-sheet", sheet.name) for sheet in self.sheets if sheet.kind == "chartsheet")
        if not tabs:
            yield Finding("no-sheets")

    def _scan(self, sheet: SheetPart) -> tuple[SheetScan | None, Finding | None]:
        scan = scan_sheet(self.package.pieces(sheet.part))
        finding = drop_far_cells(scan, sheet.name)
        if not finding and not wants_slimming(scan):
            scan.kept = None
        return (None if finding and finding.kind == "sheet-too-large" else scan), finding

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

    def _grid(self, sheet: SheetPart, scan: SheetScan, read: CalamineSheet | None) -> Grid:
        rows = cast("list[list[CellValue]]", read.to_python(skip_empty_area=False)) if read else self._rows_by_openpyxl(sheet)
        self._slim.pop(sheet.part, None)
        scan.kept = None
        comments = read_comments(self.package, sheet.part)
        return assemble(sheet.name, sheet.position, sheet.hidden, rows, scan, self.styles, comments)

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
