"""Editions: what viewers look at stays as it was published, whatever staff accept and withdraw."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from store import (
    Correction,
    StaleRevisionError,
    StaleVersionError,
    Store,
    UnknownRecordError,
    all_corrections,
    all_editions,
    as_seen,
    newest_versions,
    publish,
    publishes_on_accept,
    set_publish_on_accept,
    version_history,
    write_version,
)
from tests.store.builders import TAIZHOU, row, upload

KEY = ("321202", "classes", "primary", "", "2023S")


def numbers(store: Store, as_of: int | None = None) -> list[float]:
    return list(store.current_values("321200", as_of=as_of)["value"])


def test_a_past_revision_answers_as_it_did(store: Store) -> None:
    """Twenty random accepts and withdrawals; each revision is asked for again at the end."""
    random.seed(7)
    seen: dict[int, list[tuple[str, float, int]]] = {}
    accepted: list[int] = []
    for step in range(20):
        if accepted and random.random() < 0.4:
            number = accepted.pop(random.randrange(len(accepted)))
            store.withdraw(number, "试", "王老师")
        else:
            places = random.sample(["321202", "321203", "321204"], random.randint(1, 3))
            accepted.append(store.accept(TAIZHOU, upload(*(row(place=place, value=float(step)) for place in places))))
        found = store.current_values("321200")
        seen[store.revision("321200")] = list(zip(found["place_code"], found["value"], found["observation_id"], strict=True))
    for revision, before in seen.items():
        found = store.current_values("321200", as_of=revision)
        assert list(zip(found["place_code"], found["value"], found["observation_id"], strict=True)) == before


def test_the_same_file_read_anew_leaves_the_edition_alone(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=1.0), content=b"same"))
    edition = publish(store, TAIZHOU, "李主任", "", "", store.revision("321200"))
    store.accept(TAIZHOU, upload(row(value=2.0), content=b"same"))
    assert numbers(store) == [2.0]
    assert numbers(store, edition.revision) == [1.0]


def test_one_publishes_what_one_has_looked_at(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=1.0)))
    looked = store.revision("321200")
    store.accept(TAIZHOU, upload(row(value=2.0)))
    with pytest.raises(StaleRevisionError):
        publish(store, TAIZHOU, "李主任", "", "", looked)
    assert all_editions(store, "321200") == []
    assert store.revision("321200") == looked + 1


def test_viewers_see_the_newest_edition_and_staff_everything(store: Store) -> None:
    set_publish_on_accept(store, TAIZHOU, False, "李主任", "改为审核后发布")
    space = store.workspace("321200")
    assert space is not None
    store.accept(TAIZHOU, upload(row(value=1.0)))
    assert as_seen(store, space, unpublished=True).edition is None
    viewer = as_seen(store, space, unpublished=False)
    assert viewer.edition is not None
    assert (viewer.edition.number, numbers(store, viewer.as_of)) == (1, [])
    publish(store, TAIZHOU, "李主任", "王老师", "年报", store.revision("321200"))
    store.accept(TAIZHOU, upload(row(value=2.0)))
    viewer = as_seen(store, space, unpublished=False)
    assert viewer.edition is not None
    assert (viewer.edition.number, viewer.edition.reviewed_by, viewer.edition.note) == (2, "王老师", "年报")
    assert numbers(store, viewer.as_of) == [1.0]
    assert [edition.number for edition in all_editions(store, "321200")] == [2, 1]


def test_turning_the_switch_off_keeps_what_viewers_saw(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=1.0)))
    assert publishes_on_accept(store, "321200")
    space = replace(TAIZHOU, revision=store.revision("321200"))
    assert as_seen(store, space, unpublished=False).edition is None
    made = set_publish_on_accept(store, TAIZHOU, False, "李主任", "改为审核后发布")
    assert made is not None
    assert not publishes_on_accept(store, "321200")
    store.accept(TAIZHOU, upload(row(value=2.0)))
    assert numbers(store, as_seen(store, space, unpublished=False).as_of) == [1.0]
    assert set_publish_on_accept(store, TAIZHOU, True, "李主任", "") is None
    assert as_seen(store, space, unpublished=False).edition is None


def test_without_an_edition_a_viewer_sees_nothing(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=1.0)))
    store.set_setting("publish_on_accept", False, "", "李主任")
    seen = as_seen(store, TAIZHOU, unpublished=False)
    assert seen.edition is not None
    assert seen.edition.number == 0
    assert numbers(store, seen.as_of) == []


def test_the_story_of_a_value_as_an_edition_knows_it(store: Store) -> None:
    first = store.accept(TAIZHOU, upload(row(value=1.0)))
    edition = publish(store, TAIZHOU, "李主任", "", "", store.revision("321200"))
    store.accept(TAIZHOU, upload(row(value=2.0)))
    store.withdraw(first, "报错了", "王老师")
    found = store.history("321200", *KEY, as_of=edition.revision)
    assert found[["value", "in_force", "state"]].values.tolist() == [[1.0, True, "accepted"]]
    assert store.history("321200", *KEY)["value"].tolist() == [2.0, 1.0]


def test_a_correction_counts_is_told_and_can_be_taken_back(store: Store) -> None:
    first = store.accept(TAIZHOU, upload(row(value=412.0)))
    said = Correction("笔误", first, 412.0, "reported", "班额.xlsx")
    number = store.accept(TAIZHOU, upload(row(value=421.0), filename="手工更正", correction=said))
    current = store.current_values("321200").iloc[0]
    assert (current["value"], current["upload_kind"]) == (421.0, "correction")
    [found] = all_corrections(store, "321200")
    assert (found.value, found.reason, found.author, found.in_force, found.original_changed) == (
        421.0,
        "笔误",
        "王老师",
        True,
        False,
    )
    assert (found.now_upload_id, found.now_value) == (first, 412.0)
    store.withdraw(number, "不该改", "李老师")
    assert numbers(store) == [412.0]
    [found] = all_corrections(store, "321200")
    assert (found.withdrawn, found.withdrawn_reason, found.in_force) == (True, "不该改", False)


def test_a_correction_whose_original_is_withdrawn_says_so(store: Store) -> None:
    first = store.accept(TAIZHOU, upload(row(value=412.0)))
    store.accept(TAIZHOU, upload(row(value=421.0), correction=Correction("笔误", first, 412.0, "reported", "班额.xlsx")))
    store.withdraw(first, "报错了", "王老师")
    [found] = all_corrections(store, "321200")
    assert found.original_changed
    assert (found.now_upload_id, found.now_value) == (None, None)
    assert numbers(store) == [421.0]


def test_versions_follow_one_another_and_stay(store: Store) -> None:
    first = write_version(store, TAIZHOU, "round", {"name": "年报"}, "王老师", "")
    second = write_version(
        store, TAIZHOU, "round", {"name": "年报", "state": "closed"}, "李主任", "结束", name="round_1", after=1
    )
    write_version(store, TAIZHOU, "indicator", {"id": "own_meals"}, "王老师", "")
    assert [(v.name, v.version) for v in newest_versions(store, "321200", "round")] == [("round_1", 2)]
    assert [v.version for v in version_history(store, "321200", "round")] == [2, 1]
    assert newest_versions(store, "321200", "round", until=first.written_at) == [first]
    with pytest.raises(StaleVersionError, match="李主任刚刚改过（第 2 版）"):
        write_version(store, TAIZHOU, "round", {}, "王老师", "", name="round_1", after=1)
    with pytest.raises(UnknownRecordError):
        write_version(store, TAIZHOU, "round", {}, "王老师", "", name="round_9", after=1)
    assert second.reason == "结束"
