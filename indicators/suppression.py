"""Small numbers that must not be shown: which cells of a table to hide so that none can be worked out from the others.

For a sensitive indicator a count of 1–4 is hidden, and a rate whose numerator or complement (denominator − numerator) is 1–4
(教育统计管理规定 art. 31: nothing from which a single respondent can be identified or inferred). Then, as long as a hidden
cell follows from what is still visible (district sums, parts of a whole, numerator = rate × denominator), another is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from indicators.catalogue import Catalogue
from indicators.city_values import CityMethod
from indicators.suppression_solver import Cell, Relation, hide
from indicators.vocabulary import PlaceKind, ValueStatus

SMALL_LEAST, SMALL_MOST = 1, 4
FEW_CHILDREN = 20
CITY = "Σ"
KEYS = ["place_code", "indicator", "education_level", "breakdown", "period_key"]


def is_small(count: float) -> bool:
    """True for a count of 1–4 (0 is shown, as it names nobody)."""
    return SMALL_LEAST <= count <= SMALL_MOST


def small_base(denominator: float) -> bool:
    """True where a rate stands on fewer than 20 children and carries a mark."""
    return 0 < denominator < FEW_CHILDREN


def suppress(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The table of `with_derived` as it may leave the house: hidden cells have no value, counts or text, status SUPPRESSED.

    Only sensitive indicators are touched. City values of the full table may be shown beside it if they pass `suppress_city`.
    Hidden rates take their counts with them; `from_counts`, gaps, what-if and calculations built on the result cannot show
    what was hidden.
    """
    sensitive = {name for name, indicator in catalogue.indicators.items() if indicator.sensitive}
    mine = rows["indicator"].isin(sensitive).to_numpy()
    if not mine.any():
        return rows
    hidden = hidden_cells(rows[mine], catalogue)
    keys = list(rows[KEYS].itertuples(index=False, name=None))
    gone = np.array([key in hidden for key in keys]) & mine
    found = rows.copy()
    found.loc[gone, "value"] = np.nan
    found.loc[gone, "status"] = ValueStatus.SUPPRESSED.value
    for name in ("numerator", "denominator"):
        if name in found.columns:
            counts = {item.id: getattr(item, name) for item in catalogue.indicators.values()}
            without = [(key[0], counts.get(key[1]), *key[2:]) in hidden for key in keys]
            found.loc[(np.array(without) | gone) & mine, [name, "from_counts"]] = np.nan
    if "text" in found.columns:
        found.loc[gone, "text"] = ""
    return found


def hidden_cells(rows: pd.DataFrame, catalogue: Catalogue) -> set[Cell]:
    """Keys (place, indicator, level, breakdown, period) to hide in a table of sensitive indicators; CITY stands for city sums."""
    values: dict[Cell, float] = {}
    kinds: dict[str, str] = {}
    table = rows[[*KEYS, "value", "place_kind"]]
    for place, indicator, level, breakdown, period, value, kind in table.itertuples(index=False, name=None):
        if value == value:
            values[(place, indicator, level, breakdown, period)] = value
        kinds[place] = kind
    hidden: set[Cell] = set()
    for period in {cell[4] for cell in values}:
        now = {cell: value for cell, value in values.items() if cell[4] == period}
        hidden |= _hidden_in_one_period(now, kinds, catalogue)
    return hidden


def _hidden_in_one_period(values: Mapping[Cell, float], kinds: Mapping[str, str], catalogue: Catalogue) -> set[Cell]:
    counts = {cell: value for cell, value in values.items() if catalogue.indicators[cell[1]].additive}
    counts |= _implied(values, counts, catalogue)
    relations: list[Relation] = []
    for find in (lambda: _over_places(counts, kinds), lambda: _parts(counts, catalogue), lambda: _complements(counts, catalogue)):
        found = list(find())
        relations += found
        for relation in found:
            for cell in relation.cells:
                if cell not in counts:
                    counts[cell] = relation.value_of(cell, counts)
    hidden = hide(counts, relations, {cell for cell, value in counts.items() if is_small(value)})
    return {cell for cell in hidden | _rates(counts, values, hidden, catalogue) if cell in values or cell[0] == CITY}


