"""Provinces and the nation as units whose counties are compared with each other, beside the cities.

A region stands in the place of a city: its districts are all counties of its cities. Nothing is ever taken for a region by a
name alone; a person chooses it.
"""

from __future__ import annotations

from functools import cache

from geo.names import short_name
from geo.places import City, Place
from geo.register import register
from indicators.vocabulary import PlaceKind
from language import _

NATION = "000000"
PROVINCE_TYPE, NATION_TYPE = "省级", "国家"
# 全州 is what people say in a 自治州; 全市 would be wrong there
_WHOLE_OF_TYPE = {"自治州": "prefecture", "地区": "area", "盟": "league", "县": "county", "自治县": "county", "林区": "forestry"}


def is_region(code: str) -> bool:
    """Whether a code of a "city" is the nation's or a province's (a municipality is a city)."""
    return code[:6] in _members()


def whole_of(code: str) -> str:
    """What the districts of a "city" are together, as a key of `language.WHOLES`: a city, a prefecture, a province …"""
    if not is_region(code):
        found = register().cities.get(code[:6])
        return _WHOLE_OF_TYPE.get(found.admin_type, "city") if found else "city"
    if code[:6] == NATION:
        return "nation"
    return "region" if region(code[:6]).name.endswith("自治区") else "province"


@cache
def _members() -> dict[str, tuple[City, ...]]:
    """The cities of each region by its code, in order of code."""
    known = register()
    found: dict[str, tuple[City, ...]] = {NATION: tuple(sorted(known.cities.values(), key=lambda city: city.code))}
    for code in sorted(known.provinces):
        own = tuple(city for city in found[NATION] if city.province_code == code)
        if own and code not in known.cities:
            found[code] = own
    return found


def members(code: str) -> tuple[City, ...]:
    """The cities of a region, in order of code. Raises KeyError for a code that is none."""
    return _members()[code]


def regions() -> list[City]:
    """The nation, then the provinces in order of code."""
    return [region(code) for code in _members()]


def region(code: str) -> City:
    """One of them. Raises KeyError for a code that is none."""
    if code == NATION:
        return City(NATION, _("全国"), _("全国"), NATION, _("全国"), NATION_TYPE)
    _members()[code]
    name = register().provinces[code]
    return City(code, name, short_name(name), code, name, PROVINCE_TYPE)


@cache
def region_places(code: str) -> tuple[Place, ...]:
    """Every county of a region, of today and before; a city without counties (东莞) is one itself."""
    found: list[Place] = []
    for city in _members()[code]:
        own = register().by_city[city.code]
        found += own or (Place(city.code, city.name, PlaceKind.DISTRICT, city.code, None, None, city.admin_type),)
    return tuple(found)
