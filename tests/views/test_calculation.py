"""How a figure came about, against the figures of the test city: every number used, and the cell of each."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import geo
from indicators.catalogue import load_catalogue
from indicators.suppression import FEW_CHILDREN
from language import using
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace
from tests.views.conftest import NAMES, row
from views.calculation import CalculationView, calculation_view
from views.choices import Choices
from views.lineage import CellKey, Lineage

Put = Callable[..., Workspace]


def asked(store: Store, city: Workspace, **changed: str | bool) -> CalculationView:
    found = calculation_view(store, city, Choices(**{"indicator": "inclusive_coverage", "district": "321281"} | changed))  # type: ignore[arg-type]
    assert found is not None
    return found


def test_every_number_used_stands_there_in_order(opened: Store, city: Workspace) -> None:
    view = asked(opened, city)
    assert view.title == "兴化市 普惠性幼儿园覆盖率 78.2%"
    assert list(view.lines) == [
        "兴化市：普惠性幼儿园覆盖率（%），2024 学年",
        "数值：普惠性幼儿园在园幼儿数 ÷ 在园幼儿数：17,673 ÷ 22,600 = 78.2%",
        "对照：国家 ≥ 85%（2025 年）",
        "当期值（2024）：78.2%",
        "差距：85.0 − 78.2 = 6.8 个百分点",
        "现有速度：(78.2 − 76.1) ÷（2024 − 2021）= 每年 +0.70",
        "所需速度：6.8 ÷ 1 年 = 每年 +6.80",
        "速度比：现有 ÷ 所需 = 0.10",
        "结论：明显滞后（现有速度不到所需速度的一半）",
        "按现有速度：2034 年达到",
        "折合：85% × 22,600 − 17,673 = 1,537 个学位（按在园幼儿总数不变计：是转为达标的学位，不是另外新增）",
        "另有目标：国家 ≥ 80%（无期限）：差 1.8 个百分点，未达标·无期限",
        "位次：5/5（没有数值，未排 1 个）",
        "按显示值排：1 海陵区 92.4、2 靖江市 86.3、3 姜堰区 83.1、4 泰兴市 81.6、5 兴化市 78.2",
    ]


def test_the_citys_sums_are_written_out_and_last_year_says_whom_it_counts(opened: Store, put: Put) -> None:
    """2024: A 8,000 + B 9,000 of 10,000 each = 85.0 %; 2023: A alone, 7,900 of 10,000 = 79.0 %. +6.0, but not of the same."""
    counts = {("321202", 2023): 7_900, ("321202", 2024): 8_000, ("321204", 2024): 9_000}
    rows = [row(place, "inclusive_pupils", year, value) for (place, year), value in counts.items()]
    rows += [row(place, "kindergarten_pupils", year, 10_000.0) for place, year in counts]
    room = put(rows)
    lines = asked(opened, room, district="321200").lines
    assert lines[1:5] == (
        "全市为 2 / 6 个区县合计：17,000 ÷ 20,000 = 85.0%",
        "分子：8,000 + 9,000 = 17,000",
        "分母：10,000 + 10,000 = 20,000",
        "比上年（2023）：79.0 → 85.0，+6.0 个百分点（两年报数的区县不同，含覆盖变化）",
    )
    assert "比上年（2023）：79.0 → 80.0，+1.0 个百分点" in asked(opened, room, district="321202").lines


def test_a_mean_and_a_sum_are_written_out_too(opened: Store, put: Put) -> None:
    """(103.2 + 96.0) ÷ 2 = 99.6; 3 + 2 + 4 = 9 of 10–12 for the whole city, of which 3 of 6 districts are known."""
    rows = [row(place, "preschool_gross_enrolment", 2024, value) for place, value in (("321202", 103.2), ("321204", 96.0))]
    made = zip(("321202", "321203", "321204"), (3.0, 2.0, 4.0), strict=True)
    rows += [row(place, "new_provincial_quality_kindergartens", 2024, value) for place, value in made]
    room = put(rows)
    mean = asked(opened, room, indicator="preschool_gross_enrolment", district="321200").lines
    assert mean[1:3] == (
        "全市为 2 / 6 个区县的简单平均：没有分子和分母的人数，不能合计",
        "(103.2 + 96) ÷ 2 = 99.6%",
    )
    total = asked(opened, room, indicator="new_provincial_quality_kindergartens", district="321200").lines
    assert total[1:] == (
        "全市为 3 / 6 个区县之和",
        "3 + 2 + 4 = 9 所",
        "另有全市目标：市 10–12（无期限），全市现有 9 所（3/6 个区县有数）",
    )


def test_two_values_of_a_city_that_came_about_in_two_ways_are_no_plain_change(opened: Store, put: Put) -> None:
    """2023 reported for the city, 2024 a simple mean of two districts: the change of method stands beside the pace."""
    rows = [row("321202", "preschool_gross_enrolment", 2024, 95.0), row("321204", "preschool_gross_enrolment", 2024, 97.0)]
    rows.append(row("321200", "preschool_gross_enrolment", 2023, 93.0) | {"place_kind": "city"})
    lines = asked(opened, put(rows), indicator="preschool_gross_enrolment", district="321200").lines
    assert "全市现速含算法变化：2023 年为上报全市值，2024 年为简单平均" in lines


def test_a_total_below_the_sum_of_its_districts_is_none_of_theirs(opened: Store, put: Put) -> None:
    """Five of six report 30 classes together, an older sheet says 22 for the city: 30, and that 22 was said."""
    rows = [row(code, "large_classes", 2024, 6.0, "primary") for code in list(NAMES)[:5]]
    rows.append(row("321200", "large_classes", 2024, 22.0, "primary") | {"place_kind": "city"})
    lines = asked(opened, put(rows), indicator="large_classes", level="primary", district="321200").lines
    assert lines[1:4] == (
        "全市为 5 / 6 个区县之和",
        "6 + 6 + 6 + 6 + 6 = 30 个",
        "上报全市值 22 个 与此不同，以上面算出的为准",
    )


def test_kindergartens_are_no_children(opened: Store, put: Put) -> None:
    """12 of 14 kindergartens: few, but not few children."""
    rows = [row("321281", "inclusive_kindergartens", 2024, 12.0), row("321281", "kindergartens", 2024, 14.0)]
    lines = asked(opened, put(rows), indicator="inclusive_kindergarten_share").lines
    assert lines[1].endswith("12 ÷ 14 = 85.7%") and not any("分母不足" in line for line in lines)


def test_what_a_count_was_added_up_from_is_written_out(opened: Store, put: Put) -> None:
    """3 classes of 56–65 and 2 of 66 and more are 5 large ones; with 95 smaller ones 100 in all."""
    rows = []
    for bins, number in (("size_le55", 95.0), ("size_56_65", 3.0), ("size_ge66", 2.0)):
        rows.append(row("321281", "classes", 2024, number, "primary") | {"breakdown": bins})
    lines = asked(opened, put(rows), indicator="large_class_share", level="primary").lines
    assert lines[1:4] == (
        "数值：大班额班级数 ÷ 班级总数：5 ÷ 100 = 5.0%",
        "其中大班额班级数：3 + 2 = 5",
        "其中班级总数：95 + 3 + 2 = 100",
    )


def test_rounding_forgives_the_verdict_and_not_the_children(opened: Store, put: Put) -> None:
    """8,496 of 10,000 shows as 85.0 and is met; 85 % of 10,000 are 8,500: four places are still to do where nobody rounds."""
    rows = [row("321281", "inclusive_pupils", 2024, 8_496.0), row("321281", "kindergarten_pupils", 2024, 10_000.0)]
    lines = asked(opened, put(rows)).lines
    assert "结论：已达标（显示值达到目标）" in lines
    assert "按显示值已达标；验收按精确值，不四舍五入，还差 4 个学位" in lines


def test_shares_that_are_neither_good_nor_bad_have_no_rank(opened: Store, put: Put) -> None:
    rows = []
    for place, home in (("321202", 10.0), ("321204", 20.0), ("321281", 30.0)):
        rows += [row(place, "sen_home", 2024, home, "special"), row(place, "sen_enrolled", 2024, 100.0, "special")]
    lines = asked(opened, put(rows), indicator="sen_home_share").lines
    assert not any("位次" in line for line in lines)


def test_a_citys_pace_over_other_districts_says_so(opened: Store, put: Put) -> None:
    """A and B of 2021, A and C of 2024: two districts each time, and not the same two. Of all three nothing is said."""
    counts = {("321202", 2021): 8_000, ("321204", 2021): 7_000, ("321202", 2024): 8_500, ("321281", 2024): 9_000}
    rows = [row(place, "inclusive_pupils", year, value) for (place, year), value in counts.items()]
    rows += [row(place, "kindergarten_pupils", year, 10_000.0) for place, year in counts]
    lines = asked(opened, put(rows), district="321200").lines
    assert "现有速度：(87.5 − 75.0) ÷（2024 − 2021）= 每年 +4.17" in lines
    assert "全市现速含覆盖变化：2021 年与 2024 年缺报的区县不同" in lines


def test_a_merger_is_no_change_of_coverage(opened: Store) -> None:
    """闸北区 went into 静安区 in October 2015: all 17 of 2015 and all 16 of 2016 are the same city."""
    then, now = ([place.code for place in geo.districts("310000", year)] for year in (2015, 2016))
    rows = [row(place, "inclusive_pupils", 2015, 8_000.0) for place in then]
    rows += [row(place, "inclusive_pupils", 2016, 8_200.0) for place in now]
    for year, places in ((2015, then), (2016, now)):
        rows += [row(place, "kindergarten_pupils", year, 10_000.0) for place in places]
    frame = pd.DataFrame(rows, columns=list(INCOMING_COLUMNS))
    shanghai = Workspace("310000", "310000", "上海市")
    opened.accept(shanghai, NewUpload("a.xlsx", b"a", frame, "王老师", "310000"))
    lines = asked(opened, shanghai, district="310000").lines
    assert (len(then), len(now)) == (17, 16)
    assert any(line.startswith("现有速度：(82.0 − 80.0)") for line in lines)
    assert not any("覆盖变化" in line for line in lines)


def test_each_number_has_its_cell(opened: Store, city: Workspace) -> None:
    """Row 9 and 10 of the sheet hold 兴化市 (see FIGURES): numerators in column C, denominators in column B."""
    cells = asked(opened, city).cells
    shown = cells[["时期", "指标", "数值", "文件", "工作表", "单元格"]]
    assert [tuple(line) for line in shown.itertuples(index=False)] == [
        ("2024 学年", "普惠性幼儿园在园幼儿数", "17,673", "学前.xlsx", "学前", "C10"),
        ("2024 学年", "在园幼儿数", "22,600", "学前.xlsx", "学前", "B10"),
        ("2021 学年", "普惠性幼儿园在园幼儿数", "17,200", "学前.xlsx", "学前", "C9"),
        ("2021 学年", "在园幼儿数", "22,600", "学前.xlsx", "学前", "B9"),
    ]


def test_the_city_is_followed_to_every_districts_counts(opened: Store, city: Workspace) -> None:
    view = asked(opened, city, district="321200")
    assert view.lines[1] == "全市为 5 / 6 个区县合计：52,013 ÷ 62,600 = 83.1%"
    now = view.cells[view.cells["时期"] == "2024 学年"]
    assert len(now) == 12 and set(now["区县"]) == {"海陵区", "高港区", "姜堰区", "兴化市", "靖江市", "泰兴市"}
    assert now.loc[now["区县"] == "高港区", "数值"].tolist() == ["未报送", "未报送"]


def test_without_a_choice_it_is_the_place_farthest_from_the_target(opened: Store, city: Workspace) -> None:
    assert asked(opened, city, district="").place == "321281"
    assert asked(opened, city, district="999999").place == "321281"
    assert asked(opened, city, district="").places[-1] == ("321200", "全市")


def test_a_place_without_a_figure_says_why(opened: Store, city: Workspace) -> None:
    view = asked(opened, city, district="321203")
    assert view.title == "高港区 普惠性幼儿园覆盖率 未报送"
    assert view.lines[1] == "数值：未报送"
    assert any("没有当期数值" in line for line in view.lines)


def test_a_reported_rate_that_its_counts_contradict_stands_and_says_so(opened: Store, put: Put) -> None:
    rows = [row("321281", "inclusive_coverage", 2024, 80.0, cell="D4")]
    rows += [row("321281", "inclusive_pupils", 2024, 9.0), row("321281", "kindergarten_pupils", 2024, 12.0)]
    view = asked(opened, put(rows))
    assert "上报值 80.0% 与此不同，以上报值为准" in view.lines
    assert f"分母不足 {FEW_CHILDREN} 人，一个人就差很多" in view.lines
    assert view.cells["单元格"].tolist()[0] == "D4" and len(view.cells) == 3


def test_a_direction_without_a_number_tells_only_which_way(opened: Store, put: Put) -> None:
    rows = [row("321281", "kindergartens", 2022, 10.0), row("321281", "kindergartens", 2024, 12.0)]
    view = asked(opened, put(rows), indicator="kindergartens")
    assert "没有设定目标，不判断是否达标" in view.lines


def test_hidden_numbers_stay_hidden_in_the_calculation(opened: Store, put: Put) -> None:
    """3 of 4 disabled children in school: neither the rate nor its counts nor the text of their cells leave the house."""
    rows = []
    for code, counts in {"321202": (3.0, 4.0), "321281": (90.0, 100.0), "321282": (45.0, 50.0)}.items():
        for name, value in zip(("sen_enrolled", "sen_children"), counts, strict=True):
            rows.append(row(code, name, 2024, value, level="special"))
    city = put(rows)
    inside = calculation_view(opened, city, Choices(indicator="sen_enrolment", district="321202"))
    outside = calculation_view(opened, city, Choices(indicator="sen_enrolment", district="321202", released=True))
    assert inside is not None and outside is not None
    assert "3 ÷ 4 = 75.0%" in inside.lines[1]
    assert outside.lines[1] == "数值：不公开"
    assert set(outside.cells["数值"]) == {"不公开"} and set(outside.cells["原文"]) == {""}


def test_english(opened: Store, city: Workspace) -> None:
    with using("en"):
        view = asked(opened, city)
    assert view.lines[-2].startswith("Rank: 5/5") and view.lines[-1].startswith("By displayed values: 1 Hailing 92.4")


@pytest.mark.parametrize(
    ("asked_for", "level", "cells"),
    [
        ("large_classes", "compulsory", ["p56", "p66", "j56", "j66"]),
        ("large_class_share", "primary", ["p56", "p66", "p0", "p56", "p66"]),
    ],
)
def test_class_sizes_are_followed_to_their_bins(opened: Store, put: Put, asked_for: str, level: str, cells: list[str]) -> None:
    """大班额 of 义务教育 = 56–65 and 66+ of both levels; its share needs all bins for the denominator."""
    rows = []
    for short, name in (("p", "primary"), ("j", "junior")):
        for low, bins in (("0", "size_le55"), ("56", "size_56_65"), ("66", "size_ge66")):
            rows.append(row("321281", "classes", 2024, 5.0, name, f"{short}{low}") | {"breakdown": bins})
    city = put(rows)
    lineage = Lineage(opened.current_values(city.id), load_catalogue())
    found = lineage.cells([CellKey("321281", asked_for, level, "", "2024S")])
    assert sorted({cell["cell"] for cell in found}) == sorted(set(cells))
