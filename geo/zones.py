"""Zones: 开发区, 高新区 and the like, which report figures but have no code and no shape of their own.

Their id is '<city>-<name>', one for all spellings: 镇江新区, 新区 and 新区管委会 within 镇江 are 321100-新区. Zones known
beforehand (data/places/zones.yaml) have a name to show and aliases; any other is recognised by its last word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from geo.files import read_yaml
from geo.names import fold
from geo.places import Place
from indicators.vocabulary import PlaceKind

# Long forms first; each is one zone with its short form
_SYNONYMS = (
    (re.compile(r"(?:国家级?)?高新(?:技术)?(?:产业)?(?:开发|园)?区$"), "高新区"),
    (re.compile(r"(?:国家级?)?(?:经济技术开发|经济开发|经开)区$"), "经开区"),
    (re.compile(r"(?:国家级?)?(?:旅游)?度假区$"), "度假区"),
    (re.compile(r"保税(?:港|物流园)?区$"), "保税区"),
)
_ENDINGS = re.compile(
    r"(?:开发区|高新区|经开区|新区|园区|工业园|产业园|科技园|科学园|科技城|新城|度假区|保税区|示范区|试验区|实验区|先导区|功能区|管理区|风景区|名胜区|景区"
    r"|合作区|集聚区|航空港|港区|矿区|农场|林场|林业局|开发园|垦区|化工区|自贸区|生态城|空港区)$"
)
# 海陵区及高新区: two places in one row are none
_SEVERAL = re.compile(r"[及与、/+,，;；]|(?<=[区市县])和")
_TOWNS = re.compile(r".(?:镇|街道|街道办|街道办事处)$")
# Shown with the city's name before it: 镇江新区
_BARE = re.compile(r"^(?:新区|高新区|经开区|开发区|度假区|保税区|园区|示范区|试验区|工业园区?|风景区|景区|管理区|新城)$")
_TOWN_ENDING = re.compile(r"(?:镇|街道)$")


@cache
def _declared() -> dict[str, tuple[tuple[Place, frozenset[str]], ...]]:
    cities: dict[str, tuple[tuple[Place, frozenset[str]], ...]] = {}
    for city_code, entries in read_yaml("zones.yaml")["zones"].items():
        rows = []
        for entry in entries:
            declared: dict[str, Any] = {"name": entry} if isinstance(entry, str) else entry
            base = declared.get("id", declared["name"])
            zone = _zone(str(city_code), base, declared["name"], declared.get("first_year"), declared.get("last_year"))
            names = (base, zone.name, _TOWN_ENDING.sub("", base), *declared.get("aliases", ()))
            rows.append((zone, frozenset(fold(name) for name in names)))
        cities[str(city_code)] = tuple(rows)
    return cities


def _zone(city_code: str, base: str, name: str, first_year: int | None = None, last_year: int | None = None) -> Place:
    return Place(f"{city_code}-{base}", name, PlaceKind.ZONE, city_code, first_year, last_year, "功能区")


def known_zones(city_code: str) -> tuple[Place, ...]:
    """The zones declared for a city, in the order of the file; () where none is."""
    return tuple(zone for zone, _names in _declared().get(city_code, ()))


def has_zone_ending(folded: str) -> bool:
    """Whether a folded name ends like a zone (…开发区, …高新区, 新区, …园区)."""
    return bool(_ENDINGS.search(folded))


def is_bare_zone(folded: str) -> bool:
    """Whether a folded name is a kind of zone and nothing else (新区, 高新区): each city has its own."""
    return bool(_BARE.match(folded))


def is_known_zone(zone: Place) -> bool:
    """Whether the zone is declared in data/places/zones.yaml."""
    return zone in known_zones(zone.city_code)


def match_zone(folded: str, city_code: str, city_short: str, towns: bool) -> Place | None:
    """The zone that a folded name, without the city's, stands for, or None.

    `towns`: 镇 and 街道 count, in a city without counties.
    """
    name = folded
    for pattern, short in _SYNONYMS:
        name = pattern.sub(short, name)
    name = name or folded
    for zone, names in _declared().get(city_code, ()):
        if folded in names or name in names:
            return zone
    if _SEVERAL.search(name) or not (_ENDINGS.search(name) or (towns and _TOWNS.search(name))):
        return None
    return zone_by_name(name, city_code, city_short)


def zone_by_name(name: str, city_code: str, city_short: str) -> Place:
    """The zone with the id '<city>-<name>': as declared, else under that name, with the city's before a bare one (镇江新区)."""
    for zone, _names in _declared().get(city_code, ()):
        if zone.code == f"{city_code}-{name}":
            return zone
    return _zone(city_code, name, f"{city_short}{name}" if _BARE.match(name) else name)
