"""What the rest of the program asks of the database. One object, safe to share between threads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from store import numbers, values, writes
from store.engine import place_of, reading, writing
from store.errors import UnknownUploadError
from store.records import Explanation, NewUpload, Upload, Workspace
from store.schema import ACCEPTED, answers, audit, explanations, files, layouts, observations, settings, uploads, workspaces


class Store:
    """Made by `open_store`. Every method is one transaction; each may raise a StoreError with words for users."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def where(self) -> str:
        """Where the database is, for people: a path, or a URL without its password."""
        return place_of(self.engine)

    @property
    def path(self) -> Path | None:
        """The SQLite file, None for another database."""
        return Path(str(self.engine.url.database)) if self.engine.dialect.name == "sqlite" else None

    def close(self) -> None:
        """Give the connections back; the store opens new ones when it is asked again."""
        self.engine.dispose()

    # --- questions -------------------------------------------------------------------------------------------------

    def workspaces(self) -> list[Workspace]:
        """All workspaces, real ones first, by id."""
        query = sa.select(*_columns(workspaces, Workspace)).order_by(workspaces.c.simulated, workspaces.c.id)
        with reading(self.engine) as connection:
            return [Workspace(**row) for row in connection.execute(query).mappings()]

    def workspace(self, workspace: str) -> Workspace | None:
        """One workspace by its id, None when there is none yet."""
        return next((found for found in self.workspaces() if found.id == workspace), None)

    def revision(self, workspace: str) -> int:
        """A number that grows with each change of the workspace; 0 for one that is not there yet. The key of every cache."""
        query = sa.select(workspaces.c.revision).where(workspaces.c.id == workspace)
        with reading(self.engine) as connection:
            return int(connection.execute(query).scalar() or 0)

    def current_values(
        self,
        workspace: str,
        indicators: Collection[str] | None = None,
        without: int | None = None,
        as_of: int | None = None,
        periods: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """STORED_COLUMNS of the values in force: for each key the newest accepted upload that has it.

        Of some indicators or periods alone where they are given. `without` an upload's number: as if that one were withdrawn.
        `as_of` a revision: as it was then (an edition).
        """
        with reading(self.engine) as connection:
            return values.current_values(connection, workspace, indicators, without, as_of, periods)

    def count_in_force(self, workspace: str) -> int:
        """How many values are in force in a workspace."""
        with reading(self.engine) as connection:
            return numbers.count_in_force(connection, workspace)

    def numbers(
        self,
        workspace: str,
        indicators: Collection[str],
        as_of: int | None = None,
        period_key: str | None = None,
        place_code: str | None = None,
    ) -> pd.DataFrame:
        """The values in force of a few indicators without their cells: quick where there are millions (`store.numbers`)."""
        with reading(self.engine) as connection:
            return numbers.numbers(connection, workspace, indicators, as_of, period_key, place_code)

    def presence(self, workspace: str, as_of: int | None = None) -> pd.DataFrame:
        """Which places have a number, and which have 0, of everything that the workspace has (`store.numbers.presence`)."""
        with reading(self.engine) as connection:
            return numbers.presence(connection, workspace, as_of)

    def history(
        self,
        workspace: str,
        place_code: str,
        indicator: str,
        education_level: str,
        breakdown: str,
        period_key: str,
        as_of: int | None = None,
    ) -> pd.DataFrame:
        """Every value the key ever had, newest upload first: `store.values.HISTORY_COLUMNS`; `as_of` a revision: until then."""
        key = {"place_code": place_code, "indicator": indicator, "education_level": education_level}
        key |= {"breakdown": breakdown, "period_key": period_key}
        with reading(self.engine) as connection:
            return values.history(connection, workspace, key, as_of)

    def upload_values(self, upload_id: int) -> pd.DataFrame:
        """Every value that one upload brought, in force or not."""
        with reading(self.engine) as connection:
            return values.of_upload(connection, upload_id)

    def uploads(self, workspace: str) -> list[Upload]:
        """All uploads of a workspace, newest first, withdrawn ones too, with the number of their values and of those in force."""
        counted = (
            sa.select(
                observations.c.upload_id,
                sa.func.count().label("values"),
                sa.func.sum(sa.cast(observations.c.in_force, sa.Integer)).label("in_force"),
            )
            .where(observations.c.workspace == workspace)
            .group_by(observations.c.upload_id)
            .subquery()
        )
        query = (
            sa.select(
                uploads,
                files.c.size,
                files.c.cleared,
                sa.func.coalesce(counted.c["values"], 0).label("values"),
                sa.func.coalesce(counted.c.in_force, 0).label("in_force"),
            )
            .join(files, files.c.sha256 == uploads.c.sha256)
            .outerjoin(counted, counted.c.upload_id == uploads.c.id)
            .where(uploads.c.workspace == workspace)
            .order_by(uploads.c.id.desc())
        )
        with reading(self.engine) as connection:
            return [Upload(**row) for row in connection.execute(query).mappings()]

    def upload_file(self, upload_id: int) -> tuple[str, bytes]:
        """Name and bytes of the original file, as it was uploaded but for cells about persons. Raises UnknownUploadError."""
        query = (
            sa.select(uploads.c.filename, files.c.content)
            .join(files, files.c.sha256 == uploads.c.sha256)
            .where(uploads.c.id == upload_id)
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise UnknownUploadError(upload_id)
        return row.filename, bytes(row.content)

    def accepted_with(self, sha256: str) -> list[tuple[Workspace, int]]:
        """Where a file with this fingerprint is in force: workspaces and upload numbers."""
        query = (
            sa.select(*_columns(workspaces, Workspace), uploads.c.id.label("upload_id"))
            .join(uploads, uploads.c.workspace == workspaces.c.id)
            .where(uploads.c.sha256 == sha256, uploads.c.state == ACCEPTED)
            .order_by(uploads.c.id)
        )
        with reading(self.engine) as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        return [(Workspace(**{k: v for k, v in row.items() if k != "upload_id"}), row["upload_id"]) for row in rows]

    def explanations(self, upload_id: int) -> list[tuple[Explanation, str, datetime]]:
        """说明 of an upload with author and time."""
        query = sa.select(explanations).where(explanations.c.upload_id == upload_id).order_by(explanations.c.id)
        with reading(self.engine) as connection:
            rows = connection.execute(query).all()
        return [(Explanation(row.kind, row.sheet, row.cell, row.text), row.author, row.written_at) for row in rows]

    def answers(self, workspace: str, family: str = "") -> dict[str, str]:
        """Remembered answers by question: those for all files of the workspace, and over them those for one family."""
        query = (
            sa.select(answers.c.question, answers.c.answer)
            .where(answers.c.workspace == workspace, answers.c.family.in_(["", family]))
            .order_by(answers.c.family)
        )
        with reading(self.engine) as connection:
            return {row.question: row.answer for row in connection.execute(query)}

    def layouts(self, workspace: str) -> dict[str, str]:
        """The layouts (YAML) remembered in a workspace, by family of workbooks."""
        query = sa.select(layouts.c.family, layouts.c.layout).where(layouts.c.workspace == workspace).order_by(layouts.c.family)
        with reading(self.engine) as connection:
            return {row.family: row.layout for row in connection.execute(query)}

    def setting(self, name: str, workspace: str = "", default: Any = None) -> Any:
        """A setting of a workspace ('' = of the installation)."""
        query = sa.select(settings.c.value).where(settings.c.workspace == workspace, settings.c.name == name)
        with reading(self.engine) as connection:
            row = connection.execute(query).one_or_none()
        return default if row is None else row.value

    def audit_log(self, workspace: str | None = None, limit: int = 1000) -> pd.DataFrame:
        """Columns at (UTC), workspace, author, action, detail (dict); newest first."""
        query = sa.select(audit.c.at, audit.c.workspace, audit.c.author, audit.c.action, audit.c.detail)
        if workspace is not None:
            query = query.where(audit.c.workspace == workspace)
        with reading(self.engine) as connection:
            result = connection.execute(query.order_by(audit.c.id.desc()).limit(limit))
            return pd.DataFrame(result.all(), columns=list(result.keys()))

    # --- changes ---------------------------------------------------------------------------------------------------

    def accept(self, workspace: Workspace, new: NewUpload, expected_revision: int | None = None) -> int:
        """Store a file with its values in one transaction and answer the upload's number.

        Raises StaleRevisionError when the workspace changed since `expected_revision`, SimulatedMixError when
        `workspace.simulated` is not what is stored.
        """
        with writing(self.engine) as connection:
            return writes.accept(connection, workspace, new, expected_revision)

    def withdraw(self, upload_id: int, reason: str, by: str, expected_revision: int | None = None) -> bool:
        """Take an upload back; the values before it count again. False when it was withdrawn already.

        Raises UnknownUploadError, StaleRevisionError when the workspace changed since `expected_revision`.
        """
        with writing(self.engine) as connection:
            return writes.withdraw(connection, upload_id, reason, by, expected_revision)

    def remember_layout(self, workspace: str, family: str, layout: str, author: str) -> None:
        """Keep a layout for a family of workbooks, in place of the one before."""
        with writing(self.engine) as connection:
            writes.remember_layout(connection, workspace, family, layout, author)
            writes.log(connection, workspace, author, "layout", {"family": family})

    def set_setting(self, name: str, value: Any, workspace: str = "", author: str = "") -> None:
        """Keep a setting (anything JSON can say); what a workspace answers may depend on it, so its revision grows."""
        key = {"workspace": workspace, "name": name}
        with writing(self.engine) as connection:
            connection.execute(sa.delete(settings).where(*(settings.c[column] == text for column, text in key.items())))
            connection.execute(sa.insert(settings).values(**key, value=value))
            grown = sa.update(workspaces).values(revision=workspaces.c.revision + 1)
            connection.execute(grown.where(workspaces.c.id == workspace) if workspace else grown)
            writes.log(connection, workspace, author, "setting", {"name": name})


def _columns(table: sa.Table, record: type[Workspace]) -> list[sa.Column[Any]]:
    return [table.c[field.name] for field in fields(record) if field.name in table.c]
