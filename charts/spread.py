"""Are the districts drawing together? Each period's districts as dots on the bar from lowest to highest, and their variation.

Under the bars stand the range in figures and the line of the 区县间差异系数, from 0. A period whose districts are not those of
the last period is drawn open and never joined to its neighbours: its figures are not comparable.
"""

from __future__ import annotations

from itertools import pairwise

import altair as alt
import pandas as pd
from shapely.geometry import Point

from charts.axis import Axis, tick_text
from charts.canvas import Canvas
from charts.labels import push_apart
from charts.rows import Row, tint
from charts.spread_layout import Plan, SpreadHeads, end_labels, lay_out, name_lines, told
from charts.text_width import LINE_HEIGHT, fit_size, wrap
from charts.tokens import ACCENT, EDGE, GRID, INK_1, INK_2, INK_3, LINE, NARROW, SCREEN, SURFACE, Sizes
from language import _

__all__ = ["PERIOD_COLUMNS", "SPREAD_COLUMNS", "SpreadHeads", "spread_chart"]

SPREAD_COLUMNS = {
    "code": "code of the place",
    "name": "its name",
    "is_city": "True for the city's value, drawn as a tick (bool)",
    "year": "the year in which the period starts (int)",
    "value": "the value as displayed, never NaN",
    "value_text": "'84.2'",
    "since": "year before which it had another territory: its line is broken there (int)",
    "counted": "True where the place is among those whose spread is measured (bool)",
}
PERIOD_COLUMNS = {
    "year": "the year in which the period starts (int); one row for each, oldest first",
    "label": "the period in words, for the tooltip",
    "low": "least value of the counted places; NaN where fewer than two are counted",
    "high": "greatest value of them",
    "range_text": "'14.2', '—'",
    "variation": "区县间差异系数; NaN where it is not computed",
    "variation_text": "'0.059', '—'",
    "count_text": "how many places are counted, '5'",
    "comparable": "True where they are those of the last period, in the same boundaries (bool)",
}


