"""The sentences of a page and of a city: which come first, that they name their indicator, when nothing is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from language import using
from store import Store, Workspace
from tests.views.conftest import row
from views.choices import Choices
from views.facts import facts
from views.findings import findings_of, findings_view
from views.gaps import gaps_view

Put = Callable[..., Workspace]


def test_a_citys_list_names_the_indicator_and_says_each_thing_once(opened: Store, city: Workspace) -> None:
    """Only coverage has a target: 2,067 places; 高港区 missing; of those in both years 14.2 (92.4 − 78.2) against 12.4 apart."""
    said = findings_view(opened, city, Choices())
    assert [one.text for one in said] == [
        "普惠率：3 个区县还差 2,067 个学位；兴化市按现有速度要到 2034 年才达标",
        "普惠率：高港区没有 2024 学年的数据，未计入",
        "普惠率：区县间差距扩大：14.2 个百分点，2021 年为 12.4 个百分点",
    ]
    assert "兴化市：85% × 22,600 − 17,673 = 1,537 个学位" in said[0].arithmetic
    assert findings_view(opened, city, Choices()) == said


def test_who_crossed_a_target_stands_on_the_gap_page(opened: Store, put: Put) -> None:
    rows = [row("321281", "inclusive_coverage", 2023, 84.0), row("321281", "inclusive_coverage", 2024, 86.0)]
    rows += [row("321282", "inclusive_coverage", 2023, 86.0), row("321282", "inclusive_coverage", 2024, 84.0)]
    view = gaps_view(opened, put(rows), Choices(indicator="inclusive_coverage"))
    assert view is not None
    texts = [one.text for one in view.findings]
    assert texts[0] == "靖江市跌回 ≥ 85% 目标以下：84.0%"
    assert "兴化市新达到 ≥ 85% 目标：86.0%" in texts


def test_an_indicator_that_lags_behind_the_others_says_so(opened: Store, put: Put) -> None:
    city = put([row("321281", "inclusive_coverage", 2023, 84.0), row("321281", "kindergartens", 2024, 12.0)])
    found = facts(opened, city, Choices(indicator="inclusive_coverage"))
    assert found is not None
    assert "最新只到 2023 学年，其他指标已有 2024 学年的数据" in [one.text for one in findings_of(found)]


def test_nothing_is_said_where_figures_are_hidden_or_nobody_may_be_named(opened: Store, put: Put) -> None:
    rows = []
    for code, counts in {"321202": (3.0, 4.0), "321281": (90.0, 100.0), "321282": (45.0, 50.0)}.items():
        for name, value in zip(("sen_enrolled", "sen_children"), counts, strict=True):
            rows.append(row(code, name, 2024, value, level="special"))
    city = put(rows)
    assert findings_view(opened, city, Choices(released=True)) == ()
    assert findings_view(opened, city, Choices(unranked=True)) == ()
    assert findings_view(opened, replace(city, only="321281"), Choices()) == ()
    assert findings_view(opened, city, Choices()) != ()


def test_english(opened: Store, city: Workspace) -> None:
    with using("en"):
        said = findings_view(opened, city, Choices())
    assert said[0].text.startswith("Inclusive coverage: 3 districts are short of 2,067 places")
