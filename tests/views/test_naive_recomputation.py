"""Every figure that judges a district, worked out a second time from the counts in plain fractions, with no code of the product.

Random panels with missing years, zero denominators, ≤ targets, ranges, targets without or past their year, and a district that
another one went into (闸北区 into 静安区).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

import pandas as pd
import pytest

from indicators.catalogue import load_catalogue
from indicators.target_definitions import Target, TargetDirection
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace
from views.choices import Choices
from views.facts import facts
from views.rankings import standing_of
from views.standings import Standing, standings_of

# Merged in October 2015: the count of 1 September 2015 was still taken in both
JINGAN, ZHABEI, MERGED = "310106", "310108", 2016
PLACES = ("310101", "310104", "310105", JINGAN, "310107", "310109", "310110")
Counts = dict[tuple[str, int], tuple[int, int]]


@dataclass(frozen=True)
class Rule:
    """One indicator and target: share = 100 × above ÷ below; `least`: at least so much is wanted, else at most."""

    rate: str
    above: str
    below: str
    level: str
    goal: Fraction
    least: bool
    until: int | None
    now: int


def rounded(value: Fraction, decimals: int = 1) -> Fraction:
    """Half up, on the number itself."""
    return Fraction(floor(value * 10**decimals + Fraction(1, 2)), 10**decimals)


def territory(counts: Counts, place: str, year: int, now: int) -> tuple[int, int] | None:
    """The counts of the area which a place has now, as they were in a year; None where they cannot be told."""
    if place == JINGAN and year < MERGED <= now:
        both = [counts.get((part, year)) for part in (JINGAN, ZHABEI)]
        if any(one is None or not one[1] for one in both):
            return None
        return sum(one[0] for one in both if one), sum(one[1] for one in both if one)
    return counts.get((place, year))


def state_of(history: dict[int, Fraction], rule: Rule) -> tuple[str, Fraction | None, Fraction | None]:
    """The state by the nine rules in their order, the pace a year toward the target, and the pace needed."""
    shown = {year: rounded(value) for year, value in history.items()}
    toward = 1 if rule.least else -1
    if rule.now not in shown:
        return "not_enough_data", None, None
    short = toward * (rule.goal - shown[rule.now])
    earlier = sorted(year for year in shown if rule.now - 3 <= year < rule.now)
    pace = toward * (shown[rule.now] - shown[earlier[0]]) / (rule.now - earlier[0]) if earlier else None
    needed = short / (rule.until - rule.now) if rule.until is not None and rule.until > rule.now and short > 0 else None
    if short <= 0:
        return "met_falling" if pace is not None and pace < 0 else "met", pace, needed
    if rule.until is None:
        return "no_year", pace, needed
    if rule.now >= rule.until:
        return "overdue", pace, needed
    if pace is None or needed is None:
        return "not_enough_data", pace, needed
    ratio = pace / needed
    if ratio >= 1:
        return "on_track", pace, needed
    if ratio >= Fraction(1, 2):
        return "slightly_slow", pace, needed
    return ("far_behind" if ratio >= 0 else "going_back"), pace, needed


def people_of(above: int, below: int, rule: Rule) -> int:
    """Whole units still to do, never below 0."""
    wanted = rule.goal * below / 100
    return max(0, ceil(wanted - above if rule.least else above - wanted))


def arrival(history: dict[int, Fraction], rule: Rule) -> int | None:
    """The first year with the target met, walked year by year."""
    state, pace, _needed = state_of(history, rule)
    if (state in ("met", "met_falling", "not_enough_data") and rule.now not in history) or pace is None or pace <= 0:
        return None
    value, year, toward = rounded(history[rule.now]), rule.now, 1 if rule.least else -1
    if toward * (rule.goal - value) <= 0:
        return None
    while toward * (rule.goal - value) > 0:
        value, year = value + toward * pace, year + 1
    return year


def ranks_of(values: dict[str, Fraction], least: bool) -> dict[str, int]:
    """1 + how many are better, on what is shown."""
    shown = {place: rounded(value) for place, value in values.items()}
    return {p: 1 + sum((other > v) if least else (other < v) for other in shown.values()) for p, v in shown.items()}


def panel(rng: random.Random) -> tuple[Counts, Rule]:
    """Counts of seven districts over some years, with holes, and a target."""
    least = rng.random() < 0.5
    names = ("inclusive_coverage", "inclusive_pupils", "kindergarten_pupils", "preschool") if least else (
        "large_class_share", "large_classes", "classes", "primary"
    )  # fmt: skip
    now = rng.choice([2015, 2016, 2017, 2024])
    size = 60 if not least and rng.random() < 0.5 else 4_000
    counts: Counts = {}
    for place in (*PLACES, ZHABEI):
        below = rng.randint(1, size)
        for year in range(now - rng.randint(0, 6), now + 1):
            if rng.random() < 0.25 or (place == ZHABEI and year >= MERGED):
                continue
            below = max(0, below + rng.randint(-size // 20, size // 20))
            counts[place, year] = (rng.randint(below // 2 if least else 0, below if least else below // 6), below)
    until = rng.choice([None, now - 1, now, now + 1, now + 3, now + 6])
    goal = Fraction(rng.choice(("75", "85", "90", "95.5", "100") if least else ("0", "3", "5", "12.5")))
    return counts, Rule(*names, goal, least, until, now)


def put(store: Store, number: int, counts: Counts, rule: Rule) -> Workspace:
    """The counts as one upload of a city of its own."""
    rows = []
    for (place, year), pair in counts.items():
        for indicator, value in zip((rule.above, rule.below), pair, strict=True):
            words = {"place_code": place, "place_name": place, "place_kind": "district", "indicator": indicator}
            words |= {"education_level": rule.level, "period_key": f"{year}S", "status": "reported"}
            rows.append(dict.fromkeys(INCOMING_COLUMNS, "") | words | {"value": float(value), "heading": []})
    workspace = Workspace(f"310000-{number}", "310000", "上海市", simulated=True)
    frame = pd.DataFrame(rows, columns=list(INCOMING_COLUMNS))
    store.accept(workspace, NewUpload(f"{number}.xlsx", b"%d" % number, frame, "王老师", "310000"))
    found = store.workspace(workspace.id)
    assert found is not None
    return found


def target_of(rng: random.Random, rule: Rule) -> Target:
    """The rule's target as the product knows it; now and then a range, whose upper end decides nothing."""
    direction = TargetDirection.AT_LEAST if rule.least else TargetDirection.AT_MOST
    if rule.goal in (0, 100) and rng.random() < 0.5:
        direction = TargetDirection.EQUAL
    full = float(rule.goal) + 2 if rule.least and rule.goal < 98 and rng.random() < 0.3 else None
    any_target = load_catalogue().targets[0]
    return replace(any_target, direction=direction, value=float(rule.goal), value_full=full, year=rule.until)


