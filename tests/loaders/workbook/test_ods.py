# ruff: noqa: E501  (raw XML and bytes read better in one line)
from __future__ import annotations

import datetime
import io

from odf import number as odf_number
from odf import office, opendocument, style, table, text

from loaders.workbook import Finding, Workbook, open_workbook
from tests.loaders.workbook.building import zipped


def opened(data: bytes, name: str = "表.ods") -> Workbook:
    return open_workbook(data, name, isolated=False)


def content(rows: str, styles: str = "") -> bytes:
    """An .ods from the rows of one sheet."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style", "number")
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
            f'<office:body><office:spreadsheet><table:table table:name="特教">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        }
    )


def written_by_odfpy() -> bytes:
    book = opendocument.OpenDocumentSpreadsheet()
    percent = odf_number.PercentageStyle(name="N1")
    percent.addElement(odf_number.Number(decimalplaces="1", minintegerdigits="1"))
    book.automaticstyles.addElement(percent)
    cell_style = style.Style(name="ce1", family="table-cell", datastylename="N1")
    book.automaticstyles.addElement(cell_style)
    sheet = table.Table(name="特教")
    row = table.TableRow()
    name = table.TableCell(valuetype="string", numbercolumnsspanned="2", numberrowsspanned="1")
    name.addElement(text.P(text="海陵区"))
    row.addElement(name)
    row.addElement(table.CoveredTableCell())
    share = table.TableCell(valuetype="percentage", value="0.853", stylename=cell_style)
    share.addElement(text.P(text="85.3%"))
    note = office.Annotation()
    note.addElement(text.P(text="预计数"))
    share.addElement(note)
    row.addElement(share)
    row.addElement(table.TableCell(valuetype="date", datevalue="2023-09-01"))
    sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    packed = io.BytesIO()
    book.write(packed)
    return packed.getvalue()


def test_percentages_merges_dates_and_notes() -> None:
    book = opened(written_by_odfpy())
    (grid,) = book.grids
    assert (book.format, book.findings, grid.name) == ("ods", (), "特教")
    assert grid.rows == [["海陵区", None, 0.853, datetime.date(2023, 9, 1)]]
    assert grid.number_format(0, 2) == "0.0%" and grid.percent_column(2).tolist() == [True]
    assert grid.merges == [(0, 0, 0, 1)] and grid.comments == {(0, 2): "预计数"}


def test_repeated_rows_and_cells_count_and_empty_ones_to_the_end_do_not() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="7" '
        'table:number-columns-repeated="3"/><table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert opened(content(rows)).grids[0].rows == [[7, 7, 7], [7, 7, 7]]


def test_rows_in_groups_hidden_rows_and_line_breaks() -> None:
    rows = (
        '<table:table-column table:visibility="collapse"/>'
        '<table:table-header-rows><table:table-row><table:table-cell office:value-type="string"><text:p>学前<text:s text:c="2"/>教育</text:p>'
        "<text:p>（人）</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        '<table:table-row-group><table:table-row table:visibility="filter"><table:table-cell office:value-type="boolean" '
        'office:boolean-value="true"/></table:table-row></table:table-row-group>'
    )
    (grid,) = opened(content(rows)).grids
    assert grid.rows == [["学前  教育\n（人）"], [True]]
    assert (grid.hidden_rows, grid.hidden_columns) == (frozenset({1}), frozenset({0}))


def test_errors_and_formulas_without_result() -> None:
    rows = (
        '<table:table-row><table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=[.A1]"/><table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    (grid,) = opened(content(rows)).grids
    assert grid.rows == [[None, None, 1]]
    assert grid.errors == {(0, 0): "#DIV/0!"} and grid.uncalculated == {(0, 1): "of:=[.A1]"}


def test_a_row_repeated_beyond_all_measure_is_refused() -> None:
    row = '<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="10000"/>'
    book = opened(content(f'<table:table-row table:number-rows-repeated="1000000">{row}</table:table-row>'))
    assert book.grids == () and [finding.kind for finding in book.findings] == ["too-large"]


def test_a_locked_ods_says_so() -> None:
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": b"\x9c\x11\x83 not readable",
            "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest='m'><manifest:encryption-data/></manifest:manifest>",
        }
    )
    assert opened(data).findings == (Finding("encrypted-file"),)
