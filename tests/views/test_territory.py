"""Pace, trend, spread and profile across a change of districts: old parts are added up where they make the place."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from indicators.catalogue import load_catalogue
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace
from tests.views.conftest import row
from views.choices import Choices
from views.district_profile import district_profile_view
from views.equity import equity_view
from views.gaps import gaps_view
from views.territory import Counted, comparable
from views.trends import trends_view

SHANGHAI = {"310106": "静安区", "310108": "闸北区", "310101": "黄浦区", "310104": "徐汇区", "310105": "长宁区"}
# (children in inclusive kindergartens, all children); 闸北区 went into 静安区 between the counts of 2015 and 2016
COUNTS = {
    ("310106", 2014): (600, 1_000),
    ("310108", 2014): (1_400, 2_000),
    ("310106", 2016): (2_250, 3_000),
    ("310101", 2014): (700, 1_000),
    ("310101", 2016): (720, 1_000),
    ("310104", 2014): (500, 1_000),
    ("310104", 2016): (600, 1_000),
}
Put = Callable[..., Workspace]


def shanghai(store: Store, counts: dict[tuple[str, int], tuple[int, int]]) -> Workspace:
    rows = []
    for (code, year), pair in counts.items():
        for indicator, value in zip(("inclusive_pupils", "kindergarten_pupils"), pair, strict=True):
            rows.append(row(code, indicator, year, value) | {"place_name": SHANGHAI[code]})
    room = Workspace("310000", "310000", "上海市")
    frame = pd.DataFrame(rows, columns=list(INCOMING_COLUMNS))
    store.accept(room, NewUpload("上海.xlsx", b"1", frame, "王老师", "310000"))
    found = store.workspace("310000")
    assert found is not None
    return found


CHOICES = Choices(indicator="inclusive_coverage", district="310106")
SAID = "闸北区并入静安区（2015 年）：2014 年按 静安区 + 闸北区 合计"


def test_old_parts_are_added_up_where_they_make_the_district(opened: Store) -> None:
    """静安 with 闸北, 2014: (600 + 1,400) ÷ (1,000 + 2,000) = 66.7 %; 2016: 75.0 %; (75.0 − 66.7) ÷ 2 = 4.15 a year."""
    city = shanghai(opened, COUNTS)
    view = gaps_view(opened, city, CHOICES)
    assert view is not None
    jingan = next(standing for standing in view.standings if standing.code == "310106")
    assert jingan.found is not None and jingan.found.actual is not None
    assert (jingan.found.first_year, jingan.found.first_value, round(jingan.found.actual, 2)) == (2014, 66.7, 4.15)
    assert jingan.territory == SAID and SAID in view.footer and SAID in view.calculation
    assert view.table.loc[view.table["区县"] == "静安区", "说明"].tolist() == [SAID]
    assert all(standing.territory == "" for standing in view.standings if standing.code != "310106")


def test_trend_and_profile_say_the_same_as_the_gap_page(opened: Store) -> None:
    city = shanghai(opened, COUNTS)
    trend, profile = trends_view(opened, city, CHOICES), district_profile_view(opened, city, CHOICES)
    assert trend is not None and profile is not None
    assert trend.finding.startswith("静安区 2 年升 8.3 个百分点")
    said = "闸北区并入静安区（2015 年），此前的线、变化和速度都按 静安区 + 闸北区 合计"
    assert any(said in line for line in trend.footer)
    line = trend.points[trend.points["code"] == "310106"].set_index("year")["value"].to_dict()
    assert (line[2014], line[2016]) == (66.7, 75.0)  # never 60.0, 静安 of before alone
    table = trend.table.set_index("区县")
    assert table.loc["静安区", ["2014 学年", "2016 学年"]].tolist() == [66.7, 75.0]
    assert table.loc["静安区（当年区划）", ["2014 学年", "2016 学年"]].tolist() == [60.0, "—"]
    assert trend.present is not None
    assert "现有速度：(75.0 − 66.7) ÷（2016 − 2014）= 每年 +4.15" in profile.calculation
    assert SAID in profile.footer
    assert profile.rows.set_index("name").loc["普惠率", "change_text"] == "+8.3"


def test_the_spread_takes_the_whole_district_then_and_now(opened: Store) -> None:
    """2014: 静安 with 闸北 66.7, 黄浦 70.0, 徐汇 50.0 → 20.0; 2016: 75.0, 72.0, 60.0 → 15.0."""
    view = equity_view(opened, shanghai(opened, COUNTS), CHOICES)
    assert view is not None
    assert view.spans["comparable"].tolist() == [True, True]
    assert view.finding == "3 个区县的差距在缩小：最高与最低相差 15.0 个百分点，2014 年相差 20.0"


def test_a_part_without_its_counts_makes_no_sum(opened: Store) -> None:
    counts = {key: pair for key, pair in COUNTS.items() if key != ("310108", 2014)}
    city = shanghai(opened, counts)
    view = gaps_view(opened, city, CHOICES)
    assert view is not None
    jingan = next(standing for standing in view.standings if standing.code == "310106")
    assert jingan.found is not None and jingan.found.actual is None
    assert str(jingan.found.state) == "not_enough_data"
    assert jingan.territory == "闸北区并入静安区（2015 年）：2014 年的数不比"
    trend = trends_view(opened, city, CHOICES)
    assert trend is not None and trend.present is None


def test_totals_are_added_up_and_a_shared_out_unit_is_not() -> None:
    nan = float("nan")
    known = load_catalogue().indicators
    figures = {
        "310106": {2012: Counted(10, nan, nan), 2020: Counted(40, nan, nan)},
        "310108": {2012: Counted(25, nan, nan)},
        "130102": {2012: Counted(10, nan, nan), 2020: Counted(40, nan, nan)},
        "130103": {2012: Counted(25, nan, nan)},
    }

    def records(code: str) -> dict[int, Counted]:
        return figures.get(code, {})

    def numbers(code: str) -> dict[int, float]:
        return {year: record.value for year, record in records(code).items()}

    found = comparable(numbers, records, known["schools"], "310000", "310106", 2020)
    assert (dict(found.values), dict(found.joined)) == ({2012: 35, 2020: 40}, {2012: ("310106", "310108")})
    rate = comparable(numbers, records, known["inclusive_coverage"], "310000", "310106", 2020)
    assert (dict(rate.values), rate.left_out) == ({2020: 40}, (2012,))
    shared = comparable(numbers, records, known["schools"], "130100", "130102", 2020)
    assert (dict(shared.values), shared.left_out) == ({2020: 40}, (2012,))
