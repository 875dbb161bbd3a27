"""A heat table of many columns in a picture: in as few parts as keep its figures readable, under each other or on several.

A picture cannot be scrolled or made wider; where thirty columns would leave type that nobody at the end of a table can read,
the columns are cut into even parts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

import pandas as pd

from charts.heat_layout import head_height, lay_out, legend_height
from charts.rows import thinned
from charts.tokens import Sizes

# Type that is read on a slide, in pixels of 1920: figures (18 pt on a screen), and the headings over them
LEAST_FIGURE, LEAST_HEADING = 24.0, 15.0
MOST_BANDS = 3
FEWEST_COLUMNS = 5
# A part grows or shrinks by one column in so many where that keeps a family together
NEARBY = 7
# Between two parts that lie under each other, in units of the medium
BAND_GAP = 12.0

# Columns (keys of indicators) of each part of a picture
Bands = list[list[str]]


def pictures_of(cells: pd.DataFrame, width: int, height: int, sizes: Sizes, most: int = 0) -> list[Bands]:
    """The columns of each part of each picture: the fewest pictures, then the fewest parts, in which everything can be read.

    `cells`: HEAT_COLUMNS; `most`: no more pictures than these. Where no division helps (very many rows), the one with the
    largest figures.
    """
    columns = cells.drop_duplicates("indicator")
    keys, families = list(columns["indicator"]), list(columns["family"])
    ends = {place for place in range(1, len(keys)) if families[place] != families[place - 1]}
    best: tuple[float, list[Bands]] = (-1.0, [[keys]])
    for pictures in range(1, (most or max(1, len(keys) // FEWEST_COLUMNS)) + 1):
        for bands in range(1, MOST_BANDS + 1):
            if pictures * bands > 1 and len(keys) / (pictures * bands) < FEWEST_COLUMNS:
                continue
            runs = even(keys, pictures * bands, ends)
            made = [runs[start : start + bands] for start in range(0, len(runs), bands)]
            share = min(readable(cells, one, width, height, sizes) for one in made)
            if share >= 1:
                return made
            if share > best[0] + 0.05:
                best = share, made
    return best[1]


def band_heights(cells: pd.DataFrame, bands: Bands, height: int, sizes: Sizes) -> list[int]:
    """Heights in pixels of the parts of one picture: rows of one pitch, the legend below the last."""
    legend, gap = legend_height(cells, sizes), BAND_GAP * sizes.factor
    one = int((height - legend - gap * (len(bands) - 1)) / len(bands))
    return [*(one for _band in bands[1:]), round(one + legend)]


def even(keys: Sequence[str], parts: int, ends: Collection[int] = ()) -> Bands:
    """The keys in that many runs, as even as can be, but cut where a family ends (`ends`) if one ends nearby."""
    bounds = [round(len(keys) * number / parts) for number in range(parts + 1)]
    near = max(1, len(keys) // parts // NEARBY)
    cuts = [min((end for end in ends if abs(end - cut) <= near), key=lambda end: abs(end - cut), default=cut) for cut in bounds]
    bounds = [0, *cuts[1:-1], len(keys)]
    return [list(keys[start:end]) for start, end in pairwise(bounds)]


def readable(cells: pd.DataFrame, bands: Bands, width: int, height: int, sizes: Sizes) -> float:
    """The type of a picture's smallest part as a share of what can be read; 0 where parts would leave rows out."""
    shares = []
    for number, (keys, tall) in enumerate(zip(bands, band_heights(cells, bands, height, sizes), strict=True)):
        part = cells[cells["indicator"].isin(keys)]
        columns = part.drop_duplicates("indicator").reset_index(drop=True)
        rows = part.drop_duplicates("code").sort_values("is_city", kind="stable").reset_index(drop=True)
        bottom = tall - (legend_height(cells, sizes) if number == len(bands) - 1 else 0)
        shown, gap_at, left_out = thinned(rows, bottom - head_height(part, sizes, width) - 10 * sizes.factor, sizes)
        if left_out and len(bands) > 1:
            return 0.0
        grid = lay_out(part, columns, shown, width, bottom, sizes, gap_at)
        shares.append(min(grid.value / LEAST_FIGURE, min(grid.head.values()) / LEAST_HEADING))
    return min(shares)
