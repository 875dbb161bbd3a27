"""Opening: a new database, an old one, a damaged one, one from the future, and many processes at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from store import Store, StoreDamagedError, StoreNewerError, StoreUnavailableError, open_store
from store.engine import engine_url, reading, writing
from store.opening import MIGRATIONS
from store.schema import SCHEMA_VERSION, metadata
from tests.store.builders import TAIZHOU, row, upload


def test_the_migrations_make_what_the_tables_say(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_partial_indexes_are_those_of_the_tables(store: Store) -> None:
    """Alembic does not compare the WHERE of an index; without it two values of a key could be in force."""
    store.accept(TAIZHOU, upload(row()))
    inspector = sa.inspect(store.engine)
    found = {index["name"]: index for index in inspector.get_indexes("observations")}
    where = found["uq_observations_in_force"]["dialect_options"]
    assert "in_force" in str(where.get("sqlite_where", where.get("postgresql_where")))
    with pytest.raises(sa.exc.IntegrityError), writing(store.engine) as connection:
        columns = [c for c in metadata.tables["observations"].c if c.name not in ("id", "upload_id")]
        table = metadata.tables["observations"]
        double = sa.select(sa.literal(1).label("upload_id"), *columns)
        connection.execute(sa.insert(table).from_select(["upload_id", *columns], double))


def test_the_version_in_the_code_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == SCHEMA_VERSION


def test_opening_again_changes_nothing_and_is_fast(store: Store, store_url: str) -> None:
    store.accept(TAIZHOU, upload(row(value=412.0)))
    best = min(_seconds_to_open(store_url) for _attempt in range(5))
    assert best < 0.1
    assert open_store(store_url).current_values("321200")["value"].tolist() == [412.0]


def _seconds_to_open(url: str) -> float:
    start = time.perf_counter()
    open_store(url).close()
    return time.perf_counter() - start


def test_many_processes_open_a_new_database_at_once(store_url: str) -> None:
    code = "import sys; from store import open_store; s = open_store(sys.argv[1]); print(s.revision('321200'))"
    started = [
        subprocess.Popen([sys.executable, "-c", code, store_url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _number in range(4)
    ]
    for process in started:
        out, error = process.communicate(timeout=60)
        assert (out.strip(), process.returncode) == ("0", 0), error


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "duibiao.db"
    path.write_bytes(b"PK\x03\x04 a workbook by mistake" * 100)
    with pytest.raises(StoreDamagedError, match=r"已损坏，未作改动。请停止程序，运行 python manage.py restore"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == b"PK\x03\x04 a workbook by mistake" * 100
    assert [p.name for p in tmp_path.iterdir()] == ["duibiao.db"]


@pytest.mark.parametrize("damage", ["cut", "overwritten"])
def test_damage_inside_is_found_at_open(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "duibiao.db"
    store = open_store(f"sqlite:///{path}")
    store.accept(TAIZHOU, upload(*(row(place=f"3212{n:02d}", period=f"{y}S") for n in range(60) for y in range(2000, 2020))))
    with store.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    store.close()
    content = bytearray(path.read_bytes())
    if damage == "cut":
        del content[len(content) // 2 :]
    else:
        middle = len(content) // 2
        content[middle : middle + 8192] = b"\xff" * 8192
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError, match="已损坏"):
        open_store(f"sqlite:///{path}")


def test_damage_in_a_large_file_is_told_by_the_query_that_meets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files above the limit are not read through at open; `manage.py doctor` does that."""
    monkeypatch.setattr("store.opening.CHECKED_AT_OPEN_BYTES", 0)
    path = tmp_path / "duibiao.db"
    store = open_store(f"sqlite:///{path}")
    store.accept(TAIZHOU, upload(*(row(place=f"3212{n:02d}", period=f"{y}S") for n in range(60) for y in range(2000, 2020))))
    store.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(path.read_bytes())
    content[40_000:] = b"\xff" * (len(content) - 40_000)
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError, match="已损坏"):
        open_store(f"sqlite:///{path}").current_values("321200")


def test_a_database_of_a_newer_program_is_left_alone(store: Store, store_url: str) -> None:
    with writing(store.engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreNewerError, match="9999 比本程序新"):
        open_store(store_url)
    with reading(store.engine) as connection:
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises((StoreUnavailableError, FileExistsError, NotADirectoryError)):
        open_store(f"sqlite:///{blocked}/duibiao.db")


def test_a_server_that_is_not_there_is_told() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreUnavailableError, match="无法使用数据库"):
        open_store("postgresql://nobody:secret@127.0.0.1:9/none")


def test_the_password_is_never_shown() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreUnavailableError) as caught:
        open_store("postgresql://nobody:secret@127.0.0.1:9/none")
    assert "secret" not in str(caught.value)


def test_postgresql_means_psycopg_and_nothing_else_is_taken(tmp_path: Path) -> None:
    assert engine_url("postgresql://a@h/b", tmp_path).drivername == "postgresql+psycopg"
    assert engine_url("postgres://a@h/b", tmp_path).drivername == "postgresql+psycopg"
    assert engine_url(None, tmp_path / "x.db").render_as_string() == f"sqlite:///{tmp_path / 'x.db'}"
    with pytest.raises(StoreUnavailableError, match="mysql"):
        engine_url("mysql://h/b", tmp_path)


def test_without_a_url_the_environment_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert open_store().path == tmp_path / "var" / "duibiao.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    assert open_store().path == tmp_path / "other.db"


def test_readers_are_not_held_up_by_a_writer(sqlite_store: Store) -> None:
    sqlite_store.accept(TAIZHOU, upload(row(value=412.0)))
    with writing(sqlite_store.engine) as connection:
        connection.execute(sa.text("UPDATE observations SET value = 0"))
        assert sqlite_store.current_values("321200")["value"].tolist() == [412.0]


def test_what_is_accepted_survives_a_power_cut(sqlite_store: Store) -> None:
    with sqlite_store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        assert driver.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert driver.execute("PRAGMA synchronous").fetchone() == (2,)
