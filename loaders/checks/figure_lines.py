"""A table's figures as entities × measures, whichever way it lies, with the groups in which entities are summed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indicators.catalogue import load_catalogue
from loaders.places import PlaceRead
from loaders.table_reading import TableReading, objects
from loaders.units import is_rate
from loaders.words import bare, is_total_abroad
from loaders.workbook import a1

_NOT_ADDED = (
    "平均",
    "生均",
    "人均",
    "班均",
    "均值",
    "每百",
    "每千",
    "每万",
    "指数",
    "系数",
    "比例",
    "之比",
    "师比",
    "生比",
    "averag",
    "mean",
    "median",
    "perhead",
    "ratio",
    "percapita",
)


@dataclass
class Lines:
    """Figures as entities × measures; `cell` gives the address of one figure.

    Equal numbers in `group`, `period` mean equal ones; `worded` = the entity has words of its own (学段) besides its name,
    `sums_words` = the last of them is 合计. `text` holds the figures that are written as texts.
    """

    values: np.ndarray
    status: np.ndarray
    names: np.ndarray
    total: np.ndarray
    group: np.ndarray
    period: np.ndarray
    worded: np.ndarray
    sums_words: np.ndarray
    measures: list[str]
    added: np.ndarray
    rows: np.ndarray
    columns: np.ndarray
    across: bool
    text: set[tuple[int, int]]

    @cached_property
    def named(self) -> np.ndarray:
        """Which entities have a name."""
        return self.names != ""

    def cell(self, entity: int, measure: int) -> str:
        """A1 address."""
        row, column = (measure, entity) if self.across else (entity, measure)
        return a1(int(self.rows[row]), int(self.columns[column]))


def lines_of(reading: TableReading) -> Lines | None:
    """Places as entities: down the rows, or across the columns of a transposed table. None where no total stands among them."""
    if not len(reading.rows) or not reading.table.values or not reading.table.has_places:
        return None
    return _lines_across(reading) if reading.table.column_place else _lines_down(reading)


def _lines_down(reading: TableReading) -> Lines | None:
    table, figures, rows = reading.table, reading.figures, reading.rows
    place, reads = distinct([reading.row_place[row] for row in rows.tolist()])
    total = np.array([read.aggregate for read in reads], dtype=bool)[place]
    if not total.any():
        return None
    words: dict[tuple[str, ...], int] = {}
    word = np.array([words.setdefault(table.labels.steps[row], len(words)) for row in rows.tolist()])
    wordings, first = reading.wordings
    period = numbered(table.row_period[row] for row in first)
    beside = numbered((table.row_period[row], table.labels.unit[row]) for row in first)
    wording = wordings[rows]
    known = [[adds_up(reading, row, column, at) for at, column in enumerate(table.values)] for row in first]
    entity = np.full(len(table.block.body), -1)
    entity[rows] = np.arange(len(rows))
    return Lines(
        figures.values[rows],
        figures.status[rows],
        objects([read.text for read in reads])[place],
        total,
        word * (int(beside.max()) + 1) + beside[wording],
        period[wording],
        np.array([bool(steps) for steps in words], dtype=bool)[word],
        np.array([bool(steps) and is_total_abroad(steps[-1]) for steps in words], dtype=bool)[word],
        [" ".join(table.column_steps.get(column, ())) for column in table.values],
        np.array(known, dtype=bool)[wording],
        table.block.body[rows],
        np.array(table.values),
        False,
        {(int(entity[row]), at) for at, found in figures.text_numbers.items() for row in found if entity[row] >= 0},
    )


def _lines_across(reading: TableReading) -> Lines:
    table, figures, rows = reading.table, reading.figures, reading.rows.tolist()
    columns = [(position, index) for position, index in enumerate(table.values) if index in table.column_place]
    positions = [position for position, _index in columns]
    reads = [reading.column_place[index] for _, index in columns]
    none = np.zeros(len(columns), dtype=bool)
    text = {(row, position) for position, found in figures.text_numbers.items() for row in found}
    return Lines(
        figures.values[np.ix_(rows, positions)].T,
        figures.status[np.ix_(rows, positions)].T,
        objects([read.text for read in reads]),
        np.array([read.aggregate for read in reads], dtype=bool),
        numbered((table.column_period.get(index), table.column_steps.get(index)) for _, index in columns),
        none,
        none,
        none,
        [" ".join(table.labels.steps[row]) for row in rows],
        np.tile([adds_up(reading, row, columns[0][1], columns[0][0]) for row in rows], (len(columns), 1)),
        table.block.body[rows],
        np.array([index for _, index in columns]),
        True,
        {(positions.index(p), rows.index(r)) for r, p in text if p in positions and r in rows},
    )


def numbered(things: Iterable[Hashable]) -> np.ndarray:
    """The same number for equal things."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(thing, len(numbers)) for thing in things], dtype=np.int64)


def distinct(things: Sequence[PlaceRead]) -> tuple[np.ndarray, list[PlaceRead]]:
    """For each of them the place of the very same one in a list that holds each once."""
    ids = np.fromiter(map(id, things), np.int64, len(things))
    _ids, first, codes = np.unique(ids, return_index=True, return_inverse=True)
    return codes, [things[at] for at in first.tolist()]


def adds_up(reading: TableReading, row: int, column: int, position: int) -> bool:
    """Whether districts' figures of this heading may be added: counts and sums, no rates and averages."""
    known = reading.meaning(row, column, position)
    if known.indicator:
        return load_catalogue().indicators[known.indicator].additive
    heading = reading.subject(row, column)
    unit = reading.kind_unit(row, column, position)
    if unit in ("%", "‰") or "/" in unit or any(is_rate(step) for step in heading[-2:]):
        return False
    return not any(word in bare(step) for step in heading for word in _NOT_ADDED)
