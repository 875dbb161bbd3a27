"""manage.py user: accounts from the command line, each refusal one sentence and nothing changed."""

from __future__ import annotations

import io
from contextlib import closing

import pytest

import accounts
import manage
from access import Role
from intake import seeding
from store import Store, all_users, find_user, open_store
from tests.people import PASSWORD, signed_in


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty database: accounts need no sample city."""
    url = f"sqlite:///{tmp_path_factory.mktemp('users') / 'users.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr(seeding, "sample_files", lambda _folder: [])
    monkeypatch.setattr("getpass.getuser", lambda: "wang")
    return url


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return manage.main(["user", *arguments])


def opened(url: str) -> Store:
    return open_store(url)


def test_the_whole_life_of_an_account(monkeypatch: pytest.MonkeyPatch, store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "list") == 0 and capsys.readouterr().out == "还没有账号。\n"
    assert run(monkeypatch, "add", "李主任", "--role", "admin", "--password-stdin", typed=PASSWORD + "\n") == 0
    assert run(monkeypatch, "add", "刘科长", "--role", "viewer", "--district", "321281", "--password-stdin", typed=PASSWORD) == 0
    assert run(monkeypatch, "disable", "刘科长") == 0
    assert run(monkeypatch, "list") == 0
    said = capsys.readouterr().out
    assert said.endswith("李主任　管理员\n刘科长　查看人员，321281，不能登录\n") and "已建立账号“李主任”。" in said
    assert run(monkeypatch, "enable", "刘科长") == 0 and run(monkeypatch, "role", "刘科长", "staff") == 0
    with closing(opened(store)) as found:
        assert [(user.name, user.role, user.district, user.created_by) for user in all_users(found)] == [
            ("李主任", "admin", "", "wang"),
            ("刘科长", "staff", "", "wang"),
        ]
        signed = accounts.sign_in(found, "李主任", PASSWORD, address="", browser="")
        assert run(monkeypatch, "sign-out", "李主任") == 0
        assert not accounts.visitor_of(found, signed.token).signed_in
        assert run(monkeypatch, "password", "刘科长", "--password-stdin", typed="another one 2026\n") == 0
        assert accounts.sign_in(found, "刘科长", "another one 2026", address="", browser="").visitor.role is Role.STAFF


def test_the_password_is_typed_twice_and_unseen(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    typed = iter([PASSWORD, "something else", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert run(monkeypatch, "add", "王老师") == 64
    assert run(monkeypatch, "add", "王老师") == 0
    with closing(opened(store)) as found:
        assert [user.role for user in all_users(found)] == ["staff"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "李主任", "--password-stdin"), "已有名为“李主任”的账号，没有新建。"),
        (("add", "新人", "--password-stdin", "--district", "321281"), "只有查看人员可以限定在一个区县。"),
        (("role", "李主任", "viewer"), "“李主任”是唯一的管理员，没有改动。请先给另一个账号管理员权限。"),
        (("disable", "李主任"), "“李主任”是唯一的管理员，没有改动。请先给另一个账号管理员权限。"),
        (("password", "无此人", "--password-stdin"), "没有名为“无此人”的账号。"),
        (("sign-out", "无此人"), "没有名为“无此人”的账号。"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, store: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    with closing(opened(store)) as found:
        signed_in(found, "李主任", Role.ADMIN)
        before = find_user(found, "李主任")
        assert run(monkeypatch, *arguments, typed=PASSWORD + "\n") == 64
        assert capsys.readouterr().err == words + "\n"
        assert all_users(found) == [before]


def test_looking_can_be_closed_and_opened(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    for who, closed in (("signed-in", True), ("open", False)):
        assert run(monkeypatch, "viewing", who) == 0
        with closing(opened(store)) as found:
            assert accounts.viewing_needs_sign_in(found) is closed
