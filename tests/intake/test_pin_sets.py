"""Sharing pins: staff may, others get one sentence, and an empty or nameless set is not kept."""

from __future__ import annotations

import pytest

from access import NOBODY, NotAllowedError, Role, Visitor
from intake.pin_sets import PinSetRefusedError, share_pins, withdraw_pins
from store import Store, Workspace, all_pin_sets

CITY = Workspace("321200", "321200", "泰州市", False)
STAFF, VIEWER = Visitor("王老师", Role.STAFF), Visitor("局长", Role.VIEWER)
PINS = {"pins": [{"page": "gaps", "query": {}}]}


def test_staff_share_under_their_name_and_blanks_of_a_name_are_folded(sqlite_store: Store) -> None:
    found = share_pins(sqlite_store, CITY, "  三季度   调度会 ", PINS, STAFF)
    assert (found.name, found.author, found.version) == ("三季度 调度会", "王老师", 1)
    assert share_pins(sqlite_store, CITY, "三季度 调度会", PINS, STAFF, after=1).version == 2
    withdraw_pins(sqlite_store, CITY, "三季度 调度会", STAFF)
    assert all_pin_sets(sqlite_store, CITY.id) == []


@pytest.mark.parametrize("visitor", [NOBODY, VIEWER])
def test_others_may_not(sqlite_store: Store, visitor: Visitor) -> None:
    with pytest.raises(NotAllowedError):
        share_pins(sqlite_store, CITY, "会", PINS, visitor)
    share_pins(sqlite_store, CITY, "会", PINS, STAFF)
    with pytest.raises(NotAllowedError):
        withdraw_pins(sqlite_store, CITY, "会", visitor)
    assert [one.name for one in all_pin_sets(sqlite_store, CITY.id)] == ["会"]


@pytest.mark.parametrize(("name", "content", "said"), [
    (" ", PINS, "起个名称"), ("会" * 41, PINS, "不超过 40 个字"), ("会", {"pins": []}, "没有加入任何一页"),
])  # fmt: skip
def test_nothing_is_kept_without_a_name_or_a_page(sqlite_store: Store, name: str, content: dict[str, object], said: str) -> None:
    with pytest.raises(PinSetRefusedError, match=said):
        share_pins(sqlite_store, CITY, name, content, STAFF)
    assert all_pin_sets(sqlite_store, CITY.id) == []
