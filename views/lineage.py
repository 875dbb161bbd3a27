"""The cells behind one figure: which stored values it is made of, down to the file, the sheet and the cell.

A reported value is its own cell. A computed one is followed the way `indicators.derived` makes it: counts of a rate, parts of a
sum, class-size bins, 小学 and 初中 of 义务教育; a city's value down to every district's counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from indicators.catalogue import Catalogue
from indicators.city_values import CityMethod
from indicators.class_sizes import LARGE_FROM, LIMITS, VERY_LARGE_FROM, Bounds, bin_bounds, tilings
from indicators.derived import LEVEL_SUMS
from indicators.vocabulary import EducationLevel, PlaceKind

Row = dict[Any, Any]
# A rate of 义务教育 from 小学 and 初中 from bins is three steps deep
DEEPEST = 4


class CellKey(NamedTuple):
    """What a stored value is about."""

    place: str
    indicator: str
    level: str
    breakdown: str
    period: str


class Lineage:
    """Looks up where figures of a city come from. `values`: STORED_COLUMNS as this visitor may see them."""

    def __init__(self, values: pd.DataFrame, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._values = values
        columns = ("place_code", "indicator", "education_level", "breakdown", "period_key")
        keys = zip(*(values[name].tolist() for name in columns), strict=True)
        self._at = {CellKey(*key): number for number, key in enumerate(keys)}
        has = values["value"].notna().tolist()
        self._known = {key for key, number in self._at.items() if has[number]}
        self._kinds = dict(zip(values["place_code"], values["place_kind"], strict=True))

    def cells(self, wanted: Iterable[CellKey]) -> list[Row]:
        """The stored rows behind these figures, each once, in the order asked for."""
        found: dict[CellKey, None] = {}
        for one in wanted:
            made = self._made_of(one)
            found |= dict.fromkeys(made if made is not None else [one] if one in self._at else [])
        return [dict(row) for row in self._values.iloc[[self._at[key] for key in found]].to_dict("records")]

    def city_cells(self, indicator: str, level: str, period: str, city_code: str, method: str) -> list[Row]:
        """The stored rows behind the city's own value: what every district adds to it, or the total that the city reported."""
        if method == CityMethod.REPORTED:
            return self.cells([CellKey(city_code, indicator, level, "", period)])
        adding = (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT)
        places = sorted(code for code, kind in self._kinds.items() if kind in adding)
        keys = [CellKey(code, indicator, level, "", period) for code in places]
        if method == CityMethod.RATIO_OF_SUMS:
            keys = [count for key in keys for count in self.counts(key)]
        return self.cells(keys)

    def counts(self, key: CellKey) -> list[CellKey]:
        """The two counts of a rate; none where it has none."""
        known = self.catalogue.indicators[key.indicator]
        if known.numerator is None or known.denominator is None:
            return []
        below = known.denominator_level or EducationLevel(key.level)
        return [key._replace(indicator=known.numerator), key._replace(indicator=known.denominator, level=str(below))]

    def _made_of(self, key: CellKey, depth: int = 0) -> list[CellKey] | None:
        """The stored values with a number that a figure is made of; None where they do not make it."""
        if key in self._known:
            return [key]
        if depth > DEEPEST:
            return None
        for way in self._ways(key):
            parts = [self._made_of(part, depth + 1) for part in way]
            if all(part is not None for part in parts):
                return [cell for part in parts for cell in part or []]
        return None

    def _ways(self, key: CellKey) -> Iterator[list[CellKey]]:
        """How a figure may have been made, in the order in which `indicators.derived` tries."""
        known, level = self.catalogue.indicators.get(key.indicator), EducationLevel(key.level)
        if known is None:
            return
        if known.sum_of:
            yield [key._replace(indicator=part) for part in known.sum_of]
        yield from self._from_bins(key, level)
        if known.additive and level in LEVEL_SUMS:
            yield [key._replace(level=str(part)) for part in LEVEL_SUMS[level]]
        counts = self.counts(key)
        if counts:
            yield counts

    def _from_bins(self, key: CellKey, level: EducationLevel) -> Iterator[list[CellKey]]:
        """Bins of 班级总数 that tile the range which the figure counts."""
        ranges: dict[str, Bounds] = {"classes": (0, None), "large_classes": (LARGE_FROM, None)}
        ranges |= {"very_large_classes": (VERY_LARGE_FROM, None)}
        ranges |= {"classes_within_limit": (0, LIMITS[level])} if level in LIMITS else {}
        if key.indicator not in ranges or key.breakdown:
            return
        cells = {limits: key._replace(indicator="classes", breakdown=name) for name, limits in bin_bounds().items()}
        there = {limits: cell for limits, cell in cells.items() if cell in self._known}
        for tiling in tilings(there, *ranges[key.indicator]):
            yield [there[limits] for limits in tiling]
