"""The lines of a calculation: how a value came about, what it was a year earlier, where it stands among the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from indicators.city_values import CityMethod, city_note
from indicators.definitions import Indicator
from indicators.gaps import difference_unit
from indicators.rounding import round_half_up, shown, shown_short, shown_signed
from indicators.suppression import FEW_CHILDREN, small_base
from indicators.vocabulary import Period, PlaceKind, ValueStatus
from language import _
from views.facts import Facts
from views.lineage import CellKey, Lineage
from views.noise import CHILDREN
from views.rankings import standing_of
from views.series import COMPARED
from views.standings import Standing, coverage_differs
from views.words import status_label, with_unit

ADDING = (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT)
# Sums of more parts are not written out: their cells stand in the table below
MOST_ADDED = 12
# Everybody is listed beside a rank where they are no more than this; of more the neighbours in rank
MOST_RANKED, NEIGHBOURS = 24, 3


def figures_of(found: Facts, standing: Standing) -> tuple[float, float, float]:
    """Value, numerator, denominator of the period; NaN = none."""
    nan = float("nan")
    row: Mapping[str, Any] | pd.Series | None
    row = found.series.city_at(found.period) if standing.is_city else _row(found, standing)
    return (nan, nan, nan) if row is None else (float(row["value"]), float(row["numerator"]), float(row["denominator"]))


def _row(found: Facts, standing: Standing) -> Mapping[str, Any] | None:
    return next((row for row in found.series.records(found.period) if row["place_code"] == standing.code), None)


def value_lines(found: Facts, standing: Standing, lineage: Lineage) -> list[str]:
    """How the value itself came about, and what it was a year earlier."""
    value = figures_of(found, standing)[0]
    if value != value:
        return [_("数值：{status}").format(status=status_label(standing.status))]
    lines = _city_lines(found, lineage) if standing.is_city else _place_lines(found, standing, lineage)
    return lines + _since_last_year(found, standing, value)


def _place_lines(found: Facts, standing: Standing, lineage: Lineage) -> list[str]:
    indicator = found.indicator
    value, above, below = figures_of(found, standing)
    origin = found.series.of(standing.code, found.period)
    computed = origin is not None and origin["origin"] == "computed"
    key = CellKey(standing.code, indicator.id, str(found.options.level), "", found.period.key)
    lines = []
    if above == above and below == below and below:
        factor = "" if indicator.factor in (1, 100) else f" × {shown_short(indicator.factor)}"
        result = with_unit(indicator.factor * above / below, indicator)
        counts = f"{shown_short(above)} ÷ {shown_short(below)}{factor} = {result}"
        names = [found.catalogue.indicators[name or ""].label for name in (indicator.numerator, indicator.denominator)]
        lines.append(_("数值：{above} ÷ {below}：{formula}").format(above=names[0], below=names[1], formula=counts))
        for count, number, name in zip(lineage.counts(key), (above, below), names, strict=True):
            lines += [_("其中{name}：{sum}").format(name=name, sum=text) for text in _sum(lineage, count, number)]
        if not computed and shown(indicator.factor * above / below, indicator.decimals) != shown(value, indicator.decimals):
            lines.append(_("上报值 {value} 与此不同，以上报值为准").format(value=with_unit(value, indicator)))
        if indicator.people_unit in CHILDREN and small_base(below):
            lines.append(_("分母不足 {n} 人，一个人就差很多").format(n=FEW_CHILDREN))
    elif computed:
        sums = _sum(lineage, key, value)
        own = _("数值：由下列各数算出 = {value}").format(value=with_unit(value, indicator))
        lines += [_("数值：{sum}").format(sum=text) for text in sums] or [own]
    else:
        lines.append(_("数值：上报 {value}").format(value=with_unit(value, indicator)))
    if standing.status in (ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL):
        lines.append(status_label(standing.status))
    return lines


def _sum(lineage: Lineage, key: CellKey, value: float) -> list[str]:
    """3 + 2 = 5, where a count was added up from several cells; nothing where it is one cell, or made in another way."""
    parts = [float(row["value"]) for row in lineage.cells([key])]
    if not 1 < len(parts) <= MOST_ADDED or abs(sum(parts) - value) > 1e-6:
        return []
    return [f"{' + '.join(shown_short(part) for part in parts)} = {shown_short(value)}"]


def _city_lines(found: Facts, lineage: Lineage) -> list[str]:
    """What the city's value is, and what was added up for it."""
    row, indicator = found.series.city_at(found.period), found.indicator
    assert row is not None
    method, note = CityMethod(row["method"]), city_note(row, indicator)
    if method is CityMethod.REPORTED:
        return [_("{note}：{value}").format(note=note, value=with_unit(row["value"], indicator))]
    rows = found.series.rows
    adding = rows[(rows["period_key"] == found.period.key) & rows["place_kind"].isin(list(ADDING)) & rows["value"].notna()]
    adding = adding.sort_values("place_code")
    other = _reported_otherwise(row, indicator)
    if not 1 < len(adding) <= MOST_ADDED:
        return [note, *other]
    if method is CityMethod.RATIO_OF_SUMS:
        both = adding[adding["numerator"].notna() & adding["denominator"].notna() & (adding["denominator"] != 0)]
        above, below = (_added(both[name], shown_short(row[name])) for name in ("numerator", "denominator"))
        return [note, _("分子：{sum}").format(sum=above), _("分母：{sum}").format(sum=below), *other]
    if method is CityMethod.SUM:
        return [note, _added(adding["value"], with_unit(row["value"], indicator)), *other]
    own = adding.loc[adding["place_kind"].isin(list(COMPARED)), "value"]
    mean = " + ".join(shown_short(one, indicator.decimals + 2) for one in own)
    return [note, f"({mean}) ÷ {len(own)} = {with_unit(row['value'], indicator)}"]


