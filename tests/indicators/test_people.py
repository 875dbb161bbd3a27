"""Gaps in people: exact, never below 0, with their arithmetic."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.people import people_needed
from indicators.target_definitions import TargetDirection
from language import using


def test_nine_large_classes_of_a_hundred_must_lose_four(catalogue, make_target) -> None:
    found = people_needed(catalogue.indicators["large_class_share"], make_target("<=", 5), 9, 100)
    assert (found.count, found.text, found.arithmetic) == (4, "4 个班", "9 − 5% × 100 = 4 个班")


def test_places_are_rounded_up_and_the_sum_is_shown(catalogue, make_target) -> None:
    found = people_needed(catalogue.indicators["inclusive_coverage"], make_target(">=", 85), 8068, 11301)
    assert (found.count, found.text) == (1538, "1,538 个学位")
    assert found.arithmetic == "85% × 11,301 − 8,068 = 1,537.85，进为 1,538 个学位"
    assert "不变" in found.assumption
    with using("en"):
        assert found.text == "1,538 places"
        assert found.arithmetic == "85% × 11,301 − 8,068 = 1,537.85, rounded up to 1,538 places"


def test_no_float_makes_one_place_too_many(catalogue, make_target) -> None:
    """0.7 × 30 is 21.000000000000004 in floats; of 30 children 21 are 70 %."""
    found = people_needed(catalogue.indicators["inclusive_coverage"], make_target(">=", 70), 20, 30)
    assert found.count == 1


def test_an_average_class_needs_more_classes(catalogue, make_target) -> None:
    found = people_needed(catalogue.indicators["average_class_size"], make_target("<=", 45), 4600, 100)
    assert (found.count, found.text, found.arithmetic) == (3, "3 个班", "4,600 ÷ 45 − 100 = 2.22，进为 3 个班")
    teachers = people_needed(catalogue.indicators["kindergarten_pupil_teacher_ratio"], make_target("<=", 15), 3200, 200)
    assert teachers.count == ceil(Fraction(3200, 15) - 200) == 14


def test_rooms_per_hundred_schools_use_the_factor(catalogue, make_target) -> None:
    found = people_needed(catalogue.indicators["resource_rooms_per_100_schools"], make_target(">=", 90), 100, 120)
    assert (found.count, found.arithmetic) == (8, "90 × 120 ÷ 100 − 100 = 8 间")


def test_met_needs_nobody(catalogue, make_target) -> None:
    found = people_needed(catalogue.indicators["inclusive_coverage"], make_target(">=", 85), 900, 1000)
    assert (found.count, found.arithmetic) == (0, "85% × 1,000 − 900 ≤ 0，不需增减")


def test_without_counts_or_a_number_there_is_no_answer(catalogue, make_target) -> None:
    rate = catalogue.indicators["inclusive_coverage"]
    assert people_needed(rate, make_target(">=", 85), float("nan"), 100) is None
    assert people_needed(rate, make_target("rise", None), 50, 100) is None
    assert people_needed(catalogue.indicators["retention_rate"], make_target(">=", 95), 50, 100) is None
    with pytest.raises(ValueError, match="negative"):
        people_needed(rate, make_target(">=", 85), -1, 100)


@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(1, 1000))
def test_the_count_is_the_least_that_reaches_the_target(denominator: int, numerator: int, tenths: int) -> None:
    numerator = min(numerator, denominator)
    catalogue = load_catalogue()
    target = replace(catalogue.targets[0], direction=TargetDirection.AT_LEAST, value=tenths / 10, value_full=None)
    count = people_needed(catalogue.indicators["inclusive_coverage"], target, numerator, denominator).count
    goal = Fraction(tenths, 1000) * denominator
    assert numerator + count >= goal
    assert count == 0 or numerator + count - 1 < goal
