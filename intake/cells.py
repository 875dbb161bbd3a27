"""Questions about single cells and sheets: an unreadable word, an impossible number, 0.853 or 85.3 %, a hidden draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

import pandas as pd

from indicators.issues import Issue
from intake.records import AS_MISSING, LEAVE_OUT, Choice, KeptOut, Question
from intake.units import convert
from language import _

# Words in place of a number: stored as "no value", if a person says so
_UNREADABLE = frozenset({"not-a-number", "number-with-unit", "date-in-cell", "ratio-as-time"})
# Numbers that cannot be right: they may be left out, never stored
_WRONG = frozenset({"over-100", "below-minimum", "parts-over-whole"})
CELL_KINDS = _UNREADABLE | _WRONG | {"percent-or-fraction", "row-without-place", "hidden-sheet"}

PERCENT, AS_IT_IS = "percent", "as_it_is"
# A cell kept out for one of these reasons is not stored whatever the answer, so nobody need be asked
_NEVER_STORED = frozenset(
    str(reason)
    for reason in (KeptOut.UNKNOWN_INDICATOR, KeptOut.AGGREGATE, KeptOut.FOREIGN, KeptOut.OTHER_CITY, KeptOut.NO_PLACE)
)
_ADDRESS = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


def question_id(issue: Issue) -> str:
    """The id of the question which settles an issue of CELL_KINDS."""
    if issue.kind == "hidden-sheet":
        return f"sheet:{issue.sheet}"
    if issue.kind == "percent-or-fraction":
        return f"scale:{issue.sheet}!{issue.cell}"
    until = f":{issue.until}" if issue.until and issue.until != issue.cell else ""
    return f"cell:{issue.sheet}!{issue.cell}{until}"


def cell_questions(issues: Iterable[Issue], kept_out: pd.DataFrame, stored_sheets: frozenset[str]) -> list[Question]:
    """What to do where the file itself is not corrected; only about cells and sheets that could be stored."""
    never = set((kept_out["sheet"] + "!" + kept_out["cell"])[kept_out["reason"].isin(_NEVER_STORED)])
    questions: dict[str, Question] = {}
    for issue in issues:
        if issue.kind not in CELL_KINDS or (issue.kind == "hidden-sheet" and issue.sheet not in stored_sheets):
            continue
        if issue.kind != "row-without-place" and f"{issue.sheet}!{issue.cell}" in never:
            continue
        where = ((issue.sheet, issue.cell),) if issue.cell else ()
        questions[question_id(issue)] = Question(question_id(issue), issue.message(), _choices(issue), True, where, 1)
    return list(questions.values())


def _choices(issue: Issue) -> tuple[Choice, ...]:
    if issue.kind in _UNREADABLE:
        return (Choice(AS_MISSING, _("按缺失处理")),)
    if issue.kind in _WRONG:
        return (Choice(LEAVE_OUT, _("不采用这个数")),)
    if issue.kind == "percent-or-fraction":
        percent = _("{value}%").format(value=issue.values.get("hundredfold", ""))
        return (Choice(PERCENT, percent), Choice(AS_IT_IS, _("{value}%").format(value=issue.values.get("value", ""))))
    if issue.kind == "hidden-sheet":
        return (Choice(LEAVE_OUT, _("不采用")), Choice(AS_IT_IS, _("采用")))
    return (Choice(LEAVE_OUT, _("不采用")),)


def cell_mask(rows: pd.DataFrame, subject: str) -> pd.Series:
    """Which rows a subject like "班额!F9" or "班额!B9:F12" means."""
    sheet, _sign, address = subject.rpartition("!")
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return pd.Series(False, index=rows.index)
    left, top = _number(found[1]), int(found[2])
    right, bottom = (_number(found[3]), int(found[4])) if found[3] else (left, top)
    return (rows["sheet"] == sheet) & rows["row"].between(top, bottom) & rows["column"].between(left, right)


def apply_scales(rows: pd.DataFrame, answers: Mapping[str, str]) -> None:
    """0.853 that a person called 85.3 %: the cell, and with it every fraction below the same heading of that sheet."""
    for question, answer in answers.items():
        if not question.startswith("scale:") or answer != PERCENT:
            continue
        for _index, cell in rows[cell_mask(rows, question.partition(":")[2])].iterrows():
            same = (rows["sheet"] == cell["sheet"]) & (rows["column"] == cell["column"]) & (rows["heading"] == cell["heading"])
            small = same & rows["value"].between(-1, 1)
            rows.loc[small, "value"] = [convert(value, Fraction(100)) for value in rows.loc[small, "value"]]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
