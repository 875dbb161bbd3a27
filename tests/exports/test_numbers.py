"""Numbers that are taken along open in Excel as numbers, no text of them acts as a formula, and they say where they are from."""

from __future__ import annotations

import csv
import io
import math

import pandas as pd
from openpyxl import load_workbook

from exports.numbers import About, csv_bytes, xlsx_bytes

ABOUT = About("3 个区县还差 2,563 个学位", "普惠率（%），2024 学年", ("来源：《学前.xlsx》", "=口径"), True, "http://x/gaps?city=1")
EVIL = pd.DataFrame({"原文": ["=cmd|'/c calc'!A1", "+1", "-2", "@x", "85.3"], "值": [-1.5, 0.0, 1.0, 2.0, math.nan]})


def test_csv_has_a_mark_for_excel_and_keeps_numbers_as_numbers() -> None:
    frame = pd.DataFrame({"区县": ["海陵区", "高港区"], "数值": [92.4, math.nan]})
    assert csv_bytes(frame) == "\ufeff区县,数值\r\n海陵区,92.4\r\n高港区,\r\n".encode()


def test_a_text_that_looks_like_a_formula_is_made_inert() -> None:
    assert csv_bytes(EVIL).decode("utf-8-sig").splitlines()[1:4] == ["'=cmd|'/c calc'!A1,-1.5", "'+1,0", "'-2,1"]


def test_csv_says_below_an_empty_line_what_it_is_about() -> None:
    rows = list(csv.reader(io.StringIO(csv_bytes(EVIL, ABOUT).decode("utf-8-sig"))))
    below = rows[rows.index([]) + 1 :]
    assert below == [
        ["标题", "3 个区县还差 2,563 个学位"],
        ["副标题", "普惠率（%），2024 学年"],
        ["说明", "来源：《学前.xlsx》"],
        ["说明", "'=口径"],
        ["数据性质", "模拟数据"],
        ["链接", "http://x/gaps?city=1"],
    ]


def test_a_workbook_keeps_numbers_and_no_text_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes(EVIL, ABOUT)))
    sheet = book["数字"]
    assert [cell.value for cell in sheet[1]] == ["原文", "值"]
    assert [cell.value for cell in sheet["B"][1:]] == [-1.5, 0, 1, 2, None]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert [cell.quotePrefix for cell in sheet["A"][1:]] == [True, True, True, True, False]
    assert not sheet.merged_cells.ranges
    said = {(row[0].value, row[1].value) for row in book["说明"].iter_rows()}
    assert {("副标题", "普惠率（%），2024 学年"), ("数据性质", "模拟数据"), ("说明", "=口径")} <= said
    assert book["说明"]["B4"].data_type == "s"


def test_without_anything_to_say_there_is_the_table_alone() -> None:
    assert load_workbook(io.BytesIO(xlsx_bytes(EVIL))).sheetnames == ["数字"]
    assert [] not in list(csv.reader(io.StringIO(csv_bytes(EVIL).decode("utf-8-sig"))))
