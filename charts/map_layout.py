"""Shapes in degrees become shapes in pixels: one coordinate system for areas, labels, leaders and the inset."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

Shapes = dict[str, BaseGeometry]


@dataclass(frozen=True)
class Fit:
    """The plane projection of one panel: x = longitude × cos(latitude of the middle), y down, scaled and moved."""

    shrink: float
    scale: float
    left: float
    top: float

    def shape(self, geometry: BaseGeometry) -> BaseGeometry:
        """`geometry` in pixels, rings clockwise outside as the drawing needs."""
        moved = shapely.transform(geometry, self.points)
        return shapely.orient_polygons(moved, exterior_cw=True)

    def points(self, degrees: np.ndarray) -> np.ndarray:
        """Pixels for an array of longitude and latitude."""
        x = degrees[:, 0] * self.shrink * self.scale + self.left
        return np.column_stack([x, -degrees[:, 1] * self.scale + self.top]).round(2)


def fit(geometries: Sequence[BaseGeometry], area: tuple[float, float, float, float]) -> Fit:
    """The projection which fills `area` (left, top, right, bottom) with `geometries`, centred. Raises ValueError for none."""
    if not len(geometries):
        raise ValueError("no shapes to fit")
    west, south, east, north = shapely.total_bounds(np.array(geometries, dtype=object))
    shrink = math.cos(math.radians((south + north) / 2))
    left, top, right, bottom = area
    wide, high = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    scale = min((right - left) / wide, (bottom - top) / high)
    x = (left + right) / 2 - (west + east) / 2 * shrink * scale
    y = (top + bottom) / 2 + (south + north) / 2 * scale
    return Fit(shrink, scale, x, y)


def to_pixels(geometries: Mapping[str, BaseGeometry], placed: Fit, tolerance: float) -> Shapes:
    """All shapes in pixels, vertices closer than `tolerance` pixels thinned out, shared borders staying shared."""
    codes = list(geometries)
    shapes = [placed.shape(geometries[code]) for code in codes]
    thin = shapely.coverage_simplify(shapes, tolerance) if len(shapes) > 1 else [shapely.simplify(shapes[0], tolerance)]
    kept = [new if not new.is_empty else old for new, old in zip(thin, shapes, strict=True)]
    return {code: shapely.orient_polygons(shape, exterior_cw=True) for code, shape in zip(codes, kept, strict=True)}


def aspect(geometries: Sequence[BaseGeometry]) -> float:
    """Width ÷ height of the shapes as they will be drawn."""
    west, south, east, north = shapely.total_bounds(np.array(geometries, dtype=object))
    return max((east - west) * math.cos(math.radians((south + north) / 2)), 1e-9) / max(north - south, 1e-9)


def tiles(codes: Sequence[str], area: tuple[float, float, float, float], *, most: tuple[float, float]) -> Shapes:
    """Equal tiles for places without a shape, row by row from the upper left of `area`, none larger than `most`."""
    left, top, right, bottom = area
    if not codes:
        return {}
    best = max(range(1, len(codes) + 1), key=lambda columns: tile_size(len(codes), columns, area, most))
    wide = min(most[0], (right - left) / best)
    high = min(most[1], (bottom - top) / math.ceil(len(codes) / best))
    found: Shapes = {}
    for number, code in enumerate(codes):
        x, y = left + (number % best) * wide, top + (number // best) * high
        found[code] = box(x, y, x + wide - 4, y + high - 4)
    return found


def tile_size(count: int, columns: int, area: tuple[float, float, float, float], most: tuple[float, float]) -> float:
    """How large the smaller side of a tile gets with so many columns, a tile being about 1.6 times as wide as high."""
    wide = min(most[0], (area[2] - area[0]) / columns)
    high = min(most[1], (area[3] - area[1]) / math.ceil(count / columns))
    return min(wide / 1.6, high)


def crowd(unlabelled: Sequence[str], shapes: Shapes, count: int) -> list[str]:
    """The cluster worth enlarging: neighbours among the districts which cannot hold a label.

    Empty unless more than a quarter of all `count` districts cannot, and at least three of them lie together in a part
    of the map small enough to gain from it.
    """
    if len(unlabelled) * 4 <= count:
        return []
    left = set(unlabelled)
    best: list[str] = []
    while left:
        group, edge = [], [left.pop()]
        while edge:
            code = edge.pop()
            group.append(code)
            near = [other for other in left if shapes[other].distance(shapes[code]) < 2]
            edge += near
            left -= set(near)
        best = max(best, group, key=len)
    if len(best) < 3:
        return []
    whole, part = shapely.total_bounds(list(shapes.values())), shapely.total_bounds([shapes[code] for code in best])
    share = max((part[2] - part[0]) / (whole[2] - whole[0]), (part[3] - part[1]) / (whole[3] - whole[1]))
    return sorted(best) if share < 0.5 else []


def largest_part(shape: BaseGeometry) -> Polygon:
    """The polygon of a shape that carries its label."""
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
    return max(parts, key=lambda part: part.area)
