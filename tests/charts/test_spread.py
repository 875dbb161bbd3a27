"""The spread chart: bars from lowest to highest, open and unjoined where the districts are others, nothing cut or overlapping."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from charts.spread import SpreadHeads, spread_chart
from charts.tokens import ACCENT, DENSE, GRID, INK_1, SLIDE, SURFACE, screen_sizes
from tests.charts.drawing import LONG_NAME, NAN

HEADS = SpreadHeads("极差（百分点）", "区县间差异系数", "区县数")


def points(years: dict[int, dict[str, float]], city: dict[int, float] | None = None) -> pd.DataFrame:
    rows = [(name, name, False, year, value) for year, values in years.items() for name, value in values.items()]
    rows += [("city", "全市", True, year, value) for year, value in (city or {}).items()]
    frame = pd.DataFrame(rows, columns=["code", "name", "is_city", "year", "value"])
    return frame.assign(value_text=[f"{value:.1f}" for value in frame["value"]], counted=True, since=0)


def spans(
    years: dict[int, dict[str, float]], *, others: tuple[int, ...] = (), variation: dict[int, float] | None = None
) -> pd.DataFrame:
    rows = []
    for year, values in years.items():
        number = (variation or {}).get(year, 0.1)
        rows.append(
            {
                "year": year, "label": f"{year} 学年", "low": min(values.values()), "high": max(values.values()),
                "range_text": f"{max(values.values()) - min(values.values()):.1f}", "variation": number,
                "variation_text": "不计算" if number != number else f"{number:.3f}", "count_text": str(len(values)),
                "comparable": year not in others,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


YEARS = {
    2021: {"海陵区": 88.0, "姜堰区": 81.7, "兴化市": 76.1},
    2022: {"海陵区": 90.0, "姜堰区": 82.0, "兴化市": 77.0},
    2024: {"海陵区": 92.4, "姜堰区": 83.1, "兴化市": 78.2},
}
CITY = {2021: 80.0, 2022: 81.0, 2024: 82.0}


@pytest.mark.parametrize(("width", "height", "sizes"), [(1122, 390, screen_sizes(1122)), (1776, 700, DENSE)])
def test_every_text_lies_inside_and_apart(drawn, width: int, height: int, sizes) -> None:
    chart = drawn(
        spread_chart(points(YEARS, CITY), spans(YEARS), width=width, height=height, heads=HEADS, highlight="姜堰区", sizes=sizes)
    )
    assert chart.outside() == []
    assert chart.collisions() == []
    assert {"14.2", "11.9", "13.0", "0.100", "2021", "2024", "海陵区 92.4", "兴化市 78.2", "姜堰区 83.1", "全市 82.0"} <= set(
        chart.words
    )
    assert chart.text("姜堰区 83.1").colour == ACCENT


def test_on_a_slide_the_bars_have_half_of_the_height_and_the_variation_its_figures(drawn) -> None:
    chart = drawn(spread_chart(points(YEARS, CITY), spans(YEARS), width=1700, height=600, heads=HEADS, sizes=SLIDE, least=0))
    assert chart.outside() == [] and chart.collisions() == []
    assert {"14.2", "0.100", "2024"} <= set(chart.words) and HEADS.count not in chart.words
    assert min(box.size for box in chart.texts) == SLIDE.head
    grid = sorted(row["y"] for mark, row in chart.rows("rule") if row["stroke"] == GRID)
    assert grid[-1] - grid[0] > 300
    assert not [row for _mark, row in chart.rows("line") if row["stroke"] == INK_1]


@pytest.mark.parametrize("first", [2018, 2009])
@pytest.mark.parametrize("name", ["海陵区", LONG_NAME])
def test_a_phone_has_the_rows_names_above_their_figures(drawn, first: int, name: str) -> None:
    years = {year: {name: 88.0, "姜堰区": 81.7, "兴化市": 76.1} for year in range(first, 2025)}
    chart = drawn(spread_chart(points(years), spans(years), width=362, height=470, heads=HEADS, sizes=screen_sizes(362)))
    assert chart.outside() == [] and chart.collisions() == []
    # The last period always has its figures; of more than fit, every second or third
    assert "2024" in chart.words and chart.text("2024").left > 200
    told = [int(words) for words in chart.words if words.isdigit() and int(words) > 2000]
    assert told == sorted(told) and len({other - one for one, other in itertools.pairwise(told)}) == 1
    assert (len(told) == 7) == (first == 2018)
    assert all(chart.text(head).left == 0 for head in (HEADS.range, HEADS.variation, HEADS.count))
    assert len(chart.rects) == len(years)


def test_a_bar_runs_from_the_lowest_to_the_highest(drawn) -> None:
    chart = drawn(spread_chart(points(YEARS), spans(YEARS), width=1122, height=390, heads=HEADS))
    bars = chart.rects
    unit = (bars[0]["y2"] - bars[0]["y"]) / (88.0 - 76.1)
    assert [bar["y2"] - bar["y"] for bar in bars] == pytest.approx([11.9 * unit, 13.0 * unit, 14.2 * unit])
    # 2023 is missing: 2022 and 2024 are not joined, one piece of line is left
    lines = [row for mark, row in chart.rows("line") if row["stroke"] == INK_1]
    assert len(lines) == 2


def test_a_period_with_other_districts_is_open_and_stands_alone(drawn) -> None:
    years = dict.fromkeys((2021, 2022, 2023), YEARS[2021])
    chart = drawn(spread_chart(points(years), spans(years, others=(2021,)), width=1122, height=390, heads=HEADS))
    assert [bar["fill"] == SURFACE for bar in chart.rects] == [True, False, False]
    assert len([row for _mark, row in chart.rows("line") if row["stroke"] == INK_1]) == 2


def test_what_is_not_computed_is_a_word_and_no_dot(drawn) -> None:
    years = {2024: {"甲区": 0.0, "乙区": 0.0, "丙区": 0.0}}
    chart = drawn(spread_chart(points(years), spans(years, variation={2024: NAN}), width=1122, height=390, heads=HEADS, least=0))
    assert "不计算" in chart.words
    assert len(list(chart.rows("point"))) == 3


def test_nothing_at_all(drawn) -> None:
    empty = points({}).reindex(columns=["code", "name", "is_city", "year", "value", "value_text", "counted"])
    chart = drawn(spread_chart(empty, spans(YEARS), width=1122, height=390, heads=HEADS))
    assert chart.words == ["没有可显示的数据"]


def test_many_districts_and_a_long_name(drawn) -> None:
    values = {f"{LONG_NAME}{number}": 50.0 + number * 0.3 for number in range(120)}
    chart = drawn(
        spread_chart(
            points({2023: values, 2024: values}),
            spans({2023: values, 2024: values}),
            width=1122,
            height=390,
            heads=HEADS,
            select=True,
        )
    )
    assert chart.outside() == []
    assert len(chart.hits) == 240
