"""What people answered, applied to the observations before anything else is decided about them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

import geo
from indicators.catalogue import Catalogue, load_catalogue
from indicators.periods import label
from indicators.vocabulary import EducationLevel, Period, PlaceKind
from intake.cells import cell_mask
from intake.records import LEAVE_OUT, BadAnswerError, KeptOut
from intake.words import heading_text


def about(answers: Mapping[str, str], topic: str) -> dict[str, str]:
    """The answers of one topic by their subject: {"place:海陵": c} → {"海陵": c}."""
    return {key.partition(":")[2]: answer for key, answer in answers.items() if key.startswith(f"{topic}:")}


def check_answers(answers: Mapping[str, str]) -> None:
    """Raise BadAnswerError for a period, city or indicator that there is not."""
    catalogue = load_catalogue()
    for question, answer in answers.items():
        topic = question.partition(":")[0]
        if answer == LEAVE_OUT:
            continue
        try:
            if topic == "period":
                Period.from_key(answer)
            elif topic == "city":
                geo.city(answer)
            elif topic == "heading":
                _quantity(answer, catalogue)
        except (KeyError, ValueError) as error:
            raise BadAnswerError(question, answer) from error


def keep_out(rows: pd.DataFrame, mask: pd.Series, reason: KeptOut) -> None:
    """Mark rows that are not stored; the first reason given to a row stays."""
    rows.loc[mask & (rows["out"] == ""), "out"] = str(reason)


def apply_answers(rows: pd.DataFrame, city: geo.City, catalogue: Catalogue, answers: Mapping[str, str]) -> None:
    """Change places, periods and indicators as answered, and mark what is left out; `rows` has a column `out` besides."""
    for question, answer in answers.items():
        topic, _colon, subject = question.partition(":")
        mask = _mask(rows, topic, subject)
        if not mask.any():
            continue
        if answer == LEAVE_OUT:
            keep_out(rows, mask, KeptOut.LEFT_OUT)
        elif topic == "place":
            rows.loc[mask, "place_code"] = answer
            rows.loc[mask, "place_kind"] = str(_kind_of(answer, city))
        elif topic == "period":
            rows.loc[mask, "period_key"] = answer
            rows.loc[mask, "period"] = label(Period.from_key(answer))
        elif topic == "heading":
            indicator, level, breakdown = _quantity(answer, catalogue)
            rows.loc[mask, ["indicator", "education_level", "breakdown"]] = [indicator, str(level), breakdown]


def _mask(rows: pd.DataFrame, topic: str, subject: str) -> pd.Series:
    """Which rows a question is about."""
    if topic == "place":
        return (rows["place"] == subject) & (rows["place_kind"] == PlaceKind.UNKNOWN)
    if topic == "heading":
        return (rows["indicator"] == "") & (rows["heading"].map(heading_text) == subject)
    if topic == "cell":
        return cell_mask(rows, subject)
    mask = rows["sheet"] == subject if topic in ("period", "sheet") else pd.Series(False, index=rows.index)
    # A sheet without a year, or whose title and name disagree: then one year was taken for the whole sheet
    if topic == "period" and rows.loc[mask, "period_key"].nunique() > 1:
        mask &= rows["period_key"] == ""
    return mask


def _quantity(answer: str, catalogue: Catalogue) -> tuple[str, EducationLevel, str]:
    """ "classes|junior|" as the one key of that quantity. Raises KeyError or ValueError when there is no such."""
    indicator, level, breakdown = (*answer.split("|"), "", "")[:3]
    known = catalogue.indicators[indicator]
    return catalogue.canonical(indicator, EducationLevel(level) if level else known.default_level, breakdown)


def _kind_of(code: str, city: geo.City) -> PlaceKind:
    if code == city.code:
        return PlaceKind.CITY
    if code == f"{city.code}-市直":
        return PlaceKind.CITY_DIRECT
    return PlaceKind.ZONE if "-" in code else PlaceKind.DISTRICT
