"""Ranked places on a slide: a dot with its way to the target where there is one, else a bar from 0; columns of words beside."""

from __future__ import annotations

from shapely.geometry import box as rectangle

from charts.axis import Axis, ticks
from charts.canvas import Canvas
from charts.rows import draw_name, name_width, tint, widest
from charts.text_width import LINE_HEIGHT, fit_size, text_width
from charts.tokens import GRID, INK_1, INK_3, PAGE, SLIDE, SURFACE
from exports.deck_content import BarRow, Bars
from exports.picture import Area
from indicators.rounding import shown

GAP = 40
LEAST = 36


def draw_bars(canvas: Canvas, bars: Bars, area: Area) -> None:
    """The rows into the area; the columns that find no room at 36 px are left out, the last one (the state) last of all."""
    head = SLIDE.head * 1.6 if bars.target is not None or any(bars.heads) else 12.0
    pitch = min(SLIDE.row, (area.height - head) / max(len(bars.rows), 1))
    size = max(LEAST, min(SLIDE.value, pitch * 0.6))
    names = name_width((row.name for row in bars.rows), size, area.width * 0.24)
    columns, room = _columns(bars, size, area.width - names - GAP)
    start, end = area.x + names + GAP, area.x + area.width - room
    axis = _axis(bars, start, end, size)
    top = area.y + head
    bottom = top + pitch * len(bars.rows)
    x = end
    for number, wide in columns:
        x += GAP
        canvas.text(x, area.y + head * 0.5, bars.heads[number].replace("\n", ""), _head_size(bars, number, wide), INK_3)
        for place, row in enumerate(bars.rows):
            cell = row.cells[number]
            middle = top + (place + 0.5) * pitch
            canvas.text(x, middle, cell.text, size, cell.colour or INK_1, bold=cell.bold or row.is_city)
        x += wide
    for place, row in enumerate(bars.rows):
        _row(canvas, row, (area.x, top + place * pitch, area.x + area.width, pitch), bars, axis, size, names)
    if bars.target is not None:
        line = axis.pixel(bars.target)
        canvas.segment(line, top - 6, line, bottom, INK_1, 2.6, z=2)
        half = text_width(bars.target_text, SLIDE.head, bold=True) / 2
        centre = min(max(line, area.x + half), area.x + area.width - room - half) if room else max(line, area.x + half)
        canvas.text(centre, area.y + head * 0.5, bars.target_text, SLIDE.head, INK_1, align="center", bold=True)


def _head_size(bars: Bars, number: int, wide: float) -> float:
    return fit_size(bars.heads[number].replace("\n", ""), SLIDE.head, wide, least=LEAST)


def _columns(bars: Bars, size: float, most: float) -> tuple[list[tuple[int, float]], float]:
    """The columns shown as (number, width), and the room they take with their gaps."""
    wide = {
        number: max(
            widest((row.cells[number].text for row in bars.rows if row.cells), size, bold=True),
            text_width(head.replace("\n", ""), LEAST),
        )
        for number, head in enumerate(bars.heads)
    }
    kept: list[int] = []
    for number in reversed(wide):  # the state stands last and matters most
        if sum(wide[other] + GAP for other in (*kept, number)) <= most - 420:
            kept.insert(0, number)
    return [(number, wide[number]) for number in kept], sum(wide[number] + GAP for number in kept)


def _axis(bars: Bars, start: float, end: float, size: float) -> Axis:
    """Values and target between their outermost labels; from 0 where there is no target."""
    values = [row.value for row in bars.rows if row.value is not None]
    if bars.target is None:
        values = [0.0, *values]
    marks = ticks([*values, *([bars.target] if bars.target is not None else [])])
    label = max((text_width(shown(value, bars.decimals), size) for value in values), default=0.0) + 32
    left = start + (label if bars.target is not None else 0.0)
    return Axis(marks[0], marks[-1], left, max(end - label, left + 60))


def _row(
    canvas: Canvas, row: BarRow, at: tuple[float, float, float, float], bars: Bars, axis: Axis, size: float, names: float
) -> None:
    left, top, right, pitch = at
    middle = top + pitch / 2
    if row.is_city:
        canvas.rect(left - 12, top + 2, right, top + pitch - 2, PAGE, radius=4, z=-2)
    canvas.segment(left, top, right, top, GRID, 2, z=-1)
    draw_name(canvas, row.name, left, middle, names, pitch, size, bold=row.is_city)
    if row.value is None:
        half = min(pitch * 0.24, 24)
        ground = PAGE if row.is_city else SURFACE
        start, end = left + names + GAP, axis.end + (axis.start - left - names - GAP)
        canvas.hatch(rectangle(start, middle - half, end, middle + half), SLIDE)
        wide = text_width(row.status, LEAST) / 2 + 18
        centre = (start + end) / 2
        tall = LEAST * LINE_HEIGHT / 2
        canvas.rect(centre - wide, middle - tall, centre + wide, middle + tall, ground, z=3.5)
        canvas.text(centre, middle, row.status, LEAST, INK_3, align="center")
        return
    text = shown(row.value, bars.decimals)
    x = axis.pixel(row.value)
    if bars.target is None:
        half = min(pitch * 0.28, 26)
        canvas.rect(axis.start, middle - half, x, middle + half, row.colour, z=1)
        canvas.text(x + 14, middle, text, size, INK_1, bold=row.is_city)
        return
    goal = axis.pixel(bars.target)
    if abs(goal - x) > 15:
        canvas.rect(min(x, goal), middle - 5, max(x, goal), middle + 5, tint(row.colour, 0.4), z=1)
    canvas.dot(x, middle, 30, row.colour, width=3)
    side = -1 if x < goal else 1
    align = "left" if side > 0 else "right"
    canvas.text(x + side * 28, middle, text, size, INK_1, align=align, bold=row.is_city)
