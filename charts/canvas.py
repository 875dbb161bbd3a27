"""A chart laid out in pixels: rectangles, segments, polylines, shapes, dots and texts become one layered Altair view.

Every chart of ours is a layout whose labels must not collide or leave the picture, so positions are computed here, in
Python, and Vega only draws: quantitative x and y from 0 to the view's size, literal colours, autosize none. The layer
that answers the pointer lies on top of all, transparent, one shape for each place; a click selects by its `code`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode
from shapely.geometry import LineString, box, mapping
from shapely.geometry.base import BaseGeometry

from charts.passed_on import PassedOn
from charts.text_width import MIDDLE, text_width
from charts.tokens import EDGE, FONT, MISSING_GROUND, Sizes

SELECTION = "place"
Point = tuple[float, float]
Row = dict[str, Any]


@dataclass
class Canvas:
    """Collects marks; `chart()` makes the Altair chart. Coordinates are pixels from the upper left corner."""

    width: float
    height: float
    background: str | None = "#FFFFFF"
    layers: dict[tuple[Any, ...], list[Row]] = field(default_factory=dict)
    hits: list[tuple[BaseGeometry, str, Mapping[str, str], str]] = field(default_factory=list)
    lines: int = 0

    def add(self, z: float, kind: str, style: tuple[tuple[str, Any], ...], row: Row) -> None:
        """Put one mark into the layer of its height, kind and style."""
        self.layers.setdefault((z, kind, style), []).append(row)

    def rect(
        self, x: float, y: float, x2: float, y2: float, fill: str, *, stroke: str = "", radius: float = 0, z: float = 0
    ) -> None:
        """A filled rectangle, with a hair outline where `stroke` is a colour."""
        style = (("cornerRadius", radius),) if radius else ()
        row = {"x": x, "y": y, "x2": x2, "y2": y2, "fill": fill}
        self.add(z, "rect", style + ((("stroke", stroke), ("strokeWidth", 1)) if stroke else ()), row)

    def segment(
        self, x: float, y: float, x2: float, y2: float, colour: str, width: float, *, z: float = 2, dash: Sequence[float] = ()
    ) -> None:
        """A straight line."""
        style = (("strokeWidth", width), *((("strokeDash", tuple(dash)), ("strokeCap", "round")) if dash else ()))
        self.add(z, "rule", style, {"x": x, "y": y, "x2": x2, "y2": y2, "stroke": colour})

    def polyline(self, points: Sequence[Point], colour: str, width: float, *, z: float = 3, dash: Sequence[float] = ()) -> None:
        """A line through `points`."""
        self.lines += 1
        style = (
            ("strokeWidth", width),
            ("strokeJoin", "round"),
            *((("strokeDash", tuple(dash)), ("strokeCap", "round")) if dash else ()),
        )
        for order, (x, y) in enumerate(points):
            self.add(z, "line", style, {"x": x, "y": y, "stroke": colour, "line": self.lines, "order": order})

    def shape(self, geometry: BaseGeometry, fill: str = "", *, stroke: str = "", width: float = 1, z: float = 0) -> None:
        """A polygon or a bundle of lines in pixels."""
        style = (("strokeWidth", width), ("strokeJoin", "round"), ("filled", bool(fill)))
        self.add(
            z,
            "geoshape",
            style,
            {"type": "Feature", "geometry": geojson(geometry), "fill": fill or None, "stroke": stroke or None},
        )

    def dot(
        self, x: float, y: float, diameter: float, fill: str, *,
        stroke: str = "#FFFFFF", width: float = 1.5, z: float = 4, form: str = "circle",
    ) -> None:  # fmt: skip
        """A round dot, or another of Vega's point shapes."""
        area = 3.14159 / 4 * diameter * diameter if form == "circle" else diameter * diameter
        self.add(
            z, "point", (("shape", form), ("strokeWidth", width)), {"x": x, "y": y, "fill": fill, "stroke": stroke, "size": area}
        )

    def text(
        self, x: float, y: float, text: str, size: float, colour: str, *,
        align: str = "left", bold: bool = False, halo: float = 0, z: float = 5, middle: bool = True, upright: bool = False,
    ) -> None:  # fmt: skip
        """One line of text; `y` is the middle of its line, or its baseline with `middle=False`.

        `upright`: read from below upwards; `x` is then the middle of the line and `y` where it begins.
        """
        if not text:
            return
        drop = MIDDLE * size if middle else 0
        at = {"x": x + drop, "y": y} if upright else {"x": x, "y": y + drop}
        row = at | {"text": text, "size": size, "fill": colour}
        style = (("align", align), ("fontWeight", 700 if bold else 400), *((("angle", 270),) if upright else ()))
        if halo:
            self.add(
                z - 0.5,
                "text",
                (*style, ("stroke", "#FFFFFF"), ("strokeWidth", halo), ("strokeJoin", "round")),
                {**row, "fill": "#FFFFFF"},
            )
        self.add(z, "text", style, row)

    def hatch(
        self, area: BaseGeometry, sizes: Sizes, *, ground: str = MISSING_GROUND, outline: bool = True, z: float = 1
    ) -> None:
        """No value: the shape in grey under lines at 45°."""
        if ground:
            self.shape(area, ground, z=z)
        left, top, right, bottom = area.bounds
        pitch = sizes.hatch_pitch * 2**0.5
        count = int((right - left + bottom - top) / pitch) + 1
        for number in range(1, count + 1):
            start = left + number * pitch
            drawn = LineString([(start, top), (start - (bottom - top), bottom)]).intersection(area)
            for part in getattr(drawn, "geoms", [drawn]):
                if part.geom_type == "LineString" and part.length > 0.5:
                    (x, y), (x2, y2) = part.coords[0], part.coords[-1]
                    self.segment(x, y, x2, y2, EDGE, sizes.hatch_stroke, z=z + 0.1)
        if outline:
            self.shape(area.boundary, stroke=EDGE, width=1, z=z + 0.2)

    def hatched_track(self, x: float, y: float, x2: float, y2: float, sizes: Sizes, word: str, size: float, colour: str) -> None:
        """A track in which a value could have lain, hatched, its reason in words on a white ground in the middle."""
        self.hatch(box(x, y, x2, y2), sizes)
        if word:
            half = text_width(word, size) / 2 + size * 0.45
            centre = (x + x2) / 2
            self.rect(centre - half, y + 1, centre + half, y2 - 1, "#FFFFFF", z=3.5)
            self.text(centre, (y + y2) / 2, word, size, colour, align="center")

    def hit(self, area: BaseGeometry, code: str, tip: Mapping[str, str], about: str = "") -> None:
        """The area that answers the pointer for the place `code`; `tip` maps titles to texts.

        `about`: which indicator ("id/level") it is, in a chart of several.
        """
        self.hits.append((area, code, tip, about))

    def hit_box(self, x: float, y: float, x2: float, y2: float, code: str, tip: Mapping[str, str], about: str = "") -> None:
        """The same for a rectangle."""
        self.hit(box(x, y, x2, y2), code, tip, about)

    def chart(self, description: str, *, select: bool = False) -> alt.LayerChart:
        """The Altair chart. With `select` a click on a hit area sets the parameter "place" to its `code`."""
        # Altair checks every part against its schema as it is made, and all of it once more: the charts' tests do that
        with debug_mode(False):
            return self.composed(description, select)

    def composed(self, description: str, select: bool) -> alt.LayerChart:
        """All layers in one view."""
        scales = {
            "x": alt.Scale(domain=[0, self.width], nice=False, zero=False),
            "y": alt.Scale(domain=[self.height, 0], nice=False, zero=False),
        }
        layers = [
            layer(kind, style, rows, scales)
            for (_z, kind, style), rows in sorted(self.layers.items(), key=lambda item: item[0][0])
        ]
        if self.hits:
            layers.append(self.pointer_layer(select))
        # One call: each further method of Altair would copy the whole chart
        return alt.LayerChart(
            layer=layers,
            width=self.width,
            height=self.height,
            description=description,
            background=self.background or "transparent",
            autosize=alt.AutoSizeParams(type="none"),
            padding=0,
            config=alt.Config(font=FONT, view=alt.ViewConfig(stroke=None, fill=None)),
        )

    def pointer_layer(self, select: bool) -> alt.Chart:
        """The transparent layer on top."""
        titles = list(dict.fromkeys(title for _area, _code, tip, _about in self.hits for title in tip))
        features = [
            {
                "type": "Feature",
                "geometry": geojson(area),
                "code": code,
                **({"about": about} if about else {}),
                **{f"t{k}": tip.get(title, "") for k, title in enumerate(titles)},
            }
            for area, code, tip, about in self.hits
        ]
        tooltips = [alt.Tooltip(f"t{k}:N", title=title) for k, title in enumerate(titles)]
        chart = (
            geoshapes(features)
            .mark_geoshape(filled=True, fill="#FFFFFF", fillOpacity=0, strokeWidth=0, cursor="pointer")
            .encode(tooltip=tooltips)
        )
        if select:
            fields = ["code", "about"] if any(about for *_rest, about in self.hits) else ["code"]
            chart = chart.add_params(alt.selection_point(name=SELECTION, fields=fields, on="click", clear=False))
        return chart


