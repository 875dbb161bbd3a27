"""Each state a page can be in, as Streamlit runs it: no error, the right words, and a way on; charts say their finding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import intake
from benchmarks import states
from tests.visits import table_of, texts_in

ROOT = Path(__file__).parents[2]
WITH_CHARTS = ("overview", "district_map", "trends", "gaps", "equity", "district_profile")
SAMPLE = "321200-sample"
LONG = "积石山保安族东乡族撒拉族自治县"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the sample city and the cities of the states."""
    url = f"sqlite:///{tmp_path_factory.mktemp('states') / 'states.db'}"
    intake.ready_store(url).close()
    states.fill(url)
    return url


@pytest.fixture
def app(filled: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("DATABASE_URL", filled)
    st.cache_resource.clear()
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def opened(app: AppTest, stem: str, **query: str) -> str:
    """The page's texts."""
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(f"pages/{stem}.py").run()
    assert [error.value for error in app.exception] == []
    return "\n".join(element.proto.body for element in app.get("html") if "<style>" not in element.proto.body)


def charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(element.proto.spec) for element in app.get("vega_lite_chart")]


def alternatives(app: AppTest) -> list[str]:
    """What a screen reader says of each chart, in the order of the page."""
    told = [json.loads(element.proto.json) for element in app.get("bidi_component") if '"said"' in element.proto.json]
    return [text for data in told for text in data["said"].values()]


def links(app: AppTest) -> list[str]:
    return [element.proto.label for element in app.get("page_link")]


@pytest.mark.parametrize("stem", WITH_CHARTS)
def test_every_chart_says_its_finding_and_has_its_numbers(app: AppTest, stem: str) -> None:
    text = opened(app, stem, city=SAMPLE)
    finding = text.partition('<h1 class="finding">')[2].partition("</h1>")[0].replace("&lt;", "<")
    said = alternatives(app)
    assert len(said) == len(charts(app)) > 0
    for text in said:
        assert any(sign.isdigit() for sign in text), text
    assert said[0].startswith(finding)
    assert any("数字" in expander.label for expander in app.expander)


@pytest.mark.parametrize("stem", WITH_CHARTS)
@pytest.mark.parametrize("state", states.CITIES)
def test_no_state_breaks_a_page(app: AppTest, stem: str, state: str) -> None:
    text = opened(app, stem, city=states.CITIES[state])
    assert '<h1 class="finding">' in text
    nothing_to_draw = state in ("empty", "all_missing") or (state, stem) == ("no_target", "gaps")
    assert bool(charts(app)) != nothing_to_draw, text[:200]


@pytest.mark.parametrize("stem", ["gaps", "district_map"])
def test_an_empty_city_leads_to_the_upload_and_to_an_example(app: AppTest, stem: str) -> None:
    text = opened(app, stem, city=states.CITIES["empty"])
    assert "苏州市还没有数据" in text and "去数据报送" in links(app)
    (example,) = [link for link in app.get("page_link") if link.proto.label.startswith("先看")]
    assert "city=321200-sample" in example.proto.query_string
    # and everywhere else
    assert {"总览", "地图", "趋势", "数据报送"} <= set(links(app))


def test_where_everything_is_missing_the_stored_file_is_not_denied(app: AppTest) -> None:
    text = opened(app, "overview", city=states.CITIES["all_missing"])
    assert "已入库的表格里没有一个可以显示的数" in text and "0 份文件" not in text
    assert "去数据报送" in links(app)


@pytest.mark.parametrize("stem", ["overview", "district_map", "gaps"])
def test_a_period_without_figures_is_told_and_never_another_in_silence(app: AppTest, stem: str) -> None:
    assert "2010 学年没有数据，这里显示的是2024 学年" in opened(app, stem, period="2010S").replace("是 2024", "是2024")
    assert "报送2010 学年的数据" in [link.replace("报送 ", "报送").replace("学年 的", "学年的") for link in links(app)]


def test_what_is_hidden_was_reported(app: AppTest) -> None:
    text = opened(app, "overview", city=states.CITIES["suppressed"])
    assert "全部报送" in text and "缺" not in text.partition('<p class="subtitle">')[2].partition("</p>")[0]


def test_a_single_district_is_not_called_the_one_with_the_most(app: AppTest) -> None:
    assert "1 项中 1 项未达标</h1>" in opened(app, "overview", city=states.CITIES["one_district"])


def test_a_very_long_name_stands_in_full(app: AppTest) -> None:
    opened(app, "district_profile", city=states.CITIES["long_names"], district="622927")
    assert LONG in alternatives(app)[0]


def test_a_clicked_cell_leads_on(app: AppTest) -> None:
    opened(app, "overview", city=SAMPLE, district="321281")
    assert {"对标差距", "趋势", "地图", "区县画像", "口径与来源"} <= set(links(app))


def test_districts_stand_in_the_order_that_was_chosen(app: AppTest) -> None:
    opened(app, "overview", city=SAMPLE, order="open")
    names = [text for text in texts_in(table_of(app.get("vega_lite_chart")[0].proto)) if text in ("兴化市", "海陵区")]
    assert names[:1] == ["兴化市"] and "海陵区" in names
