"""Other forms of the trend: two years beside each other, and every year against the first common one = 100.

Both compare a place in the territory it has now only (`Series.comparable`); a place without a figure in the first year is left
out and named.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from indicators import periods
from indicators.gaps import difference_unit
from indicators.rounding import round_half_up, shown, shown_signed
from indicators.vocabulary import Period
from language import _
from views.facts import Facts

# The first common year: the earliest in which at least this share of the places with a figure now had one
COMMON_SHARE = 0.75
BASE = 100.0


@dataclass(frozen=True)
class Compared:
    """`values`: place code → its comparable values by start year, exact; `first`, `last`: the two periods; `left_out`: names.

    The city stands under its own code, where its values are no sum that a missing district would change.
    """

    first: Period
    last: Period
    values: dict[str, dict[int, float]]
    names: dict[str, str]
    left_out: tuple[str, ...]


def compare_years(found: Facts, over: list[Period]) -> Compared | None:
    """The places and the two years; None where no earlier year has enough of them."""
    names = dict(found.options.places)
    now = found.period.start_year
    every = {code: dict(found.series.comparable(code, found.period).values) for code in names}
    every = {code: values for code, values in every.items() if now in values}
    earlier = [period for period in over if period.start_year < now]
    enough = [
        period
        for period in earlier
        if sum(period.start_year in values for values in every.values()) >= max(1, COMMON_SHARE * len(every))
    ]
    if not enough or not every:
        return None
    first = enough[0]
    kept = {code: values for code, values in every.items() if first.start_year in values}
    left_out = tuple(names[code] for code in every if code not in kept)
    city = {} if found.indicator.additive else found.series.city_by_year(found.period)
    if first.start_year in city and now in city:
        kept[found.workspace.city_code] = city
        names[found.workspace.city_code] = _("全市")
    return Compared(first, found.period, kept, names, left_out)


def slope_rows(found: Facts, compared: Compared) -> pd.DataFrame:
    """SLOPE_COLUMNS: both ends and the change between them, as displayed."""
    decimals = found.indicator.decimals
    records = []
    for code, values in compared.values.items():
        first, last = (round_half_up(values[period.start_year], decimals) for period in (compared.first, compared.last))
        records.append(
            {
                "code": code,
                "name": compared.names[code],
                "is_city": code == found.workspace.city_code,
                "first": first,
                "last": last,
                "first_text": shown(first, decimals),
                "last_text": shown(last, decimals),
                "change": round_half_up(last - first, decimals),
                "change_text": shown_signed(round_half_up(last - first, decimals), decimals),
            }
        )
    return pd.DataFrame(records)


def slope_finding(found: Facts, compared: Compared, rows: pd.DataFrame) -> str:
    """2018–2024 学年 5 个区县中 5 个上升，兴化市升得最多，37.5 个百分点."""
    places = rows[~rows["is_city"].astype(bool)]
    up, down = int((places["change"] > 0).sum()), int((places["change"] < 0).sum())
    over = periods.range_label(compared.first, compared.last)
    most = places.sort_values("change", key=abs, kind="stable").iloc[-1]
    size = shown(abs(most["change"]), found.indicator.decimals) + difference_unit(found.indicator)
    told = _("{over} {n} 个区县中 {up} 个上升、{down} 个下降").format(over=over, n=len(places), up=up, down=down)
    if most["change"] == 0:
        return told
    pattern = _("，{name}升得最多，升 {size}") if most["change"] > 0 else _("，{name}变化最大，降 {size}")
    return told + pattern.format(name=most["name"], size=size)


def slope_table(rows: pd.DataFrame, compared: Compared) -> pd.DataFrame:
    """Places down; the two years and the change across."""
    columns = {
        _("区县"): rows["name"],
        periods.label(compared.first): rows["first"],
        periods.label(compared.last): rows["last"],
        _("变化"): rows["change"],
    }
    return pd.DataFrame(columns)


def indexed_points(found: Facts, compared: Compared) -> pd.DataFrame:
    """TREND_COLUMNS: each place's values ÷ its value in the first year × 100, one decimal; a first value of 0 has no index."""
    records = []
    for code, values in compared.values.items():
        base = values[compared.first.start_year]
        if not base:
            continue
        for year in range(compared.first.start_year, compared.last.start_year + 1):
            value = values.get(year, float("nan"))
            index = round_half_up(value / base * BASE, 1) if value == value else value
            records.append(
                {
                    "code": code,
                    "name": compared.names[code],
                    "is_city": code == found.workspace.city_code,
                    "year": year,
                    "value": index,
                    "value_text": shown(index, 1) if index == index else "",
                    "status_text": "" if index == index else _("没有可比的数值"),
                }
            )
    return pd.DataFrame(records)


def indexed_finding(compared: Compared, points: pd.DataFrame) -> str:
    """以 2018 学年为 100，2024 学年兴化市最高，400.0；泰兴市最低，156.4."""
    now = points[(points["year"] == compared.last.start_year) & ~points["is_city"].astype(bool) & points["value"].notna()]
    if now.empty:
        return _("没有区县可以同 {first}相比").format(first=periods.label(compared.first))
    ordered = now.sort_values("value", kind="stable")
    low, top = ordered.iloc[0], ordered.iloc[-1]
    start = _("以 {first}为 100，{last}").format(first=periods.label(compared.first), last=periods.label(compared.last))
    if len(now) == 1:
        return start + _("{name}为 {value}").format(name=top["name"], value=top["value_text"])
    return start + _("{top}最高，{high}；{low}最低，{least}").format(
        top=top["name"], high=top["value_text"], low=low["name"], least=low["value_text"]
    )


def indexed_table(points: pd.DataFrame, over: list[Period]) -> pd.DataFrame:
    """Places down, periods across: the index of each."""
    labels = {period.start_year: periods.label(period) for period in over}
    wide = points.pivot_table(index=["is_city", "code", "name"], columns="year", values="value", sort=True, dropna=False)
    renamed: dict[str | int, str] = {"name": _("区县")}
    for year, label in labels.items():
        renamed[year] = label
    wide = wide.reset_index().drop(columns=["is_city", "code"]).rename(columns=renamed)
    wide = wide[wide[_("区县")].notna() & wide.drop(columns=_("区县")).notna().any(axis=1)]
    wide.columns.name = None
    return wide.astype(object).where(wide.notna(), "—").reset_index(drop=True)
