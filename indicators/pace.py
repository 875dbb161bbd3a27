"""Will it make it? The pace of a value toward its target, in nine states, by one linear rule, with every number that was used.

Pace is linear, not compound: with a target of 0 a compound rate calls a share halved in two years "limited progress".
All states are judged on values rounded as they are displayed, so that anyone can recompute them from the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from indicators.gaps import Gap, gap_of
from indicators.rounding import fraction_of, ratio_of, round_half_up, round_to_units
from indicators.target_definitions import Target
from indicators.targets import sense

# Thresholds, in one place: years of the window; ratio actual ÷ needed from which a state holds; points of the robustness check.
WINDOW_YEARS = 3
ON_TRACK_FROM = Fraction(1)
SLIGHTLY_SLOW_FROM = Fraction(1, 2)
ROBUST_POINTS_LEAST, ROBUST_POINTS_MOST = 4, 5


class PaceState(StrEnum):
    """The nine states; the order of the tests is `assess`'s."""

    NOT_ENOUGH_DATA = "not_enough_data"
    MET = "met"
    MET_FALLING = "met_falling"
    NO_YEAR = "no_year"
    OVERDUE = "overdue"
    ON_TRACK = "on_track"
    SLIGHTLY_SLOW = "slightly_slow"
    FAR_BEHIND = "far_behind"
    GOING_BACK = "going_back"


MET_STATES = frozenset({PaceState.MET, PaceState.MET_FALLING})


@dataclass(frozen=True)
class Assessment:
    """A state with everything it rests on; paces are in units a year, positive = toward the target.

    `actual`, `first_year`, `first_value` None = no earlier period in the window; `needed` None = not asked for.
    `projected_year`: when this pace arrives, None = never or met; `projected_range`: the same for the slopes that leave
    one of the latest points out, None as an end = never. `fragile`: leaving one out would give another state (`other_states`).
    `history`: the exact values that were given.
    """

    state: PaceState
    target: Target
    year: int
    decimals: int
    gap: Gap | None = None
    first_year: int | None = None
    first_value: float | None = None
    actual: float | None = None
    needed: float | None = None
    ratio: float | None = None
    projected_year: int | None = None
    projected_range: tuple[int | None, int | None] | None = None
    other_states: tuple[PaceState, ...] = ()
    history: Mapping[int, float] = field(default_factory=dict, repr=False, compare=False)

    @property
    def points(self) -> tuple[tuple[int, float], ...]:
        """Start years up to this one and the values as displayed, oldest first."""
        return tuple((when, round_half_up(self.history[when], self.decimals)) for when in _years_known(self.history, self.year))

    @property
    def value(self) -> float | None:
        """The latest value as displayed."""
        return self.gap.value if self.gap else None

    @property
    def met(self) -> bool:
        """True where the displayed value reaches the target."""
        return self.state in MET_STATES

    @property
    def fragile(self) -> bool:
        """True where leaving one of the latest points out would change the state: a note, never another state."""
        return bool(self.other_states)


def assess(values: Mapping[int, float], year: int, target: Target, decimals: int) -> Assessment | None:
    """The state at period `year` (start year), from values by start year of one period kind; NaN = no value.

    None for a direction without a number: see `movement`. Years after `year` are not looked at.
    """
    if target.value is None:
        return None
    years = _years_known(values, year)
    if not years or years[-1] != year:
        return Assessment(PaceState.NOT_ENOUGH_DATA, target, year, decimals, history=values)
    found = gap_of(values[year], target, decimals)
    assert found is not None
    (goal, unit), sign, places = ratio_of(target.value), sense(target), 10**decimals
    # Whole numbers from here on: values and gap in units of 1 / (places × goal's denominator). The window is no longer than these
    latest = [(when, round_to_units(values[when], decimals)) for when in years[-ROBUST_POINTS_MOST:]]
    now = latest[-1][1]
    gap = sign * (goal * places - now * unit)
    first, then = next(point for point in latest if point[0] >= year - WINDOW_YEARS)
    actual = None if first == year else Rate(sign * (now - then) * unit, year - first)
    state = _state(gap, actual, year, target.year)
    slopes = [] if actual is None else _slopes_leaving_one_out(latest, sign * unit)
    others = {_state(gap, slope, year, target.year) for slope in slopes} - {state}
    left = 0 if target.year is None or gap <= 0 else max(target.year - year, 0)
    return Assessment(
        state=state,
        target=target,
        year=year,
        decimals=decimals,
        gap=found,
        first_year=first if actual is not None else None,
        first_value=then / places if actual is not None else None,
        actual=actual.change / actual.years / places / unit if actual is not None else None,
        needed=gap / left / places / unit if left else None,
        ratio=actual.change * left / (actual.years * gap) if actual is not None and left else None,
        projected_year=_arrival(gap, actual, year),
        projected_range=_arrivals(gap, slopes, year),
        other_states=tuple(sorted(others)),
        history=values,
    )


