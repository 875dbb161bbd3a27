"""A heat table of many columns in a picture: every column in exactly one part, in type that can be read."""

from __future__ import annotations

import pandas as pd
import pytest

from charts.heat import heat_chart
from charts.heat_parts import BAND_GAP, LEAST_FIGURE, band_heights, even, pictures_of, readable
from charts.tokens import DENSE
from tests.charts.drawing import LONG_NAME, PLACES, heat_cells

WIDTH = 1776


def wide(columns: int, places: int) -> pd.DataFrame:
    """`places` districts and the city against so many indicators in families of seven."""
    names = [f"{PLACES[n % len(PLACES)]}{n}" for n in range(places)]
    one = heat_cells(names, {name: [83.1, 1.9, 61234.0] for name in names}, [84.2, 1.9, 61234.0])
    first = one[one["indicator"] == one["indicator"].iloc[0]]
    copies = [first.assign(indicator=f"i{n}", heading=f"第{n}项覆盖率", family=f"第{n // 7}类") for n in range(columns)]
    return pd.concat(copies, ignore_index=True)


@pytest.mark.parametrize(
    ("columns", "places", "height", "expected", "share"),
    [
        (12, 6, 720, [1], 1.0),  # the usual table is whole
        (30, 6, 720, [1, 1], 1.0),  # a slide: two pictures
        (30, 6, 1440, [2], 1.0),  # a square: one picture with two parts
        (30, 16, 720, [1, 1], 0.74),  # sixteen rows on a slide leave 18 pixels, however few the columns
        (30, 16, 1440, [1, 1], 1.0),  # rows of sixteen districts twice over would be smaller than the type
    ],
)
def test_as_few_pictures_and_parts_as_can_be_read(
    columns: int, places: int, height: int, expected: list[int], share: float
) -> None:
    cells = wide(columns, places)
    made = pictures_of(cells, WIDTH, height, DENSE)
    assert [len(bands) for bands in made] == expected
    assert [key for bands in made for keys in bands for key in keys] == list(dict.fromkeys(cells["indicator"]))
    assert all(readable(cells, bands, WIDTH, height, DENSE) >= share for bands in made)


def test_whole_it_could_not_be_read() -> None:
    cells = wide(30, 6)
    whole = [list(dict.fromkeys(cells["indicator"]))]
    assert readable(cells, whole, WIDTH, 720, DENSE) < 1


def test_parts_are_cut_where_a_family_ends() -> None:
    keys = [str(n) for n in range(30)]
    assert [len(part) for part in even(keys, 2, {7, 14, 21, 28})] == [14, 16]
    assert [len(part) for part in even(keys, 2, {3, 26})] == [15, 15]
    assert [len(part) for part in even(keys, 3)] == [10, 10, 10]


def test_every_part_is_drawn_in_its_height_in_type_that_can_be_read(drawn) -> None:
    cells = wide(30, 6)
    (bands,) = pictures_of(cells, WIDTH, 1440, DENSE)
    heights = band_heights(cells, bands, 1440, DENSE)
    assert sum(heights) + BAND_GAP * DENSE.factor * (len(bands) - 1) <= 1440
    for number, (keys, height) in enumerate(zip(bands, heights, strict=True)):
        part, last = cells[cells["indicator"].isin(keys)], number == len(bands) - 1
        chart = drawn(heat_chart(part, width=WIDTH, height=height, sizes=DENSE, legend=last, explained=cells))
        assert (chart.outside(), chart.collisions()) == ([], [])
        assert min(box.size for box in chart.texts if box.text == "83.1") >= LEAST_FIGURE
        assert ("▼ 2 档以上" in chart.words) is last


def test_a_long_name_leaves_the_columns_their_room() -> None:
    cells = wide(30, 6).assign(name=lambda frame: frame["name"].mask(frame["is_city"], LONG_NAME))
    made = pictures_of(cells, WIDTH, 720, DENSE)
    assert all(readable(cells, bands, WIDTH, 720, DENSE) >= 1 for bands in made)
