"""Each place's values of each indicator by start year, gathered from a table in one pass.

A page that shows many indicators asks for all histories once, instead of filtering the table for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from indicators.vocabulary import Period, PeriodKind


class HistoryKey(NamedTuple):
    """Whose history: one indicator, level and breakdown of one place, in periods of one kind (kinds never mix)."""

    indicator: str
    education_level: str
    place_code: str
    breakdown: str = ""
    kind: PeriodKind = PeriodKind.SCHOOL_YEAR


@dataclass
class History:
    """Numbers by start year, and beside them numerator and denominator where the table has them (NaN = none)."""

    values: dict[int, float] = field(default_factory=dict)
    counts: dict[int, tuple[float, float]] = field(default_factory=dict)


def histories(rows: pd.DataFrame) -> dict[HistoryKey, History]:
    """All histories of a table with indicator, education_level, place_code, breakdown, period_key, value (numbers only).

    `counts` are filled from `numerator` and `denominator` where the table has these columns (`with_derived`).
    """
    known = rows["value"].notna().to_numpy()
    names = ["indicator", "education_level", "place_code", "breakdown", "period_key", "value"]
    columns = [rows[name].to_numpy()[known].tolist() for name in names]
    pairs = None
    if "numerator" in rows.columns:
        above, below = (rows[name].to_numpy()[known].tolist() for name in ("numerator", "denominator"))
        pairs = zip(above, below, strict=True)
    found: dict[HistoryKey, History] = {}
    read: dict[str, tuple[int, PeriodKind]] = {}
    for indicator, level, place, breakdown, period, value in zip(*columns, strict=True):
        year, kind = read.get(period) or read.setdefault(period, _read(period))
        key = HistoryKey(indicator, level, place, breakdown, kind)
        history = found.get(key)
        if history is None:
            history = found[key] = History()
        history.values[year] = value
        if pairs is not None:
            history.counts[year] = next(pairs)
    return found


def _read(key: str) -> tuple[int, PeriodKind]:
    period = Period.from_key(key)
    return period.start_year, period.kind
