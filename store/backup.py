"""A copy of everything in one file, and everything back from it, while the program may go on running.

A backup is a SQLite database of our own tables whatever the store is, so that it also carries a store from SQLite to
PostgreSQL and back. It is written beside its place and moved there when it is whole.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from language import _
from store.account_tables import NOT_RESTORED
from store.engine import reading, translated, writing
from store.errors import StoreDamagedError, StoreError
from store.opening import check_file, open_store
from store.schema import metadata, uploads, workspaces
from store.store import Store

_ROWS_AT_ONCE = 5_000


class BackupRefusedError(StoreError):
    """The backup or restore would write over something; the text says over what."""


def back_up(store: Store, target: Path) -> int:
    """Write everything of `store` into the new file `target`; answers its size in bytes.

    Raises BackupRefusedError when `target` exists, StoreDamagedError when what was written does not pass SQLite's check.
    """
    if target.exists():
        raise BackupRefusedError(_("{path} 已存在，没有覆盖。请换一个文件名。").format(path=target))
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    half.unlink(missing_ok=True)
    try:
        if store.path is not None:
            with translated(store.engine), store.engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert isinstance(driver, sqlite3.Connection)
                driver.execute("VACUUM INTO ?", (str(half),))
        else:
            copy = open_store(f"sqlite:///{half}")
            with reading(store.engine) as source, writing(copy.engine) as destination:
                _copy_tables(source, destination)
            _settle(copy)
        if found := check_file(half):
            raise StoreDamagedError(str(target), found[0])
        half.replace(target)
    finally:
        for leftover in (half, *_companions(half)):
            leftover.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path, url: str | None = None, replace: bool = False) -> Store:
    """Bring everything of a backup into the store at `url`, in one transaction, and answer the store.

    A store that holds uploads is replaced only with `replace`. A damaged SQLite file is moved aside first, never deleted.
    Raises StoreDamagedError when the backup itself is not sound, BackupRefusedError when the store is not empty.
    """
    if not source.is_file():
        raise BackupRefusedError(_("找不到备份文件 {path}。").format(path=source))
    if found := check_file(source):
        raise BackupRefusedError(_("备份文件 {path} 不完整（{found}），没有恢复。").format(path=source, found=found[0]))
    try:
        store = open_store(url)
    except StoreDamagedError as damage:
        _move_aside(Path(damage.where))
        store = open_store(url)
    if not replace and _has_real_uploads(store):
        raise BackupRefusedError(_("{where} 里已有入库的数据，没有恢复。确要替换请加 --replace。").format(where=store.where))
    newest = _brought_up_to_date(source)
    try:
        with reading(newest.engine) as rows, writing(store.engine) as destination:
            for table in reversed(metadata.sorted_tables):
                destination.execute(sa.delete(table))
            _copy_tables(rows, destination, leave_out=NOT_RESTORED)
            # Pages cache by revision: what they kept of the store before must not pass for this one
            destination.execute(sa.update(workspaces).values(revision=workspaces.c.revision + 1_000_000))
    finally:
        _settle(newest)
        if newest.path is not None:
            newest.path.unlink(missing_ok=True)
    return store


def _copy_tables(source: Connection, destination: Connection, leave_out: frozenset[str] = frozenset()) -> None:
    for table in [table for table in metadata.sorted_tables if table.name not in leave_out]:
        result = source.execution_options(stream_results=True, yield_per=_ROWS_AT_ONCE).execute(sa.select(table))
        for rows in result.mappings().partitions(_ROWS_AT_ONCE if table.name != "files" else 1):
            destination.execute(sa.insert(table), [dict(row) for row in rows])
        if destination.dialect.name == "postgresql" and "id" in table.c and isinstance(table.c.id.type, sa.BigInteger):
            sequence = sa.func.pg_get_serial_sequence(table.name, "id")
            greatest = destination.execute(sa.select(sa.func.max(table.c.id))).scalar()
            if greatest is not None:
                destination.execute(sa.select(sa.func.setval(sequence, greatest)))


def _brought_up_to_date(source: Path) -> Store:
    """A copy of the backup with today's tables; the backup itself is never written to."""
    copy = source.with_name(f".{source.name}.{os.getpid()}.restore")
    copy.unlink(missing_ok=True)
    original = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    try:
        original.execute("VACUUM INTO ?", (str(copy),))
    finally:
        original.close()
    return open_store(f"sqlite:///{copy}")


def _settle(store: Store) -> None:
    """Everything of a SQLite file into the file itself, so that it may be moved."""
    with store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.execute("PRAGMA journal_mode=DELETE")
    store.close()


def _companions(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def _move_aside(path: Path) -> None:
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    for part in (path, *_companions(path)):
        if part.exists():
            part.rename(part.with_name(f"{part.name}.damaged-{stamp}"))


def _has_real_uploads(store: Store) -> bool:
    query = sa.select(uploads.c.id).join(workspaces, workspaces.c.id == uploads.c.workspace)
    with reading(store.engine) as connection:
        return connection.execute(query.where(workspaces.c.simulated == sa.false()).limit(1)).first() is not None
