"""The map: districts in the colour of their class, labelled with name, sign and value; a click selects a district.

Shapes come in degrees and are projected here. Places without a shape stand as tiles below the map, or make a tile map
where no place has one. A crowded cluster is enlarged in an inset. No value: hatched.
"""

from __future__ import annotations

import altair as alt
import pandas as pd
import shapely
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from charts.canvas import Canvas
from charts.classes import Classes
from charts.map_drawing import MapDrawing, arrange, draw_labels, draw_land, draw_tiles, worth
from charts.map_labels import SHARES, Label, inside_label
from charts.map_layout import LARGE, Area, Shapes, aspect, crowd
from charts.map_legend import draw_legend, legend_height
from charts.map_sea import draw_sea, sea_frame
from charts.text_width import fit_size, text_width
from charts.tokens import EDGE, INK_1, INK_3, MISSING_GROUND, PAGE, SCREEN, Sizes
from language import _

MAP_COLUMNS = {
    "code": "code of the place",
    "name": "its name",
    "geometry": "its shape in degrees (EPSG:4490 or 4326), shapely; None where it has none",
    "value": "the value as displayed; NaN where there is none",
    "value_text": "'84.2'",
    "status_text": "why there is no value, '未报送'; '' where there is one",
    "number": "its number in the list beside the map, for districts with no room for a name; '' for none (may be left out)",
}


