"""On the screen a chart is the same picture as in its exports, and a change of figures changes its table alone."""

from __future__ import annotations

import io
import json
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert
from PIL import Image
from shapely.geometry import LineString, Point, box

from charts.canvas import Canvas
from charts.classes import target_classes
from charts.map_large import large_map_chart
from charts.map_large_form import COUNTIES
from charts.screen_form import HIT, ScreenForm, screen_form
from charts.screen_paths import dot_path, line_path, number, rect_path, shape_path
from charts.tokens import SCREEN
from exports.fonts import register_fonts
from geo.large_shapes import county_bounds


def drawing(values: tuple[float, float] = (60.0, 90.0)) -> alt.LayerChart:
    """Every mark that a canvas knows, at two values."""
    canvas = Canvas(300, 200)
    canvas.rect(10.25, 10, 10 + values[0], 30, "#08559C", stroke="#7B8794", radius=4)
    canvas.rect(10, 40, 10 + values[1], 60, "#9C6505")
    canvas.segment(5, 5, 290, 5, "#17222E", 1.5)
    canvas.segment(5, 8, 290, 8.5, "#903922", 1.5, dash=(5, 4))
    canvas.polyline([(10, 100), (80, 80 + values[0] / 10), (150, 110)], "#127D83", 2)
    canvas.polyline([(10, 120), (80, 118), (150, 130)], "#127D83", 2, dash=(2, 3))
    canvas.shape(Point(200, 100).buffer(30).difference(Point(200, 100).buffer(12)), "#A3CDD6", stroke="#FFFFFF", width=1.2)
    canvas.shape(LineString([(160, 60), (240, 150)]), stroke="#57141D", width=0.8, z=3)
    canvas.hatch(box(20, 140, 120, 160), SCREEN)
    canvas.dot(200, 100, 9, "#FFFFFF", stroke="#08559C", width=2)
    canvas.text(150, 180, f"海陵区 {values[0]:g}", 14, "#17222E", align="center", bold=True, halo=3)
    canvas.text(280, 190, "高港区", 12, "#5F6C79", align="right", upright=True)
    canvas.dot(250, 170, 20, "#FFFFFF", stroke="#C3CBD3", width=0.7, z=5.5)
    canvas.text(250, 170, "1", 12, "#17222E", align="center", z=6)
    canvas.hit_box(10, 10, 110, 30, "321202", {"区县": "海陵区", "数值": f"{values[0]:g}"}, about="group_coverage/primary")
    canvas.hit_box(10, 40, 110, 60, "321203", {"区县": "高港区", "数值": f"{values[1]:g}"})
    return canvas.chart("两个区县", select=True)


def formed(chart: alt.LayerChart) -> ScreenForm:
    found = screen_form(chart.to_dict())
    assert found is not None
    return found


def picture(svg: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=2, ppi=72))).convert("RGB")).astype(int)


def with_rows(form: ScreenForm) -> dict[str, Any]:
    """The specification with its table in it, as the browser puts them together."""
    spec = json.loads(json.dumps(form.spec))
    spec["data"][0] = {"name": "source", "values": json.loads(form.rows.to_json(orient="records"))}
    return dict(spec)


def test_the_screen_shows_the_picture_that_is_exported() -> None:
    register_fonts()
    chart = drawing()
    exported = picture(vl_convert.vegalite_to_svg(chart.to_dict()))
    shown = picture(vl_convert.vega_to_svg(with_rows(formed(chart))))
    assert exported.shape == shown.shape
    apart = np.abs(exported - shown).max(axis=2)
    assert (apart > 60).sum() == 0, f"{(apart > 60).sum()} pixels differ"
    assert (exported < 200).any(axis=2).sum() > 5000, "something is drawn at all"


def test_other_figures_and_another_finding_leave_the_specification_as_it_is() -> None:
    one, other = formed(drawing()), screen_form(drawing((33.5, 71.0)).to_dict() | {"description": "高港区领先"})
    assert other is not None
    assert one.spec == other.spec
    assert not one.rows.equals(other.rows)
    assert [list(frame.columns) for frame in (one.rows,)] == [list(other.rows.columns)]


def test_what_the_pointer_hears_is_in_the_table() -> None:
    form = formed(drawing())
    hits = form.rows[form.rows["k"] == HIT]
    assert list(hits["code"]) == ["321202", "321203"] and form.places == ("321202", "321203")
    assert hits["about"].fillna("").tolist() == ["group_coverage/primary", ""]
    assert list(hits["t0"]) == ["海陵区", "高港区"] and list(hits["t1"]) == ["60", "90"]
    pointer = form.spec["marks"][-1]["encode"]["update"]
    assert pointer["tooltip"] == {"signal": "{'区县': datum.t0, '数值': datum.t1}"}
    assert form.spec["params"] == [{"name": "place", "select": {"type": "point"}}]


def test_marks_keep_their_order() -> None:
    """A number on a white dot lies above the names, and its dot does too."""
    rows = formed(drawing()).rows
    texts = rows[rows["d"] == "1"]["k"].iloc[0]
    names = rows[rows["d"] == "海陵区 60"]["k"].max()
    dot = rows[rows["d"].str.startswith("M258.86", na=False)]["k"].iloc[0]
    assert names < dot < texts


def test_a_large_map_sends_one_row_of_figures_in_the_order_of_the_file() -> None:
    places = pd.DataFrame(
        {"code": ["321202", "321203"], "name": ["海陵区", "高港区"], "value": [92.4, float("nan")],
         "value_text": ["92.4", "—"], "status_text": ["", "未报送"]}
    )  # fmt: skip
    chart = large_map_chart(places, width=600, height=400, classes=target_classes(85, 5), highlight="321202", select=True)
    form = formed(chart)
    row = form.rows[form.rows["k"] == COUNTIES].iloc[0]
    order = list(county_bounds())
    colours, texts = row["d"].split(","), row["a"].split(",")
    assert len(colours) == len(texts) == len(order)
    at, missing = order.index("321202"), order.index("321203")
    assert (colours[at], texts[at]) == ("0", "✓92.4") and (colours[missing], texts[missing]) == ("1", "未报送")
    assert sum(bool(colour) for colour in colours) == 2 and row["code"] == "321202"
    other = large_map_chart(places.assign(value=[61.0, 62.0]), width=600, height=400, classes=target_classes(85, 5), select=True)
    assert formed(other).spec["marks"][:3] == form.spec["marks"][:3]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (number(12.0), "12"),
        (number(-0.004), "0"),
        (number(3.14159), "3.14"),
        (line_path([(0, 1.5), (2, 3)]), "M0,1.5L2,3"),
        (rect_path(10, 5, 2, 8), "M2,5H10V8H2Z"),
        (dot_path(10, 10, 16), "M12.00,10.00A2.00,2.00,0,1,1,8.00,10.00A2.00,2.00,0,1,1,12.00,10.00Z"),
        (shape_path({"type": "Polygon", "coordinates": (((0, 0), (4, 0), (4.01, 0), (4, 4), (0, 0)),)}), "M0,0L4,0L4,4Z"),
        (shape_path({"type": "MultiLineString", "coordinates": (((0, 0), (1, 1)), ((2, 2), (3, 3)))}), "M0,0L1,1M2,2L3,3"),
    ],
)
def test_shapes_become_paths(path: str, expected: str) -> None:
    assert path == expected
