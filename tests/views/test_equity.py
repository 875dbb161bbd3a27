"""均衡 on the hand-made city: the same districts then and now, what decides, what is refused, what cannot be compared."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from math import log, sqrt
from pathlib import Path

import pytest

from exports.picture import frame_lines
from language import using
from store import Store, Workspace
from views.choices import Choices
from views.equity import equity_view
from views.equity_calculation import equity_calculation_view

_spec = importlib.util.spec_from_file_location("views_city", Path(__file__).with_name("conftest.py"))
assert _spec is not None and _spec.loader is not None
_city = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_city)
row = _city.row

CHOICES = Choices(indicator="inclusive_coverage")


def rates(values: dict[str, dict[int, float]], indicator: str = "inclusive_coverage", level: str = "preschool") -> list[dict]:
    """Reported values without counts."""
    return [row(place, indicator, year, value, level) for place, years in values.items() for year, value in years.items()]


def test_the_spread_is_that_of_districts_with_figures_in_both_years(opened: Store, city: Workspace) -> None:
    """高港区 reported 2021 only. Others: 88.0 81.7 76.1 88.5 83.4 → 92.4 83.1 78.2 86.3 81.6: 12.4 → 14.2 apart."""
    view = equity_view(opened, city, CHOICES)
    assert view is not None
    assert view.finding == "5 个区县的差距在扩大：最高与最低相差 14.2 个百分点，2021 年相差 12.4"
    assert "与 2021 年比的是两年都有数的 5 个区县" in view.subtitle
    assert view.spans["range_text"].tolist() == ["12.4", "14.2"]
    assert view.spans["count_text"].tolist() == ["5", "5"]
    values = [92.4, 83.1, 100 * 17_673 / 22_600, 86.3, 81.6]  # rounding is for display: 78.199…, not 78.2
    mean = sum(values) / 5
    by_hand = sqrt(sum((value - mean) ** 2 for value in values) / 5) / mean
    assert view.spans["variation"].iloc[-1] == pytest.approx(by_hand)
    assert (mean, round(by_hand, 3)) == (pytest.approx(84.32, abs=0.001), 0.057)
    gone = view.points[view.points["code"] == "321203"]
    assert gone["year"].tolist() == [2021] and not gone["counted"].any()
    assert any(line.startswith("高港区没有 2024 学年可用的数据") for line in view.footer)


def test_cards_carry_change_arithmetic_and_weights(opened: Store, city: Workspace) -> None:
    view = equity_view(opened, city, CHOICES)
    assert view is not None
    spread, variation, theil, quarters = view.cards
    assert (spread.value, spread.unit) == ("14.2", "百分点")
    assert spread.lines == ("比 2021 年 +1.8", "海陵区 92.4 − 兴化市 78.2", "最高 ÷ 最低 = 1.18")
    heads = {"321202": 10_000, "321204": 10_000, "321281": 22_600, "321282": 10_000, "321283": 10_000}
    values = {"321202": 92.4, "321204": 83.1, "321281": 100 * 17_673 / 22_600, "321282": 86.3, "321283": 81.6}
    whole = sum(heads.values())
    mean = sum(values[code] * heads[code] for code in heads) / whole
    weighted = sqrt(sum(heads[code] * (values[code] - mean) ** 2 for code in heads) / whole) / mean
    assert variation.value == "0.057" and variation.lines[-1] == f"按在园幼儿加权为 {weighted:.3f}"
    index = sum(heads[code] / whole * values[code] / mean * log(values[code] / mean) for code in heads)
    assert theil.value == f"{index:.4f}"
    # wards 海陵 and 姜堰 weigh alike: mean 87.75; the county-level cities 100 × (17,673 + 8,630 + 8,160) ÷ 42,600
    wards, counties = (92.4 + 83.1) / 2, 100 * (17_673 + 8_630 + 8_160) / 42_600
    between = 20_000 / whole * wards / mean * log(wards / mean) + 42_600 / whole * counties / mean * log(counties / mean)
    assert theil.lines[-1] == f"市辖区、县（市）之间占 {100 * between / index:.0f}%"
    assert quarters.value == "14.2"
    newest = view.table.iloc[0]
    assert float(newest["其中组间"]) + float(newest["其中组内"]) == pytest.approx(index, abs=1.1e-4)


def test_one_district_that_decides_is_named(opened: Store, put: Callable[..., Workspace]) -> None:
    """20 apart → 13 apart; without 兴化市 10 → 13."""
    figures = {"321281": {2023: 60.0, 2024: 71.0}, "321282": {2023: 70.0, 2024: 69.0}}
    figures |= {"321283": {2023: 75.0, 2024: 75.0}, "321202": {2023: 80.0, 2024: 82.0}}
    view = equity_view(opened, put(rates(figures)), CHOICES)
    assert view is not None
    assert view.finding == "4 个区县的差距在缩小：最高与最低相差 13.0 个百分点，2023 年相差 20.0"
    assert view.subtitle.endswith("去掉兴化市，结论就变")


def test_range_and_variation_that_disagree_are_both_said(opened: Store, put: Callable[..., Workspace]) -> None:
    """10, 11, 14 → 1, 2, 4: range 4 → 3; variation √(26/9)/(35/3) = 0.146 → √(14/9)/(7/3) = 0.535."""
    values = {"321281": {2022: 10.0, 2024: 1.0}, "321282": {2022: 11.0, 2024: 2.0}, "321283": {2022: 14.0, 2024: 4.0}}
    view = equity_view(opened, put(rates(values, "large_class_share", "primary")), Choices(indicator="large_class_share"))
    assert view is not None
    assert view.finding == "3 个区县的差距说法不一：极差由 4.0 缩小到 3.0 个百分点，差异系数却由 0.146 升到 0.535"


def test_a_least_of_zero_and_a_mean_of_zero_are_refused_with_the_reason(opened: Store, put: Callable[..., Workspace]) -> None:
    values = {"321281": {2023: 0.0, 2024: 0.0}, "321282": {2023: 1.0, 2024: 0.0}, "321283": {2023: 2.0, 2024: 0.0}}
    view = equity_view(opened, put(rates(values, "large_class_share", "primary")), Choices(indicator="large_class_share"))
    assert view is not None
    assert view.spans["variation_text"].tolist() == ["0.816", "不计算"]
    assert "不计算：平均值为 0" in view.footer
    assert view.table.loc[1, "最高 ÷ 最低"] == "不计算：最小值为 0"
    assert view.cards[1].lines == ("不计算：平均值为 0",)
    # x·ln x = 0 at 0: (0 + 1 ln 1 + 2 ln 2) ÷ 3
    assert view.table.loc[1, "泰尔指数"] == f"{2 * log(2) / 3:.4f}"


def test_one_period_one_district_two_districts(opened: Store, put: Callable[..., Workspace]) -> None:
    one = equity_view(opened, put(rates({"321281": {2024: 78.2}})), CHOICES)
    two = equity_view(opened, put(rates({"321282": {2024: 80.0}}), "二.xlsx"), CHOICES)
    three = equity_view(opened, put(rates({"321283": {2024: 90.0}}), "三.xlsx"), CHOICES)
    assert one is not None and two is not None and three is not None
    assert one.finding == "2024 学年只有兴化市一个区县有可用的数：78.2%，谈不上差距"
    assert [card.lines[-1] for card in one.cards] == ["不计算：有数值的不足两个"] * 3 + ["不计算：有数值的不足四个"]
    assert two.finding == "2024 学年只有 2 个区县有可用的数，相差 1.8 个百分点，看不出均衡与否"
    assert three.finding == "3 个区县最高与最低相差 11.8 个百分点；只有一期数据，看不出在缩小还是扩大"
    assert one.picture().panels and three.picture().panels


def test_districts_with_another_territory_are_not_compared(opened: Store, put: Callable[..., Workspace]) -> None:
    """高港区 reports with 医药高新区 since 2021: of 2020 only three districts stay comparable with 2022."""
    figures = {"321281": {2020: 60.0, 2022: 65.0}, "321282": {2020: 70.0, 2022: 71.0}}
    figures |= {"321283": {2020: 75.0, 2022: 75.0}, "321203": {2020: 99.0, 2022: 80.0}}
    view = equity_view(opened, put(rates(figures)), CHOICES)
    assert view is not None
    assert view.spans["comparable"].tolist() == [False, True]
    assert view.finding == "3 个区县的差距在缩小：最高与最低相差 10.0 个百分点，2020 年相差 15.0"
    assert view.table.loc[1, "说明"] == "高港区区划不同"
    assert view.cards[0].lines[0] == "3 个两年都有数的区县比 2020 年 −5.0"


def test_totals_carry_a_caution_and_a_rate_comes_first(opened: Store, put: Callable[..., Workspace]) -> None:
    rows = rates({code: {2024: 1000.0} for code in ("321281", "321282", "321283")}, "pupils", "primary")
    rows += rates(
        {code: {2024: 100.0 + number} for number, code in enumerate(("321281", "321282", "321283"))}, "teachers", "primary"
    )
    room = put(rows)
    chosen, first = equity_view(opened, room, Choices(indicator="pupils")), equity_view(opened, room, Choices())
    assert chosen is not None and first is not None
    assert chosen.caution.startswith("在校生数是总量")
    assert (first.options.indicator.id, first.options.defaults.indicator, first.caution) == (
        "pupil_teacher_ratio",
        "pupil_teacher_ratio",
        "",
    )


def test_schools_are_refused_and_the_published_example_is_shown(opened: Store, city: Workspace) -> None:
    view = equity_view(opened, city, CHOICES)
    assert view is not None
    assert view.schools.refusal == "校际差异系数须由逐校数据算出，区县汇总数算不出来"
    assert view.schools.passed
    words = "\n".join(view.schools.lines)
    assert "1,913 ÷ 302 = 6.33" in words and "0.515" in words and "0.489" in words
    assert view.schools.example["生均册数"].tolist() == ["6.20", "3.70", "10.51", "2.11", "7.31"]
    assert view.schools.reported.empty


def test_values_that_districts_reported_themselves_are_held_against_their_limit(
    opened: Store, put: Callable[..., Workspace]
) -> None:
    rows = rates({"321281": {2024: 0.512}, "321282": {2024: 0.5}}, "cv_qualified_teachers_per_100", "primary")
    view = equity_view(opened, put(rows), Choices(indicator="cv_qualified_teachers_per_100"))
    assert view is not None
    found = view.schools.reported
    assert view.schools.refusal == ""
    assert found[["区县", "数值", "要求", "结论"]].values.tolist() == [
        ["兴化市", "0.512", "≤ 0.5", "未达标"],
        ["靖江市", "0.500", "≤ 0.5", "达标"],
    ]


def test_a_city_without_figures_and_the_picture_in_english(opened: Store, city: Workspace) -> None:
    assert equity_view(opened, Workspace("310000", "310000", "上海市"), Choices()) is None
    with using("en"):
        view = equity_view(opened, city, CHOICES)
        assert view is not None
        assert view.finding == "5 districts drift apart: highest and lowest 14.2 pts apart, 12.4 in 2021"
        texts = [line.text for line in frame_lines(view.picture())]
    assert texts[0] == view.finding


def test_the_calculation_can_be_followed_line_by_line(opened: Store, city: Workspace) -> None:
    """(92.4 + 83.1 + 78.199 + 86.3 + 81.6) ÷ 5 = 84.32; deviations 8.08, −1.22, −6.121, 1.98, −2.72 → √(115.56 ÷ 5) = 4.807."""
    view = equity_view(opened, city, CHOICES)
    assert view is not None
    assert view.calculation == (
        "普惠性幼儿园覆盖率（%），2024 学年",
        "5 个区县：海陵区 92.4、姜堰区 83.1、兴化市 78.199、靖江市 86.3、泰兴市 81.6",
        "极差：92.4 − 78.2 = 14.2 个百分点",
        "最高 ÷ 最低：92.4 ÷ 78.199 = 1.18",
        "平均值：421.599 ÷ 5 = 84.320",
        "标准差：√(Σ(数值 − 平均值)² ÷ 5) = 4.807",
        "区县间差异系数：4.807 ÷ 84.320 = 0.057",
        "权重（在园幼儿）：海陵区 10,000、姜堰区 10,000、兴化市 22,600、靖江市 10,000、泰兴市 10,000",
        "加权平均值：Σ(数值 × 权重) ÷ 62,600 = 83.088",
        "加权标准差：√(Σ 权重 × (数值 − 加权平均值)² ÷ 62,600) = 4.948",
        "差异系数（加权）：4.948 ÷ 83.088 = 0.060",
        "泰尔指数：Σ 权重占比 × (数值 ÷ 83.088) × ln(数值 ÷ 83.088) = 0.0017",
        "各项：海陵区 0.01887、姜堰区 0.00002、兴化市 −0.02060、靖江市 0.00629、泰兴市 −0.00283",
        "组间 + 组内：0.0007 + 0.0010 = 0.0017",
        "分组：市辖区：海陵区、姜堰区；县（市）：兴化市、靖江市、泰兴市",
        "首尾四分之一之差：92.400 − 78.199 = 14.2 个百分点（首：海陵区；尾：兴化市）",
    )


def test_the_spread_is_followed_to_every_districts_cells_of_both_years(opened: Store, city: Workspace) -> None:
    """Five districts, two counts each, 2024 and 2021; 高港区 has no figure of 2024 and is in neither."""
    view = equity_calculation_view(opened, city, CHOICES)
    page = equity_view(opened, city, CHOICES)
    assert view is not None and page is not None
    assert view.lines == page.calculation and view.title == "普惠性幼儿园覆盖率的区县间差距，2024 学年"
    assert len(view.cells) == 20 and "高港区" not in set(view.cells["区县"])
    assert view.cells.loc[view.cells["区县"] == "兴化市", "单元格"].tolist() == ["C10", "B10", "C9", "B9"]


def test_several_at_one_end_are_all_named_and_equal_districts_have_no_spread(
    opened: Store, put: Callable[..., Workspace]
) -> None:
    values = {"321202": 80.0, "321203": 80.0, "321204": 90.0, "321281": 84.0, "321282": 90.0, "321283": 90.0}
    view = equity_view(opened, put(rates({code: {2024: value} for code, value in values.items()})), CHOICES)
    assert view is not None
    assert view.cards[0].lines[0] == "姜堰区、靖江市等 3 个区县 90.0 − 海陵区、高港区 80.0"
    equal = equity_view(opened, put(rates({code: {2024: 84.0} for code in values}), "二.xlsx"), CHOICES)
    assert equal is not None and equal.finding == "6 个区县都是 84.0%，没有差距"


def test_hidden_figures_are_left_out_and_named_as_hidden(opened: Store, put: Callable[..., Workspace]) -> None:
    """3 of 4 children in school must not leave the house; its rate is no end of the range there."""
    counts = {"321202": (3.0, 4.0), "321281": (90.0, 100.0), "321282": (95.0, 100.0), "321283": (80.0, 100.0)}
    rows = []
    for code, pair in counts.items():
        for name, value in zip(("sen_enrolled", "sen_children"), pair, strict=True):
            rows.append(row(code, name, 2024, value, "special"))
    room = put(rows)
    inside = equity_view(opened, room, Choices(indicator="sen_enrolment_rate"))
    outside = equity_view(opened, room, Choices(indicator="sen_enrolment_rate", released=True))
    assert inside is not None and outside is not None
    assert inside.spans["low"].tolist() == [75.0]
    assert "321202" not in set(outside.points["code"])
    assert any("海陵区" in line and "2024 学年的数不公开" in line for line in outside.footer)


def test_measures_are_computed_before_anything_is_rounded(opened: Store, put: Callable[..., Workspace]) -> None:
    """Large classes 1 of 2,400, 1 of 700, 9 of 1,000: 0.0417, 0.1429, 0.9000 %, shown as 0.0, 0.1, 0.9.

    Weighted: X̄ = 1,100 ÷ 4,100 = 0.26829; S² = (2,400 × 0.22662² + 700 × 0.12544² + 1,000 × 0.63171²) ÷ 4,100 = 0.130080,
    S = 0.36067, CV = 1.344. From the rounded 0.0, 0.1, 0.9 it would have been 1.600, and the least would be 0.
    """
    counts = {"321281": (1, 2_400), "321282": (1, 700), "321283": (9, 1_000)}
    rows = [row(place, "large_classes", 2024, large, "primary") for place, (large, _all) in counts.items()]
    rows += [row(place, "classes", 2024, every, "primary") for place, (_large, every) in counts.items()]
    view = equity_view(opened, put(rows), Choices(indicator="large_class_share", level="primary"))
    assert view is not None
    newest = view.table.iloc[0]
    assert newest["差异系数（加权）"] == "1.344"
    rates_, weights = [100 / 2_400, 100 / 700, 0.9], [2_400, 700, 1_000]
    mean = sum(rates_) / 3
    assert newest["区县间差异系数"] == f"{sqrt(sum((x - mean) ** 2 for x in rates_) / 3) / mean:.3f}" == "1.059"
    whole = 1_100 / 4_100
    index = sum(w / 4_100 * x / whole * log(x / whole) for x, w in zip(rates_, weights, strict=True))
    assert newest["泰尔指数"] == f"{index:.4f}"
    # what is read off the page, highest less lowest, is the difference of what is shown
    assert newest["极差（百分点）"] == "0.9"
    assert view.calculation[1] == "3 个区县：兴化市 0.042、靖江市 0.143、泰兴市 0.9"
