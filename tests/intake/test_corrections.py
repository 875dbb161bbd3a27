"""Values corrected by hand: with a reason, over the original, told when the original changes, and taken back."""

from __future__ import annotations

import pytest

from access import NOBODY, NotAllowedError, Role, Visitor
from intake import accept, preview
from intake.accepting import withdraw
from intake.corrections import CorrectionRefusedError, ValueKey, correct, take_back
from shell.upload_view import upload_view
from store import StaleRevisionError, Store, all_corrections
from tests.intake.sheets import classes_book

STAFF = Visitor("王老师", Role.STAFF)
XINGHUA = ValueKey("classes", "primary", "", "321281", "2023S")
VALUES = [412, 300, 280, 500, 260, 330]


def take_in(store: Store, values: list[object], name: str = "班级.xlsx", answers: dict[str, str] | None = None) -> int:
    found = preview(store, classes_book(values), name, answers=answers)
    return accept(store, found, STAFF, {"*": "据实填报"}).upload_id


def now(store: Store, place: str = "321281") -> float:
    found = store.current_values("321200")
    return float(found.loc[found["place_code"] == place, "value"].iloc[0])


def corrected(store: Store, text: str = "505", reason: str = "笔误") -> int:
    space = store.workspace("321200")
    assert space is not None
    return correct(store, space, XINGHUA, text, reason, STAFF)


def test_a_correction_counts_and_says_what_stood_there(store: Store) -> None:
    take_in(store, VALUES)
    corrected(store)
    row = store.current_values("321200").set_index("place_code").loc["321281"]
    assert (row["value"], row["upload_kind"], row["uploader"]) == (505.0, "correction", "王老师")
    assert row["filename"] == "手工更正（原《班级.xlsx》）"
    assert (row["sheet"], row["cell"], row["text"]) == ("Sheet1", "B6", "505（更正，原文 500）")
    [one] = all_corrections(store, "321200")
    assert (one.original_value, one.original_filename, one.reason) == (500.0, "班级.xlsx", "笔误")
    assert now(store, "321202") == 412.0


def test_taking_it_back_restores_the_original(store: Store) -> None:
    take_in(store, VALUES)
    number = corrected(store)
    assert take_back(store, number, "看错了", STAFF)
    assert now(store) == 500.0
    [one] = all_corrections(store, "321200")
    assert (one.withdrawn, one.withdrawn_reason, one.withdrawn_by) == (True, "看错了", "王老师")


def test_the_same_wrong_number_again_leaves_the_correction_over_it(store: Store) -> None:
    take_in(store, VALUES)
    corrected(store)
    found = preview(store, classes_book([413, *VALUES[1:]]), "班级改.xlsx")
    assert found.questions == ()
    assert found.counts["corrected"] == 1
    take_in(store, [413, *VALUES[1:]], "班级改.xlsx")
    assert now(store) == 505.0
    assert now(store, "321202") == 413.0
    standing = [one for one in all_corrections(store, "321200") if one.in_force]
    assert [(one.original_filename, one.now_value, one.original_changed) for one in standing] == [("班级改.xlsx", 500.0, False)]
    take_back(store, standing[0].upload_id, "不改了", STAFF)
    assert now(store) == 500.0
    assert store.current_values("321200").set_index("place_code").loc["321281", "filename"] == "班级改.xlsx"


def test_a_file_that_says_the_corrected_number_itself_takes_its_place(store: Store) -> None:
    take_in(store, VALUES)
    corrected(store)
    take_in(store, [*VALUES[:3], 505, *VALUES[4:]], "班级改.xlsx")
    row = store.current_values("321200").set_index("place_code").loc["321281"]
    assert (row["value"], row["upload_kind"]) == (505.0, "file")


