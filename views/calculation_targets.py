"""The lines of a calculation that hold a value against its targets: the chosen one in full, every other one in a line."""

from __future__ import annotations

from indicators.gaps import gap_text
from indicators.pace import Movement, movement
from indicators.pace_words import calculation as pace_lines
from indicators.pace_words import state_label
from indicators.people import PeopleNeeded
from indicators.rounding import shown_signed
from indicators.target_definitions import Target, TargetScope
from indicators.targets import at_most
from language import _
from views.facts import Facts
from views.standings import Standing, coverage_note, standing_at
from views.target_choice import not_comparable, target_label
from views.words import with_unit


def target_lines(found: Facts, standing: Standing, target: Target | None) -> list[str]:
    """Gap, pace, state and people against the chosen target, then every other target that holds."""
    others = _other_lines(found, standing, target)
    if standing.found is None or target is None:
        return others or [_("没有设定目标，不判断是否达标")]
    lines = [
        _("对照：{target}").format(target=target_label(target, found.indicator)),
        *pace_lines(standing.found, found.indicator)[1:],
    ]
    lines += [standing.territory] if standing.territory else []
    lines += [note] if standing.is_city and (note := coverage_note(found, standing.found)) else []
    return lines + (_people_lines(standing) if standing.found.gap else []) + others


def _other_lines(found: Facts, standing: Standing, chosen: Target | None) -> list[str]:
    """How the place stands against the targets that are not the chosen one, one line each."""
    lines = []
    for target in found.options.targets:
        if chosen is not None and target.id == chosen.id:
            continue
        place = standing_at(found, target, standing.code)
        state = place.found if place is not None else None
        label = target_label(target, found.indicator)
        if state is None or state.gap is None:
            lines.append(_("另有目标：{target}：没有当期数值").format(target=label))
        else:
            distance = gap_text(state.gap, target, found.indicator)
            lines.append(
                _("另有目标：{target}：{gap}，{state}").format(target=label, gap=distance, state=state_label(state.state))
            )
    for target in not_comparable(found.catalogue, found.workspace, found.indicator, found.options.level):
        label = target_label(target, found.indicator)
        if target.value is None:
            lines += [_("目标只有方向：{target}").format(target=label), _direction_line(found, standing)]
        elif target.scope is TargetScope.WHOLE_CITY:
            lines.append(_whole_city_line(found, standing, target))
        else:
            lines.append(_("另有目标：{target}，逐校判断，区县汇总数不能对照").format(target=label))
    return lines


def _direction_line(found: Facts, standing: Standing) -> str:
    year, decimals = found.period.start_year, found.indicator.decimals
    if standing.is_city:
        values = found.series.city_by_year(found.period)
    else:
        values = dict(found.series.comparable(standing.code, found.period).values)
    moved, change = movement(values, year, decimals)
    if change is None:
        return _("没有更早的可比数值，看不出方向")
    words = {Movement.RISING: _("在升"), Movement.FALLING: _("在降"), Movement.STILL: _("持平")}
    return _("近三年{moved}：每年 {change}").format(moved=words[moved], change=shown_signed(change, 2))


def _whole_city_line(found: Facts, standing: Standing, target: Target) -> str:
    """全市目标 市 10–12（无期限）：全市已有 9 所; no duty of a single district."""
    label, city = target_label(target, found.indicator), found.series.city_at(found.period)
    if not standing.is_city or city is None:
        return _("另有全市目标：{target}，不按区县对照，分解见“目标管理”").format(target=label)
    value = with_unit(city["value"], found.indicator)
    text = _("另有全市目标：{target}，全市现有 {value}").format(target=label, value=value)
    covered, expected = int(city["covered"]), int(city["expected"])
    return text if covered == expected else text + _("（{n}/{m} 个区县有数）").format(n=covered, m=expected)


def _people_lines(standing: Standing) -> list[str]:
    """折合：85% × 22,600 − 17,673 = 1,537 个学位, with what has to become fewer, and what rounding forgives but nobody else."""
    needed, state = standing.needed, standing.found
    if needed is None or state is None or state.gap is None:
        return []
    pattern = _("折合：{sum}（{why}）")
    if needed.count and needed.by_denominator:
        pattern = _("折合须增加：{sum}（{why}）")
    elif needed.count and at_most(needed.target):
        pattern = _("折合须减少：{sum}（{why}）")
    lines = [pattern.format(sum=needed.arithmetic, why=needed.assumption)]
    return lines + ([_not_forgiven(needed)] if state.gap.met and needed.count else [])


def _not_forgiven(needed: PeopleNeeded) -> str:
    return _("按显示值已达标；验收按精确值，不四舍五入，还差 {people}").format(people=needed.text)
