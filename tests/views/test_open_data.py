"""Open data: valid by its own specification, every figure once, nothing that must stay in the house."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from frictionless import Package, validate

from exports.data_package import csv_text
from indicators.vocabulary import Period
from intake import ready_store
from store import Store, Workspace
from views.open_data import ENDINGS, field_words, newest_by_place, newest_period, tidy, written


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return ready_store(f"sqlite:///{tmp_path_factory.mktemp('open') / 'sample.db'}")


@pytest.fixture(scope="module")
def room(sample: Store) -> Workspace:
    return next(space for space in sample.workspaces() if space.simulated)


def test_counts_their_rate_and_the_citys_own_are_one_row_each(opened: Store, city: Workspace) -> None:
    """2024: 9,240 + 8,310 + 17,673 + 8,630 + 8,160 of 62,600 children in five of six districts: 83.1 %."""
    table = tidy(opened, city)
    assert list(table.columns) == list(field_words())
    assert not table.duplicated(["place_code", "indicator", "education_level", "breakdown", "period", "origin"]).any()
    rates = table[(table["indicator"] == "inclusive_coverage") & (table["period"] == "2024S")].set_index("place_code")
    assert rates.loc["321202", ["value", "origin", "file"]].tolist() == [92.4, "computed", ""]
    whole = rates.loc["321200"]
    assert (whole["place_kind"], whole["origin"], round(whole["value"], 3)) == ("city", "computed", 83.088)
    missing = table[(table["place_code"] == "321203") & (table["period"] == "2024S")]
    assert missing["value"].isna().all() and set(missing["status"]) == {"not_reported"}
    counts = table[(table["indicator"] == "inclusive_pupils") & (table["place_code"] == "321202") & (table["period"] == "2024S")]
    found = counts[["value", "origin", "file", "sheet", "cell"]].iloc[0].tolist()
    assert found == [9240.0, "reported", "学前.xlsx", "学前", "C4"]


def test_the_citys_own_figure_stands_beside_the_one_made_of_its_districts(sample: Store, room: Workspace) -> None:
    """2024: 80,386 of 95,863 children by the city's own total; five districts make 83.9 %, 高港区 is missing in both."""
    table = tidy(sample, room)
    whole = table[(table["place_kind"] == "city") & (table["indicator"] == "inclusive_coverage") & (table["period"] == "2024S")]
    assert sorted(whole["origin"]) == ["computed", "reported"]
    assert whole["value"].round(1).tolist() == [83.9, 83.9]


