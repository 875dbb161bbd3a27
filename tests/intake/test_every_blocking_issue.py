"""Whatever must be fixed (逻辑校验) stops the file: every blocking kind of the catalogue, at a value that would be stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.issues import Issue, kinds
from indicators.vocabulary import Severity
from intake import NotAcceptableError, accept, preview
from intake.previewing import renewed
from store import Store
from tests.intake.sheets import classes_book
from tests.people import staff

BOOK = classes_book([412, 180, 366, 700, 318, 520])
# Told by the loader; what they concern is kept out of the store cell by cell, and asked from the cells themselves
ASKED_FROM_THE_VALUES = frozenset(
    {
        "place-unknown", "place-misspelt", "place-ambiguous", "place-elsewhere", "period-missing", "period-ambiguous",
        "indicator-ambiguous", "indicator-confirm", "indicator-elsewhere", "duplicate-value", "city-unknown",
    }
)  # fmt: skip
BLOCKING = [name for name, kind in kinds().items() if kind.severity is Severity.BLOCKING]


@pytest.mark.parametrize("kind", sorted(set(BLOCKING) - ASKED_FROM_THE_VALUES))
def test_a_blocking_issue_at_a_stored_value_stops_the_file(sqlite_store: Store, kind: str) -> None:
    clean = preview(sqlite_store, BOOK, "班级.xlsx", "321200")
    assert clean.can_accept
    issue = Issue.about(kind, {}, "Sheet1", "B3")
    found = renewed(sqlite_store, replace(clean, reading=replace(clean.reading, issues=[issue])))
    with pytest.raises(NotAcceptableError):
        accept(sqlite_store, found, staff("王老师"))
    assert sqlite_store.uploads("321200") == []
    settled = issue in found.blocking or issue in found.to_explain or any(q.required and q.choices for q in found.questions)
    assert settled, "neither a reason, nor a question, nor a 说明: nobody could get on"


def test_the_kinds_asked_from_the_values_are_blocking_kinds() -> None:
    assert set(BLOCKING) >= ASKED_FROM_THE_VALUES
