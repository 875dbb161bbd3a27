"""Workbooks of other shapes and formats than the messy one: what a province, a register of schools or an export sends. Seeded."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from itertools import product

import xlwt

from benchmarks.workbooks import DISTRICTS, INDICATORS, Texts, packed
from indicators.vocabulary import column_letters

Cell = str | int | float | None
Rows = Iterable[list[Cell]]
LEVELS = ("小学", "初中", "高中", "幼儿园")
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def district_list(rows: int) -> Iterator[list[Cell]]:
    """A table of 12 columns with one row a district and year, over and over: what a flat export of figures looks like."""
    luck = random.Random(2)
    yield ["区县", "学年", "学段", *INDICATORS]
    for at in range(rows - 1):
        year = f"{2000 + at // len(DISTRICTS) % 25}学年"
        yield [DISTRICTS[at % len(DISTRICTS)], year, LEVELS[at % 4], *(_figure(luck, name) for name in INDICATORS)]


def long_list(rows: int, names: list[str]) -> Iterator[list[Cell]]:
    """区县 | 年份 | 指标 | 单位 | 数值, one figure a row; `names` = the places of a province."""
    luck = random.Random(3)
    yield ["区县", "年份", "指标", "单位", "数值"]
    indicators = [(level + name, "%" if name.endswith(("率", "比例")) else "") for level, name in product(LEVELS, INDICATORS)]
    keys = product(range(2024, 1989, -1), indicators, names)
    for _row, (year, (indicator, unit), name) in zip(range(rows - 1), keys, strict=False):
        yield [name, year, indicator, unit, round(luck.random() * 90, 2) if unit else luck.randrange(3000)]


def school_list(rows: int) -> Iterator[list[Cell]]:
    """The export of a register: one row a school with 学校标识码, 办学类型 and 城乡分类; every tenth row is a campus."""
    luck = random.Random(4)
    yield [
        "序号",
        "区县",
        "学校标识码",
        "学校名称",
        "办学类型",
        "城乡分类",
        "班级数",
        "在校生数",
        "教职工数",
        "专任教师数",
        "图书册数",
        "占地面积",
    ]
    for row in range(1, rows):
        campus = row % 10 == 0
        number = row - 1 if campus else row
        name = f"第{number}小学" + ("（东校区）" if campus else "")
        counts = [luck.randrange(6, 60), luck.randrange(100, 2900), luck.randrange(20, 200), luck.randrange(15, 180)]
        district = DISTRICTS[number * 7 // (rows + 10)]
        yield [row, district, f"32{number:08d}", name, "小学", luck.choice(("111", "121", "210")), *counts, *counts]


def small_table(rows: int, columns: int, seed: int = 5) -> Iterator[list[Cell]]:
    """A title, districts down and years across."""
    luck = random.Random(seed)
    yield ["泰州市小学班级数统计表"]
    yield ["区县", *(f"{2025 - columns + at}年" for at in range(1, columns))]
    for row in range(rows - 2):
        yield [DISTRICTS[row] if row < 7 else f"第{row}镇", *(luck.randrange(3000) for _ in range(1, columns))]


def stacked_tables(rows: int) -> Iterator[list[Cell]]:
    """Tables of 12 rows one below the other, a caption over each."""
    for number, table in enumerate(range(rows // 12)):
        yield []
        yield [f"表{number + 1} {LEVELS[table % 4]}{INDICATORS[table % 9]}"]
        yield from list(small_table(11, 6, table))[1:]


def wide_table(columns: int) -> Iterator[list[Cell]]:
    """Districts down, and headings of three rows across: years over levels over indicators."""
    luck = random.Random(6)
    heads = [head for _at, head in zip(range(columns), product(range(2024, 1960, -1), LEVELS, INDICATORS), strict=False)]
    yield ["泰州市教育事业统计表"]
    yield ["区县", *(f"{year}年" for year, _level, _name in heads)]
    yield ["", *(level for _year, level, _name in heads)]
    yield ["", *(name for _year, _level, name in heads)]
    for district in DISTRICTS:
        yield [district, *(_figure(luck, name) for _year, _level, name in heads)]


def transposed_table(rows: int, names: list[str]) -> Iterator[list[Cell]]:
    """Indicators down, places across, one section of rows for each year."""
    luck = random.Random(7)
    yield ["年份", "指标", *names]
    keys = product(range(2024, 1900, -1), LEVELS, INDICATORS)
    for _row, (year, level, name) in zip(range(rows - 1), keys, strict=False):
        yield [f"{year}年", level + name, *(_figure(luck, name) for _place in names)]


def _figure(luck: random.Random, name: str) -> Cell:
    return round(luck.random(), 4) if name.endswith(("率", "比例")) else luck.randrange(3000)


def as_xlsx(sheets: dict[str, Rows]) -> bytes:
    """An .xlsx workbook."""
    texts = Texts()
    inside = [f"<sheetData>{''.join(_xlsx_rows(texts, rows))}</sheetData>" for rows in sheets.values()]
    return packed(inside, list(sheets), texts)


def _xlsx_rows(texts: Texts, rows: Rows) -> Iterator[str]:
    for row, cells in enumerate(rows, 1):
        written = []
        for at, cell in enumerate(cells, 1):
            if isinstance(cell, str) and cell:
                written.append(texts.cell(f"{column_letters(at)}{row}", cell))
            elif cell not in (None, ""):
                written.append(f'<c r="{column_letters(at)}{row}"><v>{cell}</v></c>')
        yield f'<row r="{row}">{"".join(written)}</row>'


def as_csv(rows: Rows) -> bytes:
    """A .csv file as Excel in China saves it."""
    return "\r\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows).encode("gb18030")


def as_html(rows: Rows) -> bytes:
    """The table of a web page, saved as .xls."""
    lines = ("".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in row) for row in rows)
    return f"<html><meta charset='utf-8'><table><tr>{'</tr><tr>'.join(lines)}</tr></table></html>".encode()


def as_xls(rows: Rows) -> bytes:
    """An .xls workbook of one sheet, which holds 65,536 rows at most."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("数据")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_ods(rows: Rows) -> bytes:
    """An .ods document."""
    made = io.BytesIO()
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    names = "".join(f' xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr(
            "content.xml",
            f'<office:document-content{names} office:version="1.2"><office:body><office:spreadsheet>'
            f'<table:table table:name="数据">{lines}</table:table></office:spreadsheet></office:body></office:document-content>',
        )
    return made.getvalue()


def _ods_cell(cell: Cell) -> str:
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell or "")}</text:p></table:table-cell>'
