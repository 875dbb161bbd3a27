"""Other forms of the trend: slope, small charts, bands, several places that stand out."""

from __future__ import annotations

import pandas as pd
import pytest
from shapely.geometry import shape

from charts.marked import line_ink, text_ink, weight
from charts.slope import slope_chart
from charts.tokens import ACCENT, EDGE, INK_1, INK_2, MARKED, contrast
from charts.trend import trend_chart
from charts.trend_bands import BAND_FILL, Band, stretches
from charts.trend_marks import TargetLine, TrendNote
from charts.trend_multiples import trend_multiples_chart
from tests.charts.drawing import NAN, Drawn

NAMES = {"a": "海陵区", "b": "兴化市", "c": "靖江市", "z": "全市"}


def points(values: dict[str, list[float]], first: int = 2020) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "code": code, "name": NAMES[code], "is_city": code == "z", "year": first + number, "value": value,
                "value_text": "" if value != value else f"{value:.1f}", "status_text": "",
            }
            for code, line in values.items() for number, value in enumerate(line)
        ]
    )  # fmt: skip


def slopes() -> pd.DataFrame:
    rows = [("a", 81.0, 92.4), ("b", 70.1, 78.2), ("c", 84.6, 86.3), ("z", 77.0, 84.2)]
    return pd.DataFrame(
        [
            {
                "code": code, "name": NAMES[code], "is_city": code == "z", "first": first, "last": last,
                "first_text": f"{first:.1f}", "last_text": f"{last:.1f}", "change_text": f"+{last - first:.1f}",
            }
            for code, first, last in rows
        ]
    )  # fmt: skip


def test_a_slope_names_both_ends_and_says_the_change(drawn: type[Drawn]) -> None:
    chart = drawn(
        slope_chart(slopes(), ("2018", "2024"), width=1122, height=455, target=85, target_text="目标 85%", highlight="b")
    )
    assert {"兴化市 70.1", "78.2 兴化市 +8.1", "92.4 海陵区 +11.4", "目标 85%", "2018", "2024"} <= set(chart.words)
    assert chart.text("78.2 兴化市 +8.1").colour == ACCENT
    assert chart.text("84.2 全市 +7.2").colour == INK_1
    assert chart.outside() == [] and chart.collisions() == []
    ends = sorted(row["y"] for mark, row in chart.rows("line") if row["stroke"] == ACCENT)
    assert ends[0] < ends[1], "a rise goes up"


def test_a_slope_without_rows_says_so(drawn: type[Drawn]) -> None:
    assert drawn(slope_chart(slopes().iloc[:0], ("2018", "2024"), width=600, height=300)).words == ["没有可显示的数据"]


def test_several_places_stand_out_each_in_its_own_colour() -> None:
    marked = ["a", "c"]
    assert [line_ink(code, code == "z", "b", marked) for code in "abcz"] == [MARKED[0], ACCENT, MARKED[1], INK_1]
    assert (line_ink("d", False, "b", marked), text_ink("d", False, "b", marked)) == (EDGE, INK_2)
    assert [weight(code, code == "z", "b", marked) for code in "abczd"] == [2, 3, 2, 1, 0]
    assert all(contrast(colour, "#FFFFFF") >= 4.5 for colour in MARKED)
    assert weight("", False, "", []) == 0


def test_marked_lines_are_drawn_with_their_dots_and_labels(drawn: type[Drawn]) -> None:
    values = {"a": [81.0, 85.0, 92.4], "b": [70.1, 74.0, 78.2], "c": [84.6, 85.5, 86.3]}
    chart = drawn(trend_chart(points(values), width=1122, height=455, highlight="b", marked=["c"]))
    assert chart.text("靖江市 86.3").colour == MARKED[0]
    assert sum(row["fill"] == MARKED[0] for _mark, row in chart.rows("point")) == 3
    assert sum(row["fill"] == EDGE for _mark, row in chart.rows("point")) == 1, "the others only where they end"


def test_a_band_is_never_drawn_through_a_year_without_one(drawn: type[Drawn]) -> None:
    band = Band("区县中间一半", ((2020, 70.0, 80.0), (2021, 72.0, 82.0), (2023, 74.0, 90.0)))
    assert [[year for year, _low, _high in run] for run in stretches(band)] == [[2020, 2021], [2023]]
    values = {"b": [70.1, 74.0, NAN, 78.2]}
    chart = drawn(trend_chart(points(values), width=1122, height=455, highlight="b", bands=[band]))
    assert "区县中间一半" in chart.words
    areas = [shape(row["geometry"]) for _mark, row in chart.rows("geoshape") if row.get("fill") == BAND_FILL]
    assert len(areas) == 1
    bars = [row for _mark, row in chart.rows("rect") if row["fill"] == BAND_FILL]
    assert len(bars) == 1, "2023 stands alone"
    ticks = [float(word) for word in chart.words if word.replace(".", "").isdigit() and len(word) < 4]
    assert max(ticks) >= 90, "the axis reaches the band"


def test_small_charts_share_one_scale_and_break_where_the_line_breaks(drawn: type[Drawn]) -> None:
    values = {"a": [81.0, NAN, 92.4], "b": [70.1, 74.0, 78.2], "z": [77.0, 80.0, 84.2]}
    notes = [TrendNote("b", 2021, "①", True)]
    chart = drawn(
        trend_multiples_chart(points(values), width=1122, height=455, targets=[TargetLine(85, "省目标 85%", 2027)], notes=notes)
    )
    assert {"海陵区 92.4", "兴化市 78.2", "全市 84.2"} <= set(chart.words)
    assert chart.outside() == [] and chart.collisions() == []
    lengths: dict[int, int] = {}
    for _mark, row in chart.rows("line"):
        lengths[row["line"]] = lengths.get(row["line"], 0) + 1
    # 海陵区 has two single years, never joined; 兴化市 2021–2022 only; 全市 all three: each in three panels
    assert sorted(lengths.values()) == [2, 2, 2, 3, 3, 3]


def test_lines_from_one_point_are_named_at_their_ends_only(drawn: type[Drawn]) -> None:
    values = {"a": [100.0, 110.0], "b": [100.0, 120.0], "c": [100.0, 90.0]}
    words = drawn(trend_chart(points(values), width=1122, height=455)).words
    assert [word for word in words if word in NAMES.values()] == []


@pytest.mark.parametrize("chart", [trend_multiples_chart])
def test_nothing_to_draw_is_said(drawn: type[Drawn], chart) -> None:
    assert drawn(chart(points({"a": [NAN, NAN]}), width=600, height=300)).words == ["没有可显示的数据"]
