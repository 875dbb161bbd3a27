"""Spread between schools and districts against the published example and hand calculations."""

from __future__ import annotations

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.equity import (
    PUBLISHED_BOOKS,
    PUBLISHED_PUPILS,
    Refusal,
    district_variation,
    quarter_gap,
    refusal_text,
    school_variation,
    self_check,
    split_resource,
    spread_range,
    spread_ratio,
    theil,
)

NAN = float("nan")


def test_the_published_example_and_how_weighting_flips_its_verdict() -> None:
    """Printed with the method of 2012: X̄ 6.33, S 3.26, CV 0.52 (0.515); the unweighted figure would be 0.489, below 0.50."""
    assert sum(PUBLISHED_BOOKS) / sum(PUBLISHED_PUPILS) == pytest.approx(6.33, abs=0.005)
    assert school_variation(PUBLISHED_BOOKS, PUBLISHED_PUPILS).value == pytest.approx(0.5153, abs=5e-5)
    per_pupil = [books / pupils for books, pupils in zip(PUBLISHED_BOOKS, PUBLISHED_PUPILS, strict=True)]
    assert round(district_variation(per_pupil).value, 3) == 0.489
    assert self_check()


def test_district_totals_never_give_the_spread_between_schools() -> None:
    found = school_variation([], [])
    assert (found.value, found.refusal) == (None, Refusal.NO_SCHOOLS)
    assert refusal_text(Refusal.NO_SCHOOLS) == "校际差异系数须由逐校数据算出，区县汇总数算不出来"


def test_spread_between_districts_with_and_without_weights() -> None:
    """60 and 80: mean 70, deviation 10 → 1/7; weighted 3 : 1: mean 65, deviation √75."""
    assert district_variation([60.0, 80.0, NAN]).value == pytest.approx(1 / 7)
    assert district_variation([60.0, 80.0], [300, 100]).value == pytest.approx(sqrt(75) / 65)


def test_range_ratio_and_quarters() -> None:
    values = [50.0, 60.0, 70.0, 80.0, 90.0, NAN]
    assert (spread_range(values).value, spread_ratio(values).value, quarter_gap(values).value) == (40.0, 1.8, 40.0)
    assert quarter_gap([1.0, 3.0, 5.0, 5.0, 6.0, 7.0, 8.0, 12.0]).value == 8.0


def test_what_cannot_be_computed_says_why() -> None:
    assert spread_ratio([0.0, 2.0]).refusal is Refusal.LEAST_ZERO
    assert district_variation([0.0, 0.0]).refusal is Refusal.MEAN_ZERO
    assert spread_range([3.0]).refusal is Refusal.TOO_FEW
    assert quarter_gap([1.0, 2.0, 3.0]).refusal is Refusal.TOO_FEW_FOR_QUARTERS
    assert theil([-1.0, 2.0]).total.refusal is Refusal.NEGATIVE
    assert theil([0.0, 0.0]).total.refusal is Refusal.MEAN_ZERO


def test_theil_by_hand_with_a_zero() -> None:
    """Values 0 and 2, mean 1: (0 + 2 ln 2) / 2 = ln 2; alone in their groups they differ between groups only."""
    assert theil([0.0, 2.0]).total.value == pytest.approx(log(2))
    found = theil([0.0, 2.0], groups=["a", "b"])
    assert (found.between, found.within) == (pytest.approx(log(2)), 0.0)


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 500), st.sampled_from("abc")), min_size=2, max_size=20))
def test_theils_parts_add_up_to_the_whole(rows) -> None:
    values, weights, groups = zip(*rows, strict=True)
    found = theil([float(v) for v in values], [float(w) for w in weights], groups)
    if found.total.value is not None:
        assert found.between + found.within == pytest.approx(found.total.value, abs=1e-9)
        assert found.total.value >= -1e-12


def test_all_through_schools_are_split_by_the_published_weights() -> None:
    """100 of a resource; 500 primary and 400 junior pupils at 1 : 1.1 weigh 500 and 440."""
    shares = split_resource(100.0, {"primary": 500.0, "junior": 400.0}, "nine_year")
    assert shares == {"primary": pytest.approx(100 * 500 / 940), "junior": pytest.approx(100 * 440 / 940)}
    with pytest.raises(ValueError, match="without pupils"):
        split_resource(100.0, {"primary": 0.0}, "nine_year")
