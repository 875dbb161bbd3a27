"""核查报告: the workbook as it came, marked, with a list; it comes back without the list being misread."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Font

from intake.check_report import NoReportError, check_report, doubtful, report_name
from intake.previewing import preview
from language import using
from loaders.workbook import open_workbook
from store import Store
from tests.intake.sheets import TAIZHOU, workbook

RATES = [["区县", "在园幼儿数（人）", "普惠性幼儿园在园幼儿数（人）", "普惠性幼儿园覆盖率（%）"]]


def rates_book(*, formulas: bool = False) -> bytes:
    """Six districts; 高港 over 100 %, 姜堰 with a word for a number, 海丰 no district."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "学前"
    sheet.append(["泰州市2024学年普惠性幼儿园情况统计表"])
    sheet.merge_cells("A1:D1")
    sheet["A1"].font = Font(size=18, bold=True)
    sheet.append(RATES[0])
    rates = [85.0, 101.6, "约80", 84.0, 81.0, 83.0]
    for number, (place, rate) in enumerate(zip([*TAIZHOU[:5], "海丰区"], rates, strict=True), start=3):
        inclusive = rate * 10 if isinstance(rate, float) and rate <= 100 else 800
        sheet.append([place, 1000, inclusive, rate])
        if formulas and isinstance(rate, float):
            sheet[f"E{number}"] = f"=B{number}-C{number}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def made(store: Store, data: bytes, name: str = "普惠园.xlsx") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(check_report(preview(store, data, name))))


def test_doubtful_cells_are_marked_with_what_where_and_the_next_step(sqlite_store: Store) -> None:
    book = made(sqlite_store, rates_book())
    sheet, listed = book["学前"], book["核查清单"]
    assert sheet["A1"].font.size == 18
    assert [str(block) for block in sheet.merged_cells.ranges] == ["A1:D1"]
    assert sheet["D4"].value == 101.6
    assert sheet["D4"].fill.start_color.rgb.endswith("EDA866")
    assert sheet["D4"].comment.text.startswith("【对标核查】逻辑校验：")
    assert "101.6" in sheet["D4"].comment.text
    assert "→" in sheet["D4"].comment.text
    assert "约80" in sheet["D5"].comment.text
    assert sheet["D3"].comment is None
    assert sheet["D3"].fill.fill_type is None
    heads = [cell.value for cell in listed[3]]
    assert heads == ["序号", "类别", "工作表", "单元格", "发现什么", "意味着什么", "怎么办", "说明（由报送单位填写）"]
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=4)]
    by_cell = {row[3]: row for row in reversed(rows)}
    assert by_cell["D4"][1:3] == ["逻辑校验", "学前"]
    assert by_cell["A8"][4] and "海丰区" in by_cell["A8"][4]
    assert all(row[4] and row[6] for row in rows)
    assert [row[7] for row in rows] == [None] * len(rows)
    assert listed["D4"].hyperlink.location == f"'学前'!{listed['D4'].value.partition(':')[0]}"
    labels = [row[1] for row in rows]
    assert labels == sorted(labels, key=["逻辑校验", "经验校验"].index)


def test_every_issue_that_a_district_must_see_is_listed(sqlite_store: Store) -> None:
    found = preview(sqlite_store, rates_book(), "普惠园.xlsx")
    listed = openpyxl.load_workbook(io.BytesIO(check_report(found)))["核查清单"]
    assert listed.max_row - 3 == len(doubtful(found)) >= 3


def test_the_corrected_file_comes_back_without_the_list_being_read(sqlite_store: Store) -> None:
    book = made(sqlite_store, rates_book())
    sheet = book["学前"]
    sheet["D4"], sheet["C4"], sheet["D5"], sheet["A8"] = 80.0, 800, 80.0, "泰兴市"
    book["核查清单"]["H4"] = "已改正，原为笔误 2024学年 海陵区 85"
    book["核查清单"].title = "核查清单（海陵）"
    out = io.BytesIO()
    book.save(out)
    back = preview(sqlite_store, out.getvalue(), "普惠园_核查报告.xlsx")
    assert {sheet.name for sheet in back.reading.sheets} == {"学前"}
    assert back.blocking == ()
    assert [i.kind for i in back.issues if i.kind in ("comment", "no-figures", "no-headings")] == []
    assert back.counts["new"] == 18
    again = openpyxl.load_workbook(io.BytesIO(check_report(back)))
    assert again.sheetnames.count("核查清单") == 1
    assert len(again.sheetnames) == 2