def test_the_package_is_valid_by_the_specification(sample: Store, room: Workspace, tmp_path: Path) -> None:
    data = written(sample, room, "zip")
    assert data is not None
    (tmp_path / "open.zip").write_bytes(data)
    report = validate(str(tmp_path / "open.zip"))
    assert report.valid, report.flatten(["type", "note"])[:5]
    package = Package(str(tmp_path / "open.zip"))
    assert [resource.name for resource in package.resources] == ["figures", "indicators", "places", "codes"]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        described = json.loads(packed.read("datapackage.json"))
        figures = pd.read_csv(io.BytesIO(packed.read("figures.csv")), dtype={"place_code": str})
        codes = pd.read_csv(io.BytesIO(packed.read("codes.csv")))
    fields = described["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(figures.columns) == list(field_words())
    assert all(field["description"] for field in fields)
    assert described["simulated"] is True and "模拟数据" in described["description"]
    assert len(described["sources"]) == 7
    known = {(field, code) for field, code in codes[["field", "code"]].itertuples(index=False)}
    used = {(name, code) for name in ("education_level", "status", "breakdown") for code in figures[name].dropna()}
    assert used <= known
    assert written(sample, room, "zip") == data


@pytest.mark.parametrize("ending", ENDINGS)
def test_small_numbers_are_in_no_file(sample: Store, room: Workspace, ending: str, tmp_path: Path) -> None:
    """医药高新区 2018 has 29 of 31 children in school (see test_workbooks): only staff may know."""
    own = tidy(sample, room, released=False)
    hidden = tidy(sample, room)
    where = ["321200-医药高新区", "sen_enrolled", "2018S"]

    def value(table: pd.DataFrame) -> list[object]:
        rows = table[(table["place_code"] == where[0]) & (table["indicator"] == where[1]) & (table["period"] == where[2])]
        return rows[["value", "status"]].iloc[0].tolist()

    assert value(own) == [29.0, "reported"]
    assert str(value(hidden)[0]) == "nan" and value(hidden)[1] == "suppressed"
    data = written(sample, room, ending)
    assert data is not None
    if ending == "csv":
        table = pd.read_csv(io.BytesIO(data), dtype={"place_code": str})
        assert str(value(table)[0]) == "nan" and value(table)[1] == "suppressed"
    if ending == "gpkg":
        (tmp_path / "a.gpkg").write_bytes(data)
        assert str(value(pyogrio.read_dataframe(tmp_path / "a.gpkg", layer="figures"))[0]) == "nan"


def test_geojson_has_shapes_figures_and_says_what_it_is(sample: Store, room: Workspace, tmp_path: Path) -> None:
    data = written(sample, room, "geojson")
    assert data is not None
    content = json.loads(data)
    assert content["metadata"]["period"] == "2024S" and "2023 年区划边界" in content["metadata"]["boundaries"]
    assert "未经审图" in content["metadata"]["boundaries"] and content["metadata"]["simulated"] == "true"
    (tmp_path / "a.geojson").write_bytes(data)
    drawn = gpd.read_file(tmp_path / "a.geojson").set_index("place_code")
    assert (drawn.crs.to_epsg(), len(drawn), bool(drawn.geometry.is_valid.all())) == (4326, 6, True)
    assert drawn.loc["321202", "inclusive_coverage"] == 86.9
    assert drawn.loc["321203", "inclusive_coverage__status"] == "not_reported"
    ring = content["features"][0]["geometry"]["coordinates"][0][0]
    area = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring))
    assert area < 0  # RFC 7946: the outer ring runs against the clock


def test_the_geopackage_holds_shapes_and_every_figure(sample: Store, room: Workspace, tmp_path: Path) -> None:
    data = written(sample, room, "gpkg")
    assert data is not None
    path = tmp_path / "a.gpkg"
    path.write_bytes(data)
    assert [name for name, _kind in pyogrio.list_layers(path)] == ["districts", "figures"]
    assert gpd.read_file(path, layer="districts").crs.to_epsg() == 4326
    assert len(pyogrio.read_dataframe(path, layer="figures")) == len(tidy(sample, room))
    about = json.loads(pyogrio.read_info(path, layer="districts")["layer_metadata"]["about"])
    assert about["crs"] == "EPSG:4326" and "CGCS2000" in about["crs_note"]


def test_a_zone_without_a_shape_keeps_its_figures(sample: Store, room: Workspace) -> None:
    """2020: 医药高新区 still reported for itself."""
    joined = newest_by_place(tidy(sample, room), Period.from_key("2020S")).set_index("place_code")
    assert joined.loc["321200-医药高新区", "place_kind"] == "zone"
    assert joined.loc["321200-医药高新区"].notna().sum() > 10
    assert newest_period(tidy(sample, room)).key == "2024S"


def test_no_text_of_the_tidy_table_acts_as_a_formula() -> None:
    text = csv_text(pd.DataFrame({"file": ["=1+1", "@a", "好.xlsx"], "value": [-1.5, float("nan"), 3.0]}))
    assert text == "file,value\r\n'=1+1,-1.5\r\n'@a,\r\n好.xlsx,3\r\n"


def test_a_city_without_a_value_and_an_unknown_form(opened: Store) -> None:
    assert written(opened, Workspace("321200", "321200", "泰州市"), "zip") is None
    with pytest.raises(ValueError, match="zip, csv, geojson, gpkg, not 'pdf'"):
        written(opened, Workspace("321200", "321200", "泰州市"), "pdf")
