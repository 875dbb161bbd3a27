"""The map: districts in the colour of their class, labelled with name, sign and value; a click selects a district.

Shapes come in degrees and are projected here. Places without a shape stand as tiles beside the map, or make a tile map
where no place has one. A crowded cluster is enlarged in an inset. No value: hatched.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import altair as alt
import pandas as pd
import shapely
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from charts.canvas import Canvas
from charts.classes import Classes
from charts.map_labels import Label, inside_label, place_outside
from charts.map_layout import Shapes, aspect, crowd, fit, tiles, to_pixels
from charts.map_legend import draw_legend, legend_height
from charts.text_width import text_width
from charts.tokens import ACCENT, EDGE, INK_1, INK_2, INK_3, LINE, MISSING_GROUND, PAGE, SCREEN, Sizes, ink_on
from language import _

MAP_COLUMNS = {
    "code": "code of the place",
    "name": "its name",
    "geometry": "its shape in degrees (EPSG:4490 or 4326), shapely; None where it has none",
    "value": "the value as displayed; NaN where there is none",
    "value_text": "'84.2'",
    "status_text": "why there is no value, '未报送'; '' where there is one",
}
Area = tuple[float, float, float, float]


@dataclass
class Drawing:
    """What the steps of one map share."""

    canvas: Canvas
    places: dict[str, dict[str, object]]
    classes: Classes
    sizes: Sizes
    highlight: str
    labels: list[Label] = field(default_factory=list)

    def text(self, code: str) -> tuple[str, str]:
        """Name; sign and value, or why there is none."""
        place = self.places[code]
        value = float(str(place["value"]))
        shown = str(place["status_text"]) if value != value else self.classes.sign(value) + str(place["value_text"])
        return str(place["name"]), shown

    def fill(self, code: str) -> str | None:
        """Colour of the class, None for no value."""
        return self.classes.fill(float(str(self.places[code]["value"])))


def map_chart(
    places: pd.DataFrame, *, width: int, height: int, classes: Classes, target_text: str = "", least: float | None = None, most: float | None = None,
    sizes: Sizes = SCREEN, highlight: str = "", legend: bool = True, select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """The map of `places` (MAP_COLUMNS) with a legend below; `least` and `most` leave out classes no value can reach.

    `target_text` labels the target in the legend ("目标 85"). With `select` a click sets the parameter "place" to a code.
    """
    canvas = Canvas(width, height)
    drawing = Drawing(canvas, {str(row["code"]): dict(row) for row in places.to_dict("records")}, classes, sizes, highlight)
    bottom = height - (legend_height(sizes) + 6 * sizes.factor if legend else 0)
    shaped = {code: place["geometry"] for code, place in drawing.places.items() if isinstance(place["geometry"], BaseGeometry)}
    bare = [code for code in drawing.places if code not in shaped]
    if shaped:
        strip = tile_strip(drawing, bare, (0, bottom, width, bottom)) if bare else 0.0
        draw_shapes(drawing, shaped, (0, 0, width, bottom - strip))
    elif bare:
        shapes = tiles(bare, (0, 0, width, bottom), most=(170 * sizes.factor, 84 * sizes.factor))
        draw_tiles(drawing, shapes)
    draw_labels(drawing)
    if legend:
        unvalued = places[places["value"].isna()]
        words = list(dict.fromkeys(unvalued["status_text"]))
        missing = "" if unvalued.empty else words[0] if len(words) == 1 else _("无数据")
        draw_legend(
            canvas,
            classes,
            (0, bottom + 6 * sizes.factor),
            min(width, 420 * sizes.factor),
            sizes,
            least=least,
            most=most,
            missing=missing,
            target_text=target_text,
        )
    return canvas.chart(_("{n} 个单位的地图").format(n=len(places)), select=select)


def draw_shapes(drawing: Drawing, shaped: dict[str, BaseGeometry], area: Area) -> None:
    """The map proper: try it whole, with an inset where it is crowded, smaller where labels find no place."""
    left, top, right, bottom = area
    pad = 3 * drawing.sizes.factor
    full = (left + pad, top + pad, right - pad, bottom - pad)
    shapes, labels, unlabelled = label_inside(drawing, shaped, full)
    cluster = crowd(unlabelled, shapes, len(shapes)) if right - left > (bottom - top) * 0.9 else []
    if cluster:
        draw_with_inset(drawing, shaped, cluster, full)
        return
    for share in (1.0, 0.93, 0.86, 0.78, 0.7):
        wide, high = (full[2] - full[0]) * (1 - share) / 2, (full[3] - full[1]) * (1 - share) / 2
        inner = (full[0] + wide, full[1] + high, full[2] - wide, full[3] - high)
        shapes, labels, unlabelled = label_inside(drawing, shaped, inner)
        outside = label_outside(drawing, shapes, unlabelled, labels, box(*area))
        if len(outside) == len(unlabelled) or len(shaped) > 45:
            break
    draw_land(drawing, shapes)
    drawing.labels += labels + outside


def label_inside(drawing: Drawing, shaped: dict[str, BaseGeometry], area: Area) -> tuple[Shapes, list[Label], list[str]]:
    """Shapes in pixels, the labels that fit inside, the codes of those that do not."""
    shapes = to_pixels(shaped, fit(list(shaped.values()), area), 0.4 * drawing.sizes.factor)
    found = {code: inside_label(code, shape, *drawing.text(code), label_size(drawing)) for code, shape in shapes.items()}
    return shapes, [label for label in found.values() if label], [code for code, label in found.items() if label is None]


def label_size(drawing: Drawing) -> float:
    """Largest type of a label: 27 of 33 px in a dense picture, the names' size on a page."""
    return min(drawing.sizes.value, drawing.sizes.small * 1.12)


