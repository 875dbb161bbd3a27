"""What 地图 says in words: finding, subtitle, footer, for one map, for all periods and for two indicators."""

from __future__ import annotations

from collections.abc import Sequence

from charts.classes import Classes
from charts.map_multiples import Frame
from indicators import periods
from indicators.finding_targets import standing
from indicators.gaps import gap
from indicators.target_definitions import Target
from indicators.targets import bound_text
from language import _
from views.facts import Facts, definition_line, heading_words, nobody_reported, question, source_line
from views.hidden import hidden_finding
from views.map_ground import Ground
from views.map_second import MapSide
from views.target_choice import goal, target_label

# More names than these make no sentence
MOST_NAMES = 3


def map_finding(found: Facts, frames: Sequence[Frame], first: MapSide | None, second: MapSide | None) -> str:
    """5 个报数区县中 2 个达到 ≥ 85% 目标，…; over the periods and for two indicators what only these maps show."""
    if hidden := hidden_finding(found):
        return hidden
    if frames and (told := _over_periods(found, frames)):
        return told
    if first is not None and second is not None and (told := _both(first, second)):
        return told
    said = standing(question(found))
    return said[0].text if said else nobody_reported(found)


def _over_periods(found: Facts, frames: Sequence[Frame]) -> str:
    """How many districts meet the target in the first and the last period with figures, of those that reported then."""
    target, indicator = found.options.target, found.indicator
    told = [frame for frame in frames if frame.places["value"].notna().any()]
    if target is None or len(told) < 2:
        return ""
    counts = []
    for frame in (told[0], told[-1]):
        values = frame.places["value"].dropna()
        met = sum(_met(found, value) for value in values)
        counts.append((met, len(values)))
    (met, n), (met_now, n_now) = counts
    pattern = (
        _("达到 {target} 目标的区县：{first} {met} / {n} 个，{last} {met_now} / {n_now} 个")
        if met != met_now
        else _("达到 {target} 目标的区县数未变：{first} {met} / {n} 个，{last} {met_now} / {n_now} 个")
    )
    said = f"{sign_of(target)} {goal(target, indicator)}".strip()
    return pattern.format(target=said, first=told[0].title, last=told[-1].title, met=met, n=n, met_now=met_now, n_now=n_now)


def sign_of(target: Target) -> str:
    """≥, ≤ or =, as the target is written."""
    return bound_text(target).partition(" ")[0]


def _met(found: Facts, value: float) -> bool:
    its = gap(value, found.options.target, found.indicator) if found.options.target is not None else None
    return its is not None and its.met


def _both(first: MapSide, second: MapSide) -> str:
    """两项都未达标的有 2 个区县：泰兴市、兴化市."""
    if first.below is None or second.below is None:
        return ""
    names = dict(zip(first.places["code"], first.places["name"], strict=True))
    known = [
        code
        for code, value in zip(first.places["code"], first.places["value"], strict=True)
        if value == value and second.places.loc[second.places["code"] == code, "value"].notna().any()
    ]
    both = [code for code in known if code in first.below and code in second.below]
    if not known:
        return ""
    if not both:
        return _("{n} 个两项都有数的区县中，没有一个两项都未达标").format(n=len(known))
    listed = _("、").join(str(names[code]) for code in both[:MOST_NAMES]) + (_("等") if len(both) > MOST_NAMES else "")
    return _("{n} 个两项都有数的区县中 {both} 个两项都未达标：{names}").format(n=len(known), both=len(both), names=listed)


def map_subtitle(found: Facts, frames: Sequence[Frame], second: MapSide | None) -> str:
    """Indicator, unit, period, city, number of districts, target."""
    target = found.options.target
    count = len(found.series.at(found.period))
    label = periods.label(found.period)
    if frames:
        alike = [period for period in found.series.periods if period.kind is found.period.kind]
        label = periods.range_label(alike[0], alike[-1])
    what = _("{what}，{period}，{city} {n} 个区县").format(
        what=heading_words(found) + (_("与{other}").format(other=second.short_name) if second else ""),
        period=label,
        city=found.workspace.label,
        n=count,
    )
    if second is not None:
        return what
    return what + (
        _("；目标：{target}").format(target=target_label(target, found.indicator)) if target is not None else _("；没有设定目标")
    )


def map_footer(found: Facts, base: Ground, classes: Classes, frames: Sequence[Frame], second: MapSide | None) -> tuple[str, ...]:
    """Source and date, definition, how the colours are cut, and what the map's ground is."""
    over = [found.period]
    extra = []
    if frames:
        over = [period for period in found.series.periods if period.kind is found.period.kind]
        extra.append(_("各期用同一分级，各期按当年区划"))
    elif classes.target is None and second is None and len(found.series.periods) > 1:
        extra.append(_("分级按全部时期的数值，各期颜色可比"))
    return (
        source_line(found, [(found.indicator.id, found.options.level)], over),
        "　•　".join([definition_line(found.indicator), *extra]),
        base.note,
    )
