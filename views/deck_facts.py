"""The three facts beside a chart: the number, what it is, and the arithmetic or what to compare it with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports.deck_content import Fact
from indicators.city_values import city_note
from indicators.pace_words import a_year, projected_text
from indicators.rounding import round_half_up, shown, shown_short
from indicators.targets import at_most
from indicators.vocabulary import ValueStatus
from language import _
from views.facts import Facts
from views.standings import Standing
from views.words import unit_of_difference, with_unit

# A displayed value with its row
Entry = tuple[float, dict[Any, Any]]


def gap_facts(found: Facts, standings: Sequence[Standing]) -> tuple[Fact, ...]:
    """The worst place: what is still to do, when it would arrive, what pace it needs; then how many are below the target."""
    hidden = (found.series.at(found.period)["status"] == str(ValueStatus.SUPPRESSED)).any()
    if found.unranked:
        return ()
    judged = [place for place in standings if not place.is_city and place.found is not None and place.found.gap is not None]
    below = [place for place in judged if place.found is not None and place.found.gap is not None and not place.found.gap.met]
    facts: list[Fact] = []
    if below and not hidden:
        worst = below[0]
        if worst.needed is not None and worst.needed.count:
            pattern = _("{name}还差的{unit}")
            if at_most(worst.needed.target):
                pattern = _("{name}须增的{unit}") if worst.needed.by_denominator else _("{name}须减的{unit}")
            words = pattern.format(name=worst.name, unit=counted(worst.needed.unit))
            facts.append(Fact(f"{worst.needed.count:,}", words, worst.needed.arithmetic))
        else:
            facts += _gap_fact(found, worst)
        facts += pace_facts(found, worst)
    if judged and not hidden:
        met = len(judged) - len(below)
        words = _("达标区县 / 报数区县")
        worst_words = _("未达标：{names}").format(names=_("、").join(place.name for place in below[:5])) if below else ""
        facts.append(Fact(f"{met} / {len(judged)}", words, worst_words))
    if not below and not hidden:
        facts += list(spread_facts(found))[:2]
    return tuple(facts)


def pace_facts(found: Facts, place: Standing) -> tuple[Fact, ...]:
    """When a place below the target would arrive at its pace, and the pace it needs."""
    state, facts = place.found, []
    if state is None or state.gap is None or state.met:
        return ()
    year = state.target.year
    unit = unit_of_difference(found.indicator)
    lower = at_most(state.target)
    if state.actual is not None:
        arrival = projected_text(state)
        late = state.projected_year - year if year is not None and state.projected_year is not None else None
        compared = _("目标没有规定年份") if year is None else _("目标 {year} 年").format(year=year)
        if late is not None and late > 0:
            compared += _("，晚 {n} 年").format(n=late)
        pace = _("现速{pace}").format(pace=a_year(state.actual, state.target))
        words = _("{name}按现有速度的达标年").format(name=place.name)
        facts.append(Fact(arrival, words, _("；").join((compared, pace))))
    if state.needed is not None and year is not None:
        pattern = _("{name}每年须降的{unit}") if lower else _("{name}每年须升的{unit}")
        now = _("现速{pace}").format(pace=a_year(state.actual, state.target)) if state.actual is not None else _("现有速度算不出")
        size = shown(state.gap.gap, found.indicator.decimals)
        arithmetic = f"{size} ÷ {year - state.year}" + _("；") + now
        facts.append(Fact(shown(state.needed, 2), pattern.format(name=place.name, unit=unit or _("数值")), arithmetic))
    return tuple(facts)


def _gap_fact(found: Facts, place: Standing) -> list[Fact]:
    state = place.found
    if state is None or state.gap is None:
        return []
    decimals = found.indicator.decimals
    value, goal = shown(state.gap.value, decimals), shown_short(state.gap.target, 4)
    formula = f"{value} − {goal}" if at_most(state.target) else f"{goal} − {value}"
    pattern = _("{name}高出目标的{unit}") if at_most(state.target) else _("{name}距目标的{unit}")
    words = pattern.format(name=place.name, unit=unit_of_difference(found.indicator) or _("数值"))
    return [Fact(shown(state.gap.gap, decimals), words, formula)]


def city_fact(found: Facts) -> tuple[Fact, ...]:
    """The city's value with its arithmetic."""
    city = found.series.city_at(found.period)
    if city is None:
        return ()
    return (Fact(with_unit(city["value"], found.indicator), _("全市"), city_note(city, found.indicator)),)


def spread_facts(found: Facts) -> tuple[Fact, ...]:
    """Highest, lowest and the city; none where a figure is hidden, as the others alone would mislead."""
    rows = found.series.at(found.period)
    if found.unranked or (rows["status"] == str(ValueStatus.SUPPRESSED)).any():
        return city_fact(found)
    decimals = found.indicator.decimals
    known = [(round_half_up(r["value"], decimals), r) for r in rows.to_dict("records") if r["value"] == r["value"]]
    if len(known) < 2:
        return city_fact(found)
    low, high = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
    facts = [_place_fact(found, high, known, _("最高：{names}")), _place_fact(found, low, known, _("最低：{names}"))]
    if low[0] == high[0]:
        facts = [Fact(with_unit(high[0], found.indicator), _("{n} 个报数区县都相同").format(n=len(known)), "")]
    return (*facts, *city_fact(found))


def _place_fact(found: Facts, entry: Entry, known: Sequence[Entry], pattern: str) -> Fact:
    value, row = entry
    same = [other["place_name"] for shown_value, other in known if shown_value == value]
    names = _("、").join(same[:2]) + (_("等 {n} 个").format(n=len(same)) if len(same) > 2 else "")
    counts = row["numerator"] == row["numerator"] and row["denominator"] == row["denominator"]
    arithmetic = f"{shown_short(row['numerator'])} ÷ {shown_short(row['denominator'])}" if counts and len(same) == 1 else ""
    return Fact(with_unit(row["value"], found.indicator), pattern.format(names=names), arithmetic)


def counted(unit: str) -> str:
    """What is counted, in running words: 学位, 人数, 班数."""
    return {
        "学位": _("学位数"),
        "人": _("人数"),
        "班": _("班数"),
        "所": _("学校数"),
        "间": _("间数"),
        "m²": _("面积（m²）"),
        "元": _("金额（元）"),
    }.get(unit, _("数量"))
