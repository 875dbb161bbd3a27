"""How did you get this number? For one place's figure and status: every number used, in order, to be copied, and its cells.

The same answer stands behind every page; `place` is a district, a zone, or the city's own code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from indicators import periods
from indicators.city_values import CityMethod, city_note
from indicators.pace import Movement, movement, slopes
from indicators.pace_words import calculation as pace_lines
from indicators.people import PeopleNeeded
from indicators.ranks import rank
from indicators.rounding import shown, shown_short, shown_signed
from indicators.suppression import FEW_CHILDREN, small_base
from indicators.target_definitions import Target
from indicators.vocabulary import EducationLevel, Period, ValueStatus
from language import _
from store import Store, Workspace
from views.choices import Choices, Options
from views.facts import Facts, facts, heading_words
from views.lineage import CellKey, Lineage, Row
from views.standings import Standing, by_gap, coverage_note, standings_of
from views.target_choice import lower_is_better, not_comparable, target_label
from views.words import status_label, when, with_unit


@dataclass(frozen=True)
class CalculationView:
    """`lines`: the calculation; `cells`: where each number stands. `places`: what may be asked about, the city last."""

    options: Options
    place: str
    places: tuple[tuple[str, str], ...]
    title: str
    lines: tuple[str, ...]
    cells: pd.DataFrame


def calculation_view(store: Store, workspace: Workspace, choices: Choices) -> CalculationView | None:
    """The calculation of the chosen place; without one, of the place that is farthest from the target. None without a number."""
    found = facts(store, workspace, choices)
    if found is None:
        return None
    target = found.options.target
    standings = _standings(found, target)
    places = tuple((standing.code, standing.name) for standing in standings)
    codes = dict(places)
    first = next((s.code for s in sorted(standings, key=by_gap) if s.found and s.found.gap), standings[0].code)
    place = choices.district if choices.district in codes else first
    standing = next(s for s in standings if s.code == place)
    lines = [
        _("{name}：{what}，{period}").format(name=standing.name, what=heading_words(found), period=periods.label(found.period)),
        *_value_lines(found, standing),
        *_target_lines(found, standing, target),
        *_rank_line(found, standing),
    ]
    return CalculationView(
        options=found.options,
        place=place,
        places=places,
        title=_title(found, standing),
        lines=tuple(lines),
        cells=_cells(found, standing),
    )


def _standings(found: Facts, target: Target | None) -> list[Standing]:
    if target is not None:
        return standings_of(found, target)
    rows = found.series.records(found.period)
    own = [Standing(r["place_code"], r["place_name"], False, str(r["status"]), None, None) for r in rows]
    return [*own, Standing(found.workspace.city_code, _("全市"), True, str(ValueStatus.REPORTED), None, None)]


def _title(found: Facts, standing: Standing) -> str:
    """兴化市 普惠率 78.2%."""
    value = _figures(found, standing)[0]
    words = with_unit(value, found.indicator) if value == value else status_label(standing.status)
    return _("{name} {indicator} {value}").format(name=standing.name, indicator=found.indicator.label, value=words)


def _figures(found: Facts, standing: Standing) -> tuple[float, float, float]:
    """Value, numerator, denominator of the period; NaN = none."""
    nan = float("nan")
    row: Mapping[str, Any] | pd.Series | None
    if standing.is_city:
        row = found.series.city_at(found.period)
    else:
        rows = found.series.records(found.period)
        row = next((r for r in rows if r["place_code"] == standing.code), None)
    return (nan, nan, nan) if row is None else (float(row["value"]), float(row["numerator"]), float(row["denominator"]))


def _value_lines(found: Facts, standing: Standing) -> list[str]:
    """How the value itself came about."""
    indicator = found.indicator
    value, above, below = _figures(found, standing)
    if value != value:
        return [_("数值：{status}").format(status=status_label(standing.status))]
    if standing.is_city:
        row = found.series.city_at(found.period)
        assert row is not None
        return [city_note(row, indicator)]
    origin = found.series.of(standing.code, found.period)
    computed = origin is not None and origin["origin"] == "computed"
    lines = []
    if above == above and below == below and below:
        factor = "" if indicator.factor in (1, 100) else f" × {shown_short(indicator.factor)}"
        result = with_unit(indicator.factor * above / below, indicator)
        counts = f"{shown_short(above)} ÷ {shown_short(below)}{factor} = {result}"
        names = [found.catalogue.indicators[name or ""].label for name in (indicator.numerator, indicator.denominator)]
        lines.append(_("数值：{above} ÷ {below}：{formula}").format(above=names[0], below=names[1], formula=counts))
        if not computed and shown(indicator.factor * above / below, indicator.decimals) != shown(value, indicator.decimals):
            lines.append(_("上报值 {value} 与此不同，以上报值为准").format(value=with_unit(value, indicator)))
        if indicator.people_unit is not None and small_base(below):
            lines.append(_("分母不足 {n} 人，一个人就差很多").format(n=FEW_CHILDREN))
    elif computed:
        lines.append(_("数值：由下列各数算出 = {value}").format(value=with_unit(value, indicator)))
    else:
        lines.append(_("数值：上报 {value}").format(value=with_unit(value, indicator)))
    if standing.status in (ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL):
        lines.append(status_label(standing.status))
    return lines


def _target_lines(found: Facts, standing: Standing, target: Target | None) -> list[str]:
    """Gap, pace, state and people; a direction without a number is judged as rising or falling only."""
    if standing.found is not None and target is not None:
        against = _("对照：{target}").format(target=target_label(target, found.indicator))
        lines = [against, *pace_lines(standing.found, found.indicator)[1:]]
        lines += [standing.territory] if standing.territory else []
        lines += [note] if standing.is_city and (note := coverage_note(found, standing.found)) else []
        return lines + (_people_lines(standing.needed) if standing.found.gap else [])
    others = not_comparable(found.catalogue, found.workspace, found.indicator, found.options.level)
    directions = [other for other in others if other.value is None]
    if not directions:
        return [_("没有设定目标，不判断是否达标")]
    year, decimals = found.period.start_year, found.indicator.decimals
    values = (
        found.series.city_by_year(found.period)
        if standing.is_city
        else dict(found.series.comparable(standing.code, found.period).values)
    )
    moved, change = movement(values, year, decimals)
    words = {Movement.RISING: _("在升"), Movement.FALLING: _("在降"), Movement.STILL: _("持平")}
    lines = [_("目标只有方向：{target}").format(target=target_label(directions[0], found.indicator))]
    if change is None:
        return [*lines, _("没有更早的可比数值，看不出方向")]
    return [*lines, _("近三年{moved}：每年 {change}").format(moved=words[moved], change=shown_signed(change, 2))]


def _people_lines(needed: PeopleNeeded | None) -> list[str]:
    return [] if needed is None else [_("折合：{sum}（{why}）").format(sum=needed.arithmetic, why=needed.assumption)]


def _rank_line(found: Facts, standing: Standing) -> list[str]:
    """位次 5/5, 未排 1 个; nothing for the city and for totals."""
    if standing.is_city or found.indicator.additive:
        return []
    rows = found.series.at(found.period)
    values, above, below = (rows[name].tolist() for name in ("value", "numerator", "denominator"))
    ranking = rank(found.indicator, values, above, below, not lower_is_better(found.indicator, found.options.target))
    place = dict(zip(rows["place_code"], ranking.ranks, strict=True)).get(standing.code)
    if place is None or ranking.ranked < 2:
        return []
    tied = sum(other == place for other in ranking.ranks) > 1
    text = _("并列 {rank}") if tied else "{rank}"
    line = _("位次：{rank}").format(rank=text.format(rank=f"{place}/{ranking.ranked}"))
    left = ranking.total - ranking.ranked
    return [line + (_("（没有数值，未排 {n} 个）").format(n=left) if left else "")]


def _cells(found: Facts, standing: Standing) -> pd.DataFrame:
    """One row for each number used, of the period first, with file, sheet and cell."""
    indicator, level = found.indicator, str(found.options.level)
    years = _years_used(found, standing)
    lineage = Lineage(found.cells(Period(year, found.period.kind) for year in years), found.catalogue)
    rows: list[Row] = []
    for year in years:
        period = Period(year, found.period.kind)
        if standing.is_city:
            city = found.series.city_at(period)
            method = str(city["method"]) if city is not None else str(CityMethod.NONE)
            rows += lineage.city_cells(indicator.id, level, period.key, standing.code, method)
            continue
        joined = found.series.comparable(standing.code, found.period).joined
        for code in joined.get(year, (standing.code,)):
            key = CellKey(code, indicator.id, level, "", period.key)
            rows += lineage.cells([key, *(lineage.counts(key) if year == found.period.start_year or len(joined) else [])])
    unique = {row["observation_id"]: row for row in rows}
    return pd.DataFrame([_cell(found, row) for row in unique.values()], columns=_heads())


def _years_used(found: Facts, standing: Standing) -> list[int]:
    """The period, the first of the window, and the points of the note; newest first."""
    state = standing.found
    years = {found.period.start_year}
    if state is not None:
        years |= {state.first_year} if state.first_year is not None else set()
        years |= {year for year, _slope in slopes(state)}
    return sorted(years, reverse=True)


def _heads() -> list[str]:
    place = [_("时期"), _("区县"), _("指标"), _("数值"), _("原文")]
    return [*place, _("文件"), _("工作表"), _("单元格"), _("报送人"), _("入库时间")]


def _cell(found: Facts, row: Row) -> dict[str, str]:
    known = found.catalogue.indicators[row["indicator"]]
    part = found.catalogue.breakdowns[row["breakdown"]].label if row["breakdown"] else ""
    level = found.catalogue.level_label(EducationLevel(row["education_level"]))
    value = row["value"]
    cells = (
        periods.label(Period.from_key(row["period_key"])),
        row["place_name"],
        f"{known.label}{'·' + part if part else ''}" + (f"（{level}）" if len(known.education_levels) > 1 else ""),
        shown(value, known.decimals) if value == value else status_label(str(row["status"])),
        row["text"],
        row["filename"],
        row["sheet"],
        row["cell"],
        row["uploader"] or "—",
        when(row["uploaded_at"]),
    )
    return dict(zip(_heads(), cells, strict=True))
