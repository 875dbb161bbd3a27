"""Own indicators: defined on the page, read from the next workbook, in every view, retired and never deleted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from access import NOBODY, NotAllowedError, Role, Visitor
from indicators.definitions import IndicatorKind
from indicators.own_indicators import OwnIndicator, own_indicator, split_aliases
from indicators.vocabulary import EducationLevel, Polarity
from intake import accept, preview
from intake.own_indicators import IndicatorRefusedError, add_indicator, change_indicator, retire_indicator
from intake.templates import TemplateColumn, heading
from store import Store, Workspace, city_catalogue, indicator_catalogue, newest_versions
from tests.intake.sheets import TAIZHOU, workbook
from tests.store.builders import TAIZHOU as ROOM

STAFF = Visitor("王老师", Role.STAFF)
MEALS = OwnIndicator(
    name="食堂自营校数",
    family="general",
    kind=IndicatorKind.COUNT,
    unit="所",
    polarity=Polarity.HIGHER,
    education_levels=(EducationLevel.COMPULSORY,),
    numerator="",
    denominator="",
    decimals=0,
    sensitive=False,
    definition="食堂由学校自己经营的学校数。",
    aliases=("自营食堂学校数",),
)


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """What differs between databases is tested in tests/store."""
    return sqlite_store


def book(head: str) -> bytes:
    rows = [["泰州市2024学年学校食堂情况"], ["区县", head]]
    return workbook(*rows, *([place, 10 + number] for number, place in enumerate(TAIZHOU)))


def space_of(store: Store) -> Workspace:
    return store.workspace("321200") or ROOM


@pytest.mark.parametrize("head", ["食堂自营校数", "食堂自营校数（所）", "自营食堂学校数"])
def test_the_next_workbook_is_read_by_its_name_and_aliases(store: Store, head: str) -> None:
    before = preview(store, book(head), "食堂.xlsx")
    assert before.prepared.empty
    assert add_indicator(store, ROOM, MEALS, STAFF).name == "indicator_1"
    found = preview(store, book(head), "食堂.xlsx")
    assert found.questions == ()
    assert found.prepared["indicator"].unique().tolist() == ["own_indicator_1"]
    accept(store, found, STAFF)
    assert store.current_values("321200")["value"].tolist() == [10.0, 11.0, 12.0, 13.0, 14.0, 15.0]


def test_an_answer_may_be_an_own_indicator_and_is_remembered(store: Store) -> None:
    add_indicator(store, ROOM, MEALS, STAFF)
    answers = {"heading:自办食堂": "own_indicator_1|compulsory|"}
    accept(store, preview(store, book("自办食堂"), "食堂.xlsx", answers=answers), STAFF)
    second = workbook(["泰州市2023学年学校食堂情况"], ["区县", "自办食堂"], ["海陵区", 9], ["高港区", 8], ["姜堰区", 7])
    assert preview(store, second, "食堂23.xlsx").prepared["indicator"].unique().tolist() == ["own_indicator_1"]


def test_another_city_knows_nothing_of_it(store: Store) -> None:
    add_indicator(store, ROOM, MEALS, STAFF)
    assert "own_indicator_1" in indicator_catalogue(store, "321200").indicators
    assert "own_indicator_1" not in indicator_catalogue(store, "320100").indicators
    assert preview(store, book("食堂自营校数"), "食堂.xlsx", workspace="320100").prepared.empty


def test_its_catalogue_stays_the_same_object_while_nobody_defines_anything(store: Store) -> None:
    add_indicator(store, ROOM, MEALS, STAFF)
    first = indicator_catalogue(store, "321200")
    store.set_setting("deadline:2023S", "2024-01-01", "321200")
    assert indicator_catalogue(store, "321200") is first


def test_a_template_asks_for_it(store: Store) -> None:
    add_indicator(store, ROOM, MEALS, STAFF)
    catalogue = city_catalogue(store, space_of(store))
    assert heading(catalogue, TemplateColumn("own_indicator_1", EducationLevel.COMPULSORY)) == "食堂自营校数（所）"


def test_a_rate_of_own_counts_is_computed_from_them(store: Store) -> None:
    from indicators.derived import with_derived

    add_indicator(store, ROOM, MEALS, STAFF)
    share = replace(
        MEALS,
        name="食堂自营率",
        kind=IndicatorKind.SHARE,
        unit="%",
        decimals=1,
        numerator="own_indicator_1",
        denominator="schools",
    )
    share = replace(share, aliases=())
    add_indicator(store, space_of(store), share, STAFF)
    data = workbook(["泰州市2024学年学校情况"], ["区县", "义务教育学校数", "食堂自营校数"], ["海陵区", 40, 30], ["高港区", 20, 5])
    accept(store, preview(store, data, "食堂.xlsx", workspace="321200"), STAFF)
    catalogue = city_catalogue(store, space_of(store))
    derived = with_derived(store.current_values("321200"), catalogue)
    rates = derived[derived["indicator"] == "own_indicator_2"].set_index("place_name")["value"]
    assert rates.to_dict() == {"海陵区": 75.0, "高港区": 25.0}


def test_changes_keep_the_history_and_the_old_name(store: Store) -> None:
    first = add_indicator(store, ROOM, MEALS, STAFF)
    second = change_indicator(store, space_of(store), first, replace(MEALS, name="自营食堂校数"), STAFF, "改称")
    assert own_indicator(second.content).aliases == ("自营食堂学校数", "食堂自营校数")
    assert preview(store, book("食堂自营校数"), "食堂.xlsx").prepared["indicator"].nunique() == 1
    accept(store, preview(store, book("食堂自营校数"), "食堂.xlsx"), STAFF)
    with pytest.raises(IndicatorRefusedError, match="已有数据，单位和性质不能改"):
        change_indicator(store, space_of(store), second, replace(MEALS, unit="个"), STAFF, "改单位")


def test_a_retired_one_keeps_its_figures_and_is_read_no_more(store: Store) -> None:
    first = add_indicator(store, ROOM, MEALS, STAFF)
    accept(store, preview(store, book("食堂自营校数"), "食堂.xlsx"), STAFF)
    retired = retire_indicator(store, space_of(store), first, STAFF, "不再统计")
    assert "own_indicator_1" not in city_catalogue(store, space_of(store)).indicators
    assert len(store.current_values("321200", ["own_indicator_1"])) == 6
    change_indicator(store, space_of(store), retired, MEALS, STAFF, "恢复统计")
    assert "own_indicator_1" in city_catalogue(store, space_of(store)).indicators
    assert len(newest_versions(store, "321200", "indicator")) == 1


def test_what_another_is_computed_from_is_not_retired(store: Store) -> None:
    first = add_indicator(store, ROOM, MEALS, STAFF)
    share = replace(
        MEALS, name="食堂自营率", kind=IndicatorKind.SHARE, unit="%", numerator="own_indicator_1", denominator="schools"
    )
    add_indicator(store, space_of(store), replace(share, aliases=()), STAFF)
    with pytest.raises(IndicatorRefusedError, match="“食堂自营率”要用它来算"):
        retire_indicator(store, space_of(store), first, STAFF, "不再统计")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": ""}, "请填写指标名称"),
        ({"name": "普惠性幼儿园覆盖率"}, "“普惠性幼儿园覆盖率”已经是“普惠性幼儿园覆盖率”的写法，换一个名称才分得清"),
        ({"aliases": ("在园幼儿数",)}, "“在园幼儿数”已经是“在园幼儿数”的写法"),
        ({"definition": ""}, "请写一句定义"),
        ({"kind": IndicatorKind.SHARE}, "比率的单位是 %"),
        ({"education_levels": ()}, "请至少选一个学段"),
        ({"numerator": "pupils"}, "数量不由分子、分母算出"),
        ({"unit": ""}, "请填写单位，如 所、人、个"),
    ],
)
def test_what_cannot_be_told_from_others_is_refused(sqlite_store: Store, change: dict[str, object], why: str) -> None:
    with pytest.raises(IndicatorRefusedError) as refused:
        add_indicator(sqlite_store, ROOM, replace(MEALS, **change), STAFF)
    assert str(refused.value).startswith(f"没有保存：{why}")
    assert newest_versions(sqlite_store, "321200", "indicator") == []


def test_two_of_one_name_cannot_be_told_apart(sqlite_store: Store) -> None:
    add_indicator(sqlite_store, ROOM, MEALS, STAFF)
    with pytest.raises(IndicatorRefusedError, match="“食堂自营校数”已经是“食堂自营校数”的写法"):
        add_indicator(sqlite_store, space_of(sqlite_store), MEALS, STAFF)


def test_nobody_defines_without_the_role(sqlite_store: Store) -> None:
    for visitor in (NOBODY, Visitor("看", Role.VIEWER)):
        with pytest.raises(NotAllowedError):
            add_indicator(sqlite_store, ROOM, MEALS, visitor)


def test_spellings_in_one_field() -> None:
    assert split_aliases("自营食堂、 自办食堂，食堂自营校数；自营食堂", "食堂自营校数") == ("自营食堂", "自办食堂")
