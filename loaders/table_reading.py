"""A table with its figures, and the answer for any cell: which place, period, heading, unit, indicator."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.vocabulary import PlaceKind
from loaders.columns import Role
from loaders.layouts import NO_LAYOUT, Layout
from loaders.meanings import Meaning, level_in, meaning
from loaders.places import PlaceRead, Places, context_place, find_sums
from loaders.rows import RowRole
from loaders.table import Table
from loaders.times import Said
from loaders.units import choose_unit
from loaders.values import Figures, read_figures


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
    layout: Layout = NO_LAYOUT
    school_rows: bool = False
    unheaded: list[int] = field(default_factory=list)

    @cached_property
    def wordings(self) -> tuple[np.ndarray, list[int]]:
        """For each body row the number of its wording (words, unit, period), and one row for each of them."""
        labels = self.table.labels
        numbers: dict[tuple[object, ...], int] = {}
        first: list[int] = []
        codes = np.empty(len(labels.steps), dtype=np.int32)
        for row, key in enumerate(zip(labels.steps, labels.unit, self.table.row_period, strict=True)):
            number = numbers.get(key)
            if number is None:
                number = numbers[key] = len(first)
                first.append(row)
            codes[row] = number
        return codes, first

    @cached_property
    def named(self) -> tuple[np.ndarray, list[PlaceRead]]:
        """For each body row the number of its place, and the places; the context's place where a row names none."""
        numbers: dict[int, int] = {}
        places: list[PlaceRead] = []
        codes = np.empty(len(self.row_place), dtype=np.int32)
        for row, read in enumerate(self.row_place):
            shown = read if read.text else self.context_place
            number = numbers.get(id(shown))
            if number is None:
                number = numbers[id(shown)] = len(places)
                places.append(shown)
            codes[row] = number
        return codes, places

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
        answered = self.layout.meaning(steps) if self.layout.headings else None
        if answered is not None:
            return answered
        return meaning(steps, self.unit(row, column, position), self.table.family, self.table.level)


def full_heading(table: Table, column: int, row_steps: tuple[str, ...]) -> tuple[str, ...]:
    """Column and row words; the level that only the title says goes first; the title's subject where nothing else is said."""
    own = (*table.column_steps.get(column, ()), *row_steps)
    levels = any(level_in(step)[0] for step in own)
    words = [step for step in own if level_in(step)[1] != step]
    if not words and table.subject and level_in(table.subject)[1] != table.subject:
        own = (table.subject, *own)  # outermost: 小学 below 义务教育阶段大班额占比 says the level
        levels = levels or bool(level_in(table.subject)[0])
    if table.level_word and not levels and table.level in ("primary", "junior", "senior", "compulsory"):
        own = (table.level_word, *own)
    return tuple(step for step in own if step)


def read_observations(table: Table, city_code: str | None, layout: Layout) -> TableReading:
    """Read a table's figures and settle its places."""
    figures = read_figures(table)
    places = Places(table, city_code, dict(layout.places))
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
    reading.layout = layout
    reading.school_rows = Role.SCHOOL in table.roles.values()
    kinds = table.sheet.kinds[table.block.body][:, table.values] if table.values and len(table.block.body) else np.zeros((0, 0))
    reading.template = bool(table.values) and not (kinds > 0).any()
    reading.unheaded = [
        index
        for index in table.values
        if not table.column_steps.get(index)
        and index not in table.column_place
        and index not in table.column_period
        and not any(labels.steps)
    ]
    return reading
