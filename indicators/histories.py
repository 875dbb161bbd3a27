"""Each place's values of each indicator by start year, gathered from a table in one pass.

A page that shows many indicators asks for all histories once, instead of filtering the table for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from indicators.vocabulary import Period, PeriodKind


class HistoryKey(NamedTuple):
    """Whose history: one indicator, level and breakdown of one place, in periods of one kind (kinds never mix)."""

    indicator: str
    education_level: str
    place_code: str
    breakdown: str = ""
    kind: PeriodKind = PeriodKind.SCHOOL_YEAR


# What tells places, indicators and parts apart, and the counts
_TEXTS = ("indicator", "education_level", "place_code", "breakdown")
_COUNTS = ("numerator", "denominator")


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
    names = [*_TEXTS, "period_key", "value", *(name for name in _COUNTS if name in rows.columns)]
    mine = {name: rows[name][known] for name in names}
    period, keys = pd.factorize(mine["period_key"])
    read = [Period.from_key(str(key)) for key in keys]
    years = np.array([one.start_year for one in read], dtype=np.int64)[period]
    kinds = list(PeriodKind)
    group = np.array([kinds.index(one.kind) for one in read], dtype=np.int64)[period]
    for name in _TEXTS:
        code, different = pd.factorize(mine[name])
        group = group * len(different) + code
    _groups, first, group = np.unique(group, return_index=True, return_inverse=True)
    order = np.argsort(group, kind="stable")  # what belongs together, in the order of the rows
    ends = np.cumsum(np.bincount(group)).tolist()
    columns = {name: mine[name].to_numpy()[order].tolist() for name in ("value", *_COUNTS) if name in mine}
    sorted_years = years[order].tolist()
    texts = [mine[name].iloc[first].tolist() for name in _TEXTS]
    kind = [read[number].kind for number in period[first].tolist()]
    found = []
    for text, start, end in zip(zip(*texts, kind, strict=True), [0, *ends], ends, strict=False):
        over, history = sorted_years[start:end], History()
        history.values = dict(zip(over, columns["value"][start:end], strict=True))
        if "numerator" in columns:
            pairs = zip(*(columns[name][start:end] for name in _COUNTS), strict=True)
            history.counts = dict(zip(over, pairs, strict=True))
        found.append((HistoryKey._make(text), history))
    return dict(found[number] for number in np.argsort(first).tolist())
