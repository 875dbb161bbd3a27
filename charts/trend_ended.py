"""Names of lines that end before the last year: beside their own last dot where nothing lies in the way.

In the column at the right such a name would read as a place of the last year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
import shapely
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from charts.canvas import Canvas
from charts.text_width import text_width
from charts.tokens import INK_3, NARROW, Sizes
from charts.trend_fan import Fan, note_place
from charts.trend_labels import first_labels, last_text, sign_after
from charts.trend_marks import Plot, TrendNote
from language import _


def draw_ended_names(
    canvas: Canvas, points: pd.DataFrame, plot: Plot, notes: Sequence[TrendNote], heavy: Sequence[str], fan: Fan | None,
    sizes: Sizes,
) -> set[str]:  # fmt: skip
    """Draw them; answers the codes of those that found room. `heavy`: places that stand out, named at the right all the same."""
    taken, size, named = in_the_way(points, plot, notes, sizes), sizes.head, set()
    at_left = set(first_labels(points)["code"].astype(str)) if canvas.width >= NARROW else set()
    for code, line in points[points["value"].notna()].groupby("code", sort=False):
        if line["year"].iloc[-1] == plot.last or str(code) in heavy:
            continue
        year = int(line["year"].iloc[-1])
        sign = sign_after(notes, str(code), year)
        whole = last_text(line, plot.last, sign)
        dot = plot.x.pixel(year), plot.y.pixel(float(line["value"].iloc[-1]))
        tried = [(whole, left, middle) for left, middle in places_beside(dot, text_width(whole, size), sizes)]
        hides = fan is not None and (sizes.factor > 1.3 or fan.hidden_by(dot[1], text_width(whole, sizes.value), sizes.value))
        if hides and str(code) in at_left:
            # In the column at the right the name would hide the fan; it stands at the line's other end: the note's sign will do
            tried += [(sign, left, middle) for left, middle in places_beside(dot, text_width(sign, size), sizes) if sign]
        for text, left, middle in tried:
            right, half = left + text_width(text, size), size * 0.6
            area = box(left, middle - half, right, middle + half)
            inside = left >= plot.x.start and right < plot.x.pixel(plot.last) - size
            if inside and plot.y.end < middle < plot.y.start - size and not area.intersects(taken):
                canvas.text(left, middle, text, size, INK_3, halo=4 * sizes.factor)
                canvas.hit_box(left, middle - half, right, middle + half, str(code), {_("区县"): whole})
                taken = shapely.union(taken, area)
                named.add(str(code))
                break
    return named


def places_beside(dot: tuple[float, float], wide: float, sizes: Sizes) -> Iterator[tuple[float, float]]:
    """Left edges and middles to try, nearest first: right of the dot, below it, above it."""
    x, y = dot
    step, away = 8 * sizes.factor, sizes.head * 0.6 + 7 * sizes.factor
    yield x + step, y
    for down in (away, -away, away * 1.6, -away * 1.6, away * 2.4):
        for left in (x - step, x - wide / 2, x - wide + step):
            yield left, y + down


def in_the_way(points: pd.DataFrame, plot: Plot, notes: Sequence[TrendNote], sizes: Sizes) -> BaseGeometry:
    """Every line with a margin, and the notes."""
    shapes: list[BaseGeometry] = []
    for _code, line in points[points["value"].notna()].groupby("code", sort=False):
        spots = [(plot.x.pixel(year), plot.y.pixel(value)) for year, value in zip(line["year"], line["value"], strict=True)]
        if len(spots) > 1:
            shapes.append(LineString(spots).buffer(2.5 * sizes.factor, quad_segs=1))
    for note in notes:
        place = note_place(points, plot, note)
        if place is not None:
            x, y = place
            shapes.append(box(x - sizes.head * 0.7, y - sizes.head * 0.7, x + sizes.head * 0.7, y + sizes.head * 1.7))
    return shapely.union_all(shapes)
