"""The way of one file: preview, answers, accept, withdraw, against real workbooks made here."""

from __future__ import annotations

import pytest

from indicators.vocabulary import Severity
from intake import DiffChangedError, NotAcceptableError, accept, issue_id, preview, withdraw
from intake.records import LEAVE_OUT, KeptOut
from store import SimulatedMixError, Store
from tests.intake.sheets import TAIZHOU, TAIZHOU_CODES, classes_book, workbook
from tests.people import staff

BOOK = classes_book([412, 180, 366, 700, 318, 520])
NAME = "泰州市小学班级情况.xlsx"


def current(store: Store, workspace: str = "321200") -> dict[str, float]:
    found = store.current_values(workspace)
    return dict(zip(found["place_code"] + " " + found["period_key"], found["value"], strict=True))


def test_a_preview_stores_nothing_and_says_what_would_happen(store: Store) -> None:
    found = preview(store, BOOK, NAME)
    assert found.workspace is not None
    assert (found.workspace.id, found.workspace.name, found.is_new_workspace) == ("321200", "泰州市", True)
    assert found.can_accept
    assert found.questions == ()
    assert found.diff[["place_code", "change", "value"]].values.tolist() == [
        [code, "new", value] for code, value in zip(TAIZHOU_CODES, [412.0, 180.0, 366.0, 700.0, 318.0, 520.0], strict=True)
    ]
    assert found.counts == {"observations": 6, "new": 6, "changed": 0, "same": 0, "removed": 0}
    assert store.workspaces() == []


def test_accepting_makes_the_room_and_keeps_the_file(store: Store) -> None:
    done = accept(store, preview(store, BOOK, NAME), staff("王老师"), note="第一次")
    assert done.workspace.revision == 1
    assert current(store)["321202 2023S"] == 412.0
    assert store.upload_file(done.upload_id) == (NAME, BOOK)
    (upload,) = store.uploads("321200")
    assert (upload.uploader, upload.note, upload.city_code, upload.values) == ("王老师", "第一次", "321200", 6)
    assert upload.counts["new"] == 6
    row = store.current_values("321200").iloc[0]
    assert (row["sheet"], row["cell"], row["text"]) == ("Sheet1", "B3", "412")


def test_the_city_total_is_kept_beside_the_districts(store: Store) -> None:
    accept(store, preview(store, classes_book([412, 180, 366, 700, 318, 520], total=2496), NAME), staff("王老师"))
    found = store.current_values("321200").set_index("place_code")
    assert found.loc["321200", ["place_kind", "place_name", "value"]].tolist() == ["city", "泰州市", 2496.0]
    assert len(found) == 7


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    first = accept(store, preview(store, BOOK, NAME), staff("王老师"))
    again = preview(store, BOOK, "另存.xlsx")
    assert again.already is not None
    assert again.already.id == first.upload_id
    assert [issue.kind for issue in again.issues] == ["same-file"]
    assert set(again.diff["change"]) == {"same"}
    done = accept(store, again, staff("李老师"))
    assert (done.already, done.upload_id) == (True, first.upload_id)
    assert len(store.uploads("321200")) == 1
    assert store.revision("321200") == 1


def test_withdrawing_gives_the_old_values_back_and_the_file_may_come_again(store: Store) -> None:
    accept(store, preview(store, BOOK, NAME), staff("王老师"))
    second = accept(store, preview(store, classes_book([413, 180, 366, 700, 318, 520]), NAME), staff("王老师"))
    assert current(store)["321202 2023S"] == 413.0
    assert withdraw(store, second.upload_id, "填错了", staff("李主任"))
    assert current(store)["321202 2023S"] == 412.0
    assert preview(store, classes_book([413, 180, 366, 700, 318, 520]), NAME).can_accept


def test_a_jump_needs_an_explanation_which_is_kept(store: Store) -> None:
    accept(store, preview(store, BOOK, NAME), staff("王老师"))
    found = preview(store, classes_book([4120, 181, 366, 700, 318, 520], year=2024), NAME)
    (issue,) = found.to_explain
    assert (issue.kind, issue.severity, issue.cell) == ("jump", Severity.WARNING, "B3")
    with pytest.raises(NotAcceptableError, match="有 1 处变化需要写说明，没有入库"):
        accept(store, found, staff("王老师"))
    with pytest.raises(NotAcceptableError):
        accept(store, found, staff("王老师"), {issue_id(issue): "   "})
    assert "321202 2024S" not in current(store)
    done = accept(store, found, staff("王老师"), {issue_id(issue): "撤并乡镇后统一计算"})
    assert current(store)["321202 2024S"] == 4120.0
    ((explanation, author, _when),) = store.explanations(done.upload_id)
    assert (explanation.kind, explanation.cell, explanation.text, author) == ("jump", "B3", "撤并乡镇后统一计算", "王老师")


