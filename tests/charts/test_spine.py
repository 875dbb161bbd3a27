"""The spine: unlike indicators on one axis of steps, the target in the middle; own scales without one; nothing cut."""

from __future__ import annotations

import pandas as pd
import pytest

from charts.notes import Fact, facts_chart, lists_chart, lists_height
from charts.spine import SPINE_COLUMNS, SpineHeads, profile_height, spine_chart, spine_height
from charts.tokens import ACCENT, DENSE, PAPER, screen_sizes
from tests.charts.drawing import LONG_NAME, NAN

HEADS = SpineHeads("2018–2024", "比 2021 年", (2018, 2024))
POINTS = tuple((year, 70.0 + year - 2018) for year in range(2018, 2025))


def row(key: str, at: float, others: tuple[float, ...] = (-1.0, 1.0), **more: object) -> dict[str, object]:
    found: dict[str, object] = {
        "key": key, "family": "学前普惠", "name": f"指标{key}", "value_text": "78.2", "status_text": "", "target_text": "≥ 85",
        "sign": "▼", "distance_text": "6.8", "at": at, "city": 0.5,
        "others": tuple((str(number), f"区{number}", f"{place:.1f}", place) for number, place in enumerate(others)),
        "ends": None, "rank_text": "5/5", "state_text": "→ 明显滞后", "points": POINTS, "since": 0, "goal": 85.0,
        "change_text": "+2.1",
    }  # fmt: skip
    assert set(found) == set(SPINE_COLUMNS)
    return found | more


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(rows)


def own_dots(chart) -> list[float]:
    """Where the district's dots lie; the dots of sparks and of the legend are smaller."""
    return [mark["x"] for _style, mark in chart.rows("point") if mark["fill"] == ACCENT and mark["size"] > 100]


