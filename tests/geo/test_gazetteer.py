"""Cities and districts by code and name, today and in earlier years."""

from __future__ import annotations

import pytest

import geo
from geo.places import Place
from geo.register import PREFECTURE_TYPES, register
from indicators.vocabulary import PlaceKind


def names(city_code: str, year: int | None = None) -> list[str]:
    return [place.name for place in geo.districts(city_code, year)]


def test_every_prefecture_and_county_of_the_register_is_there() -> None:
    cities = geo.cities()
    assert sum(city.admin_type in PREFECTURE_TYPES for city in cities) == 337
    assert len(cities) == 337 + 32  # counties run by their province are workspaces, too
    assert sum(place.last_year is None for place in register().places.values()) == 2845
    assert len({city.code for city in cities}) == len(cities)


def test_codes_have_six_digits_throughout() -> None:
    assert all(len(city.code) == 6 and city.code.isdigit() for city in geo.cities())
    assert all(len(place.code) == 6 for place in register().places.values() if place.last_year is None)


def test_a_city_is_found_by_any_length_of_its_code() -> None:
    for code in ("321200", "3212", "321200-sample"):
        assert geo.city(code).name == "泰州市"
    assert geo.city("310000").admin_type == "直辖市"
    with pytest.raises(KeyError):
        geo.city("999999")


def test_districts_of_taizhou() -> None:
    assert [(place.code, place.name) for place in geo.districts("321200")] == [
        ("321202", "海陵区"),
        ("321203", "高港区"),
        ("321204", "姜堰区"),
        ("321281", "兴化市"),
        ("321282", "靖江市"),
        ("321283", "泰兴市"),
    ]


def test_a_municipality_is_its_own_city() -> None:
    assert len(names("310000")) == 16
    assert len(names("110000")) == 16


def test_a_county_run_by_its_province_is_city_and_district_at_once() -> None:
    assert [(place.code, place.name) for place in geo.districts("429004")] == [("429004", "仙桃市")]


def test_cities_without_counties_have_their_towns_as_zones() -> None:
    towns = geo.districts("441900")
    assert len(towns) == 33
    assert all(place.kind is PlaceKind.ZONE for place in towns)
    assert [len(geo.districts(code)) for code in ("442000", "460400", "620200")] == [23, 16, 6]


def test_every_city_has_districts() -> None:
    assert [city.name for city in geo.cities() if not geo.districts(city.code)] == []


@pytest.mark.parametrize(
    ("city_code", "year", "there", "gone"),
    [
        ("310000", 2012, {"闸北区", "静安区", "崇明县"}, {"卢湾区", "崇明区", "南汇区"}),
        ("310000", 2015, {"闸北区", "崇明县"}, set()),
        ("310000", 2016, {"静安区", "崇明区"}, {"闸北区", "崇明县"}),
        ("310000", 2008, {"南汇区", "卢湾区"}, set()),
        ("440100", 2013, {"萝岗区", "增城市", "从化市"}, {"增城区"}),
        ("440100", 2014, {"黄埔区", "增城区", "从化区"}, {"萝岗区", "增城市"}),
        ("320600", 2019, {"港闸区", "崇川区", "海门市"}, {"海门区"}),
        ("320600", 2020, {"崇川区", "海门区", "海安市"}, {"港闸区", "海门市", "海安县"}),
        ("330100", 2020, {"江干区", "下城区", "余杭区"}, {"临平区", "钱塘区"}),
        ("330100", 2021, {"上城区", "拱墅区", "余杭区", "临平区", "钱塘区"}, {"江干区", "下城区"}),
        ("321200", 2011, {"姜堰市"}, {"姜堰区"}),
        ("321200", 2013, {"姜堰区"}, {"姜堰市"}),
    ],
)
def test_districts_are_those_of_the_year(city_code: str, year: int, there: set[str], gone: set[str]) -> None:
    assert there <= set(names(city_code, year))
    assert not gone & set(names(city_code, year))


@pytest.mark.parametrize(("year", "count"), [(2008, 19), (2010, 18), (2012, 17), (2015, 17), (2016, 16), (None, 16)])
def test_shanghai_counts_by_year(year: int | None, count: int) -> None:
    assert len(names("310000", year)) == count


def test_place_by_code() -> None:
    assert geo.place("310108") == Place("310108", "闸北区", PlaceKind.DISTRICT, "310000", None, 2015)
    assert geo.place("321100-新区").name == "镇江新区"
    assert geo.place("320400-经开区").name == "常州经开区"
    assert geo.place("321200-市直").kind is PlaceKind.CITY_DIRECT
    for unknown in ("000000", "999999-新区", "321200-"):
        with pytest.raises(KeyError):
            geo.place(unknown)
