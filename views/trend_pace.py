"""The targets of a trend with the pace each needs, and where the present pace of the chosen place ends."""

from __future__ import annotations

from charts.trend_marks import PresentPace, TargetLine
from indicators.gaps import difference_unit, gap
from indicators.pace import Assessment, assess
from indicators.pace_words import a_year
from indicators.rounding import shown
from language import _
from views.facts import Facts
from views.target_choice import admin_label, goal, lower_is_better


def target_lines(found: Facts, code: str) -> tuple[TargetLine, ...]:
    """Every target the districts can be held against, with the pace the highlighted place would need."""
    lines = []
    values = found.series.comparable(code, found.period).values if code else {}
    for target in found.options.targets:
        assert target.value is not None
        state = assess(values, found.period.start_year, target, found.indicator.decimals)
        need = _("需{pace}").format(pace=a_year(state.needed, target)) if state and state.needed is not None else ""
        label = _("{level}目标 {goal}").format(level=admin_label(target.admin_level), goal=goal(target, found.indicator))
        lines.append(TargetLine(target.value, label, target.year, need))
    return tuple(lines)


def present_pace(found: Facts, state: Assessment | None) -> PresentPace | None:
    """Where the highlighted place ends at its pace, for a target with a year ahead that it has not reached."""
    if state is None or state.actual is None or state.needed is None or state.gap is None or state.target.year is None:
        return None
    sign = -1 if lower_is_better(found.indicator, state.target) else 1
    end = state.gap.value + sign * state.actual * (state.target.year - state.year)
    end = max(end, found.indicator.valid_min) if found.indicator.valid_min is not None else end
    end = min(end, found.indicator.valid_max) if found.indicator.valid_max is not None else end
    left = gap(end, state.target, found.indicator)
    lines = [_("按现速 {value}").format(value=shown(end, found.indicator.decimals))]
    if left is not None and left.gap > 0:
        size = shown(left.gap, found.indicator.decimals) + difference_unit(found.indicator)
        lines.append((_("高出 {size}") if sign < 0 else _("差 {size}")).format(size=size))
    return PresentPace(state.target.year, end, tuple(lines))
