"""What a change sends to the browser: the drawings stay, and no list is so long that each change has to build it anew."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import intake
from benchmarks import pages_data, states
from shell import maps

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample city, the cities of the states, and the nation."""
    url = f"sqlite:///{tmp_path_factory.mktemp('changes') / 'changes.db'}"
    intake.ready_store(url).close()
    states.fill(url)
    pages_data.fill(url, ["000000"], [2024])
    return url


@pytest.fixture
def app(filled: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("DATABASE_URL", filled)
    st.cache_resource.clear()
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def opened(app: AppTest, stem: str, **query: str) -> AppTest:
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(f"pages/{stem}.py").run()


def specs(app: AppTest) -> list[str]:
    return [element.proto.spec for element in app.get("vega_lite_chart")]


def texts(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize(("stem", "count"), [("district_map", 2), ("gaps", 1), ("trends", 1)])
def test_another_indicator_swaps_rows_and_keeps_the_drawing(app: AppTest, stem: str, count: int) -> None:
    """A specification that differs has the browser compile it and build the drawing anew: ten times the work."""
    first = opened(app, stem, city="321200-sample", indicator="inclusive_coverage")
    before, finding = specs(first), texts(first)
    second = opened(app, stem, city="321200-sample", indicator="group_coverage")
    assert len(before) == count and finding != texts(second)
    assert specs(second) == before


def test_the_city_chooser_is_short_and_leads_to_every_city(app: AppTest) -> None:
    opened(app, "overview", city="321200-sample")
    chooser = app.selectbox(key="choose_city")
    assert "泰州市（模拟）" in chooser.options and chooser.options[-1] == "其他城市…" and len(chooser.options) < 30
    chooser.select("other").run()
    assert app.query_params["city"] == "321200-sample", "nothing is chosen yet"
    everywhere = app.selectbox(key="city_found")
    assert len(everywhere.options) > 360 and everywhere.value is None
    everywhere.select("532300").run()
    assert app.query_params["city"] == "532300"
    assert app.selectbox(key="choose_city").value == "532300"
    assert not [box for box in app.selectbox if box.key == "city_found"]
    assert "楚雄彝族自治州还没有数据" in texts(app)


def test_counties_of_the_nation_are_chosen_by_province(app: AppTest) -> None:
    page = opened(app, "district_map", city="000000")
    assert list(page.selectbox(key="choose_district").options) == ["不突出"]
    provinces = page.selectbox(key="choose_within")
    assert provinces.options[:2] == ["先选省份", "北京市"] and len(provinces.options) == 32
    provinces.select("320000").run()
    assert app.query_params["within"] == "320000" and "district" not in app.query_params
    counties = page.selectbox(key="choose_district")
    assert 90 < len(counties.options) < 110 and "兴化市" in counties.options
    counties.select("321281").run()
    assert app.query_params["district"] == "321281" and page.selectbox(key="choose_within").value == "320000"


def one_place() -> None:
    """A page that always shows one place, of two provinces."""
    import streamlit as st

    from shell import address, by_province

    places = [("320102", "玄武区"), ("320104", "秦淮区"), *((f"34{number:04}", f"第{number}区") for number in range(400))]
    now = address.get("district") or "320102"
    by_province.chooser(places, now, always_one=True)
    st.selectbox("区县", list(by_province.offered(places, now)), key="offered")


def test_a_page_on_one_place_takes_the_first_of_another_province() -> None:
    app = AppTest.from_function(one_place).run()
    assert app.selectbox(key="offered").options == ["320102", "320104"]
    assert app.selectbox(key="choose_within").options == ["江苏省", "安徽省"]
    app.selectbox(key="choose_within").select("340000").run()
    assert app.query_params["district"] == "340000" and len(app.selectbox(key="offered").options) == 400


def test_play_passes_over_no_period_and_stays_when_asked_too_soon(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(maps, "monotonic", lambda: clock[0])
    page = opened(app, "district_map", city="321200-sample", indicator="group_coverage", period="2022S")
    page.button(key="map_play").click().run()
    shown = []
    for seconds in (0.3, 1.4, 0.2, 1.4, 1.4):
        shown.append(next(year for year in ("2022", "2023", "2024") if f"{year} 学年" in subtitle(page)))
        assert app.query_params.get("period") == "2022S"
        clock[0] += seconds
        page.run()
    assert shown == ["2022", "2022", "2023", "2023", "2024"]
    assert "period" not in app.query_params and page.button(key="map_play").label == "播放"


def subtitle(app: AppTest) -> str:
    return texts(app).partition('<p class="subtitle">')[2].partition("</p>")[0]
