"""Is the store sound, and what is in it? For `manage.py doctor` and a readiness probe."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

import sqlalchemy as sa

from store.engine import reading
from store.opening import DEFAULT_FILE, check_file
from store.schema import observations, uploads, workspaces
from store.store import Store


@dataclass(frozen=True)
class Health:
    """`faults` are in the database's own words; [] = sound. `size` and `free` in bytes (of the SQLite file and its disk)."""

    where: str
    version: str
    faults: tuple[str, ...]
    workspaces: int
    uploads: int
    values: int
    in_force: int
    size: int | None
    free: int


def health(store: Store) -> Health:
    """Count everything and check the database through: reads the whole file."""
    with reading(store.engine) as connection:
        counts = {
            table.name: int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
            for table in (workspaces, uploads, observations)
        }
        in_force = sa.select(sa.func.count()).where(observations.c.in_force == sa.true())
        standing = int(connection.execute(in_force).scalar_one())
        if connection.dialect.name == "sqlite":
            version = "SQLite " + str(connection.execute(sa.text("SELECT sqlite_version()")).scalar_one())
        else:
            version = "PostgreSQL " + str(connection.execute(sa.text("SHOW server_version")).scalar_one())
    faults = tuple(check_file(store.path)) if store.path is not None else ()
    folder = store.path.parent if store.path is not None else DEFAULT_FILE.parent
    size = store.path.stat().st_size if store.path is not None else None
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    return Health(
        where=store.where,
        version=version,
        faults=faults,
        workspaces=counts["workspaces"],
        uploads=counts["uploads"],
        values=counts["observations"],
        in_force=standing,
        size=size,
        free=free,
    )
