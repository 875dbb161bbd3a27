"""What stands around a trend: its subtitle and its footer."""

from __future__ import annotations

from indicators import periods
from indicators.pace import Assessment
from indicators.pace_words import a_year
from indicators.vocabulary import Period
from language import _
from views.facts import Facts, definition_line, heading_words, source_line


def trend_subtitle(found: Facts, over: list[Period], state: Assessment | None) -> str:
    """Indicator, unit, periods, city, places; what the dashes mean where there is a fan."""
    fan = (
        _("；虚线为所需速度，点线为现有速度")
        if state is not None and state.needed is not None and state.actual is not None
        else ""
    )
    places = found.series.places.loc[found.series.places["value"].notna(), "place_code"].nunique()
    words = _("{what}，{periods}，{city} {n} 个区县与全市")
    if found.indicator.additive:
        words = _("{what}，{periods}，{city} {n} 个区县")
    range_label = periods.range_label(over[0], over[-1])
    return words.format(what=heading_words(found), periods=range_label, city=found.workspace.label, n=places) + fan


def compared_subtitle(found: Facts, first: Period, last: Period, lines: int) -> str:
    """The same for a form that compares with one year; `lines`: how many are drawn."""
    return _("{what}，{first}与 {last}，{city}，{n} 条线").format(
        what=heading_words(found), first=periods.label(first), last=periods.label(last), city=found.workspace.label, n=lines
    )


def trend_footer(found: Facts, over: list[Period], notes: list[str], state: Assessment | None, zero: bool) -> tuple[str, ...]:
    """Source and date; definition, pace and axis; notes."""
    extra = []
    if state is not None and state.actual is not None and state.first_year is not None:
        extra.append(
            _("现速 = {first}–{last} 年，{pace}").format(
                first=state.first_year, last=state.year, pace=a_year(state.actual, state.target)
            )
        )
    other = [period for period in found.series.periods if period.kind is not found.period.kind]
    if other:
        extra.append(_("另有 {n} 期其他口径年份的数据，不与本图连线").format(n=len(other)))
    if not zero:
        extra.append(_("纵轴不从 0 开始"))
    lines = [
        source_line(found, [(found.indicator.id, found.options.level)], over),
        "　•　".join([definition_line(found.indicator), *extra]),
    ]
    return (*lines, "　".join(notes)) if notes else tuple(lines)
