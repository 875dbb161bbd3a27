"""All figures of a workbook as columns of numbers, so that equal keys and neighbouring years are found by sorting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from loaders.numbering import Numbering
from loaders.table_reading import TableReading
from loaders.workbook import a1

MOST_OF_A_KIND = 300  # issues of a kind that a sheet shows; the others are counted


@dataclass(frozen=True)
class Figure:
    """One figure: its table, its row in the body, its value column, its value."""

    reading: int
    row: int
    position: int
    value: float


@dataclass
class Figures:
    """Figures of places that are no totals, one entry each. `quantity` tells indicators apart (or headings within one table),
    `trend` the same across tables; `school` the school of the row with the words around it, 0 where rows are no schools."""

    readings: list[TableReading]
    reading: np.ndarray
    row: np.ndarray
    position: np.ndarray
    value: np.ndarray
    place: np.ndarray
    quantity: np.ndarray
    trend: np.ndarray
    period: np.ndarray
    school: np.ndarray
    quantities: Numbering[tuple[Any, ...]]
    periods: Numbering[str]

    def figure(self, index: int) -> Figure:
        """One of them."""
        return Figure(int(self.reading[index]), int(self.row[index]), int(self.position[index]), float(self.value[index]))

    def sorted_by(self, *columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The figures in order of these whole numbers, the first weighing most, and for each of them one number for all."""
        key = np.zeros(len(self.value), dtype=np.int64)
        most = 1
        for column in columns:
            size = int(column.max(initial=0)) + 1
            if most * size > 2**62:  # renumbered from 0, in the same order
                key = np.unique(key, return_inverse=True)[1]
                most = len(key)
            key *= size
            key += column
            most *= size
        order = np.argsort(key, kind="stable").astype(np.int32)
        return order, key[order]

    def cell(self, figure: Figure) -> str:
        """A1 address."""
        table = self.readings[figure.reading].table
        return a1(int(table.block.body[figure.row]), table.values[figure.position])

    def sheet(self, figure: Figure) -> str:
        """The sheet's name."""
        return self.readings[figure.reading].table.name


def collect(readings: list[TableReading]) -> Figures:
    """The figures of all tables."""
    quantities, trends, schools = (Numbering[tuple[Any, ...]]() for _ in range(3))
    periods, places = Numbering[str](), Numbering[str]()
    periods.of([""])
    schools.of([()])  # numbers 0: no period, no school
    most = sum(len(reading.rows) * len(reading.table.values) for reading in readings)
    # numbers that only tell things apart take four bytes each, most of those of tables and columns one: there may be millions
    narrow = {
        "reading": np.min_scalar_type(len(readings)),
        "position": np.min_scalar_type(max((len(reading.table.values) for reading in readings), default=0)),
        "value": np.dtype(np.float64),
    }
    columns = {
        name: np.empty(most, dtype=narrow.get(name, np.dtype(np.int32)))
        for name in ("reading", "row", "position", "value", "place", "quantity", "trend", "period", "school")
    }
    end = 0
    for number, reading in enumerate(readings):
        if reading.template or not len(reading.rows):
            continue
        table, rows = reading.table, reading.rows
        wordings, first = reading.wordings
        codes, named = reading.named
        usual = np.array([-1 if read.aggregate or not read.text else places[read.code or read.text] for read in named])
        school = np.zeros(len(rows), dtype=np.int32)
        if table.labels.school:
            numbers, words = reading.steps
            school = schools.of(words)[numbers[rows]]
        for position, column in enumerate(table.values):
            if column in reading.unheaded:
                continue
            own = reading.column_place.get(column)
            if own is not None:
                place = np.full(len(rows), -1 if own.aggregate else places[own.code or own.text])
            else:
                place = usual[codes[rows]]
            if all(reading.meaning(row, column, position).aside is not None for row in first):
                continue  # the third 名次 of a row is no second value of the first
            keys = [_quantity(number, reading, row, column, position) for row in first]
            said = [reading.period(row, column) for row in first]
            value = reading.figures.values[rows, position]
            kept = ~np.isnan(value) & (place >= 0)
            wording = wordings[rows][kept]
            here = slice(end, end := end + int(kept.sum()))
            columns["reading"][here] = number
            columns["row"][here] = rows[kept]
            columns["school"][here] = school[kept]
            columns["position"][here] = position
            columns["value"][here] = value[kept]
            columns["place"][here] = place[kept]
            columns["quantity"][here] = quantities.of(keys)[wording]
            columns["trend"][here] = trends.of(key[-2:] if not key[0] else key for key in keys)[wording]
            columns["period"][here] = periods.of(item.period.key if item else "" for item in said)[wording]
    joined = {name: column[:end] for name, column in columns.items()}
    return Figures(readings, **joined, quantities=quantities, periods=periods)


def _quantity(number: int, reading: TableReading, row: int, column: int, position: int) -> tuple[Any, ...]:
    """(indicator, level, breakdown), or ("", table, unit, heading) where the catalogue does not know the heading."""
    known = reading.meaning(row, column, position)
    if known.indicator:
        return known.indicator, known.education_level, known.breakdown
    return "", number if reading.table.has_places else -1, reading.kind_unit(row, column, position), reading.subject(row, column)
