"""The name of a place in the language of the moment: what charts, tables and sentences write for it.

English text writes the name's own part (Hailing), as English maps do, and the whole name (Tongshan District) where a city has two
places of one spelling, or where the place is called like its city.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from geo.regions import is_region
from geo.register import register
from geo.romanised import long_form, short_form
from language import current


def shown(code: str, name: str) -> str:
    """What to write for the place with this code, called `name` in Chinese; the name itself in Chinese."""
    return name if current() == "zh" or not name else english_label(code, name)


def shown_in_full(name: str) -> str:
    """The same with the kind of unit, for titles: 海陵区, or Hailing District."""
    return name if current() == "zh" or not name else long_form(name)


def province_name(code: str) -> str:
    """A province or municipality by its code ("510000"). Raises KeyError for a code that is none."""
    return shown(code, register().provinces[code])


def in_both(name: str) -> str:
    """The whole name; in English with the Chinese one beside it, so that a reader finds the place in Chinese papers."""
    return name if current() == "zh" or not name else f"{long_form(name)} {name}"


def english_label(code: str, name: str) -> str:
    """The English label of a place, unmistakable within its city."""
    short = short_form(name)
    found = register().places.get(code)
    owner = found.city_code if found is not None else code.partition("-")[0]
    if code == owner or short not in _repeated(owner):
        return short
    long = long_form(name)
    return f"{long} ({name})" if long in _repeated_long(owner) else long


def english_names(code: str, name: str) -> tuple[str, ...]:
    """Every English name by which the product may call a place, the longest first."""
    names = {long_form(name), english_label(code, name), short_form(name)}
    return tuple(sorted(names, key=lambda said: (-len(said), said)))


def in_both_of(code: str, label: str) -> str:
    """The same for a place by its code; `label` where the code is nobody's (a mask's letter)."""
    if current() == "zh":
        return label
    known = register().places.get(code)
    return f"{long_form(known.name)} {known.name}" if known is not None else label


@cache
def _names(city_code: str) -> tuple[str, ...]:
    """The names of a city's units of today."""
    if is_region(city_code) or city_code not in register().by_city:
        return ()
    return tuple({place.name for place in register().by_city[city_code] if place.last_year is None})


@cache
def _repeated(city_code: str) -> frozenset[str]:
    """Short forms which two units of a city share, and the city's own where a unit has it, too."""
    city = register().cities.get(city_code)
    counted = Counter(short_form(name) for name in _names(city_code))
    own = {short_form(city.name)} if city is not None else set()
    return frozenset({form for form, times in counted.items() if times > 1} | own)


@cache
def _repeated_long(city_code: str) -> frozenset[str]:
    """Whole forms which two units of a city share."""
    counted = Counter(long_form(name) for name in _names(city_code))
    return frozenset(form for form, times in counted.items() if times > 1)
