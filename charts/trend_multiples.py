"""One small trend for each place on the same axes: everybody's own line, the others faint behind it, the target across."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
from shapely.geometry import box

from charts.axis import Axis, tick_text, ticks
from charts.canvas import Canvas
from charts.map_multiples import grid
from charts.marked import line_ink, weight
from charts.text_width import fit_size, text_width
from charts.tokens import GRID, INK_1, INK_2, INK_3, LINE, SCREEN, Sizes
from charts.trend import runs
from charts.trend_marks import TargetLine, TrendNote
from language import _

Line = list[tuple[int, float]]


def trend_multiples_chart(
    points: pd.DataFrame, *, width: int, height: int, targets: Sequence[TargetLine] = (), notes: Sequence[TrendNote] = (),
    highlight: str = "", marked: Sequence[str] = (), least: float | None = None, most: float | None = None,
    sizes: Sizes = SCREEN, select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """A panel for each place of `points` (TREND_COLUMNS), in the order given, the city's last; one scale for all.

    With `select` a click sets the parameter "place" to the code of a panel.
    """
    canvas = Canvas(width, height)
    known = points[points["value"].notna()]
    if known.empty:
        canvas.text(width / 2, height / 2, _("没有可显示的数据"), sizes.value, INK_3, align="center")
        return canvas.chart(_("没有可显示的数据"), select=select)
    lines = {
        str(code): runs(line.sort_values("year"), {note.year for note in notes if note.breaks and note.code == code})
        for code, line in known.groupby("code", sort=False)
    }
    rows = known.groupby("code", sort=False).tail(1).sort_values("is_city", kind="stable").to_dict("records")
    marks = ticks([*known["value"], *(target.value for target in targets)], count=3, least=least, most=most)
    margin = max(text_width(tick_text(mark, marks), sizes.small) for mark in marks) + 6 * sizes.factor
    years = (int(known["year"].min()), int(known["year"].max()))
    head, foot = sizes.head * 1.7, sizes.small * 1.5
    columns, count = grid(len(rows), width - margin, height - foot, head, 1.9)
    wide, high = (width - margin) / columns, (height - foot) / count
    for number, row in enumerate(rows):
        down, across = divmod(number, columns)
        left, top = margin + across * wide + 5 * sizes.factor, down * high
        right, bottom = left + wide - 12 * sizes.factor, top + high - 8 * sizes.factor
        x = Axis(years[0], max(years[1], years[0] + 1), left, right - 4 * sizes.factor)
        y = Axis(marks[0], marks[-1], bottom, top + head)
        code = str(row["code"])
        who = (code, bool(row["is_city"]), highlight, marked)
        for mark in marks:
            canvas.segment(left, y.pixel(mark), right, y.pixel(mark), GRID, 1, z=-1)
            if across == 0:
                canvas.text(margin - 2 * sizes.factor, y.pixel(mark), tick_text(mark, marks), sizes.small, INK_3, align="right")
        for target in targets[:1]:
            canvas.segment(left, y.pixel(target.value), right, y.pixel(target.value), INK_1, 0.8 * sizes.factor, z=0.5)
        for other, stretches in lines.items():
            if other != code:
                draw(canvas, stretches, x, y, LINE, 0.7 * sizes.factor, 1.0)
        colour = INK_2 if weight(*who) == 0 else line_ink(*who)
        draw(canvas, lines[code], x, y, colour, (2.6 if weight(*who) >= 2 else 2.0) * sizes.factor, 2.0, dots=True)
        title = f"{row['name']} {row['value_text']}" + (
            "" if row["year"] == years[1] else _("（{year}）").format(year=row["year"])
        )
        size = fit_size(title, sizes.head, right - left, least=8, bold=True)
        canvas.text(left, top + head * 0.42, title, size, colour if weight(*who) else INK_1, bold=True)
        if number + columns >= len(rows):
            for year, align in ((years[0], "left"), (years[1], "right")):
                at = left if align == "left" else right
                canvas.text(at, bottom + sizes.small * 0.85, str(year), sizes.small, INK_3, align=align)
        told = "，".join(f"{year} {value:g}" for stretch in lines[code] for year, value in stretch)
        canvas.hit(box(left, top, right, bottom), code, {_("区县"): str(row["name"]), _("数值"): told})
    return canvas.chart(_("{n} 个单位各一张小图").format(n=len(rows)), select=select)


def draw(
    canvas: Canvas, stretches: list[Line], x: Axis, y: Axis, colour: str, width: float, z: float, *, dots: bool = False
) -> None:
    """A line with its gaps; `dots`: at the last year, and where a year stands alone."""
    for stretch in stretches:
        pixels = [(x.pixel(year), y.pixel(value)) for year, value in stretch]
        if len(pixels) > 1:
            canvas.polyline(pixels, colour, width, z=z)
        if dots and (len(pixels) == 1 or stretch is stretches[-1]):
            canvas.dot(*pixels[-1], width * 2.4, colour, width=0.8, z=z + 0.5)
