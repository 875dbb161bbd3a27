"""Questions in place of stops: what a person says about a cell, a sheet, a heading, and what is remembered of it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from intake import BadAnswerError, accept, preview
from intake.cells import AS_IT_IS, PERCENT, TAKEN, cell_mask, said_figure
from intake.records import AS_MISSING, LEAVE_OUT, Preview
from store import Store
from tests.intake.sheets import TAIZHOU, classes_book, observation, observations, workbook
from tests.people import staff

NAME = "泰州市小学班级情况.xlsx"


def required(found: Preview) -> list[str]:
    return [question.id for question in found.open_questions if question.required]


def values(store: Store) -> dict[str, float]:
    found = store.current_values("321200")
    return dict(zip(found["place_code"], found["value"], strict=True))


def test_a_word_in_place_of_a_number_is_asked_and_may_be_stored_as_missing(sqlite_store: Store) -> None:
    book = classes_book([412, "约180", 366, 700, 318, 520])
    found = preview(sqlite_store, book, NAME)
    assert required(found) == ["cell:Sheet1!B4"]
    assert found.blocking == ()
    answered = preview(sqlite_store, book, NAME, answers={"cell:Sheet1!B4": AS_MISSING})
    assert answered.can_accept
    accept(sqlite_store, answered, staff("王老师"))
    stored = sqlite_store.current_values("321200").set_index("place_code")
    assert stored.loc["321203", ["status", "text"]].tolist() == ["unreadable", "约180"]
    assert stored["value"].count() == 5


def test_a_number_among_words_is_taken_as_a_person_says(sqlite_store: Store) -> None:
    """约180 is an estimate and 318个班 a number, once somebody has said so; the cell's text stays with the value."""
    book = classes_book([412, "约180", 366, 700, "318个班", "1.2万"])
    found = preview(sqlite_store, book, NAME)
    choices = {question.id: [(c.value, c.label) for c in question.choices] for question in found.questions}
    assert choices == {
        "cell:Sheet1!B4": [(AS_MISSING, "按缺失处理"), (TAKEN, "作为预计数 180")],
        "cell:Sheet1!B7": [(TAKEN, "就是 318"), (AS_MISSING, "按缺失处理")],
        "cell:Sheet1!B8": [(AS_MISSING, "按缺失处理")],
    }
    answers = {"cell:Sheet1!B4": TAKEN, "cell:Sheet1!B7": TAKEN, "cell:Sheet1!B8": AS_MISSING}
    accept(sqlite_store, preview(sqlite_store, book, NAME, answers=answers), staff("王老师"))
    stored = sqlite_store.current_values("321200").set_index("place_code")
    assert stored.loc["321203", ["value", "status", "text"]].tolist() == [180.0, "estimated", "约180"]
    assert stored.loc["321282", ["value", "status", "text"]].tolist() == [318.0, "reported", "318个班"]
    assert stored.loc["321283", "status"] == "unreadable"


def test_a_percentage_among_words_is_one_whatever_its_column(sqlite_store: Store) -> None:
    """91.5%(预计) below fractions that show as per cent."""
    rows: list[list[object]] = [["泰州市2023学年普惠性幼儿园情况"], ["地区", "普惠性幼儿园覆盖率（%）"]]
    rows += [[place, 80.5 + n] for n, place in enumerate(TAIZHOU[:5])] + [[TAIZHOU[5], "91.5％（预计）"]]
    question = "cell:Sheet1!B8"
    found = preview(sqlite_store, workbook(*rows), "普惠.xlsx", answers={question: TAKEN})
    taken = found.prepared.set_index("place_code").loc["321283", ["value", "status", "unit"]].tolist()
    assert taken == [91.5, "estimated", "%"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("707个班", (707.0, "", "reported")),
        ("1,207人", (1207.0, "", "reported")),
        ("约80%", (80.0, "%", "estimated")),
        ("16000左右", (16000.0, "", "estimated")),
        ("412（初步）", (412.0, "", "provisional")),
        ("1.2万人", None),
        ("27(含在建2个)", None),
        ("3O", None),
        ("3?", None),
        ("80-90", None),
        ("100以上", None),
        ("-5左右", None),
        ("2023年", None),
        ("", None),
    ],
)
def test_which_number_stands_among_words(text: str, said: tuple[float, str, str] | None) -> None:
    found = said_figure(text)
    assert (None if found is None else (found.value, found.sign, str(found.status))) == said


