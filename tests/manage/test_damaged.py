"""`manage.py doctor` and the start on a database that is damaged: what is wrong, and what to do."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

import manage
from store import open_store
from tests.store.builders import TAIZHOU, row, upload


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with 60 × 20 figures, and its address in the environment."""
    path = tmp_path / "duibiao.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    # no sample city: seeding is another test's
    monkeypatch.setattr("intake.seeding.sample_files", lambda _folder: [])
    store = open_store()
    rows = [row(place=f"3212{n:02d}", period=f"{y}S") for n in range(60) for y in range(2000, 2020)]
    store.accept(TAIZHOU, upload(*rows, content=os.urandom(50_000)))
    store.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def damage(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    if how == "cut short":
        del content[len(content) // 2 :]
    elif how == "no database":
        content = bytearray(b"PK\x03\x04 a workbook by mistake" * 100)
    elif how == "pages overwritten":
        middle = len(content) // 2
        content[middle : middle + 8192] = b"\xff" * 8192
    elif how == "a header only":
        del content[100:]
    path.write_bytes(content)


@pytest.mark.parametrize("how", ["cut short", "no database", "pages overwritten", "a header only"])
def test_doctor_says_that_it_is_damaged_and_what_to_do(database: Path, how: str, capsys: pytest.CaptureFixture[str]) -> None:
    damage(database, how)
    before = database.read_bytes()
    assert manage.main(["doctor"]) == 2
    said = capsys.readouterr()
    assert said.err.strip() == (
        f"数据库 {database} 已损坏，未作改动。请停止程序，运行 python manage.py restore 备份文件（损坏的文件会改名保留）。"
    )
    assert database.read_bytes() == before


def test_doctor_finds_in_a_large_database_what_the_start_does_not_look_for(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the start only small files are read through; an index that disagrees with its table is no page out of order."""
    monkeypatch.setattr("store.opening.CHECKED_AT_OPEN_BYTES", 0)
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'upload_id', 'id') WHERE name = 'ix_observations_upload'")
    connection.commit()
    connection.close()
    assert manage.main(["doctor"]) == 2
    told = capsys.readouterr().out
    assert "✗ 数据库" in told and "ix_observations_upload" in told


def test_doctor_of_a_newer_database_asks_for_a_newer_program(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(database)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert manage.main(["doctor"]) == 2
    assert "9999 比本程序新，未作任何改动。请升级程序后再打开" in capsys.readouterr().err


def test_the_way_out_that_is_named_works(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Backup, damage, restore: the figures are back, and the damaged file still there under another name."""
    assert manage.main(["backup", str(tmp_path / "backup.db")]) == 0
    damage(database, "pages overwritten")
    assert manage.main(["restore", str(tmp_path / "backup.db")]) == 0
    assert "1 份文件，1200 个数" in capsys.readouterr().out
    assert len([path for path in tmp_path.iterdir() if ".damaged-" in path.name]) == 1
    assert manage.main(["doctor"]) in (0, 1)
    assert "✓ 数据库" in capsys.readouterr().out
