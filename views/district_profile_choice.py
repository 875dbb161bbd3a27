"""Which of a district's indicators stand on its one screen, and which year changes are counted from."""

from __future__ import annotations

from indicators.catalogue import Catalogue
from indicators.pace import WINDOW_YEARS
from views.district_profile_rows import ProfileRow

# As many rows as can be read on one screen, and on one sheet of paper
MOST_ROWS = 14
MOST_OF_FAMILY = 5
# With fewer rows that can be held against something, totals fill the page
FEW_ROWS = 6


def rows_shown(catalogue: Catalogue, rows: list[ProfileRow]) -> list[ProfileRow]:
    """Those that fit on one screen: with a target first, then rates, and totals only where little else is there."""
    aimed = [row for row in rows if row.target is not None]
    rates = [row for row in rows if row.target is None and not row.indicator.additive]
    totals = [row for row in rows if row.target is None and row.indicator.additive and row.level is row.indicator.default_level]
    candidates = aimed if len(aimed) >= FEW_ROWS else [*aimed, *rates]
    if len(candidates) < FEW_ROWS:
        candidates = [*candidates, *(totals or [row for row in rows if row.indicator.additive])]
    families = list(catalogue.families)
    taken = candidates if len(candidates) <= MOST_ROWS else _fairly(candidates)
    kept = {id(row) for row in taken}
    return sorted((row for row in rows if id(row) in kept), key=lambda row: families.index(row.indicator.family))


def _fairly(candidates: list[ProfileRow]) -> list[ProfileRow]:
    """As many as there is room for, no family taking more than its share while others have something."""
    taken: list[ProfileRow] = []
    for row in sorted(candidates, key=lambda row: (row.target is None, row.indicator.additive, row.value is None)):
        if len(taken) < MOST_ROWS and sum(other.indicator.family == row.indicator.family for other in taken) < MOST_OF_FAMILY:
            taken.append(row)
    return taken


def base_year(rows: list[ProfileRow]) -> int | None:
    """The year which changes are counted from: of the window, the earliest that most rows with an earlier value have."""
    years = [
        year
        for row in rows
        for year in row.comparable.values
        if row.period.start_year - WINDOW_YEARS <= year < row.period.start_year
    ]
    return min(set(years), key=lambda year: (-years.count(year), year), default=None)
