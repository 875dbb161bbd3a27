"""Cities that show each state a page can be in: one district, two, 38, 183; one period; nothing reported; no target, no shapes;
indicators by the dozen; very long names; values over 100; small numbers that are hidden. For `make shots` and tests.
"""

from __future__ import annotations

import pandas as pd

import geo
from indicators.catalogue import load_catalogue
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace, open_store

# What stands in a cell: a value, or the status of a cell without one
Cell = float | str

COVERAGE = ("group_coverage", "compulsory")
KINDERGARTENS = ("inclusive_coverage", "preschool")
GROSS = ("preschool_gross_enrolment", "preschool")
NO_TARGET = ("inclusive_kindergarten_share", "preschool")
ENROLLED, REGISTERED = ("sen_enrolled", "special"), ("sen_children", "special")

# State → the city or province that shows it; `empty` has no figure at all
CITIES = {
    "empty": "320500",
    "one_district": "330900",
    "two_districts": "420700",
    "one_period": "330800",
    "all_missing": "331000",
    "no_target": "330700",
    "no_boundaries": "441900",
    "crowded": "500000",
    "many_indicators": "510100",
    "many_districts": "510000",
    "long_names": "622900",
    "over": "320300",
    "suppressed": "320200",
}


def fill(url: str) -> None:
    """Put them all into the database at `url`."""
    store = open_store(url)
    for state, code in CITIES.items():
        if state != "empty":
            put(store, code, rows_of(state, code))
    store.close()


def rows_of(state: str, code: str) -> list[dict[str, object]]:
    """One state's figures as rows of INCOMING_COLUMNS."""
    years = (2024,) if state == "one_period" else (2022, 2023, 2024)
    districts = list(geo.districts(code, 2024))
    districts = districts[: {"one_district": 1, "two_districts": 2}.get(state, len(districts))]
    found: list[dict[str, object]] = []
    for year in years:
        for number, place in enumerate(districts):
            found += [row(place, *pair, year, cell) for pair, cell in cells(state, number, year).items()]
    return found


def cells(state: str, number: int, year: int) -> dict[tuple[str, str], Cell]:
    """The figures of the district `number` in `year`: no dice, so that two runs show the same."""
    if state == "all_missing":
        return {COVERAGE: "not_reported", KINDERGARTENS: "not_reported"}
    since = year - 2022
    coverage = 52 + (number * 37 % 41) + 2.4 * since
    kindergartens = 74 + (number * 29 % 23) + 1.3 * since
    if state == "many_indicators":
        return {pair: 40 + (number * 31 + place * 17) % 58 + since * 0.7 for place, pair in enumerate(rates())}
    if state == "no_target":
        return {NO_TARGET: round(20 + number * 3.1 + since, 1)}
    if state == "over":
        return {COVERAGE: 82.0 + number + since, KINDERGARTENS: 91.5 + number * 0.8, GROSS: 98.6 + number * 1.7 + since}
    if state == "suppressed":
        children = 24 + number * 9
        return {REGISTERED: children, ENROLLED: children - (2 if number % 3 == 0 else 5 + number), COVERAGE: coverage}
    return {COVERAGE: round(min(coverage, 100.0), 1), KINDERGARTENS: round(min(kindergartens, 100.0), 1)}


def rates() -> list[tuple[str, str]]:
    """Thirty percentages of the catalogue at their 学段, those with a target first."""
    catalogue = load_catalogue()
    aimed = {target.indicator for target in catalogue.targets}
    found = [item for item in catalogue.indicators.values() if item.is_percentage]
    found.sort(key=lambda item: item.id not in aimed)
    return [(item.id, str(level)) for item in found for level in item.education_levels][:30]


def row(place: geo.Place, indicator: str, level: str, year: int, cell: Cell) -> dict[str, object]:
    """One figure, or the status of a cell without one."""
    missing = isinstance(cell, str)
    return dict.fromkeys(INCOMING_COLUMNS, "") | {
        "place_code": place.code, "place_name": place.name, "place_kind": "district", "indicator": indicator,
        "education_level": level, "period_key": f"{year}S", "value": float("nan") if missing else round(float(cell), 1),
        "status": cell if missing else "reported", "sheet": "1", "cell": "B2", "heading": [],
        "text": "" if missing else f"{cell:g}",
    }  # fmt: skip


def put(store: Store, code: str, rows: list[dict[str, object]]) -> None:
    """Accept the figures as one file of the city or province."""
    name = next(one.name for one in (*geo.cities(), *geo.regions()) if one.code == code)
    frame = pd.DataFrame(rows, columns=list(INCOMING_COLUMNS))
    upload = NewUpload(f"{code}.xlsx", code.encode(), frame, "shots", code)
    store.accept(Workspace(code, code, f"{name}（模拟）", simulated=True), upload)
