"""Where a map's labels go: inside their district where they fit, else in the nearest white space with a leader.

No label touches another, a leader, foreign land or the edge of its area. Where neither fits, the name stands alone, and
where that does not fit either, the number that the district has in the list beside the map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from charts.map_layout import Shapes
from charts.map_raster import FREE, Raster
from charts.text_width import LINE_HEIGHT, text_width, wrap

# A leader costs this much more for every pixel over other districts, and a little for each pixel up or down
OVER_LAND, STEEP = 3.0, 0.25
# Sizes that are tried inside a district: 27, 25, 23 and 22 px in a dense picture
SHARES = (1.0, 0.93, 0.86, 0.815)
Texts = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Label:
    """A label's lines around their middle; `leader` runs from the district to the label, None where it lies inside.

    `number`: it is the district's number in a list, in a round ground of its own so that nobody reads it as a value.
    """

    code: str
    lines: tuple[str, ...]
    size: float
    x: float
    y: float
    leader: LineString | None = None
    number: bool = False

    @property
    def area(self) -> Polygon:
        """The label's box."""
        half, high = (self.size * 0.9, self.size * 0.9) if self.number else half_box(self.lines, self.size)
        return box(self.x - half, self.y - high, self.x + half, self.y + high)


def half_box(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Half the width and half the height of lines of text."""
    half = max(text_width(line, size) for line in lines) / 2
    return half, (len(lines) * LINE_HEIGHT - (LINE_HEIGHT - 1)) * size / 2


def place_labels(
    shapes: Shapes, texts: Texts, raster: Raster, size: float, *, margin: float, short: Mapping[str, str] | None = None,
    numbers: Mapping[str, str] | None = None,
) -> list[Label]:  # fmt: skip
    """Labels for all districts of `shapes` that find a place, those inside first; `margin` pixels around all land stay free.

    `short` are the texts for districts in which nothing else fits and which no leader can reach, `numbers` what stands in
    those where that does not fit either.
    """
    found = {code: label for code in shapes if (label := inside_label(code, shapes[code], texts[code], raster, size, SHARES))}
    raster.take_all(label.area.bounds for label in found.values())
    outside = [code for code in shapes if code not in found]
    white = raster.grown(raster.owner != FREE, margin)
    for code in sorted(outside, key=lambda code: -depth(shapes[code], raster)):
        label = outside_label(code, shapes[code], texts[code], raster, white, size * 0.96)
        if label is not None and label.leader is not None:
            found[code] = label
            raster.take(label.area.buffer(size * 0.1).bounds)
            raster.take_line(label.leader)
    for code in shapes:
        if short and code not in found and (label := inside_label(code, shapes[code], (short[code], ""), raster, size, SHARES)):
            found[code] = label
            raster.take(label.area.bounds)
    for code, number in (numbers or {}).items():
        if number and code not in found and (label := number_label(code, shapes[code], number, raster, size * 0.8)):
            found[code] = label
            raster.take(label.area.bounds)
    return list(found.values())


def number_label(code: str, shape: BaseGeometry, number: str, raster: Raster, size: float) -> Label | None:
    """The number nearest to the district's middle where its round ground touches no label; it may reach over a border."""
    x, y = raster.spots(raster.taken, size * 0.95, size * 0.95)
    if not len(x):
        return None
    middle = label_middle(shape)
    distance = np.hypot(x - middle[0], y - middle[1])
    best = int(np.argmin(distance))
    if not shape.buffer(size * 0.3).contains(Point(float(x[best]), float(y[best]))):
        return None
    return Label(code, (number,), size, float(x[best]), float(y[best]), None, True)


def inside_label(
    code: str, shape: BaseGeometry, text: tuple[str, str], raster: Raster, size: float, shares: Sequence[float]
) -> Label | None:
    """The label in its district, at the largest of `shares` × `size` that fits, nearest to the middle; None for none."""
    if shape.area < 5 * size * size:
        return None
    blocked = (raster.owner != raster.number[code]) | raster.taken
    middle = label_middle(shape)
    for share in shares:
        for lines in line_sets(*text, size * share):
            half, high = half_box(lines, size * share)
            x, y = raster.spots(blocked, half + size * 0.12, high + size * 0.06)
            if len(x):
                best = int(np.argmin(np.hypot(x - middle[0], (y - middle[1]) * 1.2)))
                return Label(code, lines, size * share, float(x[best]), float(y[best]))
    return None


def label_middle(shape: BaseGeometry) -> tuple[float, float]:
    """Where the eye looks for a label: the centroid of the largest part, or its roomiest point where that lies outside."""
    part = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    if part.contains(part.centroid):
        return part.centroid.x, part.centroid.y
    x, y = shapely.maximum_inscribed_circle(shapely.simplify(part, 1.0), tolerance=1.0).coords[0]
    return float(x), float(y)


def line_sets(name: str, value: str, size: float) -> list[tuple[str, ...]]:
    """The ways to set a label: two lines; a long name on two lines of its own."""
    sets: list[tuple[str, ...]] = [(name, value) if value else (name,)]
    if not value and name[-1:].isdigit():
        return sets  # a figure stands on one line
    if len(name) > 4:
        folded = wrap(name, size, text_width(name, size) * 0.62, lines=2)
        sets.append((*folded, value) if value else tuple(folded))
    if len(name) > 7:
        folded = wrap(name, size, text_width(name, size) * 0.42, lines=3)
        sets.append((*folded, value) if value else tuple(folded))
    return sets


def depth(shape: BaseGeometry, raster: Raster) -> float:
    """How far a district's middle lies from the edge of the panel's land, roughly: the deepest choose first."""
    x, y = label_middle(shape)
    rows, columns = np.nonzero(raster.owner != FREE)
    if not len(rows):
        return 0.0
    left, right = raster.x[columns.min()], raster.x[columns.max()]
    top, bottom = raster.y[rows.min()], raster.y[rows.max()]
    return float(min(x - left, right - x, y - top, bottom - y))


def outside_label(
    code: str, shape: BaseGeometry, text: tuple[str, str], raster: Raster, land: np.ndarray, size: float
) -> Label | None:
    """The free place in the white with the cheapest leader; None where every leader would cross something."""
    words = " ".join(part for part in text if part)
    half, high = half_box((words,), size)
    half, high = half + size * 0.15, high + size * 0.05
    x, y = raster.spots(land | raster.taken, half, high)
    if not len(x):
        return None
    start = label_middle(shape)
    sideways = (start[0] < x - half) | (start[0] > x + half)
    end_x = np.where(sideways, np.clip(start[0], x - half, x + half), x)
    end_y = np.where(sideways, y, np.where(start[1] < y, y - high, y + high))
    length = np.hypot(end_x - start[0], end_y - start[1])
    near = np.argsort(length)[:1500]
    rows, columns = raster.along(start, end_x[near], end_y[near])
    owners = raster.owner[rows, columns]
    foreign = ((owners != FREE) & (owners != raster.number[code])).mean(axis=1)
    cost = length[near] * (1 + OVER_LAND * foreign) + STEEP * np.abs(end_y[near] - start[1])
    # the last cells are the label's own edge
    crossed = raster.taken[rows[:, :-2], columns[:, :-2]].any(axis=1)
    cost = np.where(crossed, np.inf, cost)
    best = int(np.argmin(cost))
    if not np.isfinite(cost[best]):
        return None
    place = near[best]
    end = (float(end_x[place]), float(end_y[place]))
    return Label(code, (words,), size, float(x[place]), float(y[place]), LineString([start, end]))
