"""What the parts of a map share: places, their classes and texts, and how land, labels and tiles are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import shapely.affinity
from shapely.geometry.base import BaseGeometry

from charts.canvas import Canvas
from charts.classes import Classes
from charts.map_labels import Label, inside_label, place_labels
from charts.map_layout import Area, Shapes, lines_of, shrunk, to_pixels
from charts.map_raster import Raster
from charts.rows import Row
from charts.text_width import LINE_HEIGHT
from charts.tokens import ACCENT, EDGE, INK_1, INK_2, LINE, MISSING_GROUND, Sizes, ink_on
from geo.tiles import tiles
from language import _


class Named(NamedTuple):
    """A place for a tile."""

    code: str
    name: str


@dataclass
class MapDrawing:
    """One map being drawn."""

    canvas: Canvas
    places: dict[str, Row]
    classes: Classes
    sizes: Sizes
    highlight: str
    labels: list[Label] = field(default_factory=list)
    # said first when the pointer asks, the same for every place
    tip: dict[str, str] = field(default_factory=dict)

    @property
    def label_size(self) -> float:
        """Largest type of a label: 27 px in a dense picture, 13 on a page; with more than 20 districts 23 and 12."""
        return self.sizes.small * (1.08 if len(self.places) <= 20 else 0.93)

    def text(self, code: str) -> tuple[str, str]:
        """Name; sign and value, or why there is none."""
        place = self.places[code]
        value = float(place["value"])
        shown = str(place["status_text"]) if value != value else self.classes.sign(value) + str(place["value_text"])
        return str(place["name"]), shown

    def fill(self, code: str) -> str | None:
        """Colour of the class, None for no value."""
        return self.classes.fill(float(self.places[code]["value"]))

    def pixels(self, shaped: Shapes, area: Area, filling: Sequence[str] = ()) -> Shapes:
        """Shapes in pixels, with detail of about half a pixel of a page."""
        return to_pixels(shaped, area, 0.4 * self.sizes.factor, filling)

    def labels_for(self, shapes: Shapes, raster: Raster) -> list[Label]:
        """Labels that find a place; the name with its sign alone where there is no room for the value."""
        texts = {code: self.text(code) for code in shapes}
        short = {code: self.classes.sign(float(self.places[code]["value"])) + texts[code][0] for code in shapes}
        numbers = {code: str(self.places[code].get("number") or "") for code in shapes}
        margin = 2.5 * self.sizes.factor
        return place_labels(shapes, texts, raster, self.label_size, margin=margin, short=short, numbers=numbers)

    def raster(self, shapes: Shapes, area: Area) -> Raster:
        """The grid for the labels of an area."""
        return Raster(shapes, area, max(2.0, self.label_size / 8))


def arrange(
    drawing: MapDrawing, shaped: Shapes, area: Area, filling: Sequence[str] = (), taken: Sequence[Area] = ()
) -> tuple[Shapes, list[Label]]:
    """Shapes as large as leaves every label a place in `area`; as large as it can be where no size does that."""
    wanted = list(filling or shaped)
    best: tuple[Shapes, list[Label]] = ({}, [])
    for share in (1.0, 0.88, 0.76) if len(wanted) <= 45 else (1.0,):
        shapes = drawing.pixels(shaped, shrunk(area, share), filling)
        own = {code: shapes[code] for code in wanted}
        raster = drawing.raster(own, area)
        raster.take_all(taken)
        labels = drawing.labels_for(own, raster)
        if not best[0] or worth(labels) > worth(best[1]):
            best = shapes, labels
        if len(labels) == len(wanted) and all(len(label.lines) > 1 or label.leader is not None for label in labels):
            break
    return best


def worth(labels: Sequence[Label]) -> float:
    """How good an arrangement is: a full label counts 1, one without its value 0.5, a number that the bars explain 0.2."""
    return sum(0.2 if label.number else 1.0 if len(label.lines) > 1 or label.leader is not None else 0.5 for label in labels)


def draw_land(drawing: MapDrawing, shapes: Shapes) -> None:
    """Fills, hatches, white borders between districts, the outline of all, the chosen one in the accent."""
    canvas, sizes = drawing.canvas, drawing.sizes
    outline, borders = lines_of(shapes)
    for code, shape in shapes.items():
        fill = drawing.fill(code)
        if fill is None:
            canvas.hatch(shape, sizes, outline=False, z=0)
        else:
            canvas.shape(shape, fill, z=0)
        hit_place(drawing, code, shape)
    canvas.shape(borders, stroke="#FFFFFF", width=1.2 * sizes.factor, z=1)
    canvas.shape(outline, stroke=EDGE, width=0.8 * sizes.factor, z=1.5)
    if drawing.highlight in shapes:
        canvas.shape(shapes[drawing.highlight].boundary, stroke=ACCENT, width=2.2 * sizes.factor, z=2.8)


def hit_place(drawing: MapDrawing, code: str, shape: BaseGeometry) -> None:
    """The district answers the pointer."""
    name, shown = drawing.text(code)
    drawing.canvas.hit(shape, code, {**drawing.tip, _("区县"): name, _("数值"): shown})


def draw_tiles(drawing: MapDrawing, codes: Sequence[str], area: Area) -> None:
    """Tiles for places without a shape; they look and answer like districts."""
    left, top, right, bottom = area
    named = [Named(code, str(drawing.places[code]["name"])) for code in codes]
    frame = tiles(named, right - left, bottom - top, gap=4 * drawing.sizes.factor, max_columns=12)
    for code, shape in zip(frame["code"], frame.geometry, strict=True):
        shape = shapely.affinity.translate(shape, left, top)
        fill, chosen = drawing.fill(code), code == drawing.highlight
        if fill is None:
            drawing.canvas.hatch(shape, drawing.sizes, outline=False, z=0)
        else:
            drawing.canvas.shape(shape, fill)
        drawing.canvas.shape(
            shape.boundary, stroke=ACCENT if chosen else LINE, width=2.2 * drawing.sizes.factor if chosen else 1, z=2
        )
        hit_place(drawing, code, shape)
        raster = Raster({code: shape}, shape.bounds, 1.5)
        size = max(drawing.label_size, min(drawing.sizes.value, (shape.bounds[3] - shape.bounds[1]) * 0.22))
        label = inside_label(code, shape, drawing.text(code), raster, size, (1.0, 0.9, 0.8, 0.7, 0.6, 0.5))
        drawing.labels += [label] if label else []


def draw_labels(drawing: MapDrawing) -> None:
    """All labels, on top; leaders end in a dot."""
    canvas, sizes = drawing.canvas, drawing.sizes
    for label in drawing.labels:
        fill = drawing.fill(label.code)
        ink = INK_1 if label.leader is not None else ink_on(fill or MISSING_GROUND)
        if label.leader is not None:
            # white beneath, so that it shows on dark fills too
            canvas.shape(label.leader, stroke="#FFFFFF", width=2 * sizes.factor, z=3.9)
            canvas.shape(label.leader, stroke=INK_2, width=0.7 * sizes.factor, z=4)
            x, y = label.leader.coords[0]
            canvas.dot(x, y, 4.4 * sizes.factor, INK_2, width=0.7 * sizes.factor)
        elif fill is None:
            left, top, right, bottom = label.area.bounds
            canvas.rect(left - 2, top, right + 2, bottom, MISSING_GROUND, z=3)
        if label.number:
            canvas.dot(label.x, label.y, label.size * 1.75, "#FFFFFF", stroke=EDGE, width=0.7 * sizes.factor, z=5.5)
            ink = INK_1
        for number, line in enumerate(label.lines):
            middle = label.y + (number - (len(label.lines) - 1) / 2) * label.size * LINE_HEIGHT
            canvas.text(label.x, middle, line, label.size, ink, align="center", z=6)
