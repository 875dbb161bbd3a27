"""All counties for large maps: one file of shapes that the browser loads by itself, and where each county lies in it.

The file (`data/shapes/build.py` makes it) is flat: pixels of a grid of WIDTH × HEIGHT in an equal-area projection, y down.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

WIDTH, HEIGHT = 6000, 6000
FILE = Path(__file__).parents[1] / "static" / "shapes" / "counties.json"
# Relative, so that it holds below a base path as well; pages lie one step below it
URL = "app/static/shapes/counties.json"
Bounds = tuple[float, float, float, float]


def _read() -> tuple[dict[str, Any], list[np.ndarray]]:
    """The file's objects and its arcs as points of the grid."""
    topology = json.loads(FILE.read_text(encoding="utf-8"))
    return topology["objects"], [np.cumsum(np.array(arc), axis=0) for arc in topology["arcs"]]


@cache
def county_shapes() -> tuple[dict[str, BaseGeometry], BaseGeometry]:
    """Each county on the grid by code, and the border lines that belong to no county: for pictures, which load nothing."""
    objects, arcs = _read()

    def points(ring: list[int]) -> np.ndarray:
        parts = [arcs[place] if place >= 0 else arcs[~place][::-1] for place in ring]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    shapes = {}
    for county in objects["counties"]["geometries"]:
        parts = [[points(ring) for ring in part] for part in county["arcs"]]
        shapes[county["id"]] = MultiPolygon([Polygon(rings[0], rings[1:]) for rings in parts])
    return shapes, MultiLineString([points(line) for line in objects["borders"]["arcs"]])


@cache
def county_bounds() -> dict[str, Bounds]:
    """Left, top, right and bottom of each county on the grid, by code."""
    objects, arcs = _read()
    found = {}
    for county in objects["counties"]["geometries"]:
        used = {place if place >= 0 else ~place for part in county["arcs"] for ring in part for place in ring}
        points = np.concatenate([arcs[place] for place in used])
        found[county["id"]] = (*points.min(axis=0).astype(float), *points.max(axis=0).astype(float))
    return found


def bounds_of(codes: Collection[str]) -> Bounds | None:
    """The rectangle around several counties; None where none of them has a shape. The whole grid for most of the nation."""
    known = county_bounds()
    if len(codes) > len(known) / 2:
        boxes = np.array(list(known.values()))
        return 0.0, 0.0, float(boxes[:, 2].max()), float(HEIGHT)
    boxes = np.array([known[code] for code in codes if code in known])
    if not len(boxes):
        return None
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = boxes[:, 2:].max(axis=0)
    return float(left), float(top), float(right), float(bottom)
