"""A table's figures as entities × measures, whichever way it lies, with the groups in which entities are summed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indicators.catalogue import load_catalogue
from loaders.figures import Figures
from loaders.numbering import distinct, numbered, objects
from loaders.table_reading import TableReading
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
    `sums_words` = the last of them is 合计. `text` flags the figures that are written as texts.
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
    text: np.ndarray

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
    codes, reads = distinct(reading.row_place)
    place = codes[rows]
    total = np.array([read.aggregate for read in reads], dtype=bool)[place]
    if not total.any():
        return None
    numbers, words = reading.steps
    word = numbers[rows]
    wordings, first = reading.wordings
    period = numbered(table.row_period[row] for row in first)
    beside = numbered((table.row_period[row], table.labels.unit[row]) for row in first)
    wording = wordings[rows]
    known = [[adds_up(reading, row, column, at) for at, column in enumerate(table.values)] for row in first]
    return Lines(
        figures.values[rows],
        figures.status[rows],
        objects([read.text for read in reads])[place],
        total,
        word.astype(np.int64) * (int(beside.max()) + 1) + beside[wording],
        period[wording],
        np.array([bool(steps) for steps in words], dtype=bool)[word],
        np.array([bool(steps) and is_total_abroad(steps[-1]) for steps in words], dtype=bool)[word],
        [" ".join(table.column_steps.get(column, ())) for column in table.values],
        np.array(known, dtype=bool)[wording],
        table.block.body[rows],
        np.array(table.values),
        False,
        _written_as_texts(figures)[rows],
    )


def _lines_across(reading: TableReading) -> Lines:
    table, figures, rows = reading.table, reading.figures, reading.rows.tolist()
    columns = [(position, index) for position, index in enumerate(table.values) if index in table.column_place]
    positions = [position for position, _index in columns]
    reads = [reading.column_place[index] for _, index in columns]
    none = np.zeros(len(columns), dtype=bool)
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
        _written_as_texts(figures)[np.ix_(rows, positions)].T,
    )


def _written_as_texts(figures: Figures) -> np.ndarray:
    """Flags for the figures of body rows × value columns that are texts on the sheet."""
    flags = np.zeros(figures.values.shape, dtype=bool)
    for position, rows in figures.text_numbers.items():
        flags[rows, position] = True
    return flags


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
