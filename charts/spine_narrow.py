"""The spine on a phone held upright: two lines for each indicator, its figures above and its track below; nothing scrolls.

The signs, the axis of steps and the colours are those of the wide form (`charts.spine`); the sparks and the change stand in the
table of numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from charts.axis import Axis
from charts.canvas import Canvas
from charts.rows import Row, widest
from charts.spine_layout import MOST_STEPS, Track
from charts.spine_marks import draw_range, draw_signs, legend_items, legend_notes
from charts.text_width import LINE_HEIGHT, fit_size, text_width, wrap
from charts.tokens import BELOW, BELOW_INK, GRID, INK_1, INK_2, INK_3, LINE, REACHED, REACHED_INK, Sizes
from language import _

# Parts of a row, of a family's name and of the two heads, in sizes of the type on them
FIGURES, TRACK, FAMILY, HEAD = 1.5, 1.75, 2.3, 1.55
# What stands beside the track takes at most this part of the width; states then are signs alone
BESIDE = 0.46


@dataclass(frozen=True)
class Narrow(Track):
    """Right edges of the figures of the first line, of states and ranks of the second; `signs`: states without their words."""

    value: float
    target: float
    distance: float
    state: float
    rank: float
    signs: bool


def narrow_height(rows: pd.DataFrame, name: str, width: float, sizes: Sizes) -> int:
    """Height in pixels: every row has its lines, however many there are; the legend names the district."""
    plan = lay_out(rows, width, sizes)
    families = int((rows["family"] != rows["family"].shift()).sum())
    names = sum(row_height(row, plan) for row in rows.to_dict("records"))
    legend = len(legend_lines(rows, name, width, plan))
    return round(plan.head * (HEAD * 2 + families * FAMILY + legend * 1.6 + 1) + names)


def readable(sizes: Sizes) -> Sizes:
    """Type of at least 12 px: what a page's width makes smaller is read on a phone from no farther away."""
    return replace(sizes, value=max(sizes.value, 13.0), head=max(sizes.head, 12.0), small=max(sizes.small, 12.0))


def narrow_spine_chart(
    rows: pd.DataFrame, *, name: str, width: int, height: int, sizes: Sizes, select: bool = False
) -> alt.LayerChart:
    """Rows of SPINE_COLUMNS for the district `name`, below each other. With `select` a click on a dot answers its code."""
    canvas, sizes = Canvas(width, height), readable(sizes)
    plan = lay_out(rows, width, sizes)
    aimed = bool((rows["target_text"] != "").any())
    draw_heads(canvas, plan, aimed)
    y, before = plan.head * HEAD * 2, ""
    for row in rows.to_dict("records"):
        if row["family"] != before:
            canvas.segment(0, y + 2, width, y + 2, LINE, sizes.factor**0.5, z=-1)
            canvas.text(0, y + plan.head * FAMILY * 0.55, row["family"], plan.head, INK_1, bold=True)
            y, before = y + plan.head * FAMILY, row["family"]
        draw_row(canvas, row, y, plan, sizes, name)
        y += row_height(row, plan)
    canvas.segment(0, y + 2, width, y + 2, LINE, sizes.factor**0.5, z=-1)
    draw_legend(canvas, legend_lines(rows, name, width, plan), y + plan.head * 1.3, plan.head, sizes)
    return canvas.chart(_("{name} {n} 项指标与目标、全市和其他区县的位置").format(name=name, n=len(rows)), select=select)


def lay_out(rows: pd.DataFrame, width: float, sizes: Sizes) -> Narrow:
    """Figures as wide as their texts from the right edge; the track takes what states and ranks leave of the second line."""
    size, head = readable(sizes).value, readable(sizes).head
    gap = size * 0.8
    aimed = bool((rows["target_text"] != "").any())
    distances = [f"{BELOW} {text}" if aimed else text for text in rows["distance_text"]]
    wide = max(widest(distances, size), text_width(_("距目标"), head) if aimed else 0.0)
    target = width - wide - gap
    value = target - (max(widest(rows["target_text"], size), text_width(_("目标"), head)) + gap if aimed else 0.0)
    ranks = max(widest(rows["rank_text"], head), text_width(_("位次"), head))
    state = width - ranks - gap
    states = widest(rows["state_text"], head)
    signs = bool(states) and states + ranks + gap * 2 > width * BESIDE
    if signs:
        states = widest([sign_of(text) for text in rows["state_text"]], head)
    end = state - states - (gap if states else 0.0)
    axis = Axis(-MOST_STEPS * 1.08, MOST_STEPS * 1.08, 0, end)
    return Narrow(axis, size * TRACK, size, head, value, target, width, state, width, signs)


def name_lines(row: Row, plan: Narrow) -> list[str]:
    """The indicator's name in the room that its figures leave it."""
    room = plan.value - text_width(row["value_text"], plan.size, bold=True) - plan.size * 0.6
    return wrap(row["name"], plan.size, room, lines=3)


