from __future__ import annotations

import datetime

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from loaders.workbook import Finding, Workbook, open_workbook
from loaders.workbook.sheet_scan import without_tails
from tests.loaders.workbook.building import MAIN, RELS, made, raw_xlsx, row, saved


def opened(data: bytes, name: str = "表.xlsx") -> Workbook:
    return open_workbook(data, name, isolated=False)


def test_values_keep_their_kind_and_stand_where_they_stood() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"], sheet["C2"], sheet["D2"] = "海陵区", 12, 0.853
        sheet["B3"], sheet["C3"], sheet["D3"] = True, datetime.date(2023, 9, 1), datetime.time(1, 15)
        sheet["D2"].number_format = "0.0%"

    (grid,) = opened(made(fill, "学前")).grids
    assert (grid.name, grid.height, grid.width) == ("学前", 3, 4)
    assert grid.rows[0] == [None, None, None, None]
    assert grid.rows[1] == [None, "海陵区", 12, 0.853]
    assert grid.rows[2] == [None, True, datetime.date(2023, 9, 1), datetime.time(1, 15)]
    assert grid.number_format(1, 3) == "0.0%"
    assert grid.percent_column(3).tolist() == [False, True, False]


def test_a_quoted_percent_sign_is_no_percent_format() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = 85.3, 0.853
        sheet["A1"].number_format, sheet["A2"].number_format = '0.0"%"', "[Red]0.00%;-0.00%"

    (grid,) = opened(made(fill)).grids
    assert grid.percent_column(0).tolist() == [False, True]


def test_merges_hidden_parts_comments_and_red_text_are_seen() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for at in range(1, 6):
        sheet.append([f"行{at}", at, at * 2])
    sheet.merge_cells("A1:A2")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["B5"].comment = Comment("预计数", "局")
    sheet["B3"].font = Font(color="FFC00000")
    sheet["B5"].font = Font(strike=True)
    book.create_sheet("草稿").append(["x"])
    book["草稿"].sheet_state = "veryHidden"
    first, draft = opened(saved(book)).grids
    assert first.merges == [(0, 0, 1, 0)]
    assert (first.hidden_rows, first.hidden_columns) == (frozenset({3}), frozenset({2}))
    assert first.comments == {(4, 1): "预计数"}
    assert (first.red, first.struck) == (frozenset({(2, 1)}), frozenset({(4, 1)}))
    assert (first.hidden, draft.hidden, draft.index) == (False, True, 1)


def test_errors_and_formulas_never_calculated_are_no_values() -> None:
    cells = row(
        1,
        '<c r="A1"><v>1</v></c>',
        '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="C1"><f>SUM(A1:A9)</f></c>',
        '<c r="D1"><f>A1*2</f><v></v></c>',
        '<c r="E1" t="str"><f>IF(A1=1,"","x")</f><v></v></c>',
        '<c r="F1"><f>A1&amp;B1</f><v>7</v></c>',
    )
    (grid,) = opened(raw_xlsx(f"<sheetData>{cells}</sheetData>")).grids
    assert grid.rows == [[1, None, None, None, None, 7]]
    assert grid.errors == {(0, 1): "#DIV/0!"}
    assert grid.uncalculated == {(0, 2): "SUM(A1:A9)", (0, 3): "A1*2"}
    assert grid.formulas[0, 5] == "A1&B1" and len(grid.formulas) == 5


def test_a_sheet_that_ends_in_an_error_still_shows_it() -> None:
    cells = row(1, '<c r="A1"><v>1</v></c>') + row(3, '<c r="C3" t="e"><v>#N/A</v></c>')
    (grid,) = opened(raw_xlsx(f"<sheetData>{cells}</sheetData>")).grids
    assert (grid.height, grid.width, grid.errors) == (3, 3, {(2, 2): "#N/A"})


@pytest.mark.parametrize(
    ("how", "cells"),
    [
        ("usual", '<row r="1"><c r="A1" s="1" t="n"><v>0.5</v></c><c r="B1" s="1"><v>0.25</v></c></row>'),
        ("type before style", '<row r="1"><c r="A1" t="n" s="1"><v>0.5</v></c><c r="B1" s="1"><v>0.25</v></c></row>'),
        ("style first", '<row r="1"><c s="1" r="A1"><v>0.5</v></c><c s="1" r="B1"><v>0.25</v></c></row>'),
        ("apostrophes", "<row r='1'><c r='A1' s='1'><v>0.5</v></c><c r='B1' s='1'><v>0.25</v></c></row>"),
        ("no references", '<row><c s="1"><v>0.5</v></c><c s="1"><v>0.25</v></c></row>'),
        ("line breaks", '<row\n r="1">\n<c\n r="A1"\n s="1"><v>0.5</v></c><c r="B1" s="1"><v>0.25</v></c>\n</row>'),
        (
            "more attributes",
            '<row spans="1:2" r="1"><c r="A1" s="1" cm="1"><v>0.5</v></c><c r="B1" s="1" vm="2"><v>0.25</v></c></row>',
        ),
    ],
)
def test_every_way_to_write_a_cell_gives_the_same_formats(how: str, cells: str) -> None:
    (grid,) = opened(raw_xlsx(f"<sheetData>{cells}</sheetData>")).grids
    assert grid.rows == [[0.5, 0.25]]
    assert grid.percent_column(0).tolist() == [True] and grid.percent_column(1).tolist() == [True]


