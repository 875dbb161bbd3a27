"""Sets of pinned views that staff share by name, for one city: the next meeting takes up where the last one stood.

A set holds no figures that count, only which views were pinned and what their figures read then; revisions stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from language import _
from store.engine import reading, writing
from store.errors import StoreError
from store.records import Workspace
from store.schema import BigId, metadata, workspaces
from store.store import Store
from store.writes import ensure_workspace, log, now

pin_sets = sa.Table(
    "pin_sets",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.ForeignKey("workspaces.id"), nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("written_at", sa.DateTime, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("uq_pin_sets_name", pin_sets.c.workspace, pin_sets.c.name, unique=True)


@dataclass(frozen=True)
class PinSet:
    """A shared set as it stands. `content`: see `views.pins`; `version` grows with each change."""

    workspace: str
    name: str
    version: int
    content: Mapping[str, Any]
    author: str
    written_at: datetime


class StalePinSetError(StoreError):
    """Somebody changed the set in the meantime, or a set of this name is there already; nothing was stored."""

    def __init__(self, found: PinSet) -> None:
        self.found = found
        super().__init__(found.name)

    def __str__(self) -> str:
        return _("“{name}”已有第 {version} 版（{author}保存），这次没有保存。请先打开它，或换一个名称。").format(
            name=self.found.name, version=self.found.version, author=self.found.author
        )


class UnknownPinSetError(StoreError):
    """No set has this name."""

    def __str__(self) -> str:
        return _("没有名为“{name}”的共享材料，没有改动。").format(name=self.args[0])


def all_pin_sets(store: Store, workspace: str) -> list[PinSet]:
    """The city's shared sets, the last changed first."""
    with reading(store.engine) as connection:
        return _sets(connection, workspace)


def find_pin_set(store: Store, workspace: str, name: str) -> PinSet:
    """The set of that name. Raises UnknownPinSetError."""
    found = next((one for one in all_pin_sets(store, workspace) if one.name == name), None)
    if found is None:
        raise UnknownPinSetError(name)
    return found


def write_pin_set(
    store: Store, workspace: Workspace, name: str, content: Mapping[str, Any], author: str, after: int = 0
) -> PinSet:
    """Keep a set in one transaction and answer it: a new one, or the version that follows `after`.

    Raises StalePinSetError when version `after` is no longer the newest (0: when the name is taken), SimulatedMixError.
    """
    with writing(store.engine) as connection:
        ensure_workspace(connection, workspace)
        # writers of one city queue here
        connection.execute(sa.select(workspaces.c.id).where(workspaces.c.id == workspace.id).with_for_update())
        found = next((one for one in _sets(connection, workspace.id) if one.name == name), None)
        if found is not None and found.version != after:
            raise StalePinSetError(found)
        if found is None and after:
            raise UnknownPinSetError(name)
        row: dict[str, Any] = {"workspace": workspace.id, "name": name, "version": after + 1, "content": dict(content)}
        row |= {"author": author, "written_at": now()}
        if found is None:
            connection.execute(sa.insert(pin_sets).values(row))
        else:
            here = (pin_sets.c.workspace == workspace.id, pin_sets.c.name == name)
            connection.execute(sa.update(pin_sets).where(*here).values(row))
        log(connection, workspace.id, author, "pin-set", {"name": name, "version": after + 1})
        return PinSet(**row)


def remove_pin_set(store: Store, workspace: str, name: str, author: str) -> None:
    """Take a set away; the audit log keeps what it held. Raises UnknownPinSetError."""
    with writing(store.engine) as connection:
        found = next((one for one in _sets(connection, workspace) if one.name == name), None)
        if found is None:
            raise UnknownPinSetError(name)
        connection.execute(sa.delete(pin_sets).where(pin_sets.c.workspace == workspace, pin_sets.c.name == name))
        log(connection, workspace, author, "pin-set-removed", {"name": name, "content": dict(found.content)})


def _sets(connection: sa.Connection, workspace: str) -> list[PinSet]:
    columns = [pin_sets.c[field.name] for field in fields(PinSet)]
    query = sa.select(*columns).where(pin_sets.c.workspace == workspace).order_by(pin_sets.c.written_at.desc(), pin_sets.c.name)
    return [PinSet(**row) for row in connection.execute(query).mappings()]
