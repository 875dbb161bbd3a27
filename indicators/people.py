"""A gap in people: how many places, children, classes or schools are still to do, exactly, with the arithmetic in words.

≥: ⌈t·den − num⌉; ≤: ⌈num − t·den⌉; where more of the denominator closes the gap (平均班额, 生师比): ⌈num ÷ t⌉ − den.
Never below 0. Fractions throughout: a float's ceiling can be one child too many.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from indicators.definitions import Indicator
from indicators.rounding import exact_of, ratio_of, shown, shown_short
from indicators.target_definitions import Target
from indicators.targets import at_most
from language import _


@dataclass(frozen=True)
class PeopleNeeded:
    """`count` whole units still to do (0 = none), `exact` before it was rounded up."""

    count: int
    exact: Fraction
    unit: str
    indicator: Indicator
    target: Target
    numerator: float
    denominator: float
    by_denominator: bool

    @property
    def text(self) -> str:
        """The count with its unit: 1,537 个学位, 4 个班 / 1,537 places."""
        return amount_text(self.count, self.unit)

    @property
    def arithmetic(self) -> str:
        """How the count comes about: 85% × 11,301 − 8,068 = 1,537.85，进为 1,538 个学位."""
        return _arithmetic(self)

    @property
    def assumption(self) -> str:
        """What is held constant, in words."""
        if self.by_denominator:
            return _("按人数不变计")
        if self.unit == "学位":
            return _("按在园幼儿总数不变计：是转为达标的学位，不是另外新增")
        return _("按总数不变计")


def people_needed(indicator: Indicator, target: Target, numerator: float, denominator: float) -> PeopleNeeded | None:
    """The gap in whole units; None where the indicator is not counted so, the target has no number, or a count is missing.

    Raises ValueError for a negative count.
    """
    if indicator.people_unit is None or target.value is None or numerator != numerator or denominator != denominator:
        return None
    num, den = exact_of(numerator), exact_of(denominator)
    if num < 0 or den < 0:
        raise ValueError(f"counts are never negative: {numerator} of {denominator}")
    by_denominator = indicator.people_by == "denominator"
    # Goal and factor as ratios of whole numbers, so that one division is all that is left to do
    (goal, goal_of), (factor, factor_of) = ratio_of(target.value), ratio_of(indicator.factor)
    if by_denominator:
        if not at_most(target) or goal <= 0:
            return None
        above, below = num * factor * goal_of - den * factor_of * goal, factor_of * goal
    else:
        above, below = goal * factor_of * den - num * goal_of * factor, goal_of * factor
        above = -above if at_most(target) else above
    exact = Fraction(above, below) if above > 0 else Fraction(0)
    return PeopleNeeded(ceil(exact), exact, indicator.people_unit, indicator, target, numerator, denominator, by_denominator)


def amount_text(count: int, unit: str) -> str:
    """A whole number with its unit in the current language: 1,537 个学位 / 1,537 places."""
    patterns = {
        "学位": _("{n} 个学位"),
        "人": _("{n} 人"),
        "班": _("{n} 个班"),
        "所": _("{n} 所"),
        "间": _("{n} 间"),
        "个": _("{n} 个"),
        "m²": _("{n} m²"),
        "元": _("{n} 元"),
    }
    return patterns[unit].format(n=f"{count:,}")


def _arithmetic(needed: PeopleNeeded) -> str:
    goal, indicator = needed.target.value, needed.indicator
    assert goal is not None
    num, den = shown_short(needed.numerator), shown_short(needed.denominator)
    if indicator.is_percentage:
        times = f"{shown_short(goal, 4)}% × {den}"
    elif indicator.factor != 1:
        times = f"{shown_short(goal, 4)} × {den} ÷ {shown_short(indicator.factor)}"
    else:
        times = f"{shown_short(goal, 4)} × {den}"
    if needed.by_denominator:
        formula = f"{num} ÷ {shown_short(goal, 4)} − {den}"
    elif at_most(needed.target):
        formula = f"{num} − {times}"
    else:
        formula = f"{times} − {num}"
    if needed.exact == 0:
        return _("{formula} ≤ 0，不需增减").format(formula=formula)
    if needed.exact == needed.count:
        return f"{formula} = {needed.text}"
    result = shown(float(needed.exact), 2)
    return _("{formula} = {result}，进为 {text}").format(formula=formula, result=result, text=needed.text)
