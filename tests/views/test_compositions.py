"""Parts of a whole by district: shares, whether they add up, what is hidden or missing, against figures by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from language import using
from store import Store, Workspace
from tests.charts.drawing import Drawn
from tests.views.conftest import row
from views.choices import Choices
from views.composition_calculation import composition_calculation_view
from views.compositions import CompositionView, compositions_view

Put = Callable[..., Workspace]
PARTS = ("sen_special_school", "sen_special_class", "sen_mainstream", "sen_home")


def placed(code: str, counts: tuple[float | None, ...], whole: float | None = None) -> list[dict[str, object]]:
    rows = [row(code, name, 2024, count, "special") for name, count in zip(PARTS, counts, strict=True)]
    return [*rows, *([row(code, "sen_enrolled", 2024, whole, "special")] if whole is not None else [])]


def bins(code: str, counts: dict[str, float], level: str = "primary") -> list[dict[str, object]]:
    return [row(code, "classes", 2024, count, level) | {"breakdown": name} for name, count in counts.items()]


def shown(store: Store, city: Workspace, parts: str, *, released: bool = False) -> CompositionView:
    view = compositions_view(store, city, Choices(parts=parts, released=released))
    assert view is not None and view.chosen == parts
    return view


def test_placements_are_shares_of_each_district_and_of_the_city(opened: Store, put: Put) -> None:
    """兴化 50 + 10 + 100 + 40 = 200; 靖江 30 + 20 + 40 + 10 = 100; city 80 + 30 + 140 + 50 = 300: 46.7 % in 随班就读."""
    city = put([*placed("321281", (50, 10, 100, 40), 200), *placed("321282", (30, 20, 40, 10), 100)])
    view = shown(opened, city, "sen_enrolled/special/placement")
    assert view.parts == ("特殊教育学校", "特教班", "随班就读", "送教上门")
    rows = view.rows.set_index("name")
    assert rows.loc["兴化市", "shares"] == (0.25, 0.05, 0.5, 0.2)
    assert rows.loc["全市", "texts"] == ("80", "30", "140", "50")
    assert view.finding == "全市已入学数中随班就读占 46.7%，最多"
    assert "全市为 2 / 6 个区县之和" in view.footer
    assert rows.loc["海陵区", ["shares", "status_text"]].tolist() == [(), "未报送"]


def test_parts_that_do_not_make_the_whole_are_told_and_a_missing_part_makes_no_shares(opened: Store, put: Put) -> None:
    city = put([*placed("321281", (50, 10, 100, 40), 190), *placed("321282", (30, None, 40, 10), 100)])
    view = shown(opened, city, "sen_enrolled/special/placement")
    assert "兴化市：各部分之和 200 与总数 190 不符" in view.footer
    rows = view.rows.set_index("name")
    assert rows.loc["靖江市", ["shares", "status_text"]].tolist() == [(), "缺少 特教班，不计算占比"]


def test_shares_are_followed_to_their_parts_and_cells(opened: Store, put: Put) -> None:
    """兴化 50 + 10 + 100 + 40 = 200, reported 190; with 靖江's 100 the city has 80 + 30 + 140 + 50 = 300."""
    city = put([*placed("321281", (50, 10, 100, 40), 190), *placed("321282", (30, 20, 40, 10), 100)])
    choices = Choices(parts="sen_enrolled/special/placement", district="321281")
    one = composition_calculation_view(opened, city, choices)
    whole = composition_calculation_view(opened, city, replace(choices, district=""))
    assert one is not None and whole is not None
    assert one.title == "兴化市 已入学数，按安置方式，2024 学年"
    assert one.lines == (
        "50 + 10 + 100 + 40 = 200",
        "特殊教育学校：50 ÷ 200 = 25.0%",
        "特教班：10 ÷ 200 = 5.0%",
        "随班就读：100 ÷ 200 = 50.0%",
        "送教上门：40 ÷ 200 = 20.0%",
        "兴化市：各部分之和 200 与总数 190 不符",
    )
    assert one.cells["数值"].tolist() == ["50", "10", "100", "40", "190"]
    assert whole.lines[:3] == ("80 + 30 + 140 + 50 = 300", "特殊教育学校：80 ÷ 300 = 26.7%", "特教班：30 ÷ 300 = 10.0%")
    assert "其中随班就读：100 + 40 = 140" in whole.lines and len(whole.cells) == 10


