"""What a file changes: each of its values beside the one in force, and the doubts which only the store can raise."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.issues import Issue
from indicators.periods import label
from indicators.rounding import round_half_up
from indicators.vocabulary import Period, ValueStatus
from intake.records import DIFF_COLUMNS, KeptOut
from intake.words import number_text, quantity_text, records
from store import KEY_COLUMNS

# 经验校验, DESIGN section 2, step 7: a jump of more than 10 points, or × 2 and ÷ 2 for counts of 20 and more
JUMP_POINTS = 10.0
JUMP_RATIO = 2.0
JUMP_COUNT = 20.0
# What says nothing about the value must not take a number's place
_SAYS_NOTHING = (ValueStatus.NOT_REPORTED, ValueStatus.UNREADABLE)

_KEY = list(KEY_COLUMNS)
_OLD = {
    "value": "old_value",
    "status": "old_status",
    "upload_id": "old_upload_id",
    "filename": "old_filename",
    "uploaded_at": "old_uploaded_at",
    "cell": "old_cell",
}


def compare(prepared: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """DIFF_COLUMNS, one row for each prepared value in their order; `current` has STORED_COLUMNS of the workspace."""
    old = current[[*_KEY, *_OLD]].rename(columns=_OLD)
    both = prepared.merge(old, on=_KEY, how="left", validate="one_to_one")
    known = both["old_status"].notna()
    had, has = known & both["old_value"].notna(), both["value"].notna()
    equal = np.isclose(both["value"], both["old_value"], rtol=1e-12, atol=0, equal_nan=True)
    equal &= both["status"] == both["old_status"]
    both["change"] = np.select([~known, equal, had & ~has], ["new", "same", "removed"], "changed")
    return both[list(DIFF_COLUMNS)]


def withdrawn(prepared: pd.DataFrame, current: pd.DataFrame, earlier: int | None) -> pd.DataFrame:
    """STORED_COLUMNS of the values in force that the file's own earlier reading (upload `earlier`) brought, not this one."""
    mine = current[current["upload_id"] == earlier] if earlier is not None else current.head(0)
    return mine[~pd.MultiIndex.from_frame(mine[_KEY]).isin(pd.MultiIndex.from_frame(prepared[_KEY]))].reset_index(drop=True)


def keep_numbers(prepared: pd.DataFrame, current: pd.DataFrame) -> pd.Series:
    """Which prepared rows must not be stored: a blank or unreadable cell where a number is in force."""
    numbers = current.loc[current["value"].notna(), _KEY]
    there = pd.MultiIndex.from_frame(prepared[_KEY]).isin(pd.MultiIndex.from_frame(numbers))
    return prepared["value"].isna() & prepared["status"].isin([str(status) for status in _SAYS_NOTHING]) & there


def doubts(
    diff: pd.DataFrame, current: pd.DataFrame, catalogue: Catalogue, family: str, families: Mapping[int, str]
) -> list[Issue]:
    """Issues that the comparison raises: removed numbers, another file that says otherwise, jumps from the period before.

    The same family sent again corrects itself; a file of another family that differs is one issue for each indicator.
    `family` is this file's, `families` those of the workspace's uploads by number.
    """
    found = [_issue("value-removed", row, catalogue, text=row["text"]) for row in records(diff[diff["change"] == "removed"])]
    changed = diff[(diff["change"] == "changed") & diff["old_value"].notna()]
    for _key, rows in changed.groupby(["old_upload_id", "indicator"], sort=False):
        row = records(rows.head(1))[0]
        if families.get(int(row["old_upload_id"]), "") != family:
            when = f"{row['old_uploaded_at']:%Y-%m-%d}"
            found.append(_issue("conflict", row, catalogue, filename=row["old_filename"], when=when, count=len(rows)))
    return found + jumps(diff, current, catalogue)


