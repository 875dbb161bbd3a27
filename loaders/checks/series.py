"""Figures of one place beside each other: the same one twice, from year to year, rate against counts, none at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.issues import Issue
from indicators.periods import label_of_key
from indicators.vocabulary import PlaceKind, ValueStatus
from language import _
from loaders.table_reading import TableReading
from loaders.units import is_rate
from loaders.values import CODE
from loaders.workbook import a1

# 经验校验: from DESIGN section 2.7: more than 10 points for rates, × 2 or ÷ 2 for counts of 20 and more
JUMP_POINTS, JUMP_FACTOR, JUMP_COUNT = 10.0, 2.0, 20.0
_LIMIT = 400_000


@dataclass(frozen=True)
class Figure:
    """One figure with what it is about."""

    reading: int
    row: int
    position: int
    value: float
    cell: str
    sheet: str


def figures_by_key(readings: list[TableReading]) -> dict[tuple[object, ...], list[Figure]]:
    """(place, quantity, period) → figures. A quantity is the indicator's key, or the heading within its own table."""
    found: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    total = sum(len(reading.rows) * len(reading.table.values) for reading in readings)
    if total > _LIMIT:
        readings = [reading for reading in readings if len(reading.rows) * len(reading.table.values) <= _LIMIT // 4]
    for number, reading in enumerate(readings):
        table = reading.table
        if reading.template:
            continue
        for position, column in enumerate(table.values):
            if column in reading.unheaded:
                continue
            for row in reading.rows.tolist():
                value = reading.figures.values[row, position]
                if value != value:
                    continue
                place = reading.place(row, column)
                if place.aggregate or (place.kind is PlaceKind.UNKNOWN and not place.text):
                    continue
                known = reading.meaning(row, column, position)
                said = reading.period(row, column)
                quantity: tuple[object, ...] = (
                    (known.indicator, known.education_level, known.breakdown)
                    if known.indicator
                    else (number if table.has_places else "", reading.heading(row, column), reading.unit(row, column, position))
                )
                cell = a1(int(table.block.body[row]), column)
                key = (place.code or place.text, quantity, said.period.key if said else "")
                found[key].append(Figure(number, row, position, float(value), cell, table.name))
    return found


def duplicate_issues(readings: list[TableReading], keyed: dict[tuple[object, ...], list[Figure]]) -> Iterator[Issue]:
    """One place twice with different values: both are named, neither wins."""
    rows: dict[tuple[int, int, int], list[tuple[Figure, Figure]]] = defaultdict(list)
    for figures in keyed.values():
        if len(figures) < 2:
            continue
        first = figures[0]
        for other in figures[1:]:
            if other.reading == first.reading and other.row != first.row:
                rows[(first.reading, first.row, other.row)].append((first, other))
            else:
                yield _one(readings, first, other)
    for (number, one, two), pairs in rows.items():
        table = readings[number].table
        differing = [(a, b) for a, b in pairs if abs(a.value - b.value) > 1e-9]
        if not differing:
            yield _one(readings, *pairs[0])
        elif len(pairs) == 1 or table.labels.place_column[one] < 0:
            for a, b in differing:
                yield _one(readings, a, b)
        else:
            column = table.labels.place_column[one]
            top, bottom = (a1(int(table.block.body[row]), column) for row in (one, two))
            headings = _("、").join(_quantity(readings, a) for a, _b in differing)
            yield Issue.of(
                "duplicate-value",
                table.name,
                top,
                bottom if abs(int(table.block.body[one]) - int(table.block.body[two])) == 1 else "",
                place=readings[number].row_place[one].text,
                period=_period(readings, differing[0][0]),
                heading=headings,
                cells=_("、").join(f"{a.cell}/{b.cell}" for a, b in differing),
                found=_("、").join(f"{a.value:.10g}/{b.value:.10g}" for a, b in differing),
            )


def _one(readings: list[TableReading], one: Figure, two: Figure) -> Issue:
    same = abs(one.value - two.value) <= 1e-9
    cells = _("、").join(figure.cell if figure.sheet == one.sheet else f"{figure.sheet}!{figure.cell}" for figure in (one, two))
    beside = one.sheet == two.sheet
    return Issue.of(
        "duplicate-same" if same else "duplicate-value",
        one.sheet,
        one.cell,
        two.cell if beside else "",
        place=_place(readings, one),
        period=_period(readings, one),
        heading=_quantity(readings, one),
        cells=cells,
        found=f"{one.value:.10g}、{two.value:.10g}",
    )


def jump_issues(readings: list[TableReading], keyed: dict[tuple[object, ...], list[Figure]]) -> Iterator[Issue]:
    """Figures of one place and quantity that change beyond belief from one period of the workbook to the next."""
    lines: dict[tuple[object, object, str], dict[int, list[Figure]]] = defaultdict(dict)
    for (place, quantity, period), figures in keyed.items():
        text = str(period)
        if text:
            wanted = quantity if isinstance(quantity[0], str) and quantity[0] else ("", quantity[-1])  # type: ignore[index]
            lines[(place, wanted, text[4])].setdefault(int(text[:4]), []).extend(figures)
    found: dict[tuple[object, int, int], list[Issue]] = defaultdict(list)
    sizes: dict[tuple[object, int, int], int] = defaultdict(int)
    for (_place_key, quantity, _kind), years in lines.items():
        order = sorted(years)
        for before, here in zip(order, order[1:], strict=False):
            if len(years[before]) > 1 or len(years[here]) > 1 or here - before > 3:
                continue
            first, second = years[before][0], years[here][0]
            sizes[(quantity, before, here)] += 1
            change = _change(readings, first, second)
            if change:
                found[(quantity, before, here)].append(_jump(readings, first, second, change))
    for key, issues in found.items():
        if len(issues) > 5 and len(issues) * 2 > sizes[key]:
            first_issue = issues[0]
            yield Issue.about("jump-everywhere", {**first_issue.values, "n": len(issues)}, first_issue.sheet, first_issue.cell)
        else:
            yield from issues


def _change(readings: list[TableReading], first: Figure, second: Figure) -> str:
    """ "×10", "÷3", "−12 points", or "" for a change that may well be."""
    reading = readings[second.reading]
    column = reading.table.values[second.position]
    unit = reading.unit(second.row, column, second.position)
    heading = reading.heading(second.row, column)
    a, b = first.value, second.value
    if unit == "%" or (not unit and heading and is_rate(heading[-1])):
        return _("{n} 个百分点").format(n=f"{b - a:+.1f}") if abs(b - a) > JUMP_POINTS else ""
    if max(a, b) < JUMP_COUNT or min(a, b) < 0 or any(is_rate(step) for step in heading[-1:]):
        return ""
    if b == 0 or a == 0:
        return _("变为 0") if b == 0 else _("由 0 变来")
    factor = b / a
    if factor >= JUMP_FACTOR:
        return f"×{factor:.3g}"
    return f"÷{1 / factor:.3g}" if factor <= 1 / JUMP_FACTOR else ""


def _jump(readings: list[TableReading], first: Figure, second: Figure, change: str) -> Issue:
    return Issue.of(
        "jump",
        second.sheet,
        second.cell,
        place=_place(readings, second),
        heading=_quantity(readings, second),
        first_period=_period(readings, first),
        first=f"{first.value:.10g}",
        second_period=_period(readings, second),
        second=f"{second.value:.10g}",
        change=change,
    )


def rate_issues(readings: list[TableReading], keyed: dict[tuple[object, ...], list[Figure]]) -> Iterator[Issue]:
    """A numerator above its denominator, and a rate that is not their quotient."""
    catalogue = load_catalogue()
    rates = [item for item in catalogue.indicators.values() if item.numerator and item.denominator]
    by_quantity: dict[tuple[object, str, object, str], Figure] = {}
    for (place, quantity, period), figures in keyed.items():
        if (
            isinstance(quantity, tuple)
            and isinstance(quantity[0], str)
            and quantity[0]
            and not quantity[-1]
            and len(figures) == 1
        ):
            by_quantity[(place, quantity[0], quantity[1], str(period))] = figures[0]
    for (place, indicator, level, period), figure in by_quantity.items():
        for rate in rates:
            if rate.id != indicator and rate.numerator != indicator:
                continue
            other_level = rate.denominator_level or level
            num = by_quantity.get((place, str(rate.numerator), level, period))
            den = by_quantity.get((place, str(rate.denominator), other_level, period)) or by_quantity.get(
                (place, str(rate.denominator), level, period)
            )
            if num is None or den is None or not den.value or not _same_unit(readings, num, den):
                continue
            if rate.numerator == indicator:
                if rate.valid_max == 100 and num.value > den.value + 1e-9:
                    yield Issue.of(
                        "parts-over-whole", num.sheet, num.cell, part=_quantity(readings, num), part_value=f"{num.value:.10g}",
                        whole=_quantity(readings, den), whole_value=f"{den.value:.10g}",
                    )  # fmt: skip
            else:
                expected = rate.factor * num.value / den.value
                allowed = max(0.06 if rate.unit == "%" else 0.06 * max(1.0, expected / 100), 10.0**-rate.decimals * 0.6)
                if abs(figure.value - expected) > allowed:
                    yield Issue.of(
                        "rate-not-quotient", figure.sheet, figure.cell, heading=_quantity(readings, figure), value=f"{figure.value:.10g}",
                        numerator=_quantity(readings, num), denominator=_quantity(readings, den), expected=f"{expected:.{max(rate.decimals, 1)}f}",
                    )  # fmt: skip


def _same_unit(readings: list[TableReading], one: Figure, two: Figure) -> bool:
    units = {readings[f.reading].unit(f.row, readings[f.reading].table.values[f.position], f.position)[:1] in "万千百亿" and
             bool(readings[f.reading].unit(f.row, readings[f.reading].table.values[f.position], f.position)) for f in (one, two)}  # fmt: skip
    return len(units) == 1


def missing_issues(reading: TableReading) -> Iterator[Issue]:
    """A place that filled in nothing for a period, while the table has figures for others."""
    table, figures = reading.table, reading.figures
    if reading.template or not len(reading.rows) or len(reading.rows) * len(table.values) > 200_000:
        return
    groups: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for position, column in enumerate(table.values):
        if column in reading.unheaded:
            continue
        for row in reading.rows.tolist():
            place, said = reading.place(row, column), reading.period(row, column)
            if not place.aggregate:
                groups[(place.text, said.label if said else "")].append((row, position))
    reported = CODE[ValueStatus.NOT_REPORTED]
    if len(groups) < 2:
        return
    for (place_text, period), cells in groups.items():
        values = np.array([figures.values[cell] for cell in cells])
        status = np.array([figures.status[cell] for cell in cells])
        if not np.isnan(values).all() or not (status == reported).sum() * 2 >= len(cells) or not place_text:
            continue
        body = table.block.body
        (first_row, first), (last_row, last) = cells[0], cells[-1]
        yield Issue.of(
            "place-not-reported",
            table.name,
            a1(int(body[first_row]), table.values[first]),
            a1(int(body[last_row]), table.values[last]),
            place=place_text,
            period=period,
        )


def _place(readings: list[TableReading], figure: Figure) -> str:
    reading = readings[figure.reading]
    return reading.place(figure.row, reading.table.values[figure.position]).text


def _quantity(readings: list[TableReading], figure: Figure) -> str:
    reading = readings[figure.reading]
    return " ".join(reading.heading(figure.row, reading.table.values[figure.position]))


def _period(readings: list[TableReading], figure: Figure) -> str:
    reading = readings[figure.reading]
    said = reading.period(figure.row, reading.table.values[figure.position])
    return label_of_key(said.period.key) if said else ""
