"""Whom a district is compared with in this city: the bureau's groups, or what a place is by law, and statistical neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import geo
from indicators.catalogue import Catalogue
from indicators.peer_groups import RECORD, PeerGroups, group_places, stored_names
from indicators.peers import CONTEXT, neighbours
from indicators.vocabulary import EducationLevel, Period
from language import _
from store import Store, Version, Workspace, newest_versions, version_history
from views.district_figures import Figures

NEAR = "near"
NEIGHBOURS = 3


@dataclass(frozen=True)
class Peer:
    """A statistical neighbour: its distance in standard deviations, and the context figures that it rests on, by indicator."""

    code: str
    name: str
    distance: float
    context: Mapping[str, float]


def kind_of(admin_type: str, zone: bool) -> str:
    """What a place is by law: wards of the city, counties and county-level cities, development zones."""
    if zone or admin_type == "功能区":
        return _("开发区")
    return _("市辖区") if admin_type == "市辖区" else _("县（市）")


def newest(store: Store, workspace: Workspace) -> Version | None:
    """The newest grouping that the bureau set, None where it never did."""
    return next(iter(newest_versions(store, workspace.id, RECORD)), None)


def history(store: Store, workspace: Workspace) -> list[Version]:
    """Every grouping there was, newest first."""
    return version_history(store, workspace.id, RECORD)


@lru_cache(maxsize=16)
def own_groups(store: Store, workspace: Workspace) -> Mapping[str, str]:
    """The bureau's group of each place at the workspace's revision; empty where it set none."""
    version = newest(store, workspace)
    return {} if version is None or version.retired else stored_names(version.content)


def peer_groups(store: Store, workspace: Workspace, places: Mapping[str, str]) -> PeerGroups:
    """The groups of these places (names by code): the bureau's own where it set some, else by law."""
    own = own_groups(store, workspace)
    if own:
        return group_places({code: own.get(code, "") for code in places}, own=True)
    by_law = {place.code: place.admin_type for place in geo.districts(workspace.city_code)}
    return group_places({code: kind_of(by_law.get(code, ""), "-" in code) for code in places}, own=False)


def near(known: Figures, catalogue: Catalogue, period: Period, code: str, count: int = NEIGHBOURS) -> list[Peer]:
    """The statistical neighbours of a place in a period, nearest first; none where its context was not reported."""
    contexts, names = contexts_of(known, catalogue, period)
    if code not in contexts:
        return []
    found = neighbours(contexts, code, count)
    return [Peer(item.code, names[item.code], item.distance, contexts[item.code]) for item in found]


def contexts_of(known: Figures, catalogue: Catalogue, period: Period) -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    """Every place's context figures by indicator, and the names of these places."""
    contexts: dict[str, dict[str, float]] = {}
    names: dict[str, str] = {}
    for indicator in CONTEXT:
        for cell in _context(known, catalogue, period, indicator).values():
            contexts.setdefault(cell.code, {})[indicator] = cell.value
            names[cell.code] = cell.name
    return contexts, names


def context_of(known: Figures, catalogue: Catalogue, period: Period, code: str) -> dict[str, float]:
    """A place's own context figures by indicator."""
    cells = {indicator: _context(known, catalogue, period, indicator).get(code) for indicator in CONTEXT}
    return {indicator: cell.value for indicator, cell in cells.items() if cell is not None}


def _context(known: Figures, catalogue: Catalogue, period: Period, indicator: str) -> dict[str, Any]:
    """Figures by place of the 学段 at which most places reported; of equals the usual one."""
    level = context_level(known, catalogue, period, indicator)
    return _known(known, period, indicator, level) if level is not None else {}


def context_level(known: Figures, catalogue: Catalogue, period: Period, indicator: str) -> EducationLevel | None:
    """The 学段 that a context indicator is taken at; None where it has none."""
    item = catalogue.indicators[indicator]
    found = {level: len(_known(known, period, indicator, level)) for level in item.education_levels}
    return max(found, key=lambda level: (found[level], level is item.default_level), default=None)


def _known(known: Figures, period: Period, indicator: str, level: EducationLevel) -> dict[str, Any]:
    here = known.here((indicator, str(level)), period.key)
    return {cell.code: cell for cell in here.values() if cell.known}
