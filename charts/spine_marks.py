"""What stands in the rows of a profile, wide or narrow: range, dots, city and district; the spark; the signs' legend."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from shapely.geometry import Point

from charts.axis import Axis
from charts.canvas import Canvas
from charts.rows import Row, tint
from charts.spine_layout import MOST_STEPS, Track
from charts.text_width import fit_size, text_width
from charts.tokens import ACCENT, EDGE, INK_1, INK_2, INK_3, SURFACE, Sizes
from language import _


def draw_range(canvas: Canvas, row: Row, middle: float, track: Track, sizes: Sizes) -> None:
    """The range bar, the other districts, the city, the district; a hatched track where the district has no value."""
    axis = own_axis(row, track, sizes)

    def pixel(steps: float) -> float:
        return axis.pixel(min(max(steps, -MOST_STEPS), MOST_STEPS))

    dot, missing = 12 * sizes.factor**0.9, row["at"] != row["at"]
    spots = [place for _code, _name, _text, place in row["others"]] + ([] if missing else [row["at"]])
    half = min(3.5 * sizes.factor, track.pitch * 0.16)
    if missing and row["status_text"]:
        size = fit_size(row["status_text"], track.head, (track.axis.end - track.axis.start) * 0.7, least=6)
        deep = track.pitch * 0.36
        canvas.hatched_track(
            track.axis.start, middle - deep, track.axis.end, middle + deep, sizes, row["status_text"], size, INK_3
        )
        return
    if len(spots) > 1:
        x, x2 = pixel(min(spots)) - half, pixel(max(spots)) + half
        canvas.rect(x, middle - half, x2, middle + half, tint(EDGE, 0.28), radius=half)
    for code, name, text, place in row["others"]:
        x, tip = pixel(place), {_("区县"): name, _("指标"): row["name"], _("数值"): text}
        canvas.dot(x, middle, 7 * sizes.factor**0.9, SURFACE, stroke=EDGE, width=1.2 * sizes.factor, z=4)
        canvas.hit(Point(x, middle).buffer(6 * sizes.factor, quad_segs=3), code, tip, row["key"])
    if row["city"] == row["city"]:
        x = pixel(row["city"])
        canvas.segment(x, middle - half * 2.4, x, middle + half * 2.4, INK_1, 2.5 * sizes.factor, z=4.2)
    if not missing:
        canvas.dot(pixel(row["at"]), middle, dot, ACCENT, stroke=SURFACE, width=1.5 * sizes.factor, z=4.5)
    if row["ends"] is not None and len(spots) > 1:
        canvas.text(track.axis.start, middle, row["ends"][0], ends_size(row, track, sizes), INK_3)
        canvas.text(track.axis.end, middle, row["ends"][1], ends_size(row, track, sizes), INK_3, align="right")


def ends_size(row: Row, track: Track, sizes: Sizes) -> float:
    """Type of the figures at the ends of a bar without a target: together at most half of the track."""
    room = (track.axis.end - track.axis.start) / 4
    return min(fit_size(text, min(sizes.small, track.size), room, least=6) for text in row["ends"])


def own_axis(row: Row, track: Track, sizes: Sizes) -> Axis:
    """The spine's axis; for a row without a target drawn in to leave room for the figures at both ends."""
    if row["ends"] is None:
        return track.axis
    size = ends_size(row, track, sizes)
    left, right = (text_width(text, size) + size for text in row["ends"])
    return Axis(-MOST_STEPS, MOST_STEPS, track.axis.start + left, track.axis.end - right)


def draw_spark(
    canvas: Canvas, row: Row, ends: tuple[float, float], years: tuple[int, int], at: tuple[float, float], sizes: Sizes
) -> None:
    """The district's years between the pixels `ends` on a scale of their own, the target dashed; a missing year is a gap.

    `years` are the axis' first and last; `at`: the middle of the line and half its height.
    """
    points, (left, right), (middle, half) = list(row["points"]), ends, at
    if not points or right - left < 8:
        return
    goal = row["goal"] == row["goal"]
    levels = [value for _year, value in points] + ([row["goal"]] if goal else [])
    low, span = min(levels), (max(levels) - min(levels)) or 1.0
    flat = max(levels) == min(levels)
    pad, (first, last) = 4 * sizes.factor, years

    def place(year: int, value: float) -> tuple[float, float]:
        x = right - pad if last == first else left + pad + (year - first) / (last - first) * (right - left - 2 * pad)
        return x, middle if flat else middle + half - (value - low) / span * 2 * half

    if goal:
        y = place(last, row["goal"])[1]
        canvas.segment(left, y, right, y, EDGE, 1 * sizes.factor, z=2, dash=(3 * sizes.factor, 3 * sizes.factor))
    for one, other in pairwise(points):
        if other[0] - one[0] == 1 and not one[0] < row["since"] <= other[0]:
            canvas.polyline([place(*one), place(*other)], ACCENT, 1.8 * sizes.factor, z=3)
    x, y = place(*points[-1])
    canvas.dot(x, y, 6 * sizes.factor**0.9, ACCENT, stroke=ACCENT, width=0, z=4)


def legend_items(name: str) -> list[tuple[str, str]]:
    """Kind and words of each sign."""
    return [("dot", name), ("tick", _("全市")), ("open", _("其他区县")), ("bar", _("区县范围"))]


def legend_notes(rows: pd.DataFrame) -> list[str]:
    """What a step is, and that rows without a target have scales of their own."""
    notes = [_("横向每格为 1 档")] if (rows["target_text"] != "").any() else []
    if any(ends is not None for ends in rows["ends"]):
        notes.append(_("没有目标的指标：从最低区县到最高区县，各行自有刻度"))
    return notes


def draw_signs(canvas: Canvas, items: list[tuple[str, str]], at: tuple[float, float], size: float, sizes: Sizes) -> float:
    """The signs with their words in one line from `at` on; answers where the next thing may stand."""
    x, y = at
    for kind, text in items:
        mark = 8 * sizes.factor
        if kind == "dot":
            canvas.dot(x + mark, y, 10 * sizes.factor**0.9, ACCENT)
        elif kind == "tick":
            canvas.segment(x + mark, y - mark * 0.8, x + mark, y + mark * 0.8, INK_1, 2.5 * sizes.factor)
        elif kind == "open":
            canvas.dot(x + mark, y, 7 * sizes.factor**0.9, SURFACE, stroke=EDGE, width=1.2 * sizes.factor)
        else:
            canvas.rect(x, y - mark * 0.4, x + mark * 2, y + mark * 0.4, tint(EDGE, 0.28), radius=2)
        x += mark * 2 + 6 * sizes.factor
        canvas.text(x, y, text, size, INK_2)
        x += text_width(text, size) + 14 * sizes.factor
    return x
