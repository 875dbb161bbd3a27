"""Small numbers that must not be shown: which cells of a table to hide so that none can be worked out from the others.

For a sensitive indicator a count of 1–4 is hidden, and a rate whose numerator or complement (denominator − numerator) is 1–4
(教育统计管理规定 art. 31: nothing from which a single respondent can be identified or inferred). Then, as long as a hidden
cell follows from what is still visible (district sums, parts of a whole, numerator = rate × denominator), another is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from indicators.catalogue import Catalogue
from indicators.city_values import CityMethod
from indicators.suppression_relations import (
    CITY,
    cells_by_name,
    complements,
    hidden_by_senders,
    over_places,
    parts,
    protected,
    protected_rates,
)
from indicators.suppression_solver import Cell, Relation, hide
from indicators.vocabulary import EducationLevel, PlaceKind, ValueStatus

SMALL_LEAST, SMALL_MOST = 1, 4
FEW_CHILDREN = 20
KEYS = ["place_code", "indicator", "education_level", "breakdown", "period_key"]


def is_small(count: float) -> bool:
    """True for a count of 1–4 (0 is shown, as it names nobody)."""
    return SMALL_LEAST <= count <= SMALL_MOST


def small_base(denominator: float) -> bool:
    """True where a rate stands on fewer than 20 children and carries a mark."""
    return 0 < denominator < FEW_CHILDREN


def suppress(rows: pd.DataFrame, catalogue: Catalogue, hidden: Collection[Cell] | None = None) -> pd.DataFrame:
    """The table of `with_derived` as it may leave the house: hidden cells have no value, counts or text, status SUPPRESSED.

    `hidden`: what `hidden_cells` answered for the whole city, where `rows` are a part of it.

    Only sensitive indicators are touched. City values of the full table may be shown beside it if they pass `suppress_city`.
    Hidden rates take their counts with them; `from_counts`, gaps, what-if and calculations built on the result cannot show
    what was hidden.
    """
    mine = _protected_rows(rows, catalogue)
    if not mine.any():
        return rows
    hidden = hidden_cells(rows, catalogue) if hidden is None else hidden
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


def names_concerned(catalogue: Catalogue) -> set[str]:
    """Indicators that can give a small number away: protected ones, and the counts that a protected rate stands on."""
    return _sensitive_and_counts(catalogue) | _names_of_children(catalogue)


def names_protected(catalogue: Catalogue) -> set[str]:
    """Indicators that have values which may be hidden: the sensitive ones, and those about the children of special schools."""
    return {name for name, item in catalogue.indicators.items() if protected(item, EducationLevel.SPECIAL.value)}


def _sensitive_and_counts(catalogue: Catalogue) -> set[str]:
    sensitive = [item for item in catalogue.indicators.values() if item.sensitive]
    return {name for item in sensitive for name in (item.id, item.numerator, item.denominator) if name}


def _concerned(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The rows of those; of counts of children those at special schools alone."""
    names = _sensitive_and_counts(catalogue)
    at_special = rows["education_level"] == EducationLevel.SPECIAL.value
    return rows[rows["indicator"].isin(names) | (at_special & rows["indicator"].isin(_names_of_children(catalogue)))]


def _names_of_children(catalogue: Catalogue) -> set[str]:
    """Counts of children, the rates made of them, and the counts those rates stand on."""
    found = (item for item in catalogue.indicators.values() if protected(item, EducationLevel.SPECIAL.value))
    return {name for item in found for name in (item.id, item.numerator, item.denominator) if name}


def _protected_rows(rows: pd.DataFrame, catalogue: Catalogue) -> np.ndarray:
    sensitive = {name for name, indicator in catalogue.indicators.items() if indicator.sensitive}
    special = {name for name, indicator in catalogue.indicators.items() if protected(indicator, EducationLevel.SPECIAL.value)}
    at_special = rows["education_level"] == EducationLevel.SPECIAL.value
    return (rows["indicator"].isin(sensitive) | (at_special & rows["indicator"].isin(special))).to_numpy()


def hidden_cells(rows: pd.DataFrame, catalogue: Catalogue) -> set[Cell]:
    """Keys (place, indicator, level, breakdown, period) to hide in a table of `with_derived`; CITY stands for city sums."""
    rows = _concerned(rows, catalogue)
    stars = _stars(rows, catalogue)
    known = rows.drop_duplicates("place_code", keep="last")
    kinds = dict(zip(known["place_code"].tolist(), known["place_kind"].tolist(), strict=True))
    values: dict[str, dict[Cell, float]] = defaultdict(dict)
    numbers = rows[rows["value"].notna()]
    for *cell, value in zip(*(numbers[name].tolist() for name in (*KEYS, "value")), strict=True):
        values[cell[4]][tuple(cell)] = value
    hidden: set[Cell] = set()
    for period, now in values.items():
        came = sorted(cell for cell in stars if cell[4] == period)
        guessed = hidden_by_senders(came, now, _totals([*came, *now], now, kinds) if came else {}, catalogue)
        hidden |= _hidden_in_one_period(now, guessed, kinds, catalogue)
    return hidden


