"""From understood tables to rows of OBSERVATION_COLUMNS: every body cell once, with what it is about."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from indicators.tables import OBSERVATION_COLUMNS
from indicators.vocabulary import column_letters
from loaders.cells import FAULT, NUMBER
from loaders.figures import STATUSES
from loaders.numbering import objects
from loaders.table_reading import TableReading
from loaders.workbook import a1

_REMEMBERED = 50_000
_TYPES = {"row": "int64", "column": "int64", "aggregate": "bool", "value": "float64"}
_ABOUT = ("period", "period_key", "indicator", "education_level", "breakdown", "unit")


class Shared:
    """Texts that come again in other columns and sheets, so that each is held in memory once: addresses, usual numbers."""

    def __init__(self) -> None:
        self._numbers: dict[float, str] = {}
        self._percentages: dict[float, str] = {}
        self._addresses: dict[int, np.ndarray] = {}

    def shown(self, numbers: list[float], percent: bool) -> list[str]:
        """What cells with these numbers show."""
        known = self._percentages if percent else self._numbers
        texts = []
        for number in numbers:
            text = known.get(number)
            if text is None:
                if percent:
                    text = f"{round(number * 100, 10):.15g}%"
                else:
                    text = str(int(number)) if number.is_integer() else repr(number)
                if len(known) < _REMEMBERED:
                    known[number] = text
            texts.append(text)
        return texts

    def addresses(self, column: int, rows: np.ndarray) -> np.ndarray:
        """The A1 addresses of these rows of a column, both counted from 0."""
        known = self._addresses.get(column, np.empty(0, dtype=object))
        last = int(rows.max()) + 1
        if last > len(known):
            letters = column_letters(column + 1)
            more = objects([f"{letters}{row}" for row in range(len(known) + 1, last + 1)])
            known = self._addresses[column] = np.concatenate([known, more])
        found: np.ndarray = known[rows]
        return found


def frame(readings: list[TableReading]) -> pd.DataFrame:
    """All observations of a workbook in one table; columns and types as OBSERVATION_COLUMNS says."""
    columns: dict[str, list[np.ndarray]] = {name: [] for name in OBSERVATION_COLUMNS}
    shared = Shared()
    for reading in readings:
        if reading.template or not len(reading.rows):
            continue
        place_cells = _place_cells(reading)
        for position, column in enumerate(reading.table.values):
            if column not in reading.unheaded:
                _add_column(columns, reading, position, column, place_cells, shared)
    if not columns["row"]:
        return pd.DataFrame({name: pd.Series(dtype=_TYPES.get(name, "object")) for name in OBSERVATION_COLUMNS})
    joined = {}
    for name in OBSERVATION_COLUMNS:
        parts = columns.pop(name)
        joined[name] = pd.Series(np.concatenate(parts), dtype=_TYPES.get(name, "object"))
    return pd.DataFrame(joined)


def _place_cells(reading: TableReading) -> np.ndarray:
    """For each row that counts the address of its place's name."""
    labels, body = reading.table.labels, reading.table.block.body[reading.rows]
    at = [labels.place_column[row] for row in reading.rows.tolist()]
    letters_of = {index: column_letters(index + 1) for index in set(at) if index >= 0}
    return objects(
        [f"{letters_of[index]}{row}" if index >= 0 else "" for row, index in zip((body + 1).tolist(), at, strict=True)]
    )


def _add_column(
    columns: dict[str, list[np.ndarray]],
    reading: TableReading,
    position: int,
    column: int,
    place_cells: np.ndarray,
    shared: Shared,
) -> None:
    table, figures, rows = reading.table, reading.figures, reading.rows
    body = table.block.body[rows]
    wordings, first = reading.wordings
    about = [_about(reading, row, column, position) for row in first]
    for name, values in zip(_ABOUT, zip(*about, strict=True), strict=True):
        columns[name].append(objects(values)[wordings[rows]])
    columns["heading"].append(reading.headings_of(column, rows))
    lone = figures.lone_signs.get(position)
    if lone:
        columns["unit"][-1] = objects([lone.get(row, unit) for row, unit in zip(rows.tolist(), columns["unit"][-1], strict=True)])
    own = reading.column_place.get(column)
    codes, places = reading.named
    numbers, places = (np.zeros(len(rows), dtype=int), [own]) if own is not None else (codes[rows], places)
    columns["place"].append(objects([read.text for read in places])[numbers])
    columns["place_code"].append(objects([read.code for read in places])[numbers])
    columns["place_kind"].append(objects([read.kind for read in places])[numbers])
    columns["aggregate"].append(np.array([read.aggregate for read in places], dtype=bool)[numbers])
    anchor = table.column_place_cell.get(column)
    columns["place_cell"].append(place_cells if anchor is None else objects([a1(*anchor)] * len(rows)))
    columns["sheet"].append(objects([table.name] * len(rows)))
    columns["row"].append(body + 1)
    columns["column"].append(np.full(len(rows), column + 1))
    columns["cell"].append(shared.addresses(column, body))
    columns["value"].append(figures.values[rows, position])
    columns["status"].append(objects(list(STATUSES))[figures.status[rows, position]])
    columns["text"].append(_texts(reading, column, body, shared))


def _about(reading: TableReading, row: int, column: int, position: int) -> tuple[Any, ...]:
    said = reading.period(row, column)
    known = reading.meaning(row, column, position)
    return (
        said.label if said else "",
        said.period.key if said else "",
        known.indicator,
        known.education_level,
        known.breakdown,
        reading.kind_unit(row, column, position),
    )


def _texts(reading: TableReading, column: int, body: np.ndarray, shared: Shared) -> np.ndarray:
    """What the cells show: numbers without needless decimals, percent cells as per cent, errors and texts as they stand."""
    grid = reading.table.sheet.grid
    kinds = reading.table.sheet.kinds[body, column]
    percent = grid.percent_column(column)[body]
    shown = np.full(len(body), "", dtype=object)
    for flag in (False, True):
        at = np.flatnonzero((kinds == NUMBER) & (percent == flag))
        distinct, which = np.unique(grid.cells.floats(column, body[at]), return_inverse=True)
        shown[at] = objects(shared.shown(distinct.tolist(), flag))[which]
    for fault in np.flatnonzero(kinds == FAULT).tolist():
        cell = (int(body[fault]), column)
        shown[fault] = grid.errors.get(cell) or "=" + grid.uncalculated.get(cell, "").lstrip("=")
    at = np.flatnonzero((kinds != NUMBER) & (kinds != FAULT))
    shown[at] = objects(["" if value is None else str(value) for value in grid.cells.column(column, body[at])])
    return shown
