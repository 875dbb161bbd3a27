"""Which observations are stored, and why each of the others is not: every observation ends as exactly one of the two.

The first reason that holds is the one given. Reasons are looked for from the meaning of the table (no indicator, a subtotal)
over the place and period to the value itself (unit, said twice), so that a note column is not reported as an unknown district.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

import geo
from geo.names import fold, without_marks
from indicators.catalogue import Catalogue
from indicators.definitions import IndicatorKind
from indicators.issues import Issue
from indicators.shorthand import says_no_record
from indicators.vocabulary import PlaceKind
from intake import twice, units
from intake.answers import apply_answers, keep_out
from intake.cells import apply_figures, apply_scales
from intake.records import KeptOut
from intake.sheet_doubts import apply_doubts
from intake.words import heading_text
from loaders.asides import aside
from store import INCOMING_COLUMNS

# Values of these kinds of place add into the city; CITY holds what the city itself reported
STORED_KINDS = frozenset({PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT, PlaceKind.CITY})
_PER_HEAD = frozenset({IndicatorKind.RATIO, IndicatorKind.PER_HUNDRED, IndicatorKind.PER_HEAD, IndicatorKind.AMOUNT})


@dataclass
class Sorted:
    """`prepared`: INCOMING_COLUMNS, what may be stored. `kept_out`: sheet, cell, text, reason, place, heading of the rest.

    `contradictory`: the rows of keys with several numbers, with their key.
    """

    prepared: pd.DataFrame
    kept_out: pd.DataFrame
    contradictory: pd.DataFrame
    issues: list[Issue] = field(default_factory=list)


def sort_out(observations: pd.DataFrame, city: geo.City, catalogue: Catalogue, answers: Mapping[str, str]) -> Sorted:
    """Apply the answers, find the reason for each observation that cannot be stored, and convert units of the rest."""
    rows = observations.reset_index(drop=True).copy()
    rows["out"] = ""
    rows["place_text"] = rows["place"]
    rows["heading"] = list(rows["heading"])
    issues: list[Issue] = []
    apply_answers(rows, city, catalogue, answers)
    apply_figures(rows, answers)
    apply_scales(rows, answers)
    apply_doubts(rows, city, catalogue, answers)
    keep_out(rows, rows["text"].map(says_no_record), KeptOut.NO_RECORD)
    keep_out(rows, (rows["indicator"] == "") & rows["heading"].map(_says_aside), KeptOut.ASIDE)
    keep_out(rows, ~rows["indicator"].isin(list(catalogue.indicators)), KeptOut.UNKNOWN_INDICATOR)
    _city_totals(rows, city)
    keep_out(rows, rows["aggregate"].astype(bool) | (rows["place_kind"] == PlaceKind.AGGREGATE), KeptOut.AGGREGATE)
    issues += _places(rows, city)
    keep_out(rows, rows["period_key"] == "", KeptOut.NO_PERIOD)
    issues += _units(rows, catalogue)
    issues += twice.settle(rows, answers)
    kept = rows["out"] == ""
    rows["place_name"] = _names(rows, kept)
    several = rows[rows["out"] == KeptOut.CONTRADICTORY]
    left = rows.loc[~kept, ["sheet", "cell", "text", "out", "place", "heading"]].rename(columns={"out": "reason"})
    return Sorted(rows.loc[kept, list(INCOMING_COLUMNS)].reset_index(drop=True), left.reset_index(drop=True), several, issues)


def _says_aside(heading: tuple[str, ...]) -> bool:
    return any(aside(step) is not None for step in heading)


def _city_totals(rows: pd.DataFrame, city: geo.City) -> None:
    """Rows that state the whole city's value become places of kind CITY with the city's code; other totals stay aggregates.

    全市 and the city's own name say so themselves. 合计 and 总计 sum what their table holds: they are the city's value only
    where that sheet names every county the city had in that year.
    """
    total = rows["aggregate"].astype(bool) & (rows["place_kind"] == PlaceKind.AGGREGATE)
    # 全市平均 is a mean of districts for a count, and nobody knows how weighted for a rate
    total &= ~rows["place"].astype(str).str.contains("平均|均值")
    whole = total & (rows["place_code"] == city.code)
    plain = total & (rows["place_code"] == "") & rows["place"].map(_is_plain_total)
    districts = rows.loc[rows["place_kind"] == PlaceKind.DISTRICT, ["sheet", "place_code"]].drop_duplicates()
    for sheet, totals in rows.loc[plain, ["sheet", "period_key"]].groupby("sheet", sort=False):
        there = set(districts.loc[districts["sheet"] == sheet, "place_code"])
        for period_key, cells in totals.groupby("period_key", sort=False):
            year = int(str(period_key)[:4]) if period_key else None
            if there and {place.code for place in geo.districts(city.code, year)} <= there:
                whole.loc[cells.index] = True
    city_row = whole | ((rows["place_kind"] == PlaceKind.CITY) & (rows["place_code"] == city.code))
    rows.loc[city_row, "place_kind"] = str(PlaceKind.CITY)
    rows.loc[city_row, "place_code"] = city.code
    rows.loc[city_row, "aggregate"] = False


def _is_plain_total(text: str) -> bool:
    return re.fullmatch(r"合计|总计|合计数|总计数|总数|总和|共计|total|grandtotal", without_marks(fold(str(text)))) is not None


def _places(rows: pd.DataFrame, city: geo.City) -> list[Issue]:
    kind, code = rows["place_kind"], rows["place_code"]
    direct = (kind == PlaceKind.CITY_DIRECT) & (code == "")
    rows.loc[direct, "place_code"] = f"{city.code}-市直"
    keep_out(rows, kind == PlaceKind.FOREIGN, KeptOut.FOREIGN)
    keep_out(rows, (kind == PlaceKind.UNKNOWN) & (rows["place"] != ""), KeptOut.UNKNOWN_PLACE)
    keep_out(rows, (rows["place_code"] == "") | ~kind.isin([str(k) for k in STORED_KINDS]), KeptOut.NO_PLACE)
    elsewhere = {c for c in rows.loc[rows["out"] == "", "place_code"].unique() if not _belongs(c, city)}
    other = rows["place_code"].isin(elsewhere) & (rows["out"] == "")
    keep_out(rows, other, KeptOut.OTHER_CITY)
    if not other.any():
        return []
    first = rows[other].iloc[0]
    return [Issue.of("other-city", first["sheet"], first["cell"], count=int(other.sum()), place=first["place"])]


def _belongs(code: str, city: geo.City) -> bool:
    if code == city.code or code.startswith(f"{city.code}-"):
        return True
    try:
        return geo.place(code).city_code == city.code
    except (KeyError, StopIteration):
        return False


def _units(rows: pd.DataFrame, catalogue: Catalogue) -> list[Issue]:
    """Convert values into their indicator's unit; those without a declared rule are kept out, with one issue for each unit."""
    issues = []
    rows["stated_unit"] = rows["unit"]
    groups = rows[rows["out"] == ""].groupby(["indicator", "unit"], sort=False)
    for pair, group in groups:
        indicator, stated = (str(part) for part in pair) if isinstance(pair, tuple) else ("", "")
        known = catalogue.indicators[indicator]
        wanted = known.unit
        factor = units.conversion(stated, wanted, known.kind in _PER_HEAD)
        if factor is None:
            first = group.iloc[0]
            said: dict[str, Any] = {"heading": heading_text(first["heading"]), "unit": stated}
            said |= {"expected": wanted, "count": len(group)}
            issues.append(Issue.of("unit-not-convertible", first["sheet"], first["cell"], **said))
            rows.loc[group.index, "out"] = str(KeptOut.UNIT)
            continue
        rows.loc[group.index, "unit"] = wanted
        if factor != 1:
            rows.loc[group.index, "value"] = [units.convert(value, factor) for value in group["value"]]
    return issues


def _names(rows: pd.DataFrame, kept: pd.Series) -> pd.Series:
    """Names to show: the gazetteer's; a zone that it does not list keeps the name it was read by."""
    read = rows[kept].drop_duplicates("place_code").set_index("place_code")["place"]
    names = {str(code): _name(str(code), str(text)) for code, text in read.items()}
    return pd.Series([names.get(code, "") for code in rows["place_code"]], index=rows.index, dtype="object")


def _name(code: str, text: str) -> str:
    if code.endswith("-市直"):
        return "市直"
    try:
        return geo.place(code).name
    except (KeyError, StopIteration):
        pass
    try:
        return geo.city(code).name if "-" not in code else text
    except KeyError:
        return text
