"""Rounding as people do it: half up on the decimal number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rounding import round_half_up, round_to_units, shown, shown_short, shown_signed


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (84.95, 1, 85.0),
        (84.94, 1, 84.9),
        (84.96, 1, 85.0),
        (0.125, 2, 0.13),
        (-0.125, 2, -0.13),
        (1.005, 2, 1.01),
        (2.5, 0, 3.0),
        (1009 / 2000 * 100, 1, 50.5),
        (0.0, 1, 0.0),
        (-0.04, 1, 0.0),
        (1e16, 1, 1e16),
    ],
)
def test_halves_go_up_away_from_zero(value: float, decimals: int, expected: float) -> None:
    assert round_half_up(value, decimals) == expected


def test_a_value_in_units_of_its_last_place() -> None:
    assert [round_to_units(84.96, 1), round_to_units(84.96, 0), round_to_units(-0.05, 1)] == [850, 85, -1]


def test_what_is_missing_cannot_be_rounded() -> None:
    with pytest.raises(ValueError, match="finite"):
        round_half_up(float("nan"), 1)


def test_figures_as_text() -> None:
    assert [shown(1234567.5, 0), shown(-6.25, 1), shown(0.0, 1), shown(-0.04, 1)] == ["1,234,568", "−6.3", "0.0", "0.0"]
    assert [shown_signed(0.7, 2), shown_signed(-0.305, 2), shown_signed(0.001, 2)] == ["+0.70", "−0.31", "0.00"]
    assert [shown_short(85.0), shown_short(4.2), shown_short(1000.0), shown_short(99.555, 3)] == ["85", "4.2", "1,000", "99.555"]


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 5), st.integers(0, 4))
def test_a_value_and_its_units_round_alike(number: int, places: int, decimals: int) -> None:
    value = number / 10**places
    assert round_to_units(value, decimals) == round(round_half_up(value, decimals) * 10**decimals)


def test_numpy_numbers_round_like_plain_ones() -> None:
    """Values come out of tables as numpy's own numbers."""
    assert type(round_to_units(np.float64(84.96), 1)) is int
    assert round_to_units(np.float64(84.96), 1) == 850