def test_an_impossible_number_may_be_left_out_never_stored(sqlite_store: Store) -> None:
    rows = [
        ["泰州市2023学年小学大班额情况"],
        ["地区", "大班额比例（%）"],
        *([place, 3.5] for place in TAIZHOU[:5]),
        [TAIZHOU[5], 131.5],
    ]
    book = workbook(*rows)
    found = preview(sqlite_store, book, "大班额.xlsx")
    assert required(found) == ["cell:Sheet1!B8"]
    answered = preview(sqlite_store, book, "大班额.xlsx", answers={"cell:Sheet1!B8": LEAVE_OUT})
    assert answered.can_accept
    assert answered.counts["kept_out.left_out"] == 1
    assert 131.5 not in answered.prepared["value"].tolist()


@pytest.mark.parametrize(
    ("answer", "expected"), [(PERCENT, [3.5, 2.1, 0.7, 1.2, 0.4, 0.9]), (AS_IT_IS, [0.035, 0.021, 0.007, 0.012, 0.004, 0.009])]
)
def test_fractions_or_percentages_is_asked(sqlite_store: Store, answer: str, expected: list[float]) -> None:
    numbers = [0.035, 0.021, 0.007, 0.012, 0.004, 0.009]
    rows = [["泰州市2023学年小学大班额情况"], ["地区", "大班额比例"], *([p, n] for p, n in zip(TAIZHOU, numbers, strict=True))]
    book = workbook(*rows)
    (question,) = required(preview(sqlite_store, book, "大班额.xlsx"))
    assert question == "scale:Sheet1!B3"
    answered = preview(sqlite_store, book, "大班额.xlsx", answers={question: answer})
    assert answered.can_accept
    assert answered.prepared["value"].tolist() == expected


def hidden_book() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(classes_book([412, 180, 366, 700, 318, 520])))
    draft = book.create_sheet("2020（旧）")
    for row in openpyxl.load_workbook(io.BytesIO(classes_book([1, 2, 3, 4, 5, 6], year=2020)))["Sheet1"].iter_rows(
        values_only=True
    ):
        draft.append(row)
    draft.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_hidden_draft_is_asked_about(sqlite_store: Store) -> None:
    found = preview(sqlite_store, hidden_book(), NAME)
    assert required(found) == ["sheet:2020（旧）"]
    without = preview(sqlite_store, hidden_book(), NAME, answers={"sheet:2020（旧）": LEAVE_OUT})
    assert without.can_accept
    assert set(without.prepared["period_key"]) == {"2023S"}
    taken = preview(sqlite_store, hidden_book(), NAME, answers={"sheet:2020（旧）": AS_IT_IS})
    assert taken.can_accept
    assert set(taken.prepared["period_key"]) == {"2020S", "2023S"}


def test_a_title_and_a_sheet_that_disagree_about_the_year_are_asked_about(sqlite_store: Store) -> None:
    rows = [["泰州市2023学年小学班级情况"], ["地区", "班级总数（个）"], *([place, 100] for place in TAIZHOU)]
    book = workbook(*rows, sheet="2022学年")
    found = preview(sqlite_store, book, "班级.xlsx")
    assert required(found) == ["period:2022学年"]
    assert [choice.value for choice in found.questions[0].choices] == ["2023S", "2022S", LEAVE_OUT]
    answered = preview(sqlite_store, book, "班级.xlsx", answers={"period:2022学年": "2022S"})
    assert answered.can_accept
    assert set(answered.prepared["period_key"]) == {"2022S"}