def _reported_otherwise(row: pd.Series, indicator: Indicator) -> list[str]:
    """That the city itself reported another number than its districts make."""
    reported, decimals = float(row["reported"]), indicator.decimals
    if reported != reported or shown(reported, decimals) == shown(row["value"], decimals):
        return []
    return [_("上报全市值 {value} 与此不同，以上面算出的为准").format(value=with_unit(reported, indicator))]


def _added(values: pd.Series, total: str) -> str:
    return f"{' + '.join(shown_short(one) for one in values)} = {total}"


def _since_last_year(found: Facts, standing: Standing, value: float) -> list[str]:
    """比上年（2023）：84.0 → 85.2，+1.2 个百分点, and whether the city's two values rest on the same districts."""
    year, decimals = found.period.start_year, found.indicator.decimals
    if standing.is_city:
        values = found.series.city_by_year(found.period)
    else:
        values = dict(found.series.comparable(standing.code, found.period).values)
    if year - 1 not in values:
        return []
    then, now = (round_half_up(one, decimals) for one in (values[year - 1], value))
    line = _("比上年（{year}）：{then} → {now}，{change}{unit}").format(
        year=year - 1, then=shown(then, decimals), now=shown(now, decimals), change=shown_signed(now - then, decimals),
        unit=difference_unit(found.indicator),
    )  # fmt: skip
    apart = standing.is_city and coverage_differs(found.series, found.period, Period(year - 1, found.period.kind))
    return [line + (_("（两年报数的区县不同，含覆盖变化）") if apart else "")]


def rank_lines(found: Facts, standing: Standing) -> list[str]:
    """位次：5/5, 未排 1 个, and who stands where; nothing for the city, where nobody is ranked, and where no side is better."""
    if standing.is_city or found.unranked:
        return []
    ranks = standing_of(found)
    own = ranks.get(standing.code)
    if own is None or own.rank is None or own.ranked < 2:
        return []
    rows = {row["place_code"]: row for row in found.series.records(found.period)}
    order = sorted((one.rank, code) for code, one in ranks.items() if one.rank is not None)
    rank = f"{own.rank}/{own.ranked}"
    line = _("位次：{rank}").format(rank=_("并列 {rank}").format(rank=rank) if own.tied else rank)
    if own.not_ranked:
        line += _("（没有数值，未排 {n} 个）").format(n=own.not_ranked)
    near = order
    if len(order) > MOST_RANKED:
        at = next(number for number, (_rank, code) in enumerate(order) if code == standing.code)
        near = order[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS + 1]
    listed = _listed(found, near, rows)
    pattern = _("按显示值排：{listed}") if near is order else _("位次前后：{listed}")
    return [line, pattern.format(listed=listed), *([own.close_note] if own.close_note else [])]


def _listed(found: Facts, order: Sequence[tuple[int, str]], rows: Mapping[str, Mapping[str, Any]]) -> str:
    decimals = found.indicator.decimals
    return _("、").join(f"{rank} {rows[code]['place_name']} {shown(rows[code]['value'], decimals)}" for rank, code in order)
