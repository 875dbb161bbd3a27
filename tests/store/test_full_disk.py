"""A full disk: one clear sentence, an intact store, and on it goes once there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Store, StoreFullError, open_store
from tests.store.builders import TAIZHOU, row, upload

ROOT = Path(__file__).parents[2]
NOT_STORED = "磁盘空间不足，本次操作没有保存，原有数据不受影响。请清理磁盘后重试。"
pytest.importorskip("resource", reason="limits of processes are POSIX")


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A folder on a disk of a few megabytes: `.ci/run` mounts one and names it in DUIBIAO_SMALL_DISK."""
    named = os.environ.get("DUIBIAO_SMALL_DISK")
    if not named:
        if os.environ.get("REQUIRE_ALL_TESTS"):
            pytest.fail("DUIBIAO_SMALL_DISK names no small disk, and REQUIRE_ALL_TESTS is set")
        pytest.skip("NO SMALL DISK: DUIBIAO_SMALL_DISK is not set (`.ci/run` mounts a tmpfs of 4 MB)")
    assert shutil.disk_usage(named).total < 16 * 2**20, "that disk is too large to be filled in a test"
    folder = Path(named) / f"test-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def filled(folder: Path, how: str) -> list[str]:
    command = [sys.executable, "-m", "tests.store.full_disk", f"sqlite:///{folder / 'duibiao.db'}", how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    """RLIMIT_FSIZE, as a quota would: SQLite meets EFBIG in the middle of its journal."""
    assert filled(tmp_path, "limit") == [NOT_STORED, NOT_STORED]


def test_a_disk_without_room(small_disk: Path) -> None:
    """A real one: ENOSPC."""
    assert filled(small_disk, "disk") == [NOT_STORED, NOT_STORED]


def test_a_database_at_its_own_limit(sqlite_store: Store) -> None:
    store = sqlite_store
    store.accept(TAIZHOU, upload(row(value=412.0)))
    # Each connection of the pool: SQLite keeps this limit by connection
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreFullError, match=NOT_STORED):
        store.accept(TAIZHOU, upload(row(value=420.0), content=os.urandom(400_000)))
    assert store.current_values("321200")["value"].tolist() == [412.0]
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    store.accept(TAIZHOU, upload(row(value=420.0), content=os.urandom(400_000)))
    assert store.current_values("321200")["value"].tolist() == [420.0]


@pytest.mark.postgres
def test_postgresql_without_room(postgres_url: str, small_disk: Path) -> None:
    """The tables of one database on a small disk of their own (a tablespace), its journal elsewhere."""
    import psycopg

    space, name = small_disk / "space", f"small_{os.getpid()}"
    space.mkdir()
    if os.geteuid() == 0:
        shutil.chown(space, "postgres")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE {name} LOCATION '{space}'")  # type: ignore[arg-type]
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        # new tables of this database go there, its catalogue stays: an empty database has 7 MB
        connection.execute(f"ALTER DATABASE {name} SET default_tablespace = {name}")  # type: ignore[arg-type]
    store = open_store(f"{postgres_url.rpartition('/')[0]}/{name}")
    try:
        accepted = 0
        with pytest.raises(StoreFullError, match=NOT_STORED):
            for number in range(1, 100):
                store.accept(TAIZHOU, upload(row(value=float(number)), content=os.urandom(400_000)))
                accepted = number
        assert accepted > 0 and len(store.uploads("321200")) == accepted
        assert store.current_values("321200")["value"].tolist() == [float(accepted)]
    finally:
        store.close()
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]
            connection.execute(f"DROP TABLESPACE {name}")  # type: ignore[arg-type]