def label_outside(
    drawing: Drawing, shapes: Shapes, codes: list[str], inside: list[Label], area: Polygon, lines: tuple[LineString, ...] = ()
) -> list[Label]:  # fmt: skip
    """Labels with leaders for the districts too small to hold one."""
    if not codes:
        return []
    land = shapely.union_all(list(shapes.values()))
    forbidden = shapely.union_all([land.buffer(2.5 * drawing.sizes.factor), *(line.buffer(2) for line in lines)])
    texts = {code: drawing.text(code) for code in codes}
    size = label_size(drawing) * 0.96
    return place_outside(
        codes, shapes, texts, area, size, forbidden=forbidden, land=land, taken=[label.area for label in inside], lines=lines
    )


def draw_with_inset(drawing: Drawing, shaped: dict[str, BaseGeometry], cluster: list[str], area: Area) -> None:
    """The whole map at the left, the cluster enlarged in a frame at the right, joined by two guide lines."""
    left, top, right, bottom = area
    sizes, gap = drawing.sizes, 14 * drawing.sizes.factor
    wide = min((bottom - top) * aspect(list(shaped.values())), (right - left) * 0.52)
    inset_wide = min(right - left - wide - gap, (bottom - top) * max(0.85, aspect([shaped[code] for code in cluster]) * 1.25))
    frame = box(right - inset_wide, top, right, bottom)
    shapes = to_pixels(shaped, fit(list(shaped.values()), (left, top, right - inset_wide - gap, bottom)), 0.4 * sizes.factor)
    own = shapely.union_all([shapes[code] for code in cluster])
    guides = tuple(
        LineString([corner(own, -1), (frame.bounds[0], top)]) if up else LineString([corner(own, 1), (frame.bounds[0], bottom)])
        for up in (True, False)
    )
    rest = {code: shape for code, shape in shapes.items() if code not in cluster}
    size = label_size(drawing)
    ways = [guide.buffer(3) for guide in guides]
    inside = [inside_label(code, shape, *drawing.text(code), size, taken=ways) for code, shape in rest.items()]
    labels = [label for label in inside if label]
    without = [code for code in rest if code not in {label.code for label in labels}]
    outer = label_outside(drawing, shapes, without, labels, box(left, top, frame.bounds[0] - gap / 2, bottom), guides)
    draw_land(drawing, shapes)
    drawing.canvas.shape(own.boundary, stroke=INK_1, width=1.2 * sizes.factor, z=2.5)
    for guide in guides:
        drawing.canvas.shape(guide, stroke=INK_3, width=0.6 * sizes.factor, z=2.6)
    drawing.labels += labels + outer
    draw_inset(drawing, shaped, cluster, frame)


def corner(cluster: BaseGeometry, side: int) -> tuple[float, float]:
    """The upper (−1) or lower (1) right end of the cluster, where a guide line leaves it."""
    points = shapely.get_coordinates(cluster.convex_hull)
    best = max(points, key=lambda point: point[0] + side * point[1] * 0.8)
    return float(best[0]), float(best[1])


