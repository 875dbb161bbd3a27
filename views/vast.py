"""A province or the nation: millions of values, of which a page reads the few indicators it shows.

What may be chosen comes from one aggregated question about which places have a number. All answers are those that the whole
table would give (a test holds both side by side); only limited viewers, who see one place, get theirs from the whole table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

import numpy as np
import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.cube import Cube
from indicators.derived import derive, with_derived
from indicators.suppression import hidden_cells, names_concerned, names_protected
from indicators.suppression_solver import Cell
from indicators.vocabulary import PlaceKind
from language import current
from store import Store, Workspace
from views.choices import OFFER_COLUMNS
from views.city_catalogue import city_catalogue
from views.city_tables import blanked, named, without_small
from views.series import COMPARED, city_table

# Values up to which a city is read whole: 200 districts × 100 indicators × 20 years. Above, a page would wait seconds
WHOLE_MOST = 400_000
# Cells of one step of the arithmetic on what there is: 160 MB
_CELLS_MOST = 20_000_000
_BINNED = ("classes", "large_classes", "very_large_classes", "classes_within_limit")
Part = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def is_vast(store: Store, workspace: Workspace) -> bool:
    """Whether a page should read only what it shows."""
    return not workspace.only and _count(store, workspace.id, workspace.revision) > WHOLE_MOST


@lru_cache(maxsize=64)
def _count(store: Store, workspace: str, _revision: int) -> int:
    return store.count_in_force(workspace)


def closure(catalogue: Catalogue, indicators: Iterable[str]) -> frozenset[str]:
    """These indicators and all that their values may be made of: counts, parts of sums, bins of 班级总数."""
    found: set[str] = set()
    todo = list(indicators)
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        known = catalogue.indicators.get(name)
        if known is not None:
            todo += [part for part in (known.numerator, known.denominator, *known.sum_of) if part]
        todo += _BINNED if name in _BINNED else ()
    return frozenset(found)


def part(
    store: Store,
    workspace: Workspace,
    released: bool,
    indicators: Iterable[str],
    period_key: str = "",
    place_code: str = "",
) -> Part:
    """What these indicators are made of (values without their cells), they themselves, reported or not, and the city's values.

    Of one period only where `period_key` is given; of one place only where `place_code` is (the city's values then say nothing).
    """
    return _part(store, workspace, released, frozenset(indicators), period_key, place_code, current())


@lru_cache(maxsize=8)
def _part(
    store: Store,
    workspace: Workspace,
    released: bool,
    wanted: frozenset[str],
    period_key: str,
    place_code: str,
    language: str,
) -> Part:
    catalogue = city_catalogue(store, workspace)
    values = store.numbers(workspace.id, closure(catalogue, wanted), workspace.as_of, period_key or None, place_code or None)
    values = values if language == "zh" else named(values)
    derived = with_derived(values, catalogue, wanted)
    city = city_table(derived, catalogue, workspace)
    if not released:
        return values, derived, city
    if not closure(catalogue, wanted) & names_protected(catalogue):
        return values, derived, city  # nothing of it is ever hidden, so nobody waits for what is
    away = hidden(store, workspace)
    _values, shown, whole = without_small(values, derived, city, catalogue, away)
    return blanked(values, away), shown, whole


def cells(
    store: Store, workspace: Workspace, released: bool, indicators: Iterable[str], periods: Collection[str]
) -> pd.DataFrame:
    """The stored rows (STORED_COLUMNS) of some periods, with the cells they came from."""
    reach = closure(city_catalogue(store, workspace), indicators)
    found = named(store.current_values(workspace.id, reach, as_of=workspace.as_of, periods=periods))
    protected = released and reach & names_protected(city_catalogue(store, workspace))
    return blanked(found, hidden(store, workspace)) if protected else found


@lru_cache(maxsize=4)
def hidden(store: Store, workspace: Workspace) -> frozenset[Cell]:
    """What of a whole region must not leave the house."""
    catalogue = city_catalogue(store, workspace)
    reach = closure(catalogue, names_concerned(catalogue))
    rows = with_derived(store.numbers(workspace.id, reach, workspace.as_of), catalogue)
    return frozenset(hidden_cells(rows, catalogue))


def offered(store: Store, workspace: Workspace) -> tuple[pd.DataFrame, dict[str, str]]:
    """What may be chosen (OFFER_COLUMNS), and the districts and zones by code in the order of codes.

    Small numbers that are hidden count as there: that a region has figures of a period gives none of them away.
    """
    frame, codes = _offered(store, workspace)
    return frame, {code: _name(code) for code in codes}


@lru_cache(maxsize=4)
def _offered(store: Store, workspace: Workspace) -> tuple[pd.DataFrame, tuple[str, ...]]:
    catalogue = city_catalogue(store, workspace)
    there = store.presence(workspace.id, workspace.as_of)
    lists = {text: text.split(",") if text else [] for name in ("some", "zero", "blank") for text in set(there[name])}
    codes = sorted({code for found in lists.values() for code in found})
    at = {code: number for number, code in enumerate(codes)}
    places = {text: np.array(sorted(at[code] for code in found), dtype=np.int64) for text, found in lists.items()}
    compared = np.array([_kind(code) in COMPARED for code in codes], dtype=bool)
    frame = _offers(there, places, codes, compared, catalogue)
    return frame, tuple(code for code, one in zip(codes, compared, strict=True) if one)


def _offers(
    there: pd.DataFrame,
    places: dict[str, np.ndarray],
    codes: list[str],
    compared: np.ndarray,
    catalogue: Catalogue,
) -> pd.DataFrame:
    """OFFER_COLUMNS, reckoned with 1 for every number but 0: sums and rates of counts exist where their parts do."""
    levels, periods = sorted(set(there["education_level"])), sorted(set(there["period_key"]))
    pairs = sorted(set(zip(there["indicator"], there["breakdown"], strict=True)))
    step = max(1, _CELLS_MOST // max(1, len(levels) * len(periods) * (len(pairs) + 64)))
    counts: dict[tuple[str, str, str, bool], int] = {}
    all_levels: dict[tuple[str, str, bool], int] = {}
    for start in range(0, len(codes), step):
        here = codes[start : start + step]
        cube = _cube(there, places, start, here, levels, periods, pairs)
        derive(cube, catalogue)
        has = ~np.isnan(cube.values)
        for (indicator, breakdown), column in cube.columns.items():
            if breakdown or indicator not in catalogue.indicators:
                continue
            for which in (True, False):
                mine = has[compared[start : start + step] == which][..., column]
                by_level, together = mine.sum(axis=0), mine.any(axis=1).sum(axis=0)
                for level, period in zip(*np.nonzero(by_level), strict=True):
                    key = (indicator, cube.levels[level], cube.periods[period], which)
                    counts[key] = counts.get(key, 0) + int(by_level[level, period])
                for period in np.nonzero(together)[0]:
                    whole = (indicator, cube.periods[period], which)
                    all_levels[whole] = all_levels.get(whole, 0) + int(together[period])
    rows = [(*key, counts[key], all_levels[key[0], key[2], key[3]]) for key in sorted(counts)]
    return pd.DataFrame(rows, columns=list(OFFER_COLUMNS))


def _cube(
    there: pd.DataFrame,
    places: dict[str, np.ndarray],
    start: int,
    here: list[str],
    levels: list[str],
    periods: list[str],
    pairs: list[tuple[str, str]],
) -> Cube:
    """1 where a place has a number, 0 where it has 0."""
    shape = (len(here), len(levels), len(periods), len(pairs))
    values = np.full(shape, np.nan)
    columns = {pair: number for number, pair in enumerate(pairs)}
    level_of, period_of = ({name: number for number, name in enumerate(names)} for names in (levels, periods))
    for row in there.to_dict("records"):
        column = columns[row["indicator"], row["breakdown"]]
        for name, number in (("some", 1.0), ("zero", 0.0)):
            found = places[row[name]]
            mine = found[np.searchsorted(found, start) : np.searchsorted(found, start + len(here))] - start
            values[mine, level_of[row["education_level"]], period_of[row["period_key"]], column] = number
    return Cube(here, list(levels), list(periods), columns, values, np.zeros(shape, np.int8), np.zeros(shape, np.bool_))


def _kind(code: str) -> PlaceKind:
    try:
        return geo.place(code).kind
    except KeyError:  # the code of the whole itself
        return PlaceKind.CITY


def _name(code: str) -> str:
    return geo.shown(code, geo.place(code).name)
