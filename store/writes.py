"""Accept and withdraw: the two changes of what is in force, each inside the transaction it is given."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.errors import SimulatedMixError, StaleRevisionError, UnknownUploadError
from store.records import INCOMING_COLUMNS, NewUpload, Workspace
from store.schema import (
    ACCEPTED,
    CORRECTION,
    FILE,
    WITHDRAWN,
    answers,
    audit,
    corrections,
    explanations,
    files,
    layouts,
    observations,
    uploads,
    workspaces,
)
from store.values import newest_elsewhere, same_key

# Texts as they stand in a workbook
_WRITTEN = ("place_name", "stated_unit", "sheet", "place_text", "text")


def storable(text: str) -> str:
    """A text without NUL, which PostgreSQL cannot hold and damaged workbooks have."""
    return text.replace("\x00", "")


def now() -> datetime:
    """UTC without a zone, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def ensure_workspace(connection: Connection, wanted: Workspace) -> None:
    """Make the workspace unless it is there. Raises SimulatedMixError when the stored one differs in `simulated`."""
    found = connection.execute(sa.select(workspaces.c.simulated).where(workspaces.c.id == wanted.id)).scalar()
    if found is None:
        row = {"id": wanted.id, "city_code": wanted.city_code, "name": wanted.name, "simulated": wanted.simulated}
        row |= {"revision": 0, "created_at": now()}
        if connection.dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import insert  # two first uploads at once: the second finds the row

            connection.execute(insert(workspaces).values(row).on_conflict_do_nothing())
        else:
            connection.execute(sa.insert(workspaces).values(row))
        found = connection.execute(sa.select(workspaces.c.simulated).where(workspaces.c.id == wanted.id)).scalar_one()
    if bool(found) != wanted.simulated:
        raise SimulatedMixError


def bump(connection: Connection, workspace: str, expected: int | None = None) -> int:
    """The next revision of a workspace. Its row is locked from here to the end: writers of one city queue.

    Raises StaleRevisionError when the revision before was not `expected`.
    """
    connection.execute(sa.update(workspaces).where(workspaces.c.id == workspace).values(revision=workspaces.c.revision + 1))
    revision = int(connection.execute(sa.select(workspaces.c.revision).where(workspaces.c.id == workspace)).scalar_one())
    if expected is not None and revision - 1 != expected:
        raise StaleRevisionError(expected, revision - 1)
    return revision


def accept(connection: Connection, workspace: Workspace, new: NewUpload, expected: int | None) -> int:
    """Store a file and its values, take them into force, and answer the upload's number."""
    ensure_workspace(connection, workspace)
    revision = bump(connection, workspace.id, expected)
    for old in _accepted(connection, workspace.id, new.sha256):
        # The same file, read anew (another answer, a newer catalogue): its first reading steps back
        _step_back(connection, workspace.id, old, revision, by=new.uploader, reason=f"re-read as revision {revision}")
    _keep_file(connection, new)
    upload_id = _add(connection, workspace.id, new, revision)
    for kept in new.kept_corrections:
        assert kept.correction is not None
        _keep_file(connection, kept)
        over = replace(kept.correction, original_upload_id=upload_id)
        _add(connection, workspace.id, replace(kept, correction=over), revision)
    return upload_id


def _keep_file(connection: Connection, new: NewUpload) -> None:
    """One row for each file; one that was kept whole before it was known to speak of persons gives way."""
    row = {"size": len(new.kept), "content": new.kept, "cleared": new.cleared}
    known = connection.execute(sa.select(files.c.cleared).where(files.c.sha256 == new.sha256)).scalar()
    if known is None:
        connection.execute(sa.insert(files).values(sha256=new.sha256, **row))
    elif known < new.cleared or (new.without_persons and not known):
        connection.execute(sa.update(files).where(files.c.sha256 == new.sha256).values(row))


def _add(connection: Connection, workspace: str, new: NewUpload, revision: int) -> int:
    upload_id = _insert_upload(connection, workspace, new, revision)
    _insert_observations(connection, workspace, upload_id, new)
    _take_into_force(connection, workspace, upload_id)
    _insert_words(connection, workspace, upload_id, new)
    detail = {"upload_id": upload_id, "filename": new.filename, "sha256": new.sha256, **new.counts}
    log(connection, workspace, new.uploader, CORRECTION if new.correction else "accept", detail)
    return upload_id


def withdraw(connection: Connection, upload_id: int, reason: str, by: str, expected: int | None = None) -> bool:
    """Take an upload out of force, so that the values before it count again; False when it was out already."""
    workspace = connection.execute(sa.select(uploads.c.workspace).where(uploads.c.id == upload_id)).scalar()
    if workspace is None:
        raise UnknownUploadError(upload_id)
    revision = bump(connection, workspace, expected)
    state = connection.execute(sa.select(uploads.c.state).where(uploads.c.id == upload_id)).scalar_one()
    if state != ACCEPTED:
        connection.execute(sa.update(workspaces).where(workspaces.c.id == workspace).values(revision=workspaces.c.revision - 1))
        return False
    _step_back(connection, workspace, upload_id, revision, by=by, reason=reason)
    log(connection, workspace, by, "withdraw", {"upload_id": upload_id, "reason": reason})
    return True