@pytest.mark.parametrize(("answer", "value"), [("take", 520.0), ("keep", 505.0)])
def test_another_number_underneath_is_asked_about(store: Store, answer: str, value: float) -> None:
    take_in(store, VALUES)
    corrected(store)
    book = [*VALUES[:3], 520, *VALUES[4:]]
    found = preview(store, classes_book(book), "班级改.xlsx")
    [question] = found.questions
    assert question.text == "“兴化市”这一项更正为 505，本次文件里是 520，用哪个？"
    assert [choice.value for choice in question.choices] == ["take", "keep"]
    assert not found.can_accept
    issue = next(issue for issue in found.issues if issue.kind == "correction-original-changed")
    assert "原来是 500，由 王老师" in issue.message()
    assert "conflict" not in {issue.kind for issue in found.issues}  # the question stands for it; a correction is no other file
    if answer == "keep":
        kept = preview(store, classes_book(book), "班级改.xlsx", answers={question.id: answer})
        assert upload_view(kept).sentence.endswith("不变 5，撤为无数 0。保留更正 1。")
    take_in(store, book, "班级改.xlsx", {question.id: answer})
    assert now(store) == value
    if answer == "keep":
        standing = next(one for one in all_corrections(store, "321200") if one.in_force)
        assert (standing.original_value, standing.original_changed) == (520.0, False)


def test_the_same_file_again_is_still_one_upload(store: Store) -> None:
    data = classes_book(VALUES)
    accept(store, preview(store, data, "班级.xlsx"), STAFF)
    corrected(store)
    found = preview(store, data, "班级.xlsx")
    assert found.already is not None


def test_an_original_that_is_withdrawn_underneath_is_reported(store: Store) -> None:
    number = take_in(store, VALUES)
    corrected(store)
    withdraw(store, number, "报错了", STAFF)
    [one] = all_corrections(store, "321200")
    assert one.original_changed
    assert now(store) == 505.0


def test_a_missing_value_is_added_by_hand(store: Store) -> None:
    take_in(store, [*VALUES[:3], None, *VALUES[4:]])
    corrected(store, "505", "电话核实")
    row = store.current_values("321200").set_index("place_code").loc["321281"]
    assert row["value"] == 505.0
    space = store.workspace("321200")
    assert space is not None
    other = ValueKey("classes", "junior", "", "321281", "2023S")
    correct(store, space, other, "120", "电话核实", STAFF)
    found = store.current_values("321200")
    added = found[found["education_level"] == "junior"].iloc[0]
    assert (added["value"], added["filename"], added["place_name"], added["text"]) == (120.0, "手工补录", "兴化市", "120（补录）")


def test_a_sign_says_why_there_is_no_number(store: Store) -> None:
    take_in(store, VALUES)
    corrected(store, "—", "没有小学")
    row = store.current_values("321200").set_index("place_code").loc["321281"]
    assert (row["value"] != row["value"], row["status"]) == (True, "not_applicable")


@pytest.mark.parametrize(
    ("text", "reason", "why"),
    [
        ("505", " ", "没有更正：请写明理由，它会保存在历史里。"),
        ("约500", "笔误", "没有更正：“约500”不是数；没有数请填 —（不适用）、…（未采集）或 未报。"),
        ("500", "笔误", "没有更正：和现在的数相同。"),
        ("-1", "笔误", "没有更正：班级总数应在 0– 之间。"),
        ("12.5", "笔误", "没有更正：班级总数是整数。"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(sqlite_store: Store, text: str, reason: str, why: str) -> None:
    take_in(sqlite_store, VALUES)
    with pytest.raises(CorrectionRefusedError) as refused:
        corrected(sqlite_store, text, reason)
    assert str(refused.value) == why
    assert now(sqlite_store) == 500.0


def test_whoever_looked_at_an_older_state_is_told(sqlite_store: Store) -> None:
    take_in(sqlite_store, VALUES)
    space = sqlite_store.workspace("321200")
    assert space is not None
    take_in(sqlite_store, [413, *VALUES[1:]], "班级改.xlsx")
    with pytest.raises(StaleRevisionError):
        correct(sqlite_store, space, XINGHUA, "505", "笔误", STAFF)


def test_nobody_corrects_without_the_role(sqlite_store: Store) -> None:
    take_in(sqlite_store, VALUES)
    space = sqlite_store.workspace("321200")
    assert space is not None
    for visitor in (NOBODY, Visitor("看", Role.VIEWER)):
        with pytest.raises(NotAllowedError):
            correct(sqlite_store, space, XINGHUA, "505", "笔误", visitor)
        with pytest.raises(NotAllowedError):
            take_back(sqlite_store, 1, "x", visitor)
