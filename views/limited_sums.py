"""Which of the city's values give another district's figure away when they are put together, beside one's own figures.

A city's value less one's own is the sum of the others. Several such sums over different districts, and parts beside their whole,
may leave exactly one district's figure: 义务教育 of two districts less 小学 of the same two, taken from 初中 of three. What the
sums determine is found by linear algebra; districts that stand in the same sums are one unknown, as nothing tells them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from indicators.catalogue import Catalogue
from indicators.city_values import CityMethod
from indicators.class_sizes import LARGE_FROM, LIMITS, VERY_LARGE_FROM, Bounds, bin_bounds, tilings
from indicators.derived import LEVEL_SUMS
from indicators.vocabulary import EducationLevel, PlaceKind, ValueStatus

_ZERO = 1e-7
# Larger systems are not solved: every sum of theirs with a district that nothing hides among others is withheld
_LARGEST = 1500
_ADDING = frozenset({PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT})


class Quantity(NamedTuple):
    """What is counted, of a place not named."""

    indicator: str
    level: str
    breakdown: str = ""


Key = tuple[str, str, str, str]
Unknown = tuple[int, Quantity]
Row = dict[Unknown, float]
Held = Mapping[str, Mapping[Quantity, float]]
Relation = tuple[Quantity, tuple[Quantity, ...]]


@dataclass(frozen=True)
class Sum:
    """What the city's value of `shown` says: `quantity` summed over `places`, one's own taken off."""

    shown: Quantity
    quantity: Quantity
    places: frozenset[str]


def telling(
    derived: pd.DataFrame, city: pd.DataFrame, only: str, expected: Mapping[str, Iterable[str]], catalogue: Catalogue
) -> set[Key]:
    """Keys (indicator, level, breakdown, period) of city values to hide from whoever sees them and the figures of `only`.

    `derived`: the table of `with_derived`, what is withheld as small marked so. `city`: CITY_COLUMNS. `expected`: places that
    should report, by period: a total that the city reported itself holds those that did not, too.
    """
    found: set[Key] = set()
    has = derived["value"].notna() | (derived["status"] == ValueStatus.SUPPRESSED.value)
    rows = derived[has & derived["place_kind"].isin(list(_ADDING)) & (derived["place_code"] != only)]
    by_period = {str(key): part for key, part in rows.groupby("period_key")}
    for period, shown in city[city["value"].notna()].groupby("period_key"):
        held = _held(by_period.get(str(period), rows.head(0)))
        sums = list(_sums(held, shown, frozenset(expected.get(str(period), ())) - {only} | held.keys(), catalogue))
        found |= {(*quantity, str(period)) for quantity in _hidden(sums, held, catalogue)}
    return found


def _held(rows: pd.DataFrame) -> dict[str, dict[Quantity, float]]:
    """By place, the quantities it has a figure of; NaN where that is withheld."""
    found: dict[str, dict[Quantity, float]] = defaultdict(dict)
    columns = ("place_code", "indicator", "education_level", "breakdown", "value")
    for place, indicator, level, breakdown, value in zip(*(rows[name] for name in columns), strict=True):
        found[str(place)][Quantity(str(indicator), str(level), str(breakdown))] = float(value)
    return dict(found)


def _sums(held: Held, city: pd.DataFrame, everybody: frozenset[str], catalogue: Catalogue) -> Iterator[Sum]:
    for row in city.to_dict("records"):
        shown = Quantity(str(row["indicator"]), str(row["education_level"]), str(row["breakdown"]))
        known = catalogue.indicators.get(shown.indicator)
        if known is None:
            continue
        having = frozenset(place for place, own in held.items() if shown in own)
        if row["method"] == CityMethod.RATIO_OF_SUMS and known.numerator is not None and known.denominator is not None:
            above = Quantity(known.numerator, shown.level)
            below = Quantity(known.denominator, str(known.denominator_level or shown.level))
            both = frozenset(place for place, own in held.items() if above in own and below in own)
            yield from (Sum(shown, above, both), Sum(shown, below, both))
        elif row["method"] == CityMethod.SUM:
            yield Sum(shown, shown, having)
        own_total = row["method"] == CityMethod.REPORTED or abs(row["reported"] - row["value"]) > 1e-6
        if known.additive and own_total:
            yield Sum(shown, shown, everybody)
        if not known.additive and row["simple_mean"] == row["simple_mean"]:
            yield Sum(shown, shown, having)


def _hidden(sums: Sequence[Sum], held: Held, catalogue: Catalogue) -> set[Quantity]:
    """The city's quantities to hide, found greedily: of the sums that together leave one district's figure, the smallest."""
    links = {place: frozenset(_relations(own, catalogue)) for place, own in held.items()}
    hidden: set[Quantity] = set()
    while more := _more(sums, hidden, links):
        hidden |= more
    rates = {one.shown for one in sums if one.quantity != one.shown}
    for rate in sorted(hidden & rates):  # what hung on several sums may be shown again once the others are hidden
        if not _more(sums, hidden - {rate}, links):
            hidden -= {rate}
    return hidden


def _more(sums: Sequence[Sum], hidden: set[Quantity], links: Mapping[str, frozenset[Relation]]) -> set[Quantity]:
    """What must be hidden besides; nothing where no figure of a single district is left."""
    left = [one for one in sums if one.shown not in hidden and one.places]
    return {one for rows, shown, singles in _systems(left, links) for one in _to_hide(rows, shown, singles)}


def _relations(own: Mapping[Quantity, float], catalogue: Catalogue) -> Iterator[Relation]:
    """Sums that hold among the figures of one place: parts of a whole, 小学 and 初中, bins of class sizes."""
    known = catalogue.indicators
    for whole in own:
        indicator = known.get(whole.indicator)
        if indicator is None:
            continue
        ways = [tuple(whole._replace(level=str(part)) for part in LEVEL_SUMS.get(EducationLevel(whole.level), ()))]
        if not whole.breakdown:
            ways.append(tuple(whole._replace(indicator=part) for part in indicator.sum_of))
            for dimension in indicator.breakdowns:
                parts = (whole._replace(breakdown=item.id) for item in catalogue.dimensions[dimension].breakdowns if item.part)
                ways.append(tuple(part for part in parts if part in own))
        yield from ((whole, way) for way in ways if _adds_up(whole, way, own))
    for level in {quantity.level for quantity in own}:
        bins = {bounds: quantity for bounds, quantity in _bins(level) if quantity in own}
        for bounds, whole in bins.items():
            for tiling in tilings([other for other in bins if other != bounds], *bounds):
                way = tuple(bins[part] for part in tiling)
                if _adds_up(whole, way, own):
                    yield whole, way


def _bins(level: str) -> Iterator[tuple[Bounds, Quantity]]:
    yield from ((bounds, Quantity("classes", level, name)) for name, bounds in bin_bounds().items())
    yield (0, None), Quantity("classes", level)
    yield (LARGE_FROM, None), Quantity("large_classes", level)
    yield (VERY_LARGE_FROM, None), Quantity("very_large_classes", level)
    if level in LIMITS:
        yield (0, LIMITS[EducationLevel(level)]), Quantity("classes_within_limit", level)


def _adds_up(whole: Quantity, parts: Sequence[Quantity], own: Mapping[Quantity, float]) -> bool:
    if len(parts) < 2 or any(part not in own for part in parts):
        return False
    off = own[whole] - sum(own[part] for part in parts)
    return not abs(off) >= 0.5  # what is withheld (NaN) is taken to add up


def _systems(
    sums: Sequence[Sum], links: Mapping[str, frozenset[Relation]]
) -> Iterator[tuple[list[Row], list[Quantity | None], set[int]]]:
    """Systems of equations that share no unknown: rows, which of the city's values says each (None: holds in a place), and the
    groups that are one district."""
    standing: dict[str, set[int]] = defaultdict(set)
    for number, one in enumerate(sums):
        for place in one.places:
            standing[place].add(number)
    groups: dict[tuple[frozenset[int], frozenset[Relation]], int] = {}
    group_of = {p: groups.setdefault((frozenset(at), links.get(p, frozenset())), len(groups)) for p, at in standing.items()}
    size = np.bincount(list(group_of.values()), minlength=len(groups)) if groups else np.zeros(0)
    rows: list[Row] = [{(group, one.quantity): 1.0 for group in {group_of[p] for p in one.places}} for one in sums]
    shown: list[Quantity | None] = [one.shown for one in sums]
    for (_at, relations), group in groups.items():
        for whole, parts in relations:
            rows.append({(group, whole): -1.0} | {(group, part): 1.0 for part in parts})
            shown.append(None)
    singles = {group for group in range(len(groups)) if size[group] == 1}
    for numbers in _connected(rows):
        concerned = {unknown[0] for number in numbers for unknown in rows[number]}
        if concerned & singles:
            yield [rows[number] for number in numbers], [shown[number] for number in numbers], singles


def _connected(rows: Sequence[Row]) -> Iterable[list[int]]:
    """Numbers of the rows that hang together by their unknowns."""
    leader: dict[Unknown, Unknown] = {}

    def root(unknown: Unknown) -> Unknown:
        while leader.setdefault(unknown, unknown) != unknown:
            leader[unknown] = leader[leader[unknown]]
            unknown = leader[unknown]
        return unknown

    for row in rows:
        first, *rest = row
        for unknown in rest:
            leader[root(unknown)] = root(first)
    found: dict[Unknown, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        found[root(next(iter(row)))].append(number)
    return found.values()


def _to_hide(rows: Sequence[Row], shown: Sequence[Quantity | None], singles: set[int]) -> set[Quantity]:
    """One of the city's values for each figure of a single district that the rows determine; none where they determine none."""
    unknowns = sorted({unknown for row in rows for unknown in row})
    if len(unknowns) > _LARGEST:
        return {s for s, row in zip(shown, rows, strict=True) if s is not None and any(u[0] in singles for u in row)}
    place = {unknown: number for number, unknown in enumerate(unknowns)}
    matrix = np.zeros((len(rows), len(unknowns)))
    for number, row in enumerate(rows):
        for unknown, factor in row.items():
            matrix[number, place[unknown]] = factor
    _left, sizes, right = np.linalg.svd(matrix)
    rank = int((sizes > _ZERO).sum())
    free = np.abs(right[rank:]).max(axis=0) if rank < len(unknowns) else np.zeros(len(unknowns))
    told = [number for number, unknown in enumerate(unknowns) if unknown[0] in singles and free[number] < _ZERO]
    if not told:
        return set()
    weights = np.linalg.lstsq(matrix.T, np.eye(len(unknowns))[:, told], rcond=None)[0]
    chosen: set[Quantity] = set()
    for column in range(len(told)):
        using = [n for n, quantity in enumerate(shown) if quantity is not None and abs(weights[n, column]) > 1e-6]
        if using and not chosen & {shown[n] for n in using}:
            chosen.add(_least(using, rows, shown))
    return chosen


def _least(using: Sequence[int], rows: Sequence[Row], shown: Sequence[Quantity | None]) -> Quantity:
    """Of the city's values behind these rows the one that is missed least: a count before a rate, the longest sum (the
    others without the exposed district may stay), a part before a whole."""

    def order(number: int) -> tuple[bool, int, bool, Quantity]:
        quantity = shown[number]
        assert quantity is not None
        is_rate = all(unknown[1] != quantity for unknown in rows[number])
        return is_rate, -len(rows[number]), not quantity.breakdown, quantity

    return order(min(using, key=order))[3]
