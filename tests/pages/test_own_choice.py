"""自选材料 as Streamlit runs it: pin a page, order, title and note, changes told, slides made, a set shared and opened again."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

import pytest
import streamlit as st
from pptx import Presentation
from streamlit.testing.v1 import AppTest

import intake
from access import Role
from shell.visitor import TOKEN
from store import open_store
from tests.people import signed_in
from views.pins import Pin, Seen

ROOT = Path(__file__).parents[2]
KEY = "pins_321200-sample"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('pins') / 'pages.db'}"
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


def press(app: AppTest, label: str, number: int = 0) -> None:
    [button for button in app.button if button.label == label][number].click().run()


def open_pins(app: AppTest, *pins: Pin) -> str:
    app.run()
    if pins:
        app.session_state[KEY] = pins
    app.query_params["deck"] = "pins"
    return shown(app.switch_page("pages/slides.py").run())


def test_a_page_is_pinned_with_its_choices_and_once(app: AppTest) -> None:
    app.run()
    app.query_params["indicator"] = "inclusive_coverage"
    app.switch_page("pages/gaps.py").run()
    press(app, "加入会议材料")
    (pin,) = app.session_state[KEY]
    assert (pin.page, pin.query) == ("gaps", {"indicator": "inclusive_coverage"})
    assert pin.seen.table["兴化市"]["数值"] == "78.2"
    assert [button.disabled for button in app.button if button.label == "已在会议材料中（1）"] == [True]


@pytest.mark.parametrize(
    ("page", "query", "label", "kept"),
    [
        ("gaps", {"indicator": "inclusive_coverage", "more": "300"}, "把试算表加入会议材料", ("gaps", "what_if", "300")),
        ("district_profile", {"district": "321281"}, "把构成图加入会议材料", ("district_profile", "compositions", "")),
        ("district_profile", {"district": "321281"}, "把“和谁比”加入会议材料", ("district_profile", "peers", "")),
        ("targets", {}, "把趋势图加入会议材料", ("trends", "", "")),
        ("targets", {"part": "groups"}, "把分组表加入会议材料", ("targets", "groups", "")),
        ("sources", {}, "加入会议材料", ("sources", "", "")),
        ("upload", {"part": "reported", "which": "all"}, "加入会议材料", ("upload", "", "")),
    ],
)
def test_parts_of_pages_are_pinned_too(
    app: AppTest, sample: str, page: str, query: dict[str, str], label: str, kept: tuple[str, str, str]
) -> None:
    app.run()
    with closing(open_store(sample)) as store:
        app.session_state[TOKEN] = signed_in(store, "王老师", Role.STAFF).token
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    press(app, label)
    (pin,) = app.session_state[KEY]
    assert (pin.page, pin.query.get("shown", ""), pin.query.get("more", "")) == kept
    assert pin.seen.finding and pin.seen.table
    app.query_params["deck"] = "pins"
    text = shown(app.switch_page("pages/slides.py").run())
    assert "自选材料：1 页，数字没有变化" in text and pin.seen.finding in text


def test_viewers_do_not_see_who_has_reported(app: AppTest) -> None:
    text = open_pins(app, Pin("upload", {"part": "reported"}), Pin("gaps", {}))
    assert "自选材料：1 页" in text and "报送单位" not in text


def test_nothing_pinned_says_how(app: AppTest) -> None:
    assert "还没有加入任何一页" in open_pins(app)


def test_order_title_note_and_slides(app: AppTest) -> None:
    gaps, trends = (Pin(page, {"indicator": "inclusive_coverage"}) for page in ("gaps", "trends"))
    text = open_pins(app, gaps, trends)
    assert "自选材料：2 页，数字没有变化" in text
    press(app, "下移")
    assert [pin.page for pin in app.session_state[KEY]] == ["trends", "gaps"]
    [field for field in app.text_input if field.label == "标题"][1].set_value("三个区县要补学位").run()
    [field for field in app.text_input if field.label == "附注（印在页上）"][1].set_value("会后对接").run()
    assert app.session_state[KEY][1].title == "三个区县要补学位"
    assert "三个区县要补学位" in shown(app)
    next(box for box in app.checkbox if box.label == "标注“内部资料”").check().run()
    press(app, "做幻灯片（PPTX）")
    _state, form, (data, left_out, name) = app.session_state["made_pins_321200-sample"]
    assert (form, left_out, name) == ("pptx", (), "会议材料_泰州市（模拟）")
    slides = list(Presentation(io.BytesIO(data)).slides)
    assert [slide.shapes.title.text_frame.text for slide in slides][2] == "三个区县要补学位"
    words = "\n".join(shape.text_frame.text for shape in slides[2].shapes if shape.has_text_frame)
    assert "会后对接" in words and "内部资料" in words and "模拟数据" in words


def test_what_changed_is_told_until_it_is_looked_through(app: AppTest) -> None:
    old = Seen("旧的结论", {"兴化市": {"数值": "77.0"}})
    text = open_pins(app, Pin("gaps", {"indicator": "inclusive_coverage"}, title="兴化市 77.0", seen=old))
    assert "其中 1 页的数字有变化" in text and "兴化市 数值：77.0 → 78.2" in text
    assert "标题是自拟的，数据结论已变为" in text
    press(app, "变化都已看过")
    assert "数字没有变化" in shown(app)


def test_districts_are_hidden_and_the_key_is_offered(app: AppTest) -> None:
    open_pins(app, Pin("gaps", {"indicator": "inclusive_coverage"}), Pin("district_map", {}))
    next(box for box in app.checkbox if box.label == "隐去区县名称").check().run()
    press(app, "做幻灯片（PPTX）")
    assert "从图形或出处能认出区县" in shown(app)
    _state, _form, (data, _left_out, _name) = app.session_state["made_pins_321200-sample"]
    words = "\n".join(s.text_frame.text for p in Presentation(io.BytesIO(data)).slides for s in p.shapes if s.has_text_frame)
    assert "兴化" not in words


def test_only_staff_share_and_anybody_opens(app: AppTest, sample: str) -> None:
    gaps = Pin("gaps", {"indicator": "inclusive_coverage"}, title="题")
    text = open_pins(app, gaps)
    assert "请先用工作人员账号登录" in text
    assert not [button for button in app.button if button.label == "保存为共享材料"]
    with closing(open_store(sample)) as store:
        app.session_state[TOKEN] = signed_in(store, "王老师", Role.STAFF).token
    app.run()
    next(field for field in app.text_input if field.label == "名称").set_value("三季度调度会").run()
    press(app, "保存为共享材料")
    assert "已保存“三季度调度会”，第 1 版" in shown(app)
    press(app, "清空")
    assert app.session_state[KEY] == ()
    press(app, "打开")
    assert app.session_state[KEY] == (gaps,)
    press(app, "删除")
    assert "已删除“三季度调度会”" in shown(app)
