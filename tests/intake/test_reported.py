"""Who has reported what, and whom to chase."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from exports.chase_workbook import chase_workbook
from intake.rounds import open_round, set_period_deadline
from store import Round, Store, period_deadline
from tests.intake.sheets import TAIZHOU_CODES
from tests.people import staff
from tests.store.builders import TAIZHOU, row, upload
from views.reported_states import reported, to_chase


def states(store: Store, period: str = "2023S") -> dict[tuple[str, str], str]:
    found = reported(store, "321200", period)
    return dict(zip(zip(found["place_code"], found["indicator"], strict=True), found["state"], strict=True))


def test_all_partly_and_missing(sqlite_store: Store) -> None:
    rows = [row(place=code, level=level) for code in TAIZHOU_CODES[:4] for level in ("primary", "junior")]
    sqlite_store.accept(TAIZHOU, upload(*rows, row(place=TAIZHOU_CODES[4], level="primary")))
    assert states(sqlite_store) == {
        ("321202", "classes"): "reported",
        ("321203", "classes"): "reported",
        ("321204", "classes"): "reported",
        ("321281", "classes"): "reported",
        ("321282", "classes"): "partly",
        ("321283", "classes"): "missing",
    }
    chase = to_chase(reported(sqlite_store, "321200", "2023S"))
    assert chase[["place_name", "state", "asked", "answered"]].values.tolist() == [
        ["泰兴市", "missing", 2, 0],
        ["靖江市", "partly", 2, 1],
    ]


def test_the_list_to_chase_names_who_owes_what_and_says_once_that_people_read_it() -> None:
    owing, matrix = [["泰兴市", "资源教室数", "○ 未报"]], [["资源教室数", "○"]]
    data = chase_workbook("泰州市 2024 学年 催报清单", [("城市", "泰州市")], owing, matrix, ["泰兴市"])
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["催报清单"]
    assert sheet["A1"].value == "催报清单（供人阅读，系统不读这张表）"
    assert [cell.value for cell in sheet[sheet.max_row]] == ["泰兴市", "资源教室数", "○ 未报"]
    assert all(str(page["A1"].value).count("供人阅读") == 1 for page in book)


def test_what_was_asked_last_year_is_owed_this_year(sqlite_store: Store) -> None:
    sqlite_store.accept(TAIZHOU, upload(*(row(place=code, period="2022S") for code in TAIZHOU_CODES)))
    assert set(states(sqlite_store).values()) == {"missing"}
    assert states(sqlite_store, "2024S") == {}


def test_a_blank_is_no_answer_and_a_said_reason_is(sqlite_store: Store) -> None:
    blank = row(place="321202", value=None, status="not_reported")
    said = row(place="321203", value=None, status="not_applicable")
    zero = row(place="321204", value=0.0)
    sqlite_store.accept(TAIZHOU, upload(blank, said, zero))
    found = states(sqlite_store)
    assert [found[code, "classes"] for code in TAIZHOU_CODES[:3]] == ["missing", "reported", "reported"]


def test_a_rate_whose_counts_were_reported_is_not_chased(sqlite_store: Store) -> None:
    """大班额比例 = 大班额班数 ÷ 班级总数: whoever gave both has given it; whoever gave one of them has not."""
    last = [row(place=code, period="2022S", indicator="large_class_share", value=3.0) for code in TAIZHOU_CODES]
    sqlite_store.accept(TAIZHOU, upload(*last, content=b"last year"))
    both = [row(place="321202", indicator=name, value=value) for name, value in (("classes", 412.0), ("large_classes", 7.0))]
    one = row(place="321203", indicator="classes", value=100.0)
    said = row(place="321204", indicator="large_class_share", value=2.5)
    sqlite_store.accept(TAIZHOU, upload(*both, one, said, content=b"this year"))
    found = reported(sqlite_store, "321200", "2023S")
    shares = found[found["indicator"] == "large_class_share"].set_index("place_code")
    assert shares["state"].to_dict() == dict.fromkeys(TAIZHOU_CODES, "missing") | {"321202": "reported", "321204": "reported"}
    times = sqlite_store.current_values("321200").query("period_key == '2023S'").groupby("place_code")["uploaded_at"].max()
    assert shares["uploaded_at"]["321202"] == times["321202"]
    set_period_deadline(sqlite_store, "321200", "2023S", date(2000, 1, 1), staff("王老师"))
    assert states(sqlite_store)["321202", "large_class_share"] == "late"


def test_the_whole_of_two_levels_is_not_chased(sqlite_store: Store) -> None:
    """班级总数 of 义务教育 is 小学 + 初中."""
    last = [row(place=code, period="2022S", level="compulsory") for code in TAIZHOU_CODES]
    now = [row(place="321202", level="primary"), row(place="321202", level="junior"), row(place="321203", level="primary")]
    sqlite_store.accept(TAIZHOU, upload(*last, *now))
    found = reported(sqlite_store, "321200", "2023S").set_index("place_code")
    assert found.loc["321202", ["asked", "answered"]].tolist() == [3, 3]
    assert found.loc["321203", ["asked", "answered"]].tolist() == [3, 1]


def test_a_zone_is_not_chased_for_what_it_never_had(sqlite_store: Store) -> None:
    zone = {"place": "321200-经开区", "place_kind": "zone", "place_name": "经开区"}
    sqlite_store.accept(TAIZHOU, upload(row(**zone), row(indicator="pupils")))
    found = states(sqlite_store)
    assert found["321200-经开区", "classes"] == "reported"
    assert found["321200-经开区", "pupils"] == "not_asked"
    assert found["321203", "pupils"] == "missing"


def test_a_round_asks_a_zone_that_has_not_reported_for_long(sqlite_store: Store) -> None:
    zone = {"place": "321200-经开区", "place_kind": "zone", "place_name": "经开区"}
    sqlite_store.accept(TAIZHOU, upload(row(**zone, period="2019S")))
    asked = Round("年报", ("2023S",), (("classes", "primary"),), ("321202", "321200-经开区"), None)
    open_round(sqlite_store, TAIZHOU, asked, staff("王老师"))
    assert states(sqlite_store) == {("321202", "classes"): "missing", ("321200-经开区", "classes"): "missing"}
    assert set(reported(sqlite_store, "321200", "2023S")["place_name"]) == {"海陵区", "经开区"}


def test_a_citys_own_total_is_no_district(sqlite_store: Store) -> None:
    sqlite_store.accept(TAIZHOU, upload(row(place="321200", place_kind="city"), row()))
    assert ("321200", "classes") not in states(sqlite_store)


@pytest.mark.parametrize(("day", "state"), [(date(2000, 1, 1), "late"), (date(2999, 1, 1), "reported"), (None, "reported")])
def test_late_is_after_the_deadline(sqlite_store: Store, day: date | None, state: str) -> None:
    sqlite_store.accept(TAIZHOU, upload(row()))
    set_period_deadline(sqlite_store, "321200", "2023S", day, staff("王老师"))
    assert period_deadline(sqlite_store, "321200", "2023S") == day
    assert states(sqlite_store)["321202", "classes"] == state


def test_a_period_that_is_none_is_refused(sqlite_store: Store) -> None:
    with pytest.raises(ValueError, match="not a period key"):
        reported(sqlite_store, "321200", "2023")
