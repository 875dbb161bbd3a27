"""What is in force, and what was before."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from indicators.tables import STORED_COLUMNS
from store import Explanation, SimulatedMixError, StaleRevisionError, Store, UnknownUploadError
from tests.store.builders import SAMPLE, TAIZHOU, row, upload

KEY = ("321202", "classes", "primary", "", "2023S")


def values(store: Store, workspace: str = "321200") -> dict[tuple[str, str], float]:
    found = store.current_values(workspace)
    return dict(zip(zip(found["place_code"], found["period_key"], strict=True), found["value"], strict=True))


def test_an_empty_store_answers_empty_tables_of_the_right_types(store: Store) -> None:
    found = store.current_values("321200")
    assert list(found.columns) == list(STORED_COLUMNS)
    assert found.empty
    assert found["value"].dtype == "float64"
    assert found["upload_id"].dtype == "int64"
    assert found["uploaded_at"].dtype.kind == "M"
    assert store.workspaces() == []
    assert store.revision("321200") == 0
    assert store.history("321200", *KEY).empty
    assert store.uploads("321200") == []


def test_a_value_comes_back_with_where_it_came_from(store: Store) -> None:
    before = datetime.now(UTC).replace(tzinfo=None)
    number = store.accept(TAIZHOU, upload(row(value=412.0, cell="C7", sheet="小学", text="412")))
    found = store.current_values("321200").iloc[0]
    assert found["value"] == 412.0
    assert (found["place_code"], found["place_name"], found["place_kind"]) == ("321202", "海陵区", "district")
    assert (found["filename"], found["sheet"], found["cell"], found["text"]) == ("班额.xlsx", "小学", "C7", "412")
    assert (found["upload_id"], found["uploader"]) == (number, "王老师")
    assert before - timedelta(seconds=1) <= found["uploaded_at"].to_pydatetime() <= before + timedelta(minutes=5)


def test_zero_is_a_value_and_no_value_keeps_its_status(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=0.0), row(place="321204", value=None, status="suppressed", text="*")))
    found = store.current_values("321200").set_index("place_code")
    assert found.loc["321202", "value"] == 0.0
    assert math.isnan(found.loc["321204", "value"])
    assert found.loc["321204", "status"] == "suppressed"
    assert found.loc["321204", "text"] == "*"


def test_the_newest_upload_that_has_the_key_counts_and_others_stay(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=400.0), row(place="321204", value=300.0)))
    store.accept(TAIZHOU, upload(row(value=412.0)))
    assert values(store) == {("321202", "2023S"): 412.0, ("321204", "2023S"): 300.0}


def test_withdrawing_gives_the_values_before_back(store: Store) -> None:
    first = store.accept(TAIZHOU, upload(row(value=400.0), row(place="321204", value=300.0)))
    second = store.accept(TAIZHOU, upload(row(value=412.0), row(period="2024S", value=420.0)))
    assert store.withdraw(second, "填错了", "李主任") is True
    assert values(store) == {("321202", "2023S"): 400.0, ("321204", "2023S"): 300.0}
    assert store.withdraw(first, "", "李主任") is True
    assert values(store) == {}
    gone = store.uploads("321200")[0]
    assert (gone.state, gone.withdrawn_by, gone.withdrawn_reason) == ("withdrawn", "李主任", "填错了")
    assert (gone.values, gone.in_force) == (2, 0)


def test_withdrawing_an_older_upload_leaves_the_newer_value(store: Store) -> None:
    first = store.accept(TAIZHOU, upload(row(value=400.0)))
    second = store.accept(TAIZHOU, upload(row(value=412.0)))
    store.withdraw(first, "", "李主任")
    assert values(store) == {("321202", "2023S"): 412.0}
    store.withdraw(second, "", "李主任")
    assert values(store) == {}


def test_the_state_without_an_upload_is_that_after_its_withdrawal(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=400.0), row(place="321204", value=300.0)))
    store.accept(TAIZHOU, upload(row(value=412.0), row(period="2024S", value=420.0)))
    third = store.accept(TAIZHOU, upload(row(value=430.0), row(period="2024S", value=1.0), row(period="2025S", value=2.0)))
    foretold = store.current_values("321200", without=third)
    store.withdraw(third, "", "a")
    pd.testing.assert_frame_equal(foretold, store.current_values("321200"))
    assert foretold["value"].tolist() == [412.0, 420.0, 300.0]


def test_withdrawing_twice_changes_nothing(store: Store) -> None:
    number = store.accept(TAIZHOU, upload(row()))
    store.withdraw(number, "", "a")
    revision = store.revision("321200")
    assert store.withdraw(number, "", "b") is False
    assert store.revision("321200") == revision
    assert store.uploads("321200")[0].withdrawn_by == "a"


def test_an_upload_nobody_knows_cannot_be_withdrawn(store: Store) -> None:
    with pytest.raises(UnknownUploadError, match="99"):
        store.withdraw(99, "", "a")
    with pytest.raises(UnknownUploadError, match="没有编号为 99 的入库记录"):
        store.upload_file(99)


def test_history_is_newest_first_and_tells_what_was_withdrawn(store: Store) -> None:
    for value in (400.0, 412.0, 430.0):
        store.accept(TAIZHOU, upload(row(value=value)))
    store.withdraw(3, "重复", "李主任")
    found = store.history("321200", *KEY)
    assert found["value"].tolist() == [430.0, 412.0, 400.0]
    assert found["state"].tolist() == ["withdrawn", "accepted", "accepted"]
    assert found["in_force"].tolist() == [False, True, False]
    assert found["withdrawn_reason"].tolist() == ["重复", "", ""]
    assert found["heading"].tolist() == [("班级总数", "小学")] * 3


def test_the_file_comes_back_byte_for_byte(store: Store) -> None:
    content = bytes(range(256)) * 40
    number = store.accept(TAIZHOU, upload(row(), content=content, filename="班额（终稿）.xls"))
    assert store.upload_file(number) == ("班额（终稿）.xls", content)
    assert store.uploads("321200")[0].size == 10240


def test_the_same_file_twice_is_one_upload_in_force(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=400.0), row(place="321204", value=1.0), content=b"same"))
    second = store.accept(TAIZHOU, upload(row(value=412.0), content=b"same"))
    states = {u.id: (u.state, u.in_force) for u in store.uploads("321200")}
    assert states[second] == ("accepted", 1)
    assert sorted(states.values()) == [("accepted", 1), ("withdrawn", 0)]
    assert values(store) == {("321202", "2023S"): 412.0}


def test_after_a_withdrawal_the_same_file_may_come_again(store: Store) -> None:
    first = store.accept(TAIZHOU, upload(row(value=400.0), content=b"same"))
    store.withdraw(first, "", "a")
    store.accept(TAIZHOU, upload(row(value=400.0), content=b"same"))
    assert values(store) == {("321202", "2023S"): 400.0}


def test_rooms_do_not_mix(store: Store) -> None:
    store.accept(SAMPLE, upload(row(value=1.0), content=b"x"))
    store.accept(TAIZHOU, upload(row(value=412.0), content=b"x"))
    assert values(store, "321200-sample") == {("321202", "2023S"): 1.0}
    assert values(store, "321200") == {("321202", "2023S"): 412.0}
    assert [(room.id, room.simulated) for room in store.workspaces()] == [("321200", False), ("321200-sample", True)]
    assert store.history("321200", *KEY)["value"].tolist() == [412.0]


def test_a_room_never_changes_its_nature(store: Store) -> None:
    store.accept(SAMPLE, upload(row()))
    real = type(SAMPLE)(SAMPLE.id, SAMPLE.city_code, SAMPLE.name, simulated=False)
    with pytest.raises(SimulatedMixError):
        store.accept(real, upload(row(value=2.0)))
    assert values(store, SAMPLE.id) == {("321202", "2023S"): 1.0}
    assert store.revision(SAMPLE.id) == 1


def test_the_revision_grows_with_each_change_of_its_own_room(store: Store) -> None:
    number = store.accept(TAIZHOU, upload(row()))
    assert store.revision("321200") == 1
    store.accept(SAMPLE, upload(row()))
    assert store.revision("321200") == 1
    store.withdraw(number, "", "a")
    assert store.revision("321200") == 2


def test_an_accept_against_an_old_state_is_refused_whole(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=400.0)))
    with pytest.raises(StaleRevisionError):
        store.accept(TAIZHOU, upload(row(value=412.0)), expected_revision=0)
    assert values(store) == {("321202", "2023S"): 400.0}
    assert len(store.uploads("321200")) == 1
    assert store.revision("321200") == 1


def test_only_the_asked_indicators_are_answered(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(), row(indicator="pupils", value=18000.0), row(indicator="schools", value=21.0)))
    found = store.current_values("321200", ["pupils", "schools", "nobody_has_this"])
    assert found["indicator"].tolist() == ["pupils", "schools"]
    assert store.current_values("321200", []).empty


def test_explanations_answers_and_audit_are_kept_with_the_upload(store: Store) -> None:
    said = (Explanation("jump", "Sheet1", "B3", "新建两所学校"),)
    asked = {"place:海陵": "321202"}
    number = store.accept(TAIZHOU, upload(row(), explanations=said, answers=asked, family="f1", counts={"new": 1}))
    (found, author, _when), *others = store.explanations(number)
    assert (found, author, others) == (said[0], "王老师", [])
    assert store.answers("321200", "f1") == {"place:海陵": "321202"}
    assert store.answers("321200", "f2") == {}
    log = store.audit_log("321200")
    assert log["action"].tolist() == ["accept"]
    assert log["detail"][0]["filename"] == "班额.xlsx"
    assert store.uploads("321200")[0].counts == {"new": 1}


def test_layouts_and_settings_replace_what_was_there(store: Store) -> None:
    store.accept(TAIZHOU, upload(row()))
    store.remember_layout("321200", "f1", "a: 1", "王老师")
    store.remember_layout("321200", "f1", "a: 2", "王老师")
    assert store.layouts("321200") == {"f1": "a: 2"}
    store.set_setting("peers", {"group": ["海陵区"]}, "321200", "王老师")
    assert store.setting("peers", "321200") == {"group": ["海陵区"]}
    assert store.setting("peers", default="none") == "none"
    assert store.revision("321200") == 2


def test_random_uploads_and_withdrawals_agree_with_a_list(store: Store) -> None:
    """The store's flag of what is in force against the definition: newest accepted upload that has the key."""
    chance = random.Random(20)
    accepted: dict[int, dict[tuple[str, str], float]] = {}
    for step in range(40):
        if accepted and chance.random() < 0.4:
            gone = chance.choice(list(accepted))
            store.withdraw(gone, "", "a")
            del accepted[gone]
        else:
            every = [(place, year) for place in ("321202", "321204") for year in ("2021S", "2022S", "2023S")]
            rows = {key: float(step) for key in chance.sample(every, chance.randint(1, 6))}
            number = store.accept(TAIZHOU, upload(*(row(p, v, y) for (p, y), v in rows.items()), content=str(step).encode()))
            accepted[number] = rows
        expected: dict[tuple[str, str], float] = {}
        for number in sorted(accepted):
            expected |= accepted[number]
        assert values(store) == expected


def test_texts_are_texts_even_where_all_are_numbers_or_empty(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(text="007", cell="B3")))
    found = store.current_values("321200")
    assert found["text"].tolist() == ["007"]
    assert found["place_code"].tolist() == ["321202"]
    assert isinstance(found, pd.DataFrame)


def test_texts_that_no_database_can_hold_are_stored_without_what_it_cannot(store: Store) -> None:
    """A NUL, as damaged workbooks have it: PostgreSQL refuses it. Half surrogate pairs never get through the readers."""
    number = store.accept(TAIZHOU, upload(row(value=1.0, text="4\x0012", place_text="海\x00陵区", heading=["班级\x00总数"])))
    found = store.upload_values(number).iloc[0]
    assert (found["text"], found["place_text"], list(found["heading"])) == ("412", "海陵区", ["班级总数"])
