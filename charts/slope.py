"""Slope: two years, one line for each place between them: who rose, who fell, who overtook whom?

Names and values stand at both ends, pushed apart; the change stands after the value at the right.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
from shapely.geometry import LineString

from charts.axis import Axis, tick_text, ticks
from charts.canvas import Canvas
from charts.labels import push_apart
from charts.marked import line_ink, text_ink, weight
from charts.rows import Row
from charts.text_width import LINE_HEIGHT, fit_size, text_width
from charts.tokens import EDGE, GRID, INK_1, INK_3, SCREEN, Sizes
from charts.trend_labels import kept
from language import _

SLOPE_COLUMNS = {
    "code": "code of the place",
    "name": "its name",
    "is_city": "True for the city's line (bool)",
    "first": "the value in the first year as displayed",
    "last": "the value in the last year as displayed",
    "first_text": "'70.1'",
    "last_text": "'78.2'",
    "change_text": "'+8.1', signed, in the indicator's unit",
}


def slope_chart(
    rows: pd.DataFrame, years: tuple[str, str], *, width: int, height: int, target: float | None = None, target_text: str = "",
    highlight: str = "", marked: Sequence[str] = (), sizes: Sizes = SCREEN, select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """Lines for `rows` (SLOPE_COLUMNS) from the first of `years` to the second; `target` is a line across.

    With `select` a click sets the parameter "place" to the code of a line.
    """
    canvas = Canvas(width, height)
    if rows.empty:
        canvas.text(width / 2, height / 2, _("没有可显示的数据"), sizes.value, INK_3, align="center")
        return canvas.chart(_("没有可显示的数据"), select=select)
    marks = ticks([*rows["first"], *rows["last"], *([target] if target is not None else [])])
    y = Axis(marks[0], marks[-1], height - sizes.head * 1.2, sizes.head * 3.0)
    texts = [left_text(row) for row in rows.to_dict("records")] + [right_text(row) for row in rows.to_dict("records")]
    room = max(text_width(text, sizes.value, bold=True) for text in texts) + 26 * sizes.factor
    middle, half = width / 2, max(min(width / 2 - room, width * 0.26), width * 0.08)
    x, x2 = middle - half, middle + half
    for place, year in ((x, years[0]), (x2, years[1])):
        canvas.segment(place, y.start, place, y.end - sizes.head * 0.6, GRID, 1.5 * sizes.factor, z=0)
        canvas.text(place, sizes.head * 0.9, year, sizes.head * 1.05, INK_1, align="center", bold=True)
    if target is not None:
        canvas.segment(x, y.pixel(target), x2, y.pixel(target), INK_1, 1 * sizes.factor, z=1)
        canvas.text(
            middle, y.pixel(target) - sizes.head * 0.7, target_text, sizes.head, INK_1, align="center", halo=4 * sizes.factor
        )
    for row in rows.to_dict("records"):
        who = (str(row["code"]), bool(row["is_city"]), highlight, marked)
        heavy = weight(*who)
        colour, stroke = line_ink(*who), (1.5, 2.25, 2.6, 3.0)[heavy] * sizes.factor
        ends = [(x, y.pixel(row["first"])), (x2, y.pixel(row["last"]))]
        canvas.polyline(ends, colour, stroke, z=2 + heavy / 10)
        for px, py in ends:
            canvas.dot(px, py, (6.5 + heavy) * sizes.factor**0.9, colour, width=1.2 * sizes.factor, z=3 + heavy / 10)
        tip = {_("区县"): row["name"], years[0]: row["first_text"], years[1]: row["last_text"], _("变化"): row["change_text"]}
        canvas.hit(LineString(ends).buffer(6 * sizes.factor, quad_segs=2), row["code"], tip)
    draw_ends(canvas, rows, y, x, "left", highlight, marked, sizes)
    draw_ends(canvas, rows, y, x2, "right", highlight, marked, sizes)
    said = _("{first} 与 {last}：{n} 个单位").format(first=years[0], last=years[1], n=int((~rows["is_city"].astype(bool)).sum()))
    return canvas.chart(f"{said} {tick_text(marks[0], marks)}–{tick_text(marks[-1], marks)}", select=select)


def left_text(row: Row) -> str:
    """海陵区 81.0."""
    return f"{row['name']} {row['first_text']}"


def right_text(row: Row) -> str:
    """92.4 海陵区 +11.4."""
    return f"{row['last_text']} {row['name']} {row['change_text']}".rstrip()


def draw_ends(
    canvas: Canvas, rows: pd.DataFrame, y: Axis, x: float, side: str, highlight: str, marked: Sequence[str], sizes: Sizes
) -> None:
    """Names and values beside one end, pushed apart; where there are too many, the ends and what is marked stay."""
    column = "first" if side == "left" else "last"
    ordered = rows.sort_values(column, ascending=False).to_dict("records")
    heavy = [weight(str(row["code"]), bool(row["is_city"]), highlight, marked) > 0 for row in ordered]
    chosen, size = kept(len(ordered), heavy, y.start - y.end, sizes.value)
    shown = [ordered[number] for number in sorted(chosen)]
    middles = push_apart([y.pixel(row[column]) for row in shown], [size * LINE_HEIGHT] * len(shown), y.end - size, y.start + size)
    sign = -1 if side == "left" else 1
    far = x + sign * 20 * sizes.factor
    for row, middle in zip(shown, middles, strict=True):
        text = left_text(row) if side == "left" else right_text(row)
        who = (str(row["code"]), bool(row["is_city"]), highlight, marked)
        strong, colour = weight(*who), text_ink(*who)
        wanted = y.pixel(row[column])
        canvas.segment(
            x + sign * 5 * sizes.factor, wanted, far - sign * 3 * sizes.factor, middle, EDGE, 0.6 * sizes.factor, z=1.5
        )
        room = far if side == "left" else canvas.width - far
        fitted = fit_size(text, size, room, least=8, bold=strong > 1)
        canvas.text(far, middle, text, fitted, colour, align="right" if side == "left" else "left", bold=strong > 1, z=6)
        wide = text_width(text, fitted, bold=strong > 1)
        left = far - wide if side == "left" else far
        canvas.hit_box(
            left, middle - size * 0.6, left + wide, middle + size * 0.6, str(row["code"]), {_("区县"): str(row["name"])}
        )
