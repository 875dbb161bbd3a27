"""Binary Office Open XML workbooks (.xlsb): values by calamine; formats, errors, merges and hidden rows from the records.

Record layout: [MS-XLSB] 2.1.4 (record = number, length, bytes; both numbers in groups of seven bits), records in 2.3.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import cast

import numpy as np

from loaders.workbook.assembly import assemble
from loaders.workbook.cells import Cells, CellValue
from loaders.workbook.grid import GENERAL, Finding, Grid
from loaders.workbook.package import DamagedError, Package, Relation
from loaders.workbook.sheet_notes import read_comments
from loaders.workbook.sheet_scan import SheetScan
from loaders.workbook.slimming import drop_far_cells
from loaders.workbook.styles import PLAIN, Styles, builtin_format, gather, is_red

ROW, ERROR_CELL, ERROR_FORMULA, FONT, FORMAT, STYLE = 0, 3, 11, 43, 44, 47
COLUMN, WORKBOOK_PROPERTIES, SHEET, MERGE, CELL_STYLES, CELL_STYLES_END = 60, 153, 156, 176, 617, 618
CONTENT = frozenset(range(2, 12))
FORMULA = frozenset(range(8, 12))
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def read_xlsb(data: bytes, package: Package) -> tuple[int, Iterator[Grid | Finding]]:
    """The epoch and the sheets. Raises DamagedError or TooLargeError."""
    main = package.main_part()
    relations = package.relations(main)
    epoch, sheets = 1900, []
    for number, record in records(package.read(main)):
        if number == WORKBOOK_PROPERTIES and len(record) >= 4:
            epoch = 1904 if record[0] & 1 else 1900
        elif number == SHEET:
            sheets.append(_sheet(record))
    styles_part = next((relation.target for relation in relations.values() if relation.kind == "styles"), "")
    styles = read_binary_styles(package.read(styles_part)) if styles_part in package else PLAIN
    return epoch, _grids(data, package, sheets, relations, styles)


def _grids(
    data: bytes, package: Package, sheets: list[tuple[str, str, bool]], relations: dict[str, Relation], styles: Styles
) -> Iterator[Grid | Finding]:
    from python_calamine import CalamineError, CalamineWorkbook

    worksheets = 0
    for index, (name, relation_id, hidden) in enumerate(sheets):
        relation = relations.get(relation_id, Relation("", ""))
        if relation.kind == "chartsheet":
            yield Finding("chart-sheet", name)
        if relation.kind != "worksheet":
            continue
        worksheets += 1
        scan = scan_binary_sheet(package.read(relation.target))
        finding = drop_far_cells(scan, name)
        if finding:  # the rectangle up to the stray cell cannot be held, and records are not rewritten
            yield Finding("sheet-too-large", name, {"cells": finding.values["cells"]})
            continue
        try:
            read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name)
        except CalamineError as error:
            raise DamagedError(f"sheet {name}: {error}") from error
        cells = Cells.of(cast("list[list[CellValue]]", read.to_python(skip_empty_area=False)))
        yield assemble(name, index, hidden, cells, scan, styles, read_comments(package, relation.target))
    if not worksheets:
        yield Finding("no-sheets")


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each record. Raises DamagedError where the last one is cut short."""
    at = 0
    while at < len(part):
        number, at = _seven_bits(part, at, 2)
        length, at = _seven_bits(part, at, 4)
        if at + length > len(part):
            raise DamagedError("a record is cut short")
        yield number, part[at : at + length]
        at += length


def read_binary_styles(part: bytes) -> Styles:
    """The cell styles of a binary workbook. Raises DamagedError."""
    written: dict[int, str] = {}
    fonts: list[tuple[bool, bool]] = []
    codes, red, struck = [], [], []
    in_cell_styles = False
    for number, record in records(part):
        if number == FORMAT and len(record) >= 6:
            written[struct.unpack_from("<H", record)[0]] = _text(record, 2)[0]
        elif number == FONT and len(record) >= 20:
            fonts.append((is_red(record[16:19].hex()), bool(record[2] & 8)))
        elif number in (CELL_STYLES, CELL_STYLES_END):
            in_cell_styles = number == CELL_STYLES
        elif number == STYLE and in_cell_styles and len(record) >= 6:
            code, font = struct.unpack_from("<HH", record, 2)
            codes.append(builtin_format(code, written))
            red.append(font < len(fonts) and fonts[font][0])
            struck.append(font < len(fonts) and fonts[font][1])
    return gather(codes or [GENERAL], red or [False], struck or [False])


def scan_binary_sheet(part: bytes) -> SheetScan:
    """The marks of a sheet part. Raises DamagedError."""
    scan = SheetScan()
    cells: list[tuple[int, int, int]] = []
    row = 0
    for number, record in records(part):
        if number == ROW and len(record) >= 12:
            row = struct.unpack_from("<I", record)[0]
            if record[11] & 0x10:
                scan.hidden_rows.add(row)
        elif number in CONTENT and len(record) >= 8:
            column, style = struct.unpack_from("<II", record)
            cells.append((row, column, style & 0xFFFFFF))
            if number in (ERROR_CELL, ERROR_FORMULA) and len(record) >= 9:
                scan.errors[row, column] = ERRORS.get(record[8], "#ERROR!")
            if number in FORMULA:
                scan.formulas[row, column] = ""
        elif number == MERGE and len(record) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            scan.merges.append((top, left, bottom, right))
        elif number == COLUMN and len(record) >= 18 and record[16] & 1:
            scan.hidden_columns.append(cast("tuple[int, int]", struct.unpack_from("<II", record)))
    if cells:
        scan.rows, scan.columns, scan.styles = (np.array(part, np.int64) for part in zip(*cells, strict=True))
    return scan


def _sheet(record: bytes) -> tuple[str, str, bool]:
    """Name, relation id, hidden."""
    try:
        relation, behind = _text(record, 8)
        return _text(record, behind)[0], relation, struct.unpack_from("<I", record)[0] != 0
    except struct.error as error:
        raise DamagedError("a sheet's record is cut short") from error


def _text(record: bytes, at: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", record, at)[0]
    length = 0 if length == 0xFFFFFFFF else length
    return record[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace"), at + 4 + 2 * length


def _seven_bits(part: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for place in range(most):
        if at >= len(part):
            raise DamagedError("a record is cut short")
        byte = part[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return number, at
