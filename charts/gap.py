"""Gap to target: where each place stands, how far it is, in people, at which pace, by when, in which of nine states.

The dot is the value, in the colour of the state; one line through all rows is the target; the bar between them is a
tint and only decoration. A place without a value is hatched across the whole width a value could have had.
"""

from __future__ import annotations

from collections import Counter

import altair as alt
import pandas as pd

from charts.axis import tick_text
from charts.canvas import Canvas
from charts.gap_layout import Columns, GapHeads, label_of, lay_out
from charts.rows import Row, city_last, draw_left_out, draw_name, draw_row_ground, slots, thinned, tint
from charts.text_width import fit_size, text_width
from charts.tokens import ACCENT, GRID, INK_1, INK_2, INK_3, NARROW, NONE, SCREEN, STATES, Sizes
from language import _

__all__ = ["GAP_COLUMNS", "GapHeads", "gap_chart", "gap_height"]

GAP_COLUMNS = {
    "code": "code of the place",
    "name": "its name; rows stand in the order given, largest gap first",
    "is_city": "True for the city's row (bool)",
    "value": "the value as displayed; NaN where there is none",
    "value_text": "'84.2'",
    "status_text": "why there is no value, '2024 学年未报送'; '' where there is one",
    "state": "key of tokens.STATES",
    "state_text": "that state in words",
    "short": "True where something is still to do (bool): its figures are bold",
    "gap_text": "'差 6.8', '超 1.3'; '—'",
    "people_text": "'1,537'; '—' where the indicator has no people behind it",
    "pace_text": "'+0.70', '—'",
    "needed_text": "'+2.27', '—'",
    "year_text": "'2034 年', '达不到', '已达标', '—'",
    "close": "True where a neighbour is nearer than one child, class or school (bool): ≈ beside its name; may be left out",
    "near_text": "'不足 1 个班' where less than one is still to do, below the gap; '' elsewhere; may be left out",
}


def gap_height(rows: pd.DataFrame, sizes: Sizes = SCREEN) -> int:
    """Height in pixels at which the rows have the pitch of a page: 56 px, less where they would not stand on one screen."""
    pitch = next((share for most, share in ((9, 1.2), (12, 0.95)) if len(rows) <= most), 0.78)
    return round(sizes.head * 2.4 + len(rows) * sizes.row * pitch + sizes.head * 2 + sizes.head * 2)


