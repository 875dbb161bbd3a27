"""Every golden case reads exactly as its CSVs say. `make golden` rewrites them; the diff is the review."""

from __future__ import annotations

import pytest

from tests.loaders.golden.cases import case_names, expected, issues_csv, read_case, values_csv


def test_there_are_thirty_cases_and_more() -> None:
    assert len(case_names()) >= 30


@pytest.mark.parametrize("name", case_names())
def test_case_reads_as_written_down(name: str) -> None:
    reading = read_case(name)
    assert values_csv(reading) == expected(name, "values").read_text(encoding="utf-8")
    assert issues_csv(reading) == expected(name, "issues").read_text(encoding="utf-8")
