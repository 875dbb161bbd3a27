"""Small workbooks by hand, and observations as the loader would give them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pandas as pd

from indicators.tables import OBSERVATION_COLUMNS

TAIZHOU = ["海陵区", "高港区", "姜堰区", "兴化市", "靖江市", "泰兴市"]
TAIZHOU_CODES = ["321202", "321203", "321204", "321281", "321282", "321283"]


def workbook(*rows: Sequence[object], sheet: str = "Sheet1") -> bytes:
    """An .xlsx with one sheet of these rows."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def classes_book(
    values: Sequence[object], year: int = 2023, total: object | None = None, places: Sequence[str] = TAIZHOU
) -> bytes:
    """班级总数 of primary schools of 泰州, one row a district."""
    rows: list[Sequence[object]] = [[f"泰州市{year}学年小学班级情况", None], ["地区", "班级总数（个）"]]
    rows += [[place, value] for place, value in zip(places, values, strict=True)]
    if total is not None:
        rows.append(["合计", total])
    return workbook(*rows)


def observation(place_code: str = "321202", value: float = 412.0, **other: object) -> dict[str, object]:
    """One row of OBSERVATION_COLUMNS."""
    found: dict[str, object] = {
        "sheet": "Sheet1",
        "cell": "B3",
        "row": 3,
        "column": 2,
        "place": "海陵区",
        "place_cell": "A3",
        "place_code": place_code,
        "place_kind": "district",
        "aggregate": False,
        "period": "2023学年",
        "period_key": "2023S",
        "heading": ("班级总数",),
        "indicator": "classes",
        "education_level": "primary",
        "breakdown": "",
        "unit": "",
        "value": value,
        "status": "reported",
        "text": str(value),
    }
    return found | other


def observations(*rows: dict[str, object]) -> pd.DataFrame:
    """A frame as the loader gives it."""
    frame = pd.DataFrame(list(rows), columns=list(OBSERVATION_COLUMNS))
    return frame.astype({"value": "float64", "aggregate": "bool"})
