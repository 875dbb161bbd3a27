"""Groups that a bureau sets, statistical neighbours, ranks with ties, bands and changes: as the pages show them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import intake
from access import NOBODY, NotAllowedError, Role, Visitor
from indicators.peer_groups import BadPeerGroupsError, checked
from store import Store, Workspace
from tests.views.conftest import NAMES, row
from views.choices import Choices
from views.district_profile import district_profile_view
from views.equity import equity_view
from views.facts import facts
from views.gaps import gaps_view
from views.peer_calculation import peer_calculation_view
from views.peer_groups import own_groups, peer_groups
from views.peer_groups_page import peer_groups_page_view
from views.rankings import standing_of

STAFF = Visitor("王老师", Role.STAFF)
CHOICES = Choices(indicator="inclusive_coverage")
GROUPS = {"321202": "主城", "321203": "主城", "321204": "远郊", "321281": "县", "321282": "县", "321283": "县"}
Put = Callable[..., Workspace]


def grouped(store: Store, city: Workspace) -> Workspace:
    intake.set_peer_groups(store, city, GROUPS, NAMES, STAFF, "")
    found = store.workspace(city.id)
    assert found is not None
    return found


def test_without_groups_of_its_own_a_city_has_those_by_law(opened: Store, city: Workspace) -> None:
    groups = peer_groups(opened, city, NAMES)
    assert not groups.own
    assert [(group.name, len(group.members)) for group in groups.groups] == [("市辖区", 3), ("县（市）", 3)]


def test_groups_are_set_changed_and_taken_back_with_their_history(opened: Store, city: Workspace) -> None:
    now = grouped(opened, city)
    assert dict(own_groups(opened, now)) == GROUPS
    with pytest.raises(intake.PeerGroupsRefusedError, match="请写明理由"):
        intake.set_peer_groups(opened, now, GROUPS | {"321204": "主城"}, NAMES, STAFF, " ")
    with pytest.raises(intake.PeerGroupsRefusedError, match="内容没有变化"):
        intake.set_peer_groups(opened, now, GROUPS, NAMES, STAFF, "再存一次")
    intake.set_peer_groups(opened, now, dict.fromkeys(NAMES, ""), NAMES, STAFF, "文件废止")
    last = opened.workspace(city.id)
    assert last is not None
    assert dict(own_groups(opened, last)) == {}
    page = peer_groups_page_view(opened, last, Choices())
    assert page.history[["版本", "分组", "谁", "理由"]].values.tolist() == [
        [2, "恢复按区划类型", "王老师", "文件废止"],
        [1, "主城：海陵区、高港区；远郊：姜堰区；县：兴化市、靖江市、泰兴市", "王老师", "—"],
    ]


def test_who_may_not_or_where_nothing_may_be_written(opened: Store, city: Workspace, put: Put) -> None:
    with pytest.raises(NotAllowedError):
        intake.set_peer_groups(opened, city, GROUPS, NAMES, NOBODY, "")
    sample = put([row("321281", "inclusive_coverage", 2024, 78.2)], "样.xlsx", simulated=True)
    with pytest.raises(intake.PeerGroupsRefusedError, match="模拟城市"):
        intake.set_peer_groups(opened, sample, GROUPS, NAMES, STAFF, "")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (dict.fromkeys(NAMES, "全部"), "只有一个分组"),
        (GROUPS | {"999999": "县"}, "不是这座城市的区县"),
        (GROUPS | {"321204": "海陵区"}, "与区县同名"),
        (GROUPS | {"321204": "很" * 21}, "太长"),
    ],
)
def test_what_is_no_grouping_is_refused_in_one_sentence(names: dict[str, str], words: str) -> None:
    with pytest.raises(BadPeerGroupsError, match=words):
        checked(names, NAMES)


def test_blanks_around_a_name_make_no_second_group() -> None:
    assert checked({"321202": " 主城 ", "321203": "主城", "321204": "县", "321281": ""}, NAMES) == {
        "321202": "主城", "321203": "主城", "321204": "县",
    }  # fmt: skip


def test_the_gap_page_compares_within_a_group(opened: Store, city: Workspace) -> None:
    """县: (17,673 + 8,630 + 8,160) ÷ 42,600 = 80.9 %; short are 兴化 1,537 and 泰兴 340 → 1,877 places."""
    view = gaps_view(opened, grouped(opened, city), Choices(indicator="inclusive_coverage", peers="县"))
    assert view is not None
    assert view.finding == "县：2 个区县还差 1,877 个学位；兴化市按现有速度要到 2034 年才达标"
    assert list(zip(view.rows["name"], view.rows["value_text"], strict=True)) == [
        ("兴化市", "78.2"), ("泰兴市", "81.6"), ("靖江市", "86.3"), ("县", "80.9"), ("全市", "83.1"),
    ]  # fmt: skip
    assert view.table["位次"].tolist() == ["3/3", "2/3", "1/3", "—", "—"]
    assert [choice for choice, _words in view.scopes] == ["", "主城", "远郊", "县"]


def test_a_group_that_is_not_there_means_all(opened: Store, city: Workspace) -> None:
    view = gaps_view(opened, city, Choices(indicator="inclusive_coverage", peers="没有这组"))
    assert view is not None and len(view.rows) == 7


def test_inequality_splits_between_the_bureaus_groups(opened: Store, city: Workspace) -> None:
    before, after = equity_view(opened, city, CHOICES), equity_view(opened, grouped(opened, city), CHOICES)
    assert before is not None and after is not None
    assert before.cards[2].lines[-1].startswith("市辖区、县（市）之间占")
    assert after.cards[2].lines[-1].startswith("主城、远郊、县之间占")


def test_neighbours_are_named_with_their_distance(opened: Store, put: Put) -> None:
    """Only pupils are known, as powers 1, 2, 4 of 10: standard deviation √(14/9) = 1.25; 1 ÷ 1.25 = 0.80, 3 ÷ 1.25 = 2.41."""
    rows = []
    for code, pupils, rate in (("321281", 10, 70.0), ("321282", 100, 80.0), ("321283", 10_000, 90.0)):
        rows += [row(code, "pupils", 2024, pupils, "primary"), row(code, "inclusive_coverage", 2024, rate)]
    city = put(rows)
    view = gaps_view(opened, city, Choices(indicator="inclusive_coverage", district="321281", peers="near"))
    assert view is not None
    assert "靖江市（距离 0.80）、泰兴市（距离 2.41）" in "".join(view.footer)
    profile = district_profile_view(opened, city, Choices(district="321281"))
    assert profile is not None and profile.peers is not None
    assert profile.peers.context[["区县", "距离"]].values.tolist() == [["兴化市", "—"], ["靖江市", "0.80"], ["泰兴市", "2.41"]]
    coverage = profile.peers.table.set_index("指标").loc["普惠性幼儿园覆盖率"]
    assert (coverage["兴化市"], coverage["靖江市"], coverage["组内位次"]) == ("70.0", "80.0", "3/3")


def test_ranks_say_ties_bands_changes_and_who_is_not_ranked(opened: Store, put: Put) -> None:
    """2024: 90, 80, 80, 70 and one without a value; 2021: 90, 80, 70, 60. Tied seconds; 321283 came up from third."""
    figures = {"321202": (90, 90), "321204": (80, 80), "321283": (70, 80), "321281": (60, 70)}
    rows = [row(code, "inclusive_coverage", year, value) for code, pair in figures.items()
            for year, value in zip((2021, 2024), pair, strict=True)]  # fmt: skip
    rows.append(row("321203", "inclusive_coverage", 2024, None))
    found = facts(opened, put(rows), CHOICES)
    assert found is not None
    ranks = standing_of(found)
    assert ranks["321202"].text == "1/4，前四分之一；未排 2 个"
    assert (ranks["321204"].text, ranks["321204"].change_text) == ("并列 2/4；未排 2 个", "与 2021 年相同")
    assert (ranks["321283"].text, ranks["321283"].change_text) == ("并列 2/4；未排 2 个", "比 2021 年升 1 位")
    assert ranks["321281"].text == "4/4，后四分之一；未排 2 个"
    assert ranks["321203"].text == "—"


def test_noise_is_said_where_less_than_one_child_decides(opened: Store, put: Put) -> None:
    """59 of 70 children: 85 % are 59.5, half a child more; 12 of 16 stand on fewer than 20."""
    rows = [row("321281", "inclusive_pupils", 2024, 59), row("321281", "kindergarten_pupils", 2024, 70)]
    rows += [row("321282", "inclusive_pupils", 2024, 12), row("321282", "kindergarten_pupils", 2024, 16)]
    view = gaps_view(opened, put(rows), CHOICES)
    assert view is not None
    notes = dict(zip(view.table["区县"], view.table["说明"], strict=True))
    assert "离目标不足 1 个学位" in notes["兴化市"]
    assert "分母不足 20 人" in notes["靖江市"]
    assert any("兴化市离目标不足 1 个学位；靖江市分母不足 20 人，一人之差就有几个百分点" in line for line in view.footer)


def test_a_neighbours_distance_is_followed_number_by_number_to_its_cells(opened: Store, put: Put) -> None:
    """1,000, 2,000 and 4,000 pupils: the logarithms' deviation is ln 2 × √(2/3) = 0.566, and ln 2 ÷ 0.566 = 1.22, 2.45 twice."""
    pupils = {"321202": 1_000.0, "321204": 2_000.0, "321281": 4_000.0}
    city = put([row(code, "pupils", 2024, value, "primary", f"B{code[-1]}") for code, value in pupils.items()])
    view = peer_calculation_view(opened, city, Choices(district="321202"))
    assert view is not None and view.title == "海陵区的统计近邻，2024 学年"
    assert view.lines[1:] == (
        "在校生：3 个区县，标准差 0.566",
        "姜堰区：距离 1.22",
        "　在校生：(ln 1,000 − ln 2,000) ÷ 0.566 = −1.225",
        "　√((1.225²) ÷ 1) = 1.22",
        "兴化市：距离 2.45",
        "　在校生：(ln 1,000 − ln 4,000) ÷ 0.566 = −2.449",
        "　√((2.449²) ÷ 1) = 2.45",
    )
    assert view.cells["单元格"].tolist() == ["B2", "B4", "B1"]
