"""Headings as staff write them: which indicator, breakdown or level they mean, and what stays open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.definitions import AliasKind
from indicators.folding import class_size_bounds, fold, split_unit
from indicators.vocabulary import EducationLevel


def test_no_spelling_means_two_indicators_unless_it_is_declared(catalogue) -> None:
    declared = {fold(text) for text, _names in catalogue.ambiguous}
    undeclared = {
        folded: {hit.indicator for hit in hits if hit.kind is AliasKind.INDICATOR}
        for folded, hits in catalogue.index.meanings.items()
        if len({hit.indicator for hit in hits if hit.kind is AliasKind.INDICATOR}) > 1 and folded not in declared
    }
    assert undeclared == {}


def test_no_spelling_is_listed_for_two_indicators_in_the_files(catalogue) -> None:
    owners = defaultdict(set)
    for indicator in catalogue.indicators.values():
        for alias in indicator.aliases:
            owners[fold(alias.text)].add(indicator.id)
    declared = {fold(text) for text, _names in catalogue.ambiguous}
    assert {text: names for text, names in owners.items() if len(names) > 1 and text not in declared} == {}


@pytest.mark.parametrize(
    ("text", "level", "breakdown"),
    [
        ("小学45人及以下班数（个）", "primary", "size_le45"),
        ("初中46—55人班级数", "junior", "size_46_55"),
        ("高中 56～65 人", "senior", "size_56_65"),
        ("小学班额25人以下", "primary", "size_le25"),
    ],
)
def test_a_level_glued_to_a_bin_names_both(catalogue, text: str, level: str, breakdown: str) -> None:
    hits = catalogue.by_alias(text)
    assert [(hit.indicator, hit.education_level, hit.breakdown) for hit in hits] == [("classes", level, breakdown)]


@pytest.mark.parametrize("text", ["小学1-6", "初中2023", "小学2022-2023", "小学46—55岁", "初中50", "小学43—47人班数"])
def test_numbers_behind_a_level_that_are_no_bin_mean_nothing(catalogue, text: str) -> None:
    assert catalogue.by_alias(text) == []


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("普惠园覆盖率", "inclusive_coverage"),
        ("普惠率(%)", "inclusive_coverage"),
        ("普惠性幼儿园覆盖率（％）", "inclusive_coverage"),
        ("普惠性幼儿园\n覆盖率", "inclusive_coverage"),
        ("在园人数", "kindergarten_pupils"),
        ("教职员工", "staff"),
        ("#专任教师", "teachers"),
        ("其中：专任教师", "teachers"),
        ("大班额占比", "large_class_share"),
        ("大班额(%)", "large_class_share"),
        ("大班额（个）", "large_classes"),
        ("残疾儿童入学率", "sen_enrolment_rate"),
        ("教学班数", "classes"),
        ("班数", "classes"),
        ("在校学生", "pupils"),
        ("成员校数（所）", "group_member_schools"),
        ("Schools in groups, share", "group_coverage"),
        ("每百名学生拥有体育、艺术（美术、音乐）专任教师数", "pe_art_teachers_per_100"),
    ],
)
def test_headings_as_staff_write_them(catalogue, text: str, indicator: str) -> None:
    assert {hit.indicator for hit in catalogue.by_alias(text) if hit.kind is AliasKind.INDICATOR} == {indicator}


def test_a_level_or_breakdown_glued_to_a_name_is_split_off(catalogue) -> None:
    (hit,) = catalogue.by_alias("小学在校学生数")
    assert (hit.indicator, hit.education_level, hit.composed) == ("pupils", EducationLevel.PRIMARY, True)
    (hit,) = catalogue.by_alias("民办小学在校生数")
    assert (hit.indicator, hit.education_level, hit.breakdown) == ("pupils", EducationLevel.PRIMARY, "private")
    (hit,) = catalogue.by_alias("初中三年巩固率")
    assert (hit.indicator, hit.education_level) == ("retention_rate", EducationLevel.JUNIOR)


def test_an_ambiguous_heading_gives_all_meanings_until_something_decides(catalogue) -> None:
    assert {hit.indicator for hit in catalogue.by_alias("入学率")} == {"sen_enrolment_rate", "primary_net_enrolment"}
    assert {hit.indicator for hit in catalogue.by_alias("入学率", family="special")} == {"sen_enrolment_rate"}
    assert {hit.indicator for hit in catalogue.by_alias("大班额", unit="%")} == {"large_class_share"}
    (hit,) = catalogue.by_alias("学前三年入园率")
    assert (hit.indicator, hit.confirm) == ("preschool_gross_enrolment", True)


def test_schools_we_have_no_indicator_for_are_never_ours(catalogue) -> None:
    assert [hit.kind for hit in catalogue.by_alias("高等学校")] == [AliasKind.OUTSIDE]
    assert [hit.kind for hit in catalogue.by_alias("中等职业学校在校生数")] == [AliasKind.OUTSIDE]
    assert catalogue.by_alias("出生率") == []


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("45人及以下", (0, 45)),
        ("25-", (0, 25)),
        ("25人以下", (0, 25)),
        ("46-50", (46, 50)),
        ("46—55人", (46, 55)),
        ("56～60人（个）", (56, 60)),
        ("66人及以上", (66, None)),
        ("66+", (66, None)),
        ("≥56人", (56, None)),
        ("56人及以上班级数", (56, None)),
        ("６６人以上", (66, None)),
        ("班级总数", None),
        ("55-46", None),
        ("2023", None),
    ],
)
def test_class_size_bins_are_read_by_their_bounds(text: str, bounds) -> None:
    assert class_size_bounds(text) == bounds


def test_bins_are_breakdowns_of_classes(catalogue) -> None:
    (hit,) = catalogue.by_alias("66人及以上")
    assert (hit.kind, hit.breakdown, catalogue.dimensions[hit.dimension].default_indicator) == (
        AliasKind.BREAKDOWN,
        "size_ge66",
        "classes",
    )
    for low, high in [(0, 25), (26, 30), (61, 65), (66, None), (0, 45), (46, 50), (46, 55), (51, 55), (56, 65), (56, None)]:
        assert (low, high) in catalogue.index.bins


def test_units_are_split_off_headings() -> None:
    assert split_unit("幼儿园数（所）") == ("幼儿园数", "所")
    assert split_unit("毛入园率（％）") == ("毛入园率", "%")
    assert split_unit("仪器设备值（单位：万元）") == ("仪器设备值", "万元")
    assert split_unit("医药高新区(高港区)") == ("医药高新区(高港区)", "")
    assert split_unit("其中：公办园") == ("公办园", "")


def test_one_quantity_has_one_key(catalogue) -> None:
    preschool, primary = EducationLevel.PRESCHOOL, EducationLevel.PRIMARY
    assert catalogue.canonical("kindergartens", preschool, "public") == ("public_kindergartens", preschool, "")
    assert catalogue.canonical("pupils", preschool) == ("kindergarten_pupils", preschool, "")
    assert catalogue.canonical("schools", preschool, "inclusive") == ("inclusive_kindergartens", preschool, "")
    assert catalogue.canonical("pupils", primary, "female") == ("pupils", primary, "female")
    assert catalogue.combine(["inclusive", "private"]) == "inclusive_private"
    assert catalogue.combine(["inclusive", "public"]) == "public"
    assert catalogue.combine(["public", "urban"]) is None
    assert catalogue.combine([]) == ""


def test_titles_name_their_subject(catalogue) -> None:
    assert catalogue.families_in("泰州市义务教育集团化办学情况统计表")[0] == "group"
    assert catalogue.families_in("镇江市普惠性幼儿园情况一览表")[0] == "preschool"
    assert catalogue.families_in("镇江市特殊教育情况（一区一表）")[0] == "special"
    assert catalogue.families_in("镇江市义务教育学校班额情况")[0] == "class_size"
    assert catalogue.families_in("各市就业人员数") == []


@given(
    st.text(alphabet="普惠性幼儿园覆盖率班级数小学初中公办民办（）()%-—0123456789人及以上下以其中：# ", max_size=25)
    | st.text(max_size=40)
)
def test_any_heading_is_looked_up_without_an_error(text: str) -> None:
    catalogue = load_catalogue()
    for hit in catalogue.by_alias(text):
        assert hit.indicator == "" or hit.indicator in catalogue.indicators
        assert hit.breakdown == "" or hit.breakdown in catalogue.breakdowns


def test_full_width_and_blanks_make_no_difference(catalogue) -> None:
    assert catalogue.by_alias("４５人　及以下") == [replace(catalogue.by_alias("45人及以下")[0], alias="４５人　及以下")]
    assert catalogue.by_alias("在 校 生 数") == catalogue.by_alias("在校生数")


def test_a_count_over_percentages_is_never_taken_for_the_count(catalogue) -> None:
    found = {
        text: [(hit.indicator, hit.confirm) for hit in catalogue.by_alias(text) if hit.indicator]
        for text in ("随班就读（%）", "教育集团数（%）")
    }
    assert found == {"随班就读（%）": [("sen_mainstream_share", True)], "教育集团数（%）": [("education_groups", True)]}
    assert [hit.indicator for hit in catalogue.by_alias("66人及以上（%）")] == ["very_large_class_share"]
    assert catalogue.by_alias("46-55人", unit="%") == []


def test_an_explanation_in_brackets_counts_only_if_it_says_the_same(catalogue) -> None:
    assert [hit.indicator for hit in catalogue.by_alias("大班额班级数（56人及以上）")] == ["large_classes"]
    assert [hit.indicator for hit in catalogue.by_alias("普惠性幼儿园覆盖率（普惠率）")] == ["inclusive_coverage"]
    assert [(hit.indicator, hit.breakdown) for hit in catalogue.by_alias("大班额（56-65人）")] == [("", "size_56_65")]
    assert catalogue.by_alias("学校数（不含民办）") == []
