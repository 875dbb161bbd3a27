"""Values corrected by hand: who corrected what, when and why, what stood there then, and what would stand there now.

A correction is an upload of its own kind with one value, so that everything that holds for uploads holds for it: it counts as
the newest, older values stay, and withdrawing it is taking it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store.engine import reading
from store.schema import ACCEPTED, CORRECTION, FILE, KEY_COLUMNS, corrections, observations, uploads
from store.store import Store
from store.values import same_key


@dataclass(frozen=True)
class CorrectedValue:
    """One correction. `original_*`: what stood there when it was made; `now_*`: what would stand there without any correction.

    `in_force`: it is the value that counts; not when it was taken back, or a later file or correction took its place.
    """

    upload_id: int
    key: tuple[str, ...]
    place_name: str
    value: float | None
    status: str
    reason: str
    author: str
    written_at: datetime
    in_force: bool
    withdrawn: bool
    withdrawn_by: str
    withdrawn_reason: str
    original_upload_id: int | None
    original_value: float | None
    original_status: str
    original_filename: str
    now_upload_id: int | None
    now_value: float | None
    now_status: str
    now_filename: str

    @property
    def original_changed(self) -> bool:
        """Whether the value underneath is no longer the one that was corrected, while the correction counts."""
        before, now = (self.original_value, self.original_status), (self.now_value, self.now_status)
        return self.in_force and before != now


def all_corrections(store: Store, workspace: str) -> list[CorrectedValue]:
    """Every correction of a workspace, newest first; `key` in the order of KEY_COLUMNS."""
    key = [observations.c[name] for name in KEY_COLUMNS]
    mine = (
        sa.select(
            uploads,
            corrections,
            *key,
            observations.c.place_name,
            observations.c.value,
            observations.c.status,
            observations.c.in_force,
        )
        .join(corrections, corrections.c.upload_id == uploads.c.id)
        .join(observations, observations.c.upload_id == uploads.c.id)
        .where(uploads.c.workspace == workspace, uploads.c.upload_kind == CORRECTION)
        .order_by(uploads.c.id.desc())
    )
    with reading(store.engine) as connection:
        rows = connection.execute(mine).mappings().all()
        under = _underneath(connection, workspace) if rows else {}
    found = []
    for row in rows:
        place = tuple(row[name] for name in KEY_COLUMNS)
        now = under.get(place)
        found.append(
            CorrectedValue(
                upload_id=row["upload_id"],
                key=place,
                place_name=row["place_name"],
                value=row["value"],
                status=row["status"],
                reason=row["reason"],
                author=row["uploader"],
                written_at=row["uploaded_at"],
                in_force=bool(row["in_force"]),
                withdrawn=row["state"] != ACCEPTED,
                withdrawn_by=row["withdrawn_by"],
                withdrawn_reason=row["withdrawn_reason"],
                original_upload_id=row["original_upload_id"],
                original_value=row["original_value"],
                original_status=row["original_status"],
                original_filename=row["original_filename"],
                now_upload_id=now.upload_id if now else None,
                now_value=now.value if now else None,
                now_status=now.status if now else "",
                now_filename=now.filename if now else "",
            )
        )
    return found


def _underneath(connection: sa.Connection, workspace: str) -> dict[tuple[str, ...], Any]:
    """For each key that was ever corrected: the newest accepted file's value."""
    one, other, fixed = observations.alias("one"), observations.alias("other"), uploads.alias("fixed")
    newest = (
        sa.select(sa.func.max(other.c.id).label("id"))
        .select_from(one.join(fixed, fixed.c.id == one.c.upload_id).join(other, same_key(one, other)))
        .join(uploads, uploads.c.id == other.c.upload_id)
        .where(fixed.c.workspace == workspace, fixed.c.upload_kind == CORRECTION)
        .where(uploads.c.upload_kind == FILE, uploads.c.state == ACCEPTED)
        .group_by(*(one.c[name] for name in KEY_COLUMNS))
        .subquery()
    )
    key = [observations.c[name] for name in KEY_COLUMNS]
    query = (
        sa.select(*key, observations.c.upload_id, observations.c.value, observations.c.status, uploads.c.filename)
        .join(newest, newest.c.id == observations.c.id)
        .join(uploads, uploads.c.id == observations.c.upload_id)
    )
    return {tuple(row[: len(KEY_COLUMNS)]): row for row in connection.execute(query)}
