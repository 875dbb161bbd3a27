"""The numbers of a few indicators without their cells are those that the wide question answers, whatever happened before."""

from __future__ import annotations

import random

import pandas as pd
import sqlalchemy as sa

from store import Correction, NewUpload, Store, publish, set_publish_on_accept
from store.engine import reading
from store.numbers import NUMBER_COLUMNS
from tests.store.builders import SAMPLE, TAIZHOU, row, upload

SHARED = [*NUMBER_COLUMNS, "filename", "uploaded_at", "uploader", "upload_kind"]
KEYS = ["indicator", "education_level", "breakdown", "period_key", "place_code"]


def same(store: Store, indicators: list[str], as_of: int | None = None, period: str | None = None) -> int:
    """Both answers side by side; how many rows they have."""
    wide = store.current_values("321200", indicators, as_of=as_of)
    wide = wide if period is None else wide[wide["period_key"] == period]
    found = store.numbers("321200", indicators, as_of, period)
    wide = wide[SHARED].sort_values(KEYS, ignore_index=True)
    pd.testing.assert_frame_equal(found[SHARED], wide)
    return len(found)


def test_the_same_as_the_wide_question_through_accepts_withdrawals_and_editions(store: Store) -> None:
    rng = random.Random(5)
    accepted: list[int] = []
    revisions = []
    for step in range(12):
        if accepted and rng.random() < 0.3:
            store.withdraw(accepted.pop(rng.randrange(len(accepted))), "试", "王老师")
        else:
            keys = {
                (place, indicator, level, part, f"{year}S")
                for place in ("321202", "321204", "321200-高新区")
                for indicator in ("classes", "large_classes", "pupils")
                for level in ("primary", "junior")
                for part in ("", "girls")
                for year in (2022, 2023)
                if rng.random() < 0.3
            }
            rows = [
                row(p, rng.choice([None, 0.0, float(step), 0.1 + 0.2]), period, indicator, level, part)
                for p, indicator, level, part, period in sorted(keys)
            ]
            accepted.append(store.accept(TAIZHOU, upload(*rows, filename=f"{step}.xlsx", uploader=f"u{step % 3}")))
        revisions.append(store.revision("321200"))
    assert same(store, ["classes", "pupils"]) > 20
    assert same(store, ["classes", "pupils"], period="2023S") > 5
    wide = store.numbers("321200", ["classes", "pupils"])
    mine = wide[wide["place_code"] == "321204"].reset_index(drop=True)
    pd.testing.assert_frame_equal(store.numbers("321200", ["classes", "pupils"], place_code="321204")[SHARED], mine[SHARED])
    assert sum(same(store, ["classes", "large_classes"], as_of=revision) for revision in revisions) > 50


def test_a_correction_counts_and_a_draft_stays_out_of_the_edition(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=400.0), row(place="321204", value=300.0)))
    set_publish_on_accept(store, TAIZHOU, False, "李主任", "")
    edition = publish(store, TAIZHOU, "李主任", "", "", store.revision("321200"))
    over = Correction("看错一行", 1, 400.0, "reported", "班额.xlsx")
    store.accept(TAIZHOU, upload(row(value=412.0), filename="班额.xlsx", correction=over))
    assert same(store, ["classes"]) == 2
    assert store.numbers("321200", ["classes"])["upload_kind"].tolist() == ["correction", "file"]
    assert store.numbers("321200", ["classes"], edition.revision)["value"].tolist() == [400.0, 300.0]


def test_nothing_there_and_other_cities_stay_out(store: Store) -> None:
    store.accept(SAMPLE, NewUpload("a.xlsx", b"a", upload(row()).observations, "王老师", "321200"))
    found = store.numbers("321200", ["classes"])
    assert found.empty
    assert list(found.columns) == SHARED
    assert (store.count_in_force("321200"), store.count_in_force("321200-sample")) == (0, 1)
    assert store.presence("321200").empty


def test_presence_tells_numbers_zeros_and_blanks_apart(store: Store) -> None:
    store.accept(TAIZHOU, upload(row(value=0.0), row("321204", 3.0), row("321281", None), row("321283", 5.0)))
    (found,) = store.presence("321200").to_dict("records")
    key = [found[name] for name in ("indicator", "education_level", "breakdown", "period_key")]
    assert key == ["classes", "primary", "", "2023S"]
    places = [sorted(str(found[name]).split(",")) for name in ("some", "zero", "blank")]
    assert places == [["321204", "321283"], ["321202"], ["321281"]]


def test_sqlite_reads_the_numbers_from_the_narrow_index_alone(store: Store) -> None:
    """Wide rows would be read one by one: for the nation three times as long."""
    if store.engine.dialect.name != "sqlite":
        return  # PostgreSQL decides by its statistics
    store.accept(TAIZHOU, upload(row()))
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_rest: object) -> None:
        asked.append((statement, parameters))

    sa.event.listen(store.engine, "before_cursor_execute", note)
    store.numbers("321200", ["classes"])
    store.presence("321200")
    wanted = [one for one in asked if "place_code" in one[0] and "place_name" not in one[0]]
    assert len(wanted) == 3
    with reading(store.engine) as connection:
        for statement, parameters in wanted:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            assert "USING COVERING INDEX ix_observations_numbers" in str(plan), statement
