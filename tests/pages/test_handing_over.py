"""会议材料 › 区县简报, 工作簿和开放数据: what stands on the page and what its buttons give."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import intake
from access import NOBODY
from language import using
from shell import books
from shell.room import Room

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('handing') / 'pages.db'}"
    intake.ready_store(url).close()
    return url


@pytest.fixture
def app(sample: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("DATABASE_URL", sample)
    st.cache_resource.clear()
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def open_part(app: AppTest, part: str, **query: str) -> tuple[str, list[str]]:
    """The page's text and the labels of its buttons."""
    for name, value in {"deck": part, **query}.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("pages/slides.py").run()
    assert [error.value for error in app.exception] == []
    text = "\n".join(element.proto.body for element in app.get("html") if "<style>" not in element.proto.body)
    return text, [button.proto.label for button in app.get("download_button")]


def test_a_brief_shows_what_it_will_say_and_goes_out_as_pdf_and_word(app: AppTest) -> None:
    text, buttons = open_part(app, "briefs", district="321281")
    assert "区县简报：6 份，一区一份" in text
    assert 'alt="兴化市 11 项指标中 7 项未达标' in text and 'src="data:image/png;base64,' in text
    assert buttons == ["下载简报（PDF）", "下载简报（Word）", "全部区县（PDF，压缩包）", "全部区县（Word，压缩包）"]


def test_the_figures_go_out_in_five_forms_and_their_sources_to_staff_only(app: AppTest) -> None:
    text, buttons = open_part(app, "data")
    assert "工作簿和开放数据：泰州市（模拟）的全部数字" in text
    assert buttons == ["工作簿（XLSX）", "开放数据包（ZIP）", "长表（CSV）", "地图数据（GeoJSON）", "地图数据（GeoPackage）"]


def test_in_english(app: AppTest) -> None:
    with using("en"):
        text, buttons = open_part(app, "data", lang="en")
    assert "Workbook and open data: every figure of" in text
    assert buttons[0] == "Workbook (XLSX)"


def test_what_the_buttons_make(sample: str) -> None:
    store = intake.ready_store(sample)
    space = next(space for space in store.workspaces() if space.simulated)
    room = Room(store, space, True, "zh", 1100, NOBODY)
    book = openpyxl.load_workbook(io.BytesIO(books.city_maker(room)()))
    assert book.sheetnames[:3] == ["封面", "集团化办学", "学前"]
    with zipfile.ZipFile(io.BytesIO(books.briefs_maker(room, "pdf")())) as packed:
        assert packed.namelist()[3] == "区县简报_泰州市（模拟）_兴化市_2024学年.pdf"
        assert all(packed.read(name)[:5] == b"%PDF-" for name in packed.namelist()) and len(packed.namelist()) == 6
    assert len(json.loads(books.open_maker(room, "geojson")())["features"]) == 6
    store.close()
