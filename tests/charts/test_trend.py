"""Trends: gaps stay open, breaks are marked, a single year is a dot, names stand apart, the fan leads to the targets."""

from __future__ import annotations

import pandas as pd
import pytest

from charts.tokens import ACCENT, DENSE, EDGE, INK_1, SLIDE
from charts.trend import trend_chart
from charts.trend_marks import PresentPace, TargetLine, TrendNote
from tests.charts.drawing import LONG_NAME, NAN, Drawn

SERIES = {
    "靖江市": [84.6, 86.2, 87.5, 88.5, 88.1, 87.2, 86.3],
    "海陵区": [81.0, 83.2, 85.9, 88.0, 89.6, 91.1, 92.4],
    "泰兴市": [79.8, 81.0, NAN, 83.4, 82.9, 82.2, 81.6],
    "全市": [77.6, 79.4, 80.9, 82.9, 83.4, 83.7, 84.2],
    "姜堰区": [76.4, 78.6, 80.3, 81.7, 82.2, 82.6, 83.1],
    "高港区": [73.2, 74.6, 75.8, 79.1, 80.0, 80.9, NAN],
    "兴化市": [70.1, 72.4, 74.3, 76.1, 76.9, 77.6, 78.2],
}
TARGETS = [TargetLine(90, "市定目标 90%", 2027, "需每年 +3.93"), TargetLine(85, "省定目标 85%", 2027, "需每年 +2.27")]
PRESENT = PresentPace(2027, 80.3, ("按现速 80.3", "差 4.7 个百分点"))
NOTES = [TrendNote("高港区", 2021, "①", breaks=True), TrendNote("泰兴市", 2020, "②"), TrendNote("高港区", 2024, "③")]


def points(series: dict[str, list[float]], first: int = 2018) -> pd.DataFrame:
    rows = [
        {
            "code": name,
            "name": name,
            "is_city": name == "全市",
            "year": first + k,
            "value": value,
            "value_text": f"{value:.1f}",
            "status_text": "",
        }
        for name, values in series.items()
        for k, value in enumerate(values)
    ]
    return pd.DataFrame(rows)


def lines(chart: Drawn) -> dict[tuple[str, int], list[tuple[float, float]]]:
    """Points of each polyline, by colour and number."""
    found: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for _mark, row in chart.rows("line"):
        found.setdefault((row["stroke"], row["line"]), []).append((row["x"], row["y"]))
    return found


def test_a_line_that_ends_early_is_named_at_its_own_end(drawn: type[Drawn]) -> None:
    chart = drawn(trend_chart(points(SERIES), width=1122, height=420, notes=NOTES, highlight="兴化市", least=0, most=100))
    early, chosen, last = (chart.text(words) for words in ("高港区 80.9（2023）③", "兴化市 78.2", "2024"))
    assert early.right < (last.left + last.right) / 2 < chosen.left
    # Without room beside its end the name stands with the others at the right
    wall = {f"区{number}": [float(number * 3)] * 7 for number in range(33)}
    crowded = drawn(trend_chart(points(wall | {"早停": [50.0] * 6 + [NAN]}), width=1122, height=420, least=0, most=100))
    assert not [box for box in crowded.texts if box.text.startswith("早停 ") and box.right < crowded.text("2024").left]


def test_in_large_type_names_that_would_hide_the_fan_stand_at_the_left_alone(drawn: type[Drawn]) -> None:
    given = {"targets": TARGETS, "present": PRESENT, "highlight": "兴化市", "least": 0, "most": 100}
    slide = drawn(trend_chart(points(SERIES), width=1600, height=620, sizes=SLIDE, **given))
    assert {"姜堰区", "全市 84.2", "兴化市 78.2", "海陵区 92.4"} <= set(slide.words) and "姜堰区 83.1" not in slide.words
    assert "姜堰区 83.1" in drawn(trend_chart(points(SERIES), width=1122, height=420, **given)).words


@pytest.mark.parametrize("towards", [1, -1])
def test_the_chosen_name_keeps_clear_of_the_fan(drawn: type[Drawn], towards: int) -> None:
    series = {"兴化市": [50.0 - towards * 6, 50.0 - towards * 3, 50.0]}
    target, present = TargetLine(50 + towards * 30, "目标", 2023, "需每年"), PresentPace(2023, 50 + towards * 9, ("按现速",))
    chart = drawn(
        trend_chart(
            points(series), width=1122, height=420, targets=[target], present=present, highlight="兴化市", least=0, most=100
        )
    )
    dot = max((row for _mark, row in chart.rows("point") if row["fill"] == ACCENT), key=lambda row: row["x"])
    name = chart.text("兴化市 50.0")
    assert name.top > dot["y"] if towards > 0 else name.bottom < dot["y"]


