"""What the cells of a sheet hold, as columns of numbers: a few bytes a cell, whatever it holds, and quick to hand over.

A number stands in `numbers`; of a text or date the place in `things`, the list of distinct ones, stands there. So a text
that comes a thousand times is held, sent and looked at once. It still reads as rows of values: `cells[row][column]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import overload

import numpy as np

CellValue = None | str | int | float | bool | date | datetime | time | timedelta
Position = tuple[int, int]
EMPTY, NUMBER, WHOLE, THING = range(4)
_EXACT = 2**53  # whole numbers up to here are the same number as a float
_AT_ONCE = 100_000


class _Types(dict[type, int]):
    def __missing__(self, key: type) -> int:
        return THING


_TYPES = _Types({type(None): EMPTY, float: NUMBER, int: WHOLE})


class Cells(Sequence[Sequence[CellValue]]):
    """The cells of a rectangle from A1. `types` says for each cell whether `numbers` holds a decimal number, a whole one, or
    a place in `things`; where a cell is empty it holds NaN. Blank texts ("") are empty."""

    __slots__ = ("numbers", "things", "types")

    def __init__(self, types: np.ndarray, numbers: np.ndarray, things: list[CellValue]) -> None:
        self.types, self.numbers, self.things = types, numbers, things

    @classmethod
    def of(cls, rows: Iterable[Sequence[CellValue]]) -> Cells:
        """Rows of values, padded to equal length."""
        rows = rows if isinstance(rows, list) else list(rows)
        height, width = len(rows), max(map(len, rows), default=0)
        types = np.empty((height, width), np.int8, order="F")
        numbers = np.empty((height, width), np.float64, order="F")
        places: dict[CellValue, int] = {}
        step = max(1, _AT_ONCE // max(1, width))
        for top in range(0, height if width else 0, step):
            part = rows[top : top + step]
            if min(map(len, part)) < width:
                part = [[*row, *[None] * (width - len(row))] for row in part]
            kinds, read = _numbered(list(chain.from_iterable(part)), places)
            types[top : top + step] = kinds.reshape(-1, width)
            numbers[top : top + step] = read.reshape(-1, width)
        return cls(types, numbers, list(places))

    @classmethod
    def scattered(cls, rows: np.ndarray, columns: np.ndarray, values: np.ndarray, texts: np.ndarray, known: list[str]) -> Cells:
        """Cells wherever they stand: numbers (NaN is empty), those of `texts` being places among the `known` ones.
        Raises IndexError where there is no such text."""
        height, width = (int(at.max()) + 1 if len(at) else 0 for at in (rows, columns))
        types = np.zeros((height, width), np.int8, order="F")
        numbers = np.full((height, width), np.nan, order="F")
        used, which = np.unique(values[texts].astype(np.int64), return_inverse=True)
        things: list[CellValue] = [known[at] for at in used.tolist()]
        blank = np.array([thing == "" for thing in things], dtype=bool)
        kinds = np.where(np.isnan(values), EMPTY, NUMBER).astype(np.int8)
        kinds[texts] = np.where(blank[which], EMPTY, THING)
        read = values.copy()
        read[texts] = np.where(blank[which], np.nan, which)
        types[rows, columns], numbers[rows, columns] = kinds, read
        return cls(types, numbers, things)

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.types.shape[1])

    def __len__(self) -> int:
        return int(self.types.shape[0])

    @overload
    def __getitem__(self, at: int) -> list[CellValue]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[CellValue]]: ...
    def __getitem__(self, at: int | slice) -> list[CellValue] | list[list[CellValue]]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(len(self)))]
        return self._values(self.types[at], self.numbers[at])

    def __iter__(self) -> Iterator[list[CellValue]]:
        return (self[row] for row in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(
            row == list(theirs) for row, theirs in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]

    def value(self, row: int, column: int) -> CellValue:
        """One cell."""
        type_ = self.types[row, column]
        if type_ == EMPTY:
            return None
        number = float(self.numbers[row, column])
        return number if type_ == NUMBER else int(number) if type_ == WHOLE else self.things[int(number)]

    def column(self, column: int, rows: np.ndarray | slice = slice(None)) -> list[CellValue]:
        """The values of a column, or of some of its rows."""
        return self._values(self.types[rows, column], self.numbers[rows, column])

    def texts(self, column: int, rows: np.ndarray) -> list[str]:
        """The same as texts: "" where a cell is empty, whole numbers without decimals."""
        types, numbers = self.types[rows, column], self.numbers[rows, column]
        found = np.full(len(rows), "", dtype=object)
        held = types == THING
        if held.any():
            distinct, which = np.unique(numbers[held].astype(np.intp), return_inverse=True)
            shown = np.empty(len(distinct), dtype=object)
            shown[:] = [str(self.things[thing]) for thing in distinct.tolist()]
            found[held] = shown[which]
        for at in np.flatnonzero((types == NUMBER) | (types == WHOLE)).tolist():
            found[at] = number_text(float(numbers[at]))
        texts: list[str] = found.tolist()
        return texts

    def floats(self, column: int, rows: np.ndarray) -> np.ndarray:
        """The numbers in these rows of a column, which hold nothing else."""
        found: np.ndarray = self.numbers[rows, column]
        for at in np.flatnonzero(self.types[rows, column] == THING).tolist():
            try:  # a whole number of more than 15 digits
                found[at] = float(self.things[int(found[at])])  # type: ignore[arg-type]
            except OverflowError:
                found[at] = np.inf
        return found

    def share(self, known: dict[str, str]) -> None:
        """Hold texts that come again in other sheets once: `known` are those seen so far, and grows."""
        self.things = [known.setdefault(thing, thing) if isinstance(thing, str) else thing for thing in self.things]

    def clear(self, row: int, column: int) -> None:
        """Leave a cell empty."""
        self.types[row, column], self.numbers[row, column] = EMPTY, np.nan

    def cut(self, shown: Iterable[Position] = ()) -> Cells:
        """The same, cut to the last row and column that hold something. `shown` are positions that count although they hold
        no value (errors, formulas without a result); the sheet grows to hold them."""
        held = self.types != EMPTY
        rows, columns = (np.flatnonzero(held.any(axis=axis)) for axis in (1, 0))
        height, width = (int(used[-1]) + 1 if len(used) else 0 for used in (rows, columns))
        for row, column in shown:
            height, width = max(height, row + 1), max(width, column + 1)
        if (height, width) == self.types.shape:
            return self
        types = np.zeros((height, width), np.int8, order="F")
        numbers = np.full((height, width), np.nan, order="F")
        inside = slice(0, min(height, len(self))), slice(0, min(width, self.width))
        types[inside], numbers[inside] = self.types[inside], self.numbers[inside]
        return Cells(types, numbers, self.things)

    def _values(self, types: np.ndarray, numbers: np.ndarray) -> list[CellValue]:
        found: list[CellValue] = numbers.tolist()
        things = self.things
        for at in np.flatnonzero(types != NUMBER).tolist():
            type_ = types[at]
            held = found[at]
            found[at] = None if type_ == EMPTY else int(held) if type_ == WHOLE else things[int(held)]  # type: ignore[arg-type]
        return found


def number_text(number: float) -> str:
    """A number as a label shows it: 2023, 12.5."""
    return str(int(number)) if number.is_integer() else str(number)


def _numbered(values: list[CellValue], places: dict[CellValue, int]) -> tuple[np.ndarray, np.ndarray]:
    """Types and numbers of these values; `places` are the things found so far. Changes `values` and `places`."""
    types = np.fromiter(map(_TYPES.__getitem__, map(type, values)), np.int8, len(values))
    for at in np.flatnonzero(types == WHOLE).tolist():
        if not -_EXACT <= values[at] <= _EXACT:  # type: ignore[operator]
            types[at] = THING
    for at in np.flatnonzero(types == THING).tolist():
        value = values[at]
        if value == "":
            types[at], values[at] = EMPTY, None
        else:
            values[at] = places.setdefault(value, len(places))
    return types, np.array(values, dtype=np.float64)
