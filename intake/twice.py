"""One key said more than once in one file: the same twice counts once; two different numbers stop the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from indicators.issues import Issue
from indicators.vocabulary import PlaceKind
from intake.records import KeptOut
from intake.words import heading_text, number_text
from store import KEY_COLUMNS

# Answers about all keys of a sheet that stand in two of its rows
UPPER, LOWER, ONE_BY_ONE = "upper", "lower", "each"
_CELL = ("sheet", "cell", "reason")
_A1 = re.compile(r"\b[A-Z]{1,3}[1-9]\d*\b")


def settle(rows: pd.DataFrame, answers: Mapping[str, str]) -> list[Issue]:
    """Leave one row of each key in `rows` (column `out`), and tell where two contradict each other.

    A number stands before a cell that holds none. An answer "pick:<id of the question>" names the cell to take.
    """
    issues: list[Issue] = []
    open_rows = rows[rows["out"] == ""]
    repeated = open_rows[open_rows.duplicated(list(KEY_COLUMNS), keep=False)]
    for _key, group in repeated.groupby(list(KEY_COLUMNS), sort=False):
        numbers = group[group["value"].notna()]
        if numbers.empty:
            _out(rows, group.index[1:], KeptOut.REPEATED)
            continue
        _out(rows, group.index.difference(numbers.index), KeptOut.BLANK_KEPT)
        if numbers["value"].nunique() == 1:
            _out(rows, numbers.index[1:], KeptOut.REPEATED)
            continue
        picked = numbers[(numbers["sheet"] + "!" + numbers["cell"]) == answers.get(question_id(numbers.iloc[0]), "")]
        if picked.empty and in_two_rows(numbers):
            picked = _row_of(numbers, answers.get(f"twice:{numbers.iloc[0]['sheet']}", ""))
        if len(picked) == 1:
            _out(rows, numbers.index.difference(picked.index), KeptOut.LEFT_OUT)
        elif numbers.iloc[0]["place_kind"] == PlaceKind.CITY:
            _out(rows, numbers.index, KeptOut.TOTALS_DIFFER)
            issues.append(_issue("totals-differ", numbers))
        else:
            _out(rows, numbers.index, KeptOut.CONTRADICTORY)
            issues.append(_issue("duplicate-value", numbers))
    return issues


def unsettled(issues: Iterable[Issue], kept_out: pd.DataFrame) -> list[Issue]:
    """The issues but for contradictions that an answer has settled: one of their cells was left out, and none is open."""
    reasons = {(sheet, cell): reason for sheet, cell, reason in zip(*(kept_out[name] for name in _CELL), strict=True)}

    def settled(issue: Issue) -> bool:
        if issue.kind != "duplicate-value":
            return False
        found = {reasons.get((issue.sheet, cell)) for cell in _A1.findall(str(issue.values.get("cells", "")))}
        return str(KeptOut.LEFT_OUT) in found and str(KeptOut.CONTRADICTORY) not in found

    return [issue for issue in issues if not settled(issue)]


def question_id(row: pd.Series) -> str:
    """The id of the question which of several cells is right, the same for every cell of the key."""
    return "pick:" + "|".join(str(row[name]) for name in KEY_COLUMNS)


def in_two_rows(numbers: pd.DataFrame) -> bool:
    """Whether one key stands in two rows of one column: a district that the sheet lists twice."""
    return len(numbers) == 2 and numbers["sheet"].nunique() == numbers["column"].nunique() == 1 and numbers["row"].nunique() == 2


def _row_of(numbers: pd.DataFrame, answer: str) -> pd.DataFrame:
    ordered = numbers.sort_values("row")
    return ordered[:1] if answer == UPPER else ordered[-1:] if answer == LOWER else ordered[:0]


def _out(rows: pd.DataFrame, index: pd.Index, reason: KeptOut) -> None:
    rows.loc[index, "out"] = str(reason)


def _issue(kind: str, numbers: pd.DataFrame) -> Issue:
    first = numbers.iloc[0]
    sheets = numbers["sheet"].nunique()
    cells = "、".join((numbers["sheet"] + "!" + numbers["cell"]) if sheets > 1 else numbers["cell"])
    return Issue.of(
        kind,
        first["sheet"],
        first["cell"],
        place=first["place"],
        period=first["period"],
        heading=heading_text(first["heading"]),
        cells=cells,
        found="、".join(number_text(value) for value in numbers["value"]),
    )
