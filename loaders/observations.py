"""From understood tables to rows of OBSERVATION_COLUMNS: every body cell once, with what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from indicators.catalogue import load_catalogue
from indicators.tables import OBSERVATION_COLUMNS
from indicators.vocabulary import PlaceKind, ValueStatus, column_letters
from loaders.columns import Role
from loaders.meanings import Meaning, level_in, meaning
from loaders.places import PlaceRead, Places, context_place, find_sums
from loaders.rows import RowRole
from loaders.table import Table
from loaders.times import Said, certainty
from loaders.units import choose_unit
from loaders.values import CODE, STATUSES, Figures, read_figures
from loaders.workbook import a1


@dataclass
class TableReading:
    """A table with its figures: what each row and column stands for, by index into the lists of distinct things."""

    table: Table
    figures: Figures
    rows: np.ndarray
    places: Places
    row_place: list[PlaceRead]
    column_place: dict[int, PlaceRead]
    context_place: PlaceRead
    headings: dict[tuple[int, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)
    units: dict[tuple[int, tuple[str, ...]], str] = field(default_factory=dict)
    template: bool = False
    school_rows: bool = False
    unheaded: list[int] = field(default_factory=list)

    def period(self, row: int, column: int) -> Said | None:
        """heading > row > context."""
        table = self.table
        return table.column_period.get(column) or table.row_period[row] or table.context.said

    def place(self, row: int, column: int) -> PlaceRead:
        """The place of a cell."""
        return self.column_place.get(column) or (self.row_place[row] if self.row_place[row].text else self.context_place)

    def heading(self, row: int, column: int) -> tuple[str, ...]:
        """The full heading path of a cell: what the title adds, the column's words, the row's words."""
        key = (column, self.table.labels.steps[row])
        found = self.headings.get(key)
        if found is None:
            found = self.headings[key] = full_heading(self.table, column, self.table.labels.steps[row])
        return found

    def unit(self, row: int, column: int, position: int) -> str:
        """The unit of a cell: its row's unit column, its column's heading, a % in cells of its kind, the line 单位："""
        table, steps = self.table, self.table.labels.steps[row]
        own = table.labels.unit[row] or self.figures.units[position]
        if own:
            return own
        key = (column, steps)
        found = self.units.get(key)
        if found is None:
            found = self.units[key] = self._unit(column, steps)
        return found

    def _unit(self, column: int, steps: tuple[str, ...]) -> str:
        table, signs = self.table, self.figures.signs
        if table.column_place:  # a row of a transposed table: what one of its places writes holds for all
            own = table.column_steps.get(column)
            sign = next((signs[c, words] for c, words in signs if words == steps and table.column_steps.get(c) == own), "")
        else:
            sign = signs.get((column, steps), "")
        if sign or not table.units:
            return sign
        heading = full_heading(table, column, steps)
        chosen = choose_unit(heading, table.units)
        if not chosen:
            known = meaning(heading, "", table.family, table.level)
            unit = load_catalogue().indicators[known.indicator].unit if known.indicator else ""
            chosen = unit if unit in table.units else ""
        return chosen

    def meaning(self, row: int, column: int, position: int) -> Meaning:
        """What the catalogue makes of the heading."""
        steps = self.heading(row, column)
        if self.school_rows:
            return Meaning()
        return meaning(steps, self.unit(row, column, position), self.table.family, self.table.level)


def full_heading(table: Table, column: int, row_steps: tuple[str, ...]) -> tuple[str, ...]:
    """Column and row words; the level that only the title says goes first; the title's subject where nothing else is said."""
    own = (*table.column_steps.get(column, ()), *row_steps)
    levels = any(level_in(step)[0] for step in own)
    words = [step for step in own if not (level_in(step)[1] == step)]
    if not words and table.subject and not level_in(table.subject)[1] == table.subject:
        own = (*own, table.subject)
        levels = levels or bool(level_in(table.subject)[0])
    if table.level_word and not levels and table.level in ("primary", "junior", "senior", "compulsory"):
        own = (table.level_word, *own)
    return tuple(step for step in own if step)


def read_observations(table: Table, city_code: str | None, answers: dict[str, str]) -> TableReading:
    """Read a table's figures and settle its places."""
    figures = read_figures(table)
    places = Places(table, city_code, answers)
    find_sums(table, figures.values, places)
    context_year = table.context.said.period.start_year if table.context.said else None
    years = [said.period.start_year for said in table.column_period.values()]
    usual = context_year or (max(years) if years else None)
    row_place: list[PlaceRead] = []
    labels = table.labels
    above: PlaceRead | None = None
    for row, text in enumerate(labels.place):
        said = table.row_period[row]
        read = places.read(text, said.period.start_year if said else usual, labels.parent[row])
        from_code = labels.place_column[row] >= 0 and table.roles.get(labels.place_column[row]) is Role.CODE
        part = labels.part[row] and above is not None and not above.aggregate
        if labels.aggregate_word[row] or from_code or part:
            read = PlaceRead(read.text, PlaceKind.AGGREGATE, read.code if from_code else "", True, read.match)
        if not labels.part[row]:
            above = read
        row_place.append(read)
    column_place = {index: places.read(text, usual) for index, text in table.column_place.items()}
    alone = PlaceRead("", PlaceKind.UNKNOWN) if table.has_places else context_place(table, places, usual)
    data = np.array([row for row, role in enumerate(labels.role) if role is RowRole.DATA], dtype=int)
    reading = TableReading(table, figures, data, places, row_place, column_place, alone)
    reading.school_rows = Role.SCHOOL in table.roles.values()
    kinds = table.sheet.kinds[table.block.body][:, table.values] if table.values and len(table.block.body) else np.zeros((0, 0))
    reading.template = not (kinds > 0).any()
    reading.unheaded = [
        index
        for index in table.values
        if not table.column_steps.get(index)
        and index not in table.column_place
        and index not in table.column_period
        and not any(labels.steps)
    ]
    return reading


