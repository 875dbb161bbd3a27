"""Sentences computed from the figures: right numbers, right names, right order, and never more than the data hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.findings import FindingKind, PlaceFigures, Question, find
from language import using

NAN = float("nan")


@pytest.fixture
def question(catalogue, make_target):
    """Five districts on 普惠性幼儿园覆盖率 against ≥ 85 % by 2027, one of which did not report."""
    places = (
        PlaceFigures("1", "海陵区", {2021: 88.0, 2024: 92.4}, 9240, 10000),
        PlaceFigures("2", "姜堰区", {2021: 86.0, 2023: 85.2, 2024: 83.1}, 8310, 10000),
        PlaceFigures("3", "靖江市", {2021: 80.0, 2023: 84.0, 2024: 86.3}, 8630, 10000),
        PlaceFigures("4", "兴化市", {2021: 76.0, 2023: 77.9, 2024: 78.2}, 8837, 11301),
        PlaceFigures("5", "高港区", {2021: 84.0, 2023: 85.0, 2024: NAN}),
    )
    return Question(catalogue.indicators["inclusive_coverage"], make_target(">=", 85, 2027), 2024, "2024 学年", places)


def texts(question) -> dict[FindingKind, str]:
    return {finding.kind: finding.text for finding in find(question)}


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["兴化市"], "只有兴化市报数：78.2%，对照 ≥ 85% 目标差 6.8 个百分点"),
        (["海陵区"], "只有海陵区报数：92.4%，对照 ≥ 85% 目标超 7.4 个百分点"),
        (["姜堰区", "兴化市"], "2 个报数区县都没有达到 ≥ 85% 目标，兴化市差 6.8 个百分点"),
        (["海陵区", "靖江市"], "2 个报数区县全部达到 ≥ 85% 目标"),
    ],
)
def test_one_district_and_none_that_arrived_are_said_as_people_say_it(question, names: list[str], said: str) -> None:
    few = replace(question, places=tuple(place for place in question.places if place.name in names))
    assert texts(few)[FindingKind.STANDING] == said


def test_the_sentences_of_a_page(question) -> None:
    found = texts(question)
    assert found[FindingKind.STANDING] == "4 个报数区县中 2 个达到 ≥ 85% 目标，兴化市差 6.8 个百分点"
    assert found[FindingKind.FELL_BACK] == "姜堰区跌回 ≥ 85% 目标以下：83.1%"
    assert found[FindingKind.CROSSED] == "靖江市新达到 ≥ 85% 目标：86.3%"
    assert found[FindingKind.MISSING] == "高港区没有 2024 学年的数据，未计入"
    assert found[FindingKind.MOVER] == "靖江市进步最快，3 年升 6.3 个百分点"
    (mover,) = [finding for finding in find(question) if finding.kind is FindingKind.MOVER]
    assert mover.arithmetic == "靖江市 2021：80.0% → 2024：86.3%，6.3 个百分点 ÷ 3 年"


def test_people_are_added_up_and_the_arithmetic_is_there(question) -> None:
    """姜堰: 85 % × 10,000 − 8,310 = 190; 兴化: 85 % × 11,301 − 8,837 = 768.85 → 769; together 959; 兴化 6.8 ÷ 0.733 → 2034."""
    (finding,) = [found for found in find(question) if found.kind is FindingKind.PEOPLE]
    assert finding.text == "2 个区县还差 959 个学位；兴化市按现有速度要到 2034 年才达标"
    assert "姜堰区：85% × 10,000 − 8,310 = 190 个学位" in finding.arithmetic
    assert "兴化市：85% × 11,301 − 8,837 = 768.85，进为 769 个学位" in finding.arithmetic


def test_a_district_whose_counts_reach_the_target_is_short_of_nobody(question) -> None:
    """姜堰 reported 83.1 %, its counts make 8,600 ÷ 10,000 = 86 %: only 兴化's 769 places are missing, and it is said why."""
    places = tuple(replace(place, numerator=8600) if place.code == "2" else place for place in question.places)
    (finding,) = [found for found in find(replace(question, places=places)) if found.kind is FindingKind.PEOPLE]
    assert finding.text == "兴化市还差 769 个学位；按现有速度要到 2034 年才达标"
    assert finding.arithmetic.endswith("姜堰区上报的比率未达标，按人数算已够，不计入")
    assert finding.places == ("4",)


