"""What a list of schools yields for its districts: 校际差异系数 by 学段 and resource; the schools' own figures stay in the file.

Nothing else of the list is stored: a sum over it is the district's only where the list is complete, which no list says. A
value that the workbook itself reports stands.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.schools import school_shares, school_variations, variation_of
from indicators.vocabulary import EducationLevel, PlaceKind, ValueStatus
from intake.answers import about
from intake.records import LEAVE_OUT, KeptOut
from language import _
from store import INCOMING_COLUMNS, KEY_COLUMNS

LEVELS = (EducationLevel.PRIMARY, EducationLevel.JUNIOR)


def undated(figures: pd.DataFrame, catalogue: Catalogue) -> list[str]:
    """Sheets whose schools would yield something if only their year were known. `figures`: SCHOOL_COLUMNS."""
    wanted = figures["indicator"].isin(list(variation_of(catalogue))) & (figures["period_key"] == "")
    return [str(sheet) for sheet in dict.fromkeys(figures.loc[wanted, "sheet"])]


def name_reason(kept_out: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """`kept_out` with the cells of schools named as such: their figures stay in the file, and nobody is asked what they are."""
    if figures.empty:
        return kept_out
    cells = set(zip(figures["sheet"], figures["cell"], strict=True))
    mine = pd.Series([cell in cells for cell in zip(kept_out["sheet"], kept_out["cell"], strict=True)], index=kept_out.index)
    unknown = kept_out["reason"] == KeptOut.UNKNOWN_INDICATOR
    return kept_out.assign(reason=kept_out["reason"].mask(unknown & mine, str(KeptOut.SCHOOLS)))


def district_rows(
    figures: pd.DataFrame, city: geo.City, catalogue: Catalogue, answers: Mapping[str, str], prepared: pd.DataFrame
) -> pd.DataFrame:
    """INCOMING_COLUMNS of what the schools yield, without keys that `prepared` has a number for; `figures`: SCHOOL_COLUMNS."""
    known = _answered(figures, answers)
    known = known[known["place_code"].map(lambda code: _of_city(str(code), city)) & (known["period_key"] != "")]
    found = []
    for resource, spread in variation_of(catalogue).items():
        if not (known["indicator"] == resource).any():
            continue
        for level in LEVELS:
            schools = school_shares(known, resource, str(level))
            for (code, period), measure in school_variations(known, resource, str(level)).items():
                if measure.value is None:
                    continue
                at = (known["indicator"] == resource) & (known["place_code"] == code) & (known["period_key"] == period)
                first = known[at].iloc[0]
                about_it = {
                    "place_code": code, "place_name": _name(code, str(first["place"])), "place_kind": _kind(code),
                    "indicator": spread, "education_level": str(level), "breakdown": "", "period_key": period,
                }  # fmt: skip
                said = _("由 {n} 所学校算出").format(n=len(schools[code, period]))
                cell = {name: first[name] for name in ("sheet", "cell", "heading")}
                value = {"value": float(measure.value), "status": str(ValueStatus.REPORTED), "unit": "", "stated_unit": ""}
                found.append(about_it | cell | value | {"place_text": str(first["place"]), "text": said})
    rows = pd.DataFrame(found, columns=list(INCOMING_COLUMNS))
    there = set(prepared.loc[prepared["value"].notna(), list(KEY_COLUMNS)].itertuples(index=False, name=None))
    new = [key not in there for key in rows[list(KEY_COLUMNS)].itertuples(index=False, name=None)]
    return rows[new].reset_index(drop=True)


def _answered(figures: pd.DataFrame, answers: Mapping[str, str]) -> pd.DataFrame:
    """The schools with the years and districts that people answered; without sheets and districts that they left out."""
    rows = figures.copy()
    for sheet, answer in about(answers, "period").items():
        rows.loc[(rows["sheet"] == sheet) & (rows["period_key"] == ""), "period_key"] = "" if answer == LEAVE_OUT else answer
    for place, answer in about(answers, "place").items():
        rows.loc[(rows["place"] == place) & (rows["place_code"] == ""), "place_code"] = "" if answer == LEAVE_OUT else answer
    left = {sheet for sheet, answer in about(answers, "sheet").items() if answer == LEAVE_OUT}
    return rows[~rows["sheet"].isin(list(left))]


def _of_city(code: str, city: geo.City) -> bool:
    """A district or zone of the city: its own schools (市直) are no district, and the evaluation is of districts."""
    if not code or code == city.code or code.endswith("-市直"):
        return False
    if "-" in code:
        return code.startswith(f"{city.code}-")
    try:
        return geo.place(code).city_code == city.code
    except (KeyError, StopIteration):
        return False


def _kind(code: str) -> str:
    return str(PlaceKind.ZONE if "-" in code else PlaceKind.DISTRICT)


def _name(code: str, text: str) -> str:
    try:
        return geo.place(code).name
    except (KeyError, StopIteration):
        return text