def test_elements_with_a_namespace_prefix_are_read() -> None:
    inside = '<x:sheetData><x:row r="1"><x:c r="A1" s="1"><x:v>0.5</x:v></x:c></x:row></x:sheetData>'
    merges = '<x:mergeCells><x:mergeCell ref="A1:B2"/></x:mergeCells>'
    (grid,) = opened(raw_xlsx(f'<x:worksheet xmlns:x="{MAIN}">{inside}{merges}</x:worksheet>')).grids
    assert (grid.rows, grid.number_format(0, 0), grid.merges) == ([[0.5]], "0.0%", [(0, 0, 1, 1)])


def test_styles_beyond_the_table_and_columns_up_to_the_last_are_right() -> None:
    cells = row(1, '<c r="A1" s="99"><v>1</v></c>', '<c r="XFD1" s="1"><v>0.5</v></c>')
    (grid,) = opened(raw_xlsx(f"<sheetData>{cells}</sheetData>")).grids
    assert grid.width == 16384 and grid.rows[0][16383] == 0.5 and grid.number_format(0, 16383) == "0.0%"


def test_stray_formatting_is_left_out() -> None:
    stray = "".join(f'<c r="{openpyxl.utils.get_column_letter(at)}1" s="1"/>' for at in range(2, 16385))
    cells = row(1, '<c r="A1"><v>7</v></c>', stray)
    (grid,) = opened(raw_xlsx(f"<sheetData>{cells}</sheetData>")).grids
    assert grid.rows == [[7]]


def test_only_what_stands_behind_the_last_content_of_a_row_is_passed_over() -> None:
    """Values behind, between and below 16,000 formatted cells; a hidden row that holds nothing else; cells closed either way."""

    def strays(number: int, closed: str = "/>") -> str:
        return "".join(f'<c r="{openpyxl.utils.get_column_letter(at)}{number}" s="1"{closed}' for at in range(3, 16384))

    cells = row(1, '<c r="A1"><v>7</v></c>', '<c r="B1" s="1"><v>0.5</v></c>', strays(1))
    cells += f'<row r="2" hidden="1">{strays(2)}</row>'
    cells += row(3, '<c r="A3"><v>1</v></c>', strays(3), '<c r="XFD3"><v>9</v></c>')
    cells += row(4, '<c r="A4"><f>A1</f></c>', strays(4, "></c>"))
    kept, cut = without_tails(cells.encode())
    assert cut == 2 * 16381 and len(kept) < 0.6 * len(cells)
    (grid,) = opened(raw_xlsx(f"<sheetData>{cells}</sheetData>")).grids
    assert (grid.width, grid.height, grid.hidden_rows) == (16384, 4, frozenset({1}))
    found = [(y, x, grid.value(y, x)) for y in range(4) for x in (0, 1, 2, 16382, 16383) if grid.value(y, x) is not None]
    assert found == [(0, 0, 7), (0, 1, 0.5), (2, 0, 1), (2, 16383, 9)]
    assert list(grid.uncalculated) == [(3, 0)] and grid.number_format(0, 1) == "0.0%"


def test_rows_of_usual_length_are_left_as_they_are() -> None:
    rows = "".join(row(at, f'<c r="A{at}"><v>{at}</v></c>', f'<c r="B{at}" s="1"/>') for at in range(1, 201)).encode()
    assert without_tails(rows) == (rows, 0)


def test_a_stray_cell_at_the_end_of_the_world_is_told_and_left_out() -> None:
    cells = row(1, '<c r="A1"><v>1</v></c>', '<c r="B1" s="1"><v>0.5</v></c>') + row(1048576, '<c r="XFD1048576"><v>9</v></c>')
    book = opened(raw_xlsx(f"<sheetData>{cells}</sheetData>"))
    assert book.grids[0].rows == [[1, 0.5]] and book.grids[0].number_format(0, 1) == "0.0%"
    assert book.findings == (Finding("far-cells", "Sheet1", {"cells": "XFD1048576", "count": 1}),)


def test_a_note_some_hundred_rows_below_is_part_of_the_sheet() -> None:
    cells = row(1, '<c r="A1"><v>1</v></c>') + row(900, '<c r="C900"><v>9</v></c>')
    book = opened(raw_xlsx(f"<sheetData>{cells}</sheetData>"))
    assert (book.grids[0].height, book.grids[0].value(899, 2), book.findings) == (900, 9, ())


def test_dates_of_1904_and_hidden_chart_sheets() -> None:
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><workbookPr date1904="1"/><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/><sheet name="图表1" sheetId="2" r:id="rId9"/></sheets></workbook>'
    )
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    chart = f'<Relationship Id="rId9" Type="{RELS}/chartsheet" Target="chartsheets/sheet1.xml"/>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/>{chart}'
        f'<Relationship Id="rIdS" Type="{RELS}/styles" Target="styles.xml"/></Relationships>'
    )
    data = raw_xlsx(
        '<sheetData><row r="1"><c r="A1" s="0"><v>1</v></c></row></sheetData>',
        styles=styles,
        workbook=workbook,
        extra={"xl/_rels/workbook.xml.rels": relations, "xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{MAIN}"/>'},
    )
    book = opened(data)
    assert (book.epoch, book.grids[0].rows) == (1904, [[datetime.date(1904, 1, 2)]])
    assert book.findings == (Finding("chart-sheet", "图表1"),)


def test_merges_beyond_the_content_are_dropped() -> None:
    cells = row(1, '<c r="A1"><v>1</v></c>')
    merges = '<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="A9:C9"/></mergeCells>'
    (grid,) = opened(raw_xlsx(f"<sheetData>{cells}</sheetData>{merges}")).grids
    assert grid.merges == [(0, 0, 1, 2)]
