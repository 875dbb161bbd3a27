"""Makes static/shapes/counties.json from the packaged boundaries: all counties as TopoJSON, flat and in pixels of its own grid.

`python -m data.shapes.build`. Shapes only: static/ is public. Coordinates are an equal-area projection, y down, so that a chart
draws them as they are: no ring can be taken for its outside, and nothing is projected in the browser.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

from geo.gazetteer import districts
from geo.labels import english_label
from geo.large_shapes import FILE, HEIGHT, WIDTH
from geo.regions import NATION
from geo.sources import PackagedBoundaries, border_lines

# Albers for China: parallels 25 and 47, meridian 105
PROJECTION = "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +datum=WGS84 +units=m"
# Corners that stand out by less than this, in metres, are dropped
TOLERANCE = 2200.0

Point = tuple[int, int]
Ring = list[Point]


def build(path: Path = FILE) -> dict[str, Any]:
    """Write the file and answer what is in it."""
    source = PackagedBoundaries()
    found = source.geometries(sorted(source.codes()))
    metres = Transformer.from_crs("EPSG:4490", PROJECTION, always_xy=True)

    def project(points: np.ndarray) -> np.ndarray:
        return np.column_stack(metres.transform(points[:, 0], points[:, 1]))

    shapes = shapely.transform(np.array(list(found.values()), dtype=object), project)
    thin = shapely.coverage_simplify(shapes, TOLERANCE)
    kept = np.array([new if not new.is_empty else old for new, old in zip(thin, shapes, strict=True)], dtype=object)
    lines = [shapely.simplify(line, TOLERANCE) for line in shapely.transform(np.array(border_lines(), dtype=object), project)]
    west, south, east, north = shapely.total_bounds(np.concatenate([kept, np.array(lines, dtype=object)]))
    scale = min(WIDTH / (east - west), HEIGHT / (north - south))

    def grid(points: np.ndarray) -> np.ndarray:
        return np.column_stack([(points[:, 0] - west) * scale, (north - points[:, 1]) * scale]).round()

    gridded = shapely.orient_polygons(shapely.transform(kept, grid), exterior_cw=True)
    polygons = {
        code: [rings(part) for part in getattr(shape, "geoms", [shape])] for code, shape in zip(found, gridded, strict=True)
    }
    strokes = [part for line in shapely.transform(np.array(lines, dtype=object), grid) for part in getattr(line, "geoms", [line])]
    names = {place.code: place.name for place in districts(NATION)}
    topology = to_topology(polygons, names, [[(int(x), int(y)) for x, y in stroke.coords] for stroke in strokes])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(topology, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return topology


def rings(polygon: Any) -> list[Ring]:
    """Exterior and holes as closed rings of grid points, without points that fell together; none that became a line."""
    found = []
    for ring in (polygon.exterior, *polygon.interiors):
        points = [(int(x), int(y)) for x, y in ring.coords]
        points = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
        if len(points) < 4:
            if found:
                continue  # a hole that closed
            x, y = points[0]
            points = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y)]  # an island too small for the grid stays a speck
        found.append(points)
    return found


def to_topology(polygons: dict[str, list[list[Ring]]], names: dict[str, str], lines: Sequence[Ring]) -> dict[str, Any]:
    """TopoJSON whose arcs run from junction to junction: a border between two counties is written once."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for parts in polygons.values():
        for ring in (ring for part in parts for ring in part):
            for one, other in pairwise(ring):
                neighbours[one].add(other)
                neighbours[other].add(one)
    arcs: list[Ring] = []
    known: dict[tuple[Point, ...], int] = {}

    def index(arc: Ring) -> int:
        forward, backward = tuple(arc), tuple(reversed(arc))
        if forward in known:
            return known[forward]
        if backward in known:
            return ~known[backward]
        known[forward] = len(arcs)
        arcs.append(arc)
        return known[forward]

    def cut(ring: Ring) -> list[int]:
        own = ring[:-1]
        starts = [place for place, point in enumerate(own) if len(neighbours[point]) > 2] or [own.index(min(own))]
        own = own[starts[0] :] + own[: starts[0]]
        stops = [place - starts[0] for place in starts] + [len(own)]
        closed = [*own, own[0]]
        return [index(closed[start : stop + 1]) for start, stop in pairwise(stops)]

    counties = [
        {
            "type": "MultiPolygon",
            "id": code,
            "properties": {"n": names.get(code, code), "e": english_label(code, names.get(code, code))},
            "arcs": [[cut(ring) for ring in part] for part in parts],
        }
        for code, parts in polygons.items()
    ]
    borders = {"type": "MultiLineString", "arcs": [[index(line)] for line in lines]}
    return {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "objects": {"counties": {"type": "GeometryCollection", "geometries": counties}, "borders": borders},
        "arcs": [deltas(arc) for arc in arcs],
    }


def deltas(arc: Ring) -> list[list[int]]:
    """Points as steps from the one before: short numbers, a third of the file."""
    points = np.array(arc)
    steps = np.vstack([points[:1], np.diff(points, axis=0)])
    return [[int(x), int(y)] for x, y in steps]


if __name__ == "__main__":
    made = build()
    print(f"{FILE}: {FILE.stat().st_size:,} bytes, {len(made['arcs']):,} arcs")  # noqa: T201
