"""The gap chart: dot at the value, hatch for none, figures with signs, states in words and colour."""

from __future__ import annotations

import pandas as pd
import pytest

from charts.gap import GapHeads, gap_chart, gap_height
from charts.tokens import DENSE, STATES, screen_sizes
from tests.charts.drawing import LONG_NAME, NAN

ROWS = [
    ("兴化市", 78.2, "far_behind", "明显滞后", True, "差 6.8", "1,537", "+0.70", "+2.27", "2034 年"),
    ("泰兴市", 81.6, "going_back", "倒退", True, "差 3.4", "745", "−0.60", "+1.13", "达不到"),
    ("姜堰区", 83.1, "slightly_slow", "略慢", True, "差 1.9", "281", "+0.47", "+0.63", "2029 年"),
    ("靖江市", 86.3, "met_falling", "已达标但下滑", False, "超 1.3", "0", "−0.73", "—", "已达标"),
    ("海陵区", 92.4, "met", "已达标", False, "超 7.4", "0", "+1.47", "—", "已达标"),
    ("高港区", NAN, "not_enough_data", "数据不足", False, "—", "—", "—", "—", "—"),
    ("全市", 84.2, "on_track", "按期可达", True, "差 0.8", "781", "+0.32", "+0.27", "2027 年"),
]
HEADS = GapHeads("差距（百分点）", "还差学位", "现速 / 需要（每年）", "预计达标", "状态")


