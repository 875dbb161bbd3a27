# ruff: noqa: E501  (raw XML and bytes read better in one line)
"""Files that are no workbook, or none that opens: one finding each, with the true reason."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from indicators.issues import Issue, kinds
from loaders.workbook import Finding, open_workbook
from tests.loaders.workbook.building import MAIN, made, raw_xlsx, row, zipped

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def compound(*streams: str) -> bytes:
    """A compound file (the old Office container) whose directory names these streams."""

    def entry(name: str, kind: int, left: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
        text = name.encode("utf-16-le")
        return text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, left, right, child) + bytes(48)

    entries = [entry("Root Entry", 5, child=1)]
    for at, name in enumerate(streams, 1):
        entries.append(entry(name, 2, right=at + 1 if at < len(streams) else 0xFFFFFFFF))
    directory = b"".join(entries)
    directory += bytes(-len(directory) % 512)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD] + [at + 2 for at in range(len(directory) // 512)]
    chain[-1] = 0xFFFFFFFE
    return head + struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain))) + directory


def document(root: str, kind: str) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships><Relationship Id="r" Type="x/officeDocument" Target="{kind}/main.xml"/></Relationships>',
            f"{kind}/main.xml": f'<w:{root} xmlns:w="urn:w"/>',
        }
    )


def locked_zip() -> bytes:
    """A zip whose first entry says that it is encrypted."""
    data = bytearray(zipped({"xl/workbook.xml": "<x/>"}))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


WHOLE = made(lambda sheet: sheet.append(["海陵区", 1]))


@pytest.mark.parametrize(
    ("name", "data", "finding"),
    [
        ("空.xlsx", b"", Finding("empty-file")),
        ("空白.csv", b" \r\n\t\r\n", Finding("empty-file")),
        ("零.xlsx", bytes(5000), Finding("empty-file")),
        ("图片.xlsx", PNG, Finding("not-a-workbook", "", {"found": "PNG"})),
        ("照片.xls", b"\xff\xd8\xff\xe0" + bytes(range(256)), Finding("not-a-workbook", "", {"found": "JPEG"})),
        ("通知.xlsx", b"%PDF-1.7\n1 0 obj", Finding("not-a-workbook", "", {"found": "PDF"})),
        ("压缩.xlsx", b"Rar!\x1a\x07\x01\x00rest", Finding("not-a-workbook", "", {"found": "RAR"})),
        ("汇总.xlsx", zipped({"a.xlsx": WHOLE, "b.xlsx": WHOLE}), Finding("not-a-workbook", "", {"found": "ZIP"})),
        ("通知.xlsx", document("document", "word"), Finding("not-a-workbook", "", {"found": "Word"})),
        ("汇报.xlsx", document("presentation", "ppt"), Finding("not-a-workbook", "", {"found": "PowerPoint"})),
        ("表.numbers", zipped({"Index/Document.iwa": b"x"}), Finding("not-a-workbook", "", {"found": "Numbers"})),
        (
            "报告.odt",
            zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
            Finding("not-a-workbook", "", {"found": "OpenDocument"}),
        ),
        ("密码.xlsx", compound("EncryptionInfo", "EncryptedPackage"), Finding("encrypted-file")),
        ("密码.zip", locked_zip(), Finding("encrypted-file")),
        ("旧.doc", compound("WordDocument", "1Table"), Finding("not-a-workbook", "", {"found": "Word"})),
        ("旧.ppt", compound("PowerPoint Document"), Finding("not-a-workbook", "", {"found": "PowerPoint"})),
        ("旧.et", compound("ETWorkbook"), Finding("wps-file")),
        ("旧.msi", compound("Anything"), Finding("not-a-workbook", "", {"found": "OLE"})),
        ("乱.xlsx", bytes(range(1, 256)) * 20, Finding("unreadable-file")),
    ],
)
def test_the_true_reason(name: str, data: bytes, finding: Finding) -> None:
    book = open_workbook(data, name, isolated=False)
    assert book.grids == () and book.findings == (finding,)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_damaged(share: float) -> None:
    book = open_workbook(WHOLE[: int(len(WHOLE) * share)], "截断.xlsx", isolated=False)
    assert book.grids == () and [finding.kind for finding in book.findings] == ["damaged-file"]


def test_an_old_file_cut_short_is_damaged() -> None:
    book = open_workbook(compound("Workbook")[:700], "截断.xls", isolated=False)
    assert book.grids == () and [finding.kind for finding in book.findings] == ["damaged-file"]


def test_sheet_xml_that_breaks_off_is_damaged() -> None:
    cells = row(1, '<c r="A1"><v>1</v>')
    broken = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{cells}'
    book = open_workbook(raw_xlsx(broken), "坏.xlsx", isolated=False)
    assert book.grids == () and [finding.kind for finding in book.findings] == ["damaged-file"]


def test_a_workbook_of_macro_sheets_only_has_no_sheets() -> None:
    relation = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    rels = f'<Relationships><Relationship Id="rId1" Type="{relation}" Target="macrosheets/sheet1.xml"/></Relationships>'
    book = open_workbook(raw_xlsx("<sheetData/>", extra={"xl/_rels/workbook.xml.rels": rels}), "宏.xlsm", isolated=False)
    assert book.grids == () and book.findings == (Finding("no-sheets"),)


def test_entities_are_not_expanded_nor_files_read() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    for trick in (bomb, outside):
        workbook = f'{trick}<workbook xmlns="{MAIN}"><sheets>&e;&b;</sheets></workbook>'
        book = open_workbook(raw_xlsx("<sheetData/>", workbook=workbook), "炸弹.xlsx", isolated=False)
        assert book.grids == () and [finding.kind for finding in book.findings] == ["damaged-file"]


def test_a_zip_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked() -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(1100):
            part.write(bytes(1_000_000))
    book = open_workbook(packed.getvalue(), "炸弹.xlsx", isolated=False)
    assert [finding.kind for finding in book.findings] == ["too-large"]


def test_every_finding_of_the_readers_stands_in_the_issue_catalogue() -> None:
    told = {
        "empty-file", "unreadable-file", "encrypted-file", "damaged-file", "not-a-workbook", "too-large", "too-slow", "no-sheets", "wps-file",
        "wrong-extension", "encoding", "encoding-damage", "chart-sheet", "far-cells", "sheet-too-large",
    }  # fmt: skip
    assert told <= set(kinds())
    assert Issue.of("not-a-workbook", found="PNG").message() == "文件内容是PNG，不是电子表格。没有读入数据。"
