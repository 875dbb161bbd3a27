"""Questions about single cells and sheets: an unreadable word, an impossible number, 0.853 or 85.3 %, a hidden draft."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from indicators.issues import Issue
from indicators.rounding import shown_short
from indicators.vocabulary import ValueStatus
from intake.records import AS_MISSING, LEAVE_OUT, Choice, KeptOut, Question
from intake.units import convert
from language import _
from loaders.units import as_unit

# Words in place of a number: stored as "no value", if a person says so
_UNREADABLE = frozenset({"not-a-number", "number-with-unit", "date-in-cell", "ratio-as-time"})
# Numbers that cannot be right: they may be left out, never stored
_WRONG = frozenset({"over-100", "below-minimum", "parts-over-whole"})
CELL_KINDS = _UNREADABLE | _WRONG | {"percent-or-fraction", "row-without-place", "hidden-sheet"}

# An answer that takes the number which stands among words, with the status that the words give it
TAKEN = "taken"
PERCENT, AS_IT_IS = "percent", "as_it_is"
# A cell kept out for one of these reasons is not stored whatever the answer, so nobody need be asked
_NEVER_STORED = frozenset(
    str(reason)
    for reason in (KeptOut.UNKNOWN_INDICATOR, KeptOut.AGGREGATE, KeptOut.FOREIGN, KeptOut.OTHER_CITY, KeptOut.NO_PLACE)
)
_ADDRESS = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


_ABOUT = "约为|大约|大概|约|近|预计|预估|估计|暂估|估算"
_AMONG_WORDS = re.compile(
    rf"(?P<about>{_ABOUT})?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<sign>[%‰])?(?P<unit>[^\d\W_]{{0,4}}?)"
    rf"[(（]?(?P<after>左右|上下|{_ABOUT}|预计数|估计数|预估数|初步数|初步|暂定)?[)）]?"
)
_SCALES = frozenset("十百千万亿")
_FIRST_FIGURES = frozenset({"初步数", "初步", "暂定"})


class SaidFigure(NamedTuple):
    """A number among words: `sign` "%", "‰" or "", `status` what the words make of it."""

    value: float
    sign: str
    status: ValueStatus


def said_figure(text: str) -> SaidFigure | None:
    """The one number that a text of few words holds: 707个班, 约180, 91.5%(预计); None where it may be another: 1.2万, 27(含2)"""
    found = _AMONG_WORDS.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if found is None or _SCALES & set(found["unit"]) or (found["unit"] and as_unit(found["unit"].removesuffix("班")) == ""):
        return None
    words = {found["about"], found["after"]} - {None}
    status = ValueStatus.PROVISIONAL if words & _FIRST_FIGURES else ValueStatus.ESTIMATED if words else ValueStatus.REPORTED
    return SaidFigure(float(found["number"].replace(",", "")), found["sign"] or "", status)


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
        missing, said = Choice(AS_MISSING, _("按缺失处理")), said_figure(str(issue.values.get("text", "")))
        if said is None:
            return (missing,)
        number = shown_short(said.value) + said.sign
        if said.status is ValueStatus.REPORTED and issue.until not in ("", issue.cell):
            several = _("就用各格里的数（{first} 等）").format(first=number)
            return (Choice(TAKEN, several), missing)
        if said.status is ValueStatus.REPORTED:
            return (Choice(TAKEN, _("就是 {number}").format(number=number)), missing)
        kind = _("快报数") if said.status is ValueStatus.PROVISIONAL else _("预计数")
        return (missing, Choice(TAKEN, _("作为{kind} {number}").format(kind=kind, number=number)))
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


def apply_figures(rows: pd.DataFrame, answers: Mapping[str, str]) -> None:
    """707个班 that a person called 707: the number, and the status that its words give it."""
    for question, answer in answers.items():
        if not question.startswith("cell:") or answer != TAKEN:
            continue
        mask = cell_mask(rows, question.partition(":")[2])
        for text in rows.loc[mask, "text"].unique():
            said, here = said_figure(str(text)), mask & (rows["text"] == text)
            if said is None:
                continue
            rows.loc[here, "value"], rows.loc[here, "status"] = said.value, str(said.status)
            if said.sign:
                rows.loc[here, "unit"] = said.sign


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
