"""目标管理 of the hand-made city: who meets which document's target, the check lists, and own targets beside the others."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from indicators.own_targets import OwnTarget
from indicators.target_definitions import TargetDirection, TargetScope
from indicators.vocabulary import AdminLevel, EducationLevel
from language import using
from store import Store, Workspace, own_targets, target_history, write_target
from views.choices import Choices
from views.district_map import district_map_view
from views.gaps import gaps_view
from views.targets import targets_view
from views.targets_inspection import place_words, short_words, targets_inspection_view, value_words
from views.targets_lines import TargetLine
from views.targets_own import history_table, own_finding, own_table

_spec = importlib.util.spec_from_file_location("targets_city", Path(__file__).with_name("conftest.py"))
assert _spec is not None and _spec.loader is not None
_city = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_city)
row = _city.row

OWN = OwnTarget(
    indicator="inclusive_coverage",
    education_level=EducationLevel.PRESCHOOL,
    direction=TargetDirection.AT_LEAST,
    value=86.3,
    value_full=92.0,
    year=2024,
    scope=TargetScope.EACH_DISTRICT,
    admin_level=AdminLevel.CITY,
    document="学前教育提升方案",
    number="泰政发〔2022〕8号",
    verified=False,
)


def own(opened: Store, room: Workspace, target: OwnTarget) -> Workspace:
    write_target(opened, room, target.content(), "王老师", "")
    stored = opened.workspace(room.id)
    assert stored is not None
    return stored


def said(lines: tuple[TargetLine, ...], indicator: str = "inclusive_coverage") -> dict[str, str]:
    return {line.document.short_label: line.says for line in lines if line.indicator.id == indicator}


def test_a_part_of_the_city_says_nothing_of_a_whole_city_count_that_it_does_not_reach(
    opened: Store, put: Callable[..., Workspace]
) -> None:
    """10–12 for the city; 3 + 2 + 4 = 9 of three districts may still become 10, 3 + 2 + 5 = 10 is reached whatever comes."""
    made = {"321202": 3.0, "321203": 2.0, "321204": 4.0}
    rows = [row(code, "new_provincial_quality_kindergartens", 2024, value) for code, value in made.items()]
    open_still = targets_view(opened, put(rows), Choices())
    assert open_still.lines[0].says == "全市已有 9 所，还不能判断（3/6 个区县有数）"
    more = row("321204", "new_provincial_quality_kindergartens", 2024, 5.0)
    assert targets_view(opened, put([more], "二.xlsx"), Choices()).lines[0].says == "全市 10 所，达到（3/6 个区县有数）"


def test_each_document_says_how_many_districts_meet_it(opened: Store, city: Workspace) -> None:
    """2024: 92.4, 83.1, 78.2, 86.3, 81.6, one district without a figure; against 85, 80 and the city's own 86.3–92."""
    room = own(opened, city, OWN)
    view = targets_view(opened, room, Choices())
    assert said(view.lines) == {
        "“十四五”学前计划": "2/5，缺 1",
        "普及普惠督导评估": "4/5，缺 1",
        "学前教育提升方案": "2/5，缺 1",
    }
    first = view.lines[0]
    assert first.period is not None
    assert (first.met, first.counted, first.missing, first.period.key) == (2, 5, 1, "2024S")
    assert view.finding == "3 条可逐区县判断的目标中，有数区县全部达到的有 0 条"
    narrowed = view.narrowed("preschool", "nation")
    assert narrowed.finding == "2 条可逐区县判断的目标中，有数区县全部达到的有 0 条，普惠率 ≥ 85% 最少（2/5）"
    assert {line.target.admin_level for line in narrowed.lines} == {AdminLevel.NATION}
    assert len(narrowed.table) == len(narrowed.lines)
    assert view.narrowed("balance", "district").finding == "没有符合条件的目标（0 条）"