@pytest.mark.parametrize(("width", "height", "sizes"), [(1122, 420, None), (1776, 774, DENSE)])
def test_every_text_lies_inside_and_apart(drawn: type[Drawn], width: int, height: int, sizes) -> None:
    given = {} if sizes is None else {"sizes": sizes}
    chart = drawn(
        trend_chart(
            points(SERIES),
            width=width,
            height=height,
            targets=TARGETS,
            present=PRESENT,
            notes=NOTES,
            highlight="兴化市",
            least=0,
            most=100,
            **given,
        )
    )
    assert chart.outside() == []
    assert chart.collisions() == []
    expected = {
        "海陵区 92.4",
        "海陵区",
        "全市 84.2",
        "//",
        "①",
        "②",
        "省定目标 85%",
        "需每年 +2.27",
        "按现速 80.3",
        "2027",
    }
    assert expected <= set(chart.words)
    # Large type would hide the fan: there the line's end has the note's sign alone
    assert ("高港区 80.9（2023）③" if sizes is None else "③") in chart.words
    assert chart.text("2024").bold


def test_a_gap_is_never_bridged(drawn: type[Drawn]) -> None:
    chart = drawn(trend_chart(points({"泰兴市": SERIES["泰兴市"]}), width=1122, height=420))
    found = list(lines(chart).values())
    assert [len(line) for line in found] == [2, 4]
    year = (found[1][1][0] - found[1][0][0]) / 1
    assert found[1][0][0] - found[0][1][0] == pytest.approx(2 * year)


def test_a_break_cuts_the_line_and_is_marked(drawn: type[Drawn]) -> None:
    chart = drawn(trend_chart(points({"高港区": SERIES["高港区"]}), width=1122, height=420, notes=NOTES[:1]))
    assert [len(line) for line in lines(chart).values()] == [3, 3]
    assert {"//", "①"} <= set(chart.words)
    mark = chart.text("//")
    found = list(lines(chart).values())
    assert found[0][-1][0] < (mark.left + mark.right) / 2 < found[1][0][0]


def test_single_years_are_dots_without_a_line(drawn: type[Drawn]) -> None:
    years = points(SERIES)
    chart = drawn(trend_chart(years[years["year"].isin([2018, 2023])], width=1122, height=420))
    assert list(chart.rows("line")) == []
    assert len(list(chart.rows("point"))) == 14
    assert chart.outside() == []
    assert chart.collisions() == []


def test_one_line_is_chosen_and_the_city_is_in_ink(drawn: type[Drawn]) -> None:
    chart = drawn(trend_chart(points(SERIES), width=1122, height=420, highlight="兴化市", select=True))
    colours = [colour for colour, _number in lines(chart)]
    assert (colours.count(ACCENT), colours.count(INK_1)) == (1, 1)
    assert colours.count(EDGE) == 7 - 2 + 1 + 0  # 泰兴市 is in two pieces
    assert {row["code"] for row in chart.hits} == set(SERIES)
    assert chart.selection[0]["select"]["fields"] == ["code"]


def test_the_needed_pace_leads_from_the_last_value_to_the_target(drawn: type[Drawn]) -> None:
    chart = drawn(trend_chart(points(SERIES), width=1122, height=420, targets=TARGETS[1:], present=PRESENT, highlight="兴化市"))
    fan = [line for (colour, _number), line in lines(chart).items() if colour == ACCENT and len(line) == 2]
    own = next(line for (colour, _number), line in lines(chart).items() if colour == ACCENT and len(line) == 7)
    assert len(fan) == 2
    assert all(line[0] == pytest.approx(own[-1]) for line in fan)
    unit = (own[0][1] - own[-1][1]) / (78.2 - 70.1)
    assert own[-1][1] - fan[0][1][1] == pytest.approx(6.8 * unit)


@pytest.mark.parametrize("count", [1, 30, 110])
def test_any_number_of_places(drawn: type[Drawn], count: int) -> None:
    series = {f"{LONG_NAME}{number}": [60.0 + number % 37, 61.0 + number % 41] for number in range(count)}
    chart = drawn(
        trend_chart(points(series), width=1122, height=420, targets=[TargetLine(85, "目标 85%")], highlight=next(iter(series)))
    )
    assert chart.outside() == []
    assert chart.collisions() == []
    assert any(word.startswith(next(iter(series)) + " 61.0") for word in chart.words)


def test_nothing_reported(drawn: type[Drawn]) -> None:
    chart = drawn(trend_chart(points({"高港区": [NAN, NAN]}), width=600, height=300))
    assert chart.words == ["没有可显示的数据"]


def test_one_period(drawn: type[Drawn]) -> None:
    chart = drawn(
        trend_chart(points({name: values[-1:] for name, values in SERIES.items()}), width=800, height=420, targets=TARGETS)
    )
    assert list(chart.rows("line")) == []
    assert chart.outside() == []
    assert chart.collisions() == []
