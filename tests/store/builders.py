"""Uploads by hand, so that a test shows its own numbers."""

from __future__ import annotations

import pandas as pd

from store import INCOMING_COLUMNS, NewUpload, Workspace

TAIZHOU = Workspace("321200", "321200", "泰州市")
SAMPLE = Workspace("321200-sample", "321200", "泰州市（模拟）", simulated=True)

Row = dict[str, object]


def row(
    place: str = "321202",
    value: float | None = 1.0,
    period: str = "2023S",
    indicator: str = "classes",
    level: str = "primary",
    breakdown: str = "",
    **other: object,
) -> Row:
    """One value of 海陵区, with the columns that a test names."""
    found: Row = {
        "place_code": place,
        "place_name": {"321202": "海陵区", "321204": "姜堰区", "321200": "泰州市"}.get(place, place),
        "place_kind": "district",
        "indicator": indicator,
        "education_level": level,
        "breakdown": breakdown,
        "period_key": period,
        "value": float("nan") if value is None else value,
        "unit": "个",
        "stated_unit": "",
        "status": "reported" if value is not None else "not_reported",
        "sheet": "Sheet1",
        "cell": "B3",
        "place_text": "海陵区",
        "heading": ["班级总数", "小学"],
        "text": "" if value is None else str(value),
    }
    return found | other


def frame(*rows: Row) -> pd.DataFrame:
    """Rows as `Store.accept` takes them."""
    return pd.DataFrame(list(rows), columns=list(INCOMING_COLUMNS))


def upload(*rows: Row, content: bytes = b"", filename: str = "班额.xlsx", uploader: str = "王老师", **other: object) -> NewUpload:
    """A new upload; its bytes differ with its rows unless they are given."""
    return NewUpload(
        filename=filename,
        content=content or repr(rows).encode(),
        observations=frame(*rows),
        uploader=uploader,
        city_code="321200",
        **other,  # type: ignore[arg-type]
    )
