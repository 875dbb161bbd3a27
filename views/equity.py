"""均衡: are the districts drawing together? Their spread in each period, over the same districts, and what may be said of it.

Everything is computed from displayed values. District totals never give the 校际差异系数: the page says so, and shows that the
formula it would use gives the published example.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from charts.spread import SpreadHeads, spread_chart
from charts.tokens import NONE, Sizes, screen_sizes
from indicators import periods
from indicators.convergence import VARIATION_DECIMALS, Direction
from indicators.equity import Measure, refusal_text
from indicators.gaps import difference_unit
from indicators.rounding import shown
from language import _
from store import Store, Workspace
from views.choices import Choices, Options
from views.equity_cards import MeasureCard, cards, table
from views.equity_panel import Panel, panel_of, says_something
from views.equity_schools import SchoolCheck, school_check
from views.facts import Facts, definition_line, facts, heading_words, source_line
from views.page import PageView
from views.words import in_brackets, unit_of_difference, with_unit

CHART_HEIGHT = 390


@dataclass(frozen=True)
class EquityView(PageView):
    """`points`: SPREAD_COLUMNS, `spans`: PERIOD_COLUMNS. `caution`: why this indicator's spread says little, else ""."""

    options: Options
    points: pd.DataFrame
    spans: pd.DataFrame
    cards: tuple[MeasureCard, ...]
    caution: str
    schools: SchoolCheck

    def chart(self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True) -> alt.LayerChart:
        """Dots and bars by period over the range and the variation."""
        indicator = self.options.indicator
        heads = SpreadHeads(
            range=_("极差") + in_brackets(unit_of_difference(indicator)),
            variation=_("区县间差异系数"),
            count=_("区县数"),
        )
        return spread_chart(
            self.points,
            self.spans,
            width=width,
            height=height or round(CHART_HEIGHT * width / 1122),
            heads=heads,
            highlight=self.options.chosen.district,
            least=indicator.valid_min,
            most=indicator.valid_max,
            sizes=sizes or screen_sizes(width),
            select=select,
        )


def equity_view(store: Store, workspace: Workspace, choices: Choices) -> EquityView | None:
    """The view up to the chosen period; None for a city without a number."""
    found = _facts(store, workspace, choices)
    if found is None:
        return None
    panel = panel_of(found)
    return EquityView(
        finding=_finding(found, panel),
        subtitle=_subtitle(found, panel),
        footer=_footer(found, panel),
        simulated=workspace.simulated,
        table=table(panel, found.indicator),
        name=_("均衡_{city}_{indicator}_{period}").format(
            city=workspace.name, indicator=found.indicator.label, period=periods.label(found.period)
        ),
        options=found.options,
        points=_points(found, panel),
        spans=_spans(panel),
        cards=tuple(cards(panel, found.indicator, found.catalogue)),
        caution=_caution(found),
        schools=school_check(found),
    )


def _facts(store: Store, workspace: Workspace, choices: Choices) -> Facts | None:
    """The facts; where nobody chose an indicator, a rate comes before a total, whose spread says little."""
    found = facts(store, workspace, choices)
    if found is None or choices.indicator or not found.indicator.additive:
        return found
    rate = next((key for key in found.options.indicators if not found.catalogue.indicators[key].additive), None)
    other = facts(store, workspace, replace(choices, indicator=rate, level="", target="")) if rate else None
    if other is None:
        return found
    chosen, before = other.options.chosen, other.options.defaults
    defaults = replace(before, indicator=chosen.indicator, level=chosen.level)
    return replace(other, options=replace(other.options, defaults=defaults))


def _points(found: Facts, panel: Panel) -> pd.DataFrame:
    """SPREAD_COLUMNS of all places with a value, and of the city's value where there is one that districts compare with."""
    decimals = found.indicator.decimals
    city = {} if found.indicator.additive else found.series.city_by_year(found.period)
    rows: list[tuple[str, str, bool, int, float, bool]] = []
    for year, values in panel.values.items():
        counted = set(panel.counted(year))
        rows += [(code, panel.names[code], False, year, value, code in counted) for code, value in values.items()]
        if year in city:
            rows.append((found.workspace.city_code, _("全市"), True, year, city[year], True))
    frame = pd.DataFrame(rows, columns=["code", "name", "is_city", "year", "value", "counted"])
    return frame.assign(value_text=[shown(value, decimals) for value in frame["value"]])


def _spans(panel: Panel) -> pd.DataFrame:
    """PERIOD_COLUMNS."""
    rows = []
    for period in panel.over:
        year = period.start_year
        values = [panel.values[year][code] for code in panel.counted(year)]
        measures = panel.measures(year)
        several = measures.range.value is not None
        rows.append(
            {
                "year": year,
                "label": periods.label(period),
                "low": min(values) if several else float("nan"),
                "high": max(values) if several else float("nan"),
                "range_text": shown(measures.range.value, panel.decimals) if measures.range.value is not None else NONE,
                "variation": measures.variation.value if measures.variation.value is not None else float("nan"),
                "variation_text": variation_text(measures.variation),
                "count_text": str(len(values)),
                "comparable": panel.comparable(year),
            }
        )
    return pd.DataFrame(rows)


def variation_text(measure: Measure) -> str:
    """A variation with three decimals, 不计算 where there is none (the footer says why)."""
    return _("不计算") if measure.value is None else shown(measure.value, VARIATION_DECIMALS)


