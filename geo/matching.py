"""Which place a row's name stands for.

Tried in this order: a county of the city by its own name; a total; the city's own schools; the name without suffix, prefix,
office, marks; declared aliases; brackets; the city's own name; zones. What only looks alike is suggested, never taken.
The city's own name (泰州市) in a table of its districts is that table's total: AGGREGATE, with the city's code; without a
city, as in a table of a province's cities, it is CITY. 全市 carries the city's code, too; 合计 does not: it sums what its table
holds.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from geo import words
from geo.closeness import nearest
from geo.gazetteer import CITY_DIRECT
from geo.gazetteer import city as city_by_code
from geo.index import Named, city_index, nation_index
from geo.names import fold, split_brackets, without_marks, without_office
from geo.places import City, How, Place, PlaceMatch
from geo.regions import is_region, members
from geo.register import register
from geo.zones import has_zone_ending, is_bare_zone, is_known_zone, match_zone
from indicators.vocabulary import PlaceKind
from language import _, current

# Words in brackets that say what kind of unit it is, or what it once was, and change nothing about which one it is
_LEAVES_OUT = ("不含", "不包含", "不包括", "除", "扣除", "剔除", "未含")
_HARMLESS = ("县级市", "市区", "省直管", "直管", "省管", "市辖区", "含", "包含", "原", "不含")

_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


def match_place(text: str, city_code: str | None = None, year: int | None = None) -> PlaceMatch:
    """What `text` stands for, within a city when one is given, in the school year that starts in `year` when that is known.

    Never raises on any text; an unknown `city_code` raises KeyError. Warm lookups take about a microsecond.
    """
    return _match(str(text), city_by_code(city_code).code if city_code else None, year, current())


@lru_cache(maxsize=65536)
def _match(text: str, city_code: str | None, year: int | None, language: str) -> PlaceMatch:
    """`language` is part of the key, since reasons are sentences."""
    folded = fold(text)
    marked = without_marks(folded)
    if not marked:
        return PlaceMatch(PlaceKind.UNKNOWN, "", text.strip(), "none", (), _("单元格里没有名称"))
    clean = marked == folded and text == folded
    found = _in_city(marked, city_by_code(city_code), year) if city_code else _in_nation(marked, year)
    said = _CODE.search(folded)  # 321203海陵区: the code is another district's
    other = register().places.get(said.group()) if said and found.kind is PlaceKind.DISTRICT else None
    if other is not None and other.code != found.code:
        reason = _("代码{code}是{other}，名称是{name}").format(code=other.code, other=other.name, name=found.name)
        return _unknown(marked, (register().places[found.code], other), reason)
    if found.how == "exact" and not clean:
        return PlaceMatch(found.kind, found.code, found.name, "folded", found.suggestions, found.reason)
    return found


def _in_city(name: str, city: City, year: int | None) -> PlaceMatch:
    index = city_index(city.code)
    if (found := _take(_meant(name, index.full.get(name, ()), index.own, year), year, "exact")) is not None:
        return found
    if name not in index.short and (common := _no_place(name, city)) is not None:
        return common
    if name.startswith(f"{city.short_name}市") and (common := _no_place(name.removeprefix(city.short_name), city)) is not None:
        return common  # 泰州市区, 泰州市直
    for variant in _variants(name, city):
        units = _meant(variant, index.full.get(variant, ()), index.own, year) if variant != name else ()
        if (found := _take(units, year, "folded")) is not None:
            return found
        namesakes = () if variant in index.own else index.short.get(variant, ())
        if (found := _take(namesakes, year, "folded")) is not None:
            return found
        if (found := _take(index.aliases.get(variant, ()), year, "alias")) is not None:
            return found
        if variant != name and (words.is_total(variant) or words.is_city_direct(variant)):
            return _no_place(variant, city) or _unknown(name, ())
    if (found := _by_brackets(name, city, year)) is not None:
        return found
    office_free = without_office(name)
    if name in index.own or office_free in index.own:
        return _own_name(name, city, index.short.get(name, ()))
    if is_region(city.code) and (found := _in_a_city_of(name, city, year)) is not None:
        return found
    towns = not is_region(city.code) and not register().by_city[city.code]
    for variant in reversed(_variants(name, city)):  # the barest first
        if f"{city.short_name}{variant}" == name and variant[0] in "湾港海湖河江":
            continue  # 泰州湾新区 is no 湾新区
        zone = match_zone(variant, city.code, city.short_name, towns)
        # 泰港区 ends like a zone, but is more likely a slip for 高港区
        if zone is not None and (is_known_zone(zone) or is_bare_zone(variant) or not nearest(variant, index.full, allowed=1)):
            return PlaceMatch(PlaceKind.ZONE, zone.code, zone.name, "exact" if zone.name == name else "folded")
    return _elsewhere_or_close(name, city, year)


def _in_a_city_of(name: str, region: City, year: int | None) -> PlaceMatch | None:
    """南京市鼓楼区 in a table of a province: the county of the city that is named before it."""
    own = {member.code for member in members(region.code)}
    for prefix, owners in nation_index().prefixes(name):
        for owner in owners:
            found = _in_city(name.removeprefix(prefix), owner, year) if owner.code in own else None
            if found is not None and found.kind is PlaceKind.DISTRICT:
                return found
    return None


def _meant(name: str, units: tuple[Named, ...], own: frozenset[str], year: int | None) -> tuple[Named, ...]:
    """The units a name may mean; a name with another meaning today is an old unit's only in that unit's time.

    毕节市 was a county until 2011 and is the whole city since; 市区 was 濮阳's 华龙区 until 2002 and is a subtotal since.
    """
    if name in own or words.is_total(name) or is_bare_zone(name):
        return tuple(named for named in units if named.certainly_in(year))
    return units


def _no_place(name: str, city: City | None) -> PlaceMatch | None:
    if words.is_total(name):
        code = city.code if city is not None and words.is_whole(name) else ""
        return PlaceMatch(PlaceKind.AGGREGATE, code, name, "exact", (), _("合计行：不排名、不上图、不计入合计"))
    if words.is_city_direct(name):
        code = f"{city.code}-{CITY_DIRECT}" if city is not None else ""
        return PlaceMatch(PlaceKind.CITY_DIRECT, code, name, "exact", (), _("市直学校：计入全市，不单独上图"))
    return None


def _variants(name: str, city: City) -> list[str]:
    """The name, and what is left of it without the province's and city's names before it and the office behind it."""
    short, province = city.short_name, city.province_name
    prefixes = (f"{province}{city.name}", f"{province}{short}", city.name, province, f"{short}市", short)
    found = [name]
    for start in (name, without_office(name)):
        longest = max((prefix for prefix in prefixes if start.startswith(prefix)), key=len, default="")
        found += [start, start.removeprefix(longest)] if len(start) > len(longest) + 1 else [start]
    return list(dict.fromkeys(found))


def _take(candidates: tuple[Named, ...], year: int | None, how: How) -> PlaceMatch | None:
    """The one place among candidates that share a name; None where none fits, or more than one."""
    units = {named.place.code: named for named in candidates if named.fits(year)}
    if len(units) > 1 and year is None:  # 宣化 is 宣化区, not 宣化县 of before 2016
        units = {code: named for code, named in units.items() if named.until is None} or units
    if len(units) == 1:
        named = next(iter(units.values()))
        return PlaceMatch(PlaceKind.DISTRICT, named.place.code, named.name_in(year), named.how(how, year), (), named.reason())
    if len(units) > 1:
        namesakes = tuple(named.place for named in units.values())
        return _unknown(candidates[0].name, namesakes, _("有 {n} 个同名区县").format(n=len(units)))
    if candidates:  # there was such a unit, before that year
        gone = candidates[0]
        return _unknown(gone.name, (*gone.heirs(), gone.place), gone.reason())
    return None


def _by_brackets(name: str, city: City, year: int | None) -> PlaceMatch | None:
    outer, inner = split_brackets(name)
    if not outer:
        return None
    outside, inside = _in_city(outer, city, year), _in_city(inner, city, year)
    taken, other = (outside, inside) if outside.kind is PlaceKind.DISTRICT else (inside, outside)
    if taken.kind is not PlaceKind.DISTRICT:
        if outside.kind is PlaceKind.UNKNOWN:
            return None
        if outside.kind is PlaceKind.AGGREGATE and inner.startswith(_LEAVES_OUT):  # 全市(不含市直) is not the city's figure
            return PlaceMatch(PlaceKind.AGGREGATE, "", outside.name, outside.how, (), outside.reason)
        return outside if inner.startswith(_HARMLESS) else _unknown(name, (), _("括号里的“{inner}”含义不明").format(inner=inner))
    unit = PlaceMatch(PlaceKind.DISTRICT, taken.code, taken.name, "alias")
    if other.kind is PlaceKind.ZONE and "含" not in inner:
        reason = _("{zone}与{district}合并上报，记入{district}").format(zone=other.name, district=taken.name)
        return PlaceMatch(unit.kind, unit.code, unit.name, "alias", (), reason)
    if taken is outside and (inner.startswith(_HARMLESS) or "含" in inner or other.code == taken.code):
        reason = _("记入{district}（{inner}）").format(district=taken.name, inner=inner)
        return PlaceMatch(unit.kind, unit.code, unit.name, "alias", (), reason)
    suggestions = tuple(register().places[match.code] for match in (outside, inside) if match.kind is PlaceKind.DISTRICT)
    return _unknown(name, suggestions, _("括号里的“{inner}”含义不明").format(inner=inner))


def _own_name(name: str, city: City, namesakes: tuple[Named, ...]) -> PlaceMatch:
    if any(named.place.code == city.code for named in namesakes):  # 济源 is city and county at once
        return PlaceMatch(PlaceKind.DISTRICT, city.code, city.name, "folded")
    if namesakes:  # 大理 in 大理州: the city or 大理市?
        return _unknown(name, tuple(named.place for named in namesakes), _("与{city}同名，请写全称").format(city=city.name))
    return PlaceMatch(PlaceKind.AGGREGATE, city.code, city.name, "exact", (), _("{city}的合计").format(city=city.name))


def _elsewhere_or_close(name: str, city: City, year: int | None) -> PlaceMatch:
    index = city_index(city.code)
    close = nearest(name, index.full) or nearest(name, index.short)
    alike = [named for near in close for named in (index.full.get(near) or index.short[near]) if named.fits(year)]
    suggestions = tuple(dict.fromkeys(named.place for named in alike))
    if suggestions:
        reason = _("{city}没有“{name}”，最接近的是{closest}")
        return _unknown(name, suggestions, reason.format(city=city.name, name=name, closest=suggestions[0].name))
    elsewhere = _in_nation(name, year)
    if elsewhere.kind is PlaceKind.CITY:
        return elsewhere
    if elsewhere.kind is PlaceKind.DISTRICT:
        found = register().places[elsewhere.code]
        home = city_by_code(found.city_code)
        return _unknown(name, (found,), _("“{name}”属于{other}，不属于{city}").format(name=name, other=home.name, city=city.name))
    return _unknown(name, (), _("{city}没有“{name}”").format(city=city.name, name=name))


def _in_nation(name: str, year: int | None) -> PlaceMatch:
    index = nation_index()
    owner = index.cities.get(name)
    if owner is not None and not any(named.certainly_in(year) for named in index.full.get(name, ())):
        return PlaceMatch(PlaceKind.CITY, owner.code, owner.name, "exact" if owner.name == name else "folded")
    if (common := _no_place(name, None)) is not None:  # 城区, too: without a city it is nobody's name
        return common
    if (found := _take(_meant(name, index.full.get(name, ()), frozenset(), year), year, "exact")) is not None:
        return found
    if name in index.provinces:
        return PlaceMatch(PlaceKind.AGGREGATE, index.provinces[name], name, "exact", (), _("全省合计"))
    if (found := _take(index.short.get(name, ()), year, "folded")) is not None:
        return found
    for prefix, owners in index.prefixes(name):
        rest = name.removeprefix(prefix)
        named_too = [owner for owner in owners if len(owners) > 1 and rest.startswith(owner.short_name)]  # 江苏省泰州市…
        inner = [_in_city(rest, owner, year) for owner in named_too or owners]
        taken = [match for match in inner if match.kind is PlaceKind.DISTRICT]
        if len(named_too or owners) == 1:  # zones and 市直 need their city
            taken = taken or [match for match in inner if match.kind in (PlaceKind.ZONE, PlaceKind.CITY_DIRECT)]
        if len({match.code for match in taken}) == 1:
            return PlaceMatch(taken[0].kind, taken[0].code, taken[0].name, "folded", (), taken[0].reason)
    if (unit := without_office(name)) != name:  # 荆州区教育局, before the workbook's city is known
        found = _in_nation(unit, year)
        if found.kind is PlaceKind.DISTRICT:
            return replace(found, how="folded")
    if has_zone_ending(name):
        return _unknown(name, (), _("开发区等功能区要先选定城市才能归入"))
    return _unknown(name, (), _("不认识“{name}”").format(name=name))


def _unknown(name: str, suggestions: tuple[Place, ...], reason: str = "") -> PlaceMatch:
    return PlaceMatch(PlaceKind.UNKNOWN, "", name, "suggested" if suggestions else "none", suggestions, reason)
