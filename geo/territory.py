"""Whose figures of an earlier year, added up, cover the territory a unit has today? And where is a line not comparable?

静安区 of 2024 is 静安区 and 闸北区 of 2012; 高港区 of 2024 reports for the 医药高新区 of 2020, too. Where part of a unit changed
hands, or an old unit was shared out among several, no sum of whole units gives the territory: then there is no answer.
"""

from __future__ import annotations

from geo.changes import Break, Change, breaks, changes, last_code


def territory_breaks(city_code: str) -> list[Break]:
    """Breaks where a unit's area changed: a new name or rank over the same area (崇明县 → 崇明区) is none."""
    renamed = {change.text() for change in changes() if change.kind == "renamed"}
    return [change for change in breaks(city_code) if change.text not in renamed]


def territory_since(city_code: str, year: int) -> dict[str, int]:
    """By code, the start year since which a unit has had the territory it has in `year`; absent = always."""
    since: dict[str, int] = {}
    for change in territory_breaks(city_code):
        if change.first_year <= year:
            since[change.code] = max(change.first_year, since.get(change.code, 0))
    return since


def changes_between(code: str, then: int, now: int) -> tuple[str, ...]:
    """What happened to a unit's territory after start year `then` and up to `now`, in words, oldest first."""
    return tuple(change.text() for change in _of_area(then, now) if code in _units(change))


def parts_then(code: str, then: int, now: int, reporting: frozenset[str] = frozenset()) -> tuple[str, ...] | None:
    """The units of start year `then` which together are the unit `code` of year `now`, itself first; None where none are.

    `reporting`: codes that have figures of their own in `now`. Two units that are reported together count as one only where
    one of them has the figures.
    """
    parts = {code}
    for change in reversed(_of_area(then, now)):
        if _units(change) & parts:
            found = _before(change, parts, reporting - {code})
            if found is None:
                return None
            parts = found
    return tuple(sorted(parts, key=lambda part: (part != code, part)))


def _of_area(then: int, now: int) -> list[Change]:
    """Changes of area between two start years, oldest first."""
    found = [change for change in changes() if change.kind != "renamed" and then < change.first_year <= now]
    return sorted(found, key=lambda change: change.first_year)


def _units(change: Change) -> set[str]:
    return {last_code(code) for code, _name in (*change.old, *change.new)}


def _before(change: Change, parts: set[str], reporting: frozenset[str]) -> set[str] | None:
    """The same territory in units of before the change; None where no whole units make it up."""
    if change.kind == "together":
        pair = _units(change)
        return None if pair & reporting else parts | pair
    if change.kind not in ("absorbed", "merged"):
        return None
    new = [last_code(code) for code, _name in change.new]
    heirs = {last_code(code): {last_code(heir) for heir in change.heirs.get(code, new)} for code, _name in change.old}
    gained = {code for code, its in heirs.items() if its & parts}
    if any(not heirs[code] <= parts for code in gained):
        return None
    made = set(new) & parts if change.kind == "merged" else set()
    return (parts - made) | gained