def _stars(rows: pd.DataFrame, catalogue: Catalogue) -> set[Cell]:
    """Counts without a number because their sender hid them (＊): what is visible beside them must not give them away."""
    if "status" not in rows.columns:
        return set()
    additive = {name for name, indicator in catalogue.indicators.items() if indicator.additive}
    came = (rows["status"] == ValueStatus.SUPPRESSED) & rows["value"].isna() & rows["indicator"].isin(additive)
    came &= _protected_rows(rows, catalogue)
    return set(rows.loc[came, KEYS].itertuples(index=False, name=None))


def _totals(cells: Iterable[Cell], values: Mapping[Cell, float], kinds: Mapping[str, str]) -> dict[Cell, Cell]:
    """For each place's cell the cell with the total that the city itself reported, where it did."""
    reported = {cell[1:]: cell for cell in values if kinds.get(cell[0]) == PlaceKind.CITY}
    return {cell: reported[cell[1:]] for cell in cells if cell[1:] in reported and kinds.get(cell[0]) != PlaceKind.CITY}


def _hidden_in_one_period(
    values: Mapping[Cell, float], stars: Mapping[Cell, float], kinds: Mapping[str, str], catalogue: Catalogue
) -> set[Cell]:
    counts = {cell: value for cell, value in values.items() if catalogue.indicators[cell[1]].additive} | dict(stars)
    counts |= _implied(values, counts, catalogue)
    relations: list[Relation] = []
    for find in (
        lambda: over_places(counts, values, stars, kinds, catalogue),
        lambda: parts(counts, catalogue),
        lambda: complements(counts, catalogue),
    ):
        found = list(find())
        relations += found
        for relation in found:
            for cell in relation.cells:
                if cell not in counts:
                    counts[cell] = relation.value_of(cell, counts)
    # What is public anyway (在校生数 below a sensitive rate) stays visible; what would follow from it is hidden instead
    known = catalogue.indicators
    open_to_all = {pair: not protected(known[pair[0]], pair[1]) for pair in {cell[1:3] for cell in counts} if pair[0] in known}
    public = {cell for cell in counts if open_to_all.get(cell[1:3], False)}
    small = {cell for cell, value in counts.items() if (is_small(value) or cell in stars) and cell not in public}
    # A city's sum without the one that came hidden would tell it beside the other sums
    unpublished = {total for cell in stars if (total := (CITY, *cell[1:])) in counts}
    hidden = hide(counts, relations, small, public, unpublished, stars)
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


def _rates(counts: Mapping[Cell, float], values: Mapping[Cell, float], hidden: set[Cell], catalogue: Catalogue) -> set[Cell]:
    """A rate is hidden with its numerator, its denominator or its complement: with one of them it would give the other away."""
    found = set()
    shown, of_city = cells_by_name(values), cells_by_name(cell for cell in counts if cell[0] == CITY)
    for rate, (numerator, denominator) in protected_rates(catalogue):
        names: tuple[str, ...] = (numerator, denominator, f"{rate.id}−")
        cells = {cell for cell in shown.get(rate.id, ()) if protected(rate, cell[2])}
        cells |= {(CITY, rate.id, *cell[2:]) for cell in of_city.get(numerator, ()) if protected(rate, cell[2])}
        names += tuple(f"{rate.id}/{name}" for name in names[:2])  # the city's sums over districts that have both
        found |= {cell for cell in cells if any((cell[0], name, *cell[2:]) in hidden for name in names)}
    return found


def suppress_city(
    city: pd.DataFrame, rows: pd.DataFrame, catalogue: Catalogue, hidden: Collection[Cell] | None = None
) -> pd.DataFrame:
    """`city_values` (CITY_COLUMNS) of the full `rows` as they may leave the house: hidden values have no number, method none.

    `hidden`: what `hidden_cells` answered for the whole city, where `rows` are a part of it.
    """
    hidden = hidden_cells(rows, catalogue) if hidden is None else hidden
    codes = {CITY, *rows.loc[rows["place_kind"] == PlaceKind.CITY, "place_code"]}
    keys = list(city[KEYS[1:]].itertuples(index=False, name=None))
    mine = _protected_rows(city, catalogue)
    there = [any((code, *key) in hidden for code in codes) for key in keys]
    gone = np.array(there, dtype=bool) & mine
    found = city.copy()
    for name in ("value", "numerator", "denominator", "reported", "simple_mean"):
        found.loc[gone, name] = np.nan
    found.loc[gone, "method"] = CityMethod.NONE.value
    return found
