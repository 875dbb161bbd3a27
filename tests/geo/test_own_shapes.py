"""Boundaries from a bureau's own files: every format, any coordinate system, joined by code or name; hostile ones refused."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo import own_shapes, shape_reader
from geo.boundaries import boundary_notes, shapes
from geo.own_shapes import OwnBoundaries, ShapesRefusedError, join, read_shapes, to_text

CITY = "321200"


@pytest.fixture(autouse=True)
def _in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process for each file takes two seconds: one test has it, the others read here."""
    if "child" in request.node.name:
        return
    monkeypatch.setattr(shape_reader, "limit", lambda: None)
    monkeypatch.setattr(own_shapes.subprocess, "run", lambda said, **_o: shape_reader.main(Path(said[-2]), Path(said[-1])))


def test_a_child_process_reads_the_file_and_dies_alone(city: gpd.GeoDataFrame, tmp_path: Path) -> None:
    features, assumed = read_shapes(as_file(city, tmp_path, "a.geojson", "GeoJSON"))
    assert (len(features), assumed) == (6, False)
    with pytest.raises(ShapesRefusedError, match="损坏"):
        read_shapes(b"PK\x03\x04 not a zip")


@pytest.fixture(scope="module")
def city() -> gpd.GeoDataFrame:
    """The six districts of 泰州 as packaged, with a code, a name and a number that is neither."""
    frame = shapes(CITY)
    return gpd.GeoDataFrame(
        {"ADCODE": frame["code"], "NAME": frame["name"], "AREA": range(len(frame))}, geometry=frame.geometry, crs="EPSG:4490"
    )


def as_file(frame: gpd.GeoDataFrame, folder: Path, name: str, driver: str) -> bytes:
    path = folder / name
    frame.to_file(path, driver=driver)
    return path.read_bytes()


def as_zip(folder: Path, inside: str = "边界/") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, inside + path.name)
    return out.getvalue()


def topology(frame: gpd.GeoDataFrame) -> bytes:
    """A TopoJSON without shared arcs: one arc for each ring."""
    arcs, geometries = [], []
    for code, name, shape in zip(frame["ADCODE"], frame["NAME"], frame.geometry, strict=True):
        rings = []
        for part in getattr(shape, "geoms", [shape]):
            arcs.append([list(point) for point in part.exterior.coords])
            rings.append([[len(arcs) - 1]])
        geometries.append({"type": "MultiPolygon", "arcs": rings, "properties": {"adcode": code, "name": name}})
    objects = {"districts": {"type": "GeometryCollection", "geometries": geometries}}
    return json.dumps({"type": "Topology", "arcs": arcs, "objects": objects}).encode()


def test_every_format_and_coordinate_system_ends_in_the_same_districts(city: gpd.GeoDataFrame, tmp_path: Path) -> None:
    metres = city.to_crs("EPSG:4528")  # 3-degree zone 40, as survey offices deliver
    (tmp_path / "shp").mkdir()
    metres.to_file(tmp_path / "shp" / "泰州.shp", driver="ESRI Shapefile", encoding="UTF-8")
    files = {
        "geojson": as_file(city.to_crs("EPSG:4326"), tmp_path, "a.geojson", "GeoJSON"),
        "gpkg": as_file(metres, tmp_path, "a.gpkg", "GPKG"),
        "zip": as_zip(tmp_path / "shp"),
        "kml": as_file(city.to_crs("EPSG:4326").rename(columns={"NAME": "Name"}), tmp_path, "a.kml", "KML"),
        "topojson": topology(city),
    }
    for kind, data in files.items():
        features, assumed = read_shapes(data)
        joined = join(features, CITY)
        assert set(joined.shapes) == set(city["ADCODE"]), kind
        assert (joined.unmatched, joined.missing) == ((), ()), kind
        assert assumed == (kind == "topojson"), kind
        for code, shape in zip(city["ADCODE"], city.geometry, strict=True):
            assert joined.shapes[code].symmetric_difference(shape).area < 0.02 * shape.area, (kind, code)


