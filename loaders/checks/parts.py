"""Wholes against their parts within a row (or, where indicators stand down the rows, within a column).

Parts that say 其中 may not exceed their whole. Parts that do not say so are found: figures that add up to the one before them in
most rows are its parts, and the rows where they do not are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from indicators.issues import Issue
from indicators.vocabulary import Severity, ValueStatus
from language import _
from loaders.checks.figure_lines import adds_up
from loaders.checks.sums import MOST, tolerance
from loaders.figures import CODE
from loaders.table_reading import TableReading
from loaders.workbook import a1

_SUPPRESSED, _UNREADABLE = CODE[ValueStatus.SUPPRESSED], CODE[ValueStatus.UNREADABLE]
_SAMPLE = 4000


@dataclass
class Strip:
    """Figures in the order in which they stand: `values` cases × measures, measures being columns (or rows, `across`)."""

    values: np.ndarray
    status: np.ndarray
    names: list[str]
    rows: list[int]
    columns: list[int]
    down: bool
    blocks: list[int]
    marked: dict[int, int]
    totals: list[bool]

    def cell(self, case: int, measure: int) -> str:
        """A1 address."""
        return a1(self.rows[measure], self.columns[case]) if self.down else a1(self.rows[case], self.columns[measure])


def part_issues(reading: TableReading) -> Iterator[Issue]:
    """Parts over their whole, and parts that do not add up to it."""
    for strip in _strips(reading):
        told: set[tuple[int, int]] = set()
        for whole, parts in _partitions(strip):
            yield from _unequal(reading, strip, whole, parts, told)
        for part, whole in strip.marked.items():
            yield from _exceeding(reading, strip, whole, part, told)


def _strips(reading: TableReading) -> Iterator[Strip]:
    table, figures, rows = reading.table, reading.figures, reading.rows.tolist()
    if not rows or not table.values:
        return
    body = table.block.body
    columns = [(position, column) for position, column in enumerate(table.values) if adds_up(reading, rows[0], column, position)]
    if len(table.values) >= 2 and columns and not table.column_place:
        positions = [position for position, _column in columns]
        place_of = {column: number for number, (_position, column) in enumerate(columns)}
        marked = {
            place_of[column]: place_of[table.paths[column].whole]
            for _position, column in columns
            if table.paths[column].whole in place_of
        }
        yield Strip(
            figures.values[np.ix_(rows, positions)],
            figures.status[np.ix_(rows, positions)],
            [(table.column_steps.get(column) or ("",))[-1] for _position, column in columns],
            [int(body[row]) for row in rows],
            [column for _position, column in columns],
            False,
            [hash(table.column_period.get(column)) for _position, column in columns],
            marked,
            [reading.row_place[row].aggregate for row in rows],
        )
    down = not any(read.text for read in reading.row_place) and any(table.labels.steps[row] for row in rows) and len(rows) <= 400
    if down:
        kept = [row for row in rows if adds_up(reading, row, table.values[0], 0)]
        if len(kept) >= 3:
            outer = [table.labels.steps[row][:-2] if len(table.labels.steps[row]) > 2 else () for row in kept]
            yield Strip(
                figures.values[kept].T,
                figures.status[kept].T,
                [(table.labels.steps[row] or ("",))[-1] for row in kept],
                [int(body[row]) for row in kept],
                list(table.values),
                True,
                [hash(group) for group in outer],
                {},
                [False] * len(table.values),
            )


def _partitions(strip: Strip) -> Iterator[tuple[int, list[int]]]:
    """(whole, parts): a measure and the run after it that adds up to it in most cases, at least three."""
    count = strip.values.shape[1]
    cases = strip.values if len(strip.values) <= _SAMPLE else strip.values[:_SAMPLE]
    if count < 3 or count > 120 or len(cases) < 3:
        return
    taken: set[int] = set()
    for whole in range(count - 2):
        best: tuple[float, int, int] | None = None
        for start in range(whole + 1, min(whole + 4, count - 1)):
            if strip.blocks[start] != strip.blocks[whole] or start in taken:
                continue
            running = cases[:, start].copy()
            for end in range(start + 1, min(start + 12, count)):
                if strip.blocks[end] != strip.blocks[whole]:
                    break
                running = running + cases[:, end]
                share, tested = _match(cases[:, whole], running, end - start + 1)
                if tested >= 3 and share >= MOST and (best is None or share > best[0]):
                    best = (share, start, end)
        if best is not None:
            parts = list(range(best[1], best[2] + 1))
            taken.update(parts)
            yield whole, parts


def _match(whole: np.ndarray, running: np.ndarray, count: int) -> tuple[float, int]:
    both = ~np.isnan(whole) & ~np.isnan(running) & (whole != 0)
    tested = int(both.sum())
    if not tested:
        return 0.0, 0
    allowed = tolerance(whole[both]) if tested <= 500 else 1e-6 * count
    return float((np.abs(whole[both] - running[both]) <= max(allowed, 1e-6)).sum()) / tested, tested


def _unequal(reading: TableReading, strip: Strip, whole: int, parts: list[int], told: set[tuple[int, int]]) -> Iterator[Issue]:
    found = strip.values[:, parts]
    written = strip.values[:, whole]
    total = np.nansum(found, axis=1)
    off = ~np.isnan(written) & ~np.isnan(found).all(axis=1) & (np.abs(written - total) > 1e-6)
    for case in np.flatnonzero(off).tolist():
        missing = np.isnan(found[case])
        difference = float(written[case] - total[case])
        if abs(difference) <= tolerance(np.append(found[case], written[case])):
            continue
        status = strip.status[case, parts][missing]
        hidden, unknown = int((status == _SUPPRESSED).sum()), int((status == _UNREADABLE).sum())
        if missing.any() and difference > 0 and (unknown or difference <= 4 * hidden or not hidden):
            continue
        told.add((case, whole))
        names = _("、").join(strip.names[part] for part in parts)
        yield Issue.of(
            "parts-not-whole",
            reading.table.name,
            strip.cell(case, whole),
            severity=Severity.WARNING if strip.totals[case] else None,
            whole=strip.names[whole],
            whole_value=f"{written[case]:.10g}",
            parts=names,
            sum=f"{total[case]:.10g}",
            difference=f"{abs(difference):.10g}",
            cells=_("、").join(strip.cell(case, part) for part in parts),
        )


def _exceeding(reading: TableReading, strip: Strip, whole: int, part: int, told: set[tuple[int, int]]) -> Iterator[Issue]:
    over = strip.values[:, part] > strip.values[:, whole] + 1e-9
    for case in np.flatnonzero(over).tolist():
        if (case, whole) in told:
            continue
        yield Issue.of(
            "parts-over-whole",
            reading.table.name,
            strip.cell(case, part),
            part=strip.names[part],
            part_value=f"{strip.values[case, part]:.10g}",
            whole=strip.names[whole],
            whole_value=f"{strip.values[case, whole]:.10g}",
        )
