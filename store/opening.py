"""Opening a store: find the database, look whether it is sound, bring its tables up to date."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy.engine import Connection, Engine

from store.engine import engine_url, make_engine, place_of, reading, writing
from store.errors import StoreDamagedError, StoreNewerError
from store.schema import SCHEMA_VERSION
from store.store import Store

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "var" / "duibiao.db"
MIGRATIONS = Path(__file__).resolve().parent / "migrations"
# A whole check reads every page: 16 MB take some 30 ms. Larger files are checked by `manage.py doctor`.
CHECKED_AT_OPEN_BYTES = 16 * 2**20
_SQLITE_HEADER = b"SQLite format 3\x00"
# Any number will do, as long as nobody else on that server takes the same: the advisory lock of our migrations
_MIGRATION_LOCK = 320_201


def open_store(url: str | None = None) -> Store:
    """The store at `url` (default: the environment's DATABASE_URL, else SQLite in var/), its tables made or brought up to date.

    Raises StoreDamagedError, StoreNewerError or StoreUnavailableError, each with one sentence saying what to do.
    """
    address = engine_url(url or os.environ.get("DATABASE_URL"), DEFAULT_FILE)
    if address.get_backend_name() == "sqlite":
        _look_at_file(Path(str(address.database)))
    engine = make_engine(address)
    try:
        with reading(engine) as connection:
            version = _version(connection)
        if version != SCHEMA_VERSION:
            _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def log_folder(url: str | None = None) -> Path:
    """Where the log of the program with this store belongs: beside a SQLite file, in var/ for another database."""
    address = engine_url(url or os.environ.get("DATABASE_URL"), DEFAULT_FILE)
    beside = address.get_backend_name() == "sqlite" and address.database and address.database != ":memory:"
    return (Path(str(address.database)) if beside else DEFAULT_FILE).absolute().parent / "log"


def check_file(path: Path) -> list[str]:
    """What SQLite's own check finds wrong in the database file at `path`; [] when sound. Reads the whole file."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
        try:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
            found += [f"foreign key: {row[0]} {row[1]}" for row in connection.execute("PRAGMA foreign_key_check")]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [text for text in found if text != "ok"]


def _look_at_file(path: Path) -> None:
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_SQLITE_HEADER) or len(header) < 100:
        raise StoreDamagedError(str(path), "no SQLite header")
    if path.stat().st_size <= CHECKED_AT_OPEN_BYTES and (found := _quick_check(path)):
        raise StoreDamagedError(str(path), found)


def _quick_check(path: Path) -> str:
    try:
        connection = sqlite3.connect(path, timeout=30)
        try:
            answer = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return ""  # busy or without permission: no damage; opening will say what is wrong
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if answer == "ok" else answer


def _version(connection: Connection) -> str | None:
    """The migration the database stands at; None for an empty one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(engine: Engine) -> None:
    """Run the missing migrations in one transaction; a second process waits and then finds nothing to do."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATION_LOCK})
        version = _version(connection)
        if version is not None and version not in known:
            raise StoreNewerError(place_of(engine), version)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def store_lock(store: Store, name: str) -> FileLock:
    """A lock that one process on this machine holds at a time, beside the SQLite file (or in var/ for another database)."""
    path = store.path or DEFAULT_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(str(path.with_name(f"{path.name}.{name}.lock")), timeout=120)
