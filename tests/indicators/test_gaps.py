"""Distance to a target: sign, rounding, ranges, words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.gaps import gap, gap_of, gap_text, rounding_text
from indicators.target_definitions import TargetDirection
from indicators.targets import Reach, bound_text, sense
from language import using

COVERAGE, LARGE, CLASS = "inclusive_coverage", "large_class_share", "average_class_size"


def test_the_gap_is_positive_while_something_is_to_do(catalogue, make_target) -> None:
    least, most, none, all_ = make_target(">=", 85), make_target("<=", 5), make_target("=", 0), make_target("=", 100)
    rate, large = catalogue.indicators[COVERAGE], catalogue.indicators[LARGE]
    assert gap(78.2, least, rate).gap == 6.8
    assert gap(92.4, least, rate).gap == -7.4
    assert gap(7.0, most, large).gap == 2.0
    assert gap(3.8, most, large).gap == -1.2
    assert gap(0.0, none, large).gap == 0 and gap(0.0, none, large).met
    assert gap(0.4, none, large).gap == 0.4 and not gap(0.4, none, large).met
    assert gap(99.9, all_, rate).gap == 0.1 and not gap(99.9, all_, rate).met


def test_words_never_need_a_sign(catalogue, make_target) -> None:
    rate, large, size = (catalogue.indicators[name] for name in (COVERAGE, LARGE, CLASS))
    least, most, limit = make_target(">=", 85), make_target("<=", 1), make_target("<=", 45)
    assert gap_text(gap(78.2, least, rate), least, rate) == "差 6.8 个百分点"
    assert gap_text(gap(92.4, least, rate), least, rate) == "超 7.4 个百分点"
    assert gap_text(gap(85.0, least, rate), least, rate) == "恰好达到"
    assert gap_text(gap(84.96, least, rate), least, rate) == "四舍五入达到"
    assert gap_text(gap(3.0, most, large), most, large) == "高出 2.0 个百分点"
    assert gap_text(gap(0.4, most, large), most, large) == "低于上限 0.6 个百分点"
    assert gap_text(gap(46.3, limit, size), limit, size) == "高出 1.3 人"
    with using("en"):
        assert gap_text(gap(78.2, least, rate), least, rate) == "short by 6.8 pts"
        assert gap_text(gap(3.0, most, large), most, large) == "above the limit by 2.0 pts"


def test_a_value_shown_as_85_is_not_painted_as_failing_and_says_why(catalogue, make_target) -> None:
    rate, target = catalogue.indicators[COVERAGE], make_target(">=", 85)
    found = gap(84.96, target, rate)
    assert (found.value, found.gap, found.met, found.met_exact, found.rounding_decides) == (85.0, 0.0, True, False, True)
    assert rounding_text(found, target, rate) == "按四舍五入：84.96 显示为 85.0，对照目标 ≥ 85"
    assert gap(84.94, target, rate).met is False
    assert rounding_text(gap(85.0, target, rate), target, rate) == ""


def test_a_range_is_met_at_its_lower_end_and_full_at_its_upper(make_target) -> None:
    target = make_target(">=", 10, full=12)
    assert bound_text(target) == "10–12"
    assert [gap_of(value, target, 0).reach for value in (9, 10, 11, 12, 13)] == [
        Reach.BELOW,
        Reach.MET,
        Reach.MET,
        Reach.FULL,
        Reach.FULL,
    ]


def test_attainment(make_target) -> None:
    assert gap_of(68.0, make_target(">=", 85), 1).attainment == pytest.approx(0.8)
    assert gap_of(10.0, make_target("<=", 5), 1).attainment == pytest.approx(0.5)
    assert gap_of(3.0, make_target("<=", 5), 1).attainment == 1.0
    assert gap_of(2.0, make_target("=", 0), 1).attainment == 0.0


def test_a_direction_without_a_number_has_no_gap(catalogue, make_target) -> None:
    assert gap(50.0, make_target("rise", None), catalogue.indicators[COVERAGE]) is None
    assert [bound_text(make_target("rise", None)), bound_text(make_target("fall", None))] == ["提高", "降低"]


values = st.integers(0, 2000).map(lambda number: number / 10)


@given(values, values, st.sampled_from([">=", "<="]))
def test_the_gaps_sign_follows_the_targets_direction(value: float, goal: float, sign: str) -> None:
    target = _target(sign, goal)
    found = gap_of(value, target, 1)
    assert (found.gap > 0) == (sense(target) * value < sense(target) * goal)
    assert found.met == (found.gap <= 0)


def _target(sign: str, goal: float):
    direction = TargetDirection.AT_LEAST if sign == ">=" else TargetDirection.AT_MOST
    return replace(load_catalogue().targets[0], direction=direction, value=goal, value_full=None)
