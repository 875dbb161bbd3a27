"""Fixtures of the chart tests."""

from __future__ import annotations

import pytest

from tests.charts.drawing import Drawn


@pytest.fixture
def drawn() -> type[Drawn]:
    """Reads a chart's marks."""
    return Drawn
