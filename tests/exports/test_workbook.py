"""The workbook as a file: opened again it holds what was put in; its form follows the guidance for accessible spreadsheets."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.workbook import sheet_names, write
from exports.workbook_content import Book, Column, Figure, Sheet
from language import using
from loaders.own_sheets import is_own_sheet
from loaders.workbook import open_workbook


def sheet(**other: object) -> Sheet:
    fields: dict[str, object] = {
        "name": "学前",
        "title": "泰州市学前",
        "about": "学前，2023–2024 学年",
        "lines": ("一行一个地区和时期。",),
        "columns": (Column("地区", 12), Column("覆盖率（%）", 10, figures=True), Column("园数（所）", 10, figures=True)),
        "rows": [["海陵区", Figure(85.3, 1), Figure(12_345)], ["兴化市", "[未报送]", Figure(80, 0, "（预计）")]],
        "data": True,
    }
    return Sheet(**(fields | other))  # type: ignore[arg-type]


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write(Book("泰州市数据", "数据", (("城市", "泰州市"),), sheets))))


def test_numbers_are_numbers_with_their_format_and_states_are_words() -> None:
    page = opened(sheet())["学前"]
    assert [[cell.value for cell in row] for row in page["A4:C6"]] == [
        ["地区", "覆盖率（%）", "园数（所）"],
        ["海陵区", 85.3, 12345],
        ["兴化市", "[未报送]", 80],
    ]
    assert [page[at].number_format for at in ("B5", "C5", "C6")] == ["#,##0.0", "#,##0", '#,##0"（预计）"']
    assert [page[at].alignment.horizontal for at in ("A5", "B5", "B6")] == [None, "right", "right"]


def test_every_sheet_has_one_table_and_nothing_merged_hidden_or_empty_in_it() -> None:
    book = opened(sheet(), sheet(name="班额", data=False))
    assert book.sheetnames == ["封面", "学前", "班额"]
    for page in book:
        assert len(page.tables) == 1
        assert not page.merged_cells.ranges
        assert page.sheet_state == "visible"
        (table,) = page.tables.values()
        assert table.headerRowCount == 1
        assert all(cell.value is not None for row in page[table.ref] for cell in row)
    assert len({name for page in book for name in page.tables}) == 3
    assert book["学前"].freeze_panes == "B5"
    assert book.active.title == "封面"


def test_the_cover_lists_every_sheet_with_a_link_and_each_leads_back() -> None:
    book = opened(sheet(), sheet(name="班额"))
    cover = book["封面"]
    assert (cover["A3"].value, cover["B3"].value) == ("城市", "泰州市")
    rows = [[cell.value for cell in row] for row in cover["A6:C8"]]
    assert rows == [["工作表", "内容", "行数"], ["学前", "学前，2023–2024 学年", 2], ["班额", "学前，2023–2024 学年", 2]]
    assert [cover[at].hyperlink.location for at in ("A7", "A8")] == ["'学前'!A1", "'班额'!A1"]
    assert [book[name]["A3"].hyperlink.location for name in ("学前", "班额")] == ["'封面'!A1"] * 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_sheets_of_data_are_read_again(language: str) -> None:
    with using(language):
        data = write(Book("数据", "数据", (), (sheet(), sheet(name="图中数字", data=False))))
    grids = open_workbook(data, "数据.xlsx").grids
    assert [is_own_sheet(grid) for grid in grids] == [True, False, True]


def test_a_text_is_never_a_formula() -> None:
    texts = ["=1+1", "+8613", "-2", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]
    rows = [[text, Figure(1), Figure(2)] for text in texts]
    data = write(Book("=标题", "名", (("=甲", "@乙"),), (sheet(rows=rows, title="=题", lines=("-行",)),)))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [book["学前"].cell(5 + number, 1).value for number in range(6)] == texts
    for page in book:
        assert not [cell.coordinate for row in page for cell in row if cell.data_type == "f"]
    assert all(book["学前"].cell(5 + number, 1).quotePrefix for number in range(6))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))


def test_names_of_sheets_are_cut_cleaned_and_told_apart() -> None:
    long = "义务教育优质均衡发展督导评估各项资源配置指标校际差异系数情况"
    assert sheet_names(["学前", "学前", "a/b:c?", "", "A b c"]) == ["学前", "学前 2", "a b c", "1", "A b c 2"]
    assert [len(name) for name in sheet_names([long + long, long + long])] == [31, 31]


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_names_give_names_that_excel_takes(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.lower() for name in names}) == len(wanted)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


@pytest.mark.parametrize("bad", [{"rows": []}, {"columns": (Column("甲", 9), Column("甲", 9), Column("乙", 9))}])
def test_a_table_that_excel_would_repair_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="a table needs"):
        opened(sheet(**bad))
