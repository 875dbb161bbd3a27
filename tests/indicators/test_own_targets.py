"""A bureau's own targets: what may be written, what is refused and in which words, and how they stand beside the others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import Catalogue
from indicators.own_targets import BadTargetError, OwnTarget, check_own, own_target, parse_goal, parse_year, with_own_targets
from indicators.target_definitions import TargetDirection, TargetScope
from indicators.targets import Reach, bound_text, reach, targets_for
from indicators.vocabulary import AdminLevel, EducationLevel

LEAST, MOST, EQUAL, RISE = (
    TargetDirection.AT_LEAST,
    TargetDirection.AT_MOST,
    TargetDirection.EQUAL,
    TargetDirection.RISE,
)
OWN = OwnTarget(
    indicator="inclusive_coverage",
    education_level=EducationLevel.PRESCHOOL,
    direction=LEAST,
    value=88.0,
    value_full=None,
    year=2026,
    scope=TargetScope.EACH_DISTRICT,
    admin_level=AdminLevel.CITY,
    document="学前教育提升方案",
    number="泰政发〔2024〕8号",
    verified=True,
)


@pytest.mark.parametrize(
    ("text", "direction", "goal"),
    [
        ("85", LEAST, (85.0, None)),
        (" ８５％ ", LEAST, (85.0, None)),
        ("10–12", LEAST, (10.0, 12.0)),
        ("12 ~ 10", LEAST, (10.0, 12.0)),
        ("40至45", MOST, (45.0, 40.0)),
        ("99.55%", LEAST, (99.55, None)),
        ("1,500", LEAST, (1500.0, None)),
        ("0", EQUAL, (0.0, None)),
        ("", RISE, (None, None)),
    ],
)
def test_goals_as_people_write_them(text: str, direction: TargetDirection, goal: tuple[float | None, float | None]) -> None:
    assert parse_goal(text, direction) == goal


@pytest.mark.parametrize(
    ("text", "direction", "words"),
    [
        ("", LEAST, "请填写目标值"),
        ("约85", LEAST, "目标值“约85”不是数"),
        ("-5", LEAST, "不是数"),
        ("8 5 万", LEAST, "不是数"),
        ("85", RISE, "只有方向"),
        ("0–100", EQUAL, "“等于”只能写一个数"),
    ],
)
def test_goals_that_are_none_are_refused_in_one_sentence(text: str, direction: TargetDirection, words: str) -> None:
    with pytest.raises(BadTargetError, match=words):
        parse_goal(text, direction)


@given(st.text())
def test_no_text_is_taken_for_a_year_by_chance(text: str) -> None:
    try:
        year = parse_year(text)
    except BadTargetError:
        return
    assert (year is None and not text.strip()) or (year is not None and 1990 <= year <= 2100)


def test_years() -> None:
    assert [parse_year(text) for text in ("", "2027", "２０２７年", " 2030 ")] == [None, 2027, 2027, 2030]
    for text in ("27", "1989", "2101", "明年"):
        with pytest.raises(BadTargetError, match="不是年份"):
            parse_year(text)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"indicator": "nothing"}, "没有选择指标"),
        ({"education_level": EducationLevel.SENIOR}, "普惠性幼儿园覆盖率不分“高中”"),
        ({"document": "  "}, "请填写目标出自哪份文件"),
        ({"document": "文" * 121}, "不超过 120 个字"),
        ({"value": 101.0}, "在 0 和 100 之间，目标值 101 达不到"),
        ({"value_full": 120.0}, "目标值 120 达不到"),
        ({"direction": MOST}, "目标方向与指标的好坏方向相反"),
        ({"direction": EQUAL}, "“等于”只用于 0 和 100"),
        ({"value_full": 80.0}, "区间目标的两端写反了"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(catalogue: Catalogue, change: dict[str, object], words: str) -> None:
    with pytest.raises(BadTargetError, match=words):
        check_own(replace(OWN, **change), catalogue)  # type: ignore[arg-type]


def test_what_may_exceed_a_hundred_may_be_aimed_at(catalogue: Catalogue) -> None:
    check_own(replace(OWN, indicator="preschool_gross_enrolment", value=105.0), catalogue)


def test_own_targets_stand_beside_the_national_ones_in_their_city_only(catalogue: Catalogue) -> None:
    ranged = replace(OWN, value=88.0, value_full=92.0)
    mixed, left_out = with_own_targets(catalogue, "321200", [("own_1", ranged.content())])
    assert left_out == () and own_target(ranged.content()) == ranged
    indicator = mixed.indicators["inclusive_coverage"]
    here = targets_for(mixed, indicator, EducationLevel.PRESCHOOL, "321200")
    there = targets_for(mixed, indicator, EducationLevel.PRESCHOOL, "320500")
    [mine] = [target for target in here if target not in there]
    assert here[0] is mine  # the city's own is nearer than the nation's
    assert (bound_text(mine), mine.year, mine.document_number) == ("88–92", 2026, "泰政发〔2024〕8号")
    assert [reach(value, mine) for value in (87.9, 88.0, 92.0)] == [Reach.BELOW, Reach.MET, Reach.FULL]
    assert mixed.documents[mine.document].label == "学前教育提升方案"
    assert len(mixed.targets) == len(catalogue.targets) + 1


def test_two_of_one_document_keep_apart_and_one_that_no_longer_fits_closes_no_page(catalogue: Catalogue) -> None:
    gone = replace(OWN, indicator="abolished").content()
    entries = [("own_1", OWN.content()), ("own_2", gone), ("own_3", OWN.content()), ("own_4", {"value": 3})]
    mixed, left_out = with_own_targets(catalogue, "321200", entries)
    assert left_out == ("own_2", "own_4")
    assert len(mixed.targets) == len(catalogue.targets) + 2
    assert len({target.id for target in mixed.targets}) == len(mixed.targets)
