"""Map, trends, overview and sources of the same hand-made city; what is simulated, computed, missing and changed says so."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable
from pathlib import Path

from charts.tokens import DIVERGING
from exports.picture import frame_lines
from language import using
from store import Store, Workspace
from views.choices import Choices
from views.district_map import district_map_view
from views.overview import overview_view
from views.sources import sources_view
from views.trend_words import territory_breaks
from views.trends import trends_view

_spec = importlib.util.spec_from_file_location("views_city", Path(__file__).with_name("conftest.py"))
assert _spec is not None and _spec.loader is not None
_city = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_city)
row = _city.row

CHOICES = Choices(indicator="inclusive_coverage")


def test_the_map_ranks_classes_and_counts_only_those_that_reported(opened: Store, city: Workspace) -> None:
    view = district_map_view(opened, city, CHOICES)
    assert view is not None
    assert view.finding == "5 个报数区县中 2 个达到 ≥ 85% 目标，兴化市差 6.8 个百分点"
    assert view.subtitle == "普惠性幼儿园覆盖率（%），2024 学年，泰州市 6 个区县；目标：国家 ≥ 85%（2025 年）"
    assert [tuple(line) for line in view.bars[["rank_text", "name", "value_text", "distance_text"]].itertuples(index=False)] == [
        ("1", "海陵区", "92.4", "超 7.4"),
        ("2", "靖江市", "86.3", "超 1.3"),
        ("3", "姜堰区", "83.1", "差 1.9"),
        ("4", "泰兴市", "81.6", "差 3.4"),
        ("5", "兴化市", "78.2", "差 6.8"),
        ("—", "高港区", "—", ""),
        ("—", "全市", "83.1", "差 1.9"),
    ]
    # Steps of 5 points around 85: 92.4 one to two above, 86.3 within one, 83.1 and 81.6 within one below, 78.2 one to two below
    fills = dict(zip(view.places["name"], [view.classes.fill(value) for value in view.places["value"]], strict=True))
    assert [DIVERGING.index(fills[name]) for name in ("兴化市", "泰兴市", "姜堰区", "靖江市", "海陵区")] == [1, 2, 2, 4, 5]
    assert fills["高港区"] is None
    assert view.places.loc[view.places["name"] == "高港区", "status_text"].item() == "未报送"
    assert view.places["geometry"].notna().all()
    # Σ 52,013 ÷ Σ 62,600 = 83.1, never the mean of the five rates
    assert view.city_note == "全市为 5 / 6 个区县合计：52,013 ÷ 62,600 = 83.1%"
    assert any("底图为示意，未经审图，限内部使用" in line for line in view.footer)


def test_no_period_is_filled_from_another(opened: Store, city: Workspace) -> None:
    then, now = (
        district_map_view(opened, city, Choices(indicator="inclusive_coverage", period=key)) for key in ("2021S", "2024S")
    )
    assert then is not None and now is not None
    values = [dict(zip(view.places["name"], view.places["value"], strict=True))["高港区"] for view in (then, now)]
    assert values[0] == 80.0 and math.isnan(values[1])


def test_the_chosen_classes_follow_the_url(opened: Store, city: Workspace) -> None:
    view = district_map_view(opened, city, Choices(indicator="inclusive_coverage", classes="quantile"))
    assert view is not None
    assert view.classes.target is None and len(set(view.classes.fills)) > 1


def test_trends_highlight_the_farthest_and_never_bridge_a_gap(opened: Store, city: Workspace) -> None:
    """78.2 − 76.1 = 2.1 in three years; (85 − 78.2) ÷ 1 = 6.80 a year to 2025; 78.2 + 0.70 = 78.9 at the present pace."""
    view = trends_view(opened, city, CHOICES)
    assert view is not None
    assert view.chosen == "321281"
    assert view.finding == "兴化市 3 年升 2.1 个百分点，居末位，2025 年达标须每年升 6.80 个百分点"
    assert view.present is not None
    assert (view.present.year, round(view.present.value, 2), view.present.lines) == (
        2025,
        78.9,
        ("按现速 78.9", "差 6.1 个百分点"),
    )
    assert [(line.value, line.year, line.need_text) for line in view.targets] == [(85, 2025, "需每年 +6.80"), (80, None, "")]
    missing = view.points[(view.points["code"] == "321203") & (view.points["year"] == 2024)]
    assert missing["value"].isna().all() and missing["status_text"].tolist() == ["未报送"]
    assert any("高港区 2024 年没有数值，不作插补" in line for line in view.footer)


def test_one_period_is_points_and_says_so(opened: Store, put: Callable[..., Workspace]) -> None:
    city = put([row("321202", "pupils", 2024, 1000.0, "primary"), row("321203", "pupils", 2024, 2000.0, "primary")])
    view = trends_view(opened, city, Choices(indicator="pupils"))
    assert view is not None
    assert view.finding == "2 个区县只有 2024 学年一期数据，看不出趋势"
    assert set(view.points["year"]) == {2024}


def test_no_change_is_reckoned_across_a_merger(opened: Store, put: Callable[..., Workspace]) -> None:
    """高港区 reports together with 医药高新区 since 2021: 5,000 (2020) and 9,000 (2021) are not one district that grew."""
    figures = {2019: 4_900.0, 2020: 5_000.0, 2021: 9_000.0, 2024: 9_300.0}
    city = put([row("321203", "pupils", year, value, "primary") for year, value in figures.items()])
    view = trends_view(opened, city, Choices(indicator="pupils", district="321203"))
    assert view is not None
    assert view.finding == "高港区 3 年升 300 人"
    assert any(note.breaks and note.year == 2021 for note in view.notes)


def test_the_overview_counts_what_was_judged(opened: Store, city: Workspace) -> None:
    view = overview_view(opened, city, Choices())
    assert view is not None
    assert view.finding == "5 项中 3 项未达标"
    card = view.cards[0]
    said = (card.name, card.value, card.state_words, card.met_words)
    assert said == ("普惠性幼儿园覆盖率", "83.1", "明显滞后", "2/5 区县达标，缺 1")
    assert card.basis_words == "各年报数区县不同"
    assert any(line.startswith("全市一行没有包括全部区县的：") and "普惠率 5/6" in line for line in view.footer)
    assert card.target_words == "目标 ≥ 85，差 1.9"
    assert card.points == ((2021, 55_360 / 676), (2024, 52_013 / 626))
    assert "高港区缺" in view.subtitle


def test_the_overview_shows_every_rate_to_whom_asks_for_all(opened: Store, put: Callable[..., Workspace]) -> None:
    """Two of three rates have a target and stand alone at first; counts without a target are no columns."""
    aimed = [("inclusive_coverage", "preschool", 80.0), ("preschool_gross_enrolment", "preschool", 91.0)]
    aimed += [("sen_enrolment_rate", "special", 96.0)]
    others = [("inclusive_kindergarten_share", "preschool", 70.0), ("pupils", "primary", 1000.0)]
    city = put([row("321202", name, 2024, value, level) for name, level, value in aimed + others])
    first, every = (overview_view(opened, city, Choices(columns=columns)) for columns in ("", "all"))
    assert first is not None and every is not None
    shown = [{key.split("/")[0] for key in view.cells["indicator"]} for view in (first, every)]
    assert "inclusive_kindergarten_share" not in shown[0]
    assert shown[1] == shown[0] | {"inclusive_kindergarten_share"}
    assert first.extents == every.extents == (("", f"主要 {len(shown[0])} 项"), ("all", f"全部 {len(shown[1])} 项"))
    assert first.cards == every.cards


def test_english_pages_name_places_in_english(opened: Store, city: Workspace) -> None:
    with using("en"):
        for make in (overview_view, district_map_view, trends_view, sources_view):
            view = make(opened, city, Choices(indicator="inclusive_coverage", district="321281"))
            assert view is not None
            said = " ".join([view.finding, view.subtitle, *map(str, view.table.iloc[:, 0])])
            assert "Xinghua" in said
            assert not any(name in said for name in ("兴化", "海陵", "泰州", "全市"))
    assert district_map_view(opened, city, Choices(indicator="inclusive_coverage")).finding.endswith("兴化市差 6.8 个百分点")


def test_a_zero_is_a_value_everywhere(opened: Store, put: Callable[..., Workspace]) -> None:
    rows = [
        row(place, name, 2024, value, "primary")
        for place, name, value in [("321202", "large_classes", 0.0), ("321202", "classes", 50.0)]
    ]
    view = district_map_view(opened, put(rows), Choices(indicator="large_class_share"))
    assert view is not None
    assert view.bars.loc[0, ["rank_text", "name", "value_text"]].tolist() == ["1", "海陵区", "0.0"]


def test_sources_lead_a_computed_value_to_its_cells(opened: Store, city: Workspace) -> None:
    view = sources_view(opened, city, Choices(indicator="inclusive_coverage", district="321281"))
    assert view is not None
    assert view.finding == "2024 学年 5 个区县有数，全部由分子、分母算出"
    line = view.table[view.table["区县"] == "兴化市"].iloc[0]
    assert (line["数值"], line["状态"], line["算式"]) == ("78.2", "算出", "17,673 ÷ 22,600 = 78.2%")
    assert set(view.parts["单元格"]) == {"学前!B10", "学前!C10"}
    assert set(view.parts["数值"]) == {"17,673", "22,600"}
    assert ("目标", "国家 ≥ 85%（2025 年）") in [(head, text.split("　")[0]) for head, text in view.card]


def test_sources_keep_every_earlier_value(opened: Store, put: Callable[..., Workspace]) -> None:
    put([row("321202", "schools", 2024, 41.0, "primary")], "第一次.xlsx")
    city = put([row("321202", "schools", 2024, 42.0, "primary")], "更正.xlsx")
    view = sources_view(opened, city, Choices(indicator="schools"))
    assert view is not None
    assert [tuple(line) for line in view.story[["状态", "数值", "文件"]].itertuples(index=False)] == [
        ("在用", "42", "更正.xlsx"),
        ("已被后报的数代替", "41", "第一次.xlsx"),
    ]


def test_a_computed_rate_tells_the_earlier_versions_of_its_counts(opened: Store, put: Callable[..., Workspace]) -> None:
    """17,500 ÷ 22,600 became 17,673 ÷ 22,600: the rate itself was never stored."""
    counts = {"inclusive_pupils": 17_500.0, "kindergarten_pupils": 22_600.0}
    put([row("321281", name, 2024, value) for name, value in counts.items()], "第一次.xlsx")
    city = put([row("321281", "inclusive_pupils", 2024, 17_673.0, cell="B9")], "更正.xlsx")
    view = sources_view(opened, city, Choices(indicator="inclusive_coverage", district="321281"))
    assert view is not None
    columns = ["指标", "状态", "数值", "文件", "单元格"]
    assert sorted(tuple(line) for line in view.story[columns].itertuples(index=False)) == [
        ("在园幼儿数", "在用", "22,600", "第一次.xlsx", "学前!B2"),
        ("普惠性幼儿园在园幼儿数", "在用", "17,673", "更正.xlsx", "学前!B9"),
        ("普惠性幼儿园在园幼儿数", "已被后报的数代替", "17,500", "第一次.xlsx", "学前!B2"),
    ]


def test_what_counts_were_is_not_told_where_children_could_be_counted(opened: Store, put: Callable[..., Workspace]) -> None:
    """29 of 31 children became 20 of 31: who may not see small numbers reads nothing of the 29, which left two."""
    counts = {"sen_enrolled": 29.0, "sen_children": 31.0}
    put([row("321281", name, 2024, value, "special") for name, value in counts.items()], "第一次.xlsx")
    city = put([row("321281", "sen_enrolled", 2024, 20.0, "special")], "更正.xlsx")
    told = {}
    for released in (False, True):
        choices = Choices(indicator="sen_enrolment_rate", level="special", district="321281", released=released)
        view = sources_view(opened, city, choices)
        assert view is not None
        told[released] = set(view.story["数值"])
    assert told == {False: {"29", "20", "31"}, True: {"不公开", "20", "31"}}


def test_what_is_simulated_says_so_in_every_picture(opened: Store, put: Callable[..., Workspace]) -> None:
    rows = [row("321202", name, 2024, value) for name, value in (("inclusive_pupils", 900.0), ("kindergarten_pupils", 1000.0))]
    room = put(rows, simulated=True)
    for view in (make(opened, room, CHOICES) for make in (district_map_view, trends_view, overview_view)):
        assert view is not None and view.simulated
        texts = [line.text for line in frame_lines(view.picture())]
        assert any("模拟数据" in text for text in texts)
        assert texts[0].replace("\n", "") in view.finding


def test_a_new_name_over_the_same_area_is_no_break() -> None:
    """崇明县 became 崇明区 in 2016 with the same area; 闸北区 went into 静安区 in 2015."""
    texts = [change.text for change in territory_breaks("310000")]
    assert not any("崇明" in text for text in texts)
    assert any("闸北区并入静安区" in text for text in texts)
