"""A list of schools is uploaded once: its districts' 校际差异系数 are stored, the schools' own figures are not."""

from __future__ import annotations

import pytest

import intake
from indicators.equity import PUBLISHED_BOOKS, PUBLISHED_PUPILS
from intake.records import KeptOut
from store import Store
from tests.intake.sheets import workbook
from tests.people import staff
from views.choices import Choices
from views.equity import equity_view
from views.targets_inspection import targets_inspection_view

HEADS = ["学校名称", "区县", "办学类型", "在校生数（人）", "教学及辅助用房面积（平方米）"]
NAME = "学校资源.xlsx"


def schools(title: str = "泰州市义务教育学校资源配置情况（2023-2024学年）", blank: bool = False, sheet: str = "逐校") -> bytes:
    """The published example with its books as square metres in 海陵区; 靖江市 has two schools alike, one may lack its area."""
    rows: list[list[object]] = [[title], list(HEADS)]
    both = zip(PUBLISHED_PUPILS, PUBLISHED_BOOKS, strict=True)
    rows += [[f"海陵区第{n}小学", "海陵区", "小学", pupils, area] for n, (pupils, area) in enumerate(both, start=1)]
    rows += [["靖江市甲小学", "靖江市", "小学", 500, 4000], ["靖江市乙小学", "靖江市", "小学", 250, None if blank else 2000]]
    return workbook(*rows, sheet=sheet)


def put(store: Store, data: bytes, **answers: str) -> intake.Accepted:
    found = intake.preview(store, data, NAME, answers=answers)
    return intake.accept(store, found, staff("王老师"), dict.fromkeys([intake.FOR_ALL], "已核实"))


def test_the_districts_spread_is_stored_and_no_school(sqlite_store: Store) -> None:
    """0.515 is the published figure; 4000 ÷ 500 = 2000 ÷ 250 = 8: no spread at all in 靖江市."""
    done = put(sqlite_store, schools())
    stored = sqlite_store.current_values("321200").set_index("place_name")
    assert set(stored["indicator"]) == {"cv_teaching_area_per_pupil"}
    assert stored["value"].round(3).to_dict() == {"海陵区": 0.515, "靖江市": 0.0}
    where = stored.loc["海陵区", ["education_level", "sheet", "cell", "text"]].tolist()
    assert where == ["primary", "逐校", "E3", "由 5 所学校算出"]
    assert not any("小学" in str(cell) for cell in stored.drop(columns=["filename"]).to_numpy().ravel())
    assert done.counts["from_schools"] == done.counts["new"] == 2
    assert done.counts[f"kept_out.{KeptOut.SCHOOLS}"] == done.counts["observations"] == 14


def test_equity_and_the_check_list_use_it_without_another_upload(sqlite_store: Store) -> None:
    put(sqlite_store, schools())
    (room,) = [found for found in sqlite_store.workspaces() if found.id == "321200"]
    view = equity_view(sqlite_store, room, Choices(indicator="cv_teaching_area_per_pupil"))
    assert view is not None
    assert view.schools.reported[["区县", "数值", "要求", "结论", "依据"]].values.tolist() == [
        ["海陵区", "0.515", "≤ 0.5", "未达标", "由 5 所学校算出（《学校资源.xlsx》）"],
        ["靖江市", "0.000", "≤ 0.5", "达标", "由 2 所学校算出（《学校资源.xlsx》）"],
    ]
    lists = [one for one in targets_inspection_view(sqlite_store, room, Choices()) if one.document.id == "balance_evaluation"]
    states = {
        code: [str(one.state) for one in found.criteria if one.indicator.id == "cv_teaching_area_per_pupil"]
        for code, found in lists[0].lists.items()
        if code in ("321202", "321282")
    }
    assert states == {"321202": ["not_met", "schools"], "321282": ["met", "schools"]}


def test_a_list_with_a_hole_gives_its_district_no_figure(sqlite_store: Store) -> None:
    put(sqlite_store, schools(blank=True))
    assert sqlite_store.current_values("321200")["place_name"].tolist() == ["海陵区"]


def test_a_list_without_a_year_asks_for_it(sqlite_store: Store) -> None:
    undated = schools("泰州市义务教育学校资源配置情况")
    asked = intake.preview(sqlite_store, undated, NAME)
    assert [question.id for question in asked.questions] == ["period:逐校"] and not asked.can_accept
    put(sqlite_store, undated, **{"period:逐校": "2022S"})
    assert set(sqlite_store.current_values("321200")["period_key"]) == {"2022S"}


@pytest.mark.parametrize("answer", ["2022S", "2023S"])
def test_the_same_list_again_is_the_same_file(sqlite_store: Store, answer: str) -> None:
    undated = schools("泰州市义务教育学校资源配置情况")
    first = put(sqlite_store, undated, **{"period:逐校": answer})
    assert put(sqlite_store, undated, **{"period:逐校": answer}).upload_id == first.upload_id