def log(connection: Connection, workspace: str, author: str, action: str, detail: dict[str, Any]) -> None:
    """One line of the audit log."""
    connection.execute(sa.insert(audit).values(at=now(), workspace=workspace, author=author, action=action, detail=detail))


def _accepted(connection: Connection, workspace: str, sha256: str) -> list[int]:
    query = sa.select(uploads.c.id).where(
        uploads.c.workspace == workspace, uploads.c.sha256 == sha256, uploads.c.state == ACCEPTED
    )
    return list(connection.execute(query).scalars())


def _insert_upload(connection: Connection, workspace: str, new: NewUpload, revision: int) -> int:
    row = {
        "workspace": workspace,
        "sha256": new.sha256,
        "filename": new.filename,
        "uploader": new.uploader,
        "uploaded_at": now(),
        "city_code": new.city_code,
        "note": new.note,
        "state": ACCEPTED,
        "family": new.family,
        "counts": new.counts,
        "revision": revision,
        "withdrawn_by": "",
        "withdrawn_reason": "",
        "upload_kind": CORRECTION if new.correction else FILE,
    }
    return int(connection.execute(sa.insert(uploads).returning(uploads.c.id), row).scalar_one())


def _insert_observations(connection: Connection, workspace: str, upload_id: int, new: NewUpload) -> None:
    if new.observations.empty:
        return
    columns = [new.observations[name].tolist() for name in INCOMING_COLUMNS]
    rows = [dict(zip(INCOMING_COLUMNS, values, strict=True)) for values in zip(*columns, strict=True)]
    for row in rows:
        number = row["value"]
        row["value"] = None if number is None or math.isnan(number) else float(number)
        for name in _WRITTEN:
            row[name] = storable(row[name])
        row["heading"] = [storable(text) for text in row["heading"]]
        row |= {"workspace": workspace, "upload_id": upload_id, "in_force": False}
    connection.execute(sa.insert(observations), rows)


def _take_into_force(connection: Connection, workspace: str, upload_id: int) -> None:
    new, old = observations.alias("new"), observations.alias("old")
    replaced = (
        sa.select(old.c.id).select_from(new.join(old, same_key(new, old)))
        .where(new.c.upload_id == upload_id, old.c.in_force == sa.true())
    )  # fmt: skip
    connection.execute(sa.update(observations).where(observations.c.id.in_(replaced)).values(in_force=False))
    mine = sa.and_(observations.c.upload_id == upload_id, observations.c.workspace == workspace)
    connection.execute(sa.update(observations).where(mine).values(in_force=True))


def _step_back(connection: Connection, workspace: str, upload_id: int, revision: int, *, by: str, reason: str) -> None:
    gone = {"state": WITHDRAWN, "withdrawn_at": now(), "withdrawn_by": by, "withdrawn_reason": reason}
    gone |= {"withdrawn_revision": revision}
    connection.execute(sa.update(uploads).where(uploads.c.id == upload_id).values(gone))
    connection.execute(sa.update(observations).where(observations.c.upload_id == upload_id).values(in_force=False))
    counting = observations.alias("counting")
    newest = newest_elsewhere(
        workspace, upload_id, lambda lost: ~sa.exists().where(same_key(counting, lost), counting.c.in_force == sa.true())
    )
    connection.execute(sa.update(observations).where(observations.c.id.in_(newest)).values(in_force=True))


def _insert_words(connection: Connection, workspace: str, upload_id: int, new: NewUpload) -> None:
    said = {"upload_id": upload_id, "author": new.uploader, "written_at": now()}
    rows = [{"kind": e.kind, "sheet": e.sheet, "cell": e.cell, "text": e.text, **said} for e in new.explanations]
    if rows:
        connection.execute(sa.insert(explanations), rows)
    if new.correction is not None:
        connection.execute(sa.insert(corrections).values(upload_id=upload_id, **vars(new.correction)))
    if new.layout:
        remember_layout(connection, workspace, new.family, new.layout, new.uploader)
    for question, answer in new.answers.items():
        remember_answer(connection, workspace, new.family, question, answer, new.uploader)


def remember_layout(connection: Connection, workspace: str, family: str, layout: str, author: str) -> None:
    """Keep a layout in place of the one before."""
    key = {"workspace": workspace, "family": family}
    connection.execute(sa.delete(layouts).where(*(layouts.c[name] == value for name, value in key.items())))
    connection.execute(sa.insert(layouts).values(**key, layout=layout, author=author, written_at=now()))


def remember_answer(connection: Connection, workspace: str, family: str, question: str, answer: str, author: str) -> None:
    """Keep an answer in place of the one before."""
    key = {"workspace": workspace, "family": family, "question": question}
    connection.execute(sa.delete(answers).where(*(answers.c[name] == value for name, value in key.items())))
    connection.execute(sa.insert(answers).values(**key, answer=answer, author=author, answered_at=now()))
