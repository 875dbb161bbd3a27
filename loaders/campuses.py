"""Schools that stand twice: campuses with rows of their own, repetitions, and those of which nobody can say which row holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from indicators.schools import SCHOOL_COLUMNS

_CAMPUS = re.compile(r"[（(](.{0,8}(校区|分校|分园|分部|教学点|校部|部))[)）]$|[\u3400-\u9fff]{1,4}(校区|分校区)$")
_CAMPUS_ENDS = frozenset(")）区")


@dataclass
class Schools:
    """`figures` has SCHOOL_COLUMNS; `twice` = (id or name, first cell, second cell) of schools that stand twice and disagree;
    `folded` = how many rows of campuses or repetitions were counted with their school."""

    figures: pd.DataFrame
    twice: list[tuple[str, str, str, str]] = field(default_factory=list)
    folded: int = 0


def is_campus(name: str) -> bool:
    """第一小学（东校区）: a part of a school by its name."""
    return name[-1:] in _CAMPUS_ENDS and _CAMPUS.search(name) is not None


def once(figures: pd.DataFrame) -> Schools:
    """Each school once: repetitions are dropped, campuses of one 学校标识码 add up in the district of the school."""
    named = figures["school"].map(lambda name: _CAMPUS.sub("", name) or name)
    figures["_school"] = np.where(figures["school_id"] != "", figures["school_id"], named)
    figures["_campus"] = (named != figures["school"]).astype(bool)
    key = ["_school", "period_key", "indicator", "education_level", "breakdown", "heading"]
    by_place = figures["school_id"] == ""  # without a number, schools of one name in two districts are two
    figures["_where"] = np.where(by_place, figures["place_code"], "")
    several = figures.duplicated([*key, "_where"], keep=False).to_numpy()
    settled, twice, folded = _settled(figures[several], [*key, "_where"])
    found = pd.concat([figures[~several], settled]).sort_index().reset_index(drop=True)
    return Schools(found[list(SCHOOL_COLUMNS)], twice, folded)


def _settled(rows: pd.DataFrame, key: list[str]) -> tuple[pd.DataFrame, list[tuple[str, str, str, str]], int]:
    """One row for each key that comes several times, the schools of which nobody can say which number holds, and how many rows
    were folded. All groups at once, by their numbers: a register may have ten thousand campuses, each with a dozen figures."""
    group = rows.groupby(key, sort=False).ngroup().to_numpy()
    campus, value = rows["_campus"].to_numpy(dtype=bool), rows["value"].to_numpy(dtype=float)
    known = ~np.isnan(value)
    size, campuses = np.bincount(group), np.bincount(group, campus)
    mains, starts = size - campuses, np.cumsum(size) - size
    order = np.argsort(group, kind="stable")
    first = np.lexsort((campus, group))[starts]  # the school's own row where there is one
    values = rows["value"].groupby(group)
    alike = (campuses == 0) & ~(values.max().to_numpy() > values.min().to_numpy())
    parts = np.bincount(group, np.where(campus & known, value, 0))
    held = (mains == 1) & (campuses > 0) & (np.abs(value[first] - parts) < 1e-6)
    once = alike | held  # said twice, or the school's row already holds its campuses
    added = ~once & (mains <= 1) & (campuses > 0) & (np.bincount(group, ~known) == 0)
    open_ = ~once & ~added
    settled = rows.iloc[first].copy()
    settled.loc[added, "value"] = np.bincount(group, np.where(known, value, 0))[added]
    settled.loc[open_, "value"] = np.nan
    settled.loc[open_, "status"] = "unreadable"
    schools, sheets, cells = (rows[name].to_numpy() for name in ("school", "sheet", "cell"))
    twice = [
        (str(schools[at]), str(sheets[at]), str(cells[order[start]]), str(cells[order[start + 1]]))
        for at, start in zip(first[open_].tolist(), starts[open_].tolist(), strict=True)
    ]
    return settled, twice, int((size - 1)[~open_].sum())
