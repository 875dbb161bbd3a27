"""What 均衡 says: the finding and how sure it is, what is left out and why."""

from __future__ import annotations

from indicators import periods
from indicators.convergence import VARIATION_DECIMALS, Direction
from indicators.equity import Measure, refusal_text
from indicators.gaps import difference_unit
from indicators.rounding import shown
from indicators.vocabulary import ValueStatus
from language import _
from views.equity_panel import Panel, says_something
from views.facts import Facts, definition_line, heading_words, source_line
from views.words import with_unit

# Theil's T of districts that differ by a few points is of the order of 0.001
THEIL_DECIMALS = 4


def variation_text(measure: Measure) -> str:
    """A variation with three decimals, 不计算 where there is none (the footer says why)."""
    return _("不计算") if measure.value is None else shown(measure.value, VARIATION_DECIMALS)


def finding(found: Facts, panel: Panel) -> str:
    """5 个区县的差距在缩小：最高与最低相差 14.2 个百分点，2021 年相差 18.1."""
    label, unit, decimals = periods.label(found.period), difference_unit(found.indicator), panel.decimals
    range_now = panel.measures(panel.year).range.value
    if range_now is None:
        only = panel.codes[0]
        text = with_unit(panel.values[panel.year][only], found.indicator)
        pattern = _("{period}只有{name}一个区县有可用的数：{value}，谈不上差距")
        return pattern.format(period=label, name=panel.names[only], value=text)
    size = shown(range_now, decimals) + unit
    if range_now == 0:
        value = with_unit(panel.values[panel.year][panel.codes[0]], found.indicator)
        return _("{n} 个区县都是 {value}，没有差距").format(n=len(panel.codes), value=value)
    if not says_something(panel):
        pattern = _("{period}只有 {n} 个区县有可用的数，相差 {size}，看不出均衡与否")
        return pattern.format(period=label, n=len(panel.codes), size=size)
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


def subtitle(found: Facts, panel: Panel) -> str:
    """What is shown, what is compared, and whose figures alone decide the verdict."""
    text = _("{what}，{periods}，{city}").format(
        what=heading_words(found), periods=periods.range_label(panel.over[0], panel.over[-1]), city=found.workspace.label
    )
    if panel.base is None:
        return text
    year, change = panel.base
    text += _("；与 {year} 年比的是两年都有数的 {n} 个区县").format(year=year, n=len(change.codes))
    if change.direction is not Direction.MIXED and 0 < len(change.reversed_without) <= 2:
        names = _("、").join(panel.names[code] for code in change.reversed_without)
        text += _("；去掉{names}，结论就变").format(names=names)
    return text


def footer(found: Facts, panel: Panel, zero: bool) -> tuple[str, ...]:
    """Refusals, who is left out, which periods are not compared, the formula, source and definition; `zero`: the axis has a 0."""
    lines = []
    base = panel.base
    if base is not None:
        then, now = panel.measures(base[0]), panel.measures(panel.year)
        refused = [m.variation.refusal for m in (then, now) if m.variation.refusal is not None]
        lines += [refusal_text(reason) for reason in dict.fromkeys(refused)]
    lines += _left_out(found, panel)
    others = [period for period in panel.over if not panel.comparable(period.start_year)]
    if others:
        lines.append(
            _("空心条和空心点：{years} 年的区县或其区划与 {now} 年不同，不作比较").format(
                years=_("、").join(str(period.start_year) for period in others), now=panel.year
            )
        )
    lines.append(_("区县间差异系数 = 各区县数值的标准差 ÷ 平均值，各区县等权，按未四舍五入的数值计算；差异系数线从 0 起"))
    lines.append(source_line(found, [(found.indicator.id, found.options.level)], panel.over))
    lines.append(definition_line(found.indicator) + ("" if zero else "　•　" + _("纵轴不从 0 开始")))
    return tuple(lines)


def _left_out(found: Facts, panel: Panel) -> list[str]:
    """Who is not counted: without a figure in the chosen period, hidden, or no longer there."""
    here = [row for row in found.series.records(found.period) if row["value"] != row["value"]]
    hidden = [row["place_name"] for row in here if row["status"] == ValueStatus.SUPPRESSED]
    absent = [row["place_name"] for row in here if row["status"] != ValueStatus.SUPPRESSED]
    codes = {row["place_code"] for row in here}
    ended = [panel.names[code] for code in panel.names if code not in panel.codes and code not in codes]
    label, lines = periods.label(found.period), []
    if absent:
        lines.append(_("{names}没有 {period}可用的数据，各期都不计入（淡色点）").format(names=_("、").join(absent), period=label))
    if hidden:
        lines.append(_("{names} {period}的数不公开，各期都不计入").format(names=_("、").join(hidden), period=label))
    if ended:
        lines.append(_("{names}已不单独上报，不计入（淡色点）").format(names=_("、").join(ended)))
    return lines


def caution(found: Facts) -> str:
    """A total is large where a district is large: its spread is no inequity."""
    if not found.indicator.additive:
        return ""
    return _("{indicator}是总量，区县大则数大，相差多不等于不均衡；看均衡请选比例、生均或班额类指标。").format(
        indicator=found.indicator.label
    )
