"""The figures of a city by indicator, period and district, looked up a hundred times for one profile: plain dictionaries.

What stands in a period is what `views.series.Series.at` answers: every district of that year, 未报送 where it has no row; a zone
only if it has a value or is not called 不适用.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

import geo
from indicators.definitions import Indicator
from indicators.vocabulary import Period, PlaceKind, ValueStatus
from language import current
from store import Store, Workspace
from views import vast
from views.city_catalogue import city_catalogue
from views.city_tables import stored
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


Cells = dict[Key, dict[str, dict[str, Cell]]]


@dataclass(frozen=True)
class Figures:
    """`here` answers for (indicator, 学段) and a Period.key by place code, `over_time` for it and a place code by Period.key.

    `city` likewise has the city's value in a period, None where it has none; `reported` which (indicator, 学段) a period has.
    """

    workspace: Workspace
    here: Callable[[Key, str], Mapping[str, Cell]]
    over_time: Callable[[Key, str], Mapping[str, Cell]]
    city: Callable[[Key, str], float | None]
    reported: Callable[[str], Collection[Key]]

    def at(self, key: Key, period: Period) -> list[Cell]:
        """Districts and zones of a period in the order of codes."""
        here = self.here(key, period.key)
        then = dict(districts_then(self.workspace.city_code, period.start_year))
        places = [cell._replace(name=then.get(cell.code, cell.name)) for cell in here.values()]
        absent = [(code, name) for code, name in then.items() if code not in here]
        places += [Cell(code, name, NAN, str(ValueStatus.NOT_REPORTED), NAN, NAN) for code, name in absent]
        kept = [cell for cell in places if cell.known or cell.status != ValueStatus.NOT_APPLICABLE or "-" not in cell.code]
        return sorted(kept, key=lambda cell: cell.code)

    def history(self, key: Key, place: str, period: Period) -> dict[int, float]:
        """One district's exact values by start year, of the same kind of period up to this one."""
        mine = {Period.from_key(other): cell for other, cell in self.over_time(key, place).items() if cell.known}
        found = {when.start_year: cell.value for when, cell in mine.items() if when.kind is period.kind}
        return {year: found[year] for year in sorted(found) if year <= period.start_year}

    def comparable(self, indicator: Indicator, level: str, place: str, period: Period) -> Comparable:
        """One district's exact values by start year in the territory it has in that period."""
        key = (indicator.id, level)

        def numbers(code: str) -> dict[int, float]:
            return self.history(key, code, period)

        def records(code: str) -> dict[int, Counted]:
            mine = {Period.from_key(other): cell for other, cell in self.over_time(key, code).items() if cell.known}
            return {
                when.start_year: Counted(cell.value, cell.numerator, cell.denominator)
                for when, cell in mine.items()
                if when.kind is period.kind
            }

        reporting = [code for code, cell in self.here(key, period.key).items() if cell.known]
        city = self.workspace.city_code
        return comparable(numbers, records, indicator, city, place, period.start_year, reporting)


def figures(store: Store, workspace: Workspace, released: bool = False) -> Figures:
    """The figures of a city at the workspace's revision, read once; with `released` without small numbers.

    Of a region with very many values only the periods and places that are asked for are read, each once (`views.vast`).
    """
    read = _in_parts if vast.is_vast(store, workspace) else _whole
    return read(store, workspace, released, current())


@lru_cache(maxsize=6)
def _whole(store: Store, workspace: Workspace, released: bool, _language: str) -> Figures:
    _values, derived, city, _offered = stored(store, workspace, released)
    cells, totals = _cells(derived), _totals(city)

    def over_time(key: Key, code: str) -> Mapping[str, Cell]:
        return {period: found[code] for period, found in cells.get(key, {}).items() if code in found}

    return Figures(
        workspace,
        here=lambda key, period: cells.get(key, {}).get(period, {}),
        over_time=over_time,
        city=lambda key, period: totals.get((*key, period)),
        reported=lambda period: [key for key, found in cells.items() if period in found],
    )


@lru_cache(maxsize=6)
def _in_parts(store: Store, workspace: Workspace, released: bool, _language: str) -> Figures:
    indicators = city_catalogue(store, workspace).indicators

    @cache
    def of_period(period: str) -> tuple[Cells, Mapping[tuple[str, str, str], float]]:
        _values, derived, city = vast.part(store, workspace, released, indicators, period)
        return _cells(derived), _totals(city)

    @cache
    def of_place(code: str) -> Cells:
        return _cells(vast.part(store, workspace, released, indicators, place_code=code)[1])

    def over_time(key: Key, code: str) -> Mapping[str, Cell]:
        return {period: found[code] for period, found in of_place(code).get(key, {}).items() if code in found}

    return Figures(
        workspace,
        here=lambda key, period: of_period(period)[0].get(key, {}).get(period, {}),
        over_time=over_time,
        city=lambda key, period: of_period(period)[1].get((*key, period)),
        reported=lambda period: list(of_period(period)[0]),
    )


def _cells(derived: pd.DataFrame) -> Cells:
    """The rows of districts and zones by (indicator, 学段), Period.key and place code."""
    whole = derived[(derived["breakdown"] == "") & derived["place_kind"].isin(list(COMPARED))]
    cells: Cells = {}
    columns = ["indicator", "education_level", "period_key", "place_code", "place_name"]
    columns += ["value", "status", "numerator", "denominator"]
    for name, level, period, code, place, *rest in zip(*(whole[column].tolist() for column in columns), strict=True):
        value, status, numerator, denominator = rest
        cell = Cell(code, place, float(value), str(status), float(numerator), float(denominator))
        cells.setdefault((name, str(level)), {}).setdefault(period, {})[code] = cell
    return cells


def _totals(city: pd.DataFrame) -> Mapping[tuple[str, str, str], float]:
    """The city's values by indicator, 学段 and Period.key."""
    known = city[(city["breakdown"] == "") & city["value"].notna()]
    columns = ["indicator", "education_level", "period_key", "value"]
    return {tuple(key): float(value) for *key, value in zip(*(known[name].tolist() for name in columns), strict=True)}


def districts_then(city_code: str, year: int) -> tuple[tuple[str, str], ...]:
    """Code and name of every district that a city had in a year; zones not among them."""
    return _districts_then(city_code, year, current())


@lru_cache(maxsize=256)
def _districts_then(city_code: str, year: int, _language: str) -> tuple[tuple[str, str], ...]:
    then = geo.districts(city_code, year)
    return tuple((place.code, geo.shown(place.code, place.name)) for place in then if place.kind is not PlaceKind.ZONE)