def row_height(row: Row, plan: Narrow) -> float:
    """Its name's lines and its track."""
    return plan.size * ((len(name_lines(row, plan)) - 1) * LINE_HEIGHT + FIGURES + TRACK)


def sign_of(state: str) -> str:
    """'→' of '→ 明显滞后'."""
    return state.partition(" ")[0]


def draw_heads(canvas: Canvas, plan: Narrow, aimed: bool) -> None:
    """Names of the figures in the first line, sides of the target, state and rank in the second."""
    first, second, size = plan.head * HEAD * 0.45, plan.head * HEAD * 1.45, plan.head
    canvas.text(0, first, _("指标"), size, INK_3)
    figures = [(plan.value, _("数值")), *([(plan.target, _("目标")), (plan.distance, _("距目标"))] if aimed else [])]
    for x, text in figures:
        canvas.text(x, first, text, size, INK_3, align="right")
    canvas.text(plan.rank, second, _("位次"), size, INK_3, align="right")
    if not aimed:
        return
    middle, half = plan.axis.pixel(0), text_width(_("目标"), size, bold=True) / 2 + size * 0.5
    canvas.text(middle, second, _("目标"), size, INK_1, align="center", bold=True)
    for x, text, align in (
        (plan.axis.start, f"{BELOW} {_('未达标')}", "left"),
        (plan.axis.end, f"{_('达标')} {REACHED}", "right"),
    ):
        room = middle - half - plan.axis.start
        canvas.text(x, second, text, fit_size(text, size, room, least=6), INK_3, align=align)


def draw_row(canvas: Canvas, row: Row, top: float, plan: Narrow, sizes: Sizes, place: str) -> None:
    """One indicator: its name and figures, below them its track with state and rank."""
    size, upper, high = plan.size, top + plan.size * FIGURES * 0.55, row_height(row, plan)
    middle = top + high - size * TRACK * 0.55
    room = plan.value - text_width(row["value_text"], size, bold=True) - size * 0.6
    for number, line in enumerate(name_lines(row, plan)):
        canvas.text(0, upper + number * size * LINE_HEIGHT, line, fit_size(line, size, room, least=6), INK_1)
    canvas.text(plan.value, upper, row["value_text"], size, INK_1, align="right", bold=True)
    canvas.text(plan.target, upper, row["target_text"], size, INK_3, align="right")
    ink = {BELOW: BELOW_INK, REACHED: REACHED_INK}.get(row["sign"], INK_3)
    canvas.text(plan.distance, upper, f"{row['sign']} {row['distance_text']}".strip(), size, ink, align="right")
    state = sign_of(row["state_text"]) if plan.signs else row["state_text"]
    canvas.text(plan.state, middle, state, plan.head, INK_2, align="right")
    canvas.text(plan.rank, middle, row["rank_text"], plan.head, INK_1, align="right")
    tip = {_("区县"): place, _("指标"): row["name"], _("数值"): row["value_text"] or row["status_text"]}
    canvas.hit_box(0, top, canvas.width, top + high, "", tip, row["key"])
    if row["target_text"]:
        draw_steps(canvas, middle, plan, sizes)
    draw_range(canvas, row, middle, plan, sizes)


def draw_steps(canvas: Canvas, middle: float, plan: Narrow, sizes: Sizes) -> None:
    """A line for each step and the target's in ink, through the row's track."""
    half = plan.pitch * 0.42
    for step in (-2, -1, 1, 2):
        x = plan.axis.pixel(step)
        canvas.segment(x, middle - half, x, middle + half, GRID, sizes.factor**0.5, z=-1)
    x = plan.axis.pixel(0)
    canvas.segment(x, middle - half, x, middle + half, INK_1, 1.2 * sizes.factor, z=1)


def legend_lines(rows: pd.DataFrame, name: str, width: float, plan: Narrow) -> list[list[tuple[str, str]] | str]:
    """The signs in one line or in two, the notes, and what the states' signs mean where they stand without words."""
    items = legend_items(name)
    wide = sum(text_width(text, plan.head) + 36 for _kind, text in items)
    notes = legend_notes(rows)
    if plan.signs:
        notes.append("　".join(dict.fromkeys(text for text in rows["state_text"] if text)))
    found: list[list[tuple[str, str]] | str] = [items] if wide <= width else [items[:2], items[2:]]
    return [*found, *(line for note in notes for line in wrap(note, plan.head, width))]


def draw_legend(canvas: Canvas, lines: list[list[tuple[str, str]] | str], top: float, size: float, sizes: Sizes) -> None:
    """What dot, tick, circle, bar and grid stand for, line by line."""
    for number, line in enumerate(lines):
        y = top + number * size * 1.6
        if isinstance(line, str):
            canvas.text(0, y, line, size, INK_3)
        else:
            wide = sum(text_width(text, size) for _kind, text in line)
            draw_signs(canvas, line, (0, y), size * min(1.0, (canvas.width - 36 * len(line)) / wide), sizes)