def test_results_of_formulas_stay_in_the_file(sqlite_store: Store) -> None:
    # A workbook as Excel saves it: openpyxl itself never writes results, so the grid stands for them
    from exports.check_workbook import check_workbook
    from loaders.workbook import Workbook
    from loaders.workbook.grid import Grid

    data = rates_book(formulas=True)
    read = open_workbook(data, "a.xlsx", isolated=False).grids[0]
    rows = [list(row) for row in read.rows]
    rows[2][4], rows[3][4] = 150.0, "是"
    grid = Grid(read.name, 0, rows, formulas={(2, 4): "=B3-C3", (3, 4): "=B4-C4"}, merges=read.merges)
    report = check_workbook(data, Workbook((grid,), "xlsx"), "a.xlsx", [], {})
    back = open_workbook(report, "a.xlsx", isolated=False).grids[0]
    assert back.formulas[2, 4].lstrip("=") == "B3-C3"
    assert back.value(2, 4) == 150.0
    assert back.value(3, 4) == "是"
    assert (5, 4) in back.uncalculated


@pytest.mark.parametrize("formula", ["=cmd|'/c calc'!A0", '=WEBSERVICE("http://example.org")', "=[1]Sheet1!A1"])
def test_a_formula_that_reaches_out_does_not_leave_the_house(sqlite_store: Store, formula: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rates_book()))
    book["学前"]["F3"] = formula
    out = io.BytesIO()
    book.save(out)
    report = made(sqlite_store, out.getvalue())
    assert report["学前"]["F3"].data_type != "f"
    assert "calc" not in str(report["学前"]["F3"].value)


def test_a_csv_is_drawn_anew_and_its_texts_cannot_act(sqlite_store: Store) -> None:
    text = "泰州市2024学年普惠性幼儿园情况,,\n区县,普惠性幼儿园覆盖率（%）,备注\n"
    text += "海陵区,101.6,\"=cmd|'/c calc'!A0\"\n高港区,80,@SUM(1)\n"
    book = made(sqlite_store, text.encode("gb18030"), "普惠.csv")
    sheet = book[book.sheetnames[0]]
    assert sheet["B3"].comment is not None
    assert (sheet["C3"].value, sheet["C3"].data_type, sheet["C3"].quotePrefix) == ("=cmd|'/c calc'!A0", "s", True)
    assert (sheet["C4"].data_type, sheet["C4"].quotePrefix) == ("s", True)
    assert book.sheetnames[1] == "核查清单"
    assert book["核查清单"]["A1"].value.endswith("（供人阅读，系统不读这张表）")


def test_a_merged_cell_is_marked_where_it_shows(sqlite_store: Store) -> None:
    from exports.check_workbook import CheckLine, check_workbook
    from indicators.vocabulary import Severity

    data = rates_book()
    read = open_workbook(data, "a.xlsx", isolated=False)
    line = CheckLine(Severity.WARNING, "jump", "学前", "C1", "", "发现", "意味", "怎么办")
    book = openpyxl.load_workbook(io.BytesIO(check_workbook(data, read, "a.xlsx", [line], {})))
    assert book["学前"]["A1"].comment.text == "【对标核查】经验校验：发现意味\n→ 怎么办"


def test_english_reports_are_known_when_they_come_back(sqlite_store: Store) -> None:
    with using("en"):
        book = made(sqlite_store, rates_book())
    assert book.sheetnames == ["学前", "Check list"]
    out = io.BytesIO()
    book.save(out)
    back = preview(sqlite_store, out.getvalue(), "普惠园.xlsx")
    assert [sheet.name for sheet in back.reading.sheets] == ["学前"]
    assert "comment" not in {issue.kind for issue in back.issues}


def test_a_file_that_does_not_open_has_no_report(sqlite_store: Store) -> None:
    found = preview(sqlite_store, b"\x89PNG\r\n\x1a\n" + bytes(200), "照片.xlsx")
    with pytest.raises(NoReportError, match=r"《照片\.xlsx》打不开，没有可以标注的格子。"):
        check_report(found)


def test_the_report_is_named_after_the_file() -> None:
    assert report_name("报送/兴化市.xls") == "兴化市_核查报告.xlsx"


def test_a_sheet_of_formulas_only_stays_readable(sqlite_store: Store) -> None:
    data = workbook(["泰州市2023学年小学班级情况"], ["地区", "班级总数（个）"], ["海陵区", "约400"], ["高港区", 300])
    book = made(sqlite_store, data, "班级.xlsx")
    assert book["Sheet1"]["B4"].value == 300
    assert book["Sheet1"]["B3"].comment is not None
