"""Records of a bureau that are never changed and never deleted, only followed by a newer version: own indicators, rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from language import _
from store.engine import reading, writing
from store.errors import StoreError
from store.records import Workspace
from store.schema import BigId, metadata
from store.store import Store
from store.writes import bump, ensure_workspace, log, now

# The kinds of record; a name within a kind is "<kind>_<number>"
INDICATOR = "indicator"
ROUND = "round"

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.ForeignKey("workspaces.id"), nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("retired", sa.Boolean, nullable=False),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("written_at", sa.DateTime, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("uq_versions_version", versions.c.workspace, versions.c.kind, versions.c.name, versions.c.version, unique=True)


@dataclass(frozen=True)
class Version:
    """One version of one record. `retired`: it is in use no more. Times are UTC without a zone."""

    workspace: str
    kind: str
    name: str
    version: int
    content: Mapping[str, Any]
    retired: bool
    author: str
    reason: str
    written_at: datetime

    @property
    def record(self) -> str:
        """What it is a version of."""
        return self.name


class Versioned(Protocol):
    """What versions of records have in common, whatever table holds them."""

    @property
    def record(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def author(self) -> str: ...
    @property
    def written_at(self) -> datetime: ...


AnyVersion = TypeVar("AnyVersion", bound=Versioned)


class StaleVersionError(StoreError):
    """Somebody wrote a newer version in the meantime; nothing was stored."""

    def __init__(self, found: Versioned) -> None:
        self.found = found
        super().__init__(f"{found.record} is at version {found.version}")

    def __str__(self) -> str:
        return _("{author}刚刚改过（第 {version} 版），这次没有保存。请看过新的内容再改。").format(
            author=self.found.author, version=self.found.version
        )


class UnknownRecordError(StoreError):
    """No record of that kind has this name."""

    def __str__(self) -> str:
        return _("没有编号为 {name} 的记录，没有保存。").format(name=self.args[0])


def version_history(store: Store, workspace: str, kind: str) -> list[Version]:
    """Every version of every record of a kind, newest first."""
    with reading(store.engine) as connection:
        return _versions(connection, workspace, kind)


def newest_versions(store: Store, workspace: str, kind: str, until: datetime | None = None) -> list[Version]:
    """The newest version of each record, retired ones too, in the order in which they were first written.

    `until`: as it stood at that time (UTC).
    """
    return newest_of(version_history(store, workspace, kind), until)


def newest_of(history: Iterable[AnyVersion], until: datetime | None) -> list[AnyVersion]:
    """Of versions, newest first, the newest of each record at that time, in the order in which they were first written."""
    newest: dict[str, AnyVersion] = {}
    for version in history:
        if until is None or version.written_at <= until:
            newest.setdefault(version.record, version)
    return sorted(newest.values(), key=lambda version: int(version.record.rpartition("_")[2]))


def name_of_next(
    known: Sequence[Versioned],
    record: str,
    after: int,
    prefix: str,
    *,
    unknown: type[UnknownRecordError],
    stale: type[StaleVersionError],
) -> str:
    """Of which record the next version is: `record`, or with "" a new one.

    Raises `unknown` where there is no such record, `stale` where `after` is no longer its newest version.
    """
    if not record:
        return f"{prefix}_{len({version.record for version in known}) + 1}"
    newest = next((version for version in known if version.record == record), None)
    if newest is None:
        raise unknown(record)
    if newest.version != after:
        raise stale(newest)
    return record


def write_version(
    store: Store,
    workspace: Workspace,
    kind: str,
    content: Mapping[str, Any],
    author: str,
    reason: str,
    *,
    name: str = "",
    after: int = 0,
    retired: bool = False,
) -> Version:
    """Add a version in one transaction, and answer it: the first of a new record, or the one that follows version `after`.

    The workspace's revision grows. Raises SimulatedMixError, UnknownRecordError, StaleVersionError when `after` is no longer
    the newest.
    """
    with writing(store.engine) as connection:
        ensure_workspace(connection, workspace)
        bump(connection, workspace.id)  # locks the workspace's row: writers of one city queue
        return add_version(connection, workspace.id, kind, content, author, reason, name=name, after=after, retired=retired)


def add_version(
    connection: sa.Connection,
    workspace: str,
    kind: str,
    content: Mapping[str, Any],
    author: str,
    reason: str,
    *,
    name: str = "",
    after: int = 0,
    retired: bool = False,
) -> Version:
    """`write_version` inside a transaction that has locked the workspace already."""
    known = _versions(connection, workspace, kind)
    after = after if name else 0
    name = name_of_next(known, name, after, kind, unknown=UnknownRecordError, stale=StaleVersionError)
    row: dict[str, Any] = {"workspace": workspace, "kind": kind, "name": name, "version": after + 1, "content": dict(content)}
    row |= {"retired": retired, "author": author, "reason": reason, "written_at": now()}
    connection.execute(sa.insert(versions).values(row))
    detail = {"name": name, "version": after + 1, "reason": reason}
    log(connection, workspace, author, f"{kind}-retired" if retired else kind, detail)
    return Version(**row)


def _versions(connection: sa.Connection, workspace: str, kind: str) -> list[Version]:
    columns = [versions.c[field.name] for field in fields(Version)]
    query = sa.select(*columns).where(versions.c.workspace == workspace, versions.c.kind == kind).order_by(versions.c.id.desc())
    return [Version(**row) for row in connection.execute(query).mappings()]
