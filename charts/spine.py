"""The spine of a district: every indicator's distance to its target in steps on one axis, so that unlike units compare.

The bar is the range of the districts, open dots are the others, the tick is the city, the accent dot is the district; right is
always the good side. An indicator without a target has no distance: its bar runs from the lowest to the highest district on
its own scale, and says so by its figures at the ends. Sparks have scales of their own; their target is dashed. A phone gets the
form of `charts.spine_narrow`.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from charts.canvas import Canvas
from charts.rows import Row, draw_name
from charts.spine_layout import MOST_STEPS, Spine, SpineHeads, family_lines, lay_out, spine_height
from charts.spine_marks import draw_range, draw_signs, draw_spark, legend_items, legend_notes
from charts.spine_narrow import narrow_height, narrow_spine_chart
from charts.text_width import LINE_HEIGHT, fit_size, text_width
from charts.tokens import (
    BELOW,
    BELOW_INK,
    GRID,
    INK_1,
    INK_2,
    INK_3,
    LINE,
    NARROW,
    REACHED,
    REACHED_INK,
    SCREEN,
    Sizes,
)
from language import _

__all__ = ["MOST_STEPS", "SPINE_COLUMNS", "SpineHeads", "profile_height", "spine_chart", "spine_height"]

SPINE_COLUMNS = {
    "key": "indicator and 学段; one row for each, rows of one family together",
    "family": "name of its family",
    "name": "the indicator's short name",
    "value_text": "'78.2'; '' where the district has none",
    "status_text": "why it has none, '未报送'; '' where it has one",
    "target_text": "'≥ 85', '' without a target",
    "sign": "'▼' or '✓'; '' without value or target",
    "distance_text": "distance without a sign '6.8'; other words without a target; '' for none",
    "at": "the district: steps from the target, positive = beyond it; without a target −3 (lowest) to 3 (highest); NaN",
    "city": "the city on the same scale, NaN for none",
    "others": "tuple of (code, name, text, place on the scale) of the other districts with a value",
    "ends": "('12.1', '15.3') texts at the ends of the bar of a row without a target, else None",
    "rank_text": "'2/5', '' for none",
    "state_text": "state of pace with its sign in words, '' for none",
    "points": "tuple of (year, value) of the district, one kind of period",
    "since": "year before which the district had another territory: the spark is broken there (int)",
    "goal": "the target for the spark, NaN for none",
    "change_text": "'+8.1', '' for none",
}


def spine_chart(
    rows: pd.DataFrame, *, name: str, width: int, height: int, heads: SpineHeads, sizes: Sizes = SCREEN, select: bool = False
) -> alt.LayerChart:
    """Rows of SPINE_COLUMNS for the district `name`. With `select` a click on another district's dot answers its code."""
    canvas = Canvas(width, height)
    if rows.empty:
        canvas.text(width / 2, height / 2, _("没有可显示的数据"), sizes.value, INK_3, align="center")
        return canvas.chart(_("没有可显示的数据"), select=select)
    if width < NARROW:
        return narrow_spine_chart(rows, name=name, width=width, height=height, sizes=sizes, select=select)
    spine = lay_out(rows, width, height, heads, sizes)
    aimed = rows[rows["target_text"] != ""]
    draw_heads(canvas, spine, heads, not aimed.empty, sizes)
    draw_grid(canvas, [spine.tops[key] for key in aimed["key"]], spine, sizes)
    before = ""
    for row in rows.to_dict("records"):
        if row["family"] != before:
            draw_family(canvas, row["family"], spine.tops[row["key"]], spine, sizes)
            before = row["family"]
        draw_row(canvas, row, spine, sizes, name)
    canvas.segment(0, spine.bottom + 2, width, spine.bottom + 2, LINE, sizes.factor**0.5, z=-1)
    draw_legend(canvas, rows, name, spine, sizes)
    return canvas.chart(_("{name} {n} 项指标与目标、全市和其他区县的位置").format(name=name, n=len(rows)), select=select)


def profile_height(rows: pd.DataFrame, name: str, width: float, sizes: Sizes) -> int:
    """The height in pixels at which a page `width` wide shows the rows for the district `name`."""
    return narrow_height(rows, name, width, sizes) if width < NARROW and not rows.empty else spine_height(rows, sizes)


