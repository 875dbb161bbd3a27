"""Names → places, folded once and kept: for one city, and for the nation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from geo.changes import changes, last_code, successors
from geo.files import read_yaml
from geo.labels import english_names
from geo.names import fold, short_name
from geo.places import City, How, Place
from geo.regions import is_region, region, region_places
from geo.register import register
from language import _


@dataclass(frozen=True)
class Named:
    """One name of a place, and the calendar years in which it was its name (None = open)."""

    name: str
    place: Place
    until: int | None = None
    renamed: bool = False

    def fits(self, year: int | None) -> bool:
        """Whether a table of `year` may mean this place: a unit that is no more is not meant after its end."""
        return self.renamed or year is None or self.until is None or year <= self.until

    def certainly_in(self, year: int | None) -> bool:
        """Whether this was the place's name in `year`; an old name of an unknown year is not certain."""
        return self.until is None or (year is not None and year <= self.until)

    def how(self, how: How, year: int | None) -> How:
        """`how` while the name was the place's name; "alias" for a name that was given up before `year`."""
        return "alias" if self.renamed and self.until is not None and year is not None and year > self.until else how

    def name_in(self, year: int | None) -> str:
        """The name of that time, today's where no year is known."""
        held = self.renamed and year is not None and self.until is not None and year <= self.until
        return self.name if held else self.place.name

    def heirs(self) -> tuple[Place, ...]:
        """The places into which this one went."""
        return tuple(register().places[code] for code in successors(self.place.code) if code in register().places)

    def reason(self) -> str:
        """What became of an old name; "" for a name of today."""
        if self.until is None:
            return ""
        if self.renamed:
            return _("{old}自 {year} 年起为{new}").format(old=self.name, year=self.until, new=self.place.name)
        heirs = _("、").join(place.name for place in self.heirs())
        return _("{old}于 {year} 年并入{heirs}").format(old=self.name, year=self.until, heirs=heirs)


@dataclass(frozen=True)
class CityIndex:
    """Folded names of one city's counties: `full` names, `short` ones, declared `aliases`; `own` = the city's own names."""

    full: dict[str, tuple[Named, ...]]
    short: dict[str, tuple[Named, ...]]
    aliases: dict[str, tuple[Named, ...]]
    own: frozenset[str]


@dataclass(frozen=True)
class NationIndex:
    """The same for all cities; `cities` and `provinces` by full and short name."""

    full: dict[str, tuple[Named, ...]]
    short: dict[str, tuple[Named, ...]]
    cities: dict[str, City]
    provinces: dict[str, str]

    def prefixes(self, name: str) -> Iterator[tuple[str, list[City]]]:
        """Each city or province name with which `name` begins, longest first, with the cities it stands for."""
        for length in range(min(len(name) - 1, 24), 1, -1):
            prefix = name[:length]
            if prefix in self.cities:
                yield prefix, [self.cities[prefix]]
            elif prefix in self.provinces:
                province = self.provinces[prefix]
                yield prefix, [city for city in register().cities.values() if city.province_code == province]


@cache
def _names_by_city() -> dict[str, tuple[Named, ...]]:
    """Every name of every county, of today and before, by city."""
    ends = {code: change.year for change in changes() for code, _name in change.gone}
    rows: dict[str, list[Named]] = defaultdict(list)
    for place in register().places.values():
        rows[place.city_code].append(Named(place.name, place, ends.get(place.code) if place.last_year is not None else None))
    for change in changes():
        for code, name in change.old if change.kind == "renamed" else ():
            today = register().places.get(last_code(code))
            if today is not None and today.name != name:
                rows[today.city_code].append(Named(name, today, change.year, renamed=True))
    return {code: tuple(names) for code, names in rows.items()}


def _collect(names: tuple[Named, ...]) -> tuple[dict[str, tuple[Named, ...]], dict[str, tuple[Named, ...]]]:
    full: dict[str, list[Named]] = defaultdict(list)
    short: dict[str, list[Named]] = defaultdict(list)
    for named in names:
        full[fold(named.name)].append(named)
        stem = fold(short_name(named.name))
        if stem != fold(named.name):
            short[stem].append(named)
        if named.name.endswith(("自治县", "自治旗")) and stem + named.name[-1] != fold(named.name):
            short[stem + named.name[-1]].append(named)  # 民和县: what everybody calls 民和回族土族自治县
    return {key: tuple(rows) for key, rows in full.items()}, {key: tuple(rows) for key, rows in short.items()}


@cache
def _aliases() -> dict[str, dict[str, list[str]]]:
    return read_yaml("aliases.yaml")


@cache
def city_index(city_code: str) -> CityIndex:
    """The names within one city."""
    if is_region(city_code):
        return _region_index(city_code)
    city = register().cities[city_code]
    full, short = _collect(_names_by_city().get(city_code, ()))
    aliases: dict[str, tuple[Named, ...]] = {
        fold(alias): (Named(alias, register().places[code]),)
        for code, names in _aliases()["counties"].items()
        if register().places[code].city_code == city_code
        for alias in names
    }
    aliases |= _english_names(city_code)
    own = {city.name, city.short_name, f"{city.short_name}市", *_aliases()["cities"].get(city_code, ())}
    own |= set(english_names(city.code, city.name))
    return CityIndex(full, short, aliases, frozenset(fold(name) for name in own))


def _english_names(city_code: str) -> dict[str, tuple[Named, ...]]:
    """What our own English workbooks call a city's counties; a short form that two share is left to a person."""
    found: dict[str, list[Named]] = defaultdict(list)
    for place in register().by_city[city_code]:
        for name in english_names(place.code, place.name) if place.last_year is None else ():
            found[fold(name)].append(Named(place.name, place))
    return {name: tuple(rows) for name, rows in found.items()}


def _region_index(code: str) -> CityIndex:
    """The names of all counties of a province or the nation; those that repeat (鼓楼区) are left to a person."""
    places = region_places(code)
    own = {place.city_code for place in places}
    names = [named for city_code in sorted(own) for named in _names_by_city().get(city_code, ())]
    names += [
        Named(place.name, place) for place in places if place.code == place.city_code and place.code not in register().places
    ]
    full, short = _collect(tuple(names))
    aliases: dict[str, list[Named]] = defaultdict(list)
    for county, known in _aliases()["counties"].items():
        place = register().places[county]
        for alias in known if place.city_code in own else ():
            aliases[fold(alias)].append(Named(alias, place))
    said = region(code)
    folded = {key: tuple(rows) for key, rows in aliases.items()}
    return CityIndex(full, short, folded, frozenset({fold(said.name), fold(said.short_name)}))


@cache
def nation_index() -> NationIndex:
    """The names of all counties, cities and provinces."""
    full, short = _collect(tuple(named for names in _names_by_city().values() for named in names))
    cities: dict[str, City] = {}
    for city in register().cities.values():
        for name in (city.name, city.short_name, *_aliases()["cities"].get(city.code, ())):
            cities.setdefault(fold(name), city)
    provinces = {fold(name): code for code, long in register().provinces.items() for name in (long, short_name(long))}
    return NationIndex(full, short, cities, provinces)
