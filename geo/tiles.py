"""Places without a shape as tiles: equal rectangles in rows and columns, in pixels, beside or instead of a map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import geopandas as gpd
from shapely.geometry import box


class Named(Protocol):
    """Anything with a code and a name, such as a `Place`."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def name(self) -> str:
        """Its name."""


def tiles(
    places: Sequence[Named], width: float, height: float, *, gap: float = 8, max_columns: int = 8, proportion: float = 1.6
) -> gpd.GeoDataFrame:
    """One rectangle for each place, in the order given, row by row from the top left: code, name, geometry (pixels, y down).

    The number of columns is the one that makes tiles largest while their width : height stays near `proportion`. Raises
    ValueError when the panel has no room.
    """
    if not places:
        return gpd.GeoDataFrame({"code": [], "name": []}, geometry=[])
    if width <= 0 or height <= 0:
        raise ValueError(f"no room for tiles in {width} × {height}")
    columns, tile_width, tile_height = _layout(len(places), width, height, gap, max_columns, proportion)
    if tile_width <= 0 or tile_height <= 0:
        raise ValueError(f"no room for {len(places)} tiles in {width} × {height} with gaps of {gap}")
    rectangles = []
    for number in range(len(places)):
        row, column = divmod(number, columns)
        left, top = column * (tile_width + gap), row * (tile_height + gap)
        rectangles.append(box(left, top, left + tile_width, top + tile_height, ccw=False))
    return gpd.GeoDataFrame({"code": [p.code for p in places], "name": [p.name for p in places]}, geometry=rectangles)


def _layout(
    count: int, width: float, height: float, gap: float, max_columns: int, proportion: float
) -> tuple[int, float, float]:
    """Columns, tile width and tile height: among all numbers of columns the one with the widest tiles."""
    best = (1, 0.0, 0.0)
    for columns in range(1, min(count, max_columns) + 1):
        rows = math.ceil(count / columns)
        tile_height = (height - gap * (rows - 1)) / rows
        tile_width = min((width - gap * (columns - 1)) / columns, tile_height * proportion)
        tile_height = min(tile_height, tile_width / proportion)
        if tile_width > best[1]:
            best = (columns, tile_width, tile_height)
    return best
