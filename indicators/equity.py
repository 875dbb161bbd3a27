"""Are districts, or schools, drawing together? Spread measures, each under its own name, and refusals with their reason.

校际差异系数 needs one row for each school and is weighted by pupils; between districts it is 区县间差异系数, another thing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log, sqrt

from language import _


class Refusal(StrEnum):
    """Why a measure is not computed."""

    TOO_FEW = "too_few"
    TOO_FEW_FOR_QUARTERS = "too_few_for_quarters"
    MEAN_ZERO = "mean_zero"
    LEAST_ZERO = "least_zero"
    NEGATIVE = "negative"
    NO_SCHOOLS = "no_schools"


def refusal_text(reason: Refusal) -> str:
    """The reason in words."""
    return {
        Refusal.TOO_FEW: _("不计算：有数值的不足两个"),
        Refusal.TOO_FEW_FOR_QUARTERS: _("不计算：有数值的不足四个"),
        Refusal.MEAN_ZERO: _("不计算：平均值为 0"),
        Refusal.LEAST_ZERO: _("不计算：最小值为 0"),
        Refusal.NEGATIVE: _("不计算：有负数"),
        Refusal.NO_SCHOOLS: _("校际差异系数须由逐校数据算出，区县汇总数算不出来"),
    }[reason]


@dataclass(frozen=True)
class Measure:
    """A measure's value, or the reason why there is none."""

    value: float | None
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Theil:
    """Theil's T and its parts between and within groups; they add up to the whole."""

    total: Measure
    between: float | None = None
    within: float | None = None


def spread_range(values: Sequence[float]) -> Measure:
    """Greatest minus least."""
    known = _known(values)
    return Measure(None, Refusal.TOO_FEW) if len(known) < 2 else Measure(max(known) - min(known))


def spread_ratio(values: Sequence[float]) -> Measure:
    """Greatest ÷ least (最大最小比)."""
    known = _known(values)
    if len(known) < 2:
        return Measure(None, Refusal.TOO_FEW)
    if min(known) < 0:
        return Measure(None, Refusal.NEGATIVE)
    return Measure(None, Refusal.LEAST_ZERO) if min(known) == 0 else Measure(max(known) / min(known))


def district_variation(values: Sequence[float], weights: Sequence[float] | None = None) -> Measure:
    """区县间差异系数: standard deviation of the districts' values ÷ their mean; with `weights` (pupils) both are weighted."""
    pairs = _pairs(values, weights)
    if len(pairs) < 2:
        return Measure(None, Refusal.TOO_FEW)
    whole = sum(weight for _value, weight in pairs)
    mean = sum(value * weight for value, weight in pairs) / whole
    if mean <= 0:
        return Measure(None, Refusal.MEAN_ZERO if mean == 0 else Refusal.NEGATIVE)
    return Measure(sqrt(sum(weight * (value - mean) ** 2 for value, weight in pairs) / whole) / mean)


def school_variation(resources: Sequence[float], pupils: Sequence[float]) -> Measure:
    """校际差异系数: CV = S / X̄, X̄ = Σ resource / Σ pupils, S = √(Σ (Pᵢ / P)(xᵢ − X̄)²), x = resource per pupil of a school.

    Source: the method published in 2012 (its example: 45, 37, 89, 76, 55 pupils, 279, 137, 935, 160, 402 books → 0.515).
    That the evaluation of 2017 keeps this weighting is not verified. Schools without pupils are left out.
    """
    schools = _pairs(resources, pupils)
    if len(schools) < 2:
        return Measure(None, Refusal.NO_SCHOOLS if not schools else Refusal.TOO_FEW)
    heads_all = sum(heads for _books, heads in schools)
    mean = sum(books for books, _heads in schools) / heads_all
    if mean <= 0:
        return Measure(None, Refusal.MEAN_ZERO if mean == 0 else Refusal.NEGATIVE)
    return Measure(sqrt(sum(heads / heads_all * (books / heads - mean) ** 2 for books, heads in schools)) / mean)