@pytest.mark.parametrize("seed", range(6))
def test_states_paces_people_city_and_ranks_are_those_worked_out_by_hand(opened: Store, seed: int) -> None:
    rng = random.Random(seed)
    judged: set[str] = set()
    for number in range(10):
        counts, rule = panel(rng)
        shares = {key: Fraction(100 * above, below) for key, (above, below) in counts.items() if below}
        here = {place for place, year in shares if year == rule.now}
        if not here:
            continue
        workspace = put(opened, 100 * seed + number, counts, rule)
        target = target_of(rng, rule)
        found = facts(opened, workspace, Choices(indicator=rule.rate, level=rule.level, period=f"{rule.now}S"))
        assert found is not None and found.period.start_year == rule.now
        found = replace(found, options=replace(found.options, target=target))
        standings = {one.code: one for one in standings_of(found, target)}
        for place in PLACES:
            judged.add(_check_place(standings[place], counts, place, rule))
        _check_city(standings["310000"], counts, rule)
        ranked = standing_of(found)
        expected = ranks_of({place: shares[place, rule.now] for place in here}, rule.least)
        assert {code: one.rank for code, one in ranked.items() if one.rank is not None} == expected
    assert len(judged) >= 4


def _check_place(standing: Standing, counts: Counts, place: str, rule: Rule) -> str:
    years = sorted({year for _place, year in counts})
    own = {year: territory(counts, place, year, rule.now) for year in years}
    history = {year: Fraction(100 * pair[0], pair[1]) for year, pair in own.items() if pair is not None and pair[1]}
    state, pace, needed = state_of(history, rule)
    found = standing.found
    assert found is not None
    assert found.state == state, (place, history, rule)
    assert found.actual == (None if pace is None else pytest.approx(float(pace), abs=1e-9))
    assert found.needed == (None if needed is None else pytest.approx(float(needed), abs=1e-9))
    assert found.projected_year == arrival(history, rule), (place, history, rule)
    now = counts.get((place, rule.now))
    if rule.now in history and now is not None:
        assert found.gap is not None
        assert found.gap.value == float(rounded(history[rule.now]))
        assert found.gap.gap == pytest.approx(float((1 if rule.least else -1) * (rule.goal - rounded(history[rule.now]))))
        assert standing.needed is not None and standing.needed.count == people_of(*now, rule)
    return state


def _check_city(standing: Standing, counts: Counts, rule: Rule) -> None:
    """Σ ÷ Σ over the districts that have both counts, of every year; those without a single child add nothing."""
    history = {}
    for year in {year for _place, year in counts}:
        pairs = [pair for (_place, when), pair in counts.items() if when == year and pair[1]]
        if pairs:
            history[year] = Fraction(100 * sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs))
    state, pace, needed = state_of(history, rule)
    found = standing.found
    assert found is not None and found.state == state
    assert found.actual == (None if pace is None else pytest.approx(float(pace), abs=1e-9))
    assert found.needed == (None if needed is None else pytest.approx(float(needed), abs=1e-9))
    pairs = [pair for (_place, when), pair in counts.items() if when == rule.now and pair[1]]
    assert standing.needed is not None
    assert standing.needed.count == people_of(sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs), rule)


def test_the_second_reckoning_is_checked_by_hand_itself() -> None:
    """5.0 → 2.5 in two years, 0 by 2025: 1.25 a year, 0.8333 needed; 100 classes, 9 large, ≤ 5 %: 4; ties 1, 2, 2, 4."""
    rule = Rule("r", "a", "b", "primary", Fraction(0), False, 2025, 2022)
    history = {2020: Fraction(5), 2022: Fraction(5, 2)}
    assert state_of(history, rule) == ("on_track", Fraction(5, 4), Fraction(5, 6))
    assert arrival(history, rule) == 2024
    assert people_of(9, 100, replace(rule, goal=Fraction(5))) == 4
    values = {"a": Fraction(9), "b": Fraction(8), "c": Fraction(8), "d": Fraction(7)}
    assert ranks_of(values, True) == {"a": 1, "b": 2, "c": 2, "d": 4}


