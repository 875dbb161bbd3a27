"""The figures of a trend: every place's by year as displayed, for the chart and for the table behind it."""

from __future__ import annotations

import pandas as pd

from indicators import periods
from indicators.rounding import round_half_up, shown
from indicators.vocabulary import Period, ValueStatus
from language import _
from views.facts import Facts
from views.words import status_label


def points_of(found: Facts, over: list[Period]) -> pd.DataFrame:
    """TREND_COLUMNS of all places and the city.

    A district that others went into stands with them in the years before, where their figures add up (`joined_values`).
    """
    decimals = found.indicator.decimals
    joined = joined_values(found, over)
    records = []
    for period in over:
        rows = [
            (r["place_code"], r["place_name"], False, r["value"], str(r["status"]))
            for r in found.series.records(period)
        ]
        rows = [(c, n, own, joined.get((c, period.start_year), v), status) for c, n, own, v, status in rows]
        # the sum of a count would press the districts' lines flat
        city = None if found.indicator.additive else found.series.city_at(period)
        if city is not None:
            rows.append((found.workspace.city_code, _("全市"), True, city["value"], str(ValueStatus.REPORTED)))
        for code, name, is_city, value, status in rows:
            number = round_half_up(value, decimals) if value == value else value
            records.append(
                {
                    "code": code,
                    "name": name,
                    "is_city": is_city,
                    "year": period.start_year,
                    "value": number,
                    "value_text": shown(number, decimals) if number == number else "",
                    "status_text": "" if number == number else status_label(status),
                }
            )
    frame = pd.DataFrame(records)
    last_names = frame.groupby("code")["name"].last()
    return frame.assign(name=frame["code"].map(last_names))


def joined_values(found: Facts, over: list[Period]) -> dict[tuple[str, int], float]:
    """By code and year, the value of a district's territory of today in the years in which it was several units."""
    answer: dict[tuple[str, int], float] = {}
    for code in found.series.places["place_code"].unique():
        whole = found.series.comparable(code, over[-1])
        answer |= {(code, year): whole.values[year] for year in whole.joined}
    return answer


def values_over_time(found: Facts, over: list[Period]) -> pd.DataFrame:
    """Places down, periods across, as the lines are; the city last; a state in words where there is no number.

    A district that others went into has a second row with its own figures as they were reported then.
    """
    decimals = found.indicator.decimals
    joined = joined_values(found, over)
    known = set(found.series.places["place_code"].unique())
    names = {code: name for code, name in found.options.places if code in known}
    rows = []
    for code, name in names.items():
        own: dict[str, object] = {periods.label(period): _cell(found, code, period) for period in over}
        then = {p: joined[code, p.start_year] for p in over if (code, p.start_year) in joined}
        whole: dict[str, object] = {periods.label(period): round_half_up(value, decimals) for period, value in then.items()}
        rows.append({_("区县"): name} | own | whole)
        if then:
            before: dict[str, object] = {periods.label(p): own[periods.label(p)] if p in then else "—" for p in over}
            rows.append({_("区县"): _("{name}（当年区划）").format(name=name)} | before)
    city: dict[str, object] = {_("区县"): _("全市")}
    for period in over:
        total = found.series.city_at(period)
        city[periods.label(period)] = round_half_up(total["value"], decimals) if total is not None else "—"
    return pd.DataFrame([*rows, city])


def _cell(found: Facts, code: str, period: Period) -> float | str:
    """One place's figure as it stood in that period, or its state in words."""
    row = found.series.of(code, period)
    if row is None:
        return status_label(ValueStatus.NOT_REPORTED)
    if row["value"] != row["value"]:
        return status_label(str(row["status"]))
    return round_half_up(row["value"], found.indicator.decimals)
