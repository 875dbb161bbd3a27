"""Whose figures, which stage, which scale: doubts about whole sheets and columns are answered, not only told."""

from __future__ import annotations

import pytest

from intake import accept, preview
from intake.records import LEAVE_OUT
from intake.sheet_doubts import AS_IT_IS, TEN_THOUSANDS
from store import Store
from tests.intake.sheets import workbook
from tests.people import staff

NAME = "泰州市报表.xlsx"


def stored(store: Store) -> dict[tuple[str, str, str], float]:
    found = store.current_values("321200")
    keys = zip(found["indicator"], found["education_level"], found["place_code"], strict=True)
    return dict(zip(keys, found["value"], strict=True))


def test_a_form_that_names_two_districts_is_the_one_that_a_person_says(sqlite_store: Store) -> None:
    book = workbook(
        ["2023学年海陵区小学班级情况", None], ["指标", "数值"], ["班级总数（个）", 412], ["在校生数（人）", 17020], sheet="姜堰区"
    )
    found = preview(sqlite_store, book, NAME, "321200")
    (question,) = found.open_questions
    assert question.id == "whose:姜堰区!姜堰区"
    assert {choice.value: choice.label for choice in question.choices} == {
        "321202": "海陵区",
        "321204": "姜堰区",
        LEAVE_OUT: "不采用",
    }
    assert found.blocking == () and not found.can_accept
    answered = preview(sqlite_store, book, NAME, "321200", answers={question.id: "321202"})
    assert answered.can_accept
    accept(sqlite_store, answered, staff("王老师"))
    assert stored(sqlite_store) == {("classes", "primary", "321202"): 412, ("pupils", "primary", "321202"): 17020}
    # next month another district may have sent it: nothing of the answer is kept
    assert sqlite_store.answers("321200") == {}


@pytest.mark.parametrize(("answer", "level"), [("primary|primary", "primary"), ("primary|junior", "junior")])
def test_a_title_and_a_tab_of_two_stages_are_asked_about(sqlite_store: Store, answer: str, level: str) -> None:
    rows = ["地区", "班级总数（个）"], ["海陵区", 412], ["姜堰区", 366]
    book = workbook(["2023学年泰州市小学班级情况", None], *rows, sheet="初中")
    found = preview(sqlite_store, book, NAME, "321200")
    (question,) = found.open_questions
    assert [choice.label for choice in question.choices] == ["小学", "初中", "不采用"]
    answered = preview(sqlite_store, book, NAME, "321200", answers={question.id: answer})
    accept(sqlite_store, answered, staff("王老师"))
    assert stored(sqlite_store) == {("classes", level, "321202"): 412, ("classes", level, "321204"): 366}


def counts() -> bytes:
    head = ["2023学年泰州市小学情况", None], ["地区", "在校生数"]
    rows = [["海陵区", 2.35], ["高港区", 1.1], ["姜堰区", 23500], ["兴化市", 3.02], ["靖江市", 2], ["泰兴市", 2.9]]
    return workbook(*head, *rows)


def test_a_column_that_forgot_to_say_ten_thousands(sqlite_store: Store) -> None:
    """2.35, 1.1, 2 become 23500, 11000, 20000; 23500 that another district wrote out stays what it is."""
    found = preview(sqlite_store, counts(), NAME, "321200")
    assert [question.id for question in found.open_questions] == ["count:Sheet1!B3", "count:Sheet1!B5"]
    assert found.open_questions[0].choices[0].label == "这一列以“万”为单位（2.35 是 23,500）"
    answers = {"count:Sheet1!B3": TEN_THOUSANDS, "count:Sheet1!B5": AS_IT_IS}
    answered = preview(sqlite_store, counts(), NAME, "321200", answers=answers)
    assert answered.can_accept
    accept(sqlite_store, answered, staff("王老师"))
    assert list(stored(sqlite_store).values()) == [23500, 11000, 23500, 30200, 20000, 29000]


def test_a_column_in_doubt_may_be_left_out(sqlite_store: Store) -> None:
    answers = {"count:Sheet1!B3": LEAVE_OUT, "count:Sheet1!B5": LEAVE_OUT}
    found = preview(sqlite_store, counts(), NAME, "321200", answers=answers)
    assert found.prepared.empty


def test_a_column_with_its_unit_in_every_cell_is_one_question(sqlite_store: Store) -> None:
    rows = [[place, f"{60 + number}所"] for number, place in enumerate(["海陵区", "高港区", "姜堰区", "兴化市", "靖江市"])]
    book = workbook(["2023学年泰州市幼儿园情况", None], ["地区", "幼儿园数"], *rows)
    found = preview(sqlite_store, book, NAME, "321200")
    (question,) = found.open_questions
    assert question.id == "cell:Sheet1!B3:B7"
    assert [choice.label for choice in question.choices] == ["就用各格里的数（60 等）", "按缺失处理"]
    answered = preview(sqlite_store, book, NAME, "321200", answers={question.id: question.choices[0].value})
    accept(sqlite_store, answered, staff("王老师"))
    assert list(stored(sqlite_store).values()) == [60, 61, 62, 63, 64]


def test_a_sheet_that_lists_its_districts_twice_is_one_question(sqlite_store: Store) -> None:
    places = ["海陵区", "高港区", "姜堰区", "兴化市"]
    rows = [[place, 300 + number] for number, place in enumerate(places)] + [[place, 310 + n] for n, place in enumerate(places)]
    book = workbook(["2023学年泰州市小学情况", None], ["地区", "班级总数（个）"], *rows)
    (question,) = preview(sqlite_store, book, NAME, "321200").open_questions
    assert question.id == "twice:Sheet1"
    assert "4 项写了两次" in question.text
    assert "B3 是 300，B7 是 310" in question.text
    each = preview(sqlite_store, book, NAME, "321200", answers={question.id: "each"})
    assert len(each.open_questions) == 4
    # one settled, three open: only of those the page goes on saying that neither number was taken
    one = preview(sqlite_store, book, NAME, "321200", answers={question.id: "each", each.open_questions[0].id: "Sheet1!B7"})
    told = [sum(issue.kind == "duplicate-value" for issue in found.issues) for found in (each, one)]
    assert told == [4, 3]
    answered = preview(sqlite_store, book, NAME, "321200", answers={question.id: "lower"})
    assert answered.can_accept
    assert [issue.kind for issue in answered.issues if issue.kind == "duplicate-value"] == []
    accept(sqlite_store, answered, staff("王老师"))
    assert list(stored(sqlite_store).values()) == [310, 311, 312, 313]
