"""The log: one place, bounded, and nothing in it that belongs to a person or a workbook."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

import intake
from access import Role, Visitor
from intake import logbook
from store import Store, log_folder
from tests.intake.sheets import classes_book

STAFF = Visitor("王老师", Role.STAFF)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = logbook.open_log(tmp_path / "log")
    assert path is not None
    yield path
    for handler in list(logging.getLogger("duibiao").handlers):
        logging.getLogger("duibiao").removeHandler(handler)
        handler.close()


def test_reading_storing_and_withdrawing_leave_a_line_each(log: Path, sqlite_store: Store) -> None:
    data = classes_book([412, 201, 388, 640, 344, 700])
    found = intake.preview(sqlite_store, data, "王小明 班级.xlsx", "321200")
    accepted = intake.accept(sqlite_store, found, STAFF)
    intake.withdraw(sqlite_store, accepted.upload_id, "填错了", STAFF)
    intake.preview(sqlite_store, b"%PDF-1.7", "通知.xlsx", "321200")
    told = [line.split(" ", 1)[1] for line in log.read_text(encoding="utf-8").splitlines()]
    sha = found.reading.sha256[:12]
    assert told[0].startswith(f"INFO file {sha}, {len(data)} bytes, xlsx, ") and told[0].endswith(": 6 values")
    assert told[1] == f"INFO upload {accepted.upload_id} stored, file {sha}: 6 observations, 6 new, 0 changed, 0 same, 0 removed"
    assert told[2] == f"INFO upload {accepted.upload_id} withdrawn"
    assert told[3].startswith("WARNING file ") and told[3].endswith(": refused: not-a-workbook")
    assert len(told) == 4


def test_no_person_file_or_figure_is_named(log: Path, sqlite_store: Store) -> None:
    found = intake.preview(sqlite_store, classes_book([412, 201, 388, 640, 344, 701]), "王小明 班级.xlsx", "321200")
    intake.accept(sqlite_store, found, STAFF)
    written = log.read_text(encoding="utf-8")
    assert not any(word in written for word in ("王小明", "王老师", "海陵", "班级", "701"))


def test_of_an_exception_stands_where_it_happened_and_not_its_words(log: Path) -> None:
    try:
        int("王小明的身份证号")
    except ValueError:
        logbook.failed("a page broke")
    written = log.read_text(encoding="utf-8")
    assert "ERROR a page broke" in written and "ValueError" in written and "test_logbook.py:" in written
    assert "王小明" not in written and "int(" not in written


def test_the_log_is_bounded(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (handler,) = [handler for handler in logging.getLogger("duibiao").handlers if hasattr(handler, "maxBytes")]
    assert (handler.maxBytes, handler.backupCount) == (2_000_000, 5)
    monkeypatch.setattr(handler, "maxBytes", 2_000)
    for number in range(500):
        logbook.withdrawn(number)
    files = sorted(path.name for path in log.parent.iterdir())
    assert files == ["duibiao.log", *(f"duibiao.log.{n}" for n in range(1, 6))]
    assert all(path.stat().st_size <= 2_000 for path in log.parent.iterdir())
    assert "upload 499 withdrawn" in log.read_text(encoding="utf-8")


def test_opening_twice_writes_once_and_another_folder_takes_over(log: Path, tmp_path: Path) -> None:
    assert logbook.open_log(log.parent) == log
    logbook.withdrawn(1)
    assert log.read_text(encoding="utf-8").count("upload 1 withdrawn") == 1
    other = logbook.open_log(tmp_path / "other")
    logbook.withdrawn(2)
    assert other is not None and "upload 2" in other.read_text(encoding="utf-8")
    assert "upload 2" not in log.read_text(encoding="utf-8")


def test_where_it_cannot_be_written_nothing_stops(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert logbook.open_log(tmp_path / "file" / "log") is None
    logbook.withdrawn(1)


def test_a_file_that_meets_a_fault_of_ours_is_refused_and_logged(
    log: Path, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("海陵区 412")

    monkeypatch.setattr("loaders.reading.read_workbook", broken)
    found = intake.preview(sqlite_store, classes_book([412, 201, 388, 640, 344, 700]), "班级.xlsx", "321200")
    assert not found.can_accept and [issue.kind for issue in found.blocking] == ["unreadable-file"]
    written = log.read_text(encoding="utf-8")
    assert "could not be understood" in written and "RuntimeError" in written and "海陵区" not in written


def test_the_log_lies_beside_the_database(tmp_path: Path) -> None:
    assert log_folder(f"sqlite:///{tmp_path}/x/duibiao.db") == tmp_path / "x" / "log"
    assert log_folder("postgresql://a@b/c") == tmp_path / "var" / "log"
