"""Small workbooks made by hand: whole ones by the libraries, odd ones from raw XML and raw records."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<fonts><font/><font><strike/><color rgb="FFFF0000"/></font></fonts>'
    '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
)


def made(fill: Callable[[Worksheet], None], title: str = "Sheet1") -> bytes:
    """A workbook by openpyxl whose one sheet `fill` fills."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    fill(sheet)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def raw_xlsx(
    *sheets: str,
    names: tuple[str, ...] = (),
    styles: str = STYLES,
    workbook: str = "",
    extra: Mapping[str, str | bytes] | None = None,
    states: Mapping[int, str] | None = None,
) -> bytes:
    """A workbook whose sheets are given as the inside of `<worksheet>`, or whole where they start with `<?xml` or `<x:`."""
    names = names or tuple(f"Sheet{number}" for number in range(1, len(sheets) + 1))
    entries = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{states.get(number - 1, "") if states else ""}/>'
        for number, name in enumerate(names, 1)
    )
    targets = "".join(
        f'<Relationship Id="rId{number}" Type="{RELS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": workbook or f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'{targets}<Relationship Id="rIdS" Type="{RELS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": styles,
    }
    for number, inside in enumerate(sheets, 1):
        whole = inside.startswith(("<?xml", "<x:", "<!DOCTYPE"))
        parts[f"xl/worksheets/sheet{number}.xml"] = inside if whole else f'<worksheet xmlns="{MAIN}">{inside}</worksheet>'
    return zipped(parts | dict(extra or {}))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()


def row(number: int, *cells: str) -> str:
    """One row of raw XML."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def record(number: int, content: bytes) -> bytes:
    """One record of a binary workbook."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    length = b""
    size = len(content)
    while True:
        length += bytes([size & 0x7F | (0x80 if size >> 7 else 0)])
        size >>= 7
        if not size:
            return head + length + content


def wide(text: str) -> bytes:
    """A counted UTF-16 text."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
