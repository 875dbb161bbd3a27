"""The map as a fine grid of cells, in which thousands of places for a label are tested at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from charts.map_layout import Area, Shapes

FREE = -1


class Raster:
    """Which district lies in each cell of `area` (FREE for none), and which cells are taken by labels and lines."""

    def __init__(self, shapes: Shapes, area: Area, cell: float) -> None:
        """Cells are squares of `cell` pixels; `shapes` are in pixels."""
        left, top, right, bottom = area
        self.cell, self.left, self.top = cell, left, top
        self.columns, self.rows = max(1, int((right - left) / cell)), max(1, int((bottom - top) / cell))
        self.owner = np.full((self.rows, self.columns), FREE, dtype=np.int16)
        self.taken = np.zeros((self.rows, self.columns), dtype=bool)
        self.number = {code: place for place, code in enumerate(shapes)}
        self.x = left + (np.arange(self.columns) + 0.5) * cell
        self.y = top + (np.arange(self.rows) + 0.5) * cell
        for code, shape in shapes.items():
            self.paint(self.number[code], shape)

    def paint(self, number: int, shape: BaseGeometry) -> None:
        """Mark the cells whose middle lies in `shape`."""
        left, top, right, bottom = shape.bounds
        columns = slice(*np.searchsorted(self.x, [left, right]))
        rows = slice(*np.searchsorted(self.y, [top, bottom]))
        grid_x, grid_y = np.meshgrid(self.x[columns], self.y[rows])
        coarse = shapely.simplify(shape, self.cell * 0.4)
        shapely.prepare(coarse)
        inside = shapely.contains_xy(coarse, grid_x, grid_y)
        self.owner[rows, columns][inside] = number

    def take(self, area: Area) -> None:
        """Mark a label's box as taken."""
        left, top, right, bottom = self.cells(area)
        self.taken[max(top, 0) : bottom + 1, max(left, 0) : right + 1] = True

    def take_line(self, line: BaseGeometry) -> None:
        """Mark a line as taken, three cells wide."""
        points = shapely.get_coordinates(shapely.segmentize(line, self.cell * 0.7))
        columns = ((points[:, 0] - self.left) / self.cell).astype(int)
        rows = ((points[:, 1] - self.top) / self.cell).astype(int)
        for right in (-1, 0, 1):
            for down in (-1, 0, 1):
                self.taken[np.clip(rows + down, 0, self.rows - 1), np.clip(columns + right, 0, self.columns - 1)] = True

    def cells(self, area: Area) -> tuple[int, int, int, int]:
        """The cells that a box touches: first and last column and row."""
        left, top, right, bottom = area
        across = [int((x - self.left) // self.cell) for x in (left, right)]
        down = [int((y - self.top) // self.cell) for y in (top, bottom)]
        return across[0], down[0], across[1], down[1]

    def spots(self, blocked: np.ndarray, half: float, high: float) -> tuple[np.ndarray, np.ndarray]:
        """Middles of all boxes, `half` wide and `high` high to each side, that touch no blocked cell and stay inside."""
        wide, tall = int(np.ceil(half / self.cell)), int(np.ceil(high / self.cell))
        total = np.zeros((self.rows + 1, self.columns + 1), dtype=np.int32)
        total[1:, 1:] = blocked.cumsum(0, dtype=np.int32).cumsum(1, dtype=np.int32)
        if self.rows <= 2 * tall or self.columns <= 2 * wide:
            return np.array([]), np.array([])
        low, high_ = slice(0, self.rows - 2 * tall), slice(2 * tall + 1, self.rows + 1)
        near, far = slice(0, self.columns - 2 * wide), slice(2 * wide + 1, self.columns + 1)
        count = total[high_, far] - total[low, far] - total[high_, near] + total[low, near]
        rows, columns = np.nonzero(count == 0)
        return self.x[columns + wide], self.y[rows + tall]

    def grown(self, mask: np.ndarray, pixels: float) -> np.ndarray:
        """`mask` with all cells within `pixels` of it."""
        reach = int(np.ceil(pixels / self.cell))
        grown = mask.copy()
        for step in range(1, reach + 1):
            grown[step:, :] |= mask[:-step, :]
            grown[:-step, :] |= mask[step:, :]
        wide = grown.copy()
        for step in range(1, reach + 1):
            wide[:, step:] |= grown[:, :-step]
            wide[:, :-step] |= grown[:, step:]
        return wide

    def along(self, start: tuple[float, float], x: np.ndarray, y: np.ndarray, count: int = 40) -> tuple[np.ndarray, np.ndarray]:
        """Rows and columns of `count` cells along the lines from `start` to each end, shape (lines, count)."""
        share = np.linspace(0, 1, count)[None, :]
        columns = ((start[0] + (x[:, None] - start[0]) * share - self.left) / self.cell).astype(int)
        rows = ((start[1] + (y[:, None] - start[1]) * share - self.top) / self.cell).astype(int)
        return np.clip(rows, 0, self.rows - 1), np.clip(columns, 0, self.columns - 1)

    def take_all(self, areas: Iterable[Area]) -> None:
        """Mark several boxes as taken."""
        for area in areas:
            self.take(area)
