"""The place of every row of a table: as its cells name it, with what codes, totals and 其中 make of it."""

from __future__ import annotations

from indicators.vocabulary import PlaceKind
from loaders.places import PlaceRead, Places
from loaders.roles import Role
from loaders.table import Table


def places_of_rows(table: Table, places: Places, usual: int | None, city_code: str | None) -> list[PlaceRead]:
    """The place of each row; rows that say the same of it are looked up once."""
    labels = table.labels
    found: list[PlaceRead] = []
    known: dict[tuple[str, int, str, int, bool], tuple[PlaceRead, PlaceRead]] = {}
    above: PlaceRead | None = None
    city_above = ""
    said_of_rows = zip(
        labels.place, table.row_period, labels.parent, labels.place_column, labels.aggregate_word, labels.part, strict=True
    )
    for text, said, own_parent, column, sums, part in said_of_rows:
        parent = own_parent or city_above
        key = (text, id(said), parent, column, sums)
        reads = known.get(key)
        if reads is None:
            named = places.read(text, said.period.start_year if said else usual, parent)
            from_code = column >= 0 and table.roles.get(column) is Role.CODE
            reads = known[key] = (named, _summing(named, from_code) if sums or from_code else named)
        named, read = reads
        if named.kind is PlaceKind.CITY and city_code is None:
            city_above = text
        if not part:
            above = read
        elif above is not None and not above.aggregate:
            read = _summing(named, column >= 0 and table.roles.get(column) is Role.CODE)
        found.append(read)
    return found


def _summing(read: PlaceRead, from_code: bool) -> PlaceRead:
    return PlaceRead(read.text, PlaceKind.AGGREGATE, read.code if from_code else "", True, read.match)
