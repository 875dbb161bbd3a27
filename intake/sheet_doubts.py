"""Questions about whole sheets and columns: whose figures they are, which stage they are about, whether 2.35 is 2.35万."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.issues import Issue
from indicators.rounding import shown_short
from indicators.vocabulary import EducationLevel, PlaceKind
from intake.cells import cell_mask
from intake.records import LEAVE_OUT, Choice, KeptOut, Question
from intake.units import convert
from language import _

DOUBT_KINDS = frozenset({"place-conflict", "level-conflict", "count-with-decimals", "count-in-other-scale"})
TEN_THOUSANDS, AS_IT_IS = "10000", "as_it_is"
# in such a column what is a thousand times its neighbours is counted in single ones already
_OTHER_SCALE = 1000
_NEVER_STORED = frozenset(
    str(reason) for reason in (KeptOut.UNKNOWN_INDICATOR, KeptOut.FOREIGN, KeptOut.OTHER_CITY, KeptOut.AGGREGATE)
)


def doubt_questions(issues: Iterable[Issue], kept_out: pd.DataFrame, city: geo.City) -> list[Question]:
    """One question for each such doubt about figures that could be stored; ids hold for this file only, nothing is remembered."""
    never = set((kept_out["sheet"] + "!" + kept_out["cell"])[kept_out["reason"].isin(_NEVER_STORED)])
    found: dict[str, Question] = {}
    for issue in issues:
        if issue.kind not in DOUBT_KINDS or f"{issue.sheet}!{issue.cell}" in never:
            continue
        choices, where = _choices(issue, city), ((issue.sheet, issue.cell),) if issue.cell else ()
        if choices:
            found[question_id(issue)] = Question(question_id(issue), issue.message(), choices, True, where, 1)
    return list(found.values())


def question_id(issue: Issue) -> str:
    """The id of the question which settles an issue of DOUBT_KINDS."""
    if issue.kind == "place-conflict":
        return f"whose:{issue.sheet}!{issue.values.get('first', '')}"
    return f"stage:{issue.sheet}" if issue.kind == "level-conflict" else f"count:{issue.sheet}!{issue.cell}"


def _choices(issue: Issue, city: geo.City) -> tuple[Choice, ...]:
    out = Choice(LEAVE_OUT, _("不采用"))
    if issue.kind == "place-conflict":
        matches = [geo.match_place(str(issue.values.get(name, "")), city.code) for name in ("first", "second")]
        return (*(Choice(match.code, match.name) for match in matches if match.code), out)
    if issue.kind == "level-conflict":
        said = [(_level(str(issue.values.get(name, ""))), str(issue.values.get(name, ""))) for name in ("first", "second")]
        return (*(Choice(f"{said[0][0]}|{level}", word) for level, word in said if level), out)
    value = str(issue.values.get("value", ""))
    if not value:
        return (out,)
    if issue.kind == "count-in-other-scale":
        return (Choice(AS_IT_IS, _("就是 {number}").format(number=value)), out)
    whole = shown_short(convert(float(value), Fraction(10000)))
    said_so = _("这一列以“万”为单位（{value} 是 {whole}）").format(value=value, whole=whole)
    return (Choice(TEN_THOUSANDS, said_so), Choice(AS_IT_IS, _("照原样，就是 {number}").format(number=value)), out)


def _level(word: str) -> str:
    from loaders.levels import level_in

    return str(level_in(word)[0])


def apply_doubts(rows: pd.DataFrame, city: geo.City, catalogue: Catalogue, answers: Mapping[str, str]) -> None:
    """Change places, stages and scales as answered; rows left out are marked in the column `out`."""
    for question, answer in answers.items():
        topic, _colon, subject = question.partition(":")
        if topic not in ("whose", "stage", "count"):
            continue
        sheet, _sign, text = subject.rpartition("!") if topic == "whose" else ("", "", "")
        mask = (
            (rows["sheet"] == sheet) & (rows["place"] == text)
            if topic == "whose"
            else rows["sheet"] == subject
            if topic == "stage"
            else _column(rows, subject)
        )
        if answer == LEAVE_OUT:
            rows.loc[mask & (rows["out"] == ""), "out"] = str(KeptOut.LEFT_OUT)
        elif topic == "whose":
            _move(rows, mask, answer, city)
        elif topic == "stage":
            _change_stage(rows, mask, answer, catalogue)
        elif answer == TEN_THOUSANDS:
            _multiply(rows, mask)


def _column(rows: pd.DataFrame, subject: str) -> pd.Series:
    """All cells below the same heading in the column of the cell that was asked about."""
    found = pd.Series(False, index=rows.index)
    for _index, cell in rows[cell_mask(rows, subject)].iterrows():
        found |= (rows["sheet"] == cell["sheet"]) & (rows["column"] == cell["column"]) & (rows["heading"] == cell["heading"])
    return found


def _move(rows: pd.DataFrame, mask: pd.Series, code: str, city: geo.City) -> None:
    kind = PlaceKind.CITY_DIRECT if code == f"{city.code}-市直" else PlaceKind.ZONE if "-" in code else PlaceKind.DISTRICT
    rows.loc[mask, "place_code"], rows.loc[mask, "place_kind"] = code, str(kind)
    if kind is PlaceKind.DISTRICT:
        rows.loc[mask, "place"] = geo.place(code).name


def _change_stage(rows: pd.DataFrame, mask: pd.Series, answer: str, catalogue: Catalogue) -> None:
    """小学 | 初中: what was taken for the first stage, because the title said so, becomes the second; other stages stay."""
    taken, _bar, wanted = answer.partition("|")
    for index, row in rows[mask & (rows["education_level"] == taken) & (rows["indicator"] != "")].iterrows():
        if taken == wanted or row["indicator"] not in catalogue.indicators:
            continue
        known = catalogue.canonical(row["indicator"], EducationLevel(wanted), row["breakdown"])
        rows.loc[index, ["indicator", "education_level", "breakdown"]] = [known[0], str(known[1]), known[2]]


def _multiply(rows: pd.DataFrame, mask: pd.Series) -> None:
    middle = rows.loc[mask, "value"].median()
    here = mask & rows["value"].notna() & (rows["value"] < _OTHER_SCALE * max(middle, 1e-9))
    rows.loc[here, "value"] = [convert(value, Fraction(10000)) for value in rows.loc[here, "value"]]
