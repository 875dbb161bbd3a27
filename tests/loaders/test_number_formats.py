"""What number formats say of figures: their unit, and figures that are shown smaller than they are."""

from dataclasses import replace

import numpy as np
import pytest

from loaders.reading import Reading, read_workbook
from loaders.workbook import Grid, Workbook
from tests.loaders.drawn import drawn

SHEET = """
    西安市2023年在园幼儿情况 |
    区县   | {heading}
    莲湖区 | {first}
    新城区 | {second}
"""


def formatted(code: str, heading: str, first: float, second: float) -> Grid:
    grid = drawn(SHEET.format(heading=heading, first=first, second=second))
    ids = np.zeros((4, 2), dtype=np.uint8)
    ids[2:, 1] = 1
    return replace(grid, formats=("General", code), format_ids=ids)


def read(grid: Grid) -> Reading:
    return read_workbook(Workbook(grids=(grid,)), "西安.xlsx")


@pytest.mark.parametrize(
    ("code", "heading", "first", "unit", "value"),
    [
        ('#,##0"人"', "在园幼儿数", 25340, "人", 25340),
        ('0.0000"万人"', "在园幼儿数", 2.534, "万人", 2.534),
        ('0!.0,"万"', "在园幼儿数（万人）", 25340, "万人", 2.534),  # shows 2.5万
        ('0.0,"千"', "在园幼儿数（千人）", 25340, "千人", 25.34),
        ('0.00,"千人"', "在园幼儿数", 25340, "", 25340),  # the cell holds people, whatever it shows
        ("#,##0", "在园幼儿数（万人）", 3, "万人", 3),
    ],
)
def test_a_format_says_the_unit_and_how_far_a_figure_is_shown_divided(
    code: str, heading: str, first: float, unit: str, value: float
) -> None:
    table = read(formatted(code, heading, first, first)).observations
    assert table["unit"].tolist() == [unit, unit]
    assert table["value"].tolist() == [value, value]
    assert set(table["indicator"]) == {"kindergarten_pupils"}
