"""The city's value of each indicator: Σ numerator / Σ denominator, with how many districts it rests on, or what stands in for it.

Rates: Σ num / Σ den over the districts that have both ("5 of 6 districts" where one is missing); else the value that the
city itself reported (上报全市值); else the simple mean, so named. Counts: the sum; where a district is missing and the city
reported a total that is more than the sum of the others, that total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from indicators.catalogue import Catalogue
from indicators.definitions import Indicator, IndicatorKind
from indicators.rounding import shown, shown_short
from indicators.vocabulary import PlaceKind
from language import _


class CityMethod(StrEnum):
    """Where a city's value comes from."""

    RATIO_OF_SUMS = "ratio_of_sums"
    SUM = "sum"
    REPORTED = "reported"
    SIMPLE_MEAN = "simple_mean"
    NONE = "none"


# One row for each indicator, education level, breakdown and period
CITY_COLUMNS = {
    "indicator": "id in the catalogue",
    "education_level": "EducationLevel",
    "breakdown": "breakdown id, '' for the whole",
    "period_key": "Period.key",
    "value": "the city's value, NaN where there is none",
    "method": "CityMethod",
    "covered": "districts and zones that it rests on; of a reported one, how many have a value of their own (int)",
    "expected": "districts and zones of the city (int)",
    "direct": "whether the city's own schools (市直) are in it (bool)",
    "numerator": "Σ numerator, NaN unless ratio_of_sums",
    "denominator": "Σ denominator, NaN unless ratio_of_sums",
    "reported": "the value the city itself reported, NaN where it did not",
    "simple_mean": "the plain mean of the districts' values",
}
_KEYS = ["indicator", "education_level", "breakdown", "period_key"]
_ADDING = (PlaceKind.DISTRICT.value, PlaceKind.ZONE.value, PlaceKind.CITY_DIRECT.value)
_COUNTED = (PlaceKind.DISTRICT.value, PlaceKind.ZONE.value)


def city_values(
    rows: pd.DataFrame, catalogue: Catalogue, places: Sequence[str] | Mapping[str, int] | None = None
) -> pd.DataFrame:
    """CITY_COLUMNS for a table from `with_derived`. `places`: codes of all districts and zones expected to report, or how many
    there are in each period (by Period.key).

    Without `places` those of the table are expected. 市直 adds into sums and is no district in the count.
    """
    if rows.empty:
        return pd.DataFrame({name: [] for name in CITY_COLUMNS})
    kind = rows["place_kind"].to_numpy(dtype=object)
    adding, counted, city = np.isin(kind, _ADDING), np.isin(kind, _COUNTED), kind == PlaceKind.CITY.value
    group, keys = _groups(rows)
    if isinstance(places, Mapping):
        expected = keys["period_key"].map(places).to_numpy(dtype=np.int64)
    else:
        everybody = len(set(places)) if places is not None else int(rows.loc[counted, "place_code"].nunique())
        expected = np.full(len(keys), everybody, dtype=np.int64)
    numbers = {name: rows[name].to_numpy(dtype=np.float64) for name in ("value", "numerator", "denominator")}
    has_value = ~np.isnan(numbers["value"])
    has_both = ~np.isnan(numbers["numerator"]) & ~np.isnan(numbers["denominator"]) & (numbers["denominator"] != 0) & adding

    def total(of: np.ndarray, where: np.ndarray) -> np.ndarray:
        return np.bincount(group[where], weights=of[where], minlength=len(keys))

    def count(where: np.ndarray) -> np.ndarray:
        return np.bincount(group[where], minlength=len(keys))

    found = keys.assign(
        sum_value=total(numbers["value"], has_value & adding),
        n_value=count(has_value & counted),
        n_adding=count(has_value & adding),
        mean_value=total(numbers["value"], has_value & counted),
        num=total(numbers["numerator"], has_both),
        den=total(numbers["denominator"], has_both),
        n_both=count(has_both & counted),
        any_both=count(has_both),
        n_direct=count(has_value & adding & ~counted),
        both_direct=count(has_both & ~counted),
        city=total(numbers["value"], has_value & city),
        n_city=count(has_value & city),
    )
    return _choose(found, catalogue, expected)