def test_the_table_reads_like_the_documents(opened: Store, city: Workspace) -> None:
    view = targets_view(opened, own(opened, city, OWN), Choices())
    table = view.table.set_index("依据文件")
    assert list(table.loc["学前教育提升方案"]) == [
        "普惠性幼儿园覆盖率",
        "学前",
        "86.3–92%：达到 86.3，满额 92",
        "2024",
        "市",
        "泰政发〔2022〕8号",
        "未核对",
        "2024 学年",
        "2/5，缺 1",
        "●",
    ]
    ranges = view.table[view.table["指标"] == "当年新创建省优质幼儿园数"]
    assert list(ranges[["目标", "期限", "达到区县"]].iloc[0]) == ["10–12 所：达到 10，满额 12", "计划年度", "没有数据"]


def test_one_target_colours_each_indicator_and_the_url_chooses_another(opened: Store, city: Workspace) -> None:
    """Nobody chose: the nearest year that 2024 has not passed, which is the city's own 2024."""
    room = own(opened, city, OWN)
    colouring = [line.target for line in targets_view(opened, room, Choices()).lines if line.colours]
    assert [target.document for target in colouring] == ["own_1_321200"]
    wanted = "preschool_evaluation.inclusive_coverage.preschool"
    chosen = targets_view(opened, room, Choices(indicator="inclusive_coverage", level="preschool", target=wanted))
    assert [line.target.id for line in chosen.lines if line.colours] == [wanted]
    assert [line.document.id for line in chosen.lines if line.chosen] == [
        line.document.id for line in chosen.lines if line.indicator.id == "inclusive_coverage"
    ]


def test_an_own_target_reaches_the_other_pages_at_once_and_leaves_them_when_retired(opened: Store, city: Workspace) -> None:
    before = district_map_view(opened, city, Choices(indicator="inclusive_coverage"))
    room = own(opened, city, OWN)
    after = district_map_view(opened, room, Choices(indicator="inclusive_coverage"))
    gaps = gaps_view(opened, room, Choices(indicator="inclusive_coverage"))
    assert before is not None and after is not None and gaps is not None and gaps.options.target is not None
    assert "≥ 85% 目标" in before.finding and "86.3–92% 目标" in after.finding
    assert gaps.options.target.document == "own_1_321200"
    assert len(after.options.targets) == len(before.options.targets) + 1
    write_target(opened, room, OWN.content(), "王老师", "停用", target="own_1", after=1, retired=True)
    again = opened.workspace("321200")
    assert again is not None
    gone = district_map_view(opened, again, Choices(indicator="inclusive_coverage"))
    assert gone is not None and gone.finding == before.finding


def test_a_direction_counts_who_moves_and_a_whole_city_count_is_the_citys(
    opened: Store, city: Workspace, put: Callable[..., Workspace]
) -> None:
    """2021 → 2024: 88→92.4, 81.7→83.1, 76.1→78.2 up; 88.5→86.3, 83.4→81.6 down. New kindergartens: 5 + 4 + 2 = 11."""
    rise = replace(OWN, direction=TargetDirection.RISE, value=None, value_full=None, year=None, document="提高")
    own(opened, city, rise)
    room = put(
        [
            row(place, "new_provincial_quality_kindergartens", 2024, value)
            for place, value in zip(_city.NAMES, (5, 4, 2, 0, 0, 0), strict=True)
        ],
        filename="新建.xlsx",
    )
    lines = targets_view(opened, room, Choices()).lines
    assert said(lines)["提高"] == "3/5 在提高"
    assert said(lines, "new_provincial_quality_kindergartens") == {"泰州基础教育工作要点": "全市 11 所，达到"}


@pytest.mark.parametrize(("last", "words"), [(None, "全市已有 9 所，还不能判断（5/6 个区县有数）"), (3, "全市 12 所，满额")])
def test_a_whole_city_count_says_how_full_it_is(
    opened: Store, put: Callable[..., Workspace], last: int | None, words: str
) -> None:
    values = (5, 4, 0, 0, 0, last)
    rows = [row(p, "new_provincial_quality_kindergartens", 2024, v) for p, v in zip(_city.NAMES, values, strict=True)]
    lines = targets_view(opened, put(rows), Choices()).lines
    assert said(lines, "new_provincial_quality_kindergartens") == {"泰州基础教育工作要点": words}


