"""The tables that pages start from: a city's values, what follows from them, the city's own values, and what they offer.

Read once for each revision, edition, language, and with or without the small numbers. Regions with very many values are read in
parts instead (`views.vast`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.derived import with_derived
from indicators.suppression import KEYS, suppress, suppress_city
from indicators.suppression_solver import Cell
from indicators.vocabulary import ValueStatus
from language import current, speak_of
from store import Store, Workspace
from views.choices import offers
from views.city_catalogue import city_catalogue
from views.limited import limited, told_together
from views.series import city_table

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]


def stored(store: Store, workspace: Workspace, released: bool = False) -> Tables:
    """All values in force of a city (at the workspace's revision), what follows, the city's own, what they offer; read once.

    With `released` all four are without the small numbers that must not leave the house. Places are named in the language of
    the moment, and texts from here on speak of the whole as it is: 全市, 全省, 全国.
    """
    speak_of(geo.whole_of(workspace.city_code))
    return _stored(store, workspace, released) if current() == "zh" else _named(store, workspace, released, current())


@lru_cache(maxsize=6)
def _named(store: Store, workspace: Workspace, released: bool, _language: str) -> Tables:
    values, derived, city, offered = _stored(store, workspace, released)
    return named(values), named(derived), city, offered


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `place_name` in the language of the moment."""
    words = {pair: geo.shown(*pair) for pair in set(zip(rows["place_code"], rows["place_name"], strict=True))}
    pairs = zip(rows["place_code"], rows["place_name"], strict=True)
    return rows.assign(place_name=[words[pair] for pair in pairs])


@lru_cache(maxsize=6)
def _stored(store: Store, workspace: Workspace, released: bool) -> Tables:
    catalogue = city_catalogue(store, workspace)
    if workspace.only:
        return limited(_stored(store, replace(workspace, only=""), True), workspace, catalogue, _told(store, workspace))
    if released:
        values, derived, city, _offered = _stored(store, workspace, False)
        values, shown, whole = without_small(values, derived, city, catalogue)
        return values, shown, whole, offers(shown, catalogue)
    values = store.current_values(workspace.id, as_of=workspace.as_of)
    derived = with_derived(values, catalogue)
    return values, derived, city_table(derived, catalogue, workspace), offers(derived, catalogue)


@lru_cache(maxsize=256)
def _told(store: Store, workspace: Workspace) -> frozenset[tuple[str, str, str, str]]:
    """What a limited viewer must not see of the city; kept for more viewers than whole tables are."""
    _values, derived, city, _offered = _stored(store, replace(workspace, only=""), True)
    return told_together(derived, city, workspace, city_catalogue(store, workspace))


def without_small(
    values: pd.DataFrame,
    derived: pd.DataFrame,
    city: pd.DataFrame,
    catalogue: Catalogue,
    hidden: Collection[Cell] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The same three as they may leave the house. `hidden`: what is hidden of the whole city, where these are a part of it."""
    shown = suppress(derived, catalogue, hidden)
    whole = suppress_city(city, derived, catalogue, hidden)
    gone = derived["value"].notna() & shown["value"].isna()
    keys = set(derived.loc[gone, KEYS].itertuples(index=False, name=None))
    return blanked(values, keys), shown, whole


def blanked(values: pd.DataFrame, keys: Collection[Cell]) -> pd.DataFrame:
    """The rows with nothing said at these keys but that a number was suppressed."""
    if not keys:
        return values
    rows = [key in keys for key in values[KEYS].itertuples(index=False, name=None)]
    found = values.copy()
    for name, blank in (("value", float("nan")), ("status", str(ValueStatus.SUPPRESSED)), ("text", "")):
        if name in found.columns:
            found.loc[rows, name] = blank
    return found
