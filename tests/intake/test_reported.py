"""Who has reported what, and whom to chase."""

from __future__ import annotations

from datetime import date

import pytest

from intake.reported import deadline, reported, set_deadline, to_chase
from store import Store
from tests.intake.sheets import TAIZHOU_CODES
from tests.people import staff
from tests.store.builders import TAIZHOU, row, upload


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


def test_a_zone_is_not_chased_for_what_it_never_had(sqlite_store: Store) -> None:
    zone = {"place": "321200-经开区", "place_kind": "zone", "place_name": "经开区"}
    sqlite_store.accept(TAIZHOU, upload(row(**zone), row(indicator="pupils")))
    found = states(sqlite_store)
    assert found["321200-经开区", "classes"] == "reported"
    assert found["321200-经开区", "pupils"] == "not_asked"
    assert found["321203", "pupils"] == "missing"


def test_a_citys_own_total_is_no_district(sqlite_store: Store) -> None:
    sqlite_store.accept(TAIZHOU, upload(row(place="321200", place_kind="city"), row()))
    assert ("321200", "classes") not in states(sqlite_store)


@pytest.mark.parametrize(("day", "state"), [(date(2000, 1, 1), "late"), (date(2999, 1, 1), "reported"), (None, "reported")])
def test_late_is_after_the_deadline(sqlite_store: Store, day: date | None, state: str) -> None:
    sqlite_store.accept(TAIZHOU, upload(row()))
    set_deadline(sqlite_store, "321200", "2023S", day, staff("王老师"))
    assert deadline(sqlite_store, "321200", "2023S") == day
    assert states(sqlite_store)["321202", "classes"] == state


def test_a_period_that_is_none_is_refused(sqlite_store: Store) -> None:
    with pytest.raises(ValueError, match="not a period key"):
        reported(sqlite_store, "321200", "2023")