def _years_known(values: Mapping[int, float], year: int) -> list[int]:
    return sorted(when for when, value in values.items() if when <= year and value == value)


_LEAST_RATIOS = (
    (ON_TRACK_FROM.as_integer_ratio(), PaceState.ON_TRACK),
    (SLIGHTLY_SLOW_FROM.as_integer_ratio(), PaceState.SLIGHTLY_SLOW),
)


class Rate(NamedTuple):
    """A pace as an exact ratio: `change` whole units in `years` (positive)."""

    change: int
    years: int


def _state(gap: int, actual: Rate | None, year: int, target_year: int | None) -> PaceState:
    """The nine states in the order of the rule."""
    if gap <= 0:
        return PaceState.MET_FALLING if actual is not None and actual.change < 0 else PaceState.MET
    if target_year is None:
        return PaceState.NO_YEAR
    if year >= target_year:
        return PaceState.OVERDUE
    if actual is None:
        return PaceState.NOT_ENOUGH_DATA
    covered, asked = actual.change * (target_year - year), gap * actual.years
    for (least, of), state in _LEAST_RATIOS:
        if covered * of >= asked * least:
            return state
    return PaceState.FAR_BEHIND if actual.change >= 0 else PaceState.GOING_BACK


def _slopes_leaving_one_out(latest: Sequence[tuple[int, int]], unit: int) -> list[Rate]:
    """Least-squares slopes of the latest 4 or 5 points, each time without one of them; none with fewer than 4 points."""
    if len(latest) < ROBUST_POINTS_LEAST:
        return []
    # Years from the first one on keep the numbers small; one point's share is taken off the sums of all
    start, count = latest[0][0], len(latest) - 1
    years = values = squares = products = 0
    for year, value in latest:
        x = year - start
        years, values, squares, products = years + x, values + value, squares + x * x, products + x * value
    slopes = []
    for year, value in latest:
        x = year - start
        sum_x, sum_v = years - x, values - value
        below = count * (squares - x * x) - sum_x * sum_x
        slopes.append(Rate((count * (products - x * value) - sum_x * sum_v) * unit, below))
    return slopes


def slopes(found: Assessment) -> list[tuple[int, float]]:
    """The year left out, and the slope of the others toward the target in units a year: what the note and the range rest on."""
    latest = [(year, round_to_units(value, found.decimals)) for year, value in found.points[-ROBUST_POINTS_MOST:]]
    if found.actual is None:
        return []
    rates = _slopes_leaving_one_out(latest, sense(found.target))
    scale = 10**found.decimals
    return [(year, rate.change / rate.years / scale) for (year, _value), rate in zip(latest, rates, strict=False)]


def _arrival(gap: int, pace: Rate | None, year: int) -> int | None:
    """The first year in which the gap is closed at this pace; None when it is closed already, or never will be."""
    if gap <= 0 or pace is None or pace.change <= 0:
        return None
    return year - (-gap * pace.years // pace.change)


def _arrivals(gap: int, slopes: Sequence[Rate], year: int) -> tuple[int | None, int | None] | None:
    """Earliest and latest arrival of several slopes; None as the later end = at some of them never."""
    if gap <= 0 or not slopes:
        return None
    years = [_arrival(gap, slope, year) for slope in slopes]
    arriving = [arrival for arrival in years if arrival is not None]
    return min(arriving, default=None), None if len(arriving) < len(years) else max(arriving)


class Movement(StrEnum):
    """Which way a value moves, as far as its goodness goes."""

    RISING = "rising"
    FALLING = "falling"
    STILL = "still"
    UNKNOWN = "unknown"


def movement(values: Mapping[int, float], year: int, decimals: int) -> tuple[Movement, float | None]:
    """For a direction without a number: up, down or still since the first period of the window, and the change a year."""
    known = {when: round_half_up(value, decimals) for when, value in values.items() if value == value and when <= year}
    earlier = [when for when in known if year - WINDOW_YEARS <= when < year]
    if year not in known or not earlier:
        return Movement.UNKNOWN, None
    first = min(earlier)
    change = (fraction_of(known[year]) - fraction_of(known[first])) / (year - first)
    if change == 0:
        return Movement.STILL, 0.0
    return (Movement.RISING if change > 0 else Movement.FALLING), float(change)
