"""Own targets: versions are added in order, told apart by author and reason, never lost, and pages see each change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store import (
    SimulatedMixError,
    StaleTargetError,
    Store,
    UnknownTargetError,
    back_up,
    own_targets,
    restore,
    target_history,
    write_target,
)
from tests.store.builders import SAMPLE, TAIZHOU

GOAL = {"indicator": "inclusive_coverage", "value": 88.0, "document": "学前教育提升方案"}


def test_a_new_target_makes_its_workspace_and_moves_the_revision(store: Store) -> None:
    written = write_target(store, TAIZHOU, GOAL, "王老师", "")
    assert (written.target, written.version, written.retired) == ("own_1", 1, False)
    assert store.revision("321200") == 1
    assert [(t.target, dict(t.content), t.author) for t in own_targets(store, "321200")] == [("own_1", GOAL, "王老师")]
    assert own_targets(store, "320500") == []
    assert list(store.audit_log("321200")["action"]) == ["target"]


def test_an_edit_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    write_target(store, TAIZHOU, GOAL, "王老师", "")
    write_target(store, TAIZHOU, GOAL | {"value": 92.0}, "李老师", "市政府会议纪要", target="own_1", after=1)
    write_target(store, TAIZHOU, GOAL | {"value": 92.0}, "李老师", "文件废止", target="own_1", after=2, retired=True)
    second = write_target(store, TAIZHOU, GOAL, "王老师", "")
    assert second.target == "own_2"
    history = target_history(store, "321200")
    assert [(t.target, t.version, t.content["value"], t.retired, t.author, t.reason) for t in history] == [
        ("own_2", 1, 88.0, False, "王老师", ""),
        ("own_1", 3, 92.0, True, "李老师", "文件废止"),
        ("own_1", 2, 92.0, False, "李老师", "市政府会议纪要"),
        ("own_1", 1, 88.0, False, "王老师", ""),
    ]
    assert [(t.target, t.version) for t in own_targets(store, "321200")] == [("own_1", 3), ("own_2", 1)]
    assert store.revision("321200") == 4


def test_an_edit_of_what_somebody_else_changed_is_refused_and_changes_nothing(store: Store) -> None:
    write_target(store, TAIZHOU, GOAL, "王老师", "")
    write_target(store, TAIZHOU, GOAL | {"value": 90.0}, "李老师", "调整", target="own_1", after=1)
    with pytest.raises(StaleTargetError, match="李老师刚刚改过这条目标（第 2 版）") as refused:
        write_target(store, TAIZHOU, GOAL | {"value": 80.0}, "王老师", "调整", target="own_1", after=1)
    assert str(refused.value.found.author) == "李老师"
    with pytest.raises(UnknownTargetError):
        write_target(store, TAIZHOU, GOAL, "王老师", "", target="own_9", after=1)
    assert len(target_history(store, "321200")) == 2
    assert store.revision("321200") == 2


def test_the_simulated_city_takes_no_targets(store: Store) -> None:
    with pytest.raises(SimulatedMixError):
        write_target(store, SAMPLE, GOAL, "王老师", "")
    assert store.workspaces() == []


def test_two_writers_at_once_get_two_numbers(store: Store) -> None:
    write_target(store, TAIZHOU, GOAL, "王老师", "")
    with ThreadPoolExecutor(4) as pool:
        names = list(pool.map(lambda _n: write_target(store, TAIZHOU, GOAL, "李老师", "").target, range(8)))
    assert sorted(names, key=lambda name: int(name[4:])) == [f"own_{n}" for n in range(2, 10)]


def test_a_backup_holds_them_and_a_restored_store_goes_on_counting(store: Store, tmp_path: Path) -> None:
    write_target(store, TAIZHOU, GOAL, "王老师", "")
    back_up(store, tmp_path / "copy.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.opening.DEFAULT_FILE", tmp_path / "other" / "duibiao.db")
        again = restore(tmp_path / "copy.db")
    assert [dict(t.content) for t in own_targets(again, "321200")] == [GOAL]
    assert write_target(again, TAIZHOU, GOAL, "李老师", "").target == "own_2"
    again.close()
