"""The workbook of a city and of a page: what is in it, and what must not be."""

from __future__ import annotations

import io
from dataclasses import replace
from importlib import import_module

import openpyxl
import pytest

from exports.workbook import write
from exports.workbook_content import Book, Figure, Sheet
from intake import preview, ready_store
from language import using
from store import Store, Workspace, open_store
from views.briefs import briefs
from views.choices import Choices
from views.open_data import tidy
from views.workbooks import city_book, maker, page_book

KEYS = ["place_code", "indicator", "education_level", "breakdown", "period_key"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return ready_store(f"sqlite:///{tmp_path_factory.mktemp('workbooks') / 'sample.db'}")


@pytest.fixture(scope="module")
def room(sample: Store) -> Workspace:
    return next(space for space in sample.workspaces() if space.simulated)


def by_name(book: Book | None) -> dict[str, Sheet]:
    assert book is not None
    return {sheet.name: sheet for sheet in book.sheets}


def cells(sheet: Sheet, **where: str) -> dict[str, object]:
    """The row in which the named columns say so, by head."""
    heads = [column.head for column in sheet.columns]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.rows]
    (found,) = [row for row in rows if all(row[head] == text for head, text in where.items())]
    return found


def test_the_city_has_a_sheet_a_subject_and_says_what_it_is(sample: Store, room: Workspace) -> None:
    book = city_book(sample, room)
    sheets = by_name(book)
    assert book is not None
    subjects = ["集团化办学", "学前", "特殊教育", "班额", "班额 按班额", "义务教育与信息化"]
    assert list(sheets) == [*subjects, "推算值", "指标口径", "符号说明"]
    assert [sheet.data for sheet in book.sheets] == [True] * 6 + [False] * 3
    assert (book.title, book.name) == ("泰州市（模拟）教育对标数据", "对标数据_泰州市（模拟）_2024 学年")
    about = dict(book.about)
    assert about["注意"] == "全部是模拟数据，不是真实统计"
    assert about["时期"] == "2018 学年–2024 学年"
    assert about["来源"].startswith("7 份报送文件")
    row = cells(sheets["学前"], 地区="高港区", 时期="2024 学年")
    assert row["普惠性幼儿园覆盖率（%）"] == "[未报送]"
    assert cells(sheets["学前"], 地区="海陵区", 时期="2024 学年")["普惠性幼儿园覆盖率（%）"] == Figure(86.9, 1)


@pytest.mark.parametrize(("provenance", "language"), [(False, "zh"), (True, "zh"), (False, "en")])
def test_an_upload_of_the_workbook_brings_what_was_taken_out(
    sample: Store, room: Workspace, provenance: bool, language: str, tmp_path: object
) -> None:
    """Into an empty real city, so that everything is new; only its being simulated stops it."""
    with using(language):
        book = city_book(sample, room, released=False, provenance=provenance)
        assert book is not None
        data = write(book)
    store = open_store(f"sqlite:///{tmp_path}/own.db")
    found = preview(store, data, f"{book.name}.xlsx")
    assert (found.workspace.id if found.workspace else "", found.questions) == ("321200", ())
    assert [issue.kind for issue in found.blocking] == ["simulated-workbook"]
    before = sample.current_values(room.id).set_index(KEYS)[["value", "status", "place_name", "place_kind"]].sort_index()
    after = found.prepared.set_index(KEYS)[["value", "status", "place_name", "place_kind"]].sort_index()
    assert len(before) > 4000 and before.index.equals(after.index)
    assert before["value"].equals(after["value"])
    for name in ("status", "place_name", "place_kind"):
        assert before[name].astype(str).tolist() == after[name].astype(str).tolist()
    store.close()


def test_small_numbers_leave_in_no_sheet(sample: Store, room: Workspace) -> None:
    """医药高新区 2018: 31 children, 29 in school; the two who are not would follow from 29, the rate, or the city's sum."""
    where = {"地区": "医药高新区", "时期": "2018 学年"}
    whole = cells(by_name(city_book(sample, room, released=False))["特殊教育"], **where)
    assert whole["残疾儿童少年已入学数（人）"] == Figure(29.0, 0)
    for provenance in (False, True):
        book = city_book(sample, room, provenance=provenance)
        sheets = by_name(book)
        if not provenance:
            shown = cells(sheets["特殊教育"], **where)
            assert shown["残疾儿童少年已入学数（人）"] == shown["适龄残疾儿童少年义务教育入学率（%）"] == "[不公开]"
        else:
            row = cells(sheets["特殊教育"], **where, 指标="残疾儿童少年已入学数")
            assert (row["数值"], row["说明"]) == ("[不公开]", "不公开")
        sums = [row for row in sheets["推算值"].rows if row[0] == "医药高新区" and row[1] == "2018 学年"]
        assert not [row for row in sums if "残疾" in str(row[3]) or "送教" in str(row[3])]
        assert "小数保护" in dict(book.about if book else ())


@pytest.mark.parametrize("page", ["overview", "district_map", "trends", "gaps", "equity", "district_profile"])
def test_a_page_takes_its_table_and_the_figures_behind_it(sample: Store, room: Workspace, page: str) -> None:
    choices = Choices(indicator="inclusive_coverage", district="321281", released=True)
    view = getattr(import_module(f"views.{page}"), f"{page}_view")(sample, room, choices)
    book = page_book(sample, room, choices, view, page)
    sheets = by_name(book)
    assert book is not None and next(iter(sheets)) == "图中数字"
    assert (book.title, len(sheets["图中数字"].rows)) == (view.finding, len(view.table))
    if page not in ("overview", "district_profile"):
        assert list(sheets) == ["图中数字", "学前", "推算值", "指标口径", "符号说明"]
        assert {"普惠性幼儿园覆盖率（%）", "普惠性幼儿园在园幼儿数（人）"} < {column.head for column in sheets["学前"].columns}
    if page == "district_profile":
        assert {row[0] for row in sheets["学前"].rows} == {"兴化市"}
    made = openpyxl.load_workbook(io.BytesIO(maker(book)()))
    assert made.sheetnames[0] == "封面" and not any(page.merged_cells.ranges for page in made)


def test_a_city_without_a_value_has_no_workbook(tmp_path: object) -> None:
    store = open_store(f"sqlite:///{tmp_path}/empty.db")
    assert city_book(store, Workspace("321200", "321200", "泰州市")) is None
    store.close()


def test_an_account_for_one_district_takes_no_other_districts_figure_along(sample: Store, room: Workspace) -> None:
    limited = replace(room, only="321281")
    for provenance in (False, True):
        book = city_book(sample, limited, provenance=provenance)
        assert book is not None
        for sheet in book.sheets[:-2]:  # all but definitions and shorthand
            for row in sheet.rows:
                if row[0] not in ("兴化市", "全市"):
                    assert not [cell for cell in row if isinstance(cell, Figure)], (sheet.name, row)
    table = tidy(sample, limited)
    assert set(table.loc[table["value"].notna(), "place_code"]) == {"321281", "321200"}
    assert [one.place for one in briefs(sample, limited, Choices(released=True))] == ["兴化市"]
