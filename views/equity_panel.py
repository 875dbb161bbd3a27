"""The districts whose spread is measured over time: those with a value in the chosen period, looked at in each earlier one.

A period is comparable where all of them have a value and none of them has changed its territory since. Elsewhere its figures
are shown, say how many districts they rest on, and are never set against another period's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import geo
from geo.territory import territory_since
from indicators.convergence import LEAST_DISTRICTS, Convergence, base_of, compare
from indicators.equity import Measure, Theil, district_variation, quarter_gap, spread_range, spread_ratio, theil
from indicators.pace import WINDOW_YEARS
from indicators.rounding import round_half_up
from indicators.vocabulary import Period, PlaceKind
from views.facts import Facts
from views.peer_groups import kind_of


@dataclass(frozen=True)
class Measures:
    """All spread measures of one period; `weighted` (and `theil` where they are known) by the denominators of the values."""

    count: int
    range: Measure
    ratio: Measure
    variation: Measure
    weighted: Measure
    theil: Theil
    quarters: Measure


@dataclass(frozen=True)
class Panel:
    """`values`: exact values by start year and place code; `weights`: their denominators (NaN = not known).

    `codes`: the districts counted. `changed`: the start year since which a place has had its present territory; `joined`: by
    year, those whose value is that of all the old units they are made of, and so comparable.
    `kinds`: the group a place is in, else what it is by law.
    """

    over: tuple[Period, ...]
    codes: tuple[str, ...]
    names: Mapping[str, str]
    values: Mapping[int, Mapping[str, float]]
    weights: Mapping[int, Mapping[str, float]]
    changed: Mapping[str, int]
    joined: Mapping[int, Collection[str]]
    kinds: Mapping[str, str]
    decimals: int

    @property
    def year(self) -> int:
        """Start year of the chosen period."""
        return self.over[-1].start_year

    def displayed(self, year: int) -> Mapping[str, float]:
        """The values of a year as they are shown: what is drawn, ranked, and subtracted for the range."""
        return {code: round_half_up(value, self.decimals) for code, value in self.values[year].items()}

    def counted(self, year: int) -> list[str]:
        """Those of the districts that have a value in that year."""
        return [code for code in self.codes if code in self.values[year]]

    def missing(self, year: int) -> list[str]:
        """Those that have none."""
        return [code for code in self.codes if code not in self.values[year]]

    def other_territory(self, year: int) -> list[str]:
        """Those whose territory was another one in that year."""
        whole = self.joined.get(year, ())
        return [code for code in self.counted(year) if year < self.changed.get(code, 0) and code not in whole]

    def comparable(self, year: int) -> bool:
        """Whether that year has the same districts in the same boundaries as the chosen period."""
        return not self.missing(year) and not self.other_territory(year)

    def several_kinds(self) -> bool:
        """Whether the districts fall into more than one kind, so that the spread splits between and within kinds."""
        return len({self.kinds[code] for code in self.codes}) > 1

    @cached_property
    def has_weights(self) -> bool:
        """Whether every counted value has its denominator, in every period: a measure is weighted throughout or not at all."""
        weights = [self.weights[year][code] for year in self.values for code in self.counted(year)]
        return bool(weights) and all(weight == weight and weight > 0 for weight in weights)

    def measures(self, year: int) -> Measures:
        """The spread of the counted districts in that year."""
        return measures_of(self, year, self.counted(year))

    @cached_property
    def base(self) -> tuple[int, Convergence] | None:
        """What the chosen period is compared with: the earliest year of the window with all districts, else with most of them."""
        found: list[tuple[int, Convergence]] = []
        for year in (period.start_year for period in self.over[:-1]):
            if self.year - WINDOW_YEARS <= year:
                result = self.against(year)
                found += [(year, result)] if result is not None else []
        return base_of(found) if found else None

    def against(self, year: int) -> Convergence | None:
        """The chosen period against an earlier year, over the districts of both in the same boundaries."""
        other = set(self.other_territory(year))
        then = {code: value for code, value in self.values[year].items() if code not in other}
        return compare(then, {code: self.values[self.year][code] for code in self.codes}, self.decimals)


def measures_of(panel: Panel, year: int, codes: Sequence[str]) -> Measures:
    """The measures of some districts in one year: of exact values; the range is that of displayed ones."""
    values = [panel.values[year][code] for code in codes]
    displayed = panel.displayed(year)
    weights = [panel.weights[year].get(code, float("nan")) for code in codes]
    kinds = [panel.kinds[code] for code in codes]
    weighted = district_variation(values, weights) if panel.has_weights else Measure(None)
    return Measures(
        count=len(codes),
        range=_rounded(spread_range([displayed[code] for code in codes]), panel.decimals),
        ratio=spread_ratio(values),
        variation=district_variation(values),
        weighted=weighted,
        theil=theil(values, weights if panel.has_weights else None, kinds),
        quarters=_rounded(quarter_gap(values), panel.decimals),
    )


def panel_of(found: Facts, groups: Mapping[str, str] | None = None) -> Panel:
    """The panel of the chosen indicator, up to the chosen period. `groups`: the bureau's group of each place.

    Inequality splits between these groups where each counted district is in one, else between what districts are by law.
    """
    groups = groups or {}
    over = tuple(found.series.alike(found.period))
    values: dict[int, dict[str, float]] = {}
    weights: dict[int, dict[str, float]] = {}
    names: dict[str, str] = {}
    zones: set[str] = set()
    for period in over:
        rows = [row for row in found.series.records(period) if row["value"] == row["value"]]
        values[period.start_year] = {row["place_code"]: float(row["value"]) for row in rows}
        weights[period.start_year] = {row["place_code"]: float(row["denominator"]) for row in rows}
        names |= {row["place_code"]: row["place_name"] for row in rows}
        zones |= {row["place_code"] for row in rows if row["place_kind"] == PlaceKind.ZONE}
    year = found.period.start_year
    changed = dict(territory_since(found.workspace.city_code, year))
    joined: dict[int, set[str]] = {}
    for code in values[year]:
        whole = found.series.comparable(code, found.period)
        for when, parts in whole.joined.items():
            if when in values:
                values[when][code] = whole.values[when]
                weights[when][code] = sum(weights[when].get(part, float("nan")) for part in parts)
                joined.setdefault(when, set()).add(code)
    by_law = {place.code: place.admin_type for place in geo.districts(found.workspace.city_code, year)}
    kinds = {code: kind_of(by_law.get(code, ""), code in zones) for code in names}
    own = {code: groups[code] for code in values[year] if groups.get(code)}
    if len(own) == len(values[year]):
        kinds |= own
    return Panel(
        over=over,
        codes=tuple(sorted(values[year])),
        names=names,
        values=values,
        weights=weights,
        changed=changed,
        joined=joined,
        kinds=kinds,
        decimals=found.indicator.decimals,
    )


def says_something(panel: Panel) -> bool:
    """Whether enough districts reported for a sentence about their spread."""
    return len(panel.codes) >= LEAST_DISTRICTS


def _rounded(measure: Measure, decimals: int) -> Measure:
    return measure if measure.value is None else Measure(round_half_up(measure.value, decimals))
