"""The legend of a map: class colours with the values at their edges, the target as a line through them, the hatch."""

from __future__ import annotations

import math

from shapely.geometry import box

from charts.axis import tick_text
from charts.canvas import Canvas
from charts.classes import Classes
from charts.text_width import text_width
from charts.tokens import BELOW, EDGE, INK_1, INK_2, REACHED, Sizes
from language import _


def legend_height(sizes: Sizes) -> float:
    """Words, strip, numbers."""
    return sizes.head * 1.5 + 9 * sizes.factor + sizes.head * 1.5


def possible(classes: Classes, least: float | None, most: float | None) -> list[int]:
    """Numbers of the classes that a value between `least` and `most` can reach; all where the bounds are unknown."""
    low = float("-inf") if least is None else least
    high = float("inf") if most is None else most
    edges = [float(edge) for edge in classes.edges]
    found = []
    for number in range(len(classes.fills)):
        better_than = edges[number - 1] if number else None
        worse_than = edges[number] if number < len(edges) else None
        if classes.at_most:
            reachable = (better_than is None or better_than >= low) and (worse_than is None or worse_than < high)
        else:
            reachable = (better_than is None or better_than <= high) and (worse_than is None or worse_than > low)
        if reachable:
            found.append(number)
    return found


def draw_legend(
    canvas: Canvas, classes: Classes, at: tuple[float, float], width: float, sizes: Sizes, *,
    least: float | None = None, most: float | None = None, missing: str = "", target_text: str = "",
) -> None:  # fmt: skip
    """The legend from its upper left corner `at`, `width` pixels wide; `missing` names the hatch, "" leaves it out."""
    left, top = at
    if classes.band is not None:
        draw_band(canvas, classes, at, width, sizes, (least, most), missing=missing, target_text=target_text)
        return
    size = sizes.head * 0.94
    hatch_room = (text_width(missing, size) + 16 * sizes.factor) if missing else 0.0
    numbers = possible(classes, least, most)
    unit = min((width - hatch_room) / len(numbers), 62 * sizes.factor)
    strip, bottom = top + size * 1.5, top + size * 1.5 + 9 * sizes.factor
    edges = [float(edge) for edge in classes.edges]
    for place, number in enumerate(numbers):
        x = left + place * unit
        canvas.rect(x, strip, x + unit, bottom, classes.fills[number])
        if place:
            draw_edge(canvas, classes, edges, number - 1, x, (strip, bottom), target_text, sizes)
    end = left + unit * len(numbers)
    draw_outline(canvas, left, strip, end, bottom)
    if classes.target is not None:
        target_x = next(
            (left + place * unit for place, number in enumerate(numbers) if place and edges[number - 1] == float(classes.target)),
            None,
        )
        half = text_width(target_text, size, bold=True) / 2 + 4
        below, reached = f"{BELOW} " + _("未达目标"), f"{REACHED} " + _("达到目标")
        if target_x is None or target_x - half > left + text_width(below, size):
            canvas.text(left, top + size * 0.55, below, size, INK_2)
        if target_x is None or target_x + half < end - text_width(reached, size):
            canvas.text(end, top + size * 0.55, reached, size, INK_2, align="right")
    if missing:
        draw_missing(canvas, max(end + 12 * sizes.factor, left), (strip, bottom), missing, sizes)


def draw_outline(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """Four lines around the strip: a shape would be moved by the projection of a large map beside it."""
    for x, y, x2, y2 in (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ):
        canvas.segment(x, y, x2, y2, EDGE, 1, z=0.5)


def draw_missing(canvas: Canvas, x: float, strip: tuple[float, float], missing: str, sizes: Sizes) -> None:
    """The hatch and what it stands for."""
    size = sizes.head * 0.94
    canvas.hatch(box(x, strip[0], x + 22 * sizes.factor, strip[1]), sizes)
    canvas.text(x, strip[1] + size * 0.85, missing, size, INK_2)


def draw_band(
    canvas: Canvas, classes: Classes, at: tuple[float, float], width: float, sizes: Sizes,
    bounds: tuple[float | None, float | None], *, missing: str, target_text: str,
) -> None:  # fmt: skip
    """The legend of a scale without classes: its shades, the values at both ends, the target between them.

    `bounds`: values beyond them cannot be, so the strip ends there, whatever the scale would have beyond.
    """
    assert classes.band is not None
    low, high = (math.inf * sign if bound is None else bound for sign, bound in zip((-1, 1), bounds, strict=True))
    (left, top), size = at, sizes.head * 0.94
    worst, best = (min(max(end, low), high) for end in classes.band)
    hatch_room = (text_width(missing, size) + 16 * sizes.factor) if missing else 0.0
    long, parts = min(width - hatch_room, 400 * sizes.factor), 60
    strip, bottom = top + size * 1.5, top + size * 1.5 + 9 * sizes.factor
    for part in range(parts):
        fill = classes.fill(worst + (best - worst) * (part + 0.5) / parts)
        canvas.rect(left + long * part / parts, strip, left + long * (part + 1) / parts + 0.5, bottom, str(fill))
    draw_outline(canvas, left, strip, left + long, bottom)
    ends = [worst, best]
    canvas.text(left, bottom + size * 0.85, tick_text(round(worst, 2), ends), size, INK_2)
    canvas.text(left + long, bottom + size * 0.85, tick_text(round(best, 2), ends), size, INK_2, align="right")
    if classes.target is not None:
        x = left + long * (float(classes.target) - worst) / ((best - worst) or 1.0)
        canvas.segment(x, strip - size * 0.35, x, bottom + size * 0.1, INK_1, 1.5 * sizes.factor, z=4)
        canvas.text(x, strip - size * 0.95, target_text, size, INK_1, align="center", bold=True)
        half = text_width(target_text, size, bold=True) / 2 + 4
        below, reached = f"{BELOW} " + _("未达目标"), f"{REACHED} " + _("达到目标")
        if x - half > left + text_width(below, size):
            canvas.text(left, top + size * 0.55, below, size, INK_2)
        if x + half < left + long - text_width(reached, size):
            canvas.text(left + long, top + size * 0.55, reached, size, INK_2, align="right")
    if missing:
        draw_missing(canvas, left + long + 12 * sizes.factor, (strip, bottom), missing, sizes)


def draw_edge(
    canvas: Canvas, classes: Classes, edges: list[float], number: int, x: float, strip: tuple[float, float],
    target_text: str, sizes: Sizes,
) -> None:  # fmt: skip
    """The value at one edge; at the target a line through the strip with its label above."""
    size = sizes.head * 0.94
    canvas.text(x, strip[1] + size * 0.85, tick_text(edges[number], edges), size, INK_2, align="center")
    if classes.target is not None and edges[number] == float(classes.target):
        canvas.segment(x, strip[0] - size * 0.35, x, strip[1] + size * 0.1, INK_1, 1.5 * sizes.factor, z=4)
        canvas.text(x, strip[0] - size * 0.95, target_text, size, INK_1, align="center", bold=True)