def quarter_gap(values: Sequence[float]) -> Measure:
    """Mean of the highest quarter minus mean of the lowest quarter; a quarter is at least one district."""
    known = sorted(_known(values))
    if len(known) < 4:
        return Measure(None, Refusal.TOO_FEW_FOR_QUARTERS)
    quarter = len(known) // 4
    return Measure((sum(known[-quarter:]) - sum(known[:quarter])) / quarter)


def theil(values: Sequence[float], weights: Sequence[float] | None = None, groups: Sequence[Hashable] | None = None) -> Theil:
    """Theil's T, Σ sᵢ (xᵢ/μ) ln(xᵢ/μ) with shares of weight sᵢ, split within and between groups (peer groups).

    x·ln x = 0 at 0. Not computed for negative values or a mean of 0.
    """
    labels = groups if groups is not None else [None] * len(values)
    heads = weights if weights is not None else [1.0] * len(values)
    rows = [(v, w, g) for v, w, g in zip(values, heads, labels, strict=True) if v == v and w == w and w > 0]
    if len(rows) < 2:
        return Theil(Measure(None, Refusal.TOO_FEW))
    if min(value for value, _weight, _group in rows) < 0:
        return Theil(Measure(None, Refusal.NEGATIVE))
    whole = sum(weight for _value, weight, _group in rows)
    mean = sum(value * weight for value, weight, _group in rows) / whole
    if mean == 0:
        return Theil(Measure(None, Refusal.MEAN_ZERO))
    total = sum(weight / whole * _xlogx(value / mean) for value, weight, _group in rows)
    between = within = 0.0
    for group in dict.fromkeys(group for _value, _weight, group in rows):
        mine = [(value, weight) for value, weight, its in rows if its == group]
        heads_in = sum(weight for _value, weight in mine)
        mean_in = sum(value * weight for value, weight in mine) / heads_in
        between += heads_in / whole * _xlogx(mean_in / mean)
        if mean_in > 0:
            inner = sum(weight / heads_in * _xlogx(value / mean_in) for value, weight in mine)
            within += heads_in * mean_in / (whole * mean) * inner
    return Theil(Measure(total), between, within)


# 一贯制 schools: how many primary pupils a pupil of each level counts for, as the published rules have it
STAGE_WEIGHTS: dict[str, dict[str, float]] = {
    "nine_year": {"primary": 1.0, "junior": 1.1},
    "complete_secondary": {"junior": 1.0, "senior": 1.2},
    "twelve_year": {"primary": 1.0, "junior": 1.1, "senior": 1.32},
}


def split_resource(resource: float, pupils: dict[str, float], kind: str) -> dict[str, float]:
    """A school's resource shared among its levels by pupils, weighted as in STAGE_WEIGHTS.

    Raises KeyError for an unknown kind of school, ValueError where it has no pupils.
    """
    weights = STAGE_WEIGHTS[kind]
    weighted = {level: weights[level] * heads for level, heads in pupils.items()}
    whole = sum(weighted.values())
    if whole <= 0:
        raise ValueError("a school without pupils cannot share its resources out")
    return {level: resource * share / whole for level, share in weighted.items()}


# The published example, shown on the page as a self-check: schools' pupils and books, X̄, CV, and what it would be unweighted
PUBLISHED_PUPILS = (45.0, 37.0, 89.0, 76.0, 55.0)
PUBLISHED_BOOKS = (279.0, 137.0, 935.0, 160.0, 402.0)
PUBLISHED_MEAN, PUBLISHED_VARIATION, PUBLISHED_UNWEIGHTED = 6.33, 0.515, 0.489


def self_check() -> bool:
    """True when our formula gives the published 0.515 (and 0.489 without weights, which flips the verdict against 0.50)."""
    found = school_variation(PUBLISHED_BOOKS, PUBLISHED_PUPILS).value
    return found is not None and round(found, 3) == PUBLISHED_VARIATION


def _known(values: Sequence[float]) -> list[float]:
    return [value for value in values if value == value]


def _pairs(values: Sequence[float], weights: Sequence[float] | None) -> list[tuple[float, float]]:
    heads = weights if weights is not None else [1.0] * len(values)
    return [(value, weight) for value, weight in zip(values, heads, strict=True) if value == value and weight > 0]


def _xlogx(value: float) -> float:
    return value * log(value) if value > 0 else 0.0
