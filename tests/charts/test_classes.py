"""Classes of values: the warm and cool edge is the target, and a value is classified as it is displayed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.classes import equal_classes, natural_classes, own_classes, quantile_classes, target_classes
from charts.continuous import continuous
from charts.tokens import DIVERGING, SEQUENTIAL, between, luminance


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


def test_own_edges_meet_at_the_target_where_it_is_one_of_them() -> None:
    classes = own_classes([70, 80, 85, 90], target=85)
    assert [float(edge) for edge in classes.edges] == [70, 80, 85, 90]
    assert [classes.index(value) for value in (69.9, 70, 84.9, 85, 90)] == [0, 1, 2, 3, 4]
    assert classes.fills[:3] == DIVERGING[:3]
    assert classes.fills[3:] == (DIVERGING[4], DIVERGING[6])
    assert (classes.sign(84.9), classes.sign(85)) == ("▼", "✓")
    assert own_classes([70, 80], target=85).target is None


def test_own_edges_of_an_upper_limit_run_from_worst_to_best() -> None:
    classes = own_classes([0.5, 1, 3], target=1, at_most=True)
    assert [float(edge) for edge in classes.edges] == [3, 1, 0.5]
    assert [classes.index(value) for value in (3.1, 3.0, 1.1, 1.0, 0.5)] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize("edges", [[], [90, 80], [80, 80], [80, 80.01], [1, 2, 3, 4, 5, 6, 7, 8]])
def test_own_edges_that_make_no_classes_are_refused(edges: list[float]) -> None:
    with pytest.raises(ValueError, match="rising edges"):
        own_classes(edges)


def test_seven_own_edges_have_eight_shades_that_fall() -> None:
    classes = own_classes([1, 2, 3, 4, 5, 6, 7])
    lights = [luminance(fill) for fill in classes.fills]
    assert len(set(classes.fills)) == 8
    assert lights == sorted(lights, reverse=True)


def test_a_scale_without_classes_meets_at_the_target_and_rounds_first() -> None:
    scale = continuous([75.0, 84.96, 92.0, math.nan], target=85, step=5)
    assert scale.band == (75, 95)
    assert (scale.fill(75), scale.fill(95)) == (DIVERGING[0], DIVERGING[-1])
    assert (scale.fill(84.9), scale.sign(84.9)) == (between(DIVERGING[:3], 0.99), "▼")
    assert (scale.fill(84.96), scale.fill(85)) == (DIVERGING[3], DIVERGING[3])
    assert scale.fill(math.nan) is None


def test_a_scale_for_a_limit_runs_the_other_way() -> None:
    scale = continuous([0.0, 5.0], target=1, step=1, at_most=True)
    assert scale.band == (5, -3)
    assert scale.fill(5) == DIVERGING[0]
    assert scale.fill(1) == DIVERGING[3]


def test_a_scale_without_a_target_is_of_one_hue() -> None:
    scale = continuous([10.0, 30.0])
    assert (scale.fill(10), scale.fill(30), scale.sign(10)) == (SEQUENTIAL[0], SEQUENTIAL[-1], "")
    assert continuous([4.0]).fill(4.0) == SEQUENTIAL[0]
