"""A table with its figures, and the answer for any cell: which place, period, heading, unit, indicator."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.vocabulary import PlaceKind
from loaders.figures import Figures
from loaders.full_headings import full_heading, look_of
from loaders.layouts import NO_LAYOUT, Layout
from loaders.meanings import Meaning, meaning
from loaders.numbering import Numbering, distinct, jointly, numbered, objects
from loaders.persons import lists_children
from loaders.places import PlaceRead, Places, context_place, find_sums, other_place
from loaders.places_of_rows import places_of_rows
from loaders.roles import Role
from loaders.rows import RowRole
from loaders.table import Table
from loaders.table_meanings import meaning_in, topics
from loaders.times import Said
from loaders.units import choose_unit
from loaders.unnamed import cities_over_counties, with_unnamed_total
from loaders.values import read_figures


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
    children: bool = False
    other_place: PlaceRead | None = None
    unheaded: list[int] = field(default_factory=list)

    @cached_property
    def wordings(self) -> tuple[np.ndarray, list[int]]:
        """For each body row the number of its wording (words, unit, period), and one row for each of them.

        Rows whose words differ in the name of a school only share a wording: see `headings_of`.
        """
        labels = self.table.labels
        periods, said = distinct(self.table.row_period)
        parts = [numbered(labels.kinds), numbered(labels.unit), numbered(said)[periods]]
        if labels.school:
            parts.append(np.fromiter(map(look_of, labels.school), np.int32, len(labels.school)))
        return jointly(*parts)

    @cached_property
    def steps(self) -> tuple[np.ndarray, list[tuple[str, ...]]]:
        """For each body row the number of its words, and the words."""
        numbers = Numbering[tuple[str, ...]]()
        return numbers.of(self.table.labels.steps), list(numbers)

    @cached_property
    def alike(self) -> list[np.ndarray]:
        """The rows that count things, in groups of the same words and unit."""
        labels, (codes, first) = self.table.labels, self.wordings
        of_wording = numbered((labels.kinds[row], labels.unit[row]) for row in first)
        numbers = of_wording[codes[self.rows]]
        order = np.argsort(numbers, kind="stable")
        parts = np.split(self.rows[order], np.flatnonzero(np.diff(numbers[order])) + 1)
        return sorted(filter(len, parts), key=lambda members: int(members[0]))

    @cached_property
    def named(self) -> tuple[np.ndarray, list[PlaceRead]]:
        """For each body row the number of its place, and the places; the context's place where a row names none."""
        codes, reads = distinct(self.row_place)
        shown = [read if read.text else self.context_place for read in reads]
        merged, places = distinct(shown)
        return merged[codes], places

    def period(self, row: int, column: int) -> Said | None:
        """heading > row > context."""
        table = self.table
        return table.column_period.get(column) or table.row_period[row] or table.context.said

    def place(self, row: int, column: int) -> PlaceRead:
        """The place of a cell."""
        return self.column_place.get(column) or (self.row_place[row] if self.row_place[row].text else self.context_place)

    def heading(self, row: int, column: int) -> tuple[str, ...]:
        """The full heading path of a cell: what the title adds, the column's words, the row's words."""
        return self._heading(column, self.table.labels.steps[row])

    def subject(self, row: int, column: int) -> tuple[str, ...]:
        """The same without the name of a school: what is counted."""
        return self._heading(column, self.table.labels.kinds[row])

    def _heading(self, column: int, steps: tuple[str, ...]) -> tuple[str, ...]:
        key = (column, steps)
        found = self.headings.get(key)
        if found is None:
            found = self.headings[key] = full_heading(self.table, column, steps)
        return found

    def headings_of(self, column: int, rows: np.ndarray) -> np.ndarray:
        """The heading paths of many cells of a column: one for each wording, with each school's name in its place."""
        wordings, first = self.wordings
        labels = self.table.labels
        paths = [self.heading(row, column) for row in first]
        found = objects(paths)[wordings[rows]]
        if not labels.school:
            return found
        before, after = [], []
        for row, path in zip(first, paths, strict=True):
            name = labels.school[row]
            at = len(path) - 1 - path[::-1].index(name) if name in path else -1
            before.append(path[:at] if at >= 0 else path)
            after.append(path[at + 1 :] if at >= 0 else None)
        names = labels.school
        for number, (row, wording) in enumerate(zip(rows.tolist(), wordings[rows].tolist(), strict=True)):
            rest = after[wording]
            if rest is not None:
                found[number] = (*before[wording], names[row], *rest)
        return found

    def unit(self, row: int, column: int, position: int) -> str:
        """The unit of a cell: its row's unit column, its column's heading, a % in cells of its kind, the line 单位："""
        return self.figures.lone_signs.get(position, {}).get(row) or self.kind_unit(row, column, position)

    def kind_unit(self, row: int, column: int, position: int) -> str:
        """The unit of cells of this kind: like `unit`, but for a sign that a single school writes."""
        table, steps = self.table, self.table.labels.kinds[row]
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
        if self.school_rows:
            return Meaning()
        steps = self.heading(row, column)
        answered = self.layout.meaning(steps) if self.layout.headings else None
        if answered is not None:
            return answered
        table, unit = self.table, self.unit(row, column, position)
        return meaning_in(table, steps, unit, self.topics, lambda: self._beside(row, position))

    def _beside(self, row: int, position: int) -> Meaning:
        """What the column to the left counts, other than ranks and the like; nothing where there is none."""
        for left in range(position - 1, -1, -1):
            known = self.meaning(row, self.table.values[left], left)
            if known.aside is None:
                return known
        return Meaning()

    @cached_property
    def topics(self) -> frozenset[str]:
        """Words of the headings that only name a topic: see `table_meanings.topics`."""
        return topics({*self.table.column_steps.values(), *self.table.labels.kinds})


def read_observations(table: Table, city_code: str | None, layout: Layout) -> TableReading:
    """Read a table's figures and settle its places."""
    figures = read_figures(table)
    places = Places(table, city_code, dict(layout.places))
    find_sums(table, figures.values, places)
    context_year = table.context.said.period.start_year if table.context.said else None
    years = [said.period.start_year for said in table.column_period.values()]
    usual = context_year or (max(years) if years else None)
    labels = table.labels
    row_place = places_of_rows(table, places, usual, city_code)
    row_place = with_unnamed_total(table, figures.values, cities_over_counties(row_place))
    column_place = {index: places.read(text, usual) for index, text in table.column_place.items()}
    alone = PlaceRead("", PlaceKind.UNKNOWN) if table.has_places else context_place(table, places, usual)
    data = np.array([row for row, role in enumerate(labels.role) if role is RowRole.DATA], dtype=int)
    reading = TableReading(table, figures, data, places, row_place, column_place, alone)
    reading.layout = layout
    reading.other_place = None if table.has_places or alone.text in layout.places else other_place(table, places, alone)
    reading.school_rows = Role.SCHOOL in table.roles.values()
    kinds = table.sheet.kinds[table.block.body][:, table.values] if table.values and len(table.block.body) else np.zeros((0, 0))
    reading.template = bool(table.values) and not (kinds > 0).any()
    reading.children = lists_children(step for path in table.paths.values() for step in path.steps[-1:])
    if reading.children:  # not one figure of a child is read
        reading.rows = np.zeros(0, dtype=int)
    reading.unheaded = [
        index
        for index in table.values
        if not table.column_steps.get(index)
        and index not in table.column_place
        and index not in table.column_period
        and not any(labels.steps)
    ]
    return reading