def draw_inset(drawing: Drawing, shaped: dict[str, BaseGeometry], cluster: list[str], frame: Polygon) -> None:
    """The enlarged cluster; everything else in it is the page's grey, on which labels may lie."""
    sizes, canvas = drawing.sizes, drawing.canvas
    left, top, right, bottom = frame.bounds
    side = text_width("汉字区 ▼88.8", label_size(drawing)) * 0.62
    title = sizes.head * 1.7
    placed = fit([shaped[code] for code in cluster], (left + side, top + title, right - side, bottom - 10 * sizes.factor))
    shapes = to_pixels(shaped, placed, 0.4 * sizes.factor)
    canvas.shape(frame, PAGE, z=-1)
    for code, shape in shapes.items():
        if code not in cluster and shape.intersects(frame):
            canvas.shape(shape.intersection(frame).boundary, stroke="#FFFFFF", width=1 * sizes.factor, z=-0.8)
    own = {code: shapes[code] for code in cluster}
    draw_land(drawing, own)
    canvas.shape(frame.boundary, stroke=EDGE, width=0.7 * sizes.factor, z=3)
    canvas.text(left + 8 * sizes.factor, top + sizes.head, _("局部放大"), sizes.head * 0.95, INK_3)
    inside = [inside_label(code, shape, *drawing.text(code), label_size(drawing)) for code, shape in own.items()]
    labels = [label for label in inside if label]
    without = [code for code in own if code not in {label.code for label in labels}]
    heading = box(left, top, left + text_width(_("局部放大"), sizes.head) + 12 * sizes.factor, top + title)
    area = box(left + 4, top + 4, right - 4, bottom - 4)
    land = shapely.union_all(list(own.values()))
    texts = {code: drawing.text(code) for code in without}
    outside = place_outside(
        without, own, texts, area, label_size(drawing) * 0.96, forbidden=shapely.union_all([land.buffer(2.5 * sizes.factor), heading]),
        land=land, taken=[label.area for label in labels],
    )  # fmt: skip
    drawing.labels += labels + outside


def draw_land(drawing: Drawing, shapes: Shapes) -> None:
    """Fills, hatches, white borders, the outline of all, the chosen one in the accent."""
    canvas, sizes = drawing.canvas, drawing.sizes
    for code, shape in shapes.items():
        fill = drawing.fill(code)
        if fill is None:
            canvas.hatch(shape, sizes, outline=False, z=0)
        else:
            canvas.shape(shape, fill, z=0)
        canvas.shape(shape.boundary, stroke="#FFFFFF", width=1.2 * sizes.factor, z=1)
        hit_place(drawing, code, shape)
    canvas.shape(
        shapely.union_all([shape.buffer(0.3) for shape in shapes.values()]).boundary, stroke=EDGE, width=0.8 * sizes.factor, z=1.5
    )
    if drawing.highlight in shapes:
        canvas.shape(shapes[drawing.highlight].boundary, stroke=ACCENT, width=2.2 * sizes.factor, z=2.8)


def hit_place(drawing: Drawing, code: str, shape: BaseGeometry) -> None:
    """The district answers the pointer."""
    name, shown = drawing.text(code)
    drawing.canvas.hit(shape, code, {_("区县"): name, _("数值"): shown})


def tile_strip(drawing: Drawing, codes: list[str], area: Area) -> float:
    """Tiles for places without a shape in a strip above `area`; answers its height."""
    sizes = drawing.sizes
    left, _top, right, bottom = area
    high = 46 * sizes.factor
    rows = -(-len(codes) // max(1, int((right - left) // (112 * sizes.factor))))
    strip = rows * high + sizes.head * 1.6
    shapes = tiles(codes, (left, bottom - rows * high, right, bottom), most=(112 * sizes.factor, high))
    drawing.canvas.text(
        left, bottom - rows * high - sizes.head * 0.8, _("无边界数据的单位（不表示位置）"), sizes.head * 0.95, INK_3
    )
    draw_tiles(drawing, shapes)
    return strip + 6 * sizes.factor


def draw_tiles(drawing: Drawing, shapes: Shapes) -> None:
    """Tiles look and answer like districts."""
    for code, shape in shapes.items():
        fill = drawing.fill(code)
        if fill is None:
            drawing.canvas.hatch(shape, drawing.sizes, outline=False)
        else:
            drawing.canvas.shape(shape, fill)
        drawing.canvas.shape(
            shape.boundary, stroke=ACCENT if code == drawing.highlight else LINE, width=2 if code == drawing.highlight else 1, z=2
        )
        hit_place(drawing, code, shape)
        label = inside_label(code, shape, *drawing.text(code), label_size(drawing))
        if label is None:
            label = inside_label(code, shape, *drawing.text(code), label_size(drawing) * 0.7)
        drawing.labels += [label] if label else []


def draw_labels(drawing: Drawing) -> None:
    """All labels, on top."""
    canvas, sizes = drawing.canvas, drawing.sizes
    for label in drawing.labels:
        fill = drawing.fill(label.code)
        ink = INK_1 if label.leader is not None else ink_on(fill or MISSING_GROUND)
        if label.leader is not None:
            canvas.shape(label.leader, stroke=INK_2, width=0.7 * sizes.factor, z=4)
            x, y = label.leader.coords[0]
            canvas.dot(x, y, 3.2 * sizes.factor, INK_2, width=0)
        elif fill is None:
            left, top, right, bottom = label.area.bounds
            canvas.rect(left - 2, top, right + 2, bottom, MISSING_GROUND, z=3)
        for number, line in enumerate(label.lines):
            middle = label.y + (number - (len(label.lines) - 1) / 2) * label.size * 1.22
            canvas.text(label.x, middle, line, label.size, ink, align="center", z=6)