def map_chart(
    places: pd.DataFrame, *, width: int, height: int, classes: Classes, target_text: str = "", least: float | None = None,
    most: float | None = None, sizes: Sizes = SCREEN, highlight: str = "", legend: bool = True, heading: str = "",
    select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """The map of `places` (MAP_COLUMNS) with a legend below; `least` and `most` leave out classes no value can reach.

    `heading` stands above it, for a map that lies beside another one.

    `target_text` labels the target in the legend ("目标 85"). With `select` a click sets the parameter "place" to a code.
    """
    canvas = Canvas(width, height)
    drawing = MapDrawing(canvas, {row["code"]: row for row in places.to_dict("records")}, classes, sizes, highlight)
    bottom = height - (legend_height(sizes) + 6 * sizes.factor if legend else 0)
    shaped = {code: place["geometry"] for code, place in drawing.places.items() if isinstance(place["geometry"], BaseGeometry)}
    bare = [code for code in drawing.places if code not in shaped]
    top = sizes.value * 1.7 if heading else 0.0
    if heading:
        size = fit_size(heading, sizes.value, width, least=9, bold=True)
        canvas.text(0, sizes.value * 0.6, heading, size, INK_1, bold=True)
    sea = sea_frame(drawing.places, shaped, (width, height), sizes)
    right = sea[0] - 8 * sizes.factor if sea else width
    if shaped:
        strip = draw_tile_strip(drawing, bare, (0, top, right, bottom)) if bare else 0.0
        pad = 2 * sizes.factor
        floor = min(bottom - strip, sea[1] if sea else bottom)
        draw_shapes(drawing, shaped, (pad, top + pad, width - pad, floor - pad))
        if sea:
            draw_sea(drawing, sea)
    elif bare:
        draw_tiles(drawing, bare, (0, top, width, bottom))
    draw_labels(drawing)
    if legend:
        unvalued = places[places["value"].isna()]
        words = list(dict.fromkeys(unvalued["status_text"]))
        missing = "" if unvalued.empty else words[0] if len(words) == 1 else _("无数据")
        at, wide = (1.0, bottom + 6 * sizes.factor), min(right - 2.0, 420 * sizes.factor)
        if any(label.number for label in drawing.labels):
            said = _("圆内数字为名次")
            wide = wide if sea else min(wide, right - text_width(said, sizes.head * 0.94) - 12 * sizes.factor)
            # beside the legend's words, or the tiles: further up it would lie on the land
            y = bottom - 20 * sizes.factor if sea else bottom + sizes.head * 0.8
            canvas.text(right, y, said, sizes.head * 0.94, INK_3, align="right")
        draw_legend(canvas, classes, at, wide, sizes, least=least, most=most, missing=missing, target_text=target_text)
    return canvas.chart(_("{n} 个单位的地图").format(n=len(places)), select=select)


def draw_shapes(drawing: MapDrawing, shaped: Shapes, area: Area) -> None:
    """The map proper: whole, or with an inset where it is crowded and there is room for one; very many without labels."""
    if len(shaped) > LARGE:
        draw_many(drawing, drawing.pixels(shaped, area))
        return
    cluster = cluster_of(drawing, shaped, area)
    if cluster:
        draw_with_inset(drawing, shaped, cluster, area)
        return
    shapes, labels = arrange(drawing, shaped, area)
    draw_land(drawing, shapes)
    drawing.labels += labels


def draw_many(drawing: MapDrawing, shapes: Shapes) -> None:
    """Hundreds of districts as plain areas: no hatch would be seen, no border between them but a hair."""
    for code, shape in shapes.items():
        drawing.canvas.shape(shape, drawing.fill(code) or MISSING_GROUND, stroke="#FFFFFF", width=0.25 * drawing.sizes.factor)


def needs_inset(places: pd.DataFrame, *, width: int, height: int, classes: Classes, sizes: Sizes = SCREEN) -> bool:
    """Whether a map of that size would enlarge a crowded cluster: such a map deserves more of the width."""
    if len(places) > LARGE:
        return False
    drawing = MapDrawing(Canvas(width, height), {row["code"]: row for row in places.to_dict("records")}, classes, sizes, "")
    shaped = {code: place["geometry"] for code, place in drawing.places.items() if isinstance(place["geometry"], BaseGeometry)}
    return bool(shaped and cluster_of(drawing, shaped, (0, 0, width, height - legend_height(sizes))))


def cluster_of(drawing: MapDrawing, shaped: Shapes, area: Area) -> list[str]:
    """The districts to enlarge in an inset; none where all have room or the area is too narrow for one."""
    left, top, right, bottom = area
    if right - left <= (bottom - top) * 0.9:
        return []
    trial = drawing.pixels(shaped, (left, top, left + (right - left) * 0.55, bottom))
    raster = drawing.raster(trial, area)
    size = drawing.label_size
    without = [code for code, shape in trial.items() if not inside_label(code, shape, drawing.text(code), raster, size, SHARES)]
    return crowd(without, trial)


def draw_with_inset(drawing: MapDrawing, shaped: Shapes, cluster: list[str], area: Area) -> None:
    """The whole map at the left, the cluster enlarged in a frame at the right, joined by two guide lines."""
    left, top, right, bottom = area
    sizes, gap = drawing.sizes, 16 * drawing.sizes.factor
    natural = (bottom - top) * aspect(list(shaped.values()))
    shape = aspect([shaped[code] for code in cluster])
    inset = max(right - left - min(natural, (right - left) * 0.56) - gap, (right - left) * 0.36)
    inset = min(inset, (bottom - top) * max(0.95, shape * 1.3))
    high = min(bottom - top, max((bottom - top) * 0.62, inset / shape + drawing.label_size * 6))
    sides = [inset_side(drawing, shaped, cluster, area, (inset, high, gap), at_right) for at_right in (True, False)]
    frame, shapes, guides, labels = max(sides, key=lambda side: worth(side[3]) - crossing(side[1], side[2], cluster) / 1e4)
    own = shapely.union_all([shapes[code] for code in cluster])
    drawing.labels += labels
    draw_land(drawing, shapes)
    drawing.canvas.shape(own.boundary, stroke=INK_1, width=1.2 * sizes.factor, z=2.5)
    for guide in guides:
        drawing.canvas.shape(guide, stroke=INK_3, width=0.6 * sizes.factor, z=2.6)
    draw_inset(drawing, shaped, cluster, frame)


def inset_side(
    drawing: MapDrawing, shaped: Shapes, cluster: list[str], area: Area, sizes: tuple[float, float, float], at_right: bool
) -> tuple[Area, Shapes, list[LineString], list[Label]]:  # fmt: skip
    """With the inset at one side: its frame, the map's shapes, guide lines and labels; `sizes`: inset's width, height, gap."""
    left, top, right, bottom = area
    wide, high, gap = sizes
    frame = (right - wide, top, right, top + high) if at_right else (left, top, left + wide, top + high)
    main = (left, top, right - wide - gap, bottom) if at_right else (left + wide + gap, top, right, bottom)
    shapes = drawing.pixels(shaped, main)
    own = shapely.union_all([shapes[code] for code in cluster])
    edge, side = (frame[0], 1) if at_right else (frame[2], -1)
    guides = [LineString([corner(own, side, down), (edge, y)]) for down, y in ((-1, frame[1]), (1, frame[3]))]
    raster = drawing.raster(shapes, (max(left, main[0] - gap / 2), top, min(right, main[2] + gap / 2), bottom))
    for guide in guides:
        raster.take_line(guide)
    rest = {code: shape for code, shape in shapes.items() if code not in cluster}
    return frame, shapes, guides, drawing.labels_for(rest, raster)


def crossing(shapes: Shapes, guides: list[LineString], cluster: list[str]) -> float:
    """How many pixels the guide lines run over other districts."""
    land = shapely.union_all([shape for code, shape in shapes.items() if code not in cluster])
    return float(sum(guide.intersection(land).length for guide in guides))


def corner(cluster: BaseGeometry, across: int, down: int) -> tuple[float, float]:
    """The end of the cluster from which a guide line leaves: right (1) or left (−1), lower (1) or upper (−1)."""
    points = shapely.get_coordinates(cluster.convex_hull)
    best = max(points, key=lambda point: across * point[0] + down * point[1] * 0.8)
    return float(best[0]), float(best[1])


def draw_inset(drawing: MapDrawing, shaped: Shapes, cluster: list[str], frame: Area) -> None:
    """The enlarged cluster; everything else in it is the page's grey, on which labels may lie."""
    sizes, canvas = drawing.sizes, drawing.canvas
    left, top, right, bottom = frame
    pad, title = 8 * sizes.factor, sizes.head * 1.6
    words = _("局部放大")
    heading = (left, top, left + text_width(words, sizes.head) + pad * 2, top + title)
    area = (left + pad, top + pad, right - pad, bottom - pad)
    shapes, labels = arrange(drawing, shaped, area, cluster, [heading])
    edge = box(*frame)
    canvas.shape(edge, PAGE, z=-1)
    for code, shape in shapes.items():
        if code not in cluster and shape.intersects(edge):
            canvas.shape(shape.intersection(edge).boundary, stroke="#FFFFFF", width=1 * sizes.factor, z=-0.8)
    draw_land(drawing, {code: shapes[code] for code in cluster})
    canvas.shape(edge.boundary, stroke=EDGE, width=0.7 * sizes.factor, z=3)
    canvas.text(left + pad, top + sizes.head, words, sizes.head * 0.95, INK_3)
    drawing.labels += labels


def draw_tile_strip(drawing: MapDrawing, codes: list[str], area: Area) -> float:
    """Tiles for places without a shape in a strip at the bottom of `area`; answers the strip's height."""
    sizes = drawing.sizes
    left, _top, right, bottom = area
    columns = max(1, int((right - left) // (100 * sizes.factor)))
    rows = -(-len(codes) // columns)
    high = rows * 42 * sizes.factor
    wide = min(right - left, len(codes) * 110 * sizes.factor) if rows == 1 else right - left
    draw_tiles(drawing, codes, (left + 1, bottom - high, left + wide - 1, bottom - 4 * sizes.factor))
    drawing.canvas.text(left, bottom - high - sizes.head * 0.8, _("无边界数据的单位（不表示位置）"), sizes.head * 0.95, INK_3)
    return high + sizes.head * 1.8
