"""What follows from the figures a city has: sums of parts, measures from class-size bins, 义务教育 = 小学 + 初中, rates.

A reported value always stands; only what nobody reported is computed, and says so (`origin`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd

from indicators.catalogue import Catalogue
from indicators.class_sizes import fill_from_bins
from indicators.cube import STATUS_OF_DOUBT, Codes, Cube, Floats, build_cube, summed
from indicators.definitions import Indicator
from indicators.vocabulary import EducationLevel

# The columns that `with_derived` adds to those it is given
DERIVED_COLUMNS = {
    "origin": "'reported' or 'computed'",
    "numerator": "of a rate: its count, NaN where it is not there",
    "denominator": "of a rate: its count, NaN where it is not there",
    "from_counts": "of a rate: factor × numerator / denominator, NaN without both; a reported value that does not fit differs",
}
LEVEL_SUMS = {
    EducationLevel.COMPULSORY: (EducationLevel.PRIMARY, EducationLevel.JUNIOR),
    EducationLevel.SECONDARY: (EducationLevel.JUNIOR, EducationLevel.SENIOR),
}


def with_derived(rows: pd.DataFrame, catalogue: Catalogue, only: Collection[str] | None = None) -> pd.DataFrame:
    """All rows of a table with STORED_COLUMNS (or its keys and value, status) plus what can be computed, and DERIVED_COLUMNS.

    One row for each key: a row without a number gives way to a computed one. Rows of indicators that the catalogue does
    not know stay as they are. Works for any number of places. `only`: the answer is about these indicators alone, made of
    whatever rows there are.
    """
    names, (cube, codes) = rows, build_cube(rows)
    derive(cube, catalogue)
    if only is not None:
        mine = rows["indicator"].isin(sorted(only)).to_numpy()
        rows, codes = rows[mine], Codes(codes.place[mine], codes.level[mine], codes.period[mine], codes.column[mine])
        for (name, _breakdown), column in cube.columns.items():
            if name not in only:
                cube.computed[..., column] = False
    pieces = _rate_pieces(cube, catalogue, only)
    reported = _reported(rows, cube, codes, pieces)
    computed = _computed(names, cube, pieces)
    return computed if reported.empty else reported if computed.empty else pd.concat([reported, computed], ignore_index=True)


def derive(cube: Cube, catalogue: Catalogue) -> None:
    """Fill a cube in the order in which one step needs the other."""
    for indicator in catalogue.indicators.values():
        if indicator.sum_of and all(cube.has(part) for part in indicator.sum_of):
            cube.fill(indicator.id, *summed(cube.get(part) for part in indicator.sum_of))
    fill_from_bins(cube)
    _sum_levels(cube, catalogue)
    for indicator in catalogue.indicators.values():
        piece = rate_from_counts(cube, indicator)
        if piece is not None:
            value, above, below, doubt = piece
            allowed = np.array([level in indicator.education_levels for level in cube.levels])[None, :, None]
            cube.fill(indicator.id, np.where(allowed, value, np.nan), doubt)
            # 0 of 0: a district without a single child has no rate, and did not fail to report one
            nobody = ~np.isnan(above) & (below == 0) & allowed
            if nobody.any():
                cube.rule_out(indicator.id, nobody)


def _sum_levels(cube: Cube, catalogue: Catalogue) -> None:
    for whole, parts in LEVEL_SUMS.items():
        if not all(part.value in cube.levels for part in parts):
            continue
        position = cube.level(whole)
        sources = [cube.level(part) for part in parts]
        for name, breakdown in list(cube.columns):
            indicator = catalogue.indicators.get(name)
            if indicator is None or not indicator.additive or whole not in indicator.education_levels:
                continue
            values, doubt = cube.get(name, breakdown)
            total, most = summed([(values[:, source], doubt[:, source]) for source in sources])
            full, doubts = np.full(values.shape, np.nan), np.zeros(doubt.shape, dtype=np.int8)
            full[:, position], doubts[:, position] = total, most
            cube.fill(name, full, doubts, breakdown)


Piece = tuple[Floats, Floats, Floats, np.ndarray]


def rate_from_counts(cube: Cube, indicator: Indicator) -> Piece | None:
    """Value, numerator, denominator and doubt; a value wherever both counts are there and the denominator is not 0."""
    if not indicator.numerator or not indicator.denominator:
        return None
    if not cube.has(indicator.numerator) or not cube.has(indicator.denominator):
        return None
    above, doubt_above = cube.get(indicator.numerator)
    below, doubt_below = cube.get(indicator.denominator)
    if indicator.denominator_level is not None:
        if indicator.denominator_level.value not in cube.levels:
            return None
        at = cube.level(indicator.denominator_level)
        below = np.broadcast_to(below[:, at : at + 1], above.shape)
        doubt_below = np.broadcast_to(doubt_below[:, at : at + 1], above.shape)
    both = ~np.isnan(above) & ~np.isnan(below) & (below != 0)
    value = np.full(above.shape, np.nan)
    value[both] = indicator.factor * above[both] / below[both]
    return value, above, below, np.maximum(doubt_above, doubt_below)


def _rate_pieces(cube: Cube, catalogue: Catalogue, only: Collection[str] | None) -> dict[str, Piece]:
    found = {}
    for indicator in catalogue.indicators.values():
        if (indicator.id, "") in cube.columns and (only is None or indicator.id in only):
            piece = rate_from_counts(cube, indicator)
            if piece is not None:
                found[indicator.id] = piece
    return found


def _reported(rows: pd.DataFrame, cube: Cube, codes: Codes, pieces: dict[str, Piece]) -> pd.DataFrame:
    """The given rows with their counts, without those that a computed value replaces."""
    at = (codes.place, codes.level, codes.period, codes.column)
    kept = ~(rows["value"].isna().to_numpy() & cube.computed[at])
    found = rows.assign(origin="reported")
    numbers = np.full((3, len(rows)), np.nan)
    for name, (value, above, below, _doubt) in pieces.items():
        mine = codes.column == cube.columns[(name, "")]
        where = (codes.place[mine], codes.level[mine], codes.period[mine])
        for number, source in enumerate((above, below, value)):
            numbers[number, mine] = source[where]
    found["numerator"], found["denominator"], found["from_counts"] = numbers
    return found[kept]


def _computed(rows: pd.DataFrame, cube: Cube, pieces: dict[str, Piece]) -> pd.DataFrame:
    """One row for each number that we worked out ourselves."""
    place, level, period, column = np.nonzero(cube.computed)
    names = sorted(cube.columns, key=lambda pair: cube.columns[pair])
    known = {
        name: rows.drop_duplicates("place_code").set_index("place_code")[name].reindex(cube.places).array
        for name in ("place_name", "place_kind")
        if name in rows.columns
    }
    found: dict[str, Any] = {
        "place_code": _texts(cube.places, place),
        **{name: values.take(place) for name, values in known.items()},
        "indicator": _texts([name for name, _breakdown in names], column),
        "education_level": _texts(cube.levels, level),
        "breakdown": _texts([breakdown for _name, breakdown in names], column),
        "period_key": _texts(cube.periods, period),
        "value": cube.values[place, level, period, column],
        "status": _texts(STATUS_OF_DOUBT, cube.doubt[place, level, period, column]),
        "origin": "computed",
    }
    numbers = np.full((3, len(place)), np.nan)
    for name, (value, above, below, _doubt) in pieces.items():
        mine = column == cube.columns[(name, "")]
        where = (place[mine], level[mine], period[mine])
        for number, source in enumerate((above, below, value)):
            numbers[number, mine] = source[where]
    found["numerator"], found["denominator"], found["from_counts"] = numbers
    return pd.DataFrame(found)


def _texts(choices: Sequence[str], numbers: np.ndarray) -> Any:
    """A column of texts from a few choices, without making a Python text for each row."""
    return pd.array(list(choices), dtype="str").take(numbers)
