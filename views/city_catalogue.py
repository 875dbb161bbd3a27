"""The catalogue as one city sees it: what everybody has, and the targets that its bureau set itself."""

from __future__ import annotations

from functools import lru_cache

from indicators.catalogue import Catalogue, load_catalogue
from indicators.own_targets import with_own_targets
from store import Store, Workspace, own_targets


def city_catalogue(store: Store, workspace: Workspace) -> Catalogue:
    """The catalogue with the city's own targets that are in use; read once for each revision of the workspace."""
    return _mixed(store, workspace)[0]


def misfits(store: Store, workspace: Workspace) -> tuple[str, ...]:
    """Ids of own targets which today's catalogue no longer knows what to do with; no view shows them."""
    return _mixed(store, workspace)[1]


@lru_cache(maxsize=6)
def _mixed(store: Store, workspace: Workspace) -> tuple[Catalogue, tuple[str, ...]]:
    own = [(version.target, version.content) for version in own_targets(store, workspace.id) if not version.retired]
    return with_own_targets(load_catalogue(), workspace.id, own)
