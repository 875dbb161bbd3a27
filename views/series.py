"""One indicator of one city at one 学段, over all places and periods: what was reported, and what follows from it.

Nothing is filled in from another period; a state without a number keeps its state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.city_values import city_values
from indicators.definitions import Indicator
from indicators.vocabulary import EducationLevel, Period, PeriodKind, PlaceKind, ValueStatus
from store import Workspace
from views.territory import Comparable, Counted, comparable

# One row of a series: columns of `with_derived`
Record = Mapping[str, Any]
# Places that are compared with each other; 市直 adds into the city but is no district
COMPARED = frozenset({PlaceKind.DISTRICT, PlaceKind.ZONE})


@dataclass(frozen=True)
class Series:
    """`rows`: columns of `indicators.derived.with_derived`, at most one row for each place and period, the city's own among them.

    `city`: CITY_COLUMNS, one row for each period.
    """

    indicator: Indicator
    level: EducationLevel
    workspace: Workspace
    rows: pd.DataFrame
    city: pd.DataFrame

    @cached_property
    def places(self) -> pd.DataFrame:
        """The rows of districts and zones: what is compared, ranked and mapped."""
        return self.rows[self.rows["place_kind"].isin(list(COMPARED))]

    @cached_property
    def periods(self) -> list[Period]:
        """Periods with at least one number of a district or zone, oldest first."""
        return sorted(Period.from_key(key) for key in self.places.loc[self.places["value"].notna(), "period_key"].unique())

    def alike(self, period: Period) -> list[Period]:
        """The periods of the same kind up to this one: school years and calendar years never share a line."""
        return [other for other in self.periods if other.kind is period.kind and other.start_year <= period.start_year]

    def by_year(self, place_code: str, period: Period) -> dict[int, float]:
        """One place's numbers by start year, of the same kind of period up to this one."""
        return {year: value for year, value in self._numbers(place_code, period.kind).items() if year <= period.start_year}

    def comparable(self, place_code: str, period: Period) -> Comparable:
        """The same in the territory which the place has in that period: what a pace or a change may be reckoned from."""
        if (place_code, period) not in self._comparables:
            figures = partial(self._numbers, kind=period.kind), partial(self._counted, kind=period.kind)
            city, reporting = self.workspace.city_code, self._reporting(period)
            answer = comparable(*figures, self.indicator, city, place_code, period.start_year, reporting)
            self._comparables[place_code, period] = answer
        return self._comparables[place_code, period]

    @cached_property
    def rankings(self) -> dict[Any, Any]:
        """Answers of `views.rankings` so far."""
        return {}

    def _reporting(self, period: Period) -> frozenset[str]:
        """The places with a number in a period, gathered once: each of thousands of places asks for them."""
        if period not in self._reported:
            here = (self.rows["period_key"] == period.key) & self.rows["value"].notna()
            self._reported[period] = frozenset(self.rows.loc[here, "place_code"])
        return self._reported[period]

    @cached_property
    def _reported(self) -> dict[Period, frozenset[str]]:
        """Answers of `_reporting` so far."""
        return {}

    @cached_property
    def _comparables(self) -> dict[tuple[str, Period], Comparable]:
        """Answers of `comparable` so far."""
        return {}

    @cached_property
    def _sorted(self) -> tuple[dict[tuple[str, PeriodKind], slice], tuple[list[Any], ...]]:
        """Start years, values, numerators and denominators of all numbers, oldest first, and where each place's stand in them."""
        known = self.rows[self.rows["value"].notna()]
        period, keys = pd.factorize(known["period_key"])
        place, codes = pd.factorize(known["place_code"])
        read, kinds = [Period.from_key(str(key)) for key in keys], list(PeriodKind)
        year = np.array([one.start_year for one in read], dtype=np.int64)[period]
        group = place * len(kinds) + np.array([kinds.index(one.kind) for one in read], dtype=np.int64)[period]
        order = np.lexsort((year, group))
        groups, starts = np.unique(group[order], return_index=True)
        ends = [*starts.tolist(), len(order)][1:]  # none where there is no number at all
        spans = {
            (str(codes[number // len(kinds)]), kinds[number % len(kinds)]): slice(start, end)
            for number, start, end in zip(groups.tolist(), starts.tolist(), ends, strict=True)
        }
        columns = (year, *(known[name].to_numpy(dtype=np.float64) for name in ("value", "numerator", "denominator")))
        return spans, tuple(column[order].tolist() for column in columns)

    def _numbers(self, place_code: str, kind: PeriodKind) -> dict[int, float]:
        """One place's numbers by start year, oldest first."""
        spans, (years, values, *_counts) = self._sorted
        mine = spans.get((place_code, kind), slice(0))
        return dict(zip(years[mine], values[mine], strict=True))

    def _counted(self, place_code: str, kind: PeriodKind) -> dict[int, Counted]:
        """The same with their counts."""
        spans, (years, *figures) = self._sorted
        mine = spans.get((place_code, kind), slice(0))
        return dict(zip(years[mine], map(Counted, *(column[mine] for column in figures)), strict=True))

    def city_at(self, period: Period) -> pd.Series | None:
        """The city's row of CITY_COLUMNS in one period, None where it has no value."""
        found = self.city[(self.city["period_key"] == period.key) & self.city["value"].notna()]
        return None if found.empty else found.iloc[0]

    def city_by_year(self, period: Period) -> dict[int, float]:
        """The city's values by start year, of the same kind of period up to this one."""
        found = {
            Period.from_key(key): value
            for key, value in zip(self.city["period_key"], self.city["value"], strict=True)
            if value == value
        }
        return {p.start_year: v for p, v in sorted(found.items()) if p.kind is period.kind and p.start_year <= period.start_year}

    @cached_property
    def _tables(self) -> dict[Period, pd.DataFrame]:
        """Answers of `at` so far."""
        return {}

    def at(self, period: Period) -> pd.DataFrame:
        """One row for each district and zone of that period; a district of that year without a row is 未报送.

        A zone that the sheet itself calls 不适用 (its figures stand with a district's) is not there in that period.
        """
        if period not in self._tables:
            self._tables[period] = self._at(period)
        return self._tables[period].copy()

    def _at(self, period: Period) -> pd.DataFrame:
        here = self.places[self.places["period_key"] == period.key]
        here = here[
            (here["place_kind"] != PlaceKind.ZONE) | here["value"].notna() | (here["status"] != ValueStatus.NOT_APPLICABLE)
        ]
        then = geo.districts(self.workspace.city_code, period.start_year)
        names = {place.code: geo.shown(place.code, place.name) for place in then}  # 崇明县 in 2012, one unit with 崇明区 of today
        pairs = zip(here["place_code"].tolist(), here["place_name"].tolist(), strict=True)
        here = here.assign(place_name=[names.get(code, name) for code, name in pairs])
        known = set(here["place_code"])
        absent = [place for place in then if place.code not in known]
        if not absent:
            return here.reset_index(drop=True)
        empty = pd.DataFrame(
            {
                "place_code": [place.code for place in absent],
                "place_name": [names[place.code] for place in absent],
                "place_kind": str(PlaceKind.DISTRICT),
                "period_key": period.key,
                "value": float("nan"),
                "status": str(ValueStatus.NOT_REPORTED),
                "origin": "reported",
                "numerator": float("nan"),
                "denominator": float("nan"),
            }
        )
        return pd.concat([here, empty], ignore_index=True)

    def records(self, period: Period) -> list[Record]:
        """The rows of `at` as dictionaries, made once and read by everybody: nobody writes into them."""
        if period not in self._records_at:
            self._records_at[period] = _as_records(self.at(period))
        return self._records_at[period]

    @cached_property
    def _records_at(self) -> dict[Period, list[Record]]:
        """Answers of `records` so far."""
        return {}

    def of(self, place_code: str, period: Period) -> Record | None:
        """One place's row in one period, None where nothing is there; the first where there are several."""
        if period not in self._rows_by_place:
            rows = _as_records(self.rows[self.rows["period_key"] == period.key])
            self._rows_by_place[period] = {row["place_code"]: row for row in reversed(rows)}
        return self._rows_by_place[period].get(place_code)

    @cached_property
    def _rows_by_place(self) -> dict[Period, dict[str, Record]]:
        """Rows by place of the periods that `of` was asked about."""
        return {}


def _as_records(rows: pd.DataFrame) -> list[Record]:
    """The same as `to_dict("records")`, without walking through each column's texts one by one."""
    names = [str(name) for name in rows.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*(rows[name].tolist() for name in names), strict=True)]


def read_series(
    derived: pd.DataFrame, city: pd.DataFrame, workspace: Workspace, indicator: Indicator, level: EducationLevel
) -> Series:
    """The series in the derived values of a city and in its city values."""
    own, whole = (
        table[
            (table["indicator"] == indicator.id) & (table["education_level"] == level) & (table["breakdown"] == "")
        ].reset_index(drop=True)
        for table in (derived, city)
    )
    return Series(indicator, level, workspace, own, whole)


def city_table(derived: pd.DataFrame, catalogue: Catalogue, workspace: Workspace) -> pd.DataFrame:
    """CITY_COLUMNS of a city for all periods; expected are the districts of that year and the zones that reported then."""
    zones = derived.loc[(derived["place_kind"] == PlaceKind.ZONE) & derived["value"].notna(), ["period_key", "place_code"]]
    reporting = zones.drop_duplicates().groupby("period_key")["place_code"].agg(set).to_dict()
    expected = {}
    for key in sorted(str(key) for key in derived["period_key"].unique()):
        districts = {place.code for place in geo.districts(workspace.city_code, Period.from_key(key).start_year)}
        expected[key] = len(districts | reporting.get(key, set()))
    found = city_values(derived, catalogue, expected)
    return found.sort_values("period_key", kind="stable", ignore_index=True)
