"""The map: fills by class, labels that never collide, leaders, the inset, tiles, the hatch, the legend at the class edges."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from shapely.geometry import LineString, Polygon, box, shape

from charts.classes import equal_classes, target_classes
from charts.continuous import continuous
from charts.map import map_chart
from charts.map_layout import crowd, to_pixels
from charts.map_legend import possible
from charts.map_multiples import Frame, multiples_chart
from charts.tokens import DENSE, DIVERGING
from geo.boundaries import shapes
from tests.charts.drawing import CODES, LONG_NAME, NAN, PLACES, Drawn

CLASSES = target_classes(85, 5)
TAIZHOU = dict(zip(CODES, [92.4, NAN, 83.1, 86.3, 81.6, 78.2], strict=True))


def places(geometries: dict[str, object], values: dict[str, float], names: dict[str, str] | None = None) -> pd.DataFrame:
    rows = [
        {
            "code": code, "name": (names or {}).get(code, code), "geometry": geometry, "value": values.get(code, NAN),
            "value_text": "" if values.get(code, NAN) != values.get(code, NAN) else f"{values[code]:.1f}",
            "status_text": "未报送" if values.get(code, NAN) != values.get(code, NAN) else "",
        }
        for code, geometry in geometries.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def taizhou() -> pd.DataFrame:
    """The six districts of the reference picture, with shapes of the packaged boundaries."""
    found = shapes("321200")
    known = dict(zip(found["code"], found.geometry, strict=True))
    return places({code: known.get(code) for code in CODES}, TAIZHOU, dict(zip(CODES, PLACES, strict=True)))


def shanghai() -> pd.DataFrame:
    """The city whose centre is too crowded for labels."""
    found = shapes("310000")
    values = {code: 79.0 + number for number, code in enumerate(found["code"])}
    names = dict(zip(found["code"], found["name"], strict=True))
    return places(dict(zip(found["code"], found.geometry, strict=True)), values, names)


def leaders(chart: Drawn) -> list[LineString]:
    return [
        shape(row["geometry"])
        for mark, row in chart.rows("geoshape")
        if row["geometry"]["type"] == "LineString" and len(row["geometry"]["coordinates"]) == 2 and mark["strokeWidth"] < 2
    ]


@pytest.mark.parametrize(("width", "height", "sizes"), [(560, 520, None), (760, 770, DENSE), (300, 420, None)])
def test_taizhou_is_labelled_without_collisions(drawn: type[Drawn], width: int, height: int, sizes) -> None:
    given = {} if sizes is None else {"sizes": sizes}
    chart = drawn(
        map_chart(taizhou(), width=width, height=height, classes=CLASSES, target_text="目标 85", least=0, most=100, **given)
    )
    assert chart.outside() == []
    assert chart.collisions() == []
    words = " ".join(chart.words)
    assert all(name in words for name in PLACES if name != "高港区")
    assert "▼78.2" in words
    assert "✓92.4" in words


def test_a_crowded_city_gets_an_inset(drawn: type[Drawn]) -> None:
    table = shanghai()
    chart = drawn(map_chart(table, width=1240, height=770, classes=CLASSES, target_text="目标 85", sizes=DENSE))
    assert "局部放大" in chart.words
    assert chart.outside() == []
    assert chart.collisions() == []
    words = " ".join(chart.words)
    assert [name for name in table["name"] if name not in words] == []
    lines = leaders(chart)
    assert not any(one.crosses(other) for one, other in combinations(lines, 2))


def test_fills_follow_the_classes_and_the_missing_is_hatched(drawn: type[Drawn]) -> None:
    chart = drawn(map_chart(taizhou(), width=560, height=520, classes=CLASSES, target_text="目标 85", legend=False))
    fills = [row["fill"] for _mark, row in chart.rows("geoshape") if row.get("fill")]
    assert [fills.count(colour) for colour in DIVERGING] == [0, 1, 2, 0, 1, 1, 0]
    assert sum(1 for _ in chart.rows("rule")) > 5
    assert "未报送" in " ".join(chart.words)


def test_a_click_gives_the_code_at_the_top_of_the_feature(drawn: type[Drawn]) -> None:
    chart = drawn(map_chart(taizhou(), width=560, height=520, classes=CLASSES, select=True))
    assert {row["code"] for row in chart.hits} == set(CODES)
    assert chart.selection[0] == {
        "name": "place",
        "select": {"type": "point", "fields": ["code"], "on": "click", "clear": False},
    } | {key: value for key, value in chart.selection[0].items() if key == "views"}


def test_places_without_a_shape_are_tiles(drawn: type[Drawn]) -> None:
    table = pd.concat([taizhou(), places({"321200-高新区": None}, {"321200-高新区": 88.1}, {"321200-高新区": "医药高新区"})])
    chart = drawn(map_chart(table, width=460, height=560, classes=CLASSES, target_text="目标 85"))
    assert chart.outside() == []
    assert {"无边界数据的单位（不表示位置）", "✓88.1"} <= set(chart.words)
    assert len(chart.hits) == 7
    tile = shape(next(row["geometry"] for row in chart.hits if row["code"] == "321200-高新区"))
    others = [shape(row["geometry"]) for row in chart.hits if row["code"] != "321200-高新区"]
    assert not any(tile.intersects(other) for other in others)


@pytest.mark.parametrize("count", [1, 2, 9, 40, 110])
def test_a_city_without_any_shape_is_a_tile_map(drawn: type[Drawn], count: int) -> None:
    codes = [f"{number:06d}" for number in range(count)]
    table = places(dict.fromkeys(codes), {code: 70.0 + number % 30 for number, code in enumerate(codes)}, {codes[0]: LONG_NAME})
    chart = drawn(map_chart(table, width=800, height=500, classes=CLASSES, target_text="目标 85"))
    assert chart.outside() == []
    assert chart.collisions() == []
    assert len(chart.hits) == count


def test_all_missing_two_districts(drawn: type[Drawn]) -> None:
    table = places({"a": box(120, 32, 121, 33), "b": box(121, 32, 122, 33)}, {})
    chart = drawn(map_chart(table, width=500, height=300, classes=equal_classes([]), highlight="a"))
    assert chart.outside() == []
    assert not any(row.get("fill") in DIVERGING for _mark, row in chart.rows("geoshape"))


def test_the_legend_says_the_values_at_the_edges(drawn: type[Drawn]) -> None:
    chart = drawn(map_chart(taizhou(), width=760, height=770, classes=CLASSES, target_text="目标 85", sizes=DENSE))
    edges = ["75", "80", "85", "86", "90", "95"]
    boxes = [chart.text(edge) for edge in edges]
    assert [one.left for one in boxes] == sorted(one.left for one in boxes)
    assert {"▼ 未达目标", "✓ 达到目标"} <= set(chart.words)
    middle = (chart.text("85").left + chart.text("85").right) / 2
    assert (chart.text("目标 85").left + chart.text("目标 85").right) / 2 == pytest.approx(middle)
    line = next(row for mark, row in chart.rows("rule") if mark["strokeWidth"] == 3 and row["x"] == row["x2"])
    assert line["x"] == pytest.approx(middle)
    strip = [row for row in chart.rects if row["fill"] in DIVERGING]
    assert [row["fill"] for row in strip] == list(DIVERGING)
    assert strip[2]["x2"] == pytest.approx(line["x"])


def test_the_legend_leaves_out_what_no_value_can_reach() -> None:
    assert possible(target_classes(98, 1), 0, 100) == [0, 1, 2, 3, 4, 5, 6]
    assert possible(target_classes(97, 5), 0, 100) == [0, 1, 2, 3, 4]
    assert possible(target_classes(1, 1, at_most=True), 0, 100) == [0, 1, 2, 3, 4, 5]
    assert possible(target_classes(97, 5), None, None) == list(range(7))


def test_pixels_keep_the_shape_and_fill_the_area() -> None:
    found = to_pixels({"a": box(120, 60, 121, 61)}, (10, 20, 110, 220), 0.1)
    left, top, right, bottom = found["a"].bounds
    # at 60.5° north a degree of longitude is 0.492 of a degree of latitude
    assert (right - left) / (bottom - top) == pytest.approx(0.4924, abs=1e-3)
    assert (top + bottom) / 2 == pytest.approx(120)
    assert bottom - top == pytest.approx(200, abs=0.1)


def test_a_cluster_is_enlarged_only_where_many_cannot_hold_a_label() -> None:
    land: dict[str, Polygon] = {f"big{k}": box(k * 100, 0, k * 100 + 100, 300) for k in range(5)}
    small = {f"small{k}": box(100 + k * 10, 300, 110 + k * 10, 310) for k in range(4)}
    everything = land | small
    assert crowd(list(small), everything) == sorted(small)
    assert crowd(["small0", "small1"], everything) == []
    assert crowd(list(small), everything | {f"more{k}": box(0, 400 + k, 10, 401 + k) for k in range(20)}) == []


def test_a_continuous_legend_ends_where_values_end() -> None:
    """50.0 is 30 below a target of 80, and no share is above 100: the strip runs from 50 to 100, the target at 60 % of it."""
    scale = continuous([50.0, 88.5], target=80, step=5)
    assert scale.band == (50.0, 110.0)
    drawn = Drawn(map_chart(taizhou(), width=500, height=440, classes=scale, target_text="目标 80", least=0, most=100))
    ends = [box.text for box in drawn.texts if box.text in ("50", "100", "110")]
    assert ends == ["50", "100"]
    left, right = drawn.text("50").left, drawn.text("100").right
    target = drawn.text("目标 80")
    assert (target.left + target.right) / 2 == pytest.approx(left + (right - left) * 0.6, abs=1)


@pytest.mark.parametrize(("width", "height"), [(628, 440), (1100, 780)])
def test_a_map_of_hainan_has_the_south_china_sea_in_a_frame(drawn: type[Drawn], width: int, height: int) -> None:
    known = {f"land {n}": box(109 + n * 0.4, 19, 109.4 + n * 0.4, 19.8) for n in range(4)} | {"460302": None, "460303": None}
    values = {"land 0": 90.0, "460302": 97.0, "460303": 71.0}
    chart = drawn(map_chart(places(known, values), width=width, height=height, classes=CLASSES))
    assert "南海诸岛" in chart.words
    assert chart.outside() == [] and chart.collisions() == []
    fills = [row["fill"] for _mark, row in chart.rows("geoshape") if row.get("fill")]
    assert DIVERGING[-1] in fills and DIVERGING[0] in fills, "islets have the colour of their district"
    without = drawn(map_chart(places({"a": box(109, 19, 110, 20)}, {"a": 90.0}), width=width, height=height, classes=CLASSES))
    assert "南海诸岛" not in without.words
    frames = [Frame(f"{year} 学年", "", places(known, values)) for year in (2023, 2024)]
    several = drawn(multiples_chart(frames, width=width, height=height, classes=CLASSES))
    assert several.words.count("南海诸岛") == 2
    assert several.outside() == [] and several.collisions() == []


def test_small_multiples_of_tiles_keep_their_names(drawn: type[Drawn]) -> None:
    named = places({"a": None, "b": None}, {"a": 90.0}, {"a": "西沙区", "b": "南沙区"})
    chart = drawn(multiples_chart([Frame("2024 学年", "", named)] * 2, width=1122, height=440, classes=CLASSES))
    assert chart.words.count("西沙区") == chart.words.count("南沙区") == 2
    assert chart.outside() == [] and chart.collisions() == []
    tiny = drawn(multiples_chart([Frame("2024 学年", "", named)] * 40, width=1122, height=440, classes=CLASSES))
    assert all(box.size >= 9 for box in tiny.texts)
