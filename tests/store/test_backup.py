"""Everything into one file and back, also from one kind of database to the other, also while the program runs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from store import BackupRefusedError, Explanation, Store, back_up, check_file, health, open_store, restore
from tests.store.builders import SAMPLE, TAIZHOU, row, upload


def filled(store: Store) -> Store:
    store.accept(SAMPLE, upload(row(value=1.0), content=b"sample"))
    said = (Explanation("jump", "Sheet1", "B3", "新建"),)
    store.accept(TAIZHOU, upload(row(value=400.0), row(period="2022S", value=None), content=bytes(range(256)), explanations=said))
    second = store.accept(TAIZHOU, upload(row(value=412.0), answers={"place:海陵": "321202"}, family="f"))
    third = store.accept(TAIZHOU, upload(row(value=430.0)))
    store.withdraw(third, "填错了", "李主任")
    store.remember_layout("321200", "f", "a: 1", "王老师")
    store.set_setting("peers", ["海陵区"], "321200")
    assert second == 3
    return store


def assert_alike(one: Store, other: Store) -> None:
    for workspace in ("321200", "321200-sample"):
        pd.testing.assert_frame_equal(one.current_values(workspace), other.current_values(workspace))
        before, after = one.uploads(workspace), other.uploads(workspace)
        assert [u.id for u in before] == [u.id for u in after]
        for mine, theirs in zip(before, after, strict=True):
            assert mine == theirs
            assert one.upload_file(mine.id) == other.upload_file(mine.id)
            assert one.explanations(mine.id) == other.explanations(mine.id)
            pd.testing.assert_frame_equal(one.upload_values(mine.id), other.upload_values(mine.id))
    assert one.answers("321200", "f") == other.answers("321200", "f")
    assert one.layouts("321200") == other.layouts("321200")
    assert one.setting("peers", "321200") == other.setting("peers", "321200")
    pd.testing.assert_frame_equal(one.audit_log(), other.audit_log())


def test_a_backup_restores_everything_into_a_fresh_folder(store: Store, tmp_path: Path) -> None:
    filled(store)
    size = back_up(store, tmp_path / "out" / "backup.db")
    assert size == (tmp_path / "out" / "backup.db").stat().st_size > 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["backup.db"]
    fresh = restore(tmp_path / "out" / "backup.db", f"sqlite:///{tmp_path / 'fresh' / 'duibiao.db'}")
    assert_alike(store, fresh)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["backup.db"]


@pytest.mark.postgres
def test_a_backup_moves_to_postgresql_and_goes_on_there(
    sqlite_store: Store, new_postgres_database: Callable[[], str], tmp_path: Path
) -> None:
    filled(sqlite_store)
    back_up(sqlite_store, tmp_path / "backup.db")
    moved = restore(tmp_path / "backup.db", new_postgres_database())
    assert_alike(sqlite_store, moved)
    number = moved.accept(TAIZHOU, upload(row(value=500.0)))
    assert number == max(upload.id for upload in sqlite_store.uploads("321200")) + 1
    assert moved.current_values("321200")["value"].tolist()[-1] == 500.0
    moved.close()


def test_a_backup_is_made_while_others_write(store: Store, store_url: str, tmp_path: Path) -> None:
    filled(store)

    def write(_thread: int) -> None:
        own = open_store(store_url)
        for number in range(8):
            own.accept(TAIZHOU, upload(row(value=float(number)), content=f"{_thread} {number}".encode()))
        own.close()

    with ThreadPoolExecutor(3) as pool:
        writing = [pool.submit(write, thread) for thread in range(2)]
        for number in range(3):
            pool.submit(back_up, store, tmp_path / f"{number}.db").result()
        for job in writing:
            job.result()
    for number in range(3):
        copy = open_store(f"sqlite:///{tmp_path / f'{number}.db'}")
        uploads = copy.uploads("321200")
        assert len(copy.current_values("321200")) == 2
        # revision: each upload, one withdrawal and one setting; a copy between two writes would not agree with itself
        assert copy.revision("321200") == len(uploads) + 2
        copy.close()


def test_nothing_is_overwritten(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.db").write_text("something of mine")
    with pytest.raises(BackupRefusedError, match="已存在，没有覆盖"):
        back_up(store, tmp_path / "mine.db")
    assert (tmp_path / "mine.db").read_text() == "something of mine"


def test_a_store_with_real_uploads_is_replaced_only_when_said(store: Store, store_url: str, tmp_path: Path) -> None:
    filled(store)
    back_up(store, tmp_path / "backup.db")
    later = store.accept(TAIZHOU, upload(row(value=999.0)))
    revision = store.revision("321200")
    with pytest.raises(BackupRefusedError, match="没有恢复。确要替换请加 --replace"):
        restore(tmp_path / "backup.db", store_url)
    assert store.current_values("321200")["upload_id"].tolist()[-1] == later
    restore(tmp_path / "backup.db", store_url, replace=True).close()
    assert store.current_values("321200")["value"].tolist()[-1] == 412.0
    assert store.revision("321200") > revision


def test_a_broken_backup_is_refused_and_the_store_stays(store: Store, store_url: str, tmp_path: Path) -> None:
    filled(store)
    back_up(store, tmp_path / "backup.db")
    content = (tmp_path / "backup.db").read_bytes()
    (tmp_path / "backup.db").write_bytes(content[: len(content) // 2])
    with pytest.raises(BackupRefusedError, match="不完整"):
        restore(tmp_path / "backup.db", store_url, replace=True)
    with pytest.raises(BackupRefusedError, match="找不到备份文件"):
        restore(tmp_path / "nowhere.db", store_url, replace=True)
    assert store.current_values("321200")["value"].tolist()[-1] == 412.0


def test_restoring_over_a_damaged_database_keeps_it_under_another_name(sqlite_store: Store, tmp_path: Path) -> None:
    filled(sqlite_store)
    back_up(sqlite_store, tmp_path / "backup.db")
    broken = tmp_path / "broken" / "duibiao.db"
    broken.parent.mkdir()
    broken.write_bytes(b"damaged beyond recognition" * 50)
    restored = restore(tmp_path / "backup.db", f"sqlite:///{broken}")
    assert_alike(sqlite_store, restored)
    (aside,) = [path for path in broken.parent.iterdir() if ".damaged-" in path.name]
    assert aside.read_bytes() == b"damaged beyond recognition" * 50


def test_health_counts_and_finds_no_fault(store: Store) -> None:
    found = health(filled(store))
    assert (found.workspaces, found.uploads, found.values, found.in_force) == (2, 4, 5, 3)
    assert found.faults == ()
    assert found.free > 0


def test_a_check_names_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"nothing of ours")
    assert check_file(tmp_path / "x.db") == ["file is not a database"]
