"""What a person answered about a file can be taken back until it is accepted."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.intake.sheets import workbook


def questions(folder: str, answers: dict[str, str]) -> None:
    """A page that draws the questions of one file, with these answers given."""
    from pathlib import Path
    from types import SimpleNamespace

    import streamlit as st

    from intake import preview
    from shell import upload_questions
    from store import open_store
    from tests.people import staff

    given = st.session_state.setdefault("given", dict(answers))
    store = open_store(f"sqlite:///{folder}/questions.db")
    found = preview(store, (Path(folder) / "班级.xlsx").read_bytes(), "班级.xlsx", "321200", answers=given)
    upload_questions.draw(SimpleNamespace(visitor=staff("王老师")), found, "file", given)  # type: ignore[arg-type]
    st.session_state["open"] = [question.id for question in found.open_questions]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    places = ["海陵区", "高港区", "姜堰区", "兴化市"]
    rows = [[place, 300 + number] for number, place in enumerate(places)] + [[place, 310 + n] for n, place in enumerate(places)]
    book = workbook(["2023学年泰州市小学情况", None], ["地区", "班级总数（个）"], *rows)
    (tmp_path / "班级.xlsx").write_bytes(book)
    return tmp_path


@pytest.mark.parametrize(
    ("answer", "said"),
    [("lower", "用下面一行"), ("upper", "用上面一行"), ("each", "逐项选择")],
)
def test_which_of_two_rows_holds_can_be_asked_again(folder: Path, answer: str, said: str) -> None:
    page = AppTest.from_function(questions, kwargs={"folder": str(folder), "answers": {"twice:Sheet1": answer}})
    page.run(timeout=30)
    assert not page.exception
    assert len(page.session_state["open"]) == (4 if answer == "each" else 0)
    (undo,) = [button for button in page.button if "撤回" in button.label]
    assert undo.label == f"✓ 工作表“Sheet1”写了两次的：{said}　撤回这个回答"
    undo.click().run(timeout=30)
    assert page.session_state["given"] == {}
    assert page.session_state["open"] == ["twice:Sheet1"]
