"""Classes of values: the warm and cool edge is the target, and a value is classified as it is displayed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.classes import equal_classes, natural_classes, own_classes, quantile_classes, target_classes
from charts.tokens import DIVERGING


@pytest.mark.parametrize(
    ("value", "index"),
    [
        (74.9, 0),
        (75.0, 1),
        (79.9, 1),
        (80.0, 2),
        (84.9, 2),
        (85.0, 3),
        (85.9, 3),
        (86.0, 4),
        (89.9, 4),
        (90.0, 5),
        (94.9, 5),
        (95.0, 6),
    ],
)
def test_seven_classes_around_a_target_to_reach(value: float, index: int) -> None:
    classes = target_classes(85, 5)
    assert [float(edge) for edge in classes.edges] == [75, 80, 85, 86, 90, 95]
    assert classes.index(value) == index
    assert classes.fill(value) == DIVERGING[index]


@pytest.mark.parametrize(
    ("value", "index"), [(3.1, 0), (3.0, 1), (2.6, 1), (2.0, 2), (1.1, 2), (1.0, 3), (0.8, 4), (0.1, 4), (0.0, 5)]
)
def test_seven_classes_around_a_limit(value: float, index: int) -> None:
    classes = target_classes(1, 1, at_most=True)
    assert [float(edge) for edge in classes.edges] == [3, 2, 1, 0.8, 0, -1]
    assert classes.index(value) == index


def test_rounding_comes_first() -> None:
    """84.96 is shown as 85.0 and so is not painted as missing the target; binary remainders decide nothing."""
    classes = target_classes(85, 5)
    assert (classes.index(84.96), classes.sign(84.96)) == (3, "✓")
    assert (classes.index(84.94), classes.sign(84.94)) == (2, "▼")
    assert target_classes(0.3, 0.1).index(0.1 + 0.2) == 3


def test_no_number_has_no_class() -> None:
    classes = target_classes(85, 5)
    assert (classes.index(math.nan), classes.fill(math.nan), classes.ink(math.nan), classes.sign(math.nan)) == (
        None,
        None,
        None,
        "",
    )
    assert target_classes(85, 5).index(0.0) == 0
    with pytest.raises(ValueError, match="positive"):
        target_classes(85, 0)


@given(st.integers(0, 1200), st.integers(0, 1200), st.integers(1, 100), st.booleans())
def test_colour_and_sign_never_disagree(value: int, target: int, step: int, at_most: bool) -> None:
    classes = target_classes(target / 10, step / 10, at_most=at_most)
    reached = value <= target if at_most else value >= target
    index = classes.index(value / 10)
    assert index is not None
    assert (index >= 3) == reached == (classes.sign(value / 10) == "✓")


def test_quantiles_put_as_many_in_each_class() -> None:
    classes = quantile_classes([float(n) for n in range(1, 11)], 5)
    assert [float(edge) for edge in classes.edges] == [3, 5, 7, 9]
    assert [classes.index(n) for n in range(1, 11)] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert classes.sign(3) == ""


def test_equal_steps() -> None:
    classes = equal_classes([10.0, 12.0, 20.0, math.nan], 5)
    assert [float(edge) for edge in classes.edges] == [12, 14, 16, 18]
    assert classes.index(12.0) == 1


def test_natural_breaks_find_the_gaps() -> None:
    classes = natural_classes([1.0, 2.0, 3.0, 50.0, 51.0, 52.0, 99.0, 100.0], 3)
    assert [float(edge) for edge in classes.edges] == [50, 99]


@pytest.mark.parametrize("make", [quantile_classes, equal_classes, natural_classes])
@pytest.mark.parametrize("values", [[], [5.0], [5.0, 5.0, 5.0], [math.nan], [1.0, 1.0, 1.0, 9.0]])
def test_few_or_equal_values(make, values: list[float]) -> None:  # type: ignore[no-untyped-def]
    classes = make(values, 5)
    assert len(classes.fills) == len(classes.edges) + 1
    for value in values:
        assert math.isnan(value) or classes.fill(value) is not None


@given(st.lists(st.floats(0, 200, allow_nan=False).map(lambda number: round(number, 1)), max_size=40), st.integers(2, 6))
def test_edges_rise_and_no_class_is_empty_at_the_ends(values: list[float], count: int) -> None:
    for make in (quantile_classes, equal_classes, natural_classes):
        classes = make(values, count)
        assert list(classes.edges) == sorted(set(classes.edges))
        assert len(classes.edges) < 6
        if classes.edges:
            found = {classes.index(value) for value in values}
            assert {0, len(classes.edges)} <= found


def test_own_edges() -> None:
    assert own_classes([60, 80]).index(80.0) == 2
    with pytest.raises(ValueError, match="rising"):
        own_classes([80, 60])
