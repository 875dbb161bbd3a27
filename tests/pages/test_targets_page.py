"""目标管理 as Streamlit runs it: its three parts, and the way of an own target from the form to the other pages and back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import intake
from benchmarks import states
from language import using
from shell.visitor import TOKEN
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace, open_store, target_history
from tests.people import signed_in, staff
from views.peer_groups import own_groups

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample city, copied for each test that writes."""
    path = tmp_path_factory.mktemp("targets") / "targets.db"
    intake.ready_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def url(seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    copy = tmp_path / "copy.db"
    copy.write_bytes(seeded.read_bytes())
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{copy}")
    st.cache_resource.clear()
    return f"sqlite:///{copy}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


def shown(app: AppTest) -> str:
    assert [error.value for error in app.exception] == []
    return "\n".join(element.proto.body for element in app.get("html") if "<style>" not in element.proto.body)


def open_page(**query: str) -> AppTest:
    """As a member of staff, signed in to the database of the test."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    with closing(open_store(os.environ["DATABASE_URL"])) as store:
        app.session_state[TOKEN] = signed_in(store).token
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page("pages/targets.py").run()


def field(app: AppTest, kind: str, label: str) -> object:
    [found] = [element for element in getattr(app, kind) if element.label == label]
    return found


def fill(app: AppTest, **texts: str) -> AppTest:
    names = {"goal": "目标值（%）", "year": "期限（年）", "document": "文件名称"}
    for name, text in texts.items():
        label = names.get(name) or next(box.label for box in app.text_input if box.label.startswith("理由"))
        field(app, "text_input", label).input(text)  # type: ignore[attr-defined]
    return app


def press(app: AppTest, label: str) -> str:
    field(app, "button", label).click()  # type: ignore[attr-defined]
    return shown(app.run())


def test_the_documents_of_the_sample_city_can_be_narrowed(url: str) -> None:
    text = shown(open_page(family="preschool", admin="nation"))
    assert "普惠性幼儿园覆盖率" in text and "教督〔2020〕1号" in text
    assert "大班额比例" not in text.split("画在一起")[0] and "泰模拟〔2022〕1号" not in text
    assert "没有符合条件的目标" in shown(open_page(family="group", admin="nation"))
    nonsense = shown(open_page(family="<script>", admin="x", part="y", list="z"))
    assert "条可逐区县判断的目标中" in nonsense and "<script>" not in nonsense


def test_the_chosen_target_is_marked_and_carried(url: str) -> None:
    wanted = "preschool_evaluation.inclusive_coverage.preschool"
    app = open_page(indicator="inclusive_coverage", level="preschool", target=wanted)
    rows = [row for row in shown(app).split("<tr") if "普及普惠督导评估" in row and "≥ 80%" in row]
    assert len(rows) == 1 and "class=chosen" in rows[0] and "●" in rows[0]
    assert field(app, "selectbox", "目标").value == wanted  # type: ignore[attr-defined]
    assert "普惠性幼儿园覆盖率：3 条可按区县对标的目标画在一起" in shown(app)


def test_both_check_lists_judge_every_district(url: str) -> None:
    text = shown(open_page(part="inspection"))
    assert "普及普惠督导评估：4 项中 3 项有数" in text and "按精确值判断" in text
    balance = shown(open_page(part="inspection", list="balance_evaluation"))
    assert "37 项中 3 项有数、28 项须有学校数据" in balance
    assert "须由学校数据算出，区县合计算不出" in balance and "每所学校 7 项资源配置指标至少 6 项达标" in balance


def test_nothing_is_written_into_the_simulated_city(url: str) -> None:
    app = open_page(part="own")
    assert "模拟城市的目标随程序附带" in shown(app)
    assert len(app.text_input) == 0 and [button.label for button in app.button] == ["退出登录"]


def test_an_own_target_is_set_changed_and_retired_with_its_history(url: str, store: Store) -> None:
    app = open_page(part="own", city="320500")
    assert "苏州市自设目标 0 条在用" in shown(app)
    field(app, "selectbox", "指标").select("inclusive_coverage")  # type: ignore[attr-defined]
    app.run()
    assert "目标值“九成”不是数" in press(fill(app, goal="九成", document="学前方案"), "新设这条目标")
    assert target_history(store, "320500") == [] and store.revision("320500") == 0
    assert "已新设“own_1 普惠性幼儿园覆盖率 88–92%，2027”" in press(fill(app, goal="88–92", year="2027"), "新设这条目标")
    assert "88–92%" in shown(app)

    field(app, "selectbox", "新设一条，或改一条").select("own_1")  # type: ignore[attr-defined]
    app.run()
    assert field(app, "text_input", "目标值（%）").value == "88–92"  # type: ignore[attr-defined]
    assert "没有保存：请写明理由" in press(fill(app, goal="90"), "保存改动")
    assert "已改“own_1 普惠性幼儿园覆盖率" in press(fill(app, goal="90", reason="会议纪要"), "保存改动")
    assert "已停用“own_1 普惠性幼儿园覆盖率" in press(fill(app, reason="文件废止"), "停用这条")
    kept = [(v.version, v.content["value"], v.retired, v.author, v.reason) for v in target_history(store, "320500")]
    assert kept == [
        (3, 90.0, True, "王老师", "文件废止"),
        (2, 90.0, False, "王老师", "会议纪要"),
        (1, 88.0, False, "王老师", ""),
    ]
    assert "苏州市自设目标 0 条在用，1 条停用" in shown(app)


def test_what_people_write_is_shown_as_text(url: str, store: Store) -> None:
    draft = intake.TargetDraft(
        "inclusive_coverage", "preschool", "at_least", "90", "2027", "each_district", "city", "<i>方案</i>", "=1+1", False
    )
    intake.add_target(store, Workspace("320500", "320500", "苏州市"), draft, staff("<b>王老师</b>"))
    for part in ("documents", "own"):
        text = shown(open_page(city="320500", part=part))
        assert "&lt;i&gt;方案&lt;/i&gt;" in text and "<i>方案" not in text and "<b>王老师" not in text


def test_english_reaches_every_part(url: str) -> None:
    with using("en"):  # the test's own thread words the choosers, too
        documents = shown(open_page(lang="en"))
        lists = shown(open_page(lang="en", part="inspection"))
        own = shown(open_page(lang="en", part="own", city="320500"))
    assert "targets that districts are held against" in documents and "not yet" in documents
    assert "Preschool evaluation: data on 3 of 4 criteria" in lists
    assert "0 in use" in own


def test_the_groups_of_a_province_are_set_city_by_city_and_keep_the_others(store: Store) -> None:
    """四川 has 183 counties: no page of 183 fields, and what is set for one city stays when another one is set."""
    province = Workspace("510000", "510000", "四川省", simulated=False)
    frame = pd.DataFrame(states.rows_of("many_districts", "510000"), columns=list(INCOMING_COLUMNS))
    store.accept(province, NewUpload("川.xlsx", b"x", frame, "test", "510000"))
    app = open_page(city="510000", part="groups")
    cities = field(app, "selectbox", "哪个市的区县（其余的保持原样）")
    assert cities.options[0] == "成都市" and len(cities.options) == 21  # type: ignore[attr-defined]
    assert 15 < len(app.text_input) < 30
    fields = [box for box in app.text_input if not box.label.startswith("理由")]
    fields[0].input("主城")
    fields[1].input("近郊")
    app = next(button for button in app.button if button.label == "保存分组").click().run()
    assert "现在是第 1 版" in shown(app)
    app = field(app, "selectbox", "哪个市的区县（其余的保持原样）").select("510300").run()  # type: ignore[attr-defined]
    fields = [box for box in app.text_input if not box.label.startswith("理由")]
    assert [box.value for box in fields] == [""] * len(fields) and len(fields) < 10
    fields[0].input("近郊")
    app = fill(app, reason="补自贡")
    app = next(button for button in app.button if button.label == "保存分组").click().run()
    assert "现在是第 2 版" in shown(app)
    now = store.workspace("510000")
    assert now is not None
    assert sorted(own_groups(store, now).values()) == ["主城", "近郊", "近郊"]
