"""The records of the gazetteer: a city (a workspace), a place within one, and what a name was taken for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indicators.vocabulary import PlaceKind

How = Literal["exact", "alias", "folded", "suggested", "none"]


@dataclass(frozen=True)
class City:
    """A prefecture-level unit, a municipality (上海市: the province itself) or a county run by its province (仙桃市).

    `admin_type` is the word of the register (直辖市, 地级市, 自治州, 地区, 盟, or 县级市 … for a county run by its province).
    """

    code: str
    name: str
    short_name: str
    province_code: str
    province_name: str
    admin_type: str


@dataclass(frozen=True)
class Place:
    """A county-level unit (six-digit code) or a zone ("321100-新区") of a city.

    A unit keeps one code, today's, through changes of name or rank that leave its area as it was (崇明县 → 崇明区), so that its
    line runs on; `geo.changes.breaks` says where a mark belongs. A unit that went into another one keeps its own last code and
    has a `last_year`. Years are the calendar years in which a school year starts; None = open.
    """

    code: str
    name: str
    kind: PlaceKind
    city_code: str
    first_year: int | None = None
    last_year: int | None = None
    admin_type: str = ""

    def exists_in(self, year: int | None) -> bool:
        """Whether the unit was there on 1 September of `year`; None asks for today."""
        if year is None:
            return self.last_year is None
        return (self.first_year is None or self.first_year <= year) and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True)
class PlaceMatch:
    """What a name was taken for, how, and why.

    `kind` UNKNOWN has no code; `suggestions` then holds what a person may choose from, nearest first. `reason` is a sentence in
    the language of the moment. `how`: exact (the name itself), folded (without suffix, prefix, blanks or marks), alias
    (declared in data/places or read from brackets), suggested (a guess that is not taken), none.
    """

    kind: PlaceKind
    code: str
    name: str
    how: How
    suggestions: tuple[Place, ...] = ()
    reason: str = ""
