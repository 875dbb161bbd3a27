"""Signing in: passwords, waits, the first admin, managing accounts, and what a session stands for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import accounts
from access import COMMAND_LINE, NOBODY, NotAllowedError, Role, Visitor
from accounts import AccountError, SignInError
from accounts.passwords import hash_password, matches
from accounts.signing_in import account_delay, address_delay
from language import using
from store import Store, UnknownUserError, WrongCodeError, all_users, find_user
from store import sessions as store_sessions
from store.writes import now
from tests.people import PASSWORD, signed_in

HERE = {"address": "127.0.0.1", "browser": "Chromium"}


def try_to_sign_in(store: Store, name: str, password: str, address: str = "127.0.0.1") -> Visitor:
    return accounts.visitor_of(store, accounts.sign_in(store, name, password, address=address, browser="x").token)


def test_a_name_and_a_password_sign_in_and_the_token_is_nowhere_in_the_store(sqlite_store: Store) -> None:
    accounts.add_account(sqlite_store, COMMAND_LINE, " 王老师 ", Role.STAFF, PASSWORD)
    signed = accounts.sign_in(sqlite_store, "王老师", PASSWORD, **HERE)
    assert (signed.visitor.name, signed.visitor.role, signed.visitor.district) == ("王老师", Role.STAFF, "")
    assert accounts.visitor_of(sqlite_store, signed.token) == signed.visitor
    assert sqlite_store.path is not None
    sqlite_store.close()
    for file in sqlite_store.path.parent.glob("*.db*"):
        assert signed.token.encode() not in file.read_bytes() and PASSWORD.encode() not in file.read_bytes()
    assert accounts.visitor_of(sqlite_store, "") is NOBODY and accounts.visitor_of(sqlite_store, signed.token + "x") is NOBODY


@pytest.mark.parametrize("typed", ["wang", "WANG", " Ｗang "])
def test_spellings_of_one_name_are_one_account(sqlite_store: Store, typed: str) -> None:
    accounts.add_account(sqlite_store, COMMAND_LINE, "Wang", Role.VIEWER, PASSWORD)
    assert try_to_sign_in(sqlite_store, typed, PASSWORD).name == "Wang"


def test_a_wrong_password_an_unknown_name_and_a_disabled_account_get_the_same_words(sqlite_store: Store) -> None:
    signed_in(sqlite_store, "管", Role.ADMIN)
    signed_in(sqlite_store, "王老师")
    signed_in(sqlite_store, "李老师")
    accounts.disable(sqlite_store, COMMAND_LINE, "李老师")
    said = set()
    for name, password in (("王老师", "wrong password"), ("无此人", PASSWORD), ("李老师", PASSWORD), ("王老师", "")):
        with pytest.raises(SignInError) as refused:
            try_to_sign_in(sqlite_store, name, password)
        said.add(str(refused.value))
    assert said == {"账号或密码不对，或账号已停用。"}


def test_an_unknown_name_costs_a_look_at_a_password_too(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr("accounts.signing_in.matches", lambda kept, password: bool(looked.append(kept)))
    with pytest.raises(SignInError):
        try_to_sign_in(sqlite_store, "无此人", "x")
    assert looked == [""]
    assert not matches("", "no account has this password")


def test_the_wait_doubles_up_to_five_minutes_for_an_account_and_a_quarter_of_an_hour_for_an_address() -> None:
    assert [account_delay(n).seconds for n in range(1, 8)] == [0, 0, 1, 2, 4, 8, 16]
    assert account_delay(500) == timedelta(minutes=5)
    assert [address_delay(n).seconds for n in (1, 14, 15, 16, 17)] == [0, 0, 1, 2, 4]
    assert address_delay(99) == timedelta(minutes=15)


def test_after_three_failures_even_the_right_password_waits_and_then_clears_the_count(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(sqlite_store)
    clock = [now()]
    monkeypatch.setattr("accounts.signing_in.now", lambda: clock[0])
    for _try in range(3):
        with pytest.raises(SignInError, match="账号或密码不对"):
            try_to_sign_in(sqlite_store, "王老师", "wrong password", address=f"10.0.0.{_try}")
    with pytest.raises(SignInError, match="失败次数太多，请 1 秒后再试"):
        try_to_sign_in(sqlite_store, "王老师", PASSWORD, address="10.0.0.9")
    clock[0] += timedelta(seconds=1)
    assert try_to_sign_in(sqlite_store, "王老师", PASSWORD).name == "王老师"
    for _try in range(2):
        with pytest.raises(SignInError, match="账号或密码不对"):
            try_to_sign_in(sqlite_store, "王老师", "wrong password")


def test_one_address_trying_many_names_is_slowed_down_too(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accounts.signing_in.matches", lambda kept, password: False)
    for number in range(15):
        with pytest.raises(SignInError, match="账号或密码不对"):
            try_to_sign_in(sqlite_store, f"名{number}", "x")
    with pytest.raises(SignInError, match="失败次数太多"):
        try_to_sign_in(sqlite_store, "名99", "x")
    with pytest.raises(SignInError, match="账号或密码不对"):
        try_to_sign_in(sqlite_store, "名99", "x", address="10.0.0.1")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("短", "密码至少 10 个字符"),
        ("x" * 201, "密码不超过 200 个字符"),
        ("aaaaaaaaaaab", "太容易猜"),
        ("1234567890", "太容易猜"),
        ("QWERTYUIOP", "太容易猜"),
        ("wangxiaoming1", "和账号名称太像"),
    ],
)
def test_passwords_that_are_guessed_first_are_refused(password: str, words: str) -> None:
    with pytest.raises(AccountError, match=words):
        hash_password(password, "WangXiaoMing")
    with using("en"), pytest.raises(AccountError) as refused:
        hash_password(password, "WangXiaoMing")
    assert str(refused.value).isascii()


def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own() -> None:
    one, other = hash_password(PASSWORD, "甲"), hash_password(PASSWORD, "甲")
    assert one.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and one != other
    assert matches(one, PASSWORD) and not matches(one, PASSWORD + " ") and not matches("damaged", PASSWORD)


@pytest.mark.parametrize(
    ("name", "words"), [("  ", "请填写账号名称"), ("名" * 61, "不超过 60 个字"), ("王\u200b老师", "看不见的字符")]
)
def test_names_that_will_not_do(sqlite_store: Store, name: str, words: str) -> None:
    with pytest.raises(AccountError, match=words):
        accounts.add_account(sqlite_store, COMMAND_LINE, name, Role.STAFF, PASSWORD)
    assert all_users(sqlite_store) == []


def test_the_one_time_code_makes_the_first_admin_once(sqlite_store: Store) -> None:
    accounts.new_first_code(sqlite_store)
    code = accounts.new_first_code(sqlite_store)  # started again: the code before is good no more
    assert code is not None
    with pytest.raises(WrongCodeError):
        accounts.make_first_admin(sqlite_store, "AAAA-BBBB-CCCC", "管理员", PASSWORD, **HERE)
    with pytest.raises(AccountError, match="密码至少"):
        accounts.make_first_admin(sqlite_store, code, "管理员", "短", **HERE)
    signed = accounts.make_first_admin(sqlite_store, f" {code.lower().replace('-', ' ')} ", "管理员", PASSWORD, **HERE)
    assert accounts.visitor_of(sqlite_store, signed.token).role is Role.ADMIN
    with pytest.raises(WrongCodeError):
        accounts.make_first_admin(sqlite_store, code, "另一个", PASSWORD, **HERE)
    assert accounts.new_first_code(sqlite_store) is None and [user.name for user in all_users(sqlite_store)] == ["管理员"]


def test_guessing_the_one_time_code_is_slowed_down(sqlite_store: Store) -> None:
    code = accounts.new_first_code(sqlite_store)
    assert code is not None
    for _try in range(3):
        with pytest.raises(WrongCodeError):
            accounts.make_first_admin(sqlite_store, "AAAA", "管理员", PASSWORD, **HERE)
    with pytest.raises(SignInError, match="失败次数太多"):
        accounts.make_first_admin(sqlite_store, code, "管理员", PASSWORD, **HERE)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(sqlite_store: Store) -> None:
    here, there = signed_in(sqlite_store), signed_in(sqlite_store)
    with pytest.raises(AccountError, match="原密码不对"):
        accounts.change_own_password(sqlite_store, here.visitor, "wrong", "a new one 2026", address="127.0.0.1")
    accounts.change_own_password(sqlite_store, here.visitor, PASSWORD, "a new one 2026", address="127.0.0.1")
    assert accounts.visitor_of(sqlite_store, here.token) == here.visitor
    assert accounts.visitor_of(sqlite_store, there.token) is NOBODY
    assert try_to_sign_in(sqlite_store, "王老师", "a new one 2026").name == "王老师"


def test_signing_out_here_and_everywhere(sqlite_store: Store) -> None:
    here, there, other = signed_in(sqlite_store), signed_in(sqlite_store), signed_in(sqlite_store, "李老师")
    assert len(accounts.own_sessions(sqlite_store, here.visitor)) == 2
    accounts.sign_out(sqlite_store, here.visitor)
    assert accounts.visitor_of(sqlite_store, here.token) is NOBODY
    assert accounts.sign_out_everywhere(sqlite_store, there.visitor) == 1
    assert accounts.visitor_of(sqlite_store, there.token) is NOBODY
    with pytest.raises(NotAllowedError):
        accounts.sign_out_everywhere(sqlite_store, signed_in(sqlite_store).visitor, "李老师")
    assert accounts.visitor_of(sqlite_store, other.token).name == "李老师"
    assert accounts.sign_out_everywhere(sqlite_store, COMMAND_LINE, "李老师") == 1
    with pytest.raises(UnknownUserError):
        accounts.sign_out_everywhere(sqlite_store, COMMAND_LINE, "无此人")


def test_a_session_idles_out_and_ends_after_a_week_whatever_happens(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = signed_in(sqlite_store)
    start = now()
    clock = [start]
    monkeypatch.setattr("accounts.signing_in.now", lambda: clock[0])
    for hour in range(0, 167, 7):
        clock[0] = start + timedelta(hours=hour)
        assert accounts.visitor_of(sqlite_store, signed.token).name == "王老师"
    clock[0] = start + timedelta(days=7, seconds=1)
    assert accounts.visitor_of(sqlite_store, signed.token) is NOBODY
    again = signed_in(sqlite_store)
    clock[0] += timedelta(hours=8, minutes=1)
    assert accounts.visitor_of(sqlite_store, again.token) is NOBODY


def test_a_look_at_a_session_is_no_write_more_often_than_once_a_minute(sqlite_store: Store) -> None:
    signed = signed_in(sqlite_store)
    written: list[Any] = []
    original = store_sessions.writing
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_sessions, "writing", lambda engine: written.append(engine) or original(engine))
        for _look in range(5):
            accounts.visitor_of(sqlite_store, signed.token)
    assert written == []


def test_another_role_or_an_admins_new_password_sign_out(sqlite_store: Store) -> None:
    signed_in(sqlite_store, "管", Role.ADMIN)
    for change in (
        lambda: accounts.change_role(sqlite_store, COMMAND_LINE, "王老师", Role.VIEWER, "321281"),
        lambda: accounts.change_password(sqlite_store, COMMAND_LINE, "王老师", "a new one 2026"),
        lambda: accounts.disable(sqlite_store, COMMAND_LINE, "王老师"),
    ):
        signed = signed_in(sqlite_store)
        change()
        assert accounts.visitor_of(sqlite_store, signed.token) is NOBODY
    accounts.enable(sqlite_store, COMMAND_LINE, "王老师")
    found = try_to_sign_in(sqlite_store, "王老师", "a new one 2026")
    assert (found.role, found.district) == (Role.VIEWER, "321281")


def test_only_a_viewer_is_limited_to_a_district_that_exists(sqlite_store: Store) -> None:
    for role, district, words in (
        (Role.STAFF, "321281", "只有查看人员"),
        (Role.VIEWER, "999999", "没有代码为 999999"),
        (Role.NOBODY, "", "角色"),
    ):
        with pytest.raises(AccountError, match=words):
            accounts.add_account(sqlite_store, COMMAND_LINE, "甲", role, PASSWORD, district)


@pytest.mark.parametrize("role", [Role.NOBODY, Role.VIEWER, Role.STAFF])
def test_accounts_and_settings_are_for_admins(sqlite_store: Store, role: Role) -> None:
    signed_in(sqlite_store, "王老师")
    visitor = Visitor("谁", role)
    for attempt in (
        lambda: accounts.add_account(sqlite_store, visitor, "甲", Role.STAFF, PASSWORD),
        lambda: accounts.change_role(sqlite_store, visitor, "王老师", Role.ADMIN),
        lambda: accounts.change_password(sqlite_store, visitor, "王老师", "a new one 2026"),
        lambda: accounts.disable(sqlite_store, visitor, "王老师"),
        lambda: accounts.enable(sqlite_store, visitor, "王老师"),
        lambda: accounts.sign_out_everywhere(sqlite_store, visitor, "王老师"),
        lambda: accounts.set_viewing(sqlite_store, visitor, True),
    ):
        with pytest.raises(NotAllowedError):
            attempt()
    user = find_user(sqlite_store, "王老师")
    assert user is not None and user.role == "staff" and not user.disabled
    assert [found.name for found in all_users(sqlite_store)] == ["王老师"]
    assert not accounts.viewing_needs_sign_in(sqlite_store)


def test_viewing_is_open_until_an_admin_closes_it(sqlite_store: Store) -> None:
    assert not accounts.viewing_needs_sign_in(sqlite_store)
    accounts.set_viewing(sqlite_store, COMMAND_LINE, True)
    assert accounts.viewing_needs_sign_in(sqlite_store)
    accounts.set_viewing(sqlite_store, COMMAND_LINE, False)
    assert not accounts.viewing_needs_sign_in(sqlite_store)
