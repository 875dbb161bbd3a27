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
    """TREND_COLUMNS of all places and the city."""
    decimals = found.indicator.decimals
    records = []
    for period in over:
        rows = [
            (r["place_code"], r["place_name"], False, r["value"], str(r["status"]))
            for r in found.series.at(period).to_dict("records")
        ]
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


def values_over_time(found: Facts, over: list[Period]) -> pd.DataFrame:
    """Places down, periods across; the city last; a state in words where there is no number."""
    decimals = found.indicator.decimals
    names = {code: name for code, name in found.options.places if code in set(found.series.places["place_code"])}
    rows = []
    for code, name in names.items():
        cells: dict[str, object] = {_("区县"): name}
        for period in over:
            row = found.series.of(code, period)
            number = row is not None and row["value"] == row["value"]
            cells[periods.label(period)] = (
                round_half_up(row["value"], decimals)
                if row is not None and number
                else status_label(str(row["status"]) if row is not None else ValueStatus.NOT_REPORTED)
            )
        rows.append(cells)
    city: dict[str, object] = {_("区县"): _("全市")}
    for period in over:
        whole = found.series.city_at(period)
        city[periods.label(period)] = round_half_up(whole["value"], decimals) if whole is not None else "—"
    return pd.DataFrame([*rows, city])
