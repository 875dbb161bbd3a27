"""The same map several times over, one for each period, in one set of colours: where and when did it change?

No names but on tiles: every map has the same outline, and the pointer tells. Values stand where they fit; one legend for all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from charts.canvas import Canvas
from charts.classes import Classes
from charts.map_drawing import MapDrawing, draw_labels, draw_land, draw_tiles, hit_place
from charts.map_labels import inside_label
from charts.map_layout import Area, Shapes, aspect
from charts.map_legend import draw_legend, legend_height
from charts.map_sea import draw_sea, sea_frame
from charts.text_width import fit_size, text_width
from charts.tokens import ACCENT, INK_1, INK_3, LINE, MISSING_GROUND, SCREEN, Sizes, ink_on
from language import _

# Height of the frame with the South China Sea in each map of 海南, in pixels of a page
SEA = 92


@dataclass(frozen=True)
class Frame:
    """One map: its title ("2024 学年"), a few words on it, its places (MAP_COLUMNS), whether it is the chosen one."""

    title: str
    note: str
    places: pd.DataFrame
    chosen: bool = False


def multiples_chart(
    frames: Sequence[Frame], *, width: int, height: int, classes: Classes, target_text: str = "", least: float | None = None,
    most: float | None = None, sizes: Sizes = SCREEN, highlight: str = "", select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """One small map for each of `frames`, row by row in their order, with one legend below.

    With `select` a click sets the parameter "place" to a code.
    """
    canvas = Canvas(width, height)
    bottom = height - legend_height(sizes) - 8 * sizes.factor
    head = sizes.head * 1.7
    columns, rows = grid(len(frames), width, bottom, head, proportion(frames))
    wide, high = width / columns, bottom / rows
    # All or none keep a strip for places without a shape: the same district then lies in the same spot in every map
    strip = max((tile_strip(frame, high - head, sizes) for frame in frames), default=0.0)
    for number, frame in enumerate(frames):
        row, column = divmod(number, columns)
        left, top = column * wide, row * high
        draw_title(canvas, frame, (left, top + head * 0.45), wide, sizes)
        pad = 6 * sizes.factor
        area = (left + pad, top + head, left + wide - pad, top + high - pad)
        draw_frame(canvas, frame, area, strip, classes, sizes, highlight)
    missing = _("无数据") if any(frame.places["value"].isna().any() for frame in frames) else ""
    at, room = (1.0, bottom + 8 * sizes.factor), min(width - 2.0, 420 * sizes.factor)
    draw_legend(canvas, classes, at, room, sizes, least=least, most=most, missing=missing, target_text=target_text)
    return canvas.chart(_("{n} 个时期的地图").format(n=len(frames)), select=select)


def proportion(frames: Sequence[Frame]) -> float:
    """Width ÷ height of the city; 1.4 where it has no shapes."""
    shapes = [shape for frame in frames for shape in frame.places["geometry"] if isinstance(shape, BaseGeometry)]
    return aspect(shapes) if shapes else 1.4


def grid(count: int, width: float, height: float, head: float, shape: float) -> tuple[int, int]:
    """Columns and rows at which maps of that proportion, each under a title `head` high, become largest."""

    def size(columns: int) -> float:
        return min(width / columns, (height / math.ceil(count / columns) - head) * shape)

    columns = max(range(1, max(count, 1) + 1), key=lambda number: (round(size(number), 3), -number))
    return columns, math.ceil(count / columns)


def draw_title(canvas: Canvas, frame: Frame, at: tuple[float, float], room: float, sizes: Sizes) -> None:
    """The period, and at its right a few words."""
    x, y = at[0] + 6 * sizes.factor, at[1]
    canvas.text(x, y, frame.title, sizes.head, ACCENT if frame.chosen else INK_1, bold=True)
    start = x + text_width(frame.title, sizes.head, bold=True) + 8 * sizes.factor
    free = at[0] + room - start
    if frame.note and text_width(frame.note, sizes.small) * 0.8 <= free:
        canvas.text(start, y, frame.note, fit_size(frame.note, sizes.small, free, least=9), INK_3)


def tile_strip(frame: Frame, room: float, sizes: Sizes) -> float:
    """The height of a strip for the places without a shape; 0 where all have one, or none has."""
    shaped = [isinstance(shape, BaseGeometry) for shape in frame.places["geometry"]]
    return min(24 * sizes.factor, room * 0.2) if any(shaped) and not all(shaped) else 0.0


def draw_frame(canvas: Canvas, frame: Frame, area: Area, strip: float, classes: Classes, sizes: Sizes, highlight: str) -> None:
    """The districts of one period; those without a shape as tiles at its foot, in a strip of that height."""
    drawing = MapDrawing(canvas, {row["code"]: row for row in frame.places.to_dict("records")}, classes, sizes, highlight)
    drawing.tip = {_("时期"): frame.title}
    shaped: Shapes = {code: row["geometry"] for code, row in drawing.places.items() if isinstance(row["geometry"], BaseGeometry)}
    bare = [code for code in drawing.places if code not in shaped]
    left, top, right, bottom = area
    if bare and shaped:
        draw_row_of_tiles(drawing, bare, (left, bottom - strip, right, bottom))
    elif bare:
        draw_tiles(drawing, bare, area)
        # Tiles have no outline to know them by: their names stand where they can be read
        drawing.labels = [label for label in drawing.labels if label.size >= 0.75 * sizes.small]
    if not shaped:
        draw_labels(drawing)
        return
    floor = bottom - strip - (3 * sizes.factor if strip else 0)
    sea = sea_frame(drawing.places, shaped, (right, floor), sizes, high=SEA)
    pixels = drawing.pixels(shaped, (left, top, sea[0] - 4 * sizes.factor if sea else right, floor))
    if sea:
        draw_sea(drawing, sea)
    draw_land(drawing, pixels)
    raster = drawing.raster(pixels, area)
    for code, shape in pixels.items():
        words = drawing.text(code)[1]
        label = inside_label(code, shape, (words, ""), raster, sizes.small * 0.95, (1.0, 0.92))
        if label is not None:
            drawing.labels.append(label)
    draw_labels(drawing)


def draw_row_of_tiles(drawing: MapDrawing, codes: Sequence[str], area: Area) -> None:
    """Places without a shape side by side, each a small tile with its name and figure where they fit."""
    left, top, right, bottom = area
    sizes, gap = drawing.sizes, 3 * drawing.sizes.factor
    wide = min((right - left) / len(codes), 130 * sizes.factor)
    for number, code in enumerate(codes):
        tile = box(left + number * wide, top, left + (number + 1) * wide - gap, bottom)
        fill = drawing.fill(code)
        if fill is None:
            drawing.canvas.hatch(tile, sizes, z=0)
        else:
            drawing.canvas.shape(tile, fill, stroke=ACCENT if code == drawing.highlight else LINE)
        name, value = drawing.text(code)
        size, x = sizes.small * 0.85, left + number * wide + gap
        words = next((text for text in (f"{name} {value}", name) if text_width(text, size) <= wide - 3 * gap), "")
        if fill is None and words:
            drawing.canvas.rect(x, top + gap, x + text_width(words, size), bottom - gap, MISSING_GROUND, z=3)
        drawing.canvas.text(x, (top + bottom) / 2, words, size, ink_on(fill or MISSING_GROUND))
        hit_place(drawing, code, tile)
