"""What the tests of the arithmetic share: the catalogue, and a target made to measure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from indicators.catalogue import Catalogue, load_catalogue
from indicators.target_definitions import Target, TargetDirection

MakeTarget = Callable[..., Target]
MakeRows = Callable[..., pd.DataFrame]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def make_target(catalogue: Catalogue) -> MakeTarget:
    """`make_target(">=", 85, 2025)`: a target with a direction, a value and a year; signs as they are written."""
    directions = {
        ">=": TargetDirection.AT_LEAST,
        "<=": TargetDirection.AT_MOST,
        "=": TargetDirection.EQUAL,
        "rise": TargetDirection.RISE,
        "fall": TargetDirection.FALL,
    }

    def make(sign: str, value: float | None, year: int | None = None, full: float | None = None) -> Target:
        return replace(catalogue.targets[0], direction=directions[sign], value=value, value_full=full, year=year)

    return make


@pytest.fixture(scope="session")
def make_rows() -> MakeRows:
    """`make_rows([(place, indicator, level, period, value), …])`: the store's table; a kind and a breakdown may follow."""

    def make(cells: list[tuple], kind: str = "district", breakdown: str = "") -> pd.DataFrame:
        rows = []
        for cell in cells:
            place, indicator, level, period, value, *more = cell
            rows.append(
                {
                    "place_code": place,
                    "place_name": place,
                    "place_kind": more[0] if more else kind,
                    "indicator": indicator,
                    "education_level": level,
                    "breakdown": more[1] if len(more) > 1 else breakdown,
                    "period_key": period,
                    "value": float("nan") if value is None else float(value),
                    "status": "not_reported" if value is None else "reported",
                }
            )
        return pd.DataFrame(rows)

    return make
