"""Where each district, and the city, stands against a target: gap, pace, people."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.pace import Assessment, assess
from indicators.people import PeopleNeeded, people_needed
from indicators.target_definitions import Target
from indicators.vocabulary import ValueStatus
from language import _
from views.facts import (
    Facts,
)


@dataclass(frozen=True)
class Standing:
    """One place (or the city) against the target: `found` None where the target has no number, `needed` None without counts."""

    code: str
    name: str
    is_city: bool
    status: str
    found: Assessment | None
    needed: PeopleNeeded | None


def standings_of(found: Facts, target: Target) -> list[Standing]:
    """Every district and zone of the period, and the city."""
    series, period, indicator = found.series, found.period, found.indicator
    standings = []
    for row in series.at(period).to_dict("records"):
        state = assess(series.by_year(row["place_code"], period), period.start_year, target, indicator.decimals)
        needed = people_needed(indicator, target, row["numerator"], row["denominator"])
        standings.append(Standing(row["place_code"], row["place_name"], False, str(row["status"]), state, needed))
    city = series.city_at(period)
    state = assess(series.city_by_year(period), period.start_year, target, indicator.decimals)
    needed = people_needed(indicator, target, city["numerator"], city["denominator"]) if city is not None else None
    status = ValueStatus.REPORTED if city is not None else ValueStatus.NOT_REPORTED
    return [*standings, Standing(found.workspace.city_code, _("全市"), True, str(status), state, needed)]


def by_gap(standing: Standing) -> tuple[bool, bool, float, str]:
    gap = standing.found.gap.gap if standing.found and standing.found.gap else None
    return standing.is_city, gap is None, -(gap or 0.0), standing.code


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
