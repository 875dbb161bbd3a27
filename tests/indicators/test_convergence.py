"""Whether districts draw together, by hand: the same districts in both periods, displayed values, range and 差异系数."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.convergence import Direction, compare

NAN = float("nan")


def test_only_districts_of_both_periods_count() -> None:
    """b reported only before, d only now: a, c, e remain; 50, 70, 90 → 60, 70, 80: range 40 → 20."""
    then = {"a": 50.0, "b": 10.0, "c": 70.0, "d": NAN, "e": 90.0}
    now = {"a": 60.0, "b": NAN, "c": 70.0, "d": 99.0, "e": 80.0}
    found = compare(then, now, 1)
    assert found is not None
    assert found.codes == ("a", "c", "e")
    assert (found.range_then, found.range_now, found.range_change) == (40.0, 20.0, -20.0)
    assert found.variation_then.value == pytest.approx(sqrt(800 / 3) / 70)
    assert found.variation_now.value == pytest.approx(sqrt(200 / 3) / 70)
    assert found.direction is Direction.NARROWING


def test_two_districts_are_no_verdict() -> None:
    assert compare({"a": 1.0, "b": 2.0}, {"a": 1.0, "b": 3.0}, 1) is None


def test_range_and_variation_may_disagree() -> None:
    """Large classes fall everywhere: 10, 11, 14 → 1, 2, 4: range 4 → 3, but spread relative to the mean grows."""
    found = compare({"a": 10.0, "b": 11.0, "c": 14.0}, {"a": 1.0, "b": 2.0, "c": 4.0}, 1)
    assert found is not None
    assert found.direction is Direction.MIXED


def test_what_is_displayed_decides() -> None:
    """80.04 − 60 and 80.0 − 60 both show 20.0: nothing moved."""
    found = compare({"a": 60.0, "b": 70.0, "c": 80.04}, {"a": 60.0, "b": 70.0, "c": 80.0}, 1)
    assert found is not None
    assert (found.direction, found.range_change) == (Direction.UNCHANGED, 0.0)


def test_a_mean_of_zero_leaves_the_range_to_decide() -> None:
    found = compare({"a": 0.0, "b": 1.0, "c": 2.0}, {"a": 0.0, "b": 0.0, "c": 0.0}, 1)
    assert found is not None
    assert found.variation_now.value is None
    assert found.direction is Direction.NARROWING


def test_the_one_district_that_decides_is_named() -> None:
    """60, 70, 75, 80 → 71, 69, 75, 82: range 20 → 13; without a: 10 → 13."""
    found = compare({"a": 60.0, "b": 70.0, "c": 75.0, "d": 80.0}, {"a": 71.0, "b": 69.0, "c": 75.0, "d": 82.0}, 1)
    assert found is not None
    assert found.direction is Direction.NARROWING
    assert found.reversed_without == ("a",)


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 1000), min_size=3),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 1000), min_size=3),
)
def test_turning_time_round_turns_the_verdict_round(then: dict[str, int], now: dict[str, int]) -> None:
    one = compare({k: v / 10 for k, v in then.items()}, {k: v / 10 for k, v in now.items()}, 1)
    other = compare({k: v / 10 for k, v in now.items()}, {k: v / 10 for k, v in then.items()}, 1)
    if one is None or other is None:
        assert one is other is None
        return
    turned = {Direction.NARROWING: Direction.WIDENING, Direction.WIDENING: Direction.NARROWING}
    assert other.direction is turned.get(one.direction, one.direction)
