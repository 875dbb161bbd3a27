"""Own targets through the intake: refusals change nothing, every change keeps who, when and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from access import NOBODY, NotAllowedError, Role, Visitor
from indicators.own_targets import own_target
from intake import TargetDraft, TargetRefusedError, add_target, change_target, retire_target
from store import Store, Workspace, own_targets, target_history
from tests.people import staff

CITY = Workspace("321200", "321200", "泰州市")
SAMPLE = Workspace("321200-sample", "321200", "泰州市（模拟）", simulated=True)
DRAFT = TargetDraft(
    indicator="new_provincial_quality_kindergartens",
    education_level="preschool",
    direction="at_least",
    goal="10–12",
    year="2025",
    scope="whole_city",
    admin_level="city",
    document="基础教育处工作要点",
    number="",
    verified=False,
)


def test_a_range_is_kept_as_met_and_full(store: Store) -> None:
    written = add_target(store, CITY, DRAFT, staff("王老师"))
    found = own_target(written.content)
    assert (found.value, found.value_full, found.year, written.author) == (10.0, 12.0, 2025, "王老师")


def test_a_change_and_a_retirement_keep_what_was_before(store: Store) -> None:
    first = add_target(store, CITY, DRAFT, staff("王老师"))
    second = change_target(store, CITY, first, replace(DRAFT, goal="15"), staff("李老师"), "市里加码")
    third = retire_target(store, CITY, second, staff("李老师"), "年度结束")
    again = change_target(store, CITY, third, replace(DRAFT, goal="15"), staff("王老师"), "误停")
    history = target_history(store, "321200")
    assert [(v.version, v.content["value"], v.content["value_full"], v.retired, v.author, v.reason) for v in history] == [
        (4, 15.0, None, False, "王老师", "误停"),
        (3, 15.0, None, True, "李老师", "年度结束"),
        (2, 15.0, None, False, "李老师", "市里加码"),
        (1, 10.0, 12.0, False, "王老师", ""),
    ]
    assert [version.version for version in own_targets(store, "321200")] == [again.version]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"goal": "约十所"}, "没有保存：目标值“约十所”不是数，请写成 85，或区间 10–12。"),
        ({"year": "明年"}, "没有保存：期限“明年”不是年份，请写成 2027，没有期限就留空。"),
        ({"document": ""}, "没有保存：请填写目标出自哪份文件。"),
        ({"direction": "at_most"}, "没有保存：目标方向与指标的好坏方向相反。"),
    ],
)
def test_bad_input_is_told_in_one_sentence_and_nothing_changes(store: Store, change: dict[str, str], words: str) -> None:
    first = add_target(store, CITY, DRAFT, staff("王老师"))
    with pytest.raises(TargetRefusedError) as refused:
        add_target(store, CITY, replace(DRAFT, **change), staff("王老师"))  # type: ignore[arg-type]
    assert str(refused.value) == words
    with pytest.raises(TargetRefusedError):
        change_target(store, CITY, first, replace(DRAFT, **change), staff("王老师"), "更正")  # type: ignore[arg-type]
    assert target_history(store, "321200") == [first]
    assert store.revision("321200") == 1


def test_why_is_asked_for(store: Store) -> None:
    first = add_target(store, CITY, DRAFT, staff("王老师"))
    for attempt, words in (
        (lambda: change_target(store, CITY, first, replace(DRAFT, goal="9"), staff("王老师"), " "), "请写明理由"),
        (lambda: change_target(store, CITY, first, DRAFT, staff("王老师"), "更正"), "内容没有变化"),
        (lambda: retire_target(store, CITY, first, staff("王老师"), ""), "请写明理由"),
        (lambda: add_target(store, CITY, DRAFT, staff("李老师")), "已有一条同期限的目标"),
        (lambda: add_target(store, SAMPLE, DRAFT, staff("王老师")), "模拟城市不接收自设目标"),
    ):
        with pytest.raises(TargetRefusedError, match=words):
            attempt()
    assert target_history(store, "321200") == [first]


@pytest.mark.parametrize("visitor", [NOBODY, Visitor("刘主任", Role.VIEWER)])
def test_nobody_and_viewers_change_no_target(store: Store, visitor: Visitor) -> None:
    first = add_target(store, CITY, DRAFT, staff("王老师"))
    for attempt in (
        lambda: add_target(store, CITY, replace(DRAFT, goal="15", year="2030"), visitor),
        lambda: change_target(store, CITY, first, replace(DRAFT, goal="15"), visitor, "更正"),
        lambda: retire_target(store, CITY, first, visitor, "文件废止"),
    ):
        with pytest.raises(NotAllowedError, match="修改目标"):
            attempt()
    assert target_history(store, "321200") == [first]