def test_a_city_without_a_number_has_its_targets_all_the_same(opened: Store) -> None:
    view = targets_view(opened, Workspace("320500", "320500", "苏州市"), Choices())
    assert view.options is None and view.finding.endswith("条目标，还没有区县数据可以对照")
    assert targets_inspection_view(opened, Workspace("320500", "320500", "苏州市"), Choices()) == ()
    assert {line.says for line in view.lines} == {"没有数据", "须有学校数据"}


def test_a_check_list_says_met_short_and_missing_exactly(opened: Store, city: Workspace) -> None:
    """兴化市 17,673 ÷ 22,600 = 78.1991 %: 1.8009 points short of 80 %, ⌈18,080 − 17,673⌉ = 407 places."""
    preschool, balance = targets_inspection_view(opened, city, Choices())
    assert preschool.finding == "普及普惠督导评估：4 项中 1 项有数；5 个区县中 4 个有数各项都达到，兴化市未达到最多（1 项）"
    coverage = next(item.target for item in preschool.open_criteria if item.indicator.id == "inclusive_coverage")
    cells = {name: preschool.at(code, coverage) for code, name in preschool.places}
    assert (value_words(cells["兴化市"]), short_words(cells["兴化市"])) == ("▼ 78.199", ("差 1.801", "407 个学位"))
    assert (value_words(cells["姜堰区"]), short_words(cells["姜堰区"])) == ("✓ 83.1", ())
    assert (value_words(cells["高港区"]), short_words(cells["高港区"])) == ("—", ("没有数据",))
    assert place_words(preschool.lists["321281"]) == ("达到 0 项", "有数 1/4")
    assert balance.finding == "优质均衡督导评估：37 项中 0 项有数、28 项须有学校数据，还不能对照"
    assert (len(balance.open_criteria), len(balance.school_criteria)) == (9, 28)
    assert list(preschool.table["条款"]) == ["学前三年毛入园率", "普惠性幼儿园覆盖率", "公办园在园幼儿占比", "幼儿园生师比"]


def test_an_inspection_does_not_round_where_the_other_pages_do(opened: Store, put: Callable[..., Workspace]) -> None:
    """7,996 of 10,000 shows as 80.0 %, which the pages call met; an inspection is four places short."""
    room = put(
        [
            row("321202", "inclusive_pupils", 2024, 7996),
            row("321202", "kindergarten_pupils", 2024, 10000),
            row("321202", "inclusive_coverage", 2024, 80.0),
        ]
    )
    assert said(targets_view(opened, room, Choices()).lines)["普及普惠督导评估"] == "1/1，缺 5"
    preschool = targets_inspection_view(opened, room, Choices())[0]
    coverage = next(item.target for item in preschool.open_criteria if item.indicator.id == "inclusive_coverage")
    cell = preschool.at("321202", coverage)
    assert (value_words(cell), short_words(cell)) == ("▼ 79.96", ("差 0.04", "4 个学位"))


def test_a_check_list_never_borrows_from_another_period(opened: Store, city: Workspace) -> None:
    then = targets_inspection_view(opened, city, Choices(period="2021S"))[0]
    coverage = next(item.target for item in then.open_criteria if item.indicator.id == "inclusive_coverage")
    assert (then.period, then.periods) == ("2021S", ("2024S", "2021S"))
    assert value_words(then.at("321203", coverage)) == "✓ 80"  # 4,000 of 5,000; in 2024 it reported nothing
    assert place_words(then.lists["321203"]) == ("达到 1 项", "有数 1/4")


def test_own_targets_in_words(opened: Store, city: Workspace) -> None:
    room = own(opened, city, OWN)
    write_target(opened, room, replace(OWN, value=90.0).content(), "李老师", "加码", target="own_1", after=1)
    current, history = own_targets(opened, "321200"), target_history(opened, "321200")
    assert own_finding(room, current) == "泰州市自设目标 1 条在用"
    now = own_table(current).iloc[0][["编号", "目标", "对谁", "状态", "版本"]]
    assert list(now) == ["own_1", "90–92%", "每个区县", "在用", "2"]
    told = history_table(history)[["做了什么", "填报人", "理由", "目标"]].to_numpy().tolist()
    assert told == [["改动", "李老师", "加码", "90–92%"], ["新设", "王老师", "—", "86.3–92%"]]
    with using("en"):
        assert list(history_table(history)["What"]) == ["changed", "set"]
