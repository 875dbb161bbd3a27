"""Every indicator of one district in one period: value, distance, standing among the districts, pace, and what moved.

A rank is given where there is a better side; totals of counts have none, and their share of the city is said instead.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from geo.territory import territory_since
from indicators.catalogue import Catalogue
from indicators.definitions import Indicator
from indicators.gaps import Gap, gap
from indicators.pace import Assessment, assess
from indicators.people import PeopleNeeded, people_needed
from indicators.ranks import Ranking, rank
from indicators.rounding import round_half_up
from indicators.target_definitions import Target
from indicators.targets import sense
from indicators.vocabulary import EducationLevel, Period, Polarity, ValueStatus
from views.district_figures import Cell, Figures, Key
from views.standings import territory_note
from views.target_choice import comparable, default_target, lower_is_better
from views.territory import Comparable


@dataclass(frozen=True, eq=False)
class ProfileRow:
    """One indicator at one 学段: its figures, the target (None = none), the district's code, and the period."""

    figures: Figures
    indicator: Indicator
    level: EducationLevel
    target: Target | None
    place: str
    period: Period
    unranked: bool = False

    @property
    def key(self) -> Key:
        """Indicator and 学段."""
        return self.indicator.id, str(self.level)

    @cached_property
    def here(self) -> list[Cell]:
        """All districts and zones of the period, the district among them."""
        return self.figures.at(self.key, self.period)

    @cached_property
    def own(self) -> Cell | None:
        """The district's own figure, None where it is not there in that period."""
        return next((cell for cell in self.here if cell.code == self.place), None)

    @property
    def decimals(self) -> int:
        """On display."""
        return self.indicator.decimals

    @cached_property
    def value(self) -> float | None:
        """The value as displayed."""
        return self.shown(self.own.value) if self.own is not None and self.own.known else None

    @property
    def status(self) -> str:
        """Why there is no value, or how sure it is."""
        return self.own.status if self.own is not None else str(ValueStatus.NOT_APPLICABLE)

    def shown(self, value: float) -> float:
        """A value as displayed."""
        return round_half_up(value, self.decimals)

    @cached_property
    def others(self) -> list[tuple[str, str, float]]:
        """Code, name and displayed value of the other districts."""
        return [(cell.code, cell.name, self.shown(cell.value)) for cell in self.here if cell.code != self.place and cell.known]

    @cached_property
    def city(self) -> float | None:
        """The city's value as displayed."""
        found = self.figures.city(self.key, self.period.key)
        return None if found is None else self.shown(found)

    @cached_property
    def gap(self) -> Gap | None:
        """The district's distance to the target."""
        if self.own is None or self.value is None or self.target is None:
            return None
        return gap(self.own.value, self.target, self.indicator)

    @property
    def steps(self) -> float | None:
        """The same in 档, positive = beyond the target."""
        return self.steps_of(self.value) if self.value is not None and self.gap is not None else None

    def steps_of(self, value: float) -> float:
        """A value's distance to the target in 档, positive = beyond it. Raises ValueError without a target."""
        if self.target is None or self.target.value is None:
            raise ValueError(f"{self.indicator.id} has no target")
        return sense(self.target) * (value - self.target.value) / self.indicator.step

    @cached_property
    def values(self) -> dict[int, float]:
        """The district's exact values by start year, of the same kind of period up to this one."""
        return self.figures.history(self.key, self.place, self.period)

    @cached_property
    def state(self) -> Assessment | None:
        """The state of pace; None without a value or a target."""
        if self.target is None or self.value is None:
            return None
        return assess(self.comparable.values, self.period.start_year, self.target, self.decimals)

    @cached_property
    def comparable(self) -> Comparable:
        """The district's figures over the years in its present territory."""
        return self.figures.comparable(self.indicator, str(self.level), self.place, self.period)

    @property
    def territory(self) -> str:
        """What a change of area means for the pace, "" where it has no bearing on it."""
        return territory_note(self.comparable, self.state, self.period.start_year)

    @cached_property
    def people(self) -> PeopleNeeded | None:
        """What is still to do in people."""
        if self.own is None or self.target is None or self.value is None:
            return None
        return people_needed(self.indicator, self.target, self.own.numerator, self.own.denominator)

    @property
    def has_better_side(self) -> bool:
        """Whether a rank means something: a target or a polarity, and no total."""
        return not self.indicator.additive and (
            self.target is not None or self.indicator.polarity is not Polarity.NEITHER
        )

    @property
    def lower_is_better(self) -> bool:
        """By the target, else by polarity."""
        return lower_is_better(self.indicator, self.target)

    @cached_property
    def ranking(self) -> Ranking:
        """All districts of the period, in the order of `here`."""
        return self._ranking(self.here)

    def _ranking(self, cells: list[Cell]) -> Ranking:
        values, above, below = ([getattr(cell, name) for cell in cells] for name in ("value", "numerator", "denominator"))
        return rank(self.indicator, values, above, below, not self.lower_is_better)

    def ranks_among(self, codes: Collection[str]) -> dict[str, int | None]:
        """Ranks of some districts among each other; nothing without a better side."""
        cells = [cell for cell in self.here if cell.code in codes]
        ranks = self._ranking(cells).ranks if self.has_better_side else ()
        return dict(zip((cell.code for cell in cells), ranks, strict=False))

    @cached_property
    def rank(self) -> int | None:
        """The district's rank, 1 = best; None without a better side or a value, or where it stands alone."""
        if self.unranked or not self.has_better_side or self.value is None or self.ranking.ranked < 2:
            return None
        return self.ranking.ranks[self._number]

    @property
    def tied(self) -> bool:
        """Whether others have the same rank."""
        return self.rank is not None and sum(found == self.rank for found in self.ranking.ranks) > 1

    @property
    def close(self) -> bool:
        """差距不足一人: nearer than one child or class to a neighbour."""
        return self.rank is not None and self.ranking.close[self._number]

    @property
    def last(self) -> bool:
        """Whether nobody stands below it, among three or more."""
        ranks = [found for found in self.ranking.ranks if found is not None]
        return self.rank is not None and len(ranks) > 2 and self.rank == max(ranks) and self.rank > 1

    @cached_property
    def _number(self) -> int:
        return next(number for number, cell in enumerate(self.here) if cell.code == self.place)

    @cached_property
    def since(self) -> int:
        """The start year since which the district has had its territory: nothing before it is compared."""
        return territory_since(self.figures.workspace.city_code, self.period.start_year).get(self.place, 0)

    def rank_in(self, year: int) -> int | None:
        """Its rank in an earlier year, where the same districts were ranked; else None."""
        before = self.figures.at(self.key, Period(year, self.period.kind))
        now = {cell.code for cell in self.here if cell.known}
        same = {cell.code for cell in before if cell.known} == now and self.place in now
        if not self.has_better_side or year < self.since or not same:
            return None
        return dict(zip((cell.code for cell in before), self._ranking(before).ranks, strict=True))[self.place]

    def change_since(self, year: int) -> float | None:
        """Displayed value now minus then; None where one is missing or the territory was another."""
        values = self.comparable.values
        if self.value is None or year not in values:
            return None
        return self.shown(self.value - self.shown(values[year]))


def all_rows(known: Figures, catalogue: Catalogue, period: Period, place: str, unranked: bool = False) -> list[ProfileRow]:
    """One row for each indicator and 学段 that any district has in the period, in the order of the catalogue."""
    rows = []
    for name, indicator in catalogue.indicators.items():
        for level in indicator.education_levels:
            here = known.here((name, str(level)), period.key)
            if not any(cell.known for cell in here.values()):
                continue
            targets = comparable(catalogue, known.workspace, indicator, level)
            row = ProfileRow(known, indicator, level, default_target(targets, period.start_year), place, period, unranked)
            if row.own is not None:
                rows.append(row)
    return rows
