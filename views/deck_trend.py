"""The slide of an indicator's lines over the periods: a district highlighted, the city, the targets, gaps where nothing is."""

from __future__ import annotations

from collections.abc import Sequence

from charts.axis import from_zero
from exports.deck_content import MOST_ROWS, Line, Lines, Slide
from indicators import periods
from indicators.rounding import shown
from language import _
from views.deck_facts import city_fact, pace_facts, spread_facts
from views.deck_indicator import sorted_standings
from views.deck_notes import pace_notes
from views.facts import Facts, definition_line, heading_words, source_line
from views.hidden import hidden_finding
from views.trend_words import trend_notes
from views.trends import TrendsView

# With more periods their years alone stand under the axis; the subtitle says what kind they are
MOST_LABELS = 4


def trend_slide(found: Facts, view: TrendsView) -> Slide:
    """The lines of the same indicator; `view` is 趋势's answer for the same choices."""
    points = view.points
    years = sorted(set(points["year"]))
    over = found.series.alike(found.period)
    labels = [periods.label(period) for period in over]
    signs = dict.fromkeys((note.code for note in view.notes), "")
    for note in view.notes:
        signs[note.code] += note.sign
    last = points[(points["year"] == years[-1]) & points["value"].notna()].sort_values("value", ascending=False)
    important = [view.chosen, found.workspace.city_code]
    order = [*(code for code in important if code in set(points["code"])), *_alternating(list(last["code"]))]
    kept = list(dict.fromkeys([*order, *points["code"]]))[:MOST_ROWS]
    lines = []
    for code in kept:
        own = points[points["code"] == code]
        by_year = {y: v for y, v in zip(own["year"], own["value"], strict=True) if v == v}
        role = "chosen" if code == view.chosen else "city" if own["is_city"].any() else "peer"
        if by_year:
            lines.append(Line(own["name"].iloc[-1], tuple(by_year.get(year) for year in years), role, signs.get(code, "")))
    left_out = points.loc[points["value"].notna(), "code"].nunique() - len(lines)
    remark = _("另有 {n} 个区县未列出").format(n=left_out) if left_out else ""
    content = Lines(
        categories=tuple(labels) if len(labels) == len(years) <= MOST_LABELS else tuple(str(year) for year in years),
        lines=tuple(lines),
        decimals=found.indicator.decimals,
        targets=tuple(dict.fromkeys((line.value, line.label) for line in view.targets)),
        least=found.indicator.valid_min,
        most=found.indicator.valid_max,
    )
    place = next((s for s in sorted_standings(found) if s.code == view.chosen), None)
    facts = pace_facts(found, place) if place is not None else ()
    facts = tuple(dict.fromkeys((*facts, *city_fact(found), *spread_facts(found))))[:3]
    subtitle = _("{what}，{period}，{city}").format(
        what=heading_words(found), period=periods.range_label(over[0], over[-1]), city=found.workspace.label
    )
    return Slide(
        title=hidden_finding(found) or view.finding,
        subtitle=subtitle,
        body=content,
        footer=_footer(found, content, kept),
        notes=(*_series_notes(found, content), *(pace_notes(found, [place]) if place is not None else ())),
        alt=_("折线图：{finding}。{subtitle}").format(finding=hidden_finding(found) or view.finding, subtitle=subtitle),
        facts=facts,
        remark=remark,
    )


def _footer(found: Facts, lines: Lines, codes: Sequence[str]) -> tuple[str, ...]:
    over = found.series.alike(found.period)
    values = [value for line in lines.lines for value in line.values if value is not None]
    zero = from_zero([*values, *(value for value, _words in lines.targets)], least=lines.least, most=lines.most)
    axis = "" if zero else "　•　" + _("纵轴不从 0 开始")
    # A note whose line is not on the slide would point nowhere
    notes, texts = trend_notes(found, over)
    signs = {note.sign for note in notes if note.code in codes}
    words = [text for text in texts if text[0] in signs]
    source = source_line(found, [(found.indicator.id, found.options.level)], over)
    return tuple(filter(None, (source, definition_line(found.indicator) + axis, "　".join(words))))


def _alternating(codes: list[str]) -> list[str]:
    """From both ends to the middle."""
    found = []
    while codes:
        found.append(codes.pop(0))
        codes.reverse()
    return found


def _series_notes(found: Facts, lines: Lines) -> tuple[str, ...]:
    """Every line's values in words."""
    said = []
    for line in lines.lines:
        values = (
            f"{when} {shown(value, lines.decimals) if value is not None else '—'}"
            for when, value in zip(lines.categories, line.values, strict=True)
        )
        said.append(_("{name}：{value}").format(name=line.name, value=_("；").join(values)))
    return (definition_line(found.indicator), *said)
