"""总览's heat table in pictures: in parts under each other, or on several pictures, where its columns are too many for one."""

from __future__ import annotations

import pandas as pd

from charts.heat import heat_chart
from charts.heat_parts import BAND_GAP, band_heights, pictures_of
from charts.tokens import Sizes
from exports.picture import Area, Panel


def heat_panels(cells: pd.DataFrame, chosen: str, area: Area, sizes: Sizes) -> list[Panel]:
    """The table (HEAT_COLUMNS) in one picture; the place `chosen` is marked, the legend stands below the last part."""
    bands = pictures_of(cells, area.width, area.height, sizes, most=1)[0]
    found, y = list[Panel](), float(area.y)
    for keys, height in zip(bands, band_heights(cells, bands, area.height, sizes), strict=True):
        last = len(found) == len(bands) - 1
        part, said = cells[cells["indicator"].isin(keys)], cells if last else None
        drawn = heat_chart(part, width=area.width, height=height, sizes=sizes, highlight=chosen, legend=last, explained=said)
        found.append(Panel(drawn, area.x, y))
        y += height + BAND_GAP * sizes.factor
    return found


def heat_pictures(cells: pd.DataFrame, area: Area, sizes: Sizes) -> list[pd.DataFrame]:
    """The cells of each picture that it takes to read every column."""
    found = pictures_of(cells, area.width, area.height, sizes)
    return [cells[cells["indicator"].isin({key for band in bands for key in band})] for bands in found]
