"""Which city a workbook is about, by the district names in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geo.index import Named, city_index, nation_index
from geo.names import fold, split_brackets, without_marks, without_office
from geo.places import City
from geo.register import register
from geo.words import is_city_direct, is_total
from geo.zones import is_bare_zone


@dataclass(frozen=True)
class CityProposal:
    """A city that `matched` of the `named` distinct names of places speak for; `total` is how many counties it has today."""

    city: City
    matched: int
    named: int
    total: int


def propose_cities(names: Iterable[str], limit: int = 5) -> list[CityProposal]:
    """The cities that names of a workbook speak for, best first: most names, then the largest share of the city's counties.

    A name that several cities share (鼓楼区) speaks for each of them; totals, 市直 and bare 新区 speak for none. [] when no name
    is a county's.
    """
    votes: Counter[str] = Counter()
    index = nation_index()
    distinct = {without_office(without_marks(fold(str(name)))) for name in names} - {""}
    distinct = {name for name in distinct if not (is_total(name) or is_city_direct(name) or is_bare_zone(name))}
    for name in distinct:
        outer, inner = split_brackets(name)
        voted = {named.place.city_code for part in (name, outer, inner) if part for named in _candidates(part)}
        for prefix, owners in index.prefixes(name):
            voted |= {owner.code for owner in owners if city_index(owner.code).full.get(name.removeprefix(prefix))}
        votes.update(voted)
    counts = {code: sum(place.last_year is None for place in register().by_city[code]) for code in votes}
    ranked = sorted(votes, key=lambda code: (-votes[code], -votes[code] / max(counts[code], 1), code))
    return [CityProposal(register().cities[code], votes[code], len(distinct), counts[code]) for code in ranked[:limit]]


def _candidates(name: str) -> tuple[Named, ...]:
    index = nation_index()
    return index.full.get(name, ()) or index.short.get(name, ())
