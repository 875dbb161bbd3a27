"""One SQLAlchemy engine for SQLite or PostgreSQL, and transactions that mean the same on both.

SQLite: WAL, so that readers never wait for a writer; every write transaction takes the write lock at its start
(BEGIN IMMEDIATE), so that none can fail half-way because another writer came first; synchronous=FULL, so that what was
accepted survives a power cut. PostgreSQL: repeatable reads, so that one answer never mixes two states.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError

from store.errors import StoreDamagedError, StoreError, StoreFullError, StoreUnavailableError

WAIT_SECONDS = 30
_WRITES = "duibiao_writes"


def engine_url(url: str | None, default: Path) -> URL:
    """`url` as SQLAlchemy needs it: None = SQLite at `default`; postgresql:// and postgres:// mean psycopg 3."""
    if not url:
        return URL.create("sqlite", database=str(default))
    parsed = make_url(url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreUnavailableError(parsed.render_as_string(), parsed.get_backend_name())
    return parsed


def make_engine(url: URL) -> Engine:
    """An engine with our settings; nothing is opened yet."""
    dumps = partial(json.dumps, ensure_ascii=False)
    if url.get_backend_name() == "postgresql":
        arguments = {"connect_timeout": 10}
        try:
            return sa.create_engine(
                url, json_serializer=dumps, isolation_level="REPEATABLE READ", pool_pre_ping=True, connect_args=arguments
            )
        except ImportError as error:
            raise StoreUnavailableError(url.render_as_string(), 'python -m pip install "psycopg[binary]"') from error
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, json_serializer=dumps, connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver's own guess leaves DDL outside transactions
    connection.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database. Raises StoreError with words for users."""
    with translated(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is stored wholly or not at all. On PostgreSQL it waits for locks of other writers."""
    options: dict[str, object] = {_WRITES: True}
    if engine.dialect.name == "postgresql":
        # Writers queue at their workspace's row and must then see what the one before them stored
        options["isolation_level"] = "READ COMMITTED"
    with translated(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Database faults as StoreError; everything else passes."""
    try:
        yield
    except DBAPIError as error:
        raise fault(engine, error) from error
    except sqlite3.Error as error:  # of a statement that went past SQLAlchemy
        raise fault(engine, DBAPIError(None, None, error)) from error


def fault(engine: Engine, error: DBAPIError) -> Exception:
    """Which of our refusals a driver's error is; the error itself where it is a programmer's mistake."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        extended = getattr(cause, "sqlite_errorcode", 0)
        code = extended & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return StoreDamagedError(place_of(engine), str(cause))
        # A quota (EFBIG, EDQUOT) comes as a failed write, unlike a disk without room
        if code == sqlite3.SQLITE_FULL or extended in (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE):
            return StoreFullError()
        if code in (
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_IOERR,
            sqlite3.SQLITE_BUSY,
            sqlite3.SQLITE_LOCKED,
            sqlite3.SQLITE_PERM,
        ):
            return StoreUnavailableError(place_of(engine), str(cause))
        return error
    state = getattr(cause, "sqlstate", None)
    if state == "53100":
        return StoreFullError()
    if state in ("XX001", "XX002"):
        return StoreDamagedError(place_of(engine), str(cause))
    if isinstance(error, sa.exc.OperationalError):
        return StoreUnavailableError(place_of(engine), str(cause).splitlines()[0])
    return error


def place_of(engine: Engine) -> str:
    """Where the database is, for messages: a file's path, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)


__all__ = ["StoreError", "engine_url", "fault", "make_engine", "place_of", "reading", "translated", "writing"]
