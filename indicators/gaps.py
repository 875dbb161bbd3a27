"""How far is it from a value to its target, in the indicator's unit, and is it met?

The gap is signed so that positive = still to do. Values are rounded as they are displayed before they are judged; where
rounding decides, the gap says so and holds both.
"""

from __future__ import annotations

from dataclasses import dataclass

from indicators.definitions import Indicator
from indicators.rounding import decimal_of, ratio_of, round_to_units, shown, shown_short
from indicators.target_definitions import Target
from indicators.targets import Reach, at_most, bound_text, reach, sense
from language import _


@dataclass(frozen=True)
class Gap:
    """`gap` and `value` as displayed, `gap_exact` and `value_exact` as they are; positive = still to do, 0 = exactly met.

    `attainment` = value ÷ target (≥) or target ÷ value (≤), None where it would divide by 0. `rounding_decides`: the exact
    value stands on the other side of the target than the displayed one.
    """

    value: float
    value_exact: float
    target: float
    gap: float
    gap_exact: float
    met: bool
    met_exact: bool
    reach: Reach
    attainment: float | None

    @property
    def rounding_decides(self) -> bool:
        """True where 按四舍五入 has to stand beside the verdict."""
        return self.met != self.met_exact


def gap(value: float, target: Target, indicator: Indicator) -> Gap | None:
    """The distance of one value to a target. None for a direction without a number. Raises ValueError for NaN."""
    return gap_of(value, target, indicator.decimals)


def gap_of(value: float, target: Target, decimals: int) -> Gap | None:
    """`gap` for a value shown with `decimals` places. A target finer than the display (99.55) is never rounded itself."""
    if target.value is None:
        return None
    sign, (goal, goal_of), places = sense(target), ratio_of(target.value), 10**decimals
    units = round_to_units(value, decimals)
    exact = sign * (decimal_of(target.value) - decimal_of(value))
    # In whole numbers of 1 / (places × the goal's denominator): one division gives the nearest float
    on_display = sign * (goal * places - units * goal_of)
    shown_value = units / places
    reached = reach(shown_value, target)
    assert reached is not None
    return Gap(
        value=shown_value,
        value_exact=float(value),
        target=target.value,
        gap=on_display / (places * goal_of) + 0.0,
        gap_exact=float(exact) + 0.0,
        met=on_display <= 0,
        met_exact=exact <= 0,
        reach=reached,
        attainment=_attainment(shown_value, target),
    )


def _attainment(value: float, target: Target) -> float | None:
    assert target.value is not None
    if at_most(target):
        if value <= target.value:
            return 1.0
        return target.value / value
    return value / target.value if target.value > 0 else None


def gap_text(found: Gap, target: Target, indicator: Indicator) -> str:
    """The distance in words: 差 6.8 个百分点, 超 7.4 个百分点, 高出 2.0 个百分点, 低于上限 1.2 个百分点, 恰好达到."""
    unit = difference_unit(indicator)
    size = shown(abs(found.gap), indicator.decimals)
    if found.gap == 0:
        return _("四舍五入达到") if found.rounding_decides else _("恰好达到")
    if at_most(target):
        pattern = _("高出 {size}{unit}") if found.gap > 0 else _("低于上限 {size}{unit}")
    else:
        pattern = _("差 {size}{unit}") if found.gap > 0 else _("超 {size}{unit}")
    return pattern.format(size=size, unit=unit)


def rounding_text(found: Gap, target: Target, indicator: Indicator) -> str:
    """What has to be said where rounding decides: 按四舍五入：84.96 显示为 85.0，对照 ≥ 85; "" elsewhere."""
    if not found.rounding_decides:
        return ""
    exact = shown_short(found.value_exact, indicator.decimals + 2)
    return _("按四舍五入：{exact} 显示为 {value}，对照目标 {bound}").format(
        exact=exact, value=shown(found.value, indicator.decimals), bound=bound_text(target)
    )


def difference_unit(indicator: Indicator) -> str:
    """The unit of a difference, with its blank: percentages differ by 百分点, never by %."""
    if indicator.is_percentage:
        return _(" 个百分点")
    return f" {indicator.unit_label}" if indicator.unit_label else ""
