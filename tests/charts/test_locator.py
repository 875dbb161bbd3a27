"""The small map that says where a district lies."""

from __future__ import annotations

from defusedxml import ElementTree
from shapely.geometry import MultiPolygon, Polygon, box

from charts.locator import locator_svg
from charts.tokens import ACCENT

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {
    "a": box(120.0, 32.0, 120.5, 32.5),
    "b": MultiPolygon([box(120.5, 32.0, 121.0, 32.5), Polygon(box(121.1, 32.0, 121.3, 32.2).exterior)]),
    "c": Polygon(box(120.0, 32.5, 121.0, 33.0).exterior, [box(120.2, 32.6, 120.4, 32.8).exterior]),
}


def test_one_district_is_filled_and_the_others_are_outlines() -> None:
    root = ElementTree.fromstring(locator_svg(SHAPES, "b", width=300, height=200, description="乙区在甲市的位置"))
    paths = root.findall(f"{SVG}path")
    assert [path.get("fill") == ACCENT for path in paths] == [False, False, True]  # on top of its neighbours
    assert root.get("aria-label") == "乙区在甲市的位置"
    rings = {path.get("d").count("M") for path in paths}
    assert rings == {1, 2}  # the second part of 乙, the hole of 丙


def test_everything_lies_inside_the_picture() -> None:
    root = ElementTree.fromstring(locator_svg(SHAPES, "a", width=300, height=200))
    numbers = [
        tuple(float(number) for number in point.split(","))
        for path in root.findall(f"{SVG}path")
        for ring in path.get("d").replace("Z", "").split("M")[1:]
        for point in ring.split("L")
    ]
    assert all(4 - 0.1 <= x <= 296.1 and 4 - 0.1 <= y <= 196.1 for x, y in numbers)
    assert max(x for x, _y in numbers) - min(x for x, _y in numbers) > 150


def test_a_place_without_a_shape_has_no_map() -> None:
    assert locator_svg(SHAPES, "321200-医药高新区") == ""
    assert locator_svg({}, "a") == ""