def _groups(rows: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    code = np.zeros(len(rows), dtype=np.int64)
    for name in _KEYS:
        number, names = pd.factorize(rows[name])
        code = code * (len(names) + 1) + number
    group = pd.factorize(code)[0]
    positions = np.unique(group, return_index=True)[1]
    return group, rows.iloc[positions][_KEYS].reset_index(drop=True)


def _choose(found: pd.DataFrame, catalogue: Catalogue, expected: np.ndarray) -> pd.DataFrame:
    kinds = {indicator.id: indicator for indicator in catalogue.indicators.values()}
    known = [kinds.get(name) for name in found["indicator"]]
    factor = np.array([item.factor if item else 1 for item in known], dtype=np.float64)
    additive = np.array([bool(item and item.additive) for item in known])
    averaging = np.array([bool(item and item.kind is not IndicatorKind.SPREAD) for item in known])
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = factor * found["num"].to_numpy() / found["den"].to_numpy()
        mean = np.where(found["n_value"] > 0, found["mean_value"] / found["n_value"], np.nan)
    reported = np.where(found["n_city"] > 0, found["city"], np.nan)
    # A reported total that is the sum of those who reported rests on the same districts, whatever it is called
    same = np.isclose(reported, found["sum_value"], rtol=0, atol=1e-6)
    # Counts are never negative: a total below the sum of those who reported is an older or another one, whoever is missing
    less = reported < np.asarray(found["sum_value"]) - 1e-6
    full = (found["n_value"].to_numpy() >= expected) | same | less
    cases = [
        ~additive & (found["any_both"].to_numpy() > 0),
        additive & (found["n_adding"].to_numpy() > 0) & (full | np.isnan(reported)),
        ~np.isnan(reported),
        ~additive & averaging & (found["n_value"].to_numpy() > 0),
    ]
    methods = [CityMethod.RATIO_OF_SUMS, CityMethod.SUM, CityMethod.REPORTED, CityMethod.SIMPLE_MEAN]
    method = np.select(cases, [item.value for item in methods], default=CityMethod.NONE.value)
    by_ratio, by_sum = method == CityMethod.RATIO_OF_SUMS.value, method == CityMethod.SUM.value
    return pd.DataFrame(
        {
            **{name: found[name] for name in _KEYS},
            "value": np.select(cases, [ratio, found["sum_value"], reported, mean], default=np.nan),
            "method": method,
            "covered": np.where(by_ratio, found["n_both"], found["n_value"]),
            "expected": expected,
            "direct": np.where(by_ratio, found["both_direct"], np.where(by_sum, found["n_direct"], 0)) > 0,
            "numerator": np.where(by_ratio, found["num"], np.nan),
            "denominator": np.where(by_ratio, found["den"], np.nan),
            "reported": reported,
            "simple_mean": mean,
        }
    )


def method_label(method: str) -> str:
    """Where a city's value comes from, in a word."""
    return {
        CityMethod.RATIO_OF_SUMS: _("各区县合计"),
        CityMethod.SUM: _("各区县之和"),
        CityMethod.REPORTED: _("上报全市值"),
        CityMethod.SIMPLE_MEAN: _("简单平均"),
        CityMethod.NONE: _("没有全市值"),
    }[CityMethod(method)]


def city_note(row: pd.Series, indicator: Indicator) -> str:
    """What the city's value is, with its arithmetic: 全市为 5 / 6 个区县合计：80,734 ÷ 95,900 = 84.2%. `row` of CITY_COLUMNS."""
    method, covered, expected = CityMethod(row["method"]), int(row["covered"]), int(row["expected"])
    sign = "%" if indicator.is_percentage else ""
    if method is CityMethod.NONE:
        return _("没有全市值")
    value = shown(row["value"], indicator.decimals) + sign
    direct = _("（含市直）") if row["direct"] else ""
    if method is CityMethod.RATIO_OF_SUMS:
        formula = f"{shown_short(row['numerator'])} ÷ {shown_short(row['denominator'])}"
        if covered < expected:
            return _("全市为 {covered} / {expected} 个区县{direct}合计：{formula} = {value}").format(
                covered=covered, expected=expected, direct=direct, formula=formula, value=value
            )
        return _("全市为各区县{direct}合计：{formula} = {value}").format(direct=direct, formula=formula, value=value)
    if method is CityMethod.SUM:
        if covered < expected:
            return _("全市为 {covered} / {expected} 个区县{direct}之和").format(covered=covered, expected=expected, direct=direct)
        return _("全市为各区县{direct}之和").format(direct=direct)
    if method is CityMethod.REPORTED:
        return _("全市为上报全市值")
    if covered < expected:
        return _("全市为 {covered} / {expected} 个区县的简单平均：没有分子和分母的人数，不能合计").format(
            covered=covered, expected=expected
        )
    return _("全市为 {covered} 个区县的简单平均：没有分子和分母的人数，不能合计").format(covered=covered)
