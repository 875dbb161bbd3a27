"""Shapes in degrees become shapes in pixels: one coordinate system for areas, labels, leaders and the inset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.projection import fit

# With more places than these a map has no labels, and its shapes come from a file where they can
LARGE = 150
Shapes = dict[str, BaseGeometry]
Area = tuple[float, float, float, float]


def to_pixels(geometries: Mapping[str, BaseGeometry], area: Area, tolerance: float, filling: Sequence[str] = ()) -> Shapes:
    """All shapes in pixels, such that those named in `filling` (all by default) fill `area` (left, top, right, bottom).

    Corners nearer than `tolerance` pixels to the line without them are dropped, shared borders stay shared.
    """
    filled = tuple(code in filling for code in geometries) if filling else ()
    return dict(zip(geometries, _pixels(tuple(geometries.values()), area, tolerance, filled), strict=True))


@lru_cache(maxsize=200)
def _pixels(
    geometries: tuple[BaseGeometry, ...], area: Area, tolerance: float, filled: tuple[bool, ...]
) -> tuple[BaseGeometry, ...]:
    """The same without names; remembered, since a city's shapes come again with every indicator and period."""
    left, top, right, bottom = area
    shapes = np.array(geometries, dtype=object)
    used = fit(tuple(shapely.total_bounds(shapes[list(filled)] if filled else shapes)), right - left, bottom - top)

    def move(points: np.ndarray) -> np.ndarray:
        x = left + used.left + (points[:, 0] - used.west) * used.squeeze * used.scale
        return np.column_stack([x, top + used.top + (used.north - points[:, 1]) * used.scale]).round(2)

    moved = shapely.transform(shapes, move)
    # Of hundreds of shapes at once neighbours need not fit exactly: cities were cleaned one by one, and a pixel holds a county
    alike = 1 < len(moved) <= LARGE
    thin = shapely.coverage_simplify(moved, tolerance) if alike else shapely.simplify(moved, tolerance)
    kept = [new if not new.is_empty else old for new, old in zip(thin, moved, strict=True)]
    return tuple(shapely.orient_polygons(kept, exterior_cw=True))


@lru_cache(maxsize=200)
def _lines(shapes: tuple[BaseGeometry, ...]) -> tuple[BaseGeometry, BaseGeometry]:
    outline = shapely.union_all([shape.buffer(0.3) for shape in shapes]).boundary
    borders = shapely.union_all([shape.boundary for shape in shapes])
    return outline, borders.difference(outline.buffer(0.8))


def lines_of(shapes: Shapes) -> tuple[BaseGeometry, BaseGeometry]:
    """The outline of all shapes together, and the borders between them."""
    return _lines(tuple(shapes.values()))


def aspect(geometries: Sequence[BaseGeometry]) -> float:
    """Width ÷ height of the shapes as they will be drawn."""
    west, south, east, north = shapely.total_bounds(np.array(geometries, dtype=object))
    return max((east - west) * np.cos(np.radians((south + north) / 2)), 1e-9) / max(north - south, 1e-9)


def shrunk(area: Area, share: float) -> Area:
    """The middle of `area`, `share` as wide and as high."""
    left, top, right, bottom = area
    wide, high = (right - left) * (1 - share) / 2, (bottom - top) * (1 - share) / 2
    return left + wide, top + high, right - wide, bottom - high


def crowd(unlabelled: Sequence[str], shapes: Shapes) -> list[str]:
    """The cluster worth enlarging: the most neighbours that cannot hold a label and lie within three tenths of the map.

    Empty unless more than a quarter of all districts cannot hold one and at least three of them lie together. The
    largest are given up first until the rest is small enough to gain from being enlarged.
    """
    if len(unlabelled) * 4 <= len(shapes):
        return []
    left, top, right, bottom = shapely.total_bounds(list(shapes.values()))
    small = sorted(unlabelled, key=lambda code: shapes[code].area)
    while len(small) >= 3:
        group = largest_group(small, shapes)
        west, north, east, south = shapely.total_bounds([shapes[code] for code in group])
        if len(group) >= 3 and max((east - west) / (right - left), (south - north) / (bottom - top)) < 0.3:
            return sorted(group)
        small = small[:-1]
    return []


def largest_group(codes: Sequence[str], shapes: Shapes) -> list[str]:
    """The most of `codes` that hang together."""
    best: list[str] = []
    left = set(codes)
    while left:
        group, edge = [], [min(left)]
        left.discard(edge[0])
        while edge:
            code = edge.pop()
            group.append(code)
            near = [other for other in left if shapes[other].distance(shapes[code]) < 2]
            edge += near
            left.difference_update(near)
        best = max(best, group, key=len)
    return best
