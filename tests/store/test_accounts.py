"""Accounts, sessions and attempts, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store import (
    LastAdminError,
    Store,
    UnknownUserError,
    User,
    UserExistsError,
    WrongCodeError,
    add_user,
    all_users,
    back_up,
    begin_attempt,
    change_user,
    end_session,
    end_sessions,
    find_user,
    first_code_ends,
    forgive_attempt,
    open_session,
    restore,
    session_of,
    sessions_of,
    set_first_code,
)
from store.writes import now

NOON = datetime(2026, 9, 1, 12)
IDLE = timedelta(hours=8)


def user(name: str = "王老师", role: str = "staff") -> User:
    return User(name, name, role, "", "$argon2id$…", False, NOON, "管理员")


def opened(store: Store, account: str, token: str, at: datetime = NOON, days: int = 7) -> int:
    return open_session(store, account, token * 32, at, at + timedelta(days=days), "127.0.0.1", "Chromium")


def test_an_account_is_made_once_and_its_making_is_written_down(store: Store) -> None:
    add_user(store, user())
    with pytest.raises(UserExistsError, match="已有名为“王老师”的账号"):
        add_user(store, user(role="admin"))
    assert [(found.name, found.role) for found in all_users(store)] == [("王老师", "staff")]
    logged = store.audit_log().iloc[0]
    assert (logged["author"], logged["action"]) == ("管理员", "user-added")
    assert logged["detail"] == {"account": "王老师", "role": "staff"}


def test_the_last_admin_stays(store: Store) -> None:
    add_user(store, user("甲", "admin"))
    add_user(store, user("乙", "admin"))
    change_user(store, "乙", "甲", disabled=True)
    for change in ({"disabled": True}, {"role": "staff"}):
        with pytest.raises(LastAdminError, match="“甲”是唯一的管理员，没有改动"):
            change_user(store, "甲", "甲", **change)
    change_user(store, "乙", "甲", disabled=False)
    assert change_user(store, "甲", "乙", role="viewer").role == "viewer"
    with pytest.raises(UnknownUserError, match="没有名为“丙”的账号"):
        change_user(store, "丙", "甲", role="viewer")


def test_a_session_holds_until_it_ends_or_idles_or_the_account_is_disabled(store: Store) -> None:
    add_user(store, user())
    number = opened(store, "王老师", "ab")
    found = session_of(store, "ab" * 32, NOON + timedelta(hours=7), IDLE)
    assert found is not None and (found[0].id, found[1].name) == (number, "王老师")
    assert session_of(store, "ab" * 32, NOON + timedelta(hours=14), IDLE) is not None  # seen at 19:00
    assert session_of(store, "ab" * 32, NOON + timedelta(hours=23), IDLE) is None
    assert session_of(store, "cd" * 32, NOON, IDLE) is None
    opened(store, "王老师", "ef", days=1)
    for hour in range(24):
        assert session_of(store, "ef" * 32, NOON + timedelta(hours=hour), IDLE) is not None
    assert session_of(store, "ef" * 32, NOON + timedelta(days=1), IDLE) is None
    opened(store, "王老师", "12")
    change_user(store, "王老师", "管理员", disabled=True)
    assert session_of(store, "12" * 32, NOON, IDLE) is None


def test_sessions_can_be_ended_one_by_one_all_and_all_but_one(store: Store) -> None:
    add_user(store, user())
    first, second = opened(store, "王老师", "ab"), opened(store, "王老师", "cd")
    end_session(store, first, "王老师")
    assert [session.id for session in sessions_of(store, "王老师", NOON, IDLE)] == [second]
    third = opened(store, "王老师", "ef")
    change_user(store, "王老师", "王老师", keep=third, password_hash="$new")
    assert [session.id for session in sessions_of(store, "王老师", NOON, IDLE)] == [third]
    assert end_sessions(store, "王老师", "管理员") == 1
    assert session_of(store, "ef" * 32, NOON, IDLE) is None
    assert "$new" not in str(store.audit_log()["detail"].tolist())


def test_the_one_time_code_makes_one_account_and_no_second(store: Store) -> None:
    at = now()
    assert set_first_code(store, "aa", at + timedelta(hours=1)) and set_first_code(store, "bb", at + timedelta(hours=1))
    assert first_code_ends(store) == at + timedelta(hours=1)
    late = User("甲", "甲", "admin", "", "h", False, at + timedelta(hours=2), "甲")
    for wrong, code in ((user("甲", "admin"), "aa"), (late, "bb")):
        with pytest.raises(WrongCodeError, match="一次性口令不对或已过期"):
            add_user(store, wrong, first_code=code)
    done: list[str] = []

    def make(name: str) -> None:
        try:
            add_user(store, user(name, "admin"), first_code="bb")
            done.append(name)
        except WrongCodeError:
            pass

    threads = [threading.Thread(target=make, args=(f"甲{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found.name for found in all_users(store)] == done and len(done) == 1
    assert first_code_ends(store) is None and not set_first_code(store, "cc", at + timedelta(hours=1))


def test_failures_are_counted_before_the_password_is_looked_at(store: Store) -> None:
    delays = {"account:甲": lambda n: timedelta(seconds=2**n), "address:1": lambda n: timedelta(0)}
    assert begin_attempt(store, delays, NOON) == timedelta(0)
    assert begin_attempt(store, delays, NOON + timedelta(seconds=1)) == timedelta(seconds=1)
    assert begin_attempt(store, delays, NOON + timedelta(seconds=2)) == timedelta(0)
    assert begin_attempt(store, delays, NOON + timedelta(seconds=3)) == timedelta(seconds=3)
    other = {"account:乙": delays["account:甲"], "address:1": delays["address:1"]}
    assert begin_attempt(store, other, NOON + timedelta(seconds=3)) == timedelta(0)
    forgive_attempt(store, "account:甲", "address:1")
    assert begin_attempt(store, delays, NOON + timedelta(seconds=3)) == timedelta(0)
    # A day without a try, and nothing is held against anybody
    assert begin_attempt(store, delays, NOON + timedelta(days=2)) == timedelta(0)
    assert begin_attempt(store, delays, NOON + timedelta(days=2, seconds=1)) == timedelta(seconds=1)


def test_many_tries_at_once_are_no_way_around_the_wait(store: Store) -> None:
    waits: list[timedelta] = []
    delays = {"account:甲": lambda n: timedelta(minutes=1), "address:1": lambda n: timedelta(0)}
    threads = [threading.Thread(target=lambda: waits.append(begin_attempt(store, delays, NOON))) for _try in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [timedelta(0)] + [timedelta(minutes=1)] * 7


def test_a_restored_backup_brings_accounts_but_signs_nobody_in(store: Store, store_url: str, tmp_path: Path) -> None:
    add_user(store, user())
    opened(store, "王老师", "ab")
    back_up(store, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", store_url, replace=True)
    found = find_user(store, "王老师")
    assert found is not None and found.password_hash == "$argon2id$…"
    assert session_of(store, "ab" * 32, NOON, IDLE) is None