def test_codes_come_before_names_and_what_fits_none_is_told() -> None:
    square = shapely.box(119.9, 32.4, 120.0, 32.5)

    def feature(code: str, name: str) -> own_shapes.Feature:
        return own_shapes.Feature({"gb": code, "区划": name}, square)

    joined = join([feature("156321202", "甲"), feature("321203000000", "乙"), feature("320106", "鼓楼区")], CITY)
    assert (joined.field, joined.by_code, set(joined.shapes)) == ("gb", True, {"321202", "321203"})
    assert joined.unmatched == ("320106",)
    assert [place.name for place in joined.missing] == ["姜堰区", "兴化市", "靖江市", "泰兴市"]
    named = join([feature("1", "兴化"), feature("2", "泰州市海陵区"), feature("3", "某开发区")], CITY)
    assert (named.field, named.by_code, set(named.shapes)) == ("区划", False, {"321281", "321202"})
    assert named.unmatched == ("某开发区",)


def test_several_shapes_of_one_district_become_one() -> None:
    parts = [own_shapes.Feature({"name": "兴化市"}, shapely.box(x, 32, x + 0.1, 32.1)) for x in (119.0, 119.1)]
    joined = join(parts, CITY)
    assert joined.shapes["321281"].area == pytest.approx(0.02)
    assert joined.shapes["321281"].geom_type == "Polygon"


def test_old_boundaries_know_the_districts_of_their_year() -> None:
    features = [own_shapes.Feature({"name": name}, shapely.box(121, 31, 121.1, 31.1)) for name in ("闸北区", "静安区")]
    assert set(join(features, "310000", 2014).shapes) == {"310108", "310106"}
    assert set(join(features, "310000").shapes) == {"310106"}


def test_a_broken_ring_is_mended_and_heights_are_dropped() -> None:
    bow = {"type": "Polygon", "coordinates": [[[119, 32, 5], [120, 33, 5], [120, 32, 5], [119, 33, 5], [119, 32, 5]]]}
    data = json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "兴化市"}, "geometry": bow}]}
    )
    features, _assumed = read_shapes(data.encode())
    assert features[0].geometry.is_valid and not features[0].geometry.has_z
    assert features[0].geometry.area == pytest.approx(0.5)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", b"\0" * 210_000_000)
    return out.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaa">]><kml><Document><name>&a;</name></Document></kml>'
LINES = json.dumps({"type": "LineString", "coordinates": [[119, 32], [120, 33]]}).encode()
METRES = json.dumps(
    {"type": "Topology", "arcs": [[[500000, 3500000], [500100, 3500000], [500100, 3500100], [500000, 3500000]]],
     "objects": {"a": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {}}]}}}
).encode()  # fmt: skip


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "认不出"),
        (b"\x00\x01\x02" * 100, "认不出"),
        (b"PK\x03\x04 not a zip", "损坏"),
        (b"SQLite format 3\x00" + b"\xff" * 2000, "损坏"),
        (b'{"type": "FeatureCollection", "features": [', "损坏"),
        (b"{" * 200_000, "损坏"),
        (ENTITIES, "不合常理"),
        (LINES, "没有面状"),
        (METRES, "坐标系"),
    ],
)
def test_a_hostile_or_useless_file_gets_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ShapesRefusedError, match=words):
        read_shapes(data)


def test_a_zip_bomb_is_not_unpacked() -> None:
    with pytest.raises(ShapesRefusedError, match="不合常理"):
        read_shapes(bomb())


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_shapes, "MOST_BYTES", 10)
    with pytest.raises(ShapesRefusedError, match="没有读取"):
        read_shapes(b"x" * 11)


def test_shapes_of_elsewhere_are_refused_with_the_fields_looked_at() -> None:
    with pytest.raises(ShapesRefusedError, match="没有一个图形对得上泰州市的区县。看过的字段：code、名称"):
        join([own_shapes.Feature({"code": "110101", "名称": "东城区"}, shapely.box(0, 0, 1, 1))], CITY)


def test_what_was_loaded_is_a_source_of_maps(city: gpd.GeoDataFrame) -> None:
    kept = to_text(dict(zip(city["ADCODE"], city.geometry, strict=True)))
    source = OwnBoundaries(kept, "市自然资源局", 2024)
    drawn = shapes(CITY, 2024, source)
    assert list(drawn["code"]) == sorted(city["ADCODE"])
    assert boundary_notes(CITY, 2024, source)[0] == "底图：市自然资源局，2024 年"