def test_the_citys_own_schools_are_in_the_sums_that_are_written_out(opened: Store, put: Put) -> None:
    """100 of 兴化 and 7 of 市直 in 随班就读 are 107 of 217."""
    own = [one | {"place_kind": "city_direct"} for one in placed("321200-市直", (5, 5, 7, 0))]
    city = put([*placed("321281", (50, 10, 100, 40)), *own])
    view = composition_calculation_view(opened, city, Choices(parts="sen_enrolled/special/placement"))
    assert view is not None
    assert view.lines[0] == "55 + 15 + 107 + 40 = 217"
    assert "其中随班就读：7 + 100 = 107" in view.lines and "全市为 1 / 6 个区县（含市直）之和" in view.lines
    assert "321200-市直" in set(view.cells["区县"])


def test_hidden_parts_stay_hidden_in_the_calculation(opened: Store, put: Put) -> None:
    city = put([*placed("321281", (50, 3, 100, 40), 193), *placed("321282", (30, 20, 40, 10), 100)])
    choices = Choices(parts="sen_enrolled/special/placement", district="321281", released=True)
    view = composition_calculation_view(opened, city, choices)
    assert view is not None and view.lines == ("兴化市：人数少，不公开",)
    assert "3" not in set(view.cells["数值"]) | set(view.cells["原文"])


def test_small_parts_are_hidden_and_make_no_shares(opened: Store, put: Put) -> None:
    city = put([*placed("321281", (50, 3, 100, 40), 193), *placed("321282", (30, 20, 40, 10), 100)])
    outside = shown(opened, city, "sen_enrolled/special/placement", released=True).rows.set_index("name")
    assert outside.loc["兴化市", ["shares", "texts", "status_text"]].tolist() == [(), (), "人数少，不公开"]
    assert shown(opened, city, "sen_enrolled/special/placement").rows.set_index("name").loc["兴化市", "texts"][1] == "3"


def test_bins_become_the_bands_that_everybody_speaks_of(opened: Store, put: Put) -> None:
    """60 + 20 + 15 + 5 = 100 classes; the average lies between (60 + 920 + 560 + 305 + 330) ÷ 100 = 21.75 and nothing above."""
    city = put(bins("321281", {"size_le45": 60, "size_46_55": 20, "size_56_60": 10, "size_61_65": 5, "size_ge66": 5}))
    view = shown(opened, city, "classes/primary/class_size")
    assert view.parts == ("45 人及以下", "46–55 人", "大班额 56–65 人", "超大班额 66 人及以上")
    assert view.rows.set_index("name").loc["兴化市", "shares"] == (0.6, 0.2, 0.15, 0.05)
    assert "由班额分段推出的平均班额：兴化市 不低于 21.8 人（有 66 人及以上的班时只有下限）" in view.footer


def test_levels_and_town_and_country_are_compositions_too(opened: Store, put: Put) -> None:
    rows = [row("321281", "schools", 2024, 30, "primary"), row("321281", "schools", 2024, 10, "junior")]
    areas = {"urban": 50, "town": 30, "rural": 20}
    rows += [row("321281", "pupils", 2024, count, "primary") | {"breakdown": area} for area, count in areas.items()]
    city = put(rows)
    view = shown(opened, city, "schools/all/level")
    assert (view.parts, view.rows.set_index("name").loc["兴化市", "shares"]) == (("小学", "初中"), (0.75, 0.25))
    country = shown(opened, city, "pupils/primary/area")
    assert country.rows.set_index("name").loc["兴化市", "shares"] == (0.5, 0.3, 0.2)


def test_nothing_has_parts_and_english(opened: Store, put: Put, city: Workspace) -> None:
    assert compositions_view(opened, city, Choices()) is None
    with using("en"):
        view = compositions_view(opened, put(placed("321281", (50, 10, 100, 40), 200), "特.xlsx"), Choices(period="2024S"))
    assert view is not None and view.finding.startswith("In school")


def test_the_chart_keeps_everything_inside(opened: Store, put: Put) -> None:
    city = put([*placed("321281", (50, 10, 100, 40), 200), *placed("321282", (30, 20, 40, 10), 100)])
    view = shown(opened, city, "sen_enrolled/special/placement")
    phone = Drawn(view.chart(332))
    assert phone.outside() == [] and phone.collisions() == []
    assert phone.text("送教上门").size == phone.text("特殊教育学校").size == phone.text("区县").size
    drawn = Drawn(view.chart(1122))
    assert drawn.outside() == []
    assert {"50.0%", "随班就读", "200"} <= {text.text for text in drawn.texts}