@pytest.mark.parametrize(
    ("value", "said"),
    [(83.0, "；按现有速度 2026 年达标"), (82.0, "；按现有速度要到 2029 年才达标"), (79.0, "；按现有速度达不到")],
)
def test_who_arrives_in_time_is_not_said_to_be_late(catalogue, make_target, value: float, said: str) -> None:
    """80 → 83 in three years: 2.0 ÷ 1.0 = 2 years; 80 → 82: 3.0 ÷ 0.67 = 4.5 years, so 2029; 80 → 79: never."""
    place = PlaceFigures("1", "甲区", {2021: 80.0, 2024: value}, value * 100, 10_000)
    asked = Question(catalogue.indicators["inclusive_coverage"], make_target(">=", 85, 2027), 2024, "2024 学年", (place,))
    assert texts(asked)[FindingKind.PEOPLE].endswith(said)


def test_the_most_important_comes_first_and_the_same_again(question) -> None:
    order = [finding.kind for finding in find(question)]
    assert order[:3] == [FindingKind.FELL_BACK, FindingKind.PEOPLE, FindingKind.STANDING]
    assert find(question) == find(question)


def test_spread_counts_only_those_who_reported_both_times(question) -> None:
    """2021: 88.0 − 76.0 = 12.0; 2024: 92.4 − 78.2 = 14.2, of the four that have both."""
    (finding,) = [found for found in find(question) if found.kind is FindingKind.SPREAD]
    assert finding.text == "区县间差距扩大：14.2 个百分点，2021 年为 12.0 个百分点"
    assert finding.arithmetic == (
        "2021：最高 88.0%（海陵区）− 最低 76.0%（兴化市）= 12.0 个百分点；"
        "2024：最高 92.4%（海陵区）− 最低 78.2%（兴化市）= 14.2 个百分点"
    )
    # 32.4 with 泰兴市, but it has no earlier figure: the sentence says of whom it is
    more = PlaceFigures("6", "泰兴市", {2024: 60.0})
    said = texts(replace(question, places=(*question.places, more)))[FindingKind.SPREAD]
    assert said == "4 个两年都有数的区县差距扩大：14.2 个百分点，2021 年为 12.0 个百分点"


def test_nothing_is_said_of_a_spread_where_range_and_variation_disagree(catalogue, make_target) -> None:
    """80, 90, 90, 90 → 10, 19, 19, 19: the range falls from 10.0 to 9.0, the variation rises from 0.049 to 0.233."""
    asked = Question(
        catalogue.indicators["inclusive_coverage"], make_target(">=", 85, 2027), 2024, "2024 学年",
        tied({2021: [80.0, 90.0, 90.0, 90.0], 2024: [10.0, 19.0, 19.0, 19.0]}),
    )  # fmt: skip
    assert FindingKind.SPREAD not in texts(asked)


def test_upper_limits_are_worded_as_limits(catalogue, make_target) -> None:
    places = (
        PlaceFigures("1", "甲区", {2023: 0.8, 2024: 2.6}, 26, 1000),
        PlaceFigures("2", "乙区", {2023: 0.4, 2024: 0.4}, 4, 1000),
        PlaceFigures("3", "丙区", {2023: 3.0, 2024: 0.9}, 9, 1000),
    )
    found = texts(Question(catalogue.indicators["large_class_share"], make_target("<=", 1, 2026), 2024, "2024 学年", places))
    assert found[FindingKind.STANDING] == "3 个报数区县中 2 个达到 ≤ 1% 目标，甲区高出 1.6 个百分点"
    assert found[FindingKind.FELL_BACK] == "甲区又超出 ≤ 1% 上限：2.6%"
    assert found[FindingKind.PEOPLE] == "甲区还须减少 16 个班；按现有速度达不到"
    assert found[FindingKind.MOVER] == "丙区进步最快，1 年降 2.1 个百分点"


def test_without_a_target_only_highest_and_lowest_are_named(catalogue) -> None:
    places = (PlaceFigures("1", "浦东新区", {2012: 139828.0}), PlaceFigures("2", "崇明县", {2012: 20000.0}))
    found = find(Question(catalogue.indicators["pupils"], None, 2012, "2012 年", places))
    assert [finding.text for finding in found] == ["2 个报数区县中浦东新区最高，139,828 人；崇明县最低，20,000 人"]


def test_nothing_is_said_of_nothing(catalogue, make_target) -> None:
    places = (PlaceFigures("1", "甲区", {}),)
    (finding,) = find(Question(catalogue.indicators["inclusive_coverage"], make_target(">=", 85), 2024, "2024 学年", places))
    assert (finding.kind, finding.arithmetic) == (FindingKind.MISSING, "甲区没有可用的数")