def gap_chart(
    rows: pd.DataFrame, *, width: int, height: int, target: float | None, target_text: str, heads: GapHeads,
    at_most: bool = False, least: float | None = None, most: float | None = None, sizes: Sizes = SCREEN,
    highlight: str = "", select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """Rows of GAP_COLUMNS against `target` (None: no line). `least` and `most` are the bounds a value can have.

    `target_text` is the line's label ("目标 85"). With `select` a click sets the parameter "place" to the row's code.
    """
    canvas = Canvas(width, height)
    rows = city_last(rows)
    head, foot = sizes.head * 2.0, sizes.head * 1.9 + sizes.head * 2.0
    everyone = rows
    rows, gap_at, left_out = thinned(rows, height - head - foot, sizes)
    listed = slots(rows, gap_at)
    pitch = min((height - head - foot) / max(len(listed), 1), sizes.row * 1.2)
    size = min(sizes.value, pitch * 0.6)
    label = text_width(target_text, sizes.head, bold=True)
    columns = lay_out(rows, width, target, heads, label, size, sizes, (least, most))
    bottom = head + len(listed) * pitch
    draw_axis(canvas, columns, (head, bottom), target, target_text, at_most, heads, sizes)
    draw_heads(canvas, columns, heads, head, sizes)
    for number, row in enumerate(listed):
        top = head + number * pitch
        if row is None:
            draw_left_out(canvas, 10 * sizes.factor, top + pitch / 2, left_out, columns.size)
            continue
        draw_row(canvas, row, (top, pitch), columns, target, heads, sizes, row["code"] == highlight)
        if number and not row["is_city"]:
            canvas.segment(0, top, width, top, GRID, 1 * sizes.factor**0.5, z=-1)
    draw_states(canvas, everyone, bottom + sizes.head * 2.9, sizes)
    return canvas.chart(_("{n} 个单位与目标的差距").format(n=int((~rows["is_city"].astype(bool)).sum())), select=select)


def draw_axis(
    canvas: Canvas, columns: Columns, at: tuple[float, float], target: float | None, target_text: str, at_most: bool,
    heads: GapHeads, sizes: Sizes,
) -> None:  # fmt: skip
    """Grid lines, their numbers below, the target's line with its sides named above."""
    top, bottom = at
    said = spaced(columns, target, sizes.head)
    for tick in columns.ticks:
        x = columns.axis.pixel(tick)
        canvas.segment(x, top, x, bottom, GRID, 1 * sizes.factor**0.5, z=-1)
        if tick not in said:
            continue
        here, text = is_at(tick, target), tick_text(tick, columns.ticks)
        ink = INK_1 if here else INK_3
        canvas.text(x, bottom + sizes.head * 0.95, text, sizes.head, ink, align="center", bold=here)
    if target is None:
        return
    x = columns.axis.pixel(target)
    canvas.segment(x, top, x, bottom + sizes.head * 0.25, INK_1, 1.2 * sizes.factor, z=2)
    half = text_width(target_text, sizes.head, bold=True) / 2 + sizes.head * 0.8
    canvas.text(x, top - sizes.head, target_text, sizes.head, INK_1, align="center", bold=True)
    before, after = (_("已达标"), _("未达标")) if at_most else (_("未达标"), _("已达标"))
    if x - half - text_width(before, sizes.head) > columns.name_end:
        canvas.text(x - half, top - sizes.head, before, sizes.head, INK_3, align="right")
    if x + half + text_width(after, sizes.head) < columns.right["gap"] - text_width(heads.gap, sizes.head) - sizes.head:
        canvas.text(x + half, top - sizes.head, after, sizes.head, INK_3)


def is_at(tick: float, target: float | None) -> bool:
    """Whether the number of the axis is the target's."""
    return target is not None and abs(tick - target) < 1e-9


def spaced(columns: Columns, target: float | None, size: float) -> list[float]:
    """The numbers of the axis that are written without touching: the target's, both ends, then what there is room for."""
    ends = (columns.ticks[0], columns.ticks[-1])
    kept: list[float] = []
    for tick in sorted(columns.ticks, key=lambda one: (not is_at(one, target), one not in ends, one)):
        half = text_width(tick_text(tick, columns.ticks), size, bold=True) / 2 + size * 0.8
        others = ((columns.axis.pixel(one), text_width(tick_text(one, columns.ticks), size, bold=True) / 2) for one in kept)
        if all(abs(columns.axis.pixel(tick) - x) >= half + other for x, other in others):
            kept.append(tick)
    return kept


def draw_heads(canvas: Canvas, columns: Columns, heads: GapHeads, height: float, sizes: Sizes) -> None:
    """Names of the columns."""
    size = min(sizes.head, columns.size)
    canvas.text(10 * sizes.factor, height - sizes.head, _("区县"), size, INK_3)
    for name in ("gap", "people", "pace", "year"):
        if name in columns.right:
            canvas.text(columns.right[name], height - sizes.head, getattr(heads, name), size, INK_3, align="right")
    if heads.state:
        canvas.text(columns.state, height - sizes.head, heads.state, size, INK_3)


def draw_row(
    canvas: Canvas, row: Row, at: tuple[float, float], columns: Columns, target: float | None, heads: GapHeads,
    sizes: Sizes, chosen: bool,
) -> None:  # fmt: skip
    """One place."""
    top, pitch = at
    middle, size, state = top + pitch / 2, columns.size, STATES[row["state"]]
    name_x = 10 * sizes.factor
    draw_row_ground(canvas, row, top, pitch, sizes, chosen)
    bold = bool(row["is_city"]) or chosen
    ink = ACCENT if chosen else INK_1
    draw_name(canvas, label_of(row), name_x, middle, columns.name_end - name_x, pitch, size, bold=bold, colour=ink)
    if row["value"] != row["value"]:
        x, x2, half = columns.axis.start, columns.axis.end, min(pitch * 0.22, 11 * sizes.factor)
        word = fit_size(row["status_text"], sizes.head, (x2 - x) * 0.8, least=10 * sizes.factor)
        canvas.hatched_track(x, middle - half, x2, middle + half, sizes, row["status_text"], word, INK_3)
    else:
        draw_dot(canvas, row, middle, columns, target, state.colour, sizes)
    draw_figures(canvas, row, middle, pitch, columns, heads)
    tip = {_("区县"): row["name"], _("数值"): row["value_text"] if row["value"] == row["value"] else row["status_text"]}
    near = row.get("near_text") or ""
    tip |= {_("差距"): f"{row['gap_text']}（{near}）" if near else row["gap_text"], _("状态"): row["state_text"]}
    tip |= {_("名次"): _("与相邻区县差距不足一人（班、校）")} if row.get("close") else {}
    canvas.hit_box(0, top, canvas.width, top + pitch, row["code"], tip)


def draw_dot(canvas: Canvas, row: Row, middle: float, columns: Columns, target: float | None, colour: str, sizes: Sizes) -> None:
    """The value as a dot, a tint to the target, the number on the side away from it."""
    x, diameter = columns.axis.pixel(row["value"]), 13 * sizes.factor
    goal = x if target is None else columns.axis.pixel(target)
    if abs(goal - x) > diameter / 2:
        half = 2 * sizes.factor**0.9
        canvas.rect(min(x, goal), middle - half, max(x, goal), middle + half, tint(colour, 0.4), z=1)
    canvas.dot(x, middle, diameter, colour, stroke="#FFFFFF", width=1.5 * sizes.factor)
    side = -1 if x < goal else 1
    canvas.text(
        x + side * (diameter * 0.5 + columns.size * 0.35),
        middle,
        row["value_text"],
        columns.size,
        INK_1,
        align="left" if side > 0 else "right",
    )


def draw_figures(canvas: Canvas, row: Row, middle: float, pitch: float, columns: Columns, heads: GapHeads) -> None:
    """Gap, people, pace of now and needed, year, state."""
    size, state = columns.size, STATES[row["state"]]
    ink = INK_1 if row["short"] else INK_3
    for name, text in (("gap", row["gap_text"]), ("people", row["people_text"])):
        if name in columns.right:
            canvas.text(columns.right[name], middle, text, size, ink, align="right", bold=bool(row["short"]))
    if row.get("near_text") and pitch >= size * 2.2:  # closer rows leave it to the tooltip and the table
        small = size * 0.72
        canvas.text(columns.right["gap"], middle + (size + small) * 0.58, row["near_text"], small, INK_3, align="right")
    if "pace" in columns.right:
        needed = f" / {row['needed_text']}" if (row["pace_text"], row["needed_text"]) != (NONE, NONE) else ""
        canvas.text(columns.right["pace"], middle, needed, size, INK_3, align="right")
        canvas.text(columns.right["pace"] - text_width(needed, size), middle, row["pace_text"], size, INK_1, align="right")
    if "year" in columns.right:
        canvas.text(columns.right["year"], middle, row["year_text"], size, ink, align="right")
    words = f"{state.sign} {row['state_text']}" if heads.state else state.sign
    canvas.text(columns.state, middle, words, size, state.colour, bold=True)


def draw_states(canvas: Canvas, rows: pd.DataFrame, middle: float, sizes: Sizes) -> None:
    """How many districts are in each state that occurs."""
    places = rows[~rows["is_city"].astype(bool)]
    counts = Counter(places["state"])
    words = dict(zip(places["state"], places["state_text"], strict=True))
    found = [(STATES[key], f"{words[key]} {counts[key]}") for key in STATES if counts[key]]
    size, note = sizes.small, _("数字为区县数")
    room = canvas.width - 10 * sizes.factor - text_width(note, size)
    needed = sum(text_width(f"{mark.sign} {text}", size) + 16 * sizes.factor for mark, text in found) or 1.0
    if needed > room and canvas.width < NARROW:
        # two lines: the note and half of the states need not shrink the other half
        note, room, middle = "", needed, middle - sizes.head * 0.5
    size *= min(1.0, room / needed)
    x = start = 10 * sizes.factor
    for mark, text in found:
        if not note and x + text_width(f"{mark.sign} {text}", size) > canvas.width:
            x, middle = start, middle + size * 1.4
        canvas.text(x, middle, mark.sign, size, mark.colour, bold=True)
        x += text_width(mark.sign + " ", size, bold=True)
        canvas.text(x, middle, text, size, INK_2)
        x += text_width(text, size) + 16 * sizes.factor
    canvas.text(canvas.width - 8 * sizes.factor, middle, note, size, INK_3, align="right")
