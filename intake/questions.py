"""What only a person can say, with the likeliest answer first. An issue that a question covers does not block by itself."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.issues import Issue
from indicators.periods import label
from indicators.vocabulary import Period, PeriodKind, PlaceKind
from intake.records import AS_MISSING, LEAVE_OUT, Choice, KeptOut, Question
from intake.words import heading_text
from language import _

# Kinds whose cell may be stored as "no value", if a person says so
_CELL_KINDS = frozenset({"not-a-number", "number-with-unit", "date-in-cell", "ratio-as-time"})
# Kinds whose number cannot be right: it may be left out, never stored
_WRONG_KINDS = frozenset({"over-100", "below-minimum"})
_PLACE_KINDS = frozenset({"place-unknown", "place-misspelt", "place-ambiguous"})
_PERIOD_KINDS = frozenset({"period-missing", "period-ambiguous"})
_MOST_GUESSED = 30


def city_question(codes: Sequence[str]) -> Question:
    """Which city the file belongs to; any of the country's may be answered by its code."""
    proposed = [geo.city(code) for code in codes]
    choices = tuple(Choice(city.code, f"{city.name}（{city.province_name}）") for city in proposed)
    return Question("city", _("这份文件属于哪个城市？"), choices, free=True)


def place_questions(kept_out: pd.DataFrame, city: geo.City) -> list[Question]:
    """One for each name that is no place of this city and stands beside values that could be stored."""
    questions = []
    unknown = kept_out[kept_out["reason"] == KeptOut.UNKNOWN_PLACE]
    for text, rows in unknown.groupby("place", sort=False):
        match = geo.match_place(str(text), city.code)
        former = [geo.place(match.code)] if match.kind is PlaceKind.DISTRICT else []  # 南汇区, in a table of 2012
        near = [place for place in (*match.suggestions, *former) if place.city_code == city.code]
        places = list(dict.fromkeys([*near, *geo.districts(city.code)]))
        choices = [Choice(place.code, place.name) for place in places]
        choices.append(Choice(f"{city.code}-市直", _("市直单位")))
        choices.append(Choice(f"{city.code}-{text}", _("功能区“{name}”（没有行政区划代码）").format(name=text)))
        choices.append(Choice(LEAVE_OUT, _("不采用")))
        said = _("“{text}”是哪个区县？").format(text=text)
        questions.append(Question(f"place:{text}", said, tuple(choices), cells=_cells(rows), values=len(rows)))
    return questions


def period_questions(kept_out: pd.DataFrame, known: Iterable[str]) -> list[Question]:
    """One for each sheet that names no period; `known` are period keys of the workspace."""
    questions = []
    for sheet, rows in kept_out[kept_out["reason"] == KeptOut.NO_PERIOD].groupby("sheet", sort=False):
        choices = (*(Choice(period.key, label(period)) for period in likely_periods(known)), Choice(LEAVE_OUT, _("不采用")))
        said = _("工作表“{sheet}”是哪一年的数据？").format(sheet=sheet)
        questions.append(Question(f"period:{sheet}", said, choices, cells=_cells(rows), values=len(rows), free=True))
    return questions


def likely_periods(known: Iterable[str], today: date | None = None) -> list[Period]:
    """The school year that runs, the ones before it, and calendar years where the workspace has some."""
    today = today or date.today()
    running = today.year if today.month >= 9 else today.year - 1
    kinds = {Period.from_key(key).kind for key in known} or {PeriodKind.SCHOOL_YEAR}
    found = []
    for kind in (PeriodKind.SCHOOL_YEAR, PeriodKind.CALENDAR_YEAR):
        if kind in kinds:
            found += [Period(running - back, kind) for back in range(6)]
    return found


def indicator_questions(kept_out: pd.DataFrame, catalogue: Catalogue) -> list[Question]:
    """One for each heading without an indicator. They may stay open: the values are then kept out."""
    unknown = kept_out[(kept_out["reason"] == KeptOut.UNKNOWN_INDICATOR) & kept_out["heading"].map(bool)]
    if unknown.empty:
        return []
    names: dict[str, str] = {}
    for indicator in catalogue.indicators.values():
        names |= dict.fromkeys((indicator.name, *(alias.text for alias in indicator.aliases)), indicator.id)
    questions: list[Question] = []
    for text, rows in unknown.groupby(unknown["heading"].map(heading_text), sort=False):
        guesses: list[str] = []
        if text and len(questions) < _MOST_GUESSED:
            last = str(text).rpartition(" / ")[2]
            guesses = list(dict.fromkeys(names[name] for name in difflib.get_close_matches(last, names, n=5, cutoff=0.5)))
        choices = [Choice(f"{id}||", catalogue.indicators[id].name) for id in guesses]
        choices.append(Choice(LEAVE_OUT, _("不采用")))
        said = _("表头“{text}”是哪个指标？").format(text=text)
        questions.append(Question(f"heading:{text}", said, tuple(choices), False, _cells(rows), len(rows), free=True))
    return questions


def pick_questions(contradictory: pd.DataFrame, ids: pd.Series) -> list[Question]:
    """Which of several cells of one key is right; `contradictory` has place, text, sheet, cell, heading; `ids` by its index."""
    questions = []
    for question, rows in contradictory.groupby(ids, sort=False):
        first = rows.iloc[0]
        heading = heading_text(first["heading"])
        said = _("“{place}”的“{heading}”有几个不同的数，哪个对？").format(place=first["place"], heading=heading)
        cells = [f"{sheet}!{cell}" for sheet, cell in _cells(rows)]
        choices = tuple(Choice(cell, f"{text}（{cell}）") for cell, text in zip(cells, rows["text"], strict=True))
        questions.append(Question(str(question), said, choices, cells=_cells(rows), values=len(rows)))
    return questions


def cell_questions(issues: Iterable[Issue]) -> list[Question]:
    """What to do about a cell whose number is unreadable or impossible, when the file itself is not corrected."""
    questions: dict[str, Question] = {}
    for issue in issues:
        if not issue.cell or issue.kind not in _CELL_KINDS | _WRONG_KINDS:
            continue
        choice = Choice(AS_MISSING, _("按缺失处理")) if issue.kind in _CELL_KINDS else Choice(LEAVE_OUT, _("不采用这个数"))
        where = ((issue.sheet, issue.cell),)
        questions[f"cell:{issue.sheet}!{issue.cell}"] = Question(
            f"cell:{issue.sheet}!{issue.cell}", issue.message(), (choice,), cells=where, values=1
        )
    return list(questions.values())


def covered(issue: Issue, asked: frozenset[str]) -> bool:
    """Whether a question stands for this issue (ids in `asked`), so that it need not block by itself.

    A name or heading nobody asks about concerns no value that could be stored.
    """
    if issue.kind in _CELL_KINDS | _WRONG_KINDS:
        return f"cell:{issue.sheet}!{issue.cell}" in asked
    if issue.kind in _PLACE_KINDS | _PERIOD_KINDS or issue.kind == "indicator-ambiguous":
        return True
    return issue.kind in ("duplicate-value", "city-unknown")


def _cells(rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    return tuple(zip(rows["sheet"], rows["cell"], strict=True))
