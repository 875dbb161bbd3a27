"""Rounds and editions: asked, late, submitted, published, closed, opened again with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from access import NOBODY, NotAllowedError, Role, Visitor
from intake import NotAcceptableError, accept, preview
from intake import rounds as all_about_rounds
from intake.accepting import withdraw
from intake.corrections import CorrectionRefusedError, ValueKey, correct, take_back
from intake.editions import PublishRefusedError, pending, publish, set_publish_on_accept
from intake.records import RoundClosedError
from intake.rounds import RoundRefusedError, cancel, close, open_round, reopen, submit
from store import (
    Round,
    RoundState,
    StaleRevisionError,
    StaleVersionError,
    Store,
    Workspace,
    all_editions,
    all_rounds,
    as_seen,
    period_deadline,
    round_history,
)
from tests.intake.sheets import TAIZHOU_CODES, classes_book
from tests.store.builders import TAIZHOU
from views.reported_states import reported, to_chase

STAFF, ADMIN, VIEWER = Visitor("王老师", Role.STAFF), Visitor("李主任", Role.ADMIN), Visitor("看", Role.VIEWER)
VALUES: list[object] = [412, 300, 280, 500, 260, 330]


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """What differs between databases is tested in tests/store."""
    return sqlite_store


def draft(**other: object) -> Round:
    given: dict[str, object] = {
        "name": "2023 学年年报",
        "periods": ("2023S",),
        "columns": (("classes", "primary"), ("classes", "junior")),
        "places": tuple(TAIZHOU_CODES),
        "deadline": date(2999, 10, 1),
    }
    return Round(**(given | other))  # type: ignore[arg-type]


def space_of(store: Store) -> Workspace:
    return store.workspace("321200") or TAIZHOU


def take_in(store: Store, values: list[object] = VALUES, name: str = "班级.xlsx") -> int:
    return accept(store, preview(store, classes_book(values), name), STAFF, {"*": "据实填报"}).upload_id


def test_a_round_says_who_owes_what_before_anything_came(store: Store) -> None:
    open_round(store, TAIZHOU, draft(), STAFF)
    found = reported(store, "321200", "2023S")
    assert set(found["state"]) == {"missing"}
    assert len(found) == 6
    assert set(found["asked"]) == {2}
    assert period_deadline(store, "321200", "2023S") == date(2999, 10, 1)
    take_in(store)
    found = reported(store, "321200", "2023S")
    assert set(found["state"]) == {"partly"}
    assert len(to_chase(found)) == 6


def test_only_who_is_asked_owes_and_after_the_deadline_it_is_late(store: Store) -> None:
    columns = (("classes", "primary"),)
    open_round(store, TAIZHOU, draft(columns=columns, places=("321202", "321203"), deadline=date(2000, 1, 1)), STAFF)
    take_in(store, [412, None, 280, 500, 260, 330])
    found = reported(store, "321200", "2023S")
    assert dict(zip(found["place_code"], found["state"], strict=True)) == {"321202": "late", "321203": "missing"}


def test_the_way_of_a_round_and_its_history(store: Store) -> None:
    one = open_round(store, TAIZHOU, draft(), STAFF)
    one = submit(store, space_of(store), one, STAFF)
    assert one.state is RoundState.SUBMITTED
    one = close(store, space_of(store), one, ADMIN)
    assert (one.state, one.edition) == (RoundState.CLOSED, None)
    with pytest.raises(RoundRefusedError, match="没有保存：请写明重新打开的理由"):
        reopen(store, space_of(store), one, " ", ADMIN)
    one = reopen(store, space_of(store), one, "兴化市补报", ADMIN)
    assert one.state is RoundState.OPEN
    steps = [(v.version, v.content["state"], v.author, v.reason) for v in round_history(store, "321200")]
    assert steps == [
        (4, "open", "李主任", "兴化市补报"),
        (3, "closed", "李主任", ""),
        (2, "submitted", "王老师", ""),
        (1, "open", "王老师", ""),
    ]
    cancel(store, space_of(store), one, "重复", STAFF)
    assert all_rounds(store, "321200") == []


def test_a_correction_in_a_closed_round_stays(store: Store) -> None:
    take_in(store)
    key = ValueKey("classes", "primary", "", "321202", "2023S")
    number = correct(store, space_of(store), key, "413", "笔误", STAFF)
    close(store, space_of(store), open_round(store, TAIZHOU, draft(), STAFF), ADMIN)
    with pytest.raises(RoundClosedError, match="“2023 学年年报”已经结束"):
        take_back(store, number, "看错了", STAFF)
    assert store.current_values("321200").query("place_code == '321202'")["value"].tolist() == [413.0]


@pytest.mark.parametrize("what", ["file", "correction"])
def test_a_round_that_closes_while_somebody_withdraws_is_seen(
    store: Store, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """The administrator closes it just after the look at the rounds, and before the withdrawal is written."""
    file = take_in(store)
    key = ValueKey("classes", "primary", "", "321202", "2023S")
    number = file if what == "file" else correct(store, space_of(store), key, "413", "笔误", STAFF)
    one = open_round(store, TAIZHOU, draft(), STAFF)
    look = all_about_rounds.closed_round_of
    looks: list[Round | None] = []

    def looked(*given: object) -> Round | None:
        looks.append(look(*given))  # type: ignore[arg-type]
        if len(looks) == 1:
            close(store, space_of(store), one, ADMIN)
        return looks[-1]

    monkeypatch.setattr(all_about_rounds, "closed_round_of", looked)
    with pytest.raises(RoundClosedError):
        withdraw(store, number, "报错了", STAFF) if what == "file" else take_back(store, number, "看错了", STAFF)
    assert looks[0] is None and len(looks) == 2
    assert next(upload for upload in store.uploads("321200") if upload.id == number).state == "accepted"


def test_a_round_that_closes_while_somebody_accepts_is_seen(store: Store) -> None:
    found = preview(store, classes_book(VALUES), "班级.xlsx")
    assert found.can_accept
    close(store, TAIZHOU, open_round(store, TAIZHOU, draft(), STAFF), ADMIN)
    with pytest.raises(NotAcceptableError) as refused:
        accept(store, found, STAFF, {"*": "据实填报"})
    assert [issue.kind for issue in refused.value.preview.blocking] == ["round-closed"]
    assert store.uploads("321200") == []


def test_an_edition_and_the_end_of_its_rounds_are_one_step(store: Store) -> None:
    """A round that somebody changed meanwhile keeps the whole edition from being published."""
    take_in(store)
    stale = open_round(store, TAIZHOU, draft(), STAFF)
    submit(store, space_of(store), stale, STAFF)
    with pytest.raises(StaleVersionError):
        publish(store, pending(store, space_of(store)), ADMIN, "李主任", close=(stale,))
    assert all_editions(store, "321200") == []
    (now,) = all_rounds(store, "321200")
    edition = publish(store, pending(store, space_of(store)), ADMIN, "李主任", close=(now,))
    (over,) = all_rounds(store, "321200")
    assert (edition.number, over.state, over.edition) == (1, RoundState.CLOSED, 1)


def test_a_closed_round_lets_nothing_change_until_it_is_opened_again(store: Store) -> None:
    number = take_in(store)
    one = close(store, space_of(store), open_round(store, TAIZHOU, draft(), STAFF), ADMIN)
    found = preview(store, classes_book([413, *VALUES[1:]]), "班级改.xlsx")
    assert [issue.kind for issue in found.blocking] == ["round-closed"]
    assert "有 1 个数属于已经结束的“2023 学年年报”（如“海陵区”2023 学年）" in found.blocking[0].message()
    with pytest.raises(NotAcceptableError):
        accept(store, found, STAFF, {"*": "x"})
    with pytest.raises(RoundClosedError, match="“2023 学年年报”已经结束"):
        withdraw(store, number, "报错了", STAFF)
    key = ValueKey("classes", "primary", "", "321202", "2023S")
    with pytest.raises(CorrectionRefusedError, match="要改请先重新打开这一轮"):
        correct(store, space_of(store), key, "413", "笔误", STAFF)
    assert preview(store, classes_book([1, 2, 3, 4, 5, 6], year=2022), "去年.xlsx").blocking == ()
    reopen(store, space_of(store), one, "补报", ADMIN)
    take_in(store, [413, *VALUES[1:]], "班级改.xlsx")
    assert withdraw(store, number, "报错了", STAFF)


def test_a_preview_made_before_the_round_closed_cannot_slip_in(store: Store) -> None:
    take_in(store)
    found = preview(store, classes_book([413, *VALUES[1:]]), "班级改.xlsx")
    close(store, space_of(store), open_round(store, TAIZHOU, draft(), STAFF), ADMIN)
    with pytest.raises(NotAcceptableError):
        accept(store, found, STAFF, {"*": "x"})


def test_reviewing_and_publishing(store: Store) -> None:
    set_publish_on_accept(store, TAIZHOU, False, ADMIN)
    take_in(store)
    found = pending(store, space_of(store))
    assert (found.count("new"), found.count("changed"), found.count("gone")) == (6, 0, 0)
    with pytest.raises(PublishRefusedError, match="没有发布：请填写审核人。"):
        publish(store, found, ADMIN, " ")
    one = open_round(store, TAIZHOU, draft(), STAFF)
    with pytest.raises(StaleRevisionError):
        publish(store, found, ADMIN, "王老师")
    edition = publish(store, pending(store, space_of(store)), ADMIN, "王老师", "年报", (one,))
    assert all_rounds(store, "321200")[0].edition == edition.number == 2
    assert pending(store, space_of(store)).changes.empty
    viewer = as_seen(store, space_of(store), unpublished=False)
    assert store.current_values("321200", as_of=viewer.as_of)["value"].tolist() == [float(str(v)) for v in VALUES]


def test_what_changed_and_what_went_since_the_edition(store: Store) -> None:
    number = take_in(store)
    set_publish_on_accept(store, TAIZHOU, False, ADMIN)
    other = take_in(store, [999, *VALUES[1:]], "改.xlsx")
    found = pending(store, space_of(store))
    assert found.changes[["change", "place_name", "value", "old_value"]].values.tolist() == [["changed", "海陵区", 999.0, 412.0]]
    withdraw(store, other, "错", STAFF)
    withdraw(store, number, "错", STAFF)
    found = pending(store, space_of(store))
    assert found.count("gone") == 6
    assert set(found.changes["place_name"]) == {"海陵区", "高港区", "姜堰区", "兴化市", "靖江市", "泰兴市"}


@pytest.mark.parametrize("visitor", [NOBODY, VIEWER])
def test_nobody_without_the_role(sqlite_store: Store, visitor: Visitor) -> None:
    one = open_round(sqlite_store, TAIZHOU, draft(), STAFF)
    for act in (
        lambda: open_round(sqlite_store, TAIZHOU, draft(name="又一轮"), visitor),
        lambda: submit(sqlite_store, TAIZHOU, one, visitor),
        lambda: close(sqlite_store, TAIZHOU, one, visitor),
        lambda: cancel(sqlite_store, TAIZHOU, one, "x", visitor),
        lambda: publish(sqlite_store, pending(sqlite_store, TAIZHOU), visitor, "x"),
        lambda: set_publish_on_accept(sqlite_store, TAIZHOU, False, visitor),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_staff_do_not_publish_what_they_filled_in(sqlite_store: Store) -> None:
    take_in(sqlite_store)
    with pytest.raises(NotAllowedError):
        publish(sqlite_store, pending(sqlite_store, TAIZHOU), STAFF, "王老师")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"name": ""}, "没有保存：请给这一轮起个名称，不超过 40 个字。"),
        ({"columns": ()}, "没有保存：请至少选一个指标。"),
        ({"places": ()}, "没有保存：请至少选一个区县。"),
        ({"periods": ()}, "没有保存：请至少选一个时期。"),
    ],
)
def test_a_round_that_asks_nothing_is_refused(sqlite_store: Store, other: dict[str, object], why: str) -> None:
    with pytest.raises(RoundRefusedError) as refused:
        open_round(sqlite_store, TAIZHOU, draft(**other), STAFF)
    assert str(refused.value) == why
