"""A province in the place of a city: its page says its finding, and a nation's page is quick enough to be asked for."""

from __future__ import annotations

import pandas as pd

import geo
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace
from tests.views.conftest import row
from views.choices import Choices
from views.district_map import district_map_view


def region(opened: Store, code: str) -> Workspace:
    places = geo.districts(code)
    values = [60 + number % 40 for number in range(len(places))]
    rows = [
        row(place.code, "inclusive_coverage", 2024, value) | {"place_name": place.name}
        for place, value in zip(places, values, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=list(INCOMING_COLUMNS))
    city = geo.city(code)
    opened.accept(Workspace(code, code, city.name), NewUpload("省.xlsx", code.encode(), frame, "王", code))
    found = opened.workspace(code)
    assert found is not None
    return found


def test_a_province_is_compared_by_its_counties(opened: Store) -> None:
    room = region(opened, "440000")
    view = district_map_view(opened, room, Choices(indicator="inclusive_coverage", released=True))
    assert view is not None
    count = len(geo.districts("440000"))
    reached = sum(60 + number % 40 >= 85 for number in range(count))
    assert view.finding.startswith(f"{count} 个报数区县中 {reached} 个达到")
    assert view.large == (count > 150)
    assert "东莞市" in set(view.places["name"])


def test_the_nation_sends_figures_only_and_its_picture_needs_no_file(opened: Store) -> None:
    room = region(opened, "000000")
    view = district_map_view(opened, room, Choices(indicator="inclusive_coverage", released=True))
    assert view is not None and view.large
    page = view.map(628).to_dict(validate=False)
    assert page["layer"][0]["data"]["url"].startswith("app/static/")
    picture = view.map(700, 700, select=False).to_dict(validate=False)
    assert all("url" not in layer["data"] for layer in picture["layer"])
    shapes = [row for layer in picture["layer"] if layer["mark"]["type"] == "geoshape" for row in layer["data"]["values"]]
    parts = [part for row in shapes if row["geometry"]["type"] == "MultiPolygon" for part in row["geometry"]["coordinates"]]
    assert len(parts) > 2891  # every county of the file, islands apart
    assert {record["name"] for record in view.bars.to_dict("records") if record["is_city"]} == {"全国"}
