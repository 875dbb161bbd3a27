"""Trend: one line for each place, one of them highlighted, the city in ink, targets, and the pace that is needed.

A missing year is a gap and never bridged; a change of territory or of counting carries a break mark "//"; a place with a
single year is a dot. Names stand at both ends, pushed apart; the fan goes from the chosen place's last value to each
target and to where its present pace ends.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
from shapely.geometry import LineString, Point

from charts.axis import Axis, tick_text, ticks
from charts.canvas import Canvas
from charts.marked import line_ink, weight
from charts.text_width import text_width
from charts.tokens import GRID, INK_1, INK_3, NARROW, SCREEN, Sizes
from charts.trend_bands import Band, draw_bands
from charts.trend_ended import draw_ended_names
from charts.trend_fan import draw_fan, draw_note, fan_of
from charts.trend_labels import draw_first_names, draw_last_names, draw_targets, label_sizes
from charts.trend_marks import Plot, PresentPace, TargetLine, TrendNote
from language import _

TREND_COLUMNS = {
    "code": "code of the place",
    "name": "its name",
    "is_city": "True for the city's line (bool)",
    "year": "the year in which the period starts (int)",
    "value": "the value as displayed; NaN where there is none (such rows may be left out)",
    "value_text": "'84.2'",
    "status_text": "why there is no value",
}


def trend_chart(
    points: pd.DataFrame, *, width: int, height: int, targets: Sequence[TargetLine] = (), present: PresentPace | None = None,
    notes: Sequence[TrendNote] = (), highlight: str = "", marked: Sequence[str] = (), bands: Sequence[Band] = (),
    least: float | None = None, most: float | None = None,
    sizes: Sizes = SCREEN, select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """Lines for `points` (TREND_COLUMNS); `highlight` is the code of the chosen place, `marked` those of a few more, `bands`
    lie behind them; `least` and `most` bound the axis.

    With `select` a click sets the parameter "place" to the code of a line.
    """
    canvas = Canvas(width, height)
    points = points.sort_values(["is_city", "code", "year"], kind="stable").reset_index(drop=True)
    if not points["value"].notna().any():
        canvas.text(width / 2, height / 2, _("没有可显示的数据"), sizes.value, INK_3, align="center")
        return canvas.chart(_("没有可显示的数据"), select=select)
    reach = [value for band in bands for _year, low, high in band.years for value in (low, high)]
    plot = lay_out(points, (width, height), targets, present, (least, most), sizes, reach)
    draw_axes(canvas, plot, targets, sizes)
    draw_bands(canvas, bands, plot.x, plot.y, sizes)
    if highlight:
        draw_fan(canvas, points, plot, targets, present, highlight, sizes)
    for _code, line in points.groupby("code", sort=False):
        draw_line(canvas, line, plot, highlight, marked, notes, sizes)
    standing_out = (highlight, marked)
    if width >= NARROW:
        draw_first_names(canvas, points, plot.x, plot.y, standing_out, sizes)
    beyond = [] if ahead(plot) else targets
    fan = fan_of(points, plot, targets, present, highlight)
    ended = draw_ended_names(canvas, points, plot, notes, [highlight, *marked], fan, sizes)
    going_on = points[~points["code"].isin(ended)]
    draw_last_names(canvas, going_on, plot.x, plot.y, plot.last, standing_out, notes, beyond, sizes, fan)
    if ahead(plot):
        draw_targets(canvas, plot.x, plot.y, targets, present if highlight else None, sizes)
    for note in notes:
        draw_note(canvas, points, plot, note, sizes)
    return canvas.chart(_("{n} 个单位历年变化").format(n=points["code"].nunique()), select=select)


def ahead(plot: Plot) -> bool:
    """Whether the axis goes on beyond the last year with figures."""
    return plot.years[-1] > plot.last


def lay_out(
    points: pd.DataFrame, size: tuple[float, float], targets: Sequence[TargetLine], present: PresentPace | None,
    bounds: tuple[float | None, float | None], sizes: Sizes, reach: Sequence[float] = (),
) -> Plot:  # fmt: skip
    """Axes: years evenly by time, values from below the smallest to above the largest of lines and targets."""
    width, height = size
    shown = points[points["value"].notna()]
    last = int(shown["year"].max())
    future = [target.year for target in targets if target.year and target.year > last]
    end = max([last, *future, *([present.year] if present else [])])
    years = list(range(int(points["year"].min()), end + 1))
    marks = ticks(
        [*shown["value"], *reach, *(t.value for t in targets), *([present.value] if present else [])],
        least=bounds[0],
        most=bounds[1],
    )
    first, final, further = label_sizes(points, targets, present, last, end > last, sizes)
    first = first if width >= NARROW else 0.0
    gap = 10 * sizes.factor
    left = max(text_width(tick_text(mark, marks), sizes.head) for mark in marks) + gap + first + gap
    right = width - (further if end > last else final) - gap * 1.5
    middle = sizes.head * 0.5
    x = Axis(years[0], max(years[-1], years[0] + 1), left, right)
    if len(years) == 1:
        x = Axis(years[0] - 1, years[0] + 1, left, right)
    elif end > last:
        # the names beside the last values need room before the targets' labels
        room = final + gap
        span = (x.pixel(end) - x.pixel(last)) or 1.0
        if span < room:
            x = Axis(years[0], years[-1], left, right)
    return Plot(x, Axis(marks[0], marks[-1], height - sizes.head * 2.6, middle + sizes.head * 0.6), years, last, marks)


def draw_axes(canvas: Canvas, plot: Plot, targets: Sequence[TargetLine], sizes: Sizes) -> None:
    """Grid, its numbers at the far left, years below (the last with figures in bold), targets in ink."""
    stroke = sizes.factor**0.5
    for mark in plot.ticks:
        y = plot.y.pixel(mark)
        canvas.segment(plot.x.start, y, plot.x.end, y, GRID, stroke, z=-1)
        canvas.text(0, y, tick_text(mark, plot.ticks), sizes.head, INK_3)
    room = text_width("2024", sizes.head) * 1.35
    step = next(
        step
        for step in (1, 2, 5, 10, 20, 50)
        if len(plot.years) < 3 or plot.x.pixel(plot.years[step % len(plot.years)]) - plot.x.start >= room or step == 50
    )
    for year in plot.years:
        if (year - plot.last) % step == 0:
            bold = year == plot.last and ahead(plot)
            ink = INK_1 if bold else INK_3
            canvas.text(
                plot.x.pixel(year), plot.y.start + sizes.head * 1.7, str(year), sizes.head, ink, align="center", bold=bold
            )
    for target in targets:
        end = plot.x.pixel(target.year) if target.year and target.year > plot.last else plot.x.end
        canvas.segment(plot.x.start, plot.y.pixel(target.value), end, plot.y.pixel(target.value), INK_1, 1 * sizes.factor, z=1)


def runs(line: pd.DataFrame, cuts: set[int]) -> list[list[tuple[int, float]]]:
    """Stretches of consecutive years with values; `cuts` are years before which the line is broken."""
    found: list[list[tuple[int, float]]] = []
    for year, value in zip(line["year"], line["value"], strict=True):
        if value != value:
            continue
        if found and year - found[-1][-1][0] == 1 and year not in cuts:
            found[-1].append((int(year), float(value)))
        else:
            found.append([(int(year), float(value))])
    return found


def draw_line(
    canvas: Canvas,
    line: pd.DataFrame,
    plot: Plot,
    highlight: str,
    marked: Sequence[str],
    notes: Sequence[TrendNote],
    sizes: Sizes,
) -> None:
    """One place: its stretches, dots where a stretch ends broken or alone, all dots for those that stand out."""
    code, name, city = str(line["code"].iloc[0]), str(line["name"].iloc[0]), bool(line["is_city"].iloc[0])
    heavy = weight(code, city, highlight, marked)
    colour, chosen = line_ink(code, city, highlight, marked), heavy >= 2
    stroke = (1.5, 2.25, 2.5, 3.0)[heavy] * sizes.factor
    height = (3.0, 3.2, 3.3, 3.4)[heavy]
    stretches = runs(line, {note.year for note in notes if note.breaks and note.code == code})
    texts = dict(zip(line["year"], line["value_text"], strict=True))
    first_year, last_year = plot.years[0], stretches[-1][-1][0] if stretches else 0
    for stretch in stretches:
        pixels = [(plot.x.pixel(year), plot.y.pixel(value)) for year, value in stretch]
        if len(pixels) > 1:
            canvas.polyline(pixels, colour, stroke, z=height)
            canvas.hit(LineString(pixels).buffer(5 * sizes.factor, quad_segs=2), code, {_("区县"): name})
        for (year, _value), (x, y) in zip(stretch, pixels, strict=True):
            broken = year in (stretch[0][0], stretch[-1][0]) and (year != first_year or len(stretch) == 1 or year == last_year)
            if chosen or broken:
                canvas.dot(x, y, (9 if chosen else 6.5) * sizes.factor**0.9, colour, width=1.2 * sizes.factor, z=height + 0.05)
            tip = {_("区县"): name, _("年份"): str(year), _("数值"): str(texts[year])}
            canvas.hit(Point(x, y).buffer(8 * sizes.factor, quad_segs=3), code, tip)