def spread_chart(
    points: pd.DataFrame, spans: pd.DataFrame, *, width: int, height: int, heads: SpreadHeads, highlight: str = "",
    least: float | None = None, most: float | None = None, sizes: Sizes = SCREEN, select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """Dots of `points` (SPREAD_COLUMNS) on the bars of `spans` (PERIOD_COLUMNS); `highlight` is the chosen place's code.

    `least` and `most` bound the axis. With `select` a click on a dot sets the parameter "place" to its code.
    """
    canvas = Canvas(width, height)
    if points.empty:
        canvas.text(width / 2, height / 2, _("没有可显示的数据"), sizes.value, INK_3, align="center")
        return canvas.chart(_("没有可显示的数据"), select=select)
    plan = lay_out(points, spans, (width, height), heads, highlight, sizes, (least, most))
    draw_axes(canvas, plan, heads, sizes)
    for span in spans.to_dict("records"):
        draw_span(canvas, span, plan, sizes)
    if plan.strip:
        draw_variation(canvas, spans, plan, plan.strip, sizes)
    draw_dots(canvas, points, plan, highlight, sizes)
    draw_names(canvas, points, spans, plan, highlight, sizes)
    return canvas.chart(_("{n} 期区县间差距").format(n=len(spans)), select=select)


def draw_axes(canvas: Canvas, plan: Plan, heads: SpreadHeads, sizes: Sizes) -> None:
    """Grid lines with their numbers, the names of the rows below, and the strip's zero."""
    stroke, end = sizes.factor**0.5, plan.x.end + plan.half * 2
    for mark in plan.ticks:
        y = plan.y.pixel(mark)
        canvas.segment(plan.left, y, end, y, GRID, stroke, z=-1)
        canvas.text(0, y, tick_text(mark, plan.ticks), sizes.head, INK_3)
    room = (plan.left if canvas.width >= NARROW else end) - 6 * sizes.factor
    names = (heads.range, heads.variation, heads.count) if plan.strip else (heads.range, heads.variation)
    for y, name in zip(plan.names, names, strict=False):
        lines = wrap(name, sizes.head, room, lines=2)
        size = min(fit_size(line, sizes.head, room, least=8) for line in lines)
        for number, line in enumerate(lines):
            canvas.text(0, y + (number - (len(lines) - 1) / 2) * size * LINE_HEIGHT, line, size, INK_2)
    rule = plan.names[0] - sizes.head * 1.05
    canvas.segment(0, rule, end, rule, LINE, stroke, z=-1)
    if plan.strip:
        canvas.segment(plan.left, plan.strip.start, end, plan.strip.start, GRID, stroke, z=-1)


def draw_span(canvas: Canvas, span: Row, plan: Plan, sizes: Sizes) -> None:
    """One period: its bar from lowest to highest, open where its districts are others; range, count and year below."""
    x, comparable = plan.x.pixel(span["year"]), bool(span["comparable"])
    ink = INK_1 if comparable else INK_3
    if span["low"] == span["low"]:
        top, bottom = plan.y.pixel(span["high"]), plan.y.pixel(span["low"])
        fill, stroke = (tint(EDGE, 0.28), "") if comparable else (SURFACE, LINE)
        canvas.rect(x - plan.half, min(top, bottom - 2), x + plan.half, bottom, fill, stroke=stroke, radius=3, z=0)
    if not told(plan, span["year"]):
        return
    canvas.text(x, plan.range_row, span["range_text"], sizes.value, ink, align="center", bold=comparable)
    if plan.strip:
        canvas.text(x, plan.count_row, span["count_text"], sizes.head, ink, align="center")
    else:
        canvas.text(x, plan.variation_row, span["variation_text"], sizes.head, ink, align="center")
    canvas.text(x, plan.year_row, str(span["year"]), sizes.head, INK_1, align="center")


def draw_variation(canvas: Canvas, spans: pd.DataFrame, plan: Plan, strip: Axis, sizes: Sizes) -> None:
    """The line of the variation through neighbouring comparable periods; a figure at every dot, a word where there is none."""
    before: tuple[int, float, float] | None = None
    for span in spans.to_dict("records"):
        x, year = plan.x.pixel(span["year"]), int(span["year"])
        if span["variation"] != span["variation"]:
            text = span["variation_text"] if told(plan, year) else ""
            canvas.text(x, strip.start - sizes.head * 0.8, text, sizes.head, INK_3, align="center")
            before = None
            continue
        y, comparable = strip.pixel(span["variation"]), bool(span["comparable"])
        if before is not None and comparable and before[0] == year - 1:
            canvas.polyline([before[1:], (x, y)], INK_1, 2 * sizes.factor)
        fill, stroke = (INK_1, SURFACE) if comparable else (SURFACE, EDGE)
        canvas.dot(x, y, 8 * sizes.factor**0.9, fill, stroke=stroke, width=1.3 * sizes.factor)
        ink = INK_1 if comparable else INK_3
        text = span["variation_text"] if told(plan, year) else ""
        canvas.text(x, y - sizes.head * 1.05, text, sizes.head, ink, align="center", halo=4 * sizes.factor)
        before = (year, x, y) if comparable else None


def draw_dots(canvas: Canvas, points: pd.DataFrame, plan: Plan, highlight: str, sizes: Sizes) -> None:
    """Districts as open dots (pale where they are not counted), the chosen one filled, the city as a tick."""
    many = points["code"].nunique() > 40
    size = (6 if many else 8) * sizes.factor**0.9
    chosen = points[points["code"] == highlight].sort_values("year")
    path = [(int(y), plan.x.pixel(y), plan.y.pixel(v)) for y, v in zip(chosen["year"], chosen["value"], strict=True)]
    since = 0 if chosen.empty else int(chosen["since"].iloc[0])
    for one, other in pairwise(path):
        if other[0] - one[0] == 1 and not one[0] < since <= other[0]:
            canvas.polyline([one[1:], other[1:]], ACCENT, 2 * sizes.factor, z=3)
    for point in points.to_dict("records"):
        x, y = plan.x.pixel(point["year"]), plan.y.pixel(point["value"])
        tip = {_("区县"): point["name"], _("年份"): str(point["year"]), _("数值"): point["value_text"]}
        if point["is_city"]:
            canvas.segment(x - plan.half * 1.25, y, x + plan.half * 1.25, y, INK_1, 2.5 * sizes.factor, z=3.5)
            continue
        if point["code"] == highlight:
            canvas.dot(x, y, size * 1.4, ACCENT, stroke=SURFACE, width=1.2 * sizes.factor, z=4.5)
        else:
            canvas.dot(x, y, size, SURFACE, stroke=EDGE if point["counted"] else LINE, width=1.3 * sizes.factor, z=4)
        canvas.hit(Point(x, y).buffer(7 * sizes.factor, quad_segs=3), str(point["code"]), tip)


def draw_names(canvas: Canvas, points: pd.DataFrame, spans: pd.DataFrame, plan: Plan, highlight: str, sizes: Sizes) -> None:
    """Highest, lowest, city and chosen place beside the last bar, pushed apart."""
    labels = end_labels(points, spans, highlight)
    high = sizes.value * LINE_HEIGHT
    lines = [name_lines(text, canvas.width, sizes) for _code, text, _value, _kind in labels]
    wanted = [plan.y.pixel(value) for _code, _text, value, _kind in labels]
    middles = push_apart(wanted, [high * len(parts) for parts in lines], 0, plan.y.start + high)
    x = plan.x.pixel(spans["year"].max()) + plan.half * 1.3 + 10 * sizes.factor
    for (_code, _text, _value, kind), parts, middle in zip(labels, lines, middles, strict=True):
        colour = ACCENT if kind == "chosen" else INK_1 if kind == "city" else INK_2
        for number, text in enumerate(parts):
            y = middle + (number - (len(parts) - 1) / 2) * high
            canvas.text(x, y, text, sizes.value, colour, bold=kind != "end", halo=3 * sizes.factor)