def test_an_indicator_is_answered_once_and_remembered_for_the_family(sqlite_store: Store) -> None:
    def book(year: int, more: str = "") -> bytes:
        rows = [[f"泰州市{year}学年小学情况"], ["地区", "班级总数（个）", "结对帮扶校数（所）", more]]
        return workbook(*rows, *([place, 100, number, ""] for number, place in enumerate(TAIZHOU)))

    found = preview(sqlite_store, book(2022), "小学情况.xlsx")
    (question,) = found.open_questions
    assert (question.required, question.values) == (False, 6)
    answered = preview(sqlite_store, book(2022), "小学情况.xlsx", answers={question.id: "modern_schools||"})
    assert set(answered.prepared["indicator"]) == {"classes", "modern_schools"}
    accept(sqlite_store, answered, staff("王老师"))
    next_year = preview(sqlite_store, book(2023), "小学情况2023.xlsx")
    assert set(next_year.prepared["indicator"]) == {"classes", "modern_schools"}
    assert next_year.open_questions == ()
    assert next_year.family == answered.family
    assert list(sqlite_store.layouts("321200")) == [answered.family]


def test_a_heading_may_be_left_out_for_good(sqlite_store: Store) -> None:
    rows = [["泰州市2023学年小学情况"], ["地区", "班级总数（个）", "开设社团数（个）"], *([p, 100, 7] for p in TAIZHOU)]
    found = preview(sqlite_store, workbook(*rows), "小学情况.xlsx")
    (question,) = found.open_questions
    answered = preview(sqlite_store, workbook(*rows), "小学情况.xlsx", answers={question.id: LEAVE_OUT})
    assert answered.open_questions == ()
    assert len(answered.prepared) == 6
    counts = dict(answered.counts)
    assert counts.pop("observations") == 12 == sum(counts.values())


@pytest.mark.parametrize("answers", [{"period:Sheet1": "2023"}, {"city": "999999"}, {"heading:班数": "no_such||"}])
def test_an_answer_that_says_nothing_is_refused(sqlite_store: Store, answers: dict[str, str]) -> None:
    with pytest.raises(BadAnswerError, match="无法识别，没有入库"):
        preview(sqlite_store, classes_book([1, 2, 3, 4, 5, 6]), NAME, answers=answers)


def test_a_cell_in_a_column_that_is_not_stored_is_not_asked_about(sqlite_store: Store) -> None:
    rows = [["泰州市2023学年小学情况"], ["地区", "班级总数（个）", "开设社团数（个）"], *([p, 100, 7] for p in TAIZHOU[:5])]
    book = workbook(*rows, [TAIZHOU[5], 100, "约7"])
    assert preview(sqlite_store, book, "小学情况.xlsx").can_accept


def test_the_same_file_answered_otherwise_replaces_its_own_earlier_reading(sqlite_store: Store) -> None:
    older = accept(sqlite_store, preview(sqlite_store, classes_book([1, 2, 3, 4, 5, 6]), "旧.xlsx"), staff("李老师"))
    book = classes_book([412, 180, 366, 700, 318, 520])
    accept(sqlite_store, preview(sqlite_store, book, NAME), staff("王老师"), {"*": "更正"})
    again = preview(sqlite_store, book, NAME, answers={"cell:Sheet1!B3": LEAVE_OUT})
    assert again.withdrawn is not None
    assert again.withdrawn[["place_code", "value"]].values.tolist() == [["321202", 412.0]]
    assert again.diff["change"].tolist() == ["same"] * 5
    assert [issue.values["count"] for issue in again.issues if issue.kind == "read-again"] == [1]
    accept(sqlite_store, again, staff("王老师"))
    assert values(sqlite_store)["321202"] == 1.0
    assert values(sqlite_store)["321203"] == 180.0
    assert set(sqlite_store.current_values("321200").set_index("place_code").loc[["321202"], "upload_id"]) == {older.upload_id}


def test_addresses() -> None:
    rows = observations(
        *(
            observation(cell=f"{letter}{row}", row=row, column=column)
            for row in (3, 4)
            for column, letter in ((2, "B"), (28, "AB"))
        )
    )
    assert cell_mask(rows, "Sheet1!AB4").tolist() == [False, False, False, True]
    assert cell_mask(rows, "Sheet1!B3:AB3").tolist() == [True, True, False, False]
    assert not cell_mask(rows, "Sheet2!B3").any()
    assert not cell_mask(rows, "nonsense").any()
