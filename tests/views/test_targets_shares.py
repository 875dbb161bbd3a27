"""Whole-city counts shared out to districts, and milestones on the way to a target: against figures by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import intake
from access import Role, Visitor
from indicators.milestones import BadMilestonesError, check_milestones, milestones_text, parse_milestones
from store import Store, Workspace
from tests.views.conftest import NAMES, row
from views.choices import Choices
from views.gaps import gaps_view
from views.targets_shares import targets_shares_view
from views.trends import trends_view

STAFF = Visitor("王老师", Role.STAFF)
DRAFT = intake.TargetDraft(
    "inclusive_coverage", "preschool", "at_least", "88", "2028", "each_district", "city", "提升方案", "", False,
    "2026：84；2027: 86",
)  # fmt: skip


def test_a_whole_citys_count_is_shared_out_by_schools(opened: Store, put: Callable[..., Workspace]) -> None:
    """30 by 10, 10, 20, 30, 15, 15 of 100 schools: 3, 3, 6, 9, 4.5, 4.5; the one left goes by code to 靖江市."""
    schools = dict(zip(NAMES, (10, 10, 20, 30, 15, 15), strict=True))
    rows = [row(code, "schools", 2024, count, "compulsory") for code, count in schools.items()]
    rows.append(row("321281", "new_modern_schools", 2024, 4, "compulsory"))
    now = put(rows)
    first = targets_shares_view(opened, now, Choices())
    assert first is not None
    thirty = next(key for key, words in first.targets if "≥ 30" in words)
    view = targets_shares_view(opened, now, Choices(shared=thirty))
    assert view is not None and view.weight == "schools"
    shares = dict(zip(view.table["区县"], view.table["分到"], strict=True))
    assert shares == {"海陵区": "3", "高港区": "3", "姜堰区": "6", "兴化市": "9", "靖江市": "5", "泰兴市": "4", "全市": "30"}
    assert view.table.set_index("区县").loc["兴化市", "还差"] == "5"
    evenly = targets_shares_view(opened, now, Choices(shared=thirty, weight="even"))
    assert evenly is not None and set(evenly.table["分到"][:6]) == {"5"}


def test_a_range_is_shared_out_at_both_ends(opened: Store, city: Workspace) -> None:
    view = targets_shares_view(opened, city, Choices())
    assert view is not None
    ranged = next(key for key, words in view.targets if "10–12" in words)
    both = targets_shares_view(opened, city, Choices(shared=ranged))
    assert both is not None
    assert both.table["分到"].tolist()[-1] == "10（满额 12）"
    assert both.table["分到"].tolist()[0] == "2（满额 2）"


@pytest.mark.parametrize(
    ("text", "milestones"),
    [
        ("2025：82；2026：84", ((2025, 82.0), (2026, 84.0))),
        ("2026年84%，2025年82%", ((2025, 82.0), (2026, 84.0))),
        ("2025 82", ((2025, 82.0),)),
        ("", ()),
    ],
)
def test_milestones_as_people_write_them(text: str, milestones: tuple[tuple[int, float], ...]) -> None:
    assert parse_milestones(text) == milestones
    assert parse_milestones(milestones_text(milestones)) == milestones


@pytest.mark.parametrize(
    ("milestones", "value", "year", "at_most", "words"),
    [
        (((2025, 82.0),), 85.0, None, False, "目标值和期限都要填"),
        (((2027, 82.0),), 85.0, 2027, False, "都要早于期限"),
        (((2025, 82.0), (2025, 83.0)), 85.0, 2027, False, "一年一个"),
        (((2025, 86.0),), 85.0, 2027, False, "接近目标值"),
        (((2025, 1.0),), 2.0, 2027, True, "接近目标值"),
    ],
)
def test_milestones_that_lead_nowhere_are_refused(
    milestones: tuple[tuple[int, float], ...], value: float, year: int | None, at_most: bool, words: str
) -> None:
    with pytest.raises(BadMilestonesError, match=words):
        check_milestones(milestones, value, year, at_most)


def test_words_that_are_no_milestone() -> None:
    with pytest.raises(BadMilestonesError, match="“明年八成”看不懂"):
        parse_milestones("2025：82；明年八成")


def test_milestones_stand_beside_the_target_on_the_pages(opened: Store, city: Workspace) -> None:
    intake.add_target(opened, city, DRAFT, STAFF)
    now = opened.workspace(city.id)
    assert now is not None
    chosen = "own_1_321200.inclusive_coverage.preschool.2026"
    view = gaps_view(opened, now, Choices(indicator="inclusive_coverage", target=chosen))
    assert view is not None and view.options.target is not None
    assert (view.options.target.value, view.options.target.year) == (84.0, 2026)
    assert "市 ≥ 84%（2026 年阶段）" in view.subtitle
    trend = trends_view(opened, now, Choices(indicator="inclusive_coverage"))
    assert trend is not None
    assert {(line.value, line.year) for line in trend.targets} >= {(84.0, 2026), (86.0, 2027), (88.0, 2028)}


def test_a_draft_with_bad_milestones_changes_nothing(opened: Store, city: Workspace) -> None:
    from dataclasses import replace

    with pytest.raises(intake.TargetRefusedError, match="接近目标值"):
        intake.add_target(opened, city, replace(DRAFT, milestones="2026：90"), STAFF)
    assert opened.workspace(city.id) == city
