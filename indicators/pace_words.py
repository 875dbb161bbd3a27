"""A state of pace in words: its name, the projected year, and the calculation line by line, to be copied."""

from __future__ import annotations

from indicators.definitions import Indicator
from indicators.gaps import difference_unit, rounding_text
from indicators.pace import WINDOW_YEARS, Assessment, PaceState, slopes
from indicators.rounding import shown, shown_signed
from indicators.target_definitions import Target
from indicators.targets import at_most, bound_text
from language import _


def state_label(state: PaceState) -> str:
    """The state's name in the current language."""
    return {
        PaceState.NOT_ENOUGH_DATA: _("数据不足"),
        PaceState.MET: _("已达标"),
        PaceState.MET_FALLING: _("已达标但下滑"),
        PaceState.NO_YEAR: _("未达标·无期限"),
        PaceState.OVERDUE: _("逾期未达"),
        PaceState.ON_TRACK: _("按期可达"),
        PaceState.SLIGHTLY_SLOW: _("略慢"),
        PaceState.FAR_BEHIND: _("明显滞后"),
        PaceState.GOING_BACK: _("倒退"),
    }[state]


def state_rule(state: PaceState) -> str:
    """The rule that the state stands for, for a legend or a card."""
    return {
        PaceState.NOT_ENOUGH_DATA: _("没有当期数值，或窗口期内没有更早的数值"),
        PaceState.MET: _("显示值达到目标"),
        PaceState.MET_FALLING: _("显示值达到目标，但近三年在转差"),
        PaceState.NO_YEAR: _("未达目标，目标没有规定年份"),
        PaceState.OVERDUE: _("已到或已过目标年，仍未达目标"),
        PaceState.ON_TRACK: _("现有速度不低于所需速度"),
        PaceState.SLIGHTLY_SLOW: _("现有速度为所需速度的一半以上"),
        PaceState.FAR_BEHIND: _("现有速度不到所需速度的一半"),
        PaceState.GOING_BACK: _("正在远离目标"),
    }[state]


def pace_text(pace: float | None) -> str:
    """Two decimals, signed: +0.70; an em dash where there is none."""
    return "—" if pace is None else shown_signed(pace, 2)


def a_year(pace: float | None, target: Target) -> str:
    """The same in words that say which way is counted: 每年 +0.70; toward an upper limit 每年降 1.00, away 每年降 −2.50."""
    if pace is None or not at_most(target):
        return _("每年 {pace}").format(pace=pace_text(pace))
    return _("每年降 {pace}").format(pace=shown(pace, 2))


def projected_text(found: Assessment) -> str:
    """When the present pace arrives: 2034 年, 达不到, 已达标, or an em dash where there is no pace."""
    if found.met:
        return _("已达标")
    if found.actual is None:
        return "—"
    if found.projected_year is None:
        return _("达不到")
    return _("{year} 年").format(year=found.projected_year)


def projected_range_text(found: Assessment) -> str:
    """The span of arrivals when one of the latest points is left out (2030–2036 年); "" where there is none."""
    if found.projected_range is None or found.met:
        return ""
    earliest, latest = found.projected_range
    if earliest is None:
        return _("按近年任一取法都达不到")
    if latest is None:
        return _("最早 {year} 年，也可能达不到").format(year=earliest)
    if earliest == latest:
        return _("{year} 年").format(year=earliest)
    return _("{first}–{last} 年").format(first=earliest, last=latest)


def fragile_note(found: Assessment) -> str:
    """What has to be said where one point decides the state; "" elsewhere."""
    if not found.fragile:
        return ""
    states = _("、").join(state_label(state) for state in found.other_states)
    return _("去掉近 {n} 期中的某一期，结论会变为：{states}").format(n=min(len(found.points), 5), states=states)


