# ruff: noqa: E501  (raw XML and bytes read better in one line)
"""Excel 97 (.xls), binary (.xlsb), XML of 2003."""

from __future__ import annotations

import datetime
import io
import struct

import xlwt

from loaders.workbook import Finding, Workbook, open_workbook
from tests.loaders.workbook.building import RELS, record, wide, zipped


def opened(data: bytes, name: str) -> Workbook:
    return open_workbook(data, name, isolated=False)


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("班额")
    sheet.write_merge(0, 0, 0, 2, "2023年班额情况")
    sheet.write(1, 0, "海陵区")
    sheet.write(1, 1, 0.853, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(1, 2, datetime.date(2023, 9, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(2, 0, True)
    sheet.write(2, 1, 45, xlwt.easyxf("font: color red, struck_out on"))
    sheet.row(2).hidden = True
    sheet.col(2).hidden = True
    draft = book.add_sheet("草稿")
    draft.write(0, 0, 1)
    draft.visibility = 1
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_xls_with_formats_merges_and_hidden_parts() -> None:
    book = opened(xls(), "班额.xls")
    first, draft = book.grids
    assert (book.format, book.epoch, book.findings) == ("xls", 1900, ())
    assert first.rows == [
        ["2023年班额情况", None, None],
        ["海陵区", 0.853, datetime.date(2023, 9, 1)],
        [True, 45, None],
    ]
    assert first.merges == [(0, 0, 0, 2)]
    assert first.number_format(1, 1) == "0.0%" and first.percent_column(1).tolist() == [False, True, False]
    assert (first.hidden_rows, first.hidden_columns) == (frozenset({2}), frozenset({2}))
    assert (first.red, first.struck) == (frozenset({(2, 1)}), frozenset({(2, 1)}))
    assert draft.hidden


def test_xls_under_another_name_is_told() -> None:
    book = opened(xls(), "班额.xlsx")
    assert len(book.grids) == 2
    assert book.findings == (Finding("wrong-extension", "", {"extension": ".xlsx", "found": "xls"}),)


def test_an_et_of_wps_that_is_an_xls_inside_is_read() -> None:
    book = opened(xls(), "班额.et")
    assert book.grids[0].rows[1][0] == "海陵区" and book.findings == ()


def xlsb() -> bytes:
    """A binary workbook with one sheet: B1 = 0.853 as 0.0%, C1 = #DIV/0!, A2:B2 merged, row 3 hidden."""

    def cell(column: int, style: int) -> bytes:
        return struct.pack("<II", column, style)

    def row_head(row: int, flags: int = 0) -> bytes:
        return record(0, struct.pack("<IIHBBB", row, 0, 300, 0, flags, 0) + struct.pack("<I", 0))

    sheet = (
        record(129, b"")
        + record(148, struct.pack("<4I", 0, 2, 0, 2))
        + record(145, b"")
        + row_head(0)
        + record(6, cell(0, 0) + wide("海陵区"))
        + record(5, cell(1, 1) + struct.pack("<d", 0.853))
        + record(3, cell(2, 0) + b"\x07")
        + row_head(2, 0x10)
        + record(5, cell(0, 0) + struct.pack("<d", 12))
        + record(146, b"")
        + record(177, struct.pack("<I", 1))
        + record(176, struct.pack("<4I", 1, 1, 0, 1))
        + record(178, b"")
        + record(130, b"")
    )
    style = struct.pack("<HHHHHBBBBBB", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    percent = struct.pack("<HHHHHBBBBBB", 0, 164, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    styles = (
        record(278, b"")
        + record(615, struct.pack("<I", 1))
        + record(44, struct.pack("<H", 164) + wide("0.0%"))
        + record(616, b"")
        + record(617, struct.pack("<I", 2))
        + record(47, style)
        + record(47, percent)
        + record(618, b"")
        + record(279, b"")
    )
    book = (
        record(131, b"")
        + record(143, b"")
        + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("班额"))
        + record(144, b"")
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": relations.format(f'<Relationship Id="r1" Type="{RELS}/officeDocument" Target="xl/workbook.bin"/>'),
            "xl/workbook.bin": book + record(132, b""),
            "xl/_rels/workbook.bin.rels": relations.format(
                f'<Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.bin"/>'
                f'<Relationship Id="rId2" Type="{RELS}/styles" Target="styles.bin"/>'
            ),
            "xl/worksheets/sheet1.bin": sheet,
            "xl/styles.bin": styles,
        }
    )


def test_xlsb_keeps_percentages_errors_merges_and_hidden_rows() -> None:
    book = opened(xlsb(), "班额.xlsb")
    (grid,) = book.grids
    assert (book.format, book.findings, grid.name) == ("xlsb", (), "班额")
    assert grid.rows == [["海陵区", 0.853, None], [None, None, None], [12, None, None]]
    assert grid.number_format(0, 1) == "0.0%" and grid.errors == {(0, 2): "#DIV/0!"}
    assert grid.merges == [(1, 0, 1, 1)] and grid.hidden_rows == frozenset({2})


XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style></Styles>
<Worksheet ss:Name="班额"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">海陵区</Data></Cell><Cell ss:StyleID="s1"><Data ss:Type="Number">0.853</Data></Cell></Row>
<Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="DateTime">2023-09-01T00:00:00.000</Data></Cell>
<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_xml_of_2003_saved_as_xls() -> None:
    book = opened(XML_2003.encode(), "导出.xls")
    (grid,) = book.grids
    assert grid.rows == [["海陵区", None, 0.853], [None, None, None], [None, datetime.date(2023, 9, 1), None]]
    assert grid.number_format(0, 2) == "0.00%" and grid.merges == [(0, 0, 0, 1)]
    assert (grid.hidden_rows, grid.hidden_columns) == (frozenset({2}), frozenset({2}))
    assert grid.errors == {(2, 2): "#DIV/0!"}
    assert [finding.kind for finding in book.findings] == ["wrong-extension"]