def frame(rows: list[tuple]) -> pd.DataFrame:
    names = ["name", "value", "state", "state_text", "short", "gap_text", "people_text", "pace_text", "needed_text", "year_text"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(
        code=table["name"], is_city=table["name"] == "全市", value_text=[f"{value:.1f}" for value in table["value"]],
        status_text=["" if value == value else "2024 学年未报送" for value in table["value"]],
    )  # fmt: skip


@pytest.mark.parametrize(("width", "sizes"), [(1122, screen_sizes(1122)), (1356, screen_sizes(1356)), (1776, DENSE)])
def test_every_text_lies_inside_and_apart(drawn, width: int, sizes) -> None:
    rows = frame(ROWS)
    height = 774 if sizes is DENSE else gap_height(rows, sizes)
    chart = drawn(
        gap_chart(rows, width=width, height=height, target=85, target_text="目标 85", heads=HEADS, least=0, most=100, sizes=sizes)
    )
    assert chart.outside() == []
    assert chart.collisions() == []
    expected = {
        "目标 85",
        "78.2",
        "差 6.8",
        "1,537",
        "+0.70",
        " / +2.27",
        "2034 年",
        "→ 明显滞后",
        "2024 学年未报送",
        "全市",
        "↑ 按期可达",
    }
    assert expected <= set(chart.words)


@pytest.mark.parametrize(("width", "sizes"), [(340, screen_sizes(340)), (1122, screen_sizes(1122)), (1776, DENSE)])
def test_what_is_less_than_one_child_or_class_is_marked_in_its_row(drawn, width: int, sizes) -> None:
    close = [name in ("靖江市", "海陵区") for name, *_rest in ROWS]
    rows = frame(ROWS).assign(close=close, near_text=["", "", "不足 1 个学位", *[""] * 4])
    heads = HEADS if width > 700 else GapHeads("差距")
    height = gap_height(rows, sizes)
    chart = drawn(gap_chart(rows, width=width, height=height, target=85, target_text="目标 85", heads=heads, sizes=sizes))
    assert {"靖江市 ≈", "海陵区 ≈", "姜堰区", "不足 1 个学位"} <= set(chart.words)
    assert chart.outside() == [] and chart.collisions() == []


def test_a_dot_lies_at_its_value(drawn) -> None:
    chart = drawn(
        gap_chart(frame(ROWS), width=1122, height=500, target=85, target_text="目标 85", heads=HEADS, least=0, most=100)
    )
    dots = [row for _mark, row in chart.rows("point")]
    assert len(dots) == 6  # the district without a value has none
    unit = (dots[4]["x"] - dots[0]["x"]) / (92.4 - 78.2)
    assert [dot["x"] for dot in dots] == pytest.approx(
        [dots[0]["x"] + (value - 78.2) * unit for value in (78.2, 81.6, 83.1, 86.3, 92.4, 84.2)]
    )
    assert [dot["fill"] for dot in dots] == [STATES[row[2]].colour for row in ROWS if row[1] == row[1]]
    labels = {word: chart.text(word) for word in ("78.2", "92.4")}
    assert labels["78.2"].right < dots[0]["x"]
    assert labels["92.4"].left > dots[4]["x"]


def test_states_are_counted_without_the_city(drawn) -> None:
    chart = drawn(gap_chart(frame(ROWS), width=1122, height=500, target=85, target_text="目标 85", heads=HEADS))
    assert {"已达标 1", "倒退 1", "数据不足 1"} <= set(chart.words)
    assert not any(word.startswith("按期可达 ") for word in chart.words)


def test_the_sides_are_named_the_other_way_round_for_a_limit(drawn) -> None:
    rows = frame(
        [
            ("甲区", 0.4, "met", "已达标", False, "低于上限 0.6", "0", "—", "—", "已达标"),
            ("乙区", 3.0, "going_back", "倒退", True, "高出 2.0", "12", "—", "—", "—"),
        ]
    )
    chart = drawn(gap_chart(rows, width=1122, height=300, target=1, target_text="目标 ≤ 1", heads=HEADS, at_most=True, least=0))
    assert chart.outside() == []
    assert chart.text("未达标").left > chart.text("目标 ≤ 1").left


def test_without_a_target_there_is_no_line_and_no_bar(drawn) -> None:
    chart = drawn(gap_chart(frame(ROWS), width=1122, height=500, target=None, target_text="", heads=GapHeads("", state="状态")))
    assert "目标 85" not in chart.words
    assert chart.outside() == []


@pytest.mark.parametrize("count", [1, 40, 120])
def test_many_places_and_a_long_name(drawn, count: int) -> None:
    rows = frame(
        [
            (f"{LONG_NAME}{number or ''}", 60.0 + number % 70, "met", "已达标", False, "超 1.0", "0", "+0.10", "—", "已达标")
            for number in range(count)
        ]
    )
    chart = drawn(
        gap_chart(rows, width=1122, height=gap_height(rows), target=85, target_text="目标 85", heads=HEADS, select=True)
    )
    assert chart.outside() == []
    assert chart.collisions() == []
    assert len(chart.hits) == count


def test_all_missing(drawn) -> None:
    chart = drawn(
        gap_chart(frame([ROWS[5]]), width=1122, height=200, target=85, target_text="目标 85", heads=HEADS, least=0, most=100)
    )
    assert list(chart.rows("point")) == []
    assert chart.outside() == []


def test_too_many_rows_for_a_picture_show_both_ends_but_count_all(drawn) -> None:
    rows = frame([(f"第{n}区", 60.0 + n % 40, "met", "已达标", False, "超 1.0", "0", "+0.10", "—", "已达标") for n in range(110)])
    chart = drawn(gap_chart(rows, width=1776, height=774, target=85, target_text="目标 85", heads=HEADS, sizes=DENSE))
    assert chart.outside() == []
    assert chart.collisions() == []
    shown = sum(word.startswith("第") for word in chart.words)
    assert {"第0区", "第109区", f"… 中间 {110 - shown} 个未列出", "已达标 110"} <= set(chart.words)


def test_on_a_phone_in_english_the_axis_keeps_its_numbers_apart(drawn) -> None:
    english = [("Xinghua", 50.0, "30.0 short"), ("Taixing", 68.5, "11.5 short"), ("Jiangyan", 73.1, "6.9 short")]
    pairs = zip(english, ROWS, strict=False)
    rows = frame([(name, value, *row[2:5], gap, *row[6:]) for (name, value, gap), row in pairs])
    heads = GapHeads("Gap", "Schools", "", "", "")
    rows = rows.assign(pace_text="", needed_text="", year_text="")
    sizes = screen_sizes(350)
    height = gap_height(rows, sizes)
    chart = drawn(
        gap_chart(rows, width=350, height=height, target=80, target_text="Target 80", heads=heads, least=0, most=100, sizes=sizes)
    )
    assert {"30.0 short", "50.0", "Target 80"} <= set(chart.words)
    assert chart.outside() == []
    axis = [box for box in chart.texts if box.text in ("50", "60", "70", "80")]
    assert len(axis) >= 2
    assert not any(one.touches(other) for one in axis for other in axis if one is not other)


def test_on_a_phone_nothing_is_smaller_than_it_can_be_read(drawn) -> None:
    """Fewer numbers on a short axis, the target's and both ends first; why there is no value in 10 px at least."""
    rows = frame([(name, value - 28 if value < 84 else value, *rest) for name, value, *rest in ROWS])
    rows = rows.assign(pace_text="", needed_text="", year_text="")
    heads, sizes = GapHeads("差距", "学位", "", "", ""), screen_sizes(362)
    height = gap_height(rows, sizes)
    chart = drawn(
        gap_chart(rows, width=362, height=height, target=85, target_text="目标 85", heads=heads, least=0, most=100, sizes=sizes)
    )
    assert chart.outside() == [] and chart.collisions() == []
    assert min(box.size for box in chart.texts) >= 10
    long = rows.assign(name=[LONG_NAME, *rows["name"][1:]])
    chart = drawn(
        gap_chart(long, width=362, height=height, target=85, target_text="目标 85", heads=heads, least=0, most=100, sizes=sizes)
    )
    parts = [box for box in chart.texts if len(box.text) > 2 and box.text in LONG_NAME]
    assert "".join(box.text for box in parts) == LONG_NAME and min(box.size for box in parts) >= 9
    assert {"50", "100"} <= {box.text for box in chart.texts}