MANY = frame(
    row("a", -1.4), row("b", 0.4, sign="✓", distance_text="1.2"),
    row("c", NAN, value_text="", status_text="未报送", sign="", distance_text="", rank_text="", state_text="", change_text=""),
    row("d", -4.0, (-9.0, 5.0), family="班额", rank_text="并列 12/16"),
    row(
        "e", 3.0, (-3.0, 0.0), family="班额", target_text="", goal=NAN, sign="", distance_text="占全市 5.2%", state_text="",
        ends=("12,335", "139,828"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("width", "height", "sizes"),
    [(1122, 0, screen_sizes(1122)), (1676, 0, screen_sizes(1676)), (1776, 700, DENSE), (1096, 600, PAPER)],
)
def test_every_text_lies_inside_and_apart(drawn, width: int, height: int, sizes) -> None:
    chart = drawn(
        spine_chart(MANY, name="兴化市", width=width, height=height or spine_height(MANY, sizes), heads=HEADS, sizes=sizes)
    )
    assert chart.outside() == []
    assert chart.collisions() == []
    assert {
        "78.2",
        "≥ 85",
        "▼ 6.8",
        "✓ 1.2",
        "未报送",
        "5/5",
        "并列 12/16",
        "→ 明显滞后",
        "+2.1",
        "12,335",
        "139,828",
        "兴化市",
    } <= set(chart.words)


@pytest.mark.parametrize("width", [332, 362, 627])
@pytest.mark.parametrize("name", ["指标甲", LONG_NAME])
def test_on_a_phone_every_indicator_has_its_figures_above_its_track(drawn, width: int, name: str) -> None:
    rows, sizes = MANY.assign(name=[name, *MANY["name"].iloc[1:]]), screen_sizes(width)
    chart = drawn(
        spine_chart(
            rows, name="兴化市", width=width, height=profile_height(rows, "兴化市", width, sizes), heads=HEADS, sizes=sizes
        )
    )
    assert chart.outside() == [] and chart.collisions() == []
    assert min(box.size for box in chart.texts if box.text != "未报送") >= 12
    value, rank = (
        sorted((box for box in chart.texts if box.text == words), key=lambda box: box.top)[0] for words in ("78.2", "5/5")
    )
    assert value.bottom < rank.top and rank.right == pytest.approx(width)
    assert {"▼ 6.8", "✓ 1.2", "≥ 85", "未报送", "并列 12/16", "12,335", "学前普惠", "班额"} <= set(chart.words)
    tracks = [mark["y"] for _style, mark in chart.rows("point") if mark["fill"] == ACCENT and mark["size"] > 75]
    assert len(tracks) == 4 and tracks == sorted(tracks)
    # A state is either said in words in its row, or its sign is explained below
    assert any("明显滞后" in words for words in chart.words)


def test_a_dot_lies_at_its_steps_and_beyond_three_at_the_edge(drawn) -> None:
    rows = frame(row("a", -1.5, ()), row("b", 0.0, ()), row("c", 1.5, ()), row("d", -7.0, ()), row("e", -3.0, ()))
    chart = drawn(spine_chart(rows, name="兴化市", width=1122, height=300, heads=HEADS))
    own = own_dots(chart)
    assert own[1] - own[0] == pytest.approx(own[2] - own[1])
    assert own[3] == own[4]
    (head,) = [box for box in chart.texts if box.text == "目标" and box.bold]
    assert (head.left + head.right) / 2 == pytest.approx(own[1], abs=0.1)


def test_a_row_without_a_target_runs_over_its_own_scale(drawn) -> None:
    rows = frame(row("a", -3.0, (0.0, 3.0), target_text="", goal=NAN, sign="", distance_text="", ends=("9.1", "13.8")))
    chart = drawn(spine_chart(rows, name="徐汇区", width=1122, height=120, heads=SpineHeads("", "")))
    (own,) = own_dots(chart)
    assert chart.text("9.1").right < own < chart.text("13.8").left
    assert not {"目标", "距目标"} & set(chart.words)
    assert "没有目标的指标：从最低区县到最高区县，各行自有刻度" in chart.words


def test_a_missing_value_is_hatched_and_has_no_dot(drawn) -> None:
    chart = drawn(spine_chart(MANY.iloc[[2]], name="高港区", width=1122, height=120, heads=HEADS))
    assert "未报送" in chart.words
    assert own_dots(chart) == []


def test_a_click_on_another_district_answers_its_code(drawn) -> None:
    chart = drawn(spine_chart(MANY, name="兴化市", width=1122, height=300, heads=HEADS, select=True))
    assert {hit["code"] for hit in chart.hits} == {"0", "1", ""}
    assert {hit["about"] for hit in chart.hits} == set(MANY["key"])
    assert {title for hit in chart.hits for title in hit if title.startswith("t") and title != "type"} == {"t0", "t1", "t2"}
    assert chart.selection


def test_a_spark_is_broken_where_the_territory_changed(drawn) -> None:
    whole, broken = (
        drawn(spine_chart(frame(row("a", 0.0, since=since)), name="x", width=1122, height=90, heads=HEADS)) for since in (0, 2021)
    )
    pieces = [len([row for _mark, row in chart.rows("line") if row["stroke"] == ACCENT]) for chart in (whole, broken)]
    assert pieces == [12, 10]


def test_nothing_at_all(drawn) -> None:
    chart = drawn(spine_chart(frame(), name="兴化市", width=1122, height=120, heads=HEADS))
    assert chart.words == ["没有可显示的数据"]


def test_long_names_and_one_row(drawn) -> None:
    chart = drawn(
        spine_chart(
            frame(row("a", 1.0, name=LONG_NAME, family="义务教育优质均衡")), name=LONG_NAME, width=1122, height=110, heads=HEADS
        )
    )
    assert chart.outside() == []


def test_facts_and_lists_on_paper_are_never_cut(drawn) -> None:
    facts = [
        Fact("1,537", "个学位：普惠率缺口", "85% × 22,600 − 17,673 = 1,537，按在园幼儿总数不变计"),
        Fact("+0.70", "每年", ""),
    ]
    chart = drawn(facts_chart(facts, width=1096))
    assert chart.outside() == [] and chart.collisions() == []
    lists = [
        ("相对较好", ["毛入园率 97.2%，超 7.2 个百分点，位次 2/6" * 2]),
        ("需要关注", [LONG_NAME * 2, "甲"]),
        ("可以追问", ["乙"]),
    ]
    chart = drawn(lists_chart(lists, width=1096))
    assert chart.height == lists_height(lists, 1096)
    assert chart.outside() == [] and chart.collisions() == []