def test_an_unknown_district_is_asked_once_and_remembered(store: Store) -> None:
    places = ["海陵区", "高港区", "姜堰区", "兴华市", "靖江市", "泰兴市"]
    found = preview(store, classes_book([1, 2, 3, 4, 5, 6], places=places), NAME)
    (question,) = found.open_questions
    assert question.id == "place:兴华市"
    assert question.choices[0].label == "兴化市"
    assert question.cells == (("Sheet1", "B6"),)
    assert not found.can_accept
    with pytest.raises(NotAcceptableError, match="有 1 个问题等待回答"):
        accept(store, found, staff("王老师"))
    answered = preview(store, classes_book([1, 2, 3, 4, 5, 6], places=places), NAME, answers={"place:兴华市": "321281"})
    assert answered.can_accept
    accept(store, answered, staff("王老师"))
    assert current(store)["321281 2023S"] == 4.0
    next_year = preview(store, classes_book([1, 2, 3, 4, 5, 6], year=2024, places=places), NAME)
    assert next_year.can_accept
    assert next_year.diff["place_code"].tolist() == TAIZHOU_CODES


def test_a_district_may_be_left_out(store: Store) -> None:
    places = [*TAIZHOU[:5], "新城片区"]
    found = preview(store, classes_book([1, 2, 3, 4, 5, 6], places=places), NAME, answers={"place:新城片区": LEAVE_OUT})
    assert found.can_accept
    assert found.counts["kept_out.left_out"] == 1
    accept(store, found, staff("王老师"))
    assert len(current(store)) == 5


def test_unknown_indicators_are_counted_and_do_not_stop_the_rest(store: Store) -> None:
    rows = [["泰州市2023学年小学情况"], ["地区", "班级总数（个）", "开设社团数（个）"]]
    rows += [[place, 100 + n, n] for n, place in enumerate(TAIZHOU)]
    found = preview(store, workbook(*rows), NAME)
    assert found.can_accept
    assert found.counts == {"observations": 12, "new": 6, "changed": 0, "same": 0, "removed": 0, "kept_out.unknown_indicator": 6}
    (question,) = found.open_questions
    assert (question.required, question.values) == (False, 6)
    assert "开设社团数" in question.text


def test_a_year_nobody_says_is_asked(store: Store) -> None:
    rows = [["泰州市小学班级情况"], ["地区", "班级总数（个）"], *([place, 100] for place in TAIZHOU)]
    found = preview(store, workbook(*rows), "班级.xlsx")
    (question,) = [q for q in found.open_questions if q.required]
    assert question.id == "period:Sheet1"
    assert not found.can_accept
    answered = preview(store, workbook(*rows), "班级.xlsx", answers={question.id: "2023S"})
    assert answered.can_accept
    accept(store, answered, staff("王老师"))
    assert set(store.current_values("321200")["period_key"]) == {"2023S"}


def test_blank_rows_of_other_districts_do_not_wipe_out_their_numbers(store: Store) -> None:
    """Each district sends the city's form with only its own row filled in."""
    accept(store, preview(store, BOOK, NAME), staff("王老师"))
    found = preview(store, classes_book([500, "", "", "", "", ""]), "海陵区.xlsx")
    accept(store, found, staff("海陵区"), {"*": "更正"})
    assert list(current(store).values()) == [500.0, 180.0, 366.0, 700.0, 318.0, 520.0]
    assert found.counts["kept_out.blank_kept"] == 5
    assert [issue.kind for issue in found.issues if issue.kind == "blank-kept"] == ["blank-kept"]


def test_counts_add_up_to_every_observation(store: Store) -> None:
    accept(store, preview(store, BOOK, NAME), staff("王老师"))
    found = preview(store, classes_book([412, "—", 366, "", 319, 520], total=2496), NAME)
    counts = dict(found.counts)
    assert counts.pop("observations") == len(found.reading.observations) == sum(counts.values())
    assert sorted([*found.prepared["cell"], *found.kept_out["cell"]]) == sorted(found.reading.observations["cell"])


@pytest.mark.parametrize(
    ("data", "filename", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "班额.xlsx", "不是电子表格"),
        (b"", "空.xlsx", "没有任何内容"),
        (workbook(["地区", "班级总数"], *([p, None] for p in TAIZHOU)), "模板.xlsx", "空白模板"),
        (workbook(["备注"], ["请各区于10月15日前报送"]), "通知.xlsx", "没有能入库的数值"),
    ],
)
def test_a_wrong_file_gets_one_clear_sentence_and_stores_nothing(store: Store, data: bytes, filename: str, words: str) -> None:
    found = preview(store, data, filename)
    assert not found.can_accept
    (issue,) = found.blocking
    assert words in issue.text()
    with pytest.raises(NotAcceptableError, match="有 1 处必须先处理，没有入库"):
        accept(store, found, staff("王老师"))
    assert store.workspaces() == []


