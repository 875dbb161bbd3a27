"""A file beside what is in force, and the doubts that only the store can raise."""

from __future__ import annotations

import pytest

from indicators.catalogue import load_catalogue
from intake import difference
from intake.difference import leap
from store import Store
from tests.store.builders import TAIZHOU, frame, row, upload

NAN = None


def test_new_changed_same_and_removed(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=400.0), row(period="2022S", value=390.0), row(period="2021S", value=380.0)))
    prepared = frame(
        row(value=412.0),
        row(period="2022S", value=390.0),
        row(period="2021S", value=None, status="suppressed"),
        row(period="2024S"),
    )
    diff = difference.compare(prepared, store.current_values("321200"))
    assert diff["change"].tolist() == ["changed", "same", "removed", "new"]
    assert diff["old_value"].fillna(-1).tolist() == [400.0, 390.0, 380.0, -1.0]
    assert diff["old_filename"].tolist()[0] == "班额.xlsx"


def test_a_change_of_status_alone_is_a_change(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=400.0, status="provisional")))
    diff = difference.compare(frame(row(value=400.0)), store.current_values("321200"))
    assert diff[["change", "old_status", "status"]].values.tolist() == [["changed", "provisional", "reported"]]


def test_a_number_that_comes_where_none_was_is_a_change(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=None)))
    assert difference.compare(frame(row(value=5.0)), store.current_values("321200"))["change"].tolist() == ["changed"]


def test_the_same_state_without_a_number_is_the_same(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=None)))
    assert difference.compare(frame(row(value=None)), store.current_values("321200"))["change"].tolist() == ["same"]


def test_blanks_do_not_replace_numbers_but_said_states_do(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=400.0), row(period="2022S", value=None)))
    prepared = frame(
        row(value=None, status="not_reported"),
        row(period="2022S", value=None, status="not_reported"),
        row(period="2021S", value=None, status="not_reported"),
    )
    assert difference.keep_numbers(prepared, store.current_values("321200")).tolist() == [True, False, False]
    said = frame(row(value=None, status="suppressed"), row(period="2021S", value=None, status="unreadable"))
    assert difference.keep_numbers(said, store.current_values("321200")).tolist() == [False, False]


@pytest.mark.parametrize(
    ("before", "after", "unit", "change"),
    [
        (80.0, 90.0, "%", ""),
        (80.0, 90.1, "%", "+10.1"),
        (85.3, 75.2, "%", "-10.1"),
        (0.0, 10.0, "%", ""),
        (9.0, 19.0, "个", ""),
        (10.0, 20.0, "个", "×2"),
        (10.0, 19.0, "个", ""),
        (412.0, 824.0, "个", "×2"),
        (412.0, 823.0, "个", ""),
        (412.0, 206.0, "个", "÷2"),
        (412.0, 4120.0, "个", "×10"),
        (0.0, 20.0, "个", "0 → 20"),
        (25.0, 0.0, "个", "25 → 0"),
        (0.0, 0.0, "个", ""),
        (19.0, 0.0, "个", ""),
    ],
)
def test_what_is_a_jump(before: float, after: float, unit: str, change: str) -> None:
    assert leap(before, after, unit) == change


def jump_kinds(store: Store, *rows: dict[str, object]) -> list[str]:
    current = store.current_values("321200")
    issues = difference.doubts(difference.compare(frame(*rows), current), current, load_catalogue(), "f", {})
    return [issue.text() for issue in issues if issue.kind == "jump"]


def test_a_jump_from_the_stored_year_before_is_told_with_both_numbers(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(period="2022S", value=412.0)))
    (text,) = jump_kinds(store, row(value=4120.0, cell="C7"))
    assert "单元格 C7" in text
    assert "海陵区" in text
    assert "412" in text
    assert "4120" in text
    assert "×10" in text


def test_no_jump_is_told_across_two_years_other_levels_or_kinds_of_year(store: Store) -> None:
    store.accept(
        TAIZHOU, upload(row(period="2021S", value=40.0), row(period="2022C", value=40.0), row(period="2022S", level="junior"))
    )
    assert jump_kinds(store, row(value=4120.0)) == []


def test_where_the_file_holds_the_year_before_the_files_own_checks_speak(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(period="2022S", value=412.0)))
    assert jump_kinds(store, row(value=4120.0), row(period="2022S", value=4000.0)) == []


def test_a_district_that_swallowed_another_may_grow(store: Store) -> None:
    """闸北区 went into 静安区 in 2015: school year 2016 beside 2015 would be no jump, 2015 beside 2014 is the change itself."""
    shanghai = type(TAIZHOU)("310000", "310000", "上海市")
    jingan = {"place": "310106", "place_name": "静安区"}
    for year in (2014, 2015, 2016):
        store.accept(shanghai, upload(row(period=f"{year}S", value=100.0, **jingan)))
    current = store.current_values("310000")

    def told(year: int) -> bool:
        diff = difference.compare(frame(row(period=f"{year}S", value=300.0, **jingan)), current)
        return bool(difference.jumps(diff, current, load_catalogue()))

    import geo

    (change,) = [b for b in geo.breaks("310000") if b.code == "310106" and b.first_year in (2015, 2016)]
    assert told(change.first_year) is False
    assert told(2015 if change.first_year == 2016 else 2016) is True


def test_another_family_that_differs_is_a_conflict_and_the_same_family_a_correction(store: Store) -> None:
    first = store.accept(
        TAIZHOU, upload(row(value=421.0), row(period="2022S", value=1.0), filename="学校班额统计.xlsx", family="a")
    )
    current = store.current_values("321200")
    diff = difference.compare(frame(row(value=412.0), row(period="2022S", value=2.0)), current)
    other = difference.doubts(diff, current, load_catalogue(), "b", {first: "a"})
    assert [issue.kind for issue in other] == ["conflict"]
    assert other[0].values["stored"] == "421"
    assert other[0].values["filename"] == "学校班额统计.xlsx"
    assert other[0].values["count"] == 2
    assert "412" in other[0].message()
    assert difference.doubts(diff, current, load_catalogue(), "a", {first: "a"}) == []


def test_numbers_that_differ_are_told_as_they_are_shown_unless_that_hides_the_difference() -> None:
    assert difference._apart(91.7, 86.7319404826, 1) == ("91.7", "86.7")
    assert difference._apart(86.74, 86.7319404826, 1) == ("86.74", "86.7319404826")
    assert difference._apart(412.0, float("nan"), 0) == ("412", "")


def test_a_removed_number_is_told(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=421.0)))
    current = store.current_values("321200")
    diff = difference.compare(frame(row(value=None, status="not_applicable", text="—")), current)
    (issue,) = difference.doubts(diff, current, load_catalogue(), "a", {1: "a"})
    assert issue.kind == "value-removed"
    assert "原来是 421，本次填的是“—”" in issue.message()
