"""The slide of a map: editable shapes in a group with labels and legend beside native bars; or the page's own drawing."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from charts.canvas import Canvas
from charts.classes import Classes
from charts.map_drawing import MapDrawing, arrange
from charts.map_labels import Label
from charts.map_layout import Shapes
from charts.map_legend import possible
from charts.tokens import DENSE, SLIDE
from exports.deck import PICTURE_HEIGHT, PICTURE_WIDTH, panels_png
from exports.deck_content import MAP_BOX, Drawing, MapAndBars, Region, Slide
from exports.picture import Area, Panel
from language import _, current, using
from views.deck_indicator import bars_of_places
from views.deck_notes import indicator_notes
from views.district_map import DistrictMapView
from views.facts import Facts
from views.page import PageView

# With more shapes a slide is slow to open, and nobody edits them one by one
MOST_SHAPES = 120


def map_slides(view: DistrictMapView, found: Facts, form: str = "shapes") -> list[Slide]:
    """The map as editable shapes beside native bars; `form` "picture" = as the page draws it, "both" = one after the other.

    A map for several periods or of two indicators, one without shapes or with very many, is a picture.
    """
    shapes = {row["code"]: row["geometry"] for row in view.places.to_dict("records") if isinstance(row["geometry"], BaseGeometry)}
    one = view.options.chosen.layout in ("", "one")
    drawable = 0 < len(shapes) <= MOST_SHAPES and one and view.classes.band is None
    picture = drawing_slide(view, indicator_notes(found)) if shapes or not one else _tiles_slide(view, found)
    if not drawable or form == "picture":
        return [picture]
    bars, remark = bars_of_places(found)
    name = _("地图（可编辑形状）")
    body = MapAndBars(name, tuple(_regions(view, shapes)), tuple(_legend(view, found)), bars)
    alt = _("地图和条形图：{finding}。{subtitle}").format(finding=view.finding, subtitle=view.subtitle)
    tiles = [str(row["name"]) for row in view.places.to_dict("records") if row["code"] not in shapes]
    if tiles:
        remark = _("；").join(filter(None, (remark, _("没有边界的单位只在条形图里：{names}").format(names=_("、").join(tiles)))))
    made = Slide(view.finding, view.subtitle, body, view.footer, indicator_notes(found), alt, remark=remark)
    return [picture, made] if form == "both" else [made]


def drawing_slide(view: PageView, notes: Sequence[str] = ()) -> Slide:
    """What a page draws, as a picture across the slide; its texts are the slide's."""
    language = current()

    def draw() -> bytes:
        with using(language):
            return panels_png(view.panels(Area(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT), DENSE))

    alt = _("图：{finding}。{subtitle}").format(finding=view.finding, subtitle=view.subtitle)
    return Slide(view.finding, view.subtitle, Drawing(draw), view.footer, tuple(notes), alt)


def _tiles_slide(view: DistrictMapView, found: Facts) -> Slide:
    """A city without boundaries: its tiles across the whole slide, as the bars have a slide of their own."""
    language = current()

    def draw() -> bytes:
        with using(language):
            drawn = view.map(PICTURE_WIDTH, PICTURE_HEIGHT, SLIDE, select=False)
            return panels_png([Panel(drawn, 0, 0)])

    alt = _("图：{finding}。{subtitle}").format(finding=view.finding, subtitle=view.subtitle)
    return Slide(view.finding, view.subtitle, Drawing(draw), view.footer, indicator_notes(found), alt)


def _regions(view: DistrictMapView, shapes: Shapes) -> list[Region]:
    """Shapes and labels in pixels of the box that a slide keeps for a map."""
    _x, _y, width, height = MAP_BOX
    rows = {row["code"]: row for row in view.places.to_dict("records")}
    drawing = MapDrawing(Canvas(width, height), rows, view.classes, DENSE, "")
    placed, labels = arrange(drawing, shapes, (2.0, 2.0, width - 2.0, height - 2.0))
    by_code = {label.code: label for label in labels}
    return [
        _region(str(rows[code]["name"]), placed[code], view.classes, rows[code]["value"], by_code.get(code)) for code in shapes
    ]


def _region(name: str, shape: BaseGeometry, classes: Classes, value: float, label: Label | None) -> Region:
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    corners = tuple(tuple((float(x), float(y)) for x, y in shapely.get_coordinates(ring)[:-1]) for ring in rings)
    fill = classes.fill(float(value)) or ""
    if label is None:
        return Region(name, corners, fill)
    leader = None
    if label.leader is not None:
        start, *_between, end = [(float(x), float(y)) for x, y in label.leader.coords]
        leader = (start, end)
    return Region(name, corners, fill, tuple(label.lines), (label.x, label.y), label.size, leader)


def _legend(view: DistrictMapView, found: Facts) -> list[tuple[str, str]]:
    """Each class that a value can reach, with its edges in words; then what is missing."""
    classes, indicator = view.classes, found.indicator
    edges = [f"{float(edge):g}" for edge in classes.edges]
    up, down = ("≤ {edge}", "> {edge}") if classes.at_most else ("≥ {edge}", "< {edge}")
    legend = []
    used = {classes.index(float(value)) for value in view.places["value"].dropna()}
    for number in possible(classes, indicator.valid_min, indicator.valid_max):
        if number not in used:
            continue
        fill = classes.fills[number]
        if number == 0:
            words = down.format(edge=edges[0]) if edges else _("全部")
        elif number == len(edges):
            words = up.format(edge=edges[-1])
        else:
            low, high = sorted((edges[number - 1], edges[number]), key=float)
            words = f"{low}–{high}"
        legend.append((fill, words))
    missing = list(dict.fromkeys(str(text) for text in view.places.loc[view.places["value"].isna(), "status_text"]))
    return legend + [("", words) for words in missing]