@lru_cache(maxsize=2000)
def geojson(geometry: BaseGeometry) -> Row:
    """A shape as GeoJSON; a city's shapes come again with every indicator."""
    return dict(mapping(geometry))


def geoshapes(features: Iterable[Row]) -> alt.Chart:
    """A chart of GeoJSON features already in pixels."""
    return alt.Chart(PassedOn(list(features))).project(type="identity", scale=1, translate=[0, 0])


def layer(kind: str, style: tuple[tuple[str, Any], ...], rows: list[Row], scales: dict[str, alt.Scale]) -> alt.Chart:
    """One layer of marks of one kind and style."""
    properties: dict[str, Any] = {name: list(value) if isinstance(value, tuple) else value for name, value in style} | {
        "aria": False
    }
    if kind == "geoshape":
        filled = bool(properties.pop("filled"))
        channels: dict[str, Any] = {"stroke": alt.Stroke("stroke:N", scale=None)}
        if filled:
            channels["fill"] = alt.Fill("fill:N", scale=None)
        return geoshapes(rows).mark_geoshape(filled=filled, **properties).encode(**channels)
    columns: dict[str, Any] = {"x": alt.X("x:Q", scale=scales["x"], axis=None), "y": alt.Y("y:Q", scale=scales["y"], axis=None)}
    present = rows[0].keys()
    if "x2" in present:
        columns |= {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}
    if "fill" in present:
        columns["fill"] = alt.Fill("fill:N", scale=None)
    if "stroke" in present:
        columns["stroke"] = alt.Stroke("stroke:N", scale=None)
    if "size" in present:
        columns["size"] = alt.Size("size:Q", scale=None)
    if kind == "line":
        columns |= {"detail": alt.Detail("line:N"), "order": alt.Order("order:Q")}
    if kind == "text":
        columns["text"] = alt.Text("text:N")
        properties |= {"baseline": "alphabetic", "font": FONT, "limit": 0}
    if kind == "rule":
        properties.setdefault("strokeCap", "butt")
    marks: dict[str, Any] = {"filled": True, "opacity": 1} if kind == "point" else {}
    chart = alt.Chart(PassedOn(rows))
    return getattr(chart, f"mark_{kind}")(**marks, **properties, clip=False).encode(**columns)
