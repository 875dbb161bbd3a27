"""The nine states, the window, the projected year, the note on fragile states, and the calculation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.pace import Movement, PaceState, assess, movement
from indicators.pace_words import calculation, fragile_note, projected_range_text, projected_text, state_label
from indicators.target_definitions import TargetDirection
from language import using

NAN = float("nan")


@pytest.mark.parametrize(
    ("values", "year", "target", "state"),
    [
        ({2021: 80.0, 2024: NAN}, 2024, (">=", 85, 2027), PaceState.NOT_ENOUGH_DATA),
        ({2021: 80.0, 2024: 86.0}, 2024, (">=", 85, 2027), PaceState.MET),
        ({2024: 86.0}, 2024, (">=", 85, 2027), PaceState.MET),
        ({2021: 88.0, 2024: 86.0}, 2024, (">=", 85, 2027), PaceState.MET_FALLING),
        ({2021: 80.0, 2024: 84.0}, 2024, (">=", 85, None), PaceState.NO_YEAR),
        ({2021: 80.0, 2024: 84.0}, 2024, (">=", 85, 2024), PaceState.OVERDUE),
        ({2021: 80.0, 2024: 84.0}, 2024, (">=", 85, 2020), PaceState.OVERDUE),
        ({2024: 84.0}, 2024, (">=", 85, 2027), PaceState.NOT_ENOUGH_DATA),
        ({2020: 80.0, 2024: 84.0}, 2024, (">=", 85, 2027), PaceState.NOT_ENOUGH_DATA),
        ({2021: 81.0, 2024: 84.0}, 2024, (">=", 85, 2025), PaceState.ON_TRACK),
        ({2021: 82.0, 2024: 84.0}, 2024, (">=", 85, 2025), PaceState.SLIGHTLY_SLOW),
        ({2021: 82.5, 2024: 84.0}, 2024, (">=", 85, 2025), PaceState.SLIGHTLY_SLOW),
        ({2021: 82.6, 2024: 84.0}, 2024, (">=", 85, 2025), PaceState.FAR_BEHIND),
        ({2021: 84.0, 2024: 84.0}, 2024, (">=", 85, 2025), PaceState.FAR_BEHIND),
        ({2021: 84.1, 2024: 84.0}, 2024, (">=", 85, 2025), PaceState.GOING_BACK),
        ({2021: 6.0, 2024: 3.0}, 2024, ("<=", 2, 2026), PaceState.ON_TRACK),
        ({2021: 1.0, 2024: 3.0}, 2024, ("<=", 2, 2026), PaceState.GOING_BACK),
        ({2021: 0.0, 2024: 0.0}, 2024, ("=", 0, None), PaceState.MET),
        ({2021: 99.0, 2024: 100.0}, 2024, ("=", 100, None), PaceState.MET),
    ],
)
def test_the_nine_states_in_their_order(make_target, values, year, target, state) -> None:
    assert assess(values, year, make_target(*target), 1).state is state


def test_a_share_halved_in_two_years_is_on_track_for_zero(make_target) -> None:
    """PEERS: 5.0 % (2020) → 2.5 % (2022), target 0 % in 2025: 1.25 ÷ 0.8333 = 1.5. A compound rate would call it limited."""
    found = assess({2020: 5.0, 2022: 2.5}, 2022, make_target("=", 0, 2025), 1)
    assert (found.state, found.ratio, found.actual) == (PaceState.ON_TRACK, 1.5, 1.25)
    assert found.needed == pytest.approx(2.5 / 3)
    assert found.projected_year == 2024


def test_the_window_starts_at_the_earliest_period_of_three_years_and_survives_a_gap_year(make_target) -> None:
    found = assess({2019: 60.0, 2021: 76.0, 2022: NAN, 2023: 77.9, 2024: 78.2, 2025: 99.0}, 2024, make_target(">=", 85, 2027), 1)
    assert (found.first_year, found.first_value) == (2021, 76.0)
    assert found.actual == pytest.approx(2.2 / 3)
    assert found.projected_year == 2034


def test_a_period_is_judged_on_what_is_displayed(make_target) -> None:
    assert assess({2021: 80.0, 2024: 84.96}, 2024, make_target(">=", 85, 2027), 1).state is PaceState.MET
    assert assess({2021: 80.0, 2024: 84.94}, 2024, make_target(">=", 85, 2027), 1).state is PaceState.ON_TRACK


def test_one_point_that_decides_gives_a_note_and_no_other_state(make_target) -> None:
    steady = {2020: 70.0, 2021: 72.0, 2022: 74.0, 2023: 76.0, 2024: 78.0}
    assert not assess(steady, 2024, make_target(">=", 85, 2028), 1).fragile
    jumpy = {2020: 73.0, 2021: 76.0, 2022: 77.0, 2023: 77.9, 2024: 78.2}
    found = assess(jumpy, 2024, make_target(">=", 85, 2027), 1)
    assert found.state is PaceState.FAR_BEHIND
    assert found.other_states == (PaceState.SLIGHTLY_SLOW,)
    assert fragile_note(found) == "去掉近 5 期中的某一期，结论会变为：略慢"
    assert not assess({2022: 70.0, 2023: 71.0, 2024: 78.2}, 2024, make_target(">=", 85, 2027), 1).fragile


def test_the_projected_range_is_that_of_the_slopes(make_target) -> None:
    """Points 0, 1, 2, 6 (2021–2024), target 10: slopes without one point 2.5, 2.214…, 1.857…, 1.0; 4 ÷ each, rounded up."""
    found = assess({2021: 0.0, 2022: 1.0, 2023: 2.0, 2024: 6.0}, 2024, make_target(">=", 10, 2030), 1)
    assert found.projected_range == (2026, 2028)
    assert projected_range_text(found) == "2026–2028 年"
    assert projected_text(found) == "2026 年"


def test_words_for_arrival(make_target) -> None:
    target = make_target(">=", 85, 2027)
    assert projected_text(assess({2021: 86.0, 2024: 84.0}, 2024, target, 1)) == "达不到"
    assert projected_text(assess({2024: 84.0}, 2024, target, 1)) == "—"
    assert projected_text(assess({2024: 90.0}, 2024, target, 1)) == "已达标"
    with using("en"):
        assert projected_text(assess({2021: 86.0, 2024: 84.0}, 2024, target, 1)) == "not reached"


def test_the_calculation_can_be_done_again_by_hand(catalogue, make_target) -> None:
    found = assess({2021: 76.0, 2023: 77.9, 2024: 78.2}, 2024, make_target(">=", 85, 2027), 1)
    assert calculation(found, catalogue.indicators["inclusive_coverage"]) == [
        "目标：普惠性幼儿园覆盖率 ≥ 85%，2027 年",
        "当期值（2024）：78.2%",
        "差距：85.0 − 78.2 = 6.8 个百分点",
        "现有速度：(78.2 − 76.0) ÷（2024 − 2021）= 每年 +0.73",
        "所需速度：6.8 ÷ 3 年 = 每年 +2.27",
        "速度比：现有 ÷ 所需 = 0.32",
        "结论：明显滞后（现有速度不到所需速度的一半）",
        "按现有速度：2034 年达到",
    ]


def test_toward_an_upper_limit_the_words_say_that_a_fall_is_counted(catalogue, make_target) -> None:
    """12.0 → 9.0 in three years, ≤ 5 by 2026: falls 1.00 a year, must fall 2.00. 2.5 → 10.0: falls by −2.50, that is, rises."""
    share, target = catalogue.indicators["large_class_share"], make_target("<=", 5, 2026)
    lines = calculation(assess({2021: 12.0, 2024: 9.0}, 2024, target, 1), share)
    assert "现有速度：(12.0 − 9.0) ÷（2024 − 2021）= 每年降 1.00" in lines
    assert "所需速度：4.0 ÷ 2 年 = 每年降 2.00" in lines
    worse = calculation(assess({2021: 2.5, 2024: 10.0}, 2024, target, 1), share)
    assert "现有速度：(2.5 − 10.0) ÷（2024 − 2021）= 每年降 −2.50" in worse


def test_what_is_not_enough_is_said(catalogue, make_target) -> None:
    coverage, target = catalogue.indicators["inclusive_coverage"], make_target(">=", 85, 2027)
    assert calculation(assess({2021: 80.0}, 2024, target, 1), coverage)[-1] == "结论：数据不足（没有当期数值）"
    alone = calculation(assess({2020: 70.0, 2024: 80.0}, 2024, target, 1), coverage)
    assert alone[-1] == "结论：数据不足（近三年内没有更早的数值，算不出速度）"


def test_states_have_a_name_in_both_languages() -> None:
    assert [state_label(state) for state in PaceState][:3] == ["数据不足", "已达标", "已达标但下滑"]
    with using("en"):
        assert all(state_label(state).isascii() for state in PaceState)


def test_a_direction_is_judged_as_rising_or_falling_only(make_target) -> None:
    assert assess({2023: 80.0, 2024: 81.0}, 2024, make_target("rise", None), 1) is None
    assert movement({2022: 80.0, 2024: 81.0}, 2024, 1) == (Movement.RISING, 0.5)
    assert movement({2022: 81.0, 2024: 80.0}, 2024, 1) == (Movement.FALLING, -0.5)
    assert movement({2022: 80.0, 2024: 80.04}, 2024, 1) == (Movement.STILL, 0.0)
    assert movement({2024: 80.0}, 2024, 1) == (Movement.UNKNOWN, None)


tenths = st.integers(0, 1000)


@given(
    st.dictionaries(st.integers(2018, 2024), tenths, min_size=1),
    tenths,
    st.one_of(st.none(), st.integers(2020, 2032)),
    st.sampled_from([TargetDirection.AT_LEAST, TargetDirection.AT_MOST]),
)
def test_a_change_of_unit_changes_no_state(values, goal, target_year, direction) -> None:
    """84.2 % and 0.842, both shown to the same figure, stand alike."""
    target = replace(load_catalogue().targets[0], direction=direction, value=goal / 10, value_full=None, year=target_year)
    other = replace(target, value=goal / 1000)
    one = assess({year: value / 10 for year, value in values.items()}, 2024, target, 1)
    two = assess({year: value / 1000 for year, value in values.items()}, 2024, other, 3)
    assert (one.state, one.projected_year, one.projected_range, one.other_states) == (
        two.state,
        two.projected_year,
        two.projected_range,
        two.other_states,
    )
    assert (one.ratio is None) == (two.ratio is None)
    assert one.ratio is None or one.ratio == pytest.approx(two.ratio)
