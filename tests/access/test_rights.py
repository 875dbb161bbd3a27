"""Each act against each role, the sentence for whoever may not, and that nobody is forgotten."""

from __future__ import annotations

import getpass

import pytest

from access import COMMAND_LINE, NOBODY, Action, NotAllowedError, Role, Visitor, action_label, command_line, may, require
from access.actions import LEAST
from language import using

VIEWER = Visitor("刘主任", Role.VIEWER)
STAFF = Visitor("王老师", Role.STAFF)
ADMIN = Visitor("管理员", Role.ADMIN)
ONLY_ADMIN = {Action.PUBLISH, Action.REOPEN_ROUND, Action.MANAGE_USERS, Action.CHANGE_SETTINGS}


def test_every_act_has_a_least_role_and_words_in_both_languages() -> None:
    assert set(LEAST) == set(Action)
    assert Role.NOBODY not in LEAST.values() and Role.VIEWER not in LEAST.values()
    chinese = [action_label(action) for action in Action]
    with using("en"):
        english = [action_label(action) for action in Action]
    assert len(set(chinese)) == len(set(english)) == len(Action)
    assert all(text.isascii() for text in english)


@pytest.mark.parametrize("action", Action)
def test_nobody_and_viewers_may_none_of_it_and_admins_all(action: Action) -> None:
    assert not may(NOBODY, action) and not may(VIEWER, action)
    assert may(STAFF, action) is (action not in ONLY_ADMIN)
    assert may(ADMIN, action) and may(COMMAND_LINE, action)


def test_whoever_is_limited_to_a_district_may_none_of_it_whatever_the_role_says() -> None:
    limited = Visitor("兴化", Role.ADMIN, district="321281")
    assert not any(may(limited, action) for action in Action)


def test_the_refusal_says_who_may_in_one_sentence() -> None:
    with pytest.raises(NotAllowedError) as nobody:
        require(NOBODY, Action.WITHDRAW)
    assert str(nobody.value) == "请先用工作人员账号登录，再撤回报送。"
    with pytest.raises(NotAllowedError) as staff:
        require(STAFF, Action.PUBLISH)
    assert str(staff.value) == "账号“王老师”不能发布数据，这需要管理员的权限。"
    with using("en"), pytest.raises(NotAllowedError, match=r"^To withdraw an upload, sign in first with an account for staff\.$"):
        require(NOBODY, Action.WITHDRAW)
    require(STAFF, Action.WITHDRAW)


def test_the_command_line_acts_under_the_login_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "wang")
    assert command_line() == Visitor("wang", Role.ADMIN)

    def unknown() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert command_line() is COMMAND_LINE