def draw_heads(canvas: Canvas, spine: Spine, heads: SpineHeads, aimed: bool, sizes: Sizes) -> None:
    """Names of the columns, and the sides of the target above the spine."""
    y, size = sizes.head * 0.8, spine.head
    canvas.text(spine.name, y, _("指标"), size, INK_3)
    figures = [(spine.value, _("数值")), *([(spine.target, _("目标")), (spine.distance, _("距目标"))] if aimed else [])]
    for x, text in figures:
        canvas.text(x, y, text, size, INK_3, align="right")
    canvas.text(spine.rank, y, _("位次"), size, INK_3, align="right")
    if spine.spark - spine.state > spine.size * 2:
        canvas.text(spine.state, y, _("状态"), size, INK_3)
    canvas.text((spine.spark + spine.spark_end) / 2, y, heads.years, size, INK_3, align="center")
    canvas.text(spine.change, y, heads.change, size, INK_3, align="right")
    if aimed:
        middle, half = spine.axis.pixel(0), text_width(_("目标"), size, bold=True) / 2 + size * 0.6
        canvas.text(middle, y, _("目标"), size, INK_1, align="center", bold=True)
        below, reached = f"{BELOW} {_('未达标')}", f"{_('达标')} {REACHED}"
        canvas.text(spine.axis.start, y, below, fit_size(below, size, middle - half - spine.axis.start, least=6), INK_3)
        canvas.text(
            spine.axis.end, y, reached, fit_size(reached, size, spine.axis.end - middle - half, least=6), INK_3, align="right"
        )


def draw_grid(canvas: Canvas, tops: list[float], spine: Spine, sizes: Sizes) -> None:
    """A line for each step, the target in ink, behind the rows that have a target."""
    for top in tops:
        for step in (-2, -1, 1, 2):
            x = spine.axis.pixel(step)
            canvas.segment(x, top, x, top + spine.pitch, GRID, sizes.factor**0.5, z=-1)
        follows = any(abs(other + spine.pitch - top) < 0.01 for other in tops)
        x, lead = spine.axis.pixel(0), 0 if follows else sizes.head * 0.5
        canvas.segment(x, top - lead, x, top + spine.pitch, INK_1, 1.2 * sizes.factor, z=1)


def draw_family(canvas: Canvas, family: str, top: float, spine: Spine, sizes: Sizes) -> None:
    """A rule above the family's first row, and its name at the left."""
    canvas.segment(0, top - 3.5 * sizes.factor, canvas.width, top - 3.5 * sizes.factor, LINE, sizes.factor**0.5, z=-1)
    lines = family_lines(family, spine.head, canvas.width)
    size = min(spine.head, spine.pitch / LINE_HEIGHT / len(lines))
    for number, line in enumerate(lines):
        y = top + spine.pitch / 2 + (number - (len(lines) - 1) / 2) * size * LINE_HEIGHT
        canvas.text(0, y, line, size, INK_1, bold=True)


def draw_row(canvas: Canvas, row: Row, spine: Spine, sizes: Sizes, place: str) -> None:
    """One indicator."""
    middle, size = spine.tops[row["key"]] + spine.pitch / 2, spine.size
    room = spine.value - spine.name - text_width(row["value_text"], size, bold=True) - size * 0.4
    draw_name(canvas, row["name"], spine.name, middle, room, spine.pitch, size, bold=False)
    canvas.text(spine.value, middle, row["value_text"], size, INK_1, align="right", bold=True)
    canvas.text(spine.target, middle, row["target_text"], size, INK_3, align="right")
    ink = {BELOW: BELOW_INK, REACHED: REACHED_INK}.get(row["sign"], INK_3)
    canvas.text(spine.distance, middle, f"{row['sign']} {row['distance_text']}".strip(), size, ink, align="right")
    tip = {_("区县"): place, _("指标"): row["name"], _("数值"): row["value_text"] or row["status_text"]}
    canvas.hit_box(spine.name, middle - spine.pitch / 2, canvas.width, middle + spine.pitch / 2, "", tip, row["key"])
    draw_range(canvas, row, middle, spine, sizes)
    canvas.text(spine.rank, middle, row["rank_text"], size, INK_1, align="right")
    canvas.text(spine.state, middle, row["state_text"], size, INK_2)
    draw_spark(canvas, row, (spine.spark, spine.spark_end), spine.years, (middle, spine.pitch * 0.32), sizes)
    canvas.text(spine.change, middle, row["change_text"], size, INK_2, align="right")


def draw_legend(canvas: Canvas, rows: pd.DataFrame, name: str, spine: Spine, sizes: Sizes) -> None:
    """What dot, tick, circle, bar and grid stand for."""
    y, size, x = spine.bottom + sizes.small * 1.35, sizes.small, spine.name
    items, notes = legend_items(name), legend_notes(rows)
    wide = sum(text_width(text, size) for _kind, text in items) + sum(text_width(text, size) for text in notes)
    room = canvas.width - x - (len(items) * 36 + len(notes) * 18) * sizes.factor
    size *= min(1.0, room / (wide or 1.0))
    x = draw_signs(canvas, items, (x, y), size, sizes)
    for text in notes:
        canvas.text(x, y, text, size, INK_3)
        x += text_width(text, size) + 18 * sizes.factor
