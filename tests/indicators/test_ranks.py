"""Ranks, targets that hold, whole-city counts shared out, and histories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.derived import with_derived
from indicators.histories import HistoryKey, histories
from indicators.ranks import rank, rank_values
from indicators.target_definitions import TargetDirection
from indicators.targets import holds_for_level, share_out, targets_for
from indicators.vocabulary import EducationLevel, PeriodKind

P = "2023S"
NAN = float("nan")


def test_ranks_have_ties_a_direction_and_leave_out_what_is_missing(catalogue) -> None:
    assert rank_values([90.0, 85.04, 85.0, 70.0, NAN, None], 1) == [1, 2, 2, 4, None, None]
    assert rank_values([2.6, 0.4, 0.8, 0.4], 1, higher_is_better=False) == [4, 1, 3, 1]
    found = rank(catalogue.indicators["large_class_share"], [2.6, 0.4, NAN])
    assert (found.ranks, found.ranked, found.total) == ((2, 1, None), 2, 3)
    assert [rank(catalogue.indicators["group_coverage"], [5.0, 4, 3, 2, 1]).band] == [("top", "", "", "", "bottom")]


def test_neighbours_nearer_than_one_child_carry_a_mark(catalogue) -> None:
    """95.0 % of 20 and 96.0 % of 50: one child of 20 is 5 points, more than the difference; 80 % is far off."""
    found = rank(catalogue.indicators["sen_enrolment_rate"], [95.0, 96.0, 80.0], [19, 48, 80], [20, 50, 100])
    assert (found.ranks, found.close) == ((2, 1, 3), (True, True, False))
    classes = rank(catalogue.indicators["average_class_size"], [40.0, 40.3, 44.0], [4000, 4030, 4400], [100, 100, 100])
    assert classes.close == (True, True, False)


def test_equal_places_share_a_rank_without_a_mark_and_half_of_all_are_no_quarter(catalogue) -> None:
    """Four of six at 0.0 %: rank 1 for sure, and no "top quarter"; two of eight at the top are one."""
    share = catalogue.indicators["large_class_share"]
    found = rank(share, [0.0, 0, 0, 0, 5, 9], [0, 0, 0, 0, 5, 9], [100] * 6)
    assert found.close == (False,) * 6
    assert (found.ranks, found.band) == ((1, 1, 1, 1, 5, 6), ("", "", "", "", "", "bottom"))
    assert rank(share, [0.0, 0, 1, 2, 3, 4, 5, 5]).band == ("top", "top", "", "", "", "", "bottom", "bottom")
    assert set(rank(share, [3.0] * 6).band) == {""}


def test_a_whole_city_count_is_shared_out_to_the_last_school() -> None:
    shares = share_out(10, {"a": 30, "b": 30, "c": 15})
    assert shares == {"a": 4, "b": 4, "c": 2}
    assert sum(share_out(11, {"a": 1, "b": 1, "c": 1}).values()) == 11
    with pytest.raises(ValueError, match="positive"):
        share_out(3, {"a": 0})


def test_which_targets_hold_where(catalogue) -> None:
    enrolment, large = catalogue.indicators["sen_enrolment_rate"], catalogue.indicators["large_class_share"]
    assert {target.value for target in targets_for(catalogue, enrolment, EducationLevel.SPECIAL, "110100")} == {95, 97}
    haidong = targets_for(catalogue, large, EducationLevel.PRIMARY, "630200")
    assert [target.value for target in haidong] == [0]
    limit = replace(haidong[0], value=5, direction=TargetDirection.AT_MOST)
    assert holds_for_level(limit, EducationLevel.COMPULSORY) and not holds_for_level(limit, EducationLevel.JUNIOR)
    assert targets_for(catalogue, large, EducationLevel.PRIMARY, "321200") == []


def test_histories_are_gathered_once_and_kinds_of_period_stay_apart(catalogue, make_rows) -> None:
    cells = [
        ("a", "schools", "primary", "2022S", 40),
        ("a", "schools", "primary", "2023S", 42),
        ("a", "schools", "primary", "2023C", 41),
    ]
    rows = make_rows([*cells, ("b", "schools", "primary", "2023S", None), ("a", "group_member_schools", "primary", "2023S", 21)])
    found = histories(with_derived(rows, catalogue))
    assert found[HistoryKey("schools", "primary", "a")].values == {2022: 40, 2023: 42}
    assert found[HistoryKey("schools", "primary", "a", kind=PeriodKind.CALENDAR_YEAR)].values == {2023: 41}
    assert found[HistoryKey("group_coverage", "primary", "a")].counts == {2023: (21, 42)}
    assert HistoryKey("schools", "primary", "b") not in found
