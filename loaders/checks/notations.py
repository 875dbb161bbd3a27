"""Whether a rate is written as 85.3 or as 0.853: columns that leave it open, or mix both, are asked about."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.definitions import IndicatorKind
from indicators.issues import Issue
from indicators.vocabulary import Polarity
from loaders.cells import NUMBER
from loaders.table_reading import TableReading
from loaders.units import is_rate
from loaders.workbook import a1

_FEW = 3


def notation_issues(reading: TableReading) -> Iterator[Issue]:
    """One question for a column of fractions, and one for each of the few fractions among percentages."""
    table, figures = reading.table, reading.figures
    if reading.template or not len(reading.rows):
        return
    groups = reading.alike
    asked: set[str] = set()
    for position, column in enumerate(table.values):
        if column in reading.unheaded or np.isnan(figures.values[:, position]).all():
            continue
        for members in groups:
            heading = reading.heading(int(members[0]), column)
            known = reading.meaning(int(members[0]), column, position)
            indicator = load_catalogue().indicators.get(known.indicator)
            if indicator is not None and indicator.kind is IndicatorKind.COUNT:
                yield from _scale_of_counts(reading, members, position, column, heading[-1] if heading else "")
                continue
            rate = indicator.unit == "%" if indicator is not None else bool(heading) and is_rate(heading[-1])
            if known.aside is not None or not rate:
                continue
            unit = reading.unit(int(members[0]), column, position)
            higher = indicator is not None and indicator.polarity is Polarity.HIGHER
            if indicator is None and heading[-1] in asked:
                continue  # 占比 again under the next group: one answer is enough
            for row in _open_fractions(reading, members, position, column, unit, higher):
                value = float(figures.values[row, position])
                cell = a1(int(table.block.body[row]), column)
                said = {"heading": heading[-1], "value": f"{value:.6g}", "hundredfold": f"{value * 100:.6g}"}
                asked.add(heading[-1])
                yield Issue.about("percent-or-fraction", said, table.name, cell)


def _scale_of_counts(
    reading: TableReading, members: np.ndarray, position: int, column: int, heading: str
) -> Iterator[Issue]:
    """Whole things with decimals and no unit (2.35 in a table that forgot 万人), and a count in another scale than the rest."""
    table, values = reading.table, reading.figures.values[members, position]
    lone = reading.figures.lone_signs.get(position, {})  # a percentage among counts is told as such
    known = ~np.isnan(values) & np.array([row not in lone for row in members.tolist()], dtype=bool)
    broken = np.flatnonzero(known & (np.abs(values - np.round(values)) > 1e-9))
    unit = reading.unit(int(members[0]), column, position)
    if len(broken) and unit[:1] not in ("万", "千", "百", "亿", "十"):
        cell = a1(int(table.block.body[members[broken[0]]]), column)
        yield Issue.of("count-with-decimals", table.name, cell, heading=heading, value=f"{values[broken[0]]:.10g}")
    districts = np.array([not reading.place(int(row), column).aggregate for row in members]) & known & (values > 0)
    if int(districts.sum()) < 4 or not len(broken):
        return
    middle = float(np.median(values[districts]))
    for number in np.flatnonzero(districts & (values >= 1000 * middle)).tolist()[:_FEW]:
        cell = a1(int(table.block.body[members[number]]), column)
        said = {"heading": heading, "value": f"{values[number]:.10g}", "usual": f"{middle:.6g}"}
        yield Issue.about("count-in-other-scale", said, table.name, cell)


def _open_fractions(
    reading: TableReading, members: np.ndarray, position: int, column: int, unit: str, higher: bool
) -> list[int]:
    """Rows whose number may be a hundredth of what is meant: the first of a column of fractions, or those among percentages."""
    values = reading.figures.values[members, position]
    body = reading.table.block.body[members]
    sheet = reading.table.sheet
    known = ~np.isnan(values)
    shown = sheet.grid.percent_column(column)[body] & (sheet.kinds[body, column] == NUMBER)
    small = known & ~shown & (values > 0) & (values <= 1)
    if not small.any():
        return []
    signed = known & (shown | _with_sign(reading, members, column, small))
    small &= ~signed
    rest = values[known & ~small]
    fractions = bool((values[small] != np.round(values[small])).any())
    rows: list[int] = members[small].tolist()
    if not len(rest[rest > 0]):
        # nothing tells: no sign anywhere, or a rate of which a hundredth is no plausible value (入园率 0.98 %)
        return rows[:1] if rows and fractions and (not unit or (higher and unit == "%" and len(rows) >= _FEW)) else []
    middle = float(np.median(rest[rest > 0]))
    if middle <= 20:
        # 0.015 beside 1.2 and "1.5%": a hundredth of its neighbours, in a column that writes per cent in several ways
        hundredth = small & (values < 0.1 * middle) & (values * 100 > middle / 3) & (values * 100 < middle * 3)
        finer = np.abs(values * 100 - np.round(values * 100)) > 1e-9
        return members[hundredth & (finer | bool(signed.any()))].tolist()[:_FEW]
    return rows if len(rows) <= _FEW else rows[:1]


def _with_sign(reading: TableReading, members: np.ndarray, column: int, small: np.ndarray) -> np.ndarray:
    """Which of the small numbers are texts that carry their own sign: "0.8%"."""
    body = reading.table.block.body
    found = np.zeros(len(members), dtype=bool)
    for number in np.flatnonzero(small).tolist():
        value = reading.table.sheet.grid.value(int(body[members[number]]), column)
        found[number] = isinstance(value, str) and value.strip()[-1:] in ("%", "％", "‰")
    return found
