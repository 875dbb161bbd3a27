"""Whether a rate is written as 85.3 or as 0.853: columns that leave it open, or mix both, are asked about."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indicators.catalogue import load_catalogue
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
    for position, column in enumerate(table.values):
        if column in reading.unheaded or np.isnan(figures.values[:, position]).all():
            continue
        for members in groups:
            heading = reading.heading(int(members[0]), column)
            known = reading.meaning(int(members[0]), column, position)
            indicator = load_catalogue().indicators.get(known.indicator)
            rate = indicator.unit == "%" if indicator is not None else bool(heading) and is_rate(heading[-1])
            if known.aside is not None or not rate:
                continue
            unit = reading.unit(int(members[0]), column, position)
            higher = indicator is not None and indicator.polarity is Polarity.HIGHER
            for row in _open_fractions(reading, members, position, column, unit, higher):
                value = float(figures.values[row, position])
                cell = a1(int(table.block.body[row]), column)
                said = {"heading": heading[-1], "value": f"{value:.6g}", "hundredfold": f"{value * 100:.6g}"}
                yield Issue.about("percent-or-fraction", said, table.name, cell)


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
    if np.median(rest[rest > 0]) <= 20:
        return []
    return rows if len(rows) <= _FEW else rows[:1]


def _with_sign(reading: TableReading, members: np.ndarray, column: int, small: np.ndarray) -> np.ndarray:
    """Which of the small numbers are texts that carry their own sign: "0.8%"."""
    body = reading.table.block.body
    found = np.zeros(len(members), dtype=bool)
    for number in np.flatnonzero(small).tolist():
        value = reading.table.sheet.grid.value(int(body[members[number]]), column)
        found[number] = isinstance(value, str) and value.strip()[-1:] in ("%", "％", "‰")
    return found
