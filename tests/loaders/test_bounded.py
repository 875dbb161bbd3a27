"""What understanding a workbook may cost of the server's own time."""

from __future__ import annotations

import pytest

from loaders.reading import read
from tests.loaders.workbook.hostile_packages import good


def test_understanding_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.reading.SECONDS", -1)
    found = read(good(), "表.xlsx")
    assert [issue.kind for issue in found.issues] == ["too-slow"] and found.observations.empty
