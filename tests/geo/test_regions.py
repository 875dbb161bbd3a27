"""Provinces and the nation in the place of a city: their counties, names that repeat, what stays a city's."""

from __future__ import annotations

import pytest

import geo
from indicators.vocabulary import PlaceKind


def test_a_province_has_the_counties_of_its_cities() -> None:
    jiangsu = {place.code for place in geo.districts("320000")}
    assert len(jiangsu) == 95
    assert {place.code for place in geo.districts("321200")} <= jiangsu
    assert geo.city("320000").name == "江苏省"
    assert geo.is_region("320000") and not geo.is_region("321200")


def test_the_nation_has_all_and_a_municipality_stays_a_city() -> None:
    assert len(geo.districts("000000")) > 2800
    assert geo.regions()[0].code == "000000" and len(geo.regions()) == 28
    assert "310000" not in {region.code for region in geo.regions()}
    assert len(geo.cities()) == len({city.code for city in geo.cities()}) and not any(geo.is_region(c.code) for c in geo.cities())


def test_a_city_without_counties_is_one_unit_of_its_province() -> None:
    assert geo.match_place("东莞市", "440000").code == "441900"
    assert "441900" in {place.code for place in geo.districts("440000")}


def test_names_that_repeat_need_their_city() -> None:
    assert geo.match_place("鼓楼区", "320000").kind is PlaceKind.UNKNOWN
    assert geo.match_place("南京市鼓楼区", "320000").code == "320106"
    assert geo.match_place("徐州鼓楼区", "320000").code == "320302"
    assert geo.match_place("海陵区", "320000").code == "321202"
    assert geo.match_place("上海市黄浦区", "000000").code == "310101"


def test_the_total_of_a_province_is_its_own() -> None:
    for name in ("全省", "江苏省", "合计"):
        match = geo.match_place(name, "320000")
        assert match.kind is PlaceKind.AGGREGATE, name
    assert geo.match_place("全省", "320000").code == "320000"


def test_what_is_no_region_is_refused() -> None:
    with pytest.raises(KeyError):
        geo.city("990000")
