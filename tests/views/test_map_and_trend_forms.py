"""地图 and 趋势 in their further forms: words and figures against hand calculations on the small city of conftest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store import Store, Workspace
from tests.views.conftest import row
from views.choices import Choices
from views.district_map import district_map_view
from views.trends import trends_view

COVERAGE = "inclusive_coverage"


def test_own_edges_colour_and_legend_agree(opened: Store, city: Workspace) -> None:
    view = district_map_view(opened, city, Choices(indicator=COVERAGE, classes="own", cuts="80，85、90"))
    assert view is not None and view.caution == ""
    assert [float(edge) for edge in view.classes.edges] == [80, 85, 90]
    values = dict(zip(view.places["name"], view.places["value"], strict=True))
    assert [view.classes.index(values[name]) for name in ("兴化市", "泰兴市", "靖江市", "海陵区")] == [0, 1, 2, 3]


@pytest.mark.parametrize("cuts", ["90，80", "abc", "1,2,3,4,5,6,7,8", "80,80"])
def test_edges_that_are_none_get_one_sentence(opened: Store, city: Workspace, cuts: str) -> None:
    view = district_map_view(opened, city, Choices(indicator=COVERAGE, classes="own", cuts=cuts))
    assert view is not None
    assert view.caution.startswith(f"分级界线“{cuts}”用不上") and "最多 7 个" in view.caution
    assert view.classes.target == 85, "the default classes are shown"


def test_a_colour_means_the_same_in_every_period(opened: Store, city: Workspace) -> None:
    for method in ("quantile", "equal", "natural", "target", "continuous"):
        views = [
            district_map_view(opened, city, Choices(indicator=COVERAGE, period=key, classes=method)) for key in ("2021S", "2024S")
        ]
        assert views[0] is not None and views[1] is not None
        assert views[0].classes == views[1].classes, method


def test_the_map_of_every_period_counts_who_reported(opened: Store, city: Workspace) -> None:
    view = district_map_view(opened, city, Choices(indicator=COVERAGE, layout="periods"))
    assert view is not None and view.layout == "periods"
    assert [(frame.title, frame.note) for frame in view.frames] == [("2021 学年", "6 / 6 有数"), ("2024 学年", "5 / 6 有数")]
    assert view.frames[-1].chosen and not view.frames[0].chosen
    # 2021: 88.0 and 88.5 reach 85; 2024: 92.4 and 86.3
    assert view.finding == "达到 ≥ 85% 目标的区县数未变：2021 学年 2 / 6 个，2024 学年 2 / 5 个"
    gone = view.table[view.table["区县"] == "高港区"].iloc[0]
    assert (gone["2021 学年"], gone["2024 学年"]) == (80.0, "未报送")


def test_two_indicators_beside_each_other(opened: Store, city: Workspace) -> None:
    view = district_map_view(opened, city, Choices(indicator=COVERAGE, layout="two"))
    assert view is not None and view.layout == "two"
    assert view.first is not None and view.second is not None
    assert view.first.heading == "普惠性幼儿园覆盖率（%），目标 85%"
    assert view.second.heading.startswith(dict(view.seconds)[view.seconds[0][0]].partition(" · ")[0])
    assert view.first.below == {"321281", "321283", "321204"}
    assert list(view.table.columns)[1:] == [view.first.heading, view.second.heading]


def test_one_period_has_no_form_of_periods(opened: Store, put: Callable[..., Workspace]) -> None:
    room = put([row("321202", "pupils", 2024, 1000.0, "primary")])
    view = district_map_view(opened, room, Choices(indicator="pupils", layout="periods"))
    assert view is not None and view.layout == "one"


def test_the_slope_compares_the_first_common_year_with_the_newest(opened: Store, city: Workspace) -> None:
    view = trends_view(opened, city, Choices(indicator=COVERAGE, form="slope"))
    assert view is not None and view.slope is not None
    rows, years = view.slope
    assert years == ("2021 学年", "2024 学年")
    line = rows[rows["name"] == "兴化市"].iloc[0]
    assert (line["first_text"], line["last_text"], line["change_text"]) == ("76.1", "78.2", "+2.1")
    assert "高港区" not in set(rows["name"]), "no figure now"
    assert view.finding.startswith("2021–2024 学年 5 个区县中")
    assert view.table.columns.tolist() == ["区县", "2021 学年", "2024 学年", "变化"]


def test_the_index_is_reckoned_from_exact_figures(opened: Store, city: Workspace) -> None:
    view = trends_view(opened, city, Choices(indicator=COVERAGE, form="indexed"))
    assert view is not None
    points = view.points.set_index(["name", "year"])["value"]
    assert points["兴化市", 2021] == 100.0
    # 17,673 ÷ 17,200 of the same 22,600 children
    assert points["兴化市", 2024] == 102.8
    assert (view.targets[0].value, view.targets[0].label) == (100, "2021 学年 = 100")


def test_a_band_takes_the_place_of_the_single_lines(opened: Store, city: Workspace) -> None:
    view = trends_view(opened, city, Choices(indicator=COVERAGE, peers="all", district="321202", marked="321281,xx"))
    assert view is not None
    assert view.marked == ("321281",)
    assert set(view.points["code"]) == {"321202", "321281", "321200"}
    (band,) = view.bands
    years = {year: (low, high) for year, low, high in band.years}
    # 2024: 78.2 81.6 83.1 86.3 92.4: quartiles 81.6 and 86.3
    assert years[2024] == pytest.approx((81.6, 86.3))
    assert any("四分位数" in line for line in view.footer)


def test_an_unknown_form_or_group_is_dropped(opened: Store, city: Workspace) -> None:
    view = trends_view(opened, city, Choices(indicator=COVERAGE, form="pie", peers="没有这个组"))
    assert view is not None
    assert (view.form, view.bands) == ("lines", ())
