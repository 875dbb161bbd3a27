"""A bureau's own .pptx templates, kept by name for the next quarter: one file a name, the newest in place of the one before."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa

from language import _
from store.engine import reading, writing
from store.errors import StoreError
from store.records import Workspace
from store.schema import BigId, metadata
from store.store import Store
from store.writes import ensure_workspace, log, now

deck_templates = sa.Table(
    "deck_templates",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.ForeignKey("workspaces.id"), nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("written_at", sa.DateTime, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("uq_deck_templates_name", deck_templates.c.workspace, deck_templates.c.name, unique=True)


@dataclass(frozen=True)
class DeckTemplate:
    """A kept template; `size` in bytes, `written_at` UTC without a zone."""

    workspace: str
    name: str
    size: int
    author: str
    written_at: datetime


class UnknownTemplateError(StoreError):
    """No template has this name."""

    def __str__(self) -> str:
        return _("没有名为“{name}”的模板，没有改动。").format(name=self.args[0])


def all_deck_templates(store: Store, workspace: str) -> list[DeckTemplate]:
    """The city's templates, the last kept first; their files stay where they are."""
    columns = [deck_templates.c[field.name] for field in fields(DeckTemplate)]
    query = sa.select(*columns).where(deck_templates.c.workspace == workspace)
    with reading(store.engine) as connection:
        rows = connection.execute(query.order_by(deck_templates.c.written_at.desc(), deck_templates.c.name)).mappings()
        return [DeckTemplate(**row) for row in rows]


def deck_template_file(store: Store, workspace: str, name: str) -> bytes:
    """The template's bytes. Raises UnknownTemplateError."""
    query = sa.select(deck_templates.c.content).where(*_named(workspace, name))
    with reading(store.engine) as connection:
        found = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise UnknownTemplateError(name)
    return bytes(found)


def write_deck_template(store: Store, workspace: Workspace, name: str, content: bytes, author: str) -> DeckTemplate:
    """Keep a template under a name, in the place of one that had it; in one transaction."""
    with writing(store.engine) as connection:
        ensure_workspace(connection, workspace)
        connection.execute(sa.delete(deck_templates).where(*_named(workspace.id, name)))
        kept = DeckTemplate(workspace.id, name, len(content), author, now())
        row = {field.name: getattr(kept, field.name) for field in fields(kept)}
        connection.execute(sa.insert(deck_templates).values(row | {"content": content}))
        log(connection, workspace.id, author, "deck-template", {"name": name, "size": len(content)})
        return kept


def remove_deck_template(store: Store, workspace: str, name: str, author: str) -> None:
    """Take a template away. Raises UnknownTemplateError."""
    with writing(store.engine) as connection:
        if not connection.execute(sa.delete(deck_templates).where(*_named(workspace, name))).rowcount:
            raise UnknownTemplateError(name)
        log(connection, workspace, author, "deck-template-removed", {"name": name})


def _named(workspace: str, name: str) -> tuple[sa.ColumnElement[bool], ...]:
    return deck_templates.c.workspace == workspace, deck_templates.c.name == name
