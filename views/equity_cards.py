"""The spread measures of 均衡: a card for each with what changed and its arithmetic, and the table of all periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from charts.tokens import NONE
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.convergence import VARIATION_DECIMALS
from indicators.definitions import Indicator
from indicators.equity import Measure, refusal_text
from indicators.rounding import round_half_up, shown, shown_signed
from language import _
from views.equity_panel import Measures, Panel, measures_of
from views.equity_words import THEIL_DECIMALS
from views.words import in_brackets, unit_of_difference

# As many names stand beside the highest and the lowest value; more are counted
MOST_NAMES = 2


@dataclass(frozen=True)
class MeasureCard:
    """One measure: `points` are (start year, value) of the comparable periods, `lines` what changed and the arithmetic."""

    name: str
    value: str
    unit: str
    lines: tuple[str, ...]
    points: tuple[tuple[int, float], ...]
    spark_words: str


def cards(panel: Panel, indicator: Indicator, catalogue: Catalogue) -> Iterator[MeasureCard]:
    """Range, variation, Theil, and the quarters' gap."""
    now, unit = panel.measures(panel.year), unit_of_difference(indicator)
    ratio = _("最高 ÷ 最低 = {ratio}").format(ratio=_text(now.ratio, 2))
    if now.ratio.refusal is not None:
        ratio = _("最高 ÷ 最低{why}").format(why=refusal_text(now.ratio.refusal))
    ends = " − ".join(_end(panel, panel.year, pick) for pick in (max, min))
    yield _card(panel, _("极差（最高 − 最低）"), unit, panel.decimals, lambda m: m.range, (ends, ratio))
    counted = catalogue.indicators[indicator.denominator].short_label if indicator.denominator else ""
    weighted = _("按{what}加权为 {value}").format(what=counted, value=_text(now.weighted, VARIATION_DECIMALS))
    has_weights = panel.has_weights and bool(counted)
    lines = (weighted,) if has_weights else (_("各区县等权；没有人数，不能加权"),)
    yield _card(panel, _("区县间差异系数"), "", VARIATION_DECIMALS, lambda m: m.variation, lines)
    by = _("按{what}加权").format(what=counted) if has_weights else _("各区县等权")
    yield _card(panel, _("泰尔指数"), "", THEIL_DECIMALS, lambda m: m.theil.total, (by, _split(panel, now)))
    quarter = len(panel.codes) // 4
    what = (_("最高与最低各 {n} 个区县的平均值之差").format(n=quarter),) if quarter else ()
    yield _card(panel, _("首尾四分之一之差"), unit, panel.decimals, lambda m: m.quarters, what)


def _end(panel: Panel, year: int, pick: Callable[[Iterable[float]], float]) -> str:
    """海陵区 92.4: who stands at one end in a year; nobody alone where several do, — where nobody has a value."""
    displayed = panel.displayed(year)
    values = {code: displayed[code] for code in panel.counted(year)}
    if not values:
        return NONE
    value = pick(values.values())
    names = [panel.names[code] for code in values if values[code] == value]
    listed = _("、").join(names[:MOST_NAMES]) + (_("等 {n} 个区县").format(n=len(names)) if len(names) > MOST_NAMES else "")
    return f"{listed} {shown(value, panel.decimals)}"


def _split(panel: Panel, now: Measures) -> str:
    """How much of the inequality lies between wards and counties."""
    found = now.theil
    if found.total.value is None or found.between is None or not panel.several_kinds():
        return _("各区县同类，不分解") if not panel.several_kinds() else NONE
    kinds = list(dict.fromkeys(panel.kinds[code] for code in panel.codes))
    share = 100 * found.between / found.total.value if found.total.value > 0 else 0.0
    return _("{kinds}之间占 {share}%").format(kinds=_("、").join(kinds), share=shown(share, 0))


def _card(
    panel: Panel, name: str, unit: str, decimals: int, pick: Callable[[Measures], Measure], lines: tuple[str, ...]
) -> MeasureCard:
    now = pick(panel.measures(panel.year))
    years = [period.start_year for period in panel.over if panel.comparable(period.start_year)]
    points = [(year, value) for year in years if (value := pick(panel.measures(year)).value) is not None]
    if now.value is None:
        reason = refusal_text(now.refusal) if now.refusal else ""
        return MeasureCard(name, NONE, "", (reason,), (), "")
    words = _("{first}–{last} 年走势").format(first=points[0][0], last=points[-1][0]) if len(points) > 1 else ""
    change = _changed(panel, pick, decimals)
    return MeasureCard(name, shown(now.value, decimals), unit, (*([change] if change else []), *lines), tuple(points), words)


def _changed(panel: Panel, pick: Callable[[Measures], Measure], decimals: int) -> str:
    """比 2021 年 −3.9, over the districts of both years; "" where nothing is to be compared."""
    if panel.base is None:
        return ""
    year, against = panel.base
    then = pick(measures_of(panel, year, against.codes)).value
    now = pick(measures_of(panel, panel.year, against.codes)).value
    if then is None or now is None:
        return ""
    change = shown_signed(round_half_up(now, decimals) - round_half_up(then, decimals), decimals)
    if len(against.codes) == len(panel.codes):
        return _("比 {year} 年 {change}").format(year=year, change=change)
    return _("{n} 个两年都有数的区县比 {year} 年 {change}").format(n=len(against.codes), year=year, change=change)


def table(panel: Panel, indicator: Indicator) -> pd.DataFrame:
    """All measures of all periods, newest first; a refusal says why; the note says why a period is not comparable."""
    unit = in_brackets(unit_of_difference(indicator))
    rows = []
    for period in reversed(panel.over):
        year = period.start_year
        found = panel.measures(year)
        rows.append(
            {
                _("时期"): periods.label(period),
                _("区县数"): found.count,
                _("最高"): _end(panel, year, max),
                _("最低"): _end(panel, year, min),
                _("极差") + unit: _cell(found.range, panel.decimals),
                _("最高 ÷ 最低"): _cell(found.ratio, 2),
                _("区县间差异系数"): _cell(found.variation, VARIATION_DECIMALS),
                _("差异系数（加权）"): _cell(found.weighted, VARIATION_DECIMALS),
                _("泰尔指数"): _cell(found.theil.total, THEIL_DECIMALS),
                _("其中组间"): _part(panel, found.theil.between),
                _("其中组内"): _part(panel, found.theil.within),
                _("首尾四分之一之差") + unit: _cell(found.quarters, panel.decimals),
                _("说明"): _note(panel, year),
            }
        )
    return pd.DataFrame(rows)


def _note(panel: Panel, year: int) -> str:
    notes = []
    missing, other = panel.missing(year), panel.other_territory(year)
    if missing:
        notes.append(_("没有{names}").format(names=_("、").join(panel.names[code] for code in missing)))
    if other:
        notes.append(_("{names}区划不同").format(names=_("、").join(panel.names[code] for code in other)))
    return _("；").join(notes)


def _part(panel: Panel, value: float | None) -> str:
    return NONE if value is None or not panel.several_kinds() else shown(value, THEIL_DECIMALS)


def _cell(measure: Measure, decimals: int) -> str:
    if measure.value is not None:
        return shown(measure.value, decimals)
    return refusal_text(measure.refusal) if measure.refusal is not None else NONE


def _text(measure: Measure, decimals: int) -> str:
    return shown(measure.value, decimals) if measure.value is not None else _cell(measure, decimals)
