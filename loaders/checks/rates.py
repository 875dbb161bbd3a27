"""Rates against their counts, and places that filled in nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.definitions import Indicator
from indicators.issues import Issue
from indicators.vocabulary import ValueStatus
from loaders.checks.figures import Figure, Figures
from loaders.checks.series import quantity_of
from loaders.numbering import distinct, numbered
from loaders.table_reading import TableReading
from loaders.values import CODE
from loaders.workbook import a1

_LIMIT = 300_000
_NOT_REPORTED = CODE[ValueStatus.NOT_REPORTED]
Key = tuple[int, str, object, int]


def rate_issues(found: Figures) -> Iterator[Issue]:
    """A numerator above its denominator, and a rate that is not their quotient."""
    if len(found.value) > _LIMIT:
        return
    rates = [item for item in load_catalogue().indicators.values() if item.numerator and item.denominator]
    wanted = {name for rate in rates for name in (rate.id, rate.numerator, rate.denominator)}
    figures: dict[Key, Figure | None] = {}
    quantities = list(found.quantities)
    known = [thing[0] in wanted and not thing[-1] for thing in quantities]
    for index in np.flatnonzero(np.array(known, dtype=bool)[found.quantity]).tolist() if known else ():
        quantity = quantities[int(found.quantity[index])]
        key = (int(found.place[index]), quantity[0], quantity[1], int(found.period[index]))
        figures[key] = None if key in figures else found.figure(index)  # twice = told as a duplicate
    for rate in rates:
        for (place, indicator, level, period), num in list(figures.items()):
            if indicator != rate.numerator or num is None:
                continue
            den = figures.get((place, str(rate.denominator), rate.denominator_level or level, period))
            if den is None or not den.value or not _same_scale(found, num, den):
                continue
            if rate.valid_max == 100 and num.value > den.value + 1e-9:
                yield _over(found, num, den)
            value = figures.get((place, rate.id, level, period))
            if value is not None:
                yield from _quotient(found, rate, value, num, den)


def _over(found: Figures, num: Figure, den: Figure) -> Issue:
    return Issue.of(
        "parts-over-whole",
        found.sheet(num),
        found.cell(num),
        part=quantity_of(found, num),
        part_value=f"{num.value:.10g}",
        whole=quantity_of(found, den),
        whole_value=f"{den.value:.10g}",
    )


def _quotient(found: Figures, rate: Indicator, value: Figure, num: Figure, den: Figure) -> Iterator[Issue]:
    expected = rate.factor * num.value / den.value
    # half a unit of the printed decimal, and a little for counts that were rounded themselves
    allowed = 0.6 * 10.0**-rate.decimals if rate.unit == "%" else max(0.6 * 10.0**-rate.decimals, abs(expected) * 0.002)
    if abs(value.value - expected) > allowed:
        yield Issue.of(
            "rate-not-quotient",
            found.sheet(value),
            found.cell(value),
            heading=quantity_of(found, value),
            value=f"{value.value:.10g}",
            numerator=quantity_of(found, num),
            denominator=quantity_of(found, den),
            expected=f"{expected:.{max(rate.decimals, 1)}f}",
        )


def _same_scale(found: Figures, one: Figure, two: Figure) -> bool:
    """Both in 人, or both in 万人: 万 against 1 would be a false alarm."""
    scales = []
    for figure in (one, two):
        reading = found.readings[figure.reading]
        unit = reading.unit(figure.row, reading.table.values[figure.position], figure.position)
        scales.append(unit[:1] if unit[:1] in ("万", "千", "百", "亿") else "")
    return scales[0] == scales[1]


def missing_issues(reading: TableReading) -> Iterator[Issue]:
    """A place that filled in nothing for a period, while the table has figures for others."""
    table, figures, rows = reading.table, reading.figures, reading.rows
    if reading.template or not len(rows):
        return
    groups: dict[tuple[object, object], list[int]] = {}
    for position, column in enumerate(table.values):
        if column not in reading.unheaded:
            groups.setdefault((table.column_place.get(column), table.column_period.get(column)), []).append(position)
    codes, _places = reading.named
    period_of, periods = distinct(table.row_period)
    row_period = numbered(periods)[period_of][rows]
    key = codes[rows].astype(np.int64) * (int(row_period.max()) + 1) + row_period
    _unique, group = np.unique(key, return_inverse=True)
    if len(groups) * (int(group.max()) + 1) < 2:
        return
    by_group, starts = rows[np.argsort(group, kind="stable")], np.append(0, np.cumsum(np.bincount(group)))
    for positions in groups.values():
        values = figures.values[rows][:, positions]
        blank = figures.status[rows][:, positions] == _NOT_REPORTED
        numbers = np.bincount(group, weights=(~np.isnan(values)).sum(axis=1))
        unreported = np.bincount(group, weights=blank.sum(axis=1))
        cells = np.bincount(group) * len(positions)
        for number in np.flatnonzero((numbers == 0) & (unreported * 2 >= cells)).tolist():
            members = by_group[starts[number] : starts[number + 1]]
            place = reading.place(int(members[0]), table.values[positions[0]])
            if place.aggregate or not place.text:
                continue
            said = reading.period(int(members[0]), table.values[positions[0]])
            yield Issue.of(
                "place-not-reported",
                table.name,
                a1(int(table.block.body[members[0]]), table.values[positions[0]]),
                a1(int(table.block.body[members[-1]]), table.values[positions[-1]]),
                place=place.text,
                period=said.label if said else "",
            )
