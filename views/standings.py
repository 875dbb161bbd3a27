"""Where each district, and the city, stands against a target: gap, pace, people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.city_values import CityMethod, method_label
from indicators.definitions import Indicator
from indicators.pace import WINDOW_YEARS, Assessment, assess
from indicators.peers import group_values
from indicators.people import PeopleNeeded, people_needed
from indicators.target_definitions import Target
from indicators.targets import at_most
from indicators.vocabulary import Period, ValueStatus
from language import _
from views.facts import Facts
from views.series import Record, Series
from views.territory import Comparable


@dataclass(frozen=True)
class Standing:
    """One place (or the city) against the target: `found` None where the target has no number, `needed` None without counts.

    `territory`: what has to be said where its area changed within the years that its pace rests on, else "".
    """

    code: str
    name: str
    is_city: bool
    status: str
    found: Assessment | None
    needed: PeopleNeeded | None
    territory: str = ""


def standings_of(found: Facts, target: Target) -> list[Standing]:
    """Every district and zone of the period, and the city."""
    return [*(_of_place(found, target, row) for row in found.series.records(found.period)), _of_city(found, target)]


def standing_at(found: Facts, target: Target, code: str) -> Standing | None:
    """The same for one place alone, or for the city by its own code; None for a place that is not there in the period."""
    if code == found.workspace.city_code:
        return _of_city(found, target)
    row = next((row for row in found.series.records(found.period) if row["place_code"] == code), None)
    return None if row is None else _of_place(found, target, row)


def _of_place(found: Facts, target: Target, row: Record) -> Standing:
    code = row["place_code"]
    state, territory = judged(found.series, found.period, code, target)
    needed = people_needed(found.indicator, target, row["numerator"], row["denominator"])
    return Standing(code, row["place_name"], False, str(row["status"]), state, needed, territory)


def _of_city(found: Facts, target: Target) -> Standing:
    series, period, indicator = found.series, found.period, found.indicator
    city = series.city_at(period)
    state = assess(series.city_by_year(period), period.start_year, target, indicator.decimals)
    needed = people_needed(indicator, target, city["numerator"], city["denominator"]) if city is not None else None
    status = ValueStatus.REPORTED if city is not None else ValueStatus.NOT_REPORTED
    return Standing(found.workspace.city_code, _("全市"), True, str(status), state, needed)


def coverage_note(found: Facts, state: Assessment | None) -> str:
    """What has to be said where the city's two values of its pace rest on different districts, or one on 市直, too.

    Districts that went into others are no such difference: where everybody has a value in both periods, nothing is missing.
    """
    if state is None or state.first_year is None:
        return ""
    periods = [Period(year, found.period.kind) for year in (state.year, state.first_year)]
    now, then = (found.series.city_at(period) for period in periods)
    if now is None or then is None or not coverage_differs(found.series, *periods):
        return ""
    years = {"first": state.first_year, "last": state.year}
    if now["method"] != then["method"]:
        return _("全市现速含算法变化：{first} 年为{before}，{last} 年为{after}").format(
            **years, before=method_label(then["method"]), after=method_label(now["method"])
        )
    full = all(row["covered"] == row["expected"] for row in (now, then))
    if not full and _missing(found.series, periods[0]) != _missing(found.series, periods[1]):
        if now["covered"] == then["covered"]:
            return _("全市现速含覆盖变化：{first} 年与 {last} 年缺报的区县不同").format(**years)
        return _("全市现速含覆盖变化：{first} 年 {then} 个区县有数，{last} 年 {now} 个").format(
            **years, then=int(then["covered"]), now=int(now["covered"])
        )
    pattern = _("全市现速含覆盖变化：{last} 年含市直，{first} 年不含")
    if not now["direct"]:
        pattern = _("全市现速含覆盖变化：{first} 年含市直，{last} 年不含")
    return pattern.format(**years)


def coverage_differs(series: Series, one: Period, other: Period) -> bool:
    """Whether the city's values of two periods rest on different districts, one on 市直 too, or came about in another way.

    A total that the city reported itself both times rests on no district's report.
    """
    rows = [row for row in (series.city_at(one), series.city_at(other)) if row is not None]
    methods = {row["method"] for row in rows}
    if len(rows) < 2 or methods == {CityMethod.REPORTED}:
        return False
    full = all(row["covered"] == row["expected"] for row in rows)
    others = not full and _missing(series, one) != _missing(series, other)
    return len(methods) > 1 or others or bool(rows[0]["direct"]) != bool(rows[1]["direct"])


def _missing(series: Series, period: Period) -> set[str]:
    return {row["place_code"] for row in series.records(period) if row["value"] != row["value"]}


def group_standing(found: Facts, target: Target, name: str, codes: Sequence[str]) -> Standing:
    """A peer group as a whole: Σ ÷ Σ of its districts in each period, as for the city; its code is ""."""
    series, period, indicator = found.series, found.period, found.indicator
    whole = group_values(series.places, found.catalogue, codes)
    known = {Period.from_key(row["period_key"]): row for row in whole.to_dict("records") if row["value"] == row["value"]}
    earlier = {p.start_year: row["value"] for p, row in known.items() if p.kind is period.kind}
    # A year in which a member had another territory is another group's
    members = [series.comparable(code, period) for code in codes]
    values = {year: value for year, value in earlier.items() if not any(member.touched(year) for member in members)}
    row = known.get(period)
    state = assess(values, period.start_year, target, indicator.decimals)
    needed = people_needed(indicator, target, row["numerator"], row["denominator"]) if row is not None else None
    status = ValueStatus.REPORTED if row is not None else ValueStatus.NOT_REPORTED
    return Standing("", name, True, str(status), state, needed)


def judged(series: Series, period: Period, code: str, target: Target) -> tuple[Assessment | None, str]:
    """A place's state of pace in the territory it has in that period, and what its changes of area mean for it."""
    found = series.comparable(code, period)
    state = assess(found.values, period.start_year, target, series.indicator.decimals)
    return state, territory_note(found, state, period.start_year)


def territory_note(found: Comparable, state: Assessment | None, year: int) -> str:
    """The note of a change of area where it falls within the window of a pace; "" elsewhere, and where there is no value."""
    if state is None or state.gap is None:
        return ""
    return found.note if any(when >= year - WINDOW_YEARS for when in (*found.joined, *found.left_out)) else ""


def by_gap(standing: Standing) -> tuple[bool, bool, float, str]:
    """Largest gap first, places without a value after them, a group and then the city last."""
    gap = standing.found.gap.gap if standing.found and standing.found.gap else None
    order = -(gap or 0.0) if not standing.is_city else 0.0
    return standing.is_city, gap is None and not standing.is_city, order, standing.code


def by_code(standing: Standing) -> tuple[bool, str]:
    """The usual order of places, the city last: says nothing of who is better."""
    return standing.is_city, standing.code


def people_todo(indicator: Indicator, target: Target) -> str:
    """What has to be done with them, a pattern with `unit`: 还差学位, 须减班数 under an upper limit, 须增班数 for 平均班额."""
    if at_most(target):
        return _("须增{unit}") if indicator.people_by == "denominator" else _("须减{unit}")
    return _("还差{unit}")


def people_head(unit: str | None) -> str:
    """What the column of people counts, as its head: 学位, 人数, 班数."""
    return {
        "学位": _("学位"),
        "人": _("人数"),
        "班": _("班数"),
        "所": _("学校数"),
        "间": _("间数"),
        "m²": _("面积（m²）"),
        "元": _("金额（元）"),
    }.get(unit or "", _("数量"))
