"""Where a map's labels go: inside their district where they fit, else in the nearest white space with a leader.

No label touches another, a leader, foreign land or the edge of its area; what finds no place is left out and said so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from charts.map_layout import Shapes, largest_part
from charts.text_width import LINE_HEIGHT, text_width, wrap

# A leader costs this much more for every pixel over other districts
OVER_LAND = 3.0
SHARES = (1.0, 0.93, 0.86, 0.815)


@dataclass(frozen=True)
class Label:
    """A label's lines around their middle; `leader` runs from the district to the label, None where it lies inside."""

    code: str
    lines: tuple[str, ...]
    size: float
    x: float
    y: float
    leader: LineString | None = None

    @property
    def area(self) -> Polygon:
        """The label's box."""
        return label_box(self.x, self.y, self.lines, self.size)


def label_box(x: float, y: float, lines: Sequence[str], size: float, pad: float = 0.0) -> Polygon:
    """The box of lines centred on x and y."""
    half = max(text_width(line, size) for line in lines) / 2 + pad
    high = (len(lines) * LINE_HEIGHT - (LINE_HEIGHT - 1)) * size / 2 + pad
    return box(x - half, y - high, x + half, y + high)


def inside_label(
    code: str, shape: BaseGeometry, name: str, value: str, size: float, taken: Sequence[BaseGeometry] = ()
) -> Label | None:
    """The label in its district: name above, value below, at the largest of SHARES × `size` that fits; None for none."""
    part = largest_part(shape)
    if part.area < 4 * size * size:
        return None
    room = shapely.buffer(part, -size * 0.1)
    for other in taken:
        room = room.difference(other)
    if room.is_empty:
        return None
    centre = shapely.maximum_inscribed_circle(part, tolerance=1.0).coords[0]
    left, top, right, bottom = room.bounds
    grid_x, grid_y = np.meshgrid(np.linspace(left, right, 25), np.linspace(top, bottom, 25))
    spots = np.column_stack([np.append(grid_x.ravel(), centre[0]), np.append(grid_y.ravel(), centre[1])])
    far = np.hypot(spots[:, 0] - centre[0], (spots[:, 1] - centre[1]) * 1.2)
    shapely.prepare(room)
    for share in SHARES:
        for lines in line_sets(name, value, size * share):
            here = label_box(0, 0, lines, size * share)
            _, _, half, high = here.bounds
            boxes = shapely.box(spots[:, 0] - half, spots[:, 1] - high, spots[:, 0] + half, spots[:, 1] + high)
            fits = shapely.contains(room, boxes)
            if fits.any():
                best = int(np.argmin(np.where(fits, far, np.inf)))
                return Label(code, lines, size * share, float(spots[best, 0]), float(spots[best, 1]))
    return None


def line_sets(name: str, value: str, size: float) -> list[tuple[str, ...]]:
    """The ways to set a label: two lines; a long name on two lines of its own."""
    sets: list[tuple[str, ...]] = [(name, value) if value else (name,)]
    if len(name) > 4:
        folded = wrap(name, size, text_width(name, size) * 0.62, lines=2)
        sets.append((*folded, value) if value else tuple(folded))
    return sets


def place_outside(
    wanted: Sequence[str], shapes: Shapes, texts: Mapping[str, tuple[str, str]], area: Polygon, size: float, *,
    forbidden: BaseGeometry, land: BaseGeometry, taken: Sequence[Polygon], lines: Sequence[BaseGeometry] = (),
) -> list[Label]:  # fmt: skip
    """One-line labels with leaders in the white of `area`.

    A label may touch neither `forbidden` (land, guide lines) nor a box `taken`; a leader may cross no label and no other
    leader, and pays for every pixel over `land` that is not its own district's.
    """
    found: list[Label] = []
    boxes, leaders = list(taken), list(lines)
    left, top, right, bottom = area.bounds
    step = max(6.0, size * 0.3)
    grid_x, grid_y = np.meshgrid(np.arange(left, right, step), np.arange(top, bottom, step))
    for code in sorted(wanted, key=lambda code: -distance_from_edge(shapes[code], land)):
        text = " ".join(part for part in texts[code] if part)
        half, high = text_width(text, size) / 2 + size * 0.15, size * 0.58
        x, y = grid_x.ravel(), grid_y.ravel()
        keep = (x - half >= left) & (x + half <= right) & (y - high >= top) & (y + high <= bottom)
        x, y = x[keep], y[keep]
        places = shapely.box(x - half, y - high, x + half, y + high)
        free = ~shapely.intersects(places, forbidden)
        for other in boxes:
            free &= ~shapely.intersects(places, shapely.buffer(other, size * 0.12))
        for line in leaders:
            free &= ~shapely.intersects(places, line)
        label = best_place(code, text, size, shapes, (x[free], y[free], half, high), land, boxes, leaders)
        if label is not None and label.leader is not None:
            found.append(label)
            boxes.append(label.area)
            leaders.append(label.leader)
    return found


def distance_from_edge(shape: BaseGeometry, land: BaseGeometry) -> float:
    """How deep a district lies in the land: the deepest choose first, their leaders are the longest."""
    return float(land.boundary.distance(largest_part(shape).representative_point()))


def best_place(
    code: str, text: str, size: float, shapes: Shapes, spots: tuple[np.ndarray, np.ndarray, float, float], land: BaseGeometry,
    boxes: Sequence[Polygon], leaders: Sequence[BaseGeometry],
) -> Label | None:  # fmt: skip
    """The free place with the cheapest leader; None where every leader would cross something."""
    x, y, half, high = spots
    if not len(x):
        return None
    anchor = shapely.maximum_inscribed_circle(largest_part(shapes[code]), tolerance=1.0).coords[0]
    other_land = land.difference(shapes[code].buffer(0.5))
    end_x = np.clip(anchor[0], x - half, x + half)
    sideways = (anchor[0] < x - half) | (anchor[0] > x + half)
    end_x = np.where(sideways, end_x, x)
    end_y = np.where(sideways, y, np.where(anchor[1] < y, y - high, y + high))
    length = np.hypot(end_x - anchor[0], end_y - anchor[1])
    near = np.argsort(length)[:400]
    leads = shapely.linestrings(
        np.stack(
            [
                np.column_stack([np.full(len(near), anchor[0]), np.full(len(near), anchor[1])]),
                np.column_stack([end_x[near], end_y[near]]),
            ],
            axis=1,
        )
    )
    cost = length[near] + OVER_LAND * shapely.length(shapely.intersection(leads, other_land))
    # a little dearer where the line is steep: level leaders read best
    cost = cost + 0.25 * np.abs(end_y[near] - anchor[1])
    for other in boxes:
        cost = np.where(shapely.intersects(leads, other), np.inf, cost)
    for line in leaders:
        cost = np.where(shapely.intersects(leads, line), np.inf, cost)
    best = int(np.argmin(cost))
    if not np.isfinite(cost[best]):
        return None
    place = near[best]
    return Label(
        code, (text,), size, float(x[place]), float(y[place]), LineString([anchor, (float(end_x[place]), float(end_y[place]))])
    )


def anchor_point(label: Label) -> Point | None:
    """The dot at the district's end of a leader."""
    return None if label.leader is None else Point(label.leader.coords[0])
