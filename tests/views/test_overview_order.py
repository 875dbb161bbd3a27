"""The order of the heat table's districts: by what is open, by one indicator in its own direction; the city stays last."""

from __future__ import annotations

import pandas as pd
import pytest

from views.overview_order import ordered, orders

NAN = float("nan")
# place → coverage (≥ 80) and large classes (≤ 2); 丁 reported nothing of the first
VALUES = {"甲": (85.0, 1.0), "乙": (70.0, 3.0), "丙": (75.0, 1.5), "丁": (NAN, 5.0), "全市": (77.0, 2.2)}


def table() -> pd.DataFrame:
    rows = []
    for number, key in enumerate(("coverage", "large")):
        target, at_most = (80.0, False) if key == "coverage" else (2.0, True)
        for name, values in VALUES.items():
            value = values[number]
            met = value <= target if at_most else value >= target
            rows.append(
                {"code": name, "is_city": name == "全市", "indicator": key, "heading": key, "target": target, "at_most": at_most,
                 "value": value, "judged": value == value, "met": bool(met)}
            )  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("chosen", "order"),
    [
        ("", "甲乙丙丁"),
        ("open", "乙丙丁甲"),  # 乙 2, 丙 1, 丁 1, 甲 0
        ("coverage", "乙丙甲丁"),  # 70, 75, 85, nothing
        ("large", "丁乙丙甲"),  # 5, 3, 1.5, 1: the most is the worst
        ("unknown", "甲乙丙丁"),
    ],
)
def test_districts_stand_worst_first_and_the_city_last(chosen: str, order: str) -> None:
    found = list(dict.fromkeys(ordered(table(), chosen)["code"]))
    assert "".join(found[:-1]) == order and found[-1] == "全市"
    assert len(ordered(table(), chosen)) == len(table())


def test_where_nobody_is_ranked_there_is_one_order() -> None:
    assert [key for key, _words in orders(table(), unranked=False)] == ["", "open", "coverage", "large"]
    assert [key for key, _words in orders(table(), unranked=True)] == [""]
