"""Shared sets of pinned views: kept by name for a city, nobody's change is lost in silence, figures are untouched."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from store import (
    SimulatedMixError,
    StalePinSetError,
    Store,
    UnknownPinSetError,
    all_pin_sets,
    find_pin_set,
    remove_pin_set,
    write_pin_set,
)
from tests.store.builders import SAMPLE, TAIZHOU

ONE = {"pins": [{"page": "gaps", "query": {"indicator": "inclusive_coverage"}}]}
TWO = {"pins": []}


def test_a_set_is_kept_by_name_and_moves_no_revision(store: Store) -> None:
    written = write_pin_set(store, TAIZHOU, "一季度调度会", ONE, "王老师")
    assert (written.version, written.author) == (1, "王老师")
    assert store.revision("321200") == 0
    found = find_pin_set(store, "321200", "一季度调度会")
    assert dict(found.content) == ONE and found.written_at == written.written_at
    assert all_pin_sets(store, "320500") == []
    assert list(store.audit_log("321200")["action"]) == ["pin-set"]


def test_a_change_follows_the_version_it_was_made_from(store: Store) -> None:
    write_pin_set(store, TAIZHOU, "会", ONE, "王老师")
    assert write_pin_set(store, TAIZHOU, "会", TWO, "李老师", after=1).version == 2
    with pytest.raises(StalePinSetError, match="“会”已有第 2 版（李老师保存）"):
        write_pin_set(store, TAIZHOU, "会", ONE, "王老师", after=1)
    with pytest.raises(StalePinSetError):
        write_pin_set(store, TAIZHOU, "会", ONE, "王老师")
    assert dict(find_pin_set(store, "321200", "会").content) == TWO


def test_of_two_changes_at_once_one_is_told(store: Store) -> None:
    write_pin_set(store, TAIZHOU, "会", ONE, "王老师")

    def change(author: str) -> bool:
        try:
            write_pin_set(store, TAIZHOU, "会", TWO, author, after=1)
        except StalePinSetError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(change, "甲乙丙丁")) == 1
    assert find_pin_set(store, "321200", "会").version == 2


def test_of_two_new_ones_of_one_name_at_once_one_is_told(store: Store) -> None:
    def make(author: str) -> bool:
        try:
            write_pin_set(store, TAIZHOU, "会", TWO, author)
        except StalePinSetError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(make, "甲乙丙丁")) == 1
    assert len(all_pin_sets(store, "321200")) == 1


def test_the_same_name_in_two_cities_is_two_sets(store: Store) -> None:
    write_pin_set(store, TAIZHOU, "会", ONE, "王老师")
    write_pin_set(store, SAMPLE, "会", TWO, "王老师")
    assert dict(find_pin_set(store, TAIZHOU.id, "会").content) == ONE
    assert dict(find_pin_set(store, SAMPLE.id, "会").content) == TWO


def test_a_removed_set_is_gone_and_the_log_keeps_it(store: Store) -> None:
    write_pin_set(store, TAIZHOU, "会", ONE, "王老师")
    remove_pin_set(store, "321200", "会", "李老师")
    with pytest.raises(UnknownPinSetError, match="没有名为“会”"):
        remove_pin_set(store, "321200", "会", "李老师")
    last = store.audit_log("321200").iloc[0]
    assert (last["action"], last["detail"]["content"]) == ("pin-set-removed", ONE)
    with pytest.raises(UnknownPinSetError):
        write_pin_set(store, TAIZHOU, "会", ONE, "王老师", after=1)


def test_a_real_and_a_simulated_city_never_mix(store: Store) -> None:
    write_pin_set(store, TAIZHOU, "会", ONE, "王老师")
    with pytest.raises(SimulatedMixError):
        write_pin_set(store, type(TAIZHOU)(TAIZHOU.id, TAIZHOU.city_code, TAIZHOU.name, True), "二", ONE, "王老师")
