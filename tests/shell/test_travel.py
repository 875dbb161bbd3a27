"""Arrow keys: which place comes after which."""

from __future__ import annotations

import pytest

from shell.travel import after

ORDER = ["321202", "321282", "321204"]


@pytest.mark.parametrize(
    ("now", "step", "then"),
    [
        ("321202", "1", "321282"),
        ("321204", "1", "321202"),
        ("321202", "-1", "321204"),
        ("", "1", "321202"),
        ("", "-1", "321204"),
        ("999999", "1", "321202"),
        ("321282", "first", "321202"),
        ("321282", "last", "321204"),
        ("321282", "none", ""),
    ],
)
def test_the_next_place_in_the_order_of_the_chart(now: str, step: str, then: str) -> None:
    assert after(ORDER, now, step) == then


def test_a_page_without_places_chooses_nothing() -> None:
    assert after([], "321202", "1") == ""
