"""Rates written as fractions are proven by counts of the same table, however wide it is."""

import numpy as np
import pytest

from loaders.reading import read_workbook
from loaders.workbook import Grid, Workbook


@pytest.mark.parametrize("groups", [1, 90])
def test_a_fraction_is_proven_by_the_counts_beside_it_in_a_wide_table_too(groups: int) -> None:
    years = [f"{1930 + number}学年" for number in range(groups)]
    heads = ["班级数", "大班额数", "大班额比例"]
    chance = np.random.default_rng(7)
    over = [cell for year in years for cell in (year, None, None)]
    rows: list[list[object]] = [["泰州市小学大班额", *[None] * (3 * groups)], ["区县", *over]]
    rows.append([None, *heads * groups])
    for place in ("海陵区", "姜堰区", "高港区", "兴化市", "靖江市"):
        row: list[object] = [place]
        for _year in years:
            classes = int(chance.integers(200, 900))
            large = int(chance.integers(1, 40))
            row += [classes, large, round(large / classes, 4)]
        rows.append(row)
    merges = [(1, 1 + 3 * n, 1, 3 + 3 * n) for n in range(groups)]
    grid = Grid("小学", 0, rows, merges=[(1, 0, 2, 0), *merges])  # type: ignore[arg-type]
    reading = read_workbook(Workbook(grids=(grid,)), "大班额.xlsx")
    rates = reading.observations[reading.observations["indicator"] == "large_class_share"]
    counts = {key: rows["value"] for key, rows in reading.observations.groupby("indicator")}
    assert len(rates) == 5 * groups
    assert not [issue.cell for issue in reading.issues if issue.kind == "percent-or-fraction"]
    expected = 100 * counts["large_classes"].to_numpy() / counts["classes"].to_numpy()
    assert np.abs(rates["value"].to_numpy() - expected).max() <= 0.0051
