"""What only a person can say, with the likeliest answer first. An issue that a question covers does not block by itself."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.issues import Issue
from indicators.periods import label, parse_periods
from indicators.vocabulary import Period, PeriodKind, PlaceKind
from intake.cells import CELL_KINDS
from intake.records import LEAVE_OUT, Choice, KeptOut, Question
from intake.sheet_doubts import DOUBT_KINDS
from intake.twice import LOWER, ONE_BY_ONE, UPPER, in_two_rows
from intake.words import STEP, heading_text
from language import _

_PLACE_KINDS = frozenset({"place-unknown", "place-misspelt", "place-ambiguous", "place-elsewhere"})
_PERIOD_KINDS = frozenset({"period-missing", "period-ambiguous", "period-conflict"})
_INDICATOR_KINDS = frozenset({"indicator-ambiguous", "indicator-confirm", "indicator-elsewhere"})
_MOST_GUESSED = 30
_MANY_TWICE = 4


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


def period_questions(
    kept_out: pd.DataFrame, issues: Iterable[Issue], known: Iterable[str], lists: Iterable[str] = ()
) -> list[Question]:
    """One for each sheet that names no period, several, or two that disagree; `known` are period keys of the workspace.

    `lists`: sheets with lists of schools that name none.
    """
    questions = []
    told = {issue.sheet: issue for issue in issues if issue.kind in _PERIOD_KINDS}
    undated = kept_out[kept_out["reason"] == KeptOut.NO_PERIOD]
    conflicts = [sheet for sheet, issue in told.items() if issue.kind == "period-conflict"]
    for sheet in dict.fromkeys([*undated["sheet"], *conflicts, *lists]):
        rows = undated[undated["sheet"] == sheet]
        named = [found.period for text in _texts_about_period(told.get(sheet)) for found in parse_periods(text)]
        periods = dict.fromkeys([*named, *([] if named else likely_periods(known))])
        choices = (*(Choice(period.key, label(period)) for period in periods), Choice(LEAVE_OUT, _("不采用")))
        said = _("工作表“{sheet}”是哪一年的数据？").format(sheet=sheet)
        questions.append(Question(f"period:{sheet}", said, choices, cells=_cells(rows), values=len(rows), free=True))
    return questions


def _texts_about_period(issue: Issue | None) -> list[str]:
    if issue is None:
        return []
    return [str(issue.values[name]) for name in ("first", "second", "candidates") if name in issue.values]


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


def indicator_questions(kept_out: pd.DataFrame, issues: Iterable[Issue], catalogue: Catalogue) -> list[Question]:
    """One for each heading without an indicator.

    Those with several good meanings must be answered; the others may stay open, and their values are then kept out.
    """
    unknown = kept_out[(kept_out["reason"] == KeptOut.UNKNOWN_INDICATOR) & kept_out["heading"].map(bool)]
    if unknown.empty:
        return []
    ambiguous = {str(i.values.get("text", "")): str(i.values.get("candidates", "")) for i in issues if i.kind in _INDICATOR_KINDS}
    labels = {indicator.label: indicator.id for indicator in catalogue.indicators.values()}
    names = {alias.text: known.id for known in catalogue.indicators.values() for alias in known.aliases}
    names |= {indicator.name: indicator.id for indicator in catalogue.indicators.values()}
    questions: list[Question] = []
    for text, rows in unknown.groupby(unknown["heading"].map(heading_text), sort=False):
        candidates = ambiguous.get(str(text), "")
        guesses = [labels[name] for name in candidates.split(_("、")) if name in labels]
        if not guesses and text and len(questions) < _MOST_GUESSED:
            last = str(text).rpartition(STEP)[2]
            guesses = [names[name] for name in difflib.get_close_matches(last, names, n=5, cutoff=0.5)]
        choices = [Choice(f"{id}||", catalogue.indicators[id].label) for id in dict.fromkeys(guesses)]
        choices.append(Choice(LEAVE_OUT, _("不采用")))
        said = _("表头“{text}”是哪个指标？").format(text=text)
        questions.append(Question(f"heading:{text}", said, tuple(choices), bool(candidates), _cells(rows), len(rows), free=True))
    return questions


def pick_questions(contradictory: pd.DataFrame, ids: pd.Series, answers: Mapping[str, str]) -> list[Question]:
    """Which of several cells of one key is right; `contradictory` has place, text, sheet, cell, heading; `ids` by its index.

    Where a sheet lists its districts twice, one question for all of them, and one for each key only if a person wants that.
    """
    questions: list[Question] = []
    folded: dict[str, list[pd.DataFrame]] = {}
    groups = list(contradictory.groupby(ids, sort=False))
    for _question, rows in groups:
        if in_two_rows(rows):
            folded.setdefault(str(rows.iloc[0]["sheet"]), []).append(rows.sort_values("row"))
    folded = {
        sheet: found
        for sheet, found in folded.items()
        if len(found) >= _MANY_TWICE and answers.get(f"twice:{sheet}") != ONE_BY_ONE
    }
    questions += [_two_rows(sheet, found) for sheet, found in folded.items()]
    for question, rows in groups:
        first = rows.iloc[0]
        if in_two_rows(rows) and str(first["sheet"]) in folded:
            continue
        heading = heading_text(first["heading"])
        said = _("“{place}”的“{heading}”有几个不同的数，哪个对？").format(place=first["place"], heading=heading)
        cells = [f"{sheet}!{cell}" for sheet, cell in _cells(rows)]
        choices = tuple(Choice(cell, f"{text}（{cell}）") for cell, text in zip(cells, rows["text"], strict=True))
        questions.append(Question(str(question), said, choices, cells=_cells(rows), values=len(rows)))
    return questions


def _two_rows(sheet: str, found: list[pd.DataFrame]) -> Question:
    """工作表“班额”有 24 项写了两次: which of the two rows holds, for all of them."""
    (upper, above), (lower, below) = ((str(cell), str(text)) for cell, text in found[0][["cell", "text"]].to_numpy())
    first = found[0].iloc[0]
    said = _(
        "工作表“{sheet}”有 {n} 项写了两次，数不同（如“{place}”的“{heading}”：{upper} 是 {above}，{lower} 是 {below}）。"
        "采用哪一行？"
    ).format(
        sheet=sheet, n=len(found), place=first["place"], heading=heading_text(first["heading"]),
        upper=upper, above=above, lower=lower, below=below,
    )  # fmt: skip
    choices = (
        Choice(UPPER, _("都用上面一行（如 {cell}）").format(cell=upper)),
        Choice(LOWER, _("都用下面一行（如 {cell}）").format(cell=lower)),
        Choice(ONE_BY_ONE, _("逐项选择")),
    )
    cells = tuple(cell for rows in found for cell in _cells(rows))
    return Question(f"twice:{sheet}", said, choices, cells=cells, values=len(cells))


def covered(issue: Issue) -> bool:
    """Whether questions stand for issues of this kind, so that they need not block by themselves.

    A name, heading or cell nobody asks about concerns no value that could be stored.
    """
    asked = CELL_KINDS | DOUBT_KINDS | _PLACE_KINDS | _PERIOD_KINDS | _INDICATOR_KINDS
    return issue.kind in asked | {"duplicate-value", "city-unknown"}


def _cells(rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    return tuple(zip(rows["sheet"], rows["cell"], strict=True))
