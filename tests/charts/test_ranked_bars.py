"""Ranked bars: length is the distance to the target, the missing is hatched across the track, no label is cut."""

from __future__ import annotations

import pytest

from charts.classes import target_classes
from charts.ranked_bars import bars_height, ranked_bars_chart
from charts.tokens import DENSE, DIVERGING, INK_2
from tests.charts.drawing import LONG_NAME, NAN, TAIZHOU, bar_rows

CLASSES = target_classes(85, 5)


def bars(chart) -> list[dict]:
    return [row for row in chart.rects if row["fill"] in DIVERGING or row["fill"] == INK_2]


@pytest.mark.parametrize(("width", "height", "sizes"), [(1122, 400, None), (520, 420, None), (960, 775, DENSE)])
def test_every_text_lies_inside_and_apart(drawn, width: int, height: int, sizes) -> None:
    rows = bar_rows(TAIZHOU, city=84.2)
    given = {} if sizes is None else {"sizes": sizes}
    note = "全市为 5 / 6 个区县合计：80,734 ÷ 95,900 = 84.2%"
    chart = drawn(
        ranked_bars_chart(
            rows,
            width=width,
            height=height,
            classes=CLASSES,
            value_heading="覆盖率",
            distance_heading="距目标 85%（百分点）",
            note=note,
            **given,
        )
    )
    assert chart.outside() == []
    assert chart.collisions() == []
    assert {"海陵区", "92.4", "超 7.4", "差 6.8", "未报送，不排名", "全市", note} <= set(chart.words)


def test_length_is_distance(drawn) -> None:
    chart = drawn(ranked_bars_chart(bar_rows(TAIZHOU, city=84.2), width=960, height=500, classes=CLASSES))
    lengths = [row["x2"] - row["x"] for row in bars(chart)]
    unit = lengths[0] / 7.4
    assert lengths == pytest.approx([7.4 * unit, 1.3 * unit, 1.9 * unit, 3.4 * unit, 6.8 * unit, 0.8 * unit])
    zero = bars(chart)[0]["x"]
    assert [row["x2"] for row in bars(chart)[2:]] == pytest.approx([zero] * 4)
    assert [row["fill"] for row in bars(chart)] == [DIVERGING[5], DIVERGING[4], DIVERGING[2], DIVERGING[2], DIVERGING[1], INK_2]


def test_the_missing_is_no_bar(drawn) -> None:
    chart = drawn(ranked_bars_chart(bar_rows([("高港区", NAN)]), width=600, height=120, classes=CLASSES))
    assert bars(chart) == []
    assert chart.words.count("—") == 2
    assert "未报送，不排名" in chart.words


def test_without_a_target_bars_start_at_zero(drawn) -> None:
    chart = drawn(ranked_bars_chart(bar_rows([("甲区", 40.0), ("乙区", 20.0), ("丙区", 0.0)], target=NAN), width=600, height=200))
    fills = [row for row in chart.rects if row["y2"] - row["y"] > 5]
    assert fills[0]["x2"] - fills[0]["x"] == pytest.approx(2 * (fills[1]["x2"] - fills[1]["x"]))
    assert len(fills) == 2


def test_a_sum_does_not_press_its_districts_flat(drawn) -> None:
    """The city's total of a count is far longer than any district: it keeps its value and has no bar."""
    chart = drawn(ranked_bars_chart(bar_rows([("甲区", 40.0), ("乙区", 20.0)], target=NAN, city=60.0), width=600, height=240))
    fills = [row for row in chart.rects if 5 < row["y2"] - row["y"] < 45 and row["fill"] != "#F4F6F8"]
    assert [row["fill"] for row in fills].count(INK_2) == 0
    assert fills[0]["x2"] == pytest.approx(594, abs=1)
    assert "60.0" in chart.words


def test_exactly_on_target_has_words_and_no_bar(drawn) -> None:
    chart = drawn(ranked_bars_chart(bar_rows([("甲区", 85.0)]), width=600, height=120, classes=CLASSES))
    assert bars(chart) == []
    assert "恰好达到" in chart.words
    assert chart.outside() == []


@pytest.mark.parametrize("count", [1, 2, 40, 110])
def test_any_number_of_places_and_long_names(drawn, count: int) -> None:
    rows = bar_rows([(f"{LONG_NAME[: 3 + number % 13]}{number}", 120.0 - number) for number in range(count)])
    chart = drawn(ranked_bars_chart(rows, width=520, height=bars_height(rows), classes=CLASSES, select=True))
    assert chart.outside() == []
    assert chart.collisions() == []
    assert len(chart.hits) == count


def test_too_many_rows_for_a_picture_show_both_ends_and_say_so(drawn) -> None:
    rows = bar_rows([(f"第{number}区", 120.0 - number) for number in range(110)], city=84.2)
    chart = drawn(ranked_bars_chart(rows, width=900, height=774, classes=CLASSES, sizes=DENSE))
    assert chart.outside() == []
    assert chart.collisions() == []
    assert {"第0区", "第109区", "全市"} <= set(chart.words)
    shown = sum(word.startswith("第") for word in chart.words)
    assert f"… 中间 {110 - shown} 个未列出" in chart.words
    assert min(box.size for box in chart.texts) >= 10