def test_a_name_that_many_cities_share_is_asked(store: Store) -> None:
    rows = [["2023学年小学情况"], ["地区", "班级总数（个）"], ["鼓楼区", 100]]
    found = preview(store, workbook(*rows), "班级.xlsx")
    assert [q.id for q in found.open_questions] == ["city"]
    assert {"320106", "350102"}.isdisjoint(choice.value for choice in found.questions[0].choices)
    assert {"320100", "350100"} <= {choice.value for choice in found.questions[0].choices}
    answered = preview(store, workbook(*rows), "班级.xlsx", answers={"city": "320100"})
    assert answered.diff["place_code"].tolist() == ["320106"]
    named = preview(store, workbook(*rows), "徐州班级.xlsx")
    assert named.diff["place_code"].tolist() == ["320302"]


def test_real_files_never_enter_a_simulated_room(store: Store) -> None:
    with pytest.raises(SimulatedMixError):
        preview(store, BOOK, NAME, workspace="321200-sample")


def test_somebody_elses_file_on_other_values_does_not_disturb(store: Store) -> None:
    mine = preview(store, BOOK, NAME)
    accept(store, preview(store, classes_book([1, 2, 3, 4, 5, 6], year=2019), "别人.xlsx"), staff("李老师"))
    done = accept(store, mine, staff("王老师"))
    assert done.workspace.revision == 2
    assert len(current(store)) == 12


def test_somebody_elses_file_on_the_same_values_shows_the_new_diff(store: Store) -> None:
    mine = preview(store, BOOK, NAME)
    accept(store, preview(store, classes_book([400, 180, 366, 700, 318, 520]), "别人.xlsx"), staff("李老师"))
    with pytest.raises(DiffChangedError, match="差异表已更新，请重新确认") as caught:
        accept(store, mine, staff("王老师"))
    fresh = caught.value.preview
    assert fresh.diff["change"].tolist() == ["changed", "same", "same", "same", "same", "same"]
    assert current(store)["321202 2023S"] == 400.0
    accept(store, fresh, staff("王老师"), {"*": "以本表为准"})
    assert current(store)["321202 2023S"] == 412.0


def test_a_file_withdrawn_since_its_preview_is_stored_again(store: Store) -> None:
    first = accept(store, preview(store, BOOK, NAME), staff("王老师"))
    again = preview(store, BOOK, NAME)
    withdraw(store, first.upload_id, "", staff("李主任"))
    done = accept(store, again, staff("王老师"))
    assert not done.already
    assert len(current(store)) == 6


def test_districts_that_were_apart_and_came_together(store: Store) -> None:
    """The shape of a yearbook's table: three heading rows, units below the names, names with blanks."""
    apart = [
        "浦东新区",
        "黄浦区",
        "徐汇区",
        "长宁区",
        "静安区",
        "普陀区",
        "闸北区",
        "虹口区",
        "杨浦区",
        "闵行区",
        "宝山区",
        "嘉定区",
    ]
    apart += ["金山区", "松江区", "青浦区", "奉贤区", "崇明县"]
    head = [
        ["表9.9 各区、县普通中学基本情况（2012）"],
        [],
        ["地  区", "学  校", "毕业生数", "其  中"],
        ["", "（所）", "（人）", "# 专任教师"],
    ]
    rows = [
        ["总  计", sum(range(17)), 1700 + sum(range(17)), 17],
        *([f"  {name}", n, 100 + n, 1] for n, name in enumerate(apart)),
    ]
    found = preview(store, workbook(*head, *rows), "表9.9.xls.xlsx")
    assert found.can_accept
    assert found.questions == ()
    accept(store, found, staff("王老师"))
    stored = store.current_values("310000", ["graduates"]).set_index("place_code")
    assert stored.loc["310106", ["value", "cell", "period_key", "education_level"]].tolist() == [
        104.0,
        "C10",
        "2012C",
        "secondary",
    ]
    assert stored.loc["310108", ["value", "place_name"]].tolist() == [106.0, "闸北区"]
    assert stored.loc["310151", ["value", "place_name"]].tolist() == [116.0, "崇明区"]
    assert stored.loc["310000", ["value", "place_kind"]].tolist() == [1836.0, "city"]
    assert len(stored) == 18


def test_kept_out_reasons_have_words() -> None:
    from intake import kept_out_text

    assert len({kept_out_text(reason) for reason in KeptOut}) == len(KeptOut)