def jumps(diff: pd.DataFrame, current: pd.DataFrame, catalogue: Catalogue) -> list[Issue]:
    """Values that leap from the stored period before. Where the same file holds that period, the file's own checks speak.

    Not across a change of the place's area: a district that swallowed another is larger for a reason.
    """
    now = diff[diff["change"].isin(["new", "changed"]) & diff["value"].notna()].copy()
    previous = [f"{int(key[:4]) - 1}{key[4]}" for key in now["period_key"]]
    now["before_key"] = pd.Series(previous, index=now.index, dtype="str")
    before = current.loc[current["value"].notna(), [*_KEY, "value"]]
    before = before.rename(columns={"period_key": "before_key", "value": "before"})
    same_key = [name for name in _KEY if name != "period_key"]
    pairs = now.merge(before, on=[*same_key, "before_key"], how="inner")
    here = pd.MultiIndex.from_frame(diff[[*same_key, "period_key"]])
    pairs = pairs[~pd.MultiIndex.from_frame(pairs[[*same_key, "before_key"]]).isin(here)]
    issues = []
    for row in records(pairs):
        change = leap(row["before"], row["value"], catalogue.indicators[row["indicator"]].unit)
        if change and not _broken(row["place_code"], int(row["period_key"][:4])):
            periods = {"first_period": _label(row["before_key"]), "second_period": _label(row["period_key"])}
            numbers = {"first": number_text(row["before"]), "second": number_text(row["value"])}
            issues.append(_issue("jump", row, catalogue, change=change, **periods, **numbers))
    return issues


def leap(before: float, after: float, unit: str) -> str:
    """ "" when the change is plausible, else how large it is: "+12.3" points for percentages, "×2.4" for the rest."""
    if unit in ("%", "‰"):
        points = after - before
        return f"{points:+.1f}" if abs(points) > JUMP_POINTS + 1e-9 else ""
    if max(abs(before), abs(after)) < JUMP_COUNT:
        return ""
    if before == 0 or after == 0:
        return f"{number_text(before)} → {number_text(after)}"
    ratio = after / before
    if not math.isfinite(ratio) or 1 / JUMP_RATIO < ratio < JUMP_RATIO:
        return ""
    return f"×{ratio:.2g}" if ratio >= 1 else f"÷{1 / ratio:.2g}"


def _broken(place_code: str, year: int) -> bool:
    city_code = place_code.partition("-")[0] if "-" in place_code else _city_of(place_code)
    return bool(city_code) and any(b.code == place_code and b.first_year == year for b in geo.breaks(city_code))


def _city_of(code: str) -> str:
    try:
        return geo.place(code).city_code
    except KeyError:
        return ""


def _label(period_key: str) -> str:
    return label(Period.from_key(period_key))


def _issue(kind: str, row: Mapping[str, Any], catalogue: Catalogue, **more: Any) -> Issue:
    said: dict[str, Any] = {"place": row["place_name"], "period": _label(row["period_key"])}
    quantity = quantity_text(row["indicator"], row["education_level"], row["breakdown"], catalogue)
    now, before = _apart(row["value"], row.get("old_value", math.nan), catalogue.indicators[row["indicator"]].decimals)
    said |= {"heading": quantity, "value": now}
    if "old_value" in row:
        said["stored"] = before
    return Issue.of(kind, row["sheet"], row["cell"], **(said | more))


def _apart(now: float, before: float, decimals: int) -> tuple[str, str]:
    """Two numbers as they are shown elsewhere, with every place where that would make them look the same."""
    if math.isnan(now) or math.isnan(before):
        return number_text(now), number_text(before)
    short = [number_text(round_half_up(value, max(decimals, 1))) for value in (now, before)]
    return (short[0], short[1]) if short[0] != short[1] else (number_text(now), number_text(before))


def blank_kept(kept: pd.DataFrame, catalogue: Catalogue) -> list[Issue]:
    """One note for the numbers that blank cells did not replace; `kept` are those rows of the prepared values."""
    return [_issue("blank-kept", row, catalogue, count=len(kept)) for row in records(kept.head(1))]


def as_kept_out(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the prepared values as rows of `Preview.kept_out`."""
    left = rows[["sheet", "cell", "text", "place_text", "heading"]].rename(columns={"place_text": "place"})
    return left.assign(reason=str(KeptOut.BLANK_KEPT))
