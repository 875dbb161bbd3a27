"""Figures that cannot be, or hardly can: over 100 %, below nothing, a lost decimal point."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.issues import Issue
from loaders.table_reading import TableReading
from loaders.units import is_rate
from loaders.words import bare
from loaders.workbook import a1

# rates that may exceed 100: gross rates (older children enrol, too), growth, completion of a plan
_MAY_EXCEED = re.compile(r"毛入|毛录|增长|增幅|增速|同比|环比|完成率|利用率|升降|变化|负债|抚养|性别比|gross|growth|change")


def range_issues(reading: TableReading) -> Iterator[Issue]:
    """Values outside what the indicator (or a rate, by its name) can be."""
    table, rows = reading.table, reading.rows
    if not len(rows):
        return
    groups = reading.alike
    for position, column in enumerate(table.values):
        for members in groups:
            low, high = _limits(reading, int(members[0]), column, position)
            if low is None and high is None:
                continue
            values = reading.figures.values[members, position]
            for limit, kind, wrong in (
                (high, "over-100", values > (high or 0) + 1e-9),
                (low, "below-minimum", values < (low or 0) - 1e-9),
            ):
                if limit is None:
                    continue
                for index in np.flatnonzero(wrong).tolist():
                    at = int(table.block.body[members[index]])
                    heading = " ".join(reading.heading(int(members[index]), column)[-2:])
                    yield Issue.of(
                        kind, table.name, a1(at, column), heading=heading, value=f"{values[index]:.10g}", limit=f"{limit:g}"
                    )


def _limits(reading: TableReading, row: int, column: int, position: int) -> tuple[float | None, float | None]:
    known = reading.meaning(row, column, position)
    unit = reading.kind_unit(row, column, position)
    if known.indicator:
        indicator = load_catalogue().indicators[known.indicator]
        if indicator.unit == "%" and unit not in ("%", ""):
            return indicator.valid_min, None
        return indicator.valid_min, indicator.valid_max if indicator.unit == "%" or indicator.valid_max else None
    heading = reading.subject(row, column)
    if unit == "%" and heading and is_rate(heading[-1]) and not any(_MAY_EXCEED.search(bare(step)) for step in heading):
        return None, 100.0
    return None, None


def decimal_issues(reading: TableReading) -> Iterator[Issue]:
    """1222 among 9.07, 10.41, 13.58: a whole number far above a column of decimals that fits when the point is put back."""
    for rows in reading.alike:  # 人数 and 占比 below each other are no one column
        yield from _lost_decimals(reading, rows)


def _lost_decimals(reading: TableReading, rows: np.ndarray) -> Iterator[Issue]:
    table = reading.table
    if len(rows) < 4:
        return
    for position, column in enumerate(table.values):
        values = reading.figures.values[rows, position]
        known = ~np.isnan(values)
        whole = known & (values == np.round(values)) & (np.abs(values) >= 100)
        others = values[known & ~whole]
        if not whole.any() or len(others) < 4 or whole.sum() > len(others) or (others == np.round(others)).mean() > 0.3:
            continue
        low, high = float(np.min(others)), float(np.max(others))
        for index in np.flatnonzero(whole).tolist():
            value = float(values[index])
            guess = next((value / 10**k for k in (1, 2, 3) if low * 0.7 <= value / 10**k <= high * 1.3), None)
            if guess is None or value < 5 * max(abs(high), 1e-9):
                continue
            at = int(table.block.body[int(rows[index])])
            yield Issue.of(
                "lost-decimal",
                table.name,
                a1(at, column),
                heading=" ".join(reading.heading(int(rows[index]), column)[-2:]),
                value=f"{value:.10g}",
                low=f"{low:.10g}",
                high=f"{high:.10g}",
                guess=f"{guess:.10g}",
            )
