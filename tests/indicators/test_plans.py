"""Check lists, compositions, what-if plans and peers."""

from __future__ import annotations

from fractions import Fraction
from math import log, sqrt

import pytest

from indicators.check_lists import CriterionState, Figure, check_list
from indicators.compositions import Composition, breakdown_parts, compose
from indicators.derived import with_derived
from indicators.peers import group_values, neighbours, place_changes
from indicators.vocabulary import EducationLevel
from indicators.what_if import per_year_needed, plan
from language import using

PRESCHOOL, PRIMARY = EducationLevel.PRESCHOOL, EducationLevel.PRIMARY


def test_an_inspection_does_not_round(catalogue) -> None:
    figures = {
        ("preschool_gross_enrolment", PRESCHOOL): Figure(98.2),
        ("inclusive_coverage", PRESCHOOL): Figure(79.96, 7996, 10000),
        ("public_share", PRESCHOOL): Figure(46.0, 4600, 10000),
    }
    found = check_list(catalogue, "preschool_evaluation", figures)
    states = {criterion.indicator.id: criterion for criterion in found.criteria}
    assert states["preschool_gross_enrolment"].state is CriterionState.MET
    assert states["inclusive_coverage"].state is CriterionState.NOT_MET
    assert states["inclusive_coverage"].text == "未达到（验收不四舍五入，精确值为 79.96）"
    assert states["inclusive_coverage"].needed.count == 4
    assert states["public_share"].text == "未达到：差 4.0 个百分点"
    assert states["kindergarten_pupil_teacher_ratio"].state is CriterionState.NO_DATA
    assert (found.passed, found.summary) == (False, "4 项中 1 项达到、2 项未达到、1 项没有数据")
    with using("en"):
        assert found.summary == "Of 4: 1 met, 2 not met, 1 without data"


def test_a_standard_for_each_school_is_not_settled_by_the_districts_mean(catalogue) -> None:
    figures = {("teaching_area_per_pupil", PRIMARY): Figure(9.0)}
    found = check_list(catalogue, "balance_evaluation", figures)
    line = next(
        item
        for item in found.criteria
        if item.target.indicator == "teaching_area_per_pupil" and item.target.education_level is PRIMARY
    )
    assert (line.state, line.text) == (CriterionState.SCHOOLS, "须逐校核查，区县平均只作参考")
    assert found.passed is None


def test_placements_are_parts_of_a_whole_and_must_add_up(catalogue) -> None:
    counts = {"sen_special_school": 110, "sen_special_class": 14, "sen_mainstream": 141, "sen_home": 17, "sen_enrolled": 282}

    def made(counts: dict[str, float]) -> Composition:
        known = catalogue.indicators["sen_enrolled"]
        parts = [(part, catalogue.indicators[part].short_label, counts.get(part)) for part in known.sum_of]
        return compose(known.id, parts, counts["sen_enrolled"])

    found = made(counts)
    assert found.adds_up and found.note == "" and found.parts[0].share == Fraction(110, 282)
    assert made({**counts, "sen_enrolled": 280}).note == "各部分之和 282 与总数 280 不符"
    missing = made({key: value for key, value in counts.items() if key != "sen_home"})
    assert (missing.adds_up, missing.note) == (None, "缺少 送教上门，不计算占比")


def test_bins_are_shown_as_fine_as_they_were_reported(catalogue) -> None:
    bins = {"size_le45": 60.0, "size_46_50": 25.0, "size_51_55": 9.0, "size_46_55": 34.0, "size_56_65": 4.0, "size_ge66": 2.0}
    found = breakdown_parts(catalogue, "classes", "class_size", bins, 100.0)
    assert [part.id for part in found.parts] == ["size_le45", "size_46_50", "size_51_55", "size_56_65", "size_ge66"]
    assert found.adds_up


def test_so_many_places_a_year(catalogue, make_target) -> None:
    """85 % × 11,301 − 8,837 = 768.85: at 120 a year seven years (2031), at 257 three (2027)."""
    rate, target = catalogue.indicators["inclusive_coverage"], make_target(">=", 85, 2027)
    slow = plan(rate, target, 8837, 11301, 2024, 120)
    assert (slow.arrival, slow.in_time) == (2031, False)
    assert per_year_needed(slow.needed, 2024) == 257
    quick = plan(rate, target, 8837, 11301, 2024, 257)
    assert (quick.arrival, quick.in_time) == (2027, True)
    assert quick.path[0] == (2024, 78.2) and quick.path[3][1] == 85.0
    assert plan(rate, target, 8837, 11301, 2024, 0).arrival is None
    assert plan(rate, target, 10000, 11301, 2024, 0).arrival == 2024
    with pytest.raises(ValueError, match="negative"):
        plan(rate, target, 8837, 11301, 2024, -1)


def test_more_classes_a_year_lower_the_average(catalogue, make_target) -> None:
    found = plan(catalogue.indicators["average_class_size"], make_target("<=", 45, 2026), 4600, 100, 2024, 2)
    assert (found.needed.count, found.arrival, found.path) == (3, 2026, ((2024, 46.0), (2025, 45.1), (2026, 44.2)))


def test_neighbours_are_the_nearest_in_standard_deviations() -> None:
    """Logs 0, ln 2, ln 8 of one context indicator; the standard deviation is that of the three."""
    contexts = {"a": {"pupils": 1.0}, "b": {"pupils": 2.0}, "c": {"pupils": 8.0}}
    logs = [0.0, log(2), log(8)]
    mean = sum(logs) / 3
    scale = sqrt(sum((value - mean) ** 2 for value in logs) / 3)
    found = neighbours(contexts, "a", 2)
    assert [item.code for item in found] == ["b", "c"]
    assert found[0].distance == pytest.approx(log(2) / scale)


def test_districts_with_too_little_context_are_not_compared() -> None:
    contexts = {
        "a": {"pupils": 100.0, "schools": 10.0, "sen_children": 5.0},
        "b": {"pupils": 110.0},
        "c": {"pupils": 900.0, "schools": 80.0, "sen_children": 40.0},
    }
    assert [item.code for item in neighbours(contexts, "a")] == ["c"]


def test_a_group_has_a_value_of_its_own(catalogue, make_rows) -> None:
    cells = []
    for place, large in (("a", 5), ("b", 15), ("c", 90)):
        cells += [(place, "large_classes", "primary", "2023S", large), (place, "classes", "primary", "2023S", 100)]
    found = group_values(with_derived(make_rows(cells), catalogue), catalogue, ["a", "b"])
    share = found[found["indicator"] == "large_class_share"].iloc[0]
    assert (share["value"], share["covered"], share["expected"]) == (10.0, 2, 2)


def test_rank_changes_only_between_rankings_of_the_same_districts() -> None:
    assert place_changes({"a": 3, "b": 1, "c": None}, {"a": 1, "b": 2, "c": None}) == {"a": 2, "b": -1, "c": None}
    assert place_changes({"a": 2, "b": 1}, {"a": 1, "b": None}) == {"a": None, "b": None}
