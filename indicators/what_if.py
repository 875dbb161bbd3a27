"""What if so many more places (children, classes, schools) came every year: when would a district, or the city, reach its target?

The denominator is held as it is, so that places are converted, not added; where more of the denominator closes the gap
(平均班额: more classes) the numerator is held instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from indicators.definitions import Indicator
from indicators.people import PeopleNeeded, people_needed
from indicators.rounding import fraction_of, round_half_up
from indicators.target_definitions import Target
from indicators.targets import at_most

LONGEST = 100


@dataclass(frozen=True)
class Plan:
    """`arrival`: the first year that meets the target, None = not within a hundred years; `year`: the period it starts from."""

    needed: PeopleNeeded
    per_year: int
    arrival: int | None
    year: int

    @cached_property
    def path(self) -> tuple[tuple[int, float], ...]:
        """Year → value on the way, to the target's year or the arrival, thirty years at most; made where it is asked for."""
        year, needed = self.year, self.needed
        last = max(year, needed.target.year or year, min(self.arrival or year, year + 30))
        return tuple((when, _value(needed.indicator, needed, self.per_year * (when - year))) for when in range(year, last + 1))

    @property
    def in_time(self) -> bool | None:
        """Whether it arrives by the target's year; None where the target has none."""
        if self.needed.target.year is None:
            return None
        return self.arrival is not None and self.arrival <= self.needed.target.year


def plan(indicator: Indicator, target: Target, numerator: float, denominator: float, year: int, per_year: int) -> Plan | None:
    """The way from period `year` with `per_year` more (for ≤: fewer large classes) each year; exact, on undisplayed values.

    None where the gap is not counted in people. Raises ValueError for a negative number of places.
    """
    if per_year < 0:
        raise ValueError("places a year are not negative")
    needed = people_needed(indicator, target, numerator, denominator)
    if needed is None:
        return None
    if needed.count == 0:
        arrival: int | None = year
    else:
        arrival = year + ceil(needed.exact / per_year) if per_year else None
    if arrival is not None and arrival - year > LONGEST:
        arrival = None
    return Plan(needed, per_year, arrival, year)


def per_year_needed(needed: PeopleNeeded, year: int) -> int | None:
    """How many a year would be just enough for the target's year; None without a year or when that has come."""
    target_year = needed.target.year
    if target_year is None or target_year <= year:
        return None
    return ceil(needed.exact / (target_year - year))


def _value(indicator: Indicator, needed: PeopleNeeded, moved: int) -> float:
    num, den, factor = fraction_of(needed.numerator), fraction_of(needed.denominator), fraction_of(indicator.factor)
    if needed.by_denominator:
        den += moved
    else:
        sign = -1 if at_most(needed.target) else 1
        num = max(num + sign * moved, fraction_of(0))
        if indicator.valid_max is not None:
            num = min(num, fraction_of(indicator.valid_max) * den / factor)
    return round_half_up(float(factor * num / den), indicator.decimals) if den else float("nan")
