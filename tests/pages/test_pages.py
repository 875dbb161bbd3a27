"""Each page script run as Streamlit runs it, on the sample city: its words and numbers, its empty state, its language."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import intake
from language import using
from shell.navigation import ENTRIES
from tests.store.builders import TAIZHOU, row, upload

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the sample city, filled once for all pages."""
    url = f"sqlite:///{tmp_path_factory.mktemp('pages') / 'pages.db'}"
    intake.ready_store(url).close()
    return url


@pytest.fixture
def app(sample: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("DATABASE_URL", sample)
    st.cache_resource.clear()
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def shown(app: AppTest) -> str:
    assert [error.value for error in app.exception] == []
    return "\n".join(element.proto.body for element in app.get("html") if "<style>" not in element.proto.body)


def open_page(app: AppTest, stem: str) -> str:
    app.run()
    return shown(app.switch_page(f"pages/{stem}.py").run())


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        ("overview", ["项未达标", "集团化办学覆盖率", "区县达标", "模拟数据"]),
        ("district_map", ["个报数区县中", "目标", "底图为示意，未经审图，限内部使用", "模拟数据"]),
        ("trends", ["个百分点", "2018–2024 学年", "前后不可比", "模拟数据"]),
        ("gaps", ["还差", "按差距从大到小", "算式：", "模拟数据"]),
        ("equity", ["个区县的差距", "区县间差异系数", "校际差异系数须由逐校数据算出", "0.515", "模拟数据"]),
        ("district_profile", ["项未达标", "位次 1 为最好", "需要关注", "变化最大", "模拟数据"]),
        ("slides", ["页可编辑的幻灯片", "里面有什么", "全市总览", "模拟数据"]),
        ("upload", ["泰州市（模拟）已入库 7 份文件", "请先用工作人员账号登录", "模拟数据"]),
        ("targets", ["条可逐区县判断的目标中", "未核对", "教督〔2020〕1号", "条可按区县对标的目标画在一起", "模拟数据"]),
        ("sources", ["个区县有数", "÷", "的这个数从哪里来", "模拟数据"]),
    ],
)
def test_each_page_says_what_it_is_for(app: AppTest, stem: str, words: list[str]) -> None:
    text = open_page(app, stem)
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(("kind", "words"), [("progress", "对标进度一览"), ("districts", "兴化市")])
def test_every_ready_deck_says_what_is_in_it(app: AppTest, kind: str, words: str) -> None:
    app.query_params["deck"] = kind
    assert words in open_page(app, "slides")


def test_every_page_script_has_its_link() -> None:
    assert {entry.stem for entry in ENTRIES} == {path.stem for path in (ROOT / "pages").glob("*.py")}


def test_the_url_chooses_indicator_period_and_district(app: AppTest) -> None:
    for name, value in {"indicator": "inclusive_coverage", "period": "2022S", "district": "321281"}.items():
        app.query_params[name] = value
    text = open_page(app, "sources")
    assert "普惠性幼儿园覆盖率（%），2022 学年，泰州市（模拟）" in text
    assert "兴化市的这个数从哪里来" in text


def test_the_profile_and_the_spread_follow_the_url(app: AppTest) -> None:
    for name, value in {"indicator": "inclusive_coverage", "period": "2022S", "district": "321281"}.items():
        app.query_params[name] = value
    text = open_page(app, "district_profile")
    assert "兴化市与目标、全市及其他区县比较，2022 学年" in text
    text = shown(app.switch_page("pages/equity.py").run())
    assert "普惠性幼儿园覆盖率（%），2018–2022 学年，泰州市（模拟）" in text


@pytest.mark.parametrize("stem", ["equity", "district_profile"])
def test_analysis_of_a_city_without_data_leads_to_the_upload(app: AppTest, stem: str) -> None:
    app.query_params["city"] = "310000"
    assert "上海市还没有数据" in open_page(app, stem)


def test_a_city_without_data_leads_to_the_upload(app: AppTest) -> None:
    app.query_params["city"] = "310000"
    assert "上海市还没有数据" in shown(app.run())


def test_nonsense_in_the_url_is_no_error(app: AppTest) -> None:
    for name in ("city", "indicator", "level", "period", "target", "district", "classes", "lang"):
        app.query_params[name] = "'; DROP TABLE--<script>"
    text = open_page(app, "district_map")
    assert "个报数区县中" in text and "<script>" not in text


def test_english_reaches_every_part_of_a_page(app: AppTest) -> None:
    app.query_params["lang"] = "en"
    with using("en"):  # the test's own thread words the choosers, too
        text = open_page(app, "gaps")
    assert "Simulated data" in text and "largest gap first" in text
    assert {box.label for box in app.selectbox} == {"City", "Indicator", "Level", "Period", "Highlight", "Compared with"}


def test_the_way_to_ones_own_city_stands_there_until_a_city_of_ones_own_has_figures(app: AppTest, tmp_path: Path) -> None:
    def links() -> list[str]:
        return [link.proto.label for link in app.sidebar.get("page_link")]

    app.run()
    assert links()[0] == "换成本市数据 →"
    with pytest.MonkeyPatch.context() as other:
        url = f"sqlite:///{tmp_path / 'own.db'}"
        with closing(intake.ready_store(url)) as store:
            store.accept(TAIZHOU, upload(row(indicator="inclusive_coverage", level="preschool", value=88.0)))
        other.setenv("DATABASE_URL", url)
        st.cache_resource.clear()
        app.run()
        assert "换成本市数据 →" not in links() and "数据报送" in links()
