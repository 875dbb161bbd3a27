"""Values of a city as one array place × education level × period × indicator, so that arithmetic is a few numpy steps.

Built from a table of values and only as large as that table: a page asks for the indicators it shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from indicators.vocabulary import EducationLevel, ValueStatus

Floats = npt.NDArray[np.float64]
Column = tuple[str, str]

# How doubtful a value is; a value computed from several takes the most doubtful of them
DOUBT = {ValueStatus.REPORTED: 0, ValueStatus.PROVISIONAL: 1, ValueStatus.ESTIMATED: 2}
STATUS_OF_DOUBT = (
    ValueStatus.REPORTED.value,
    ValueStatus.PROVISIONAL.value,
    ValueStatus.ESTIMATED.value,
    ValueStatus.NOT_APPLICABLE.value,
)
# In the place of a doubt: there can be no value (a rate of nobody), which is not the same as none reported
NO_VALUE = 3


@dataclass
class Cube:
    """`values` and `doubt` have the axes place, level, period, column; `computed` marks what we worked out ourselves."""

    places: list[str]
    levels: list[str]
    periods: list[str]
    columns: dict[Column, int]
    values: Floats
    doubt: npt.NDArray[np.int8]
    computed: npt.NDArray[np.bool_]

    def has(self, indicator: str, breakdown: str = "") -> bool:
        """True where the column exists and holds a number."""
        column = self.columns.get((indicator, breakdown))
        return column is not None and not bool(np.isnan(self.values[..., column]).all())

    def get(self, indicator: str, breakdown: str = "") -> tuple[Floats, npt.NDArray[np.int8]]:
        """Values and doubt of one column, axes place, level, period. Raises KeyError."""
        column = self.columns[(indicator, breakdown)]
        return self.values[..., column], self.doubt[..., column]

    def fill(self, indicator: str, values: Floats, doubt: npt.NDArray[np.int8], breakdown: str = "") -> None:
        """Put computed values where nothing stands yet."""
        column = self._column((indicator, breakdown))
        free = np.isnan(self.values[..., column]) & ~np.isnan(values)
        self.values[..., column][free] = values[free]
        self.doubt[..., column][free] = doubt[free]
        self.computed[..., column][free] = True

    def rule_out(self, indicator: str, where: npt.NDArray[np.bool_], breakdown: str = "") -> None:
        """Mark cells that can have no value and have none."""
        column = self._column((indicator, breakdown))
        free = np.isnan(self.values[..., column]) & where
        self.doubt[..., column][free] = NO_VALUE
        self.computed[..., column][free] = True

    def level(self, level: EducationLevel) -> int:
        """Position of a level, added where it is missing."""
        if level.value not in self.levels:
            self.levels.append(level.value)
            self.values = _grow(self.values, 1, np.nan)
            self.doubt = _grow(self.doubt, 1, 0)
            self.computed = _grow(self.computed, 1, False)
        return self.levels.index(level.value)

    def _column(self, column: Column) -> int:
        if column not in self.columns:
            self.columns[column] = len(self.columns)
            if len(self.columns) > self.values.shape[3]:
                self.values = _grow(self.values, 3, np.nan, 16)
                self.doubt = _grow(self.doubt, 3, 0, 16)
                self.computed = _grow(self.computed, 3, False, 16)
        return self.columns[column]


def _grow(array: npt.NDArray[Any], axis: int, filler: float | bool, by: int = 1) -> npt.NDArray[Any]:
    shape = list(array.shape)
    shape[axis] = by
    return np.concatenate([array, np.full(shape, filler, dtype=array.dtype)], axis=axis)


@dataclass(frozen=True)
class Codes:
    """Where each row of a table stands in the cube."""

    place: npt.NDArray[np.intp]
    level: npt.NDArray[np.intp]
    period: npt.NDArray[np.intp]
    column: npt.NDArray[np.intp]


def build_cube(rows: pd.DataFrame) -> tuple[Cube, Codes]:
    """The cube of a table with place_code, education_level, period_key, indicator, breakdown, value, status.

    One row for each key: of several, the last with a number counts.
    """
    place, places = pd.factorize(rows["place_code"], sort=True)  # what is computed comes in the order of codes
    level, levels = pd.factorize(rows["education_level"])
    period, periods = pd.factorize(rows["period_key"])
    first, names = pd.factorize(rows["indicator"])
    second, breakdowns = pd.factorize(rows["breakdown"])
    column, pairs = pd.factorize(first.astype(np.int64) * (len(breakdowns) + 1) + second)
    pair_names = [divmod(int(pair), len(breakdowns) + 1) for pair in pairs]
    columns = {(str(names[one]), str(breakdowns[other])): number for number, (one, other) in enumerate(pair_names)}
    shape = (len(places), len(levels), len(periods), len(columns))
    values, doubt = np.full(shape, np.nan), np.zeros(shape, dtype=np.int8)
    numbers = rows["value"].to_numpy(dtype=np.float64)
    known = ~np.isnan(numbers)
    at = (place[known], level[known], period[known], column[known])
    values[at] = numbers[known]
    status, kinds = pd.factorize(rows["status"])
    doubts = np.array([DOUBT.get(kind, 0) for kind in kinds], dtype=np.int8)
    if len(doubts):
        doubt[at] = doubts[status[known]]
    cube = Cube(
        [str(code) for code in places],
        [str(code) for code in levels],
        [str(code) for code in periods],
        columns,
        values,
        doubt,
        np.zeros(shape, dtype=np.bool_),
    )
    return cube, Codes(place, level, period, column)


def summed(parts: Iterable[tuple[Floats, npt.NDArray[np.int8]]]) -> tuple[Floats, npt.NDArray[np.int8]]:
    """Sum of several columns, NaN wherever one of them is missing, with the greatest doubt."""
    values, doubts = zip(*parts, strict=True)
    return np.sum(values, axis=0), np.max(doubts, axis=0)
