"""Editions: the states of a workspace that were published. Viewers look at the newest of them, staff at what is in force.

An edition is a revision: what counted then can be asked for at any time (`Store.current_values(as_of=…)`), so nothing is copied.
Where a bureau publishes on accept there are no editions to make, and everybody looks at what is in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store.engine import reading, writing
from store.records import Edition, Workspace
from store.schema import BigId, metadata, settings
from store.store import Store
from store.versions import ROUND, add_version
from store.writes import bump, ensure_workspace, log, now

# Setting of a workspace, and of the installation for workspaces that say nothing; decision 0040 says why it is on by default
PUBLISH_ON_ACCEPT = "publish_on_accept"

editions = sa.Table(
    "editions",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.ForeignKey("workspaces.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("published_at", sa.DateTime, nullable=False),
    sa.Column("published_by", sa.String, nullable=False),
    sa.Column("reviewed_by", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("uq_editions_number", editions.c.workspace, editions.c.number, unique=True)


def publishes_on_accept(store: Store, workspace: str) -> bool:
    """Whether what is accepted is published at once: the workspace's setting, else the installation's, else yes."""
    for place in (workspace, ""):
        said = store.setting(PUBLISH_ON_ACCEPT, place)
        if said is not None:
            return bool(said)
    return True


def all_editions(store: Store, workspace: str) -> list[Edition]:
    """The editions of a workspace, newest first."""
    with reading(store.engine) as connection:
        return _editions(connection, workspace)


def as_seen(store: Store, workspace: Workspace, unpublished: bool) -> Workspace:
    """The workspace as a person sees it: `unpublished` = staff, at once; else the newest edition, where editions are made.

    Where nothing was published yet a viewer's edition has number 0, and holds nothing.
    """
    if publishes_on_accept(store, workspace.id):
        return replace(workspace, edition=None, drafts=False)
    if unpublished:
        return replace(workspace, edition=None, drafts=True)
    newest = next(iter(all_editions(store, workspace.id)), None)
    return replace(workspace, drafts=False, edition=newest or Edition(workspace.id, 0, 0, datetime(1970, 1, 1), "", "", ""))


def publish(
    store: Store,
    workspace: Workspace,
    author: str,
    reviewed_by: str,
    note: str,
    expected_revision: int,
    ending: Sequence[tuple[str, int, Mapping[str, Any]]] = (),
) -> Edition:
    """Make the state at `expected_revision` the newest edition, and end the rounds that go with it, in one transaction.

    `ending`: name, version and new content of each round; the edition's number is added. Raises StaleRevisionError when
    something changed since: one publishes what one has looked at.
    """
    with writing(store.engine) as connection:
        ensure_workspace(connection, workspace)
        revision = bump(connection, workspace.id, expected_revision)
        edition = _publish(connection, workspace.id, revision, author, reviewed_by, note)
        for name, after, content in ending:
            add_version(
                connection, workspace.id, ROUND, {**content, "edition": edition.number}, author, "", name=name, after=after
            )
        return edition


def set_publish_on_accept(store: Store, workspace: Workspace, on: bool, author: str, note: str) -> Edition | None:
    """Turn the switch. Turned off, what is in force becomes an edition, so that nobody's pages go empty; it is answered."""
    with writing(store.engine) as connection:
        ensure_workspace(connection, workspace)
        revision = bump(connection, workspace.id)
        here = (settings.c.workspace == workspace.id, settings.c.name == PUBLISH_ON_ACCEPT)
        connection.execute(sa.delete(settings).where(*here))
        connection.execute(sa.insert(settings).values(workspace=workspace.id, name=PUBLISH_ON_ACCEPT, value=on))
        log(connection, workspace.id, author, "setting", {"name": PUBLISH_ON_ACCEPT, "value": on})
        return None if on else _publish(connection, workspace.id, revision, author, "", note)


def _publish(connection: sa.Connection, workspace: str, revision: int, author: str, reviewed_by: str, note: str) -> Edition:
    number = max((edition.number for edition in _editions(connection, workspace)), default=0) + 1
    row: dict[str, Any] = {"workspace": workspace, "number": number, "revision": revision, "published_at": now()}
    row |= {"published_by": author, "reviewed_by": reviewed_by, "note": note}
    connection.execute(sa.insert(editions).values(row))
    log(connection, workspace, author, "publish", {"number": number, "revision": revision, "note": note})
    return Edition(**row)


def _editions(connection: sa.Connection, workspace: str) -> list[Edition]:
    columns = [editions.c[field.name] for field in fields(Edition)]
    query = sa.select(*columns).where(editions.c.workspace == workspace).order_by(editions.c.number.desc())
    return [Edition(**row) for row in connection.execute(query).mappings()]