def _implied(values: Mapping[Cell, float], counts: Mapping[Cell, float], catalogue: Catalogue) -> dict[Cell, float]:
    """A count that nobody wrote but that follows from a rate and its other count: 95 % of 20 children are 19."""
    found: dict[Cell, float] = {}
    for cell, value in values.items():
        rate = catalogue.indicators[cell[1]]
        if rate.numerator is None or rate.denominator is None or value <= 0:
            continue
        above, below = ((cell[0], name, *cell[2:]) for name in (rate.numerator, rate.denominator))
        if above not in counts and below in counts:
            found[above] = float(round(value * counts[below] / rate.factor))
        elif below not in counts and above in counts:
            found[below] = float(round(counts[above] * rate.factor / value))
    return found


def _over_places(counts: Mapping[Cell, float], kinds: Mapping[str, str]) -> Iterable[Relation]:
    """District values add up to the city's, reported or added up by any reader."""
    groups: dict[tuple[str, str, str, str], list[Cell]] = defaultdict(list)
    totals: dict[tuple[str, str, str, str], Cell] = {}
    for cell in counts:
        kind = kinds.get(cell[0])
        if kind in (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT):
            groups[cell[1:]].append(cell)
        elif kind == PlaceKind.CITY:
            totals[cell[1:]] = cell
    for key, cells in groups.items():
        yield Relation(totals.get(key, (CITY, *key)), tuple(cells))


def _parts(counts: Mapping[Cell, float], catalogue: Catalogue) -> Iterable[Relation]:
    """Parts add up to their whole: four placements to 已入学数, girls and boys to all."""
    for whole in list(counts):
        indicator = catalogue.indicators[whole[1]]
        if whole[3]:
            continue
        if indicator.sum_of:
            parts = [(whole[0], part, *whole[2:]) for part in indicator.sum_of]
            if all(part in counts for part in parts):
                yield Relation(whole, tuple(parts))
        for dimension in indicator.breakdowns:
            split = [item.id for item in catalogue.dimensions[dimension].breakdowns if item.part]
            cells = [(*whole[:3], part, whole[4]) for part in split if (*whole[:3], part, whole[4]) in counts]
            if len(cells) >= 2 and abs(sum(counts[cell] for cell in cells) - counts[whole]) < 0.5:
                yield Relation(whole, tuple(cells))


def _complements(counts: Mapping[Cell, float], catalogue: Catalogue) -> Iterable[Relation]:
    """denominator = numerator + complement: the children who are not in school are a cell, too, though no row shows them."""
    for rate in catalogue.indicators.values():
        if not rate.sensitive or rate.numerator is None or rate.denominator is None:
            continue
        for cell in list(counts):
            below = (cell[0], rate.denominator, *cell[2:])
            if cell[1] == rate.numerator and below in counts and counts[below] >= counts[cell]:
                complement = (cell[0], f"{rate.id}−", *cell[2:])
                yield Relation(below, (cell, complement), complement)


def _rates(counts: Mapping[Cell, float], values: Mapping[Cell, float], hidden: set[Cell], catalogue: Catalogue) -> set[Cell]:
    """A rate is hidden with its numerator, its denominator or its complement: with one of them it would give the other away."""
    found = set()
    for rate in catalogue.indicators.values():
        if not rate.sensitive or rate.numerator is None or rate.denominator is None:
            continue
        names = (rate.numerator, rate.denominator, f"{rate.id}−")
        cells = {cell for cell in values if cell[1] == rate.id}
        cells |= {(CITY, rate.id, *cell[2:]) for cell in counts if cell[:2] == (CITY, rate.numerator)}
        found |= {cell for cell in cells if any((cell[0], name, *cell[2:]) in hidden for name in names)}
    return found


def suppress_city(city: pd.DataFrame, rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """`city_values` (CITY_COLUMNS) of the full `rows` as they may leave the house: hidden values have no number, method none."""
    sensitive = [item.id for item in catalogue.indicators.values() if item.sensitive]
    hidden = hidden_cells(rows[rows["indicator"].isin(sensitive)], catalogue)
    gone = np.array([(CITY, *key) in hidden for key in city[KEYS[1:]].itertuples(index=False, name=None)], dtype=bool)
    if not gone.any():
        return city
    found = city.copy()
    for name in ("value", "numerator", "denominator", "reported", "simple_mean"):
        found.loc[gone, name] = np.nan
    found.loc[gone, "method"] = CityMethod.NONE.value
    return found