class Codes:
    """Distinct values and their numbers."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._number: dict[Any, int] = {}

    def of(self, value: Any) -> int:
        """The number of a value, the same for equal ones."""
        number = self._number.get(value)
        if number is None:
            number = self._number[value] = len(self.values)
            self.values.append(value)
        return number


def frame(readings: list[TableReading]) -> pd.DataFrame:
    """All observations of a workbook in one table; columns and types as OBSERVATION_COLUMNS says."""
    parts = [_frame(reading) for reading in readings if not reading.template and len(reading.rows)]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=_DTYPES.get(name, "object")) for name in OBSERVATION_COLUMNS})
    return pd.concat(parts, ignore_index=True)


_DTYPES = {"row": "int64", "column": "int64", "aggregate": "bool", "value": "float64"}


def _frame(reading: TableReading) -> pd.DataFrame:
    table, figures = reading.table, reading.figures
    rows, columns = reading.rows, [c for c in table.values if c not in reading.unheaded]
    if not columns:
        return pd.DataFrame()
    positions = [table.values.index(column) for column in columns]
    statuses = _statuses(reading, columns)
    body = table.block.body[rows]
    grid = table.sheet.grid
    combined: dict[str, list[Any]] = {name: [] for name in OBSERVATION_COLUMNS}
    place_at = [table.labels.place_column[row] for row in rows.tolist()]
    for column, position in zip(columns, positions, strict=True):
        keys: dict[Any, tuple[Any, ...]] = {}
        shared = []
        for row in rows.tolist():
            key = (table.labels.steps[row], table.labels.unit[row], table.row_period[row])
            said = keys.get(key)
            if said is None:
                said = keys[key] = _about(reading, row, column, position)
            shared.append(said)
        period, period_key, heading, indicator, level, breakdown, unit = zip(*shared, strict=True)
        place = [reading.place(row, column) for row in rows.tolist()]
        letters = column_letters(column + 1)
        values = figures.values[rows, position]
        combined["row"].append(body + 1)
        combined["column"].append(np.full(len(rows), column + 1))
        combined["cell"].append([f"{letters}{row + 1}" for row in body.tolist()])
        combined["place"].append([read.text for read in place])
        anchor = table.column_place_cell.get(column)
        if anchor is not None:
            combined["place_cell"].append([a1(*anchor)] * len(rows))
        else:
            combined["place_cell"].append([a1(int(row), at) if at >= 0 else "" for row, at in zip(body, place_at, strict=True)])
        combined["place_code"].append([read.code for read in place])
        combined["place_kind"].append([read.kind for read in place])
        combined["aggregate"].append(np.array([read.aggregate for read in place], dtype=bool))
        combined["period"].append(period)
        combined["period_key"].append(period_key)
        combined["heading"].append(heading)
        combined["indicator"].append(indicator)
        combined["education_level"].append(level)
        combined["breakdown"].append(breakdown)
        combined["unit"].append(unit)
        combined["value"].append(values)
        combined["status"].append([statuses[column][code] for code in figures.status[rows, position].tolist()])
        percent = grid.percent_column(column)[body]
        combined["text"].append(
            [_shown(grid.rows[row][column], flag) for row, flag in zip(body.tolist(), percent.tolist(), strict=True)]
        )
    data = {name: _column(name, parts) for name, parts in combined.items() if name != "sheet"}
    made = pd.DataFrame({"sheet": table.name, **data})
    for (at, column), text in grid.errors.items():
        made.loc[(made["row"] == at + 1) & (made["column"] == column + 1), "text"] = text
    return made[list(OBSERVATION_COLUMNS)]


def _about(reading: TableReading, row: int, column: int, position: int) -> tuple[Any, ...]:
    said = reading.period(row, column)
    known = reading.meaning(row, column, position)
    return (
        said.label if said else "",
        said.period.key if said else "",
        reading.heading(row, column),
        known.indicator,
        known.education_level,
        known.breakdown,
        reading.unit(row, column, position),
    )


def _statuses(reading: TableReading, columns: list[int]) -> dict[int, list[ValueStatus]]:
    """Statuses by code for each column; a heading or title that says 预计数 makes what it covers estimated."""
    whole = next((certainty(text) for text in reading.table.title_texts if certainty(text)), "")
    found = {}
    for column in columns:
        said = next((certainty(step) for step in reading.table.column_steps.get(column, ()) if certainty(step)), "") or whole
        statuses = list(STATUSES)
        if said:
            statuses[CODE[ValueStatus.REPORTED]] = ValueStatus(said)
        found[column] = statuses
    return found


def _column(name: str, parts: list[Any]) -> Any:
    if name in ("row", "column", "value", "aggregate"):
        return np.concatenate(parts)
    flat = [value for part in parts for value in part]
    made = np.empty(len(flat), dtype=object)
    made[:] = flat
    return made


def _shown(value: Any, percent: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and percent:
        return f"{round(value * 100, 10):g}%" if abs(value) < 1e4 else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
