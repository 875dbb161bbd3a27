"""Shapes of districts, tiles of places without one."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

import geo
from geo.boundaries import boundary_notes, for_drawing, missing, shapes
from geo.projection import fit
from geo.register import register
from geo.sources import PackagedBoundaries
from geo.tiles import tiles


def signed_area(ring: shapely.LinearRing) -> float:
    x, y = ring.xy
    return sum(a * d - b * c for a, b, c, d in zip(x, y, x[1:], y[1:], strict=False)) / 2


def test_2838_of_2845_counties_have_a_shape_under_their_own_code() -> None:
    today = {place.code for place in register().places.values() if place.last_year is None}
    own = PackagedBoundaries().codes()
    assert (len(today), len(today & own), len(own)) == (2845, 2838, 2891)
    assert sorted(today - own) == ["460302", "460303", "500157", "540481", "540581", "653228", "653229"]


def test_counties_with_a_new_code_are_drawn_from_the_old_one() -> None:
    assert {"540481"} <= set(shapes("540400")["code"])  # 米林市, the file has 米林县's code
    assert {"540581"} <= set(shapes("540500")["code"])
    assert {"500157"} <= set(shapes("500000")["code"])  # 两江新区 from 江北区 and 渝北区
    assert [place.code for place in missing("653200")] == ["653228", "653229"]


def test_every_city_has_shapes_or_tiles() -> None:
    bare = []
    for city in geo.cities():
        places, frame = geo.districts(city.code), shapes(city.code)
        assert len(frame) + len(missing(city.code)) == len(places) > 0
        if frame.empty:
            bare.append(city.name)
            assert len(tiles(missing(city.code), 800, 600)) == len(places)
        else:
            assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    assert bare == ["东莞市", "中山市", "三沙市", "儋州市", "嘉峪关市"]


def test_shapes_of_taizhou() -> None:
    frame = shapes("321200")
    assert list(frame.columns) == ["code", "name", "geometry"]
    assert list(frame["name"]) == ["海陵区", "高港区", "姜堰区", "兴化市", "靖江市", "泰兴市"]
    assert frame.crs.to_epsg() == 4490
    west, south, east, north = frame.total_bounds
    assert 119 < west < east < 121
    assert 31.5 < south < north < 33.5


def test_a_change_of_the_answer_does_not_change_the_next_one() -> None:
    shapes("321200")["name"] = "?"
    assert shapes("321200")["name"][0] == "海陵区"


def test_exterior_rings_run_clockwise() -> None:
    for geometry in (*shapes("310000").geometry, *shapes("500000").geometry):
        for polygon in shapely.get_parts(geometry):
            assert signed_area(polygon.exterior) < 0
            assert all(signed_area(hole) > 0 for hole in polygon.interiors)


def test_simplifying_opens_no_gaps_between_neighbours() -> None:
    source = PackagedBoundaries()
    whole = list(source.geometries(place.code for place in geo.districts("321200")).values())
    drawn = for_drawing(whole, detail=300)
    assert shapely.coverage_is_valid(drawn)
    assert len(shapely.get_parts(shapely.union_all(drawn))) == len(shapely.get_parts(shapely.union_all(whole)))
    assert sum(len(p.interiors) for p in shapely.get_parts(shapely.union_all(drawn))) == 0
    areas = shapely.area(drawn) / shapely.area(whole)
    assert ((areas > 0.99) & (areas < 1.01)).all()
    assert shapely.get_num_coordinates(drawn).sum() < shapely.get_num_coordinates(whole).sum()


def test_zhabei_of_2012_is_a_tile_and_the_map_says_so() -> None:
    frame = shapes("310000", 2012)
    assert "310108" not in set(frame["code"])
    assert [place.name for place in missing("310000", 2012)] == ["闸北区"]
    assert "崇明县" in set(frame["name"])
    assert boundary_notes("310000", 2012) == [
        "底图：2023 年区划边界，开源，未注明原始来源",
        "闸北区并入静安区（2015 年）；图上为调整后的边界",
    ]
    assert missing("310000", 2017) == []
    assert boundary_notes("310000", 2017) == ["底图：2023 年区划边界，开源，未注明原始来源"]


def test_a_change_after_the_year_of_the_shapes_is_said() -> None:
    notes = boundary_notes("500000", 2026)
    assert notes[1] == "江北区、渝北区合并为两江新区（2025 年）；图上为调整前的边界"
    assert len(notes) == 4
    assert boundary_notes("500000", 2024) == notes[:1]


def test_a_district_before_it_was_divided_is_drawn_whole() -> None:
    """宝安区 of 2015 held what is now 龙华区 and 光明区."""
    today, then = shapes("440300").set_index("name"), shapes("440300", 2015).set_index("name")
    assert "龙华区" not in then.index
    parts = sum(today.geometry[name].area for name in ("宝安区", "龙华区", "光明区"))
    assert then.geometry["宝安区"].area == pytest.approx(parts, rel=0.02)
    assert boundary_notes("440300", 2015) == ["底图：2023 年区划边界，开源，未注明原始来源"]


def test_another_source_of_boundaries_can_stand_in() -> None:
    class Own:
        crs = "EPSG:4326"
        year = 2025

        def geometries(self, codes: Iterable[str]) -> dict[str, BaseGeometry]:
            return {code: shapely.box(119, 32, 120, 33) for code in codes if code == "321202"}

        def note(self) -> str:
            return "审图号：示例"

    frame = shapes("321200", source=Own())
    assert (list(frame["code"]), frame.crs.to_epsg()) == (["321202"], 4326)
    assert len(missing("321200", source=Own())) == 5
    assert boundary_notes("321200", source=Own()) == ["审图号：示例"]


def test_fit_by_hand() -> None:
    """A box 2° wide and 1° high around the equator into 220 × 200 with a margin of 10: 100 px for a degree, centred."""
    used = fit((0, -0.5, 2, 0.5), 220, 200, 10)
    assert used.scale == pytest.approx(100)
    assert used.point(0, 0.5) == pytest.approx((10, 50))
    assert used.point(2, -0.5) == pytest.approx((210, 150))
    at_sixty = fit((0, 59, 2, 61), 100, 400, 0)
    assert at_sixty.squeeze == pytest.approx(0.5)
    with pytest.raises(ValueError, match="nothing to fit"):
        fit((0, 0, 0, 1), 100, 100)


def test_tiles_do_not_touch_and_stay_in_the_panel() -> None:
    frame = tiles(geo.districts("441900"), 800, 500, gap=6)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert len(frame) == 33
    bounds = frame.total_bounds
    assert (bounds >= 0).all()
    assert bounds[2] <= 800
    assert bounds[3] <= 500 + 1e-6
    boxes = list(frame.geometry)
    assert all(a.distance(b) >= 6 - 1e-6 for i, a in enumerate(boxes) for b in boxes[:i])
    assert tiles([], 100, 100).empty


def test_a_single_tile_keeps_its_proportion() -> None:
    tile = tiles(geo.districts("429004"), 320, 400, proportion=1.6).geometry[0]
    assert tile.bounds == pytest.approx((0, 0, 320, 200))
