"""Shapes in pixels as the path texts of SVG, cut to what can be seen: what a browser draws without any arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import sqrt
from typing import Any

# Digits after the point: of straight lines and boxes, and of the many points of a shape
CUT, SHAPE_CUT = 2, 1


def number(value: float, cut: int = CUT) -> str:
    """A number as short as it can be."""
    text = f"{value:.{cut}f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
    return "0" if text == "-0" else text


def line_path(points: Sequence[Sequence[float]]) -> str:
    """A line through points."""
    return "M" + "L".join(f"{number(point[0])},{number(point[1])}" for point in points)


def rect_path(x: float, y: float, x2: float, y2: float, radius: float = 0) -> str:
    """A rectangle, with round corners where `radius` says so."""
    left, right, top, bottom = min(x, x2), max(x, x2), min(y, y2), max(y, y2)
    if not radius:
        return f"M{number(left)},{number(top)}H{number(right)}V{number(bottom)}H{number(left)}Z"
    r = min(radius, (right - left) / 2, (bottom - top) / 2)
    arc = f"A{number(r)},{number(r)},0,0,1,"
    return (
        f"M{number(left + r)},{number(top)}H{number(right - r)}{arc}{number(right)},{number(top + r)}"
        f"V{number(bottom - r)}{arc}{number(right - r)},{number(bottom)}"
        f"H{number(left + r)}{arc}{number(left)},{number(bottom - r)}V{number(top + r)}{arc}{number(left + r)},{number(top)}Z"
    )


def dot_path(x: float, y: float, size: float) -> str:
    """A round point mark of `size`, which is the square of its diameter, as Vega draws it."""
    r = sqrt(size) / 2
    arc = f"A{r:.2f},{r:.2f},0,1,1,"
    return f"M{x + r:.2f},{y:.2f}{arc}{x - r:.2f},{y:.2f}{arc}{x + r:.2f},{y:.2f}Z"


def shape_path(geometry: Mapping[str, Any]) -> str:
    """A GeoJSON geometry of lines and polygons; "" for one without any."""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return "".join(shape_path(part) for part in geometry["geometries"])
    found = geometry["coordinates"]
    if kind == "LineString":
        return line_path(found) if found else ""
    if kind == "MultiLineString":
        return "".join(line_path(line) for line in found)
    polygons = {"Polygon": lambda: [found], "MultiPolygon": lambda: found}[kind]()
    return "".join(_ring(ring) for polygon in polygons for ring in polygon)


@lru_cache(maxsize=4000)
def _ring(points: Sequence[Sequence[float]]) -> str:
    """A closed ring; points that fall on the one before are left out."""
    texts: list[str] = []
    for x, y in points[:-1]:
        text = f"{number(x, SHAPE_CUT)},{number(y, SHAPE_CUT)}"
        if not texts or texts[-1] != text:
            texts.append(text)
    return f"M{'L'.join(texts)}Z" if texts else ""
