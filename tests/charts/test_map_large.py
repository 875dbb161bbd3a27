"""Large maps: figures are few bytes, shapes come from the file, colours are looked up, nothing but shapes lies in static/."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from charts.classes import target_classes
from charts.map_large import figures, large_map_chart, projection_for
from charts.map_large_still import large_map_still
from charts.tokens import DIVERGING, MISSING_GROUND
from geo.gazetteer import districts
from geo.large_shapes import FILE, HEIGHT, URL, bounds_of, county_bounds, county_shapes
from geo.regions import NATION
from language import using

CLASSES = target_classes(85, 5)


def nation() -> pd.DataFrame:
    places = districts(NATION, 2024)
    values = [60.0 + number % 40 for number in range(len(places))]
    return pd.DataFrame(
        {
            "code": [place.code for place in places], "name": [place.name for place in places], "value": values,
            "value_text": [f"{value:.1f}" for value in values], "status_text": "",
        }
    )  # fmt: skip


def test_a_change_of_figures_is_less_than_a_hundred_kilobytes() -> None:
    chart = large_map_chart(nation(), width=628, height=440, classes=CLASSES, target_text="目标 85", select=True)
    assert len(json.dumps(chart.to_dict(), ensure_ascii=False).encode()) < 60_000


def test_colours_are_looked_up_by_code_and_a_county_without_a_figure_is_grey() -> None:
    rows = pd.DataFrame(
        {
            "code": ["321202", "321203"], "name": ["海陵区", "高港区"], "value": [92.4, float("nan")],
            "value_text": ["92.4", "—"], "status_text": ["", "未报送"],
        }
    )  # fmt: skip
    fills, text = figures(rows, CLASSES)
    assert (fills, text) == ([DIVERGING[5], MISSING_GROUND], "c,f,t\n321202,0,✓92.4\n321203,1,未报送")
    spec = large_map_chart(rows, width=600, height=400, classes=CLASSES, select=True).to_dict()
    layer = next(layer for layer in spec["layer"] if any("lookup" in step for step in layer.get("transform", [])))
    assert layer["data"]["url"] == URL
    assert layer["encoding"]["fill"]["scale"] == {"domain": ["0", "1"], "range": fills}
    assert layer["transform"][0]["from"]["data"]["values"] == text
    assert spec["params"][0]["select"]["fields"] == ["code"]
    assert any("无数据 1 个" in json.dumps(layer, ensure_ascii=False) for layer in spec["layer"])
    assert spec["usermeta"]["embedOptions"]["renderer"] == "canvas"


def test_only_the_map_itself_is_projected() -> None:
    """Vega-Lite gives all shapes of one view the same projection: whatever else is a shape would be drawn elsewhere."""
    spec = large_map_chart(nation(), width=628, height=440, classes=CLASSES, target_text="目标 85").to_dict()
    shapes = [layer for layer in spec["layer"] if layer["mark"]["type"] == "geoshape"]
    assert all(layer["data"].get("url") == URL for layer in shapes)
    assert len({json.dumps(layer["projection"]) for layer in shapes}) == 1


def test_the_counties_asked_for_fill_the_area() -> None:
    codes = [place.code for place in districts("320000")]
    west, north, east, south = bounds_of(codes) or (0, 0, 0, 0)
    projection = projection_for(codes, (10, 20, 510, 320)).to_dict()
    scale, (x, y) = projection["scale"], projection["translate"]
    assert west * scale + x >= 9.9 and east * scale + x <= 510.1
    assert north * scale + y >= 19.9 and south * scale + y <= 320.1
    assert (east - west) * scale == pytest.approx(500) or (south - north) * scale == pytest.approx(300)


def test_the_file_holds_every_county_with_a_shape_and_no_figure() -> None:
    topology = json.loads(FILE.read_text(encoding="utf-8"))
    counties = topology["objects"]["counties"]["geometries"]
    assert len(counties) == 2891
    assert {key for county in counties for key in county} == {"type", "id", "properties", "arcs"}
    assert {key for county in counties for key in county["properties"]} == {"n", "e"}
    assert sum(place.code not in county_bounds() for place in districts(NATION)) < 10
    assert bounds_of([place.code for place in districts(NATION)])[3] == HEIGHT, "the islands of the south are in the picture"
    assert bounds_of(["999999"]) is None


def test_a_picture_of_the_nation_has_all_of_it_and_loads_nothing() -> None:
    """Units that nobody reports for stand in it, and so do the dashes in the South China Sea."""
    spec = large_map_still(nation().head(2000), width=900, height=600, classes=CLASSES, target_text="目标 85").to_dict()
    text = json.dumps(spec)
    assert "url" not in text
    shapes, dashes = county_shapes()
    assert len(shapes) == 2891
    assert any(code.startswith("71") for code in shapes)
    drawn = [row for layer in spec["layer"] if layer["mark"]["type"] == "geoshape" for row in values_of(spec, layer)]
    parts = sum(len(row["geometry"]["coordinates"]) for row in drawn if row["geometry"]["type"] == "MultiPolygon")
    assert parts == sum(len(shape.geoms) for shape in shapes.values())
    lines = [row["geometry"] for row in drawn if row["geometry"]["type"] == "MultiLineString"]
    assert [len(line["coordinates"]) for line in lines] == [len(dashes.geoms)]
    lowest = max(y for line in lines[0]["coordinates"] for _x, y in line)
    assert 400 < lowest < 600  # the southernmost dash lies inside the picture


def values_of(spec: dict, layer: dict) -> list[dict]:
    data = layer["data"]
    return data["values"] if "values" in data else spec["datasets"][data["name"]]


def test_the_pointer_names_counties_in_the_language_of_the_page() -> None:
    known = json.loads(FILE.read_text("utf-8"))["objects"]["counties"]["geometries"]
    names = {county["id"]: county["properties"] for county in known}
    assert names["321202"] == {"n": "海陵区", "e": "Hailing"}
    assert all(county["properties"]["e"].isprintable() and county["properties"]["e"] for county in known)
    with using("en"):
        assert '"properties.e"' in json.dumps(large_map_chart(nation(), width=628, height=440, classes=CLASSES).to_dict())
