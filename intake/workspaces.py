"""Which room of the store a file belongs to: one city, real or simulated, never both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geo
from store import SimulatedMixError, Store, Workspace

if TYPE_CHECKING:
    from loaders.workbook_reading import Reading

SIMULATED_SUFFIX = "-sample"


def chosen_city(reading: Reading) -> str | None:
    """The code of the city a file is about; None where it names several cities, or names that several share alike.

    鼓楼区 alone stands for four cities: then a title or the file's name has to mention one of them.
    """
    if reading.city_code is None:
        return None
    votes = geo.propose_cities(reading.observations["place"].unique())
    tied = [vote.city.code for vote in votes if vote.matched == votes[0].matched]
    if len(tied) < 2:
        return reading.city_code
    city = geo.city(reading.city_code)
    titles = [text for sheet in reading.sheets for found in sheet.tables for text in found.table.title_texts]
    mentioned = any(city.short_name in text for text in (reading.filename, *titles))
    return city.code if mentioned else None


def city_workspace(store: Store, wanted: str, simulated: bool) -> Workspace:
    """The room by its id or its city's code, as stored or as it would be made.

    Raises SimulatedMixError when it is simulated and `simulated` is not said, or the other way round; KeyError for a code
    no city has.
    """
    if wanted.endswith(SIMULATED_SUFFIX) != simulated:
        raise SimulatedMixError
    stored = store.workspace(wanted)
    if stored is not None:
        if stored.simulated != simulated:
            raise SimulatedMixError
        return stored
    city = geo.city(wanted)
    if simulated:
        # A name is data, like a file's name: Chinese whatever the language of the moment
        return Workspace(f"{city.code}{SIMULATED_SUFFIX}", city.code, f"{city.name}（模拟）", True)
    return Workspace(city.code, city.code, city.name)


def find_city(text: str) -> list[geo.City]:
    """Cities that a person may mean by a code or a name, whole or short ("泰州", "泰州市", "321200")."""
    said = text.strip()
    found = [city for city in (*geo.cities(), *geo.regions()) if said in (city.code, city.name, city.short_name)]
    return found or [city for city in geo.cities() if said and said in f"{city.province_name}{city.name}"]
