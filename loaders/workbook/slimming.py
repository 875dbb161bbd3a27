"""Sheets whose XML is mostly empty formatted cells, or that hold a stray cell far outside, made small before values are read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import numpy as np

from indicators.vocabulary import column_letters
from loaders.workbook.cell_tags import Tags, read_tags
from loaders.workbook.grid import Finding, a1
from loaders.workbook.package import Package
from loaders.workbook.sheet_scan import SheetScan, sections

MAX_CELLS = 20_000_000  # the rectangle from A1 that is held in memory, empty cells included
SPARSE_CELLS = 2_000_000  # from here on a rectangle with hardly anything in it is taken for a table with stray cells
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FAR_ROWS, FAR_COLUMNS = 1_000, 200  # so many empty rows or columns in between, and what follows is no part of the table


def wants_slimming(scan: SheetScan) -> bool:
    """Whether empty formatted cells outnumber the others so far that reading them costs more than leaving them out."""
    return scan.empty_cells > max(2_000, 4 * len(scan.rows))


def drop_far_cells(scan: SheetScan, sheet: str) -> Finding | None:
    """Cut stray cells off a scan whose rectangle would not fit into memory; the finding names them, or says it is too large."""
    area = scan.height * scan.width
    if area <= SPARSE_CELLS or (area <= MAX_CELLS and area <= 40 * len(scan.rows)):
        return None
    near = (scan.rows < _end(scan.rows, FAR_ROWS)) & (scan.columns < _end(scan.columns, FAR_COLUMNS))
    far = np.flatnonzero(~near)
    cells = [a1(int(scan.rows[cell]), int(scan.columns[cell])) for cell in far[:5].tolist()]
    scan.rows, scan.columns, scan.styles = scan.rows[near], scan.columns[near], scan.styles[near]
    if scan.values is not None:
        scan.values, scan.texts = scan.values[near], scan.texts[near]
    for marked in (scan.errors, scan.uncalculated, scan.formulas):
        for at in [at for at in marked if at[0] >= scan.height or at[1] >= scan.width]:
            del marked[at]
    if scan.height * scan.width > MAX_CELLS:
        return Finding("sheet-too-large", sheet, {"cells": area})
    return Finding("far-cells", sheet, {"cells": "、".join(cells), "count": len(far)}) if len(far) else None


def _end(positions: np.ndarray, gap: int) -> int:
    """Where the first stretch ends that is followed by `gap` empty rows or columns."""
    used = np.unique(positions)
    breaks = np.flatnonzero(np.diff(used) > gap)
    return int(used[breaks[0]]) + 1 if len(breaks) else int(used[-1]) + 1


def slim_package(package: Package, sheet_part: str, scan: SheetScan, other_parts: list[str]) -> bytes:
    """A small workbook with this sheet's content within the scan's bounds, and `other_parts` as they are."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as slim:
        _copy(package, slim, other_parts)
        with slim.open(sheet_part, "w") as sheet:
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for row in _rows(package, sheet_part, scan):
                sheet.write(row)
            sheet.write(b"</sheetData></worksheet>")
    return packed.getvalue()


def strings_package(package: Package, sheet_part: str, count: int, other_parts: list[str]) -> bytes:
    """A workbook whose one sheet shows all shared strings, one below the other."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as slim:
        _copy(package, slim, other_parts)
        cells = "".join(f'<row r="{at + 1}"><c r="A{at + 1}" t="s"><v>{at}</v></c></row>' for at in range(count))
        slim.writestr(sheet_part, f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>')
    return packed.getvalue()


def _copy(package: Package, slim: zipfile.ZipFile, parts: list[str]) -> None:
    for part in parts:
        with slim.open(part, "w") as copy:
            for piece in package.pieces(part):
                copy.write(piece)


def _rows(package: Package, part: str, scan: SheetScan) -> Iterator[bytes]:
    """The rows of a sheet with nothing but cells that hold something, within the scan's bounds."""
    open_row = -1
    for xml, tags in scan.kept if scan.kept is not None else _read_again(package, part):
        out: list[bytes] = []
        for cell in np.flatnonzero((tags.rows < scan.height) & (tags.columns < scan.width)).tolist():
            row = int(tags.rows[cell])
            if row != open_row:
                out.append(b'%s<row r="%d">' % (b"</row>" if open_row >= 0 else b"", row + 1))
                open_row = row
            written = xml[tags.starts[cell] : tags.ends[cell]]
            written = written[: written.find(b"</c>") + 4]
            if b' r="' not in written[: written.find(b">")]:
                place_here = f'<c r="{column_letters(int(tags.columns[cell]) + 1)}{row + 1}"'.encode()
                written = place_here + written[2:]
            out.append(written)
        yield b"".join(out)
    if open_row >= 0:
        yield b"</row>"


def _read_again(package: Package, part: str) -> Iterator[tuple[bytes, Tags]]:
    last_row = -1
    for place, xml in sections(package.pieces(part)):
        if place == "rows":
            tags = read_tags(xml, last_row)
            last_row = tags.last_row
            yield xml, tags
