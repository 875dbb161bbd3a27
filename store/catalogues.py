"""The catalogue as one city sees it: what everybody has, and the indicators and targets that its bureau defined itself."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache

from indicators.catalogue import Catalogue, built_in_catalogue
from indicators.own_indicators import with_own_indicators
from indicators.own_targets import with_own_targets
from store.records import Workspace
from store.store import Store
from store.targets import own_targets
from store.versions import INDICATOR, newest_versions


def city_catalogue(store: Store, workspace: Workspace) -> Catalogue:
    """The catalogue with the city's own indicators and targets that are in use, as its edition had them.

    Read once for each revision of the workspace.
    """
    return _mixed(store, workspace)[0]


def misfits(store: Store, workspace: Workspace) -> tuple[str, ...]:
    """Records of own indicators and targets which today's catalogue no longer knows what to do with; no view shows them."""
    return _mixed(store, workspace)[1]


def indicator_catalogue(store: Store, workspace: str, until: datetime | None = None) -> Catalogue:
    """The catalogue with a city's own indicators alone: the same object as long as nobody defines one, so caches hold by it."""
    return _with_indicators(_records(store, workspace, until))[0]


@lru_cache(maxsize=12)
def _mixed(store: Store, workspace: Workspace) -> tuple[Catalogue, tuple[str, ...]]:
    until = workspace.edition.published_at if workspace.edition is not None else None
    base, strangers = _with_indicators(_records(store, workspace.id, until))
    own = [(version.target, version.content) for version in own_targets(store, workspace.id, until) if not version.retired]
    catalogue, unfit = with_own_targets(base, workspace.id, own)
    return catalogue, (*strangers, *unfit)


def _records(store: Store, workspace: str, until: datetime | None) -> tuple[tuple[str, str], ...]:
    newest = newest_versions(store, workspace, INDICATOR, until)
    return tuple((version.name, json.dumps(dict(version.content), sort_keys=True)) for version in newest if not version.retired)


@lru_cache(maxsize=12)
def _with_indicators(records: tuple[tuple[str, str], ...]) -> tuple[Catalogue, tuple[str, ...]]:
    return with_own_indicators(built_in_catalogue(), [(name, json.loads(content)) for name, content in records])
