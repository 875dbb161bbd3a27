"""Which heading rows hold places (districts across, indicators down), and which texts are written like names of places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from geo import match_place
from indicators.catalogue import load_catalogue
from indicators.vocabulary import PlaceKind
from loaders.asides import aside
from loaders.block import Block
from loaders.headings import Column
from loaders.roles import Role
from loaders.words import KINDS_ABROAD, LIKE_A_NAME, PLACE_HEADINGS, has_han, is_total_abroad, tidy, without_accents

_NAME_ABROAD = re.compile(r"^[A-ZÀ-ÞĀ-ŽА-Я][^\d_()%]*$")


def place_rows(
    block: Block, paths: dict[int, Column], roles: dict[int, Role], values: list[int], titles: Iterable[str]
) -> set[int]:
    """Heading rows whose labels are places: two of them or more that the gazetteer knows, and at least half of the row."""
    rows: set[int] = set()
    for row in block.headings:
        labels = {step for index in values for step in _steps(paths[index], row) if not stands_beside(step)}
        kinds = Counter(match_place(label).kind for label in labels)
        places = kinds[PlaceKind.DISTRICT] + kinds[PlaceKind.CITY] + kinds[PlaceKind.ZONE]
        totals = kinds[PlaceKind.AGGREGATE] + kinds[PlaceKind.CITY_DIRECT] + sum(is_total_abroad(label) for label in labels)
        alike = sum(match_place(label).kind is PlaceKind.UNKNOWN and names_like(label) for label in labels)
        if places + alike >= 2 and (places or alike >= 3) and (places + totals + alike) * 2 >= len(labels):
            rows.add(row)
    if rows:
        return rows
    if Role.INDICATOR in roles.values() or (Role.LABEL in roles.values() and any(map(titled_by_place, titles))):
        return _rows_of_names_abroad(block, paths, values)
    return set()


def stands_beside(label: str) -> bool:
    """权重, 目标值, 差距（越城区） in a row of districts: says something of the figures, and is no place."""
    return aside(label) is not None and match_place(label).kind is PlaceKind.UNKNOWN


def titled_by_place(title: str) -> bool:
    """Pupils by district, nach Kreisen, par département: a title abroad that says its table goes by places."""
    if has_han(title):
        return False
    found = re.findall(r"[^\W\d_]+", without_accents(title.lower()))
    return any(word in PLACE_HEADINGS or re.sub(r"(en|es|s|e|ies)$", "", word) in PLACE_HEADINGS for word in found)


def names_like(label: str) -> bool:
    """民和县 for 民和回族土族自治县, 横浜市: written like a place, and nothing that the catalogue counts."""
    return LIKE_A_NAME.match(tidy(label)) is not None and not load_catalogue().by_alias(label)


def _steps(path: Column, row: int) -> list[str]:
    return [step for step, at in zip(path.steps, path.rows, strict=False) if at == row]


def _rows_of_names_abroad(block: Block, paths: dict[int, Column], values: list[int]) -> set[int]:
    """Indicator | Kirklees | Calderdale | Total: where the rows say what is counted and nothing is Chinese, three names or more
    that no catalogue knows head places."""
    for row in block.headings:
        labels = [step for index in values for step in _steps(paths[index], row)]
        if len(labels) != len(values) or any(has_han(label) for label in labels):
            continue
        names = [label for label in labels if not is_total_abroad(label)]
        named = [label for label in names if _NAME_ABROAD.match(label) and not load_catalogue().by_alias(label)]
        if any(word in KINDS_ABROAD for label in names for word in without_accents(label.lower()).split()):
            continue
        if len(set(named)) >= 3 and len(named) == len(names):
            return {row}
    return set()
