"""Widths of texts, line breaks, round numbers on axes, and labels pushed apart."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.axis import Axis, from_zero, nice_step, tick_text, ticks
from charts.labels import push_apart
from charts.text_width import fit_size, text_width, wrap


def test_widths_are_those_of_the_font() -> None:
    assert text_width("泰兴市", 10) == 30
    assert text_width("84.2", 100) == pytest.approx(3 * 55.5 + 27.8)
    assert text_width("−6.2%", 100) == pytest.approx(3 * 55.5 + 27.8 + 92.1)
    assert text_width("8", 100, bold=True) == 59
    assert fit_size("泰兴市", 20, 30, least=8) == 10
    assert fit_size("泰兴市", 20, 3, least=8) == 8


def test_headings_break_between_words() -> None:
    assert wrap("残疾儿童入学率", 10, 60) == ["残疾儿童", "入学率"]
    assert wrap("集团化覆盖率", 10, 50) == ["集团化", "覆盖率"]
    assert wrap("小学平均班额（人）", 10, 60) == ["小学平均", "班额（人）"]
    assert wrap("覆盖率", 10, 60) == ["覆盖率"]
    assert wrap("Junior secondary average class (pupils)", 10, 90)[-1].endswith("(pupils)")
    assert wrap("一\n二", 10, 60) == ["一", "二"]


@given(
    st.text(alphabet="泰州市积石山保安族东乡族，。（）abc 12.3", min_size=1, max_size=60), st.integers(20, 200), st.integers(1, 4)
)
def test_breaking_loses_nothing(text: str, room: int, lines: int) -> None:
    found = wrap(text, 10, room, lines=lines)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert len(found) <= max(lines, 1)


def test_ticks_are_round_and_reach_around_the_values() -> None:
    assert ticks([78.2, 92.4, 85]) == [75, 80, 85, 90, 95]
    assert ticks([98.1, 104.0], most=100) == [98.0, 100.0]
    assert ticks([0.0, 2.6], least=0) == [0, 1, 2, 3]
    assert ticks([math.nan]) == [0, 1]
    assert ticks([5.0])[0] < 5 < ticks([5.0])[-1]
    assert float(nice_step(17.3, 5)) == 5
    with pytest.raises(ValueError, match="positive"):
        nice_step(0, 5)


def test_an_axis_from_zero_is_known_as_one() -> None:
    assert from_zero([12.5, 88.5, 80.0], least=0, most=100)
    assert not from_zero([78.2, 92.4])


def test_tick_texts() -> None:
    assert tick_text(-2.5, [-2.5, 0.0]) == "−2.5"
    assert tick_text(85.0, [75.0, 85.0]) == "85"
    assert tick_text(20000.0, [0.0, 20000.0]) == "20,000"


@given(st.lists(st.floats(-50, 500), min_size=2, max_size=8))
def test_ticks_hold_every_value_where_nothing_bounds_them(values: list[float]) -> None:
    found = ticks(values)
    assert found[0] <= min(values) + 1e-9
    assert found[-1] >= max(values) - 1e-9


def test_axis_runs_both_ways() -> None:
    assert Axis(75, 95, 100, 300).pixel(85) == 200
    assert Axis(0, 10, 300, 100).pixel(10) == 100


def test_labels_are_pushed_apart_no_further_than_needed() -> None:
    assert push_apart([10, 100], [20, 20], 0, 200) == [10, 100]
    assert push_apart([50, 50], [20, 20], 0, 200) == [40, 60]
    assert push_apart([5, 5], [20, 20], 0, 200) == [10, 30]
    assert push_apart([], [], 0, 1) == []


@given(st.lists(st.floats(0, 400), min_size=1, max_size=20))
def test_pushed_labels_neither_overlap_nor_leave(wanted: list[float]) -> None:
    found = push_apart(wanted, [18.0] * len(wanted), 0, 400)
    placed = sorted(found)
    assert all(later - earlier >= 18 - 1e-6 for earlier, later in pairwise(placed))
    assert placed[0] >= 9 - 1e-6
    assert placed[-1] <= 391 + 1e-6