def test_no_total_of_people_where_a_count_is_missing(question, make_target) -> None:
    places = tuple(replace(place, numerator=NAN) if place.code == "2" else place for place in question.places)
    assert FindingKind.PEOPLE not in texts(replace(question, places=places))


def test_english(question) -> None:
    with using("en"):
        found = texts(question)
        assert found[FindingKind.STANDING] == "2 of 4 districts that reported meet ≥ 85%; 兴化市: short by 6.8 pts"
        assert found[FindingKind.PEOPLE] == "2 districts are short of 959 places; at its present pace 兴化市 gets there in 2034"


def test_a_change_of_area_and_old_data_are_told(question) -> None:
    changed = replace(question.places[0], change="甲县并入海陵区（2022 年）：2021 年的数不比")
    asked = replace(question, places=(changed, *question.places[1:]), newest="2025 学年")
    found = texts(asked)
    assert found[FindingKind.BREAK] == "甲县并入海陵区（2022 年）：2021 年的数不比"
    assert found[FindingKind.OUT_OF_DATE] == "最新只到 2024 学年，其他指标已有 2025 学年的数据"
    assert FindingKind.BREAK not in texts(question) and FindingKind.OUT_OF_DATE not in texts(question)


def test_who_reported_before_a_change_of_area_never_reported_nothing(question) -> None:
    gone = PlaceFigures("6", "静安区", {}, last_year=2012)
    (finding,) = [one for one in find(replace(question, places=(*question.places, gone))) if one.kind is FindingKind.MISSING]
    assert "静安区最新为 2012 年" in finding.arithmetic


def tied(values: dict[int, list[float]], counts: tuple[float, float] = (NAN, NAN)) -> tuple[PlaceFigures, ...]:
    """Places 甲区, 乙区, … with these values by year, all with the same counts."""
    return tuple(
        PlaceFigures(str(number), f"{name}区", {year: line[number] for year, line in values.items()}, *counts)
        for number, name in enumerate("甲乙丙丁戊"[: len(next(iter(values.values())))])
    )


def test_of_several_equal_places_nobody_is_singled_out(catalogue, make_target) -> None:
    """乙, 丙, 丁, 戊 are all at 0.0, 甲 and 乙 … : each end names all that stand there, three by name and the others counted."""
    asked = Question(catalogue.indicators["very_large_class_share"], None, 2024, "2024 学年", tied({2024: [0.3, 0, 0, 0, 0]}))
    (finding,) = find(asked)
    assert finding.text == "5 个报数区县中甲区最高，0.3%；乙区、丙区、丁区等 4 个区县最低，0.0%"
    assert finding.places == ("0", "1", "2", "3", "4")
    target = make_target(">=", 85, 2027)
    both = Question(catalogue.indicators["inclusive_coverage"], target, 2024, "2024 学年", tied({2024: [80.04, 79.96, 90]}))
    assert texts(both)[FindingKind.STANDING] == "3 个报数区县中 1 个达到 ≥ 85% 目标，甲区、乙区差 5.0 个百分点"
    equal = replace(both, places=tied({2024: [80.0, 80.0, 80.0]}, (8000, 10000)))
    assert texts(equal)[FindingKind.PEOPLE] == "3 个区县还差 1,500 个学位，各 500 个学位"


def test_the_fastest_are_all_named_and_nobody_where_all_moved_alike(catalogue, make_target) -> None:
    """2.4 in 2 years each: no fastest. 甲 and 乙 6.0 in 3 years. 甲 4.0 in 2 and 乙 6.0 in 3 years: both 2.0 a year."""
    coverage = catalogue.indicators["inclusive_coverage"]
    asked = Question(coverage, make_target(">=", 85, 2027), 2024, "2024 学年", tied({2022: [87.9, 80.0], 2024: [90.3, 82.4]}))
    assert FindingKind.MOVER not in texts(asked)
    two = replace(asked, places=tied({2021: [80, 81, 82], 2024: [86, 87, 83]}))
    assert texts(two)[FindingKind.MOVER] == "甲区、乙区进步最快，3 年升 6.0 个百分点"
    apart = replace(asked, places=tied({2021: [NAN, 81, 82], 2022: [80, NAN, 82], 2024: [84, 87, 83]}))
    assert texts(apart)[FindingKind.MOVER] == "甲区、乙区进步最快，每年升 2.00 个百分点"


def test_more_children_are_no_progress_and_a_larger_district_no_gap(catalogue) -> None:
    places = tied({2022: [1000, 2000, 3000], 2024: [1500, 2000, 9000]})
    found = texts(Question(catalogue.indicators["pupils"], None, 2024, "2024 学年", places))
    assert set(found) == {FindingKind.STANDING}
