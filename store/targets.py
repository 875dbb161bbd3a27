"""A bureau's own targets: who set which, when and why. Versions are added, never changed and never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from language import _
from store.engine import reading, writing
from store.errors import SimulatedMixError
from store.records import Workspace
from store.schema import targets
from store.store import Store
from store.versions import StaleVersionError, UnknownRecordError, name_of_next, newest_of
from store.writes import bump, ensure_workspace, log, now


@dataclass(frozen=True)
class TargetVersion:
    """One version of one own target. `target`: its id in the workspace (own_1); `content`: see `indicators.own_targets`."""

    workspace: str
    target: str
    version: int
    content: Mapping[str, Any]
    retired: bool
    author: str
    reason: str
    written_at: datetime

    @property
    def record(self) -> str:
        """What it is a version of."""
        return self.target


class StaleTargetError(StaleVersionError):
    """Somebody wrote a newer version in the meantime; nothing was stored."""

    def __str__(self) -> str:
        return _("{author}刚刚改过这条目标（第 {version} 版），这次没有保存。请看过新的内容再改。").format(
            author=self.found.author, version=self.found.version
        )


class UnknownTargetError(UnknownRecordError):
    """No own target has this id."""

    def __str__(self) -> str:
        return _("没有编号为 {target} 的自设目标，没有保存。").format(target=self.args[0])


def target_history(store: Store, workspace: str) -> list[TargetVersion]:
    """Every version of every own target of a workspace, newest first."""
    with reading(store.engine) as connection:
        return _versions(connection, workspace)


def own_targets(store: Store, workspace: str, until: datetime | None = None) -> list[TargetVersion]:
    """The newest version of each own target, retired ones too, in the order in which they were first set.

    `until`: as they stood at that time (UTC).
    """
    return newest_of(target_history(store, workspace), until)


def write_target(
    store: Store,
    workspace: Workspace,
    content: Mapping[str, Any],
    author: str,
    reason: str,
    *,
    target: str = "",
    after: int = 0,
    retired: bool = False,
) -> TargetVersion:
    """Add a version in one transaction, and answer it: the first of a new target, or the one that follows version `after`.

    The workspace's revision grows, since its pages now answer otherwise. Raises SimulatedMixError for a simulated
    workspace, UnknownTargetError, StaleTargetError when `after` is no longer the newest.
    """
    if workspace.simulated:
        raise SimulatedMixError
    with writing(store.engine) as connection:
        ensure_workspace(connection, workspace)
        bump(connection, workspace.id)  # locks the workspace's row: writers of one city queue
        known = _versions(connection, workspace.id)
        after = after if target else 0
        target = name_of_next(known, target, after, "own", unknown=UnknownTargetError, stale=StaleTargetError)
        row: dict[str, Any] = {"workspace": workspace.id, "target": target, "version": after + 1, "content": dict(content)}
        row |= {"retired": retired, "author": author, "reason": reason, "written_at": now()}
        connection.execute(sa.insert(targets).values(row))
        action = "target-retired" if retired else "target"
        log(connection, workspace.id, author, action, {"target": target, "version": after + 1, "reason": reason})
        return TargetVersion(**row)


def _versions(connection: sa.Connection, workspace: str) -> list[TargetVersion]:
    columns = [targets.c[field.name] for field in fields(TargetVersion)]
    query = sa.select(*columns).where(targets.c.workspace == workspace).order_by(targets.c.id.desc())
    return [TargetVersion(**row) for row in connection.execute(query).mappings()]