def _finding(found: Facts, panel: Panel) -> str:
    """5 个区县的差距在缩小：最高与最低相差 14.2 个百分点，2021 年相差 18.1."""
    label, unit, decimals = periods.label(found.period), difference_unit(found.indicator), panel.decimals
    range_now = panel.measures(panel.year).range.value
    if range_now is None:
        only = panel.codes[0]
        text = with_unit(panel.values[panel.year][only], found.indicator)
        return _("{period}只有{name}一个区县有数：{value}，谈不上差距").format(period=label, name=panel.names[only], value=text)
    size = shown(range_now, decimals) + unit
    if not says_something(panel):
        return _("{period}只有 {n} 个区县有数，相差 {size}，看不出均衡与否").format(period=label, n=len(panel.codes), size=size)
    if panel.base is None:
        pattern = (
            _("{n} 个区县最高与最低相差 {size}；只有一期数据，看不出在缩小还是扩大")
            if len(panel.over) == 1
            else _("{n} 个区县最高与最低相差 {size}；近三年没有区县相同的更早时期可比")
        )
        return pattern.format(n=len(panel.codes), size=size)
    year, change = panel.base
    words = {
        "n": len(change.codes),
        "now": shown(change.range_now, decimals) + unit,
        "then": shown(change.range_then, decimals),
        "year": year,
        "cv_now": variation_text(change.variation_now),
        "cv_then": variation_text(change.variation_then),
    }
    if change.direction is Direction.MIXED:
        pattern = (
            _("{n} 个区县的差距说法不一：极差由 {then} 缩小到 {now}，差异系数却由 {cv_then} 升到 {cv_now}")
            if change.range_change < 0
            else _("{n} 个区县的差距说法不一：极差由 {then} 扩大到 {now}，差异系数却由 {cv_then} 降到 {cv_now}")
        )
    elif change.direction is Direction.UNCHANGED:
        pattern = _("{n} 个区县的差距没有变化：最高与最低相差 {now}，与 {year} 年相同")
    elif change.range_change == 0:
        pattern = (
            _("{n} 个区县最高与最低仍相差 {now}，区县间差异系数由 {cv_then} 降到 {cv_now}")
            if change.direction is Direction.NARROWING
            else _("{n} 个区县最高与最低仍相差 {now}，区县间差异系数由 {cv_then} 升到 {cv_now}")
        )
    else:
        pattern = (
            _("{n} 个区县的差距在缩小：最高与最低相差 {now}，{year} 年相差 {then}")
            if change.direction is Direction.NARROWING
            else _("{n} 个区县的差距在扩大：最高与最低相差 {now}，{year} 年相差 {then}")
        )
    return pattern.format(**words)


def _subtitle(found: Facts, panel: Panel) -> str:
    text = _("{what}，{periods}，{city}").format(
        what=heading_words(found), periods=periods.range_label(panel.over[0], panel.over[-1]), city=found.workspace.name
    )
    if panel.base is None:
        return text
    year, change = panel.base
    text += _("；与 {year} 年比的是两年都有数的 {n} 个区县").format(year=year, n=len(change.codes))
    if change.direction is not Direction.MIXED and 0 < len(change.reversed_without) <= 2:
        names = _("、").join(panel.names[code] for code in change.reversed_without)
        text += _("；去掉{names}，结论就变").format(names=names)
    return text


def _footer(found: Facts, panel: Panel) -> tuple[str, ...]:
    lines = []
    base = panel.base
    if base is not None:
        then, now = panel.measures(base[0]), panel.measures(panel.year)
        refused = [m.variation.refusal for m in (then, now) if m.variation.refusal is not None]
        lines += [refusal_text(reason) for reason in dict.fromkeys(refused)]
    here = set(found.series.at(found.period)["place_code"])
    left_out = [code for code in panel.names if code not in panel.codes]
    absent = [panel.names[code] for code in left_out if code in here]
    ended = [panel.names[code] for code in left_out if code not in here]
    if absent:
        label = periods.label(found.period)
        lines.append(_("{names}没有 {period}的数据，各期都不计入（淡色点）").format(names=_("、").join(absent), period=label))
    if ended:
        lines.append(_("{names}已不单独上报，不计入（淡色点）").format(names=_("、").join(ended)))
    others = [period for period in panel.over if not panel.comparable(period.start_year)]
    if others:
        lines.append(
            _("空心条和空心点：{years} 年的区县或其区划与 {now} 年不同，不作比较").format(
                years=_("、").join(str(period.start_year) for period in others), now=panel.year
            )
        )
    lines.append(_("区县间差异系数 = 各区县数值的标准差 ÷ 平均值，各区县等权，按显示的数值计算；差异系数线从 0 起"))
    lines.append(source_line(found, [(found.indicator.id, found.options.level)], panel.over))
    lines.append(definition_line(found.indicator) + "　•　" + _("纵轴不从 0 开始"))
    return tuple(lines)


def _caution(found: Facts) -> str:
    """A total is large where a district is large: its spread is no inequity."""
    if not found.indicator.additive:
        return ""
    return _("{indicator}是总量，区县大则数大，相差多不等于不均衡；看均衡请选比例、生均或班额类指标。").format(
        indicator=found.indicator.label
    )
