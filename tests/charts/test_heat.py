"""The heat table: what stands in a cell, in which colour, and that nothing is cut, at any size."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from charts.heat import heat_chart, heat_height
from charts.tokens import DENSE, DIVERGING, NOT_APPLICABLE, screen_sizes
from tests.charts.drawing import LONG_NAME, NAN, PLACES, heat_cells

VALUES = {
    "海陵区": [92.4, 2.6, 61234.0], "高港区": [NAN, 0.4, 31234.0], "姜堰区": [83.1, 0.8, 71234.0], "靖江市": [86.3, 0.0, 51234.0],
    "泰兴市": [81.6, 1.9, 91234.0], "兴化市": [78.2, 3.4, 101234.0],
}  # fmt: skip


@pytest.mark.parametrize("width", [1122, 1356, 1676])
def test_everything_lies_inside_and_apart_on_a_page(drawn, width: int) -> None:
    sizes = screen_sizes(width)
    cells = heat_cells(PLACES, VALUES, [84.2, 1.9, 407404.0])
    chart = drawn(heat_chart(cells, width=width, height=heat_height(cells, sizes), sizes=sizes, select=True))
    assert chart.outside() == []
    assert chart.collisions() == []
    assert {"学前普惠", "班额", "≥ 85", "≤ 1", "无目标", "92.4", "▼2.4", "✓7.4", "未报送", "全市"} <= set(chart.words)


def test_everything_lies_inside_and_apart_in_a_picture(drawn) -> None:
    cells = heat_cells(PLACES, VALUES, [84.2, 1.9, 407404.0])
    chart = drawn(heat_chart(cells, width=1776, height=774, sizes=DENSE))
    assert chart.outside() == []
    assert chart.collisions() == []


def test_a_cell_has_the_colour_of_its_distance(drawn) -> None:
    chart = drawn(heat_chart(heat_cells(PLACES, VALUES), width=1122, height=500, legend=False))
    fills = [row["fill"] for row in chart.rects]
    # 92.4 is 1–2 steps above; 83.1 and 81.6 within a step below; 86.3 within one above; 78.2 1–2 steps below
    assert [fills.count(DIVERGING[k]) for k in (5, 1)] == [1 + 1, 1 + 1]  # with 0.0 against ≤ 1, and 2.6 against ≤ 1
    assert fills.count(DIVERGING[0]) == 1  # 3.4 against ≤ 1
    assert chart.text("▼6.8").colour == chart.text("78.2").colour


def test_missing_is_hatched_and_never_a_value(drawn) -> None:
    chart = drawn(heat_chart(heat_cells(["高港区"], {"高港区": [NAN, NAN, NAN]}), width=1122, height=260, legend=False))
    assert chart.words.count("未报送") == 3
    assert not any(row["fill"] in DIVERGING for row in chart.rects)
    assert sum(1 for _ in chart.rows("rule")) > 10


def test_not_applicable_is_flat(drawn) -> None:
    cells = heat_cells(["海陵区"], {"海陵区": [NAN, 0.5, 3.0]}).assign(
        applicable=lambda frame: frame["value"].notna(), status_text="不适用"
    )
    chart = drawn(heat_chart(cells, width=800, height=260, legend=False))
    assert [row["fill"] for row in chart.rects].count(NOT_APPLICABLE) == 1
    assert "不适用" in chart.words


def test_a_click_gives_the_code(drawn) -> None:
    chart = drawn(heat_chart(heat_cells(PLACES, VALUES), width=1122, height=500, select=True, highlight="5"))
    assert [param["name"] for param in chart.selection] == ["place"]
    assert chart.selection[0]["select"]["fields"] == ["code", "about"]
    assert len({row["about"] for row in chart.hits}) == 3
    assert {row["code"] for row in chart.hits} == set("012345")
    assert chart.text("兴化市").bold


@pytest.mark.parametrize("count", [1, 28, 120])
def test_one_place_many_places(drawn, count: int) -> None:
    names = [f"第{number}区" for number in range(count)]
    cells = heat_cells(names, {name: [80.0 + (number % 20), 0.5, 12.0] for number, name in enumerate(names)})
    chart = drawn(heat_chart(cells, width=1122, height=heat_height(cells)))
    assert chart.outside() == []
    assert chart.collisions() == []
    assert math.isclose(chart.text(names[0]).left, 0)


def test_a_long_name_takes_two_lines(drawn) -> None:
    cells = heat_cells([LONG_NAME], {LONG_NAME: [101.6, 0.0, 3.0]})
    chart = drawn(heat_chart(cells, width=700, height=heat_height(cells)))
    assert chart.outside() == []
    assert chart.collisions() == []
    assert "".join(word for word in chart.words if word in LONG_NAME and len(word) > 3) == LONG_NAME
    assert "101.6" in chart.words


def test_twenty_columns_fit_the_widest_page(drawn) -> None:
    base = heat_cells(PLACES, VALUES)
    cells = base[base["indicator"] != "pupils"]
    wide = [cells.assign(indicator=cells["indicator"] + str(k), family=f"第{k // 3}族") for k in range(10)]
    chart = drawn(heat_chart(pd.concat(wide), width=1676, height=600, sizes=screen_sizes(1676)))
    assert chart.outside() == []
    assert chart.collisions() == []


THIRTY_ZH = ["初中平均班额（人）", "普惠园覆盖率", "学前三年毛入园率", "残疾儿童入学率", "教师交流轮岗比例", "小学大班额比例"]
THIRTY_EN = ["Junior secondary average class (pupils)", "Inclusive coverage", "Gross enrolment", "Certified special teachers"]


@pytest.mark.parametrize(("headings", "upright"), [(THIRTY_ZH, False), (THIRTY_EN, True)])
def test_thirty_indicators_by_twenty_districts_fit_the_widest_page(drawn, headings: list[str], upright: bool) -> None:
    names = [f"第{number}区" for number in range(20)]
    base = heat_cells(names, {name: [61.8 + n, 30.4, NAN] for n, name in enumerate(names)}, [71.5, 10.6, 1.0])
    one = base[base["indicator"] == "coverage"]
    wide = [one.assign(indicator=f"i{k}", heading=headings[k % len(headings)], family=f"家族{k // 8}") for k in range(30)]
    cells, sizes = pd.concat(wide), screen_sizes(1676)
    height = heat_height(cells, sizes, 1676)
    chart = drawn(heat_chart(cells, width=1676, height=height, sizes=sizes))
    assert chart.width == 1676
    assert height <= 900
    assert chart.outside() == []
    assert chart.collisions() == []
    assert min(box.size for box in chart.texts if box.text in ("61.8", "▼23.2", "80.8")) >= 11
    assert all(box.size >= 9 for box in chart.texts)
    standing = any(mark.get("angle") == 270 for mark, _row in chart.rows("text"))
    assert standing is upright


def test_a_reason_that_cannot_be_read_in_its_cell_is_a_dash_with_the_words_in_the_tip(drawn) -> None:
    base = heat_cells(["高港区"], {"高港区": [NAN, 0.4, NAN]})
    one = base[base["indicator"] == "coverage"].assign(status_text="not yet reported")
    cells = pd.concat([one.assign(indicator=f"i{k}") for k in range(24)])
    chart = drawn(heat_chart(cells, width=1122, height=300, legend=False))
    assert chart.words.count("—") == 24
    assert "not yet reported" in str(chart.spec)


def test_nothing_to_show_says_so(drawn) -> None:
    chart = drawn(heat_chart(heat_cells([], {}), width=800, height=200))
    assert chart.words == ["没有可显示的数据"]


def test_too_many_rows_for_a_picture_show_both_ends_and_say_so(drawn) -> None:
    names = [f"第{number}区" for number in range(110)]
    cells = heat_cells(names, {name: [80.0, 0.5, 12.0] for name in names}, [80.0, 0.5, 12.0])
    chart = drawn(heat_chart(cells, width=1776, height=774, sizes=DENSE))
    assert chart.outside() == []
    assert chart.collisions() == []
    shown = sum(word.startswith("第") for word in chart.words)
    assert {"第0区", "第109区", "全市", f"… 中间 {110 - shown} 个未列出"} <= set(chart.words)
    assert len(chart.hits) == (shown + 1) * 3
