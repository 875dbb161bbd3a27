"""A small real city with figures that can be checked by hand: inclusive kindergartens in six districts, 2021 and 2024."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from indicators.vocabulary import ValueStatus
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace, open_store

NAMES = {"321202": "海陵区", "321203": "高港区", "321204": "姜堰区", "321281": "兴化市", "321282": "靖江市", "321283": "泰兴市"}
# place, start year → children in inclusive kindergartens, all children; None = 未报送
FIGURES = {
    ("321202", 2021): (8_800, 10_000),
    ("321202", 2024): (9_240, 10_000),
    ("321203", 2021): (4_000, 5_000),
    ("321203", 2024): None,
    ("321204", 2021): (8_170, 10_000),
    ("321204", 2024): (8_310, 10_000),
    ("321281", 2021): (17_200, 22_600),
    ("321281", 2024): (17_673, 22_600),
    ("321282", 2021): (8_850, 10_000),
    ("321282", 2024): (8_630, 10_000),
    ("321283", 2021): (8_340, 10_000),
    ("321283", 2024): (8_160, 10_000),
}
Row = dict[str, object]


def row(place: str, indicator: str, year: int, value: float | None, level: str = "preschool", cell: str = "B2") -> Row:
    """One incoming value; None = 未报送."""
    return dict.fromkeys(INCOMING_COLUMNS, "") | {
        "place_code": place,
        "place_name": NAMES.get(place, place),
        "place_kind": "district",
        "indicator": indicator,
        "education_level": level,
        "period_key": f"{year}S",
        "value": float("nan") if value is None else float(value),
        "status": str(ValueStatus.NOT_REPORTED if value is None else ValueStatus.REPORTED),
        "sheet": "学前",
        "cell": cell,
        "heading": [],
        "text": "未报送" if value is None else f"{value:g}",
    }


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    found = open_store(f"sqlite:///{tmp_path / 'views.db'}")
    yield found
    found.close()


@pytest.fixture
def put(opened: Store) -> Callable[..., Workspace]:
    """Stores rows as one upload of 泰州市 and answers the workspace as it is then."""

    def accept(rows: list[Row], filename: str = "学前.xlsx", simulated: bool = False) -> Workspace:
        name = "321200-sample" if simulated else "321200"
        room = Workspace(name, "321200", "泰州市（模拟）" if simulated else "泰州市", simulated)
        frame = pd.DataFrame(rows, columns=list(INCOMING_COLUMNS))
        opened.accept(room, NewUpload(filename, filename.encode(), frame, "王老师", "321200"))
        stored = opened.workspace(name)
        assert stored is not None
        return stored

    return accept


@pytest.fixture
def city(put: Callable[..., Workspace]) -> Workspace:
    """泰州市 with the counts of FIGURES."""
    rows = []
    for number, ((place, year), counts) in enumerate(FIGURES.items(), start=3):
        above, below = counts or (None, None)
        rows.append(row(place, "inclusive_pupils", year, above, cell=f"C{number}"))
        rows.append(row(place, "kindergarten_pupils", year, below, cell=f"B{number}"))
    return put(rows)
