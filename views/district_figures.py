"""The figures of a city by indicator, period and district, looked up a hundred times for one profile: plain dictionaries.

What stands in a period is what `views.series.Series.at` answers: every district of that year, 未报送 where it has no row; a zone
only if it has a value or is not called 不适用.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import geo
from indicators.definitions import Indicator
from indicators.vocabulary import Period, PlaceKind, ValueStatus
from language import current
from store import Store, Workspace
from views.facts import stored
from views.series import COMPARED
from views.territory import Comparable, Counted, comparable

Key = tuple[str, str]
NAN = float("nan")


class Cell(NamedTuple):
    """One district's figure of one indicator in one period; NaN = none."""

    code: str
    name: str
    value: float
    status: str
    numerator: float
    denominator: float

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value == self.value


@dataclass(frozen=True)
class Figures:
    """`cells` by (indicator, 学段), Period.key and place code; `city` by (indicator, 学段) and Period.key."""

    workspace: Workspace
    cells: dict[Key, dict[str, dict[str, Cell]]]
    city: dict[Key, dict[str, float]]

    def at(self, key: Key, period: Period) -> list[Cell]:
        """Districts and zones of a period in the order of codes."""
        here = self.cells.get(key, {}).get(period.key, {})
        then = dict(districts_then(self.workspace.city_code, period.start_year))
        places = [cell._replace(name=then.get(cell.code, cell.name)) for cell in here.values()]
        absent = [(code, name) for code, name in then.items() if code not in here]
        places += [Cell(code, name, NAN, str(ValueStatus.NOT_REPORTED), NAN, NAN) for code, name in absent]
        kept = [cell for cell in places if cell.known or cell.status != ValueStatus.NOT_APPLICABLE or "-" not in cell.code]
        return sorted(kept, key=lambda cell: cell.code)

    def history(self, key: Key, place: str, period: Period) -> dict[int, float]:
        """One district's exact values by start year, of the same kind of period up to this one."""
        found = {}
        for other, cells in self.cells.get(key, {}).items():
            when = Period.from_key(other)
            if when.kind is period.kind and when.start_year <= period.start_year and place in cells and cells[place].known:
                found[when.start_year] = cells[place].value
        return dict(sorted(found.items()))


    def comparable(self, indicator: Indicator, level: str, place: str, period: Period) -> Comparable:
        """One district's exact values by start year in the territory it has in that period."""
        by_period = self.cells.get((indicator.id, level), {})
        alike = {Period.from_key(other): cells for other, cells in by_period.items()}

        def numbers(code: str) -> dict[int, float]:
            return self.history((indicator.id, level), code, period)

        def records(code: str) -> dict[int, Counted]:
            mine = {when: cells[code] for when, cells in alike.items() if when.kind is period.kind and code in cells}
            return {
                when.start_year: Counted(cell.value, cell.numerator, cell.denominator)
                for when, cell in mine.items()
                if cell.known
            }

        reporting = [code for code, cell in by_period.get(period.key, {}).items() if cell.known]
        city = self.workspace.city_code
        return comparable(numbers, records, indicator, city, place, period.start_year, reporting)


def figures(store: Store, workspace: Workspace, released: bool = False) -> Figures:
    """The figures of a city at the workspace's revision, read once; with `released` without small numbers."""
    return _figures(store, workspace, released, current())


@lru_cache(maxsize=6)
def _figures(store: Store, workspace: Workspace, released: bool, _language: str) -> Figures:
    _values, derived, city, _offered = stored(store, workspace, released)
    whole = derived[(derived["breakdown"] == "") & derived["place_kind"].isin(list(COMPARED))]
    cells: dict[Key, dict[str, dict[str, Cell]]] = {}
    columns = ["indicator", "education_level", "period_key", "place_code", "place_name"]
    columns += ["value", "status", "numerator", "denominator"]
    for name, level, period, code, place, *rest in zip(*(whole[column].tolist() for column in columns), strict=True):
        value, status, numerator, denominator = rest
        cell = Cell(code, place, float(value), str(status), float(numerator), float(denominator))
        cells.setdefault((name, str(level)), {}).setdefault(period, {})[code] = cell
    totals: dict[Key, dict[str, float]] = {}
    known = city[(city["breakdown"] == "") & city["value"].notna()]
    columns = ["indicator", "education_level", "period_key", "value"]
    for name, level, period, value in zip(*(known[column].tolist() for column in columns), strict=True):
        totals.setdefault((name, str(level)), {})[period] = float(value)
    return Figures(workspace, cells, totals)


def districts_then(city_code: str, year: int) -> tuple[tuple[str, str], ...]:
    """Code and name of every district that a city had in a year; zones not among them."""
    return _districts_then(city_code, year, current())


@lru_cache(maxsize=256)
def _districts_then(city_code: str, year: int, _language: str) -> tuple[tuple[str, str], ...]:
    then = geo.districts(city_code, year)
    return tuple((place.code, geo.shown(place.code, place.name)) for place in then if place.kind is not PlaceKind.ZONE)
