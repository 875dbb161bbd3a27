"""Which room of the store a file belongs to: one city, real or simulated, never both."""

from __future__ import annotations

from collections.abc import Sequence

import geo
from store import SimulatedMixError, Store, Workspace

SIMULATED_SUFFIX = "-sample"


def chosen_city(proposals: Sequence[geo.CityProposal]) -> geo.City | None:
    """The city that more names speak for than for any other; None on a tie or without any name."""
    if not proposals:
        return None
    if len(proposals) > 1 and proposals[0].matched == proposals[1].matched:
        return None
    return proposals[0].city


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
    found = [city for city in geo.cities() if said in (city.code, city.name, city.short_name)]
    return found or [city for city in geo.cities() if said and said in f"{city.province_name}{city.name}"]