def calculation(found: Assessment, indicator: Indicator) -> list[str]:
    """Every number used, in order, one line each; the lines joined by line breaks are what 复制算式 copies."""
    sign = "%" if indicator.is_percentage else ""
    bound = bound_text(found.target) + sign
    lines = [_("目标：{name} {bound}，{year}").format(name=indicator.label, bound=bound, year=_deadline(found))]
    if found.gap is None:
        return [*lines, _("当期（{year}）：没有数值").format(year=found.year), _conclusion(found)]
    unit, places = difference_unit(indicator), found.decimals
    value, goal = shown(found.gap.value, places), shown(found.gap.target, max(places, _decimals_of(found.gap.target)))
    lines.append(_("当期值（{year}）：{value}").format(year=found.year, value=value + sign))
    note = rounding_text(found.gap, found.target, indicator)
    if note:
        lines.append(note)
    formula = f"{value} − {goal}" if at_most(found.target) else f"{goal} − {value}"
    lines.append(_("差距：{formula} = {gap}{unit}").format(formula=formula, gap=shown(found.gap.gap, places), unit=unit))
    if found.actual is None:
        window = {"first": found.year - WINDOW_YEARS, "last": found.year - 1}
        lines.append(_("窗口期（{first}–{last}）内没有更早的数值，现有速度算不出").format(**window))
    else:
        lines.append(_actual_line(found, value))
    if found.needed is not None and found.target.year is not None:
        years = found.target.year - found.year
        lines.append(
            _("所需速度：{gap} ÷ {years} 年 = {needed}").format(
                gap=shown(found.gap.gap, places), years=years, needed=a_year(found.needed, found.target)
            )
        )
    if found.ratio is not None:
        lines.append(_("速度比：现有 ÷ 所需 = {ratio}").format(ratio=shown(found.ratio, 2)))
    lines.append(_conclusion(found))
    if found.projected_year is not None:
        lines.append(_("按现有速度：{text}达到").format(text=projected_text(found)))
    return [*lines, *_slope_lines(found), *(line for line in (projected_range_line(found), fragile_note(found)) if line)]


def _slope_lines(found: Assessment) -> list[str]:
    """The points and slopes that the range and the note rest on; nothing where neither is said."""
    if not found.fragile and not projected_range_text(found):
        return []
    without = slopes(found)
    points = _("、").join(f"{year} {shown(value, found.decimals)}" for year, value in found.points[-len(without) :])
    taken = _("、").join(_("去掉 {year} {slope}").format(year=year, slope=pace_text(slope)) for year, slope in without)
    return [
        _("近 {n} 期：{points}").format(n=len(without), points=points),
        (
            _("逐一去掉一期的最小二乘斜率（每年降）：{slopes}")
            if at_most(found.target)
            else _("逐一去掉一期的最小二乘斜率（每年）：{slopes}")
        ).format(slopes=taken),
    ]


def projected_range_line(found: Assessment) -> str:
    """The projected range as a line of the calculation; "" where there is none."""
    text = projected_range_text(found)
    return _("按上列斜率预计达标：{text}").format(text=text) if text else ""


def _actual_line(found: Assessment, value: str) -> str:
    assert found.first_value is not None and found.first_year is not None
    first = shown(found.first_value, found.decimals)
    formula = f"({first} − {value})" if at_most(found.target) else f"({value} − {first})"
    return _("现有速度：{formula} ÷（{last} − {first}）= {pace}").format(
        formula=formula, last=found.year, first=found.first_year, pace=a_year(found.actual, found.target)
    )


def _deadline(found: Assessment) -> str:
    return _("{year} 年").format(year=found.target.year) if found.target.year else _("没有期限")


def _conclusion(found: Assessment) -> str:
    rule = state_rule(found.state)
    if found.state is PaceState.NOT_ENOUGH_DATA:
        rule = _("没有当期数值") if found.gap is None else _("近三年内没有更早的数值，算不出速度")
    return _("结论：{state}（{rule}）").format(state=state_label(found.state), rule=rule)


def _decimals_of(value: float) -> int:
    text = repr(float(value))
    return len(text.partition(".")[2].rstrip("0")) if "e" not in text else 0
