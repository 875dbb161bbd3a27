"""The nation's map as a picture, which loads nothing by itself: the same shapes as on the screen, written into the chart.

All of the country is drawn, whoever reported: units without figures pale, with the islands and dashes in the South China Sea.
"""

from __future__ import annotations

import altair as alt
import pandas as pd
import shapely
from shapely.affinity import affine_transform
from shapely.geometry import MultiPolygon

from charts.canvas import Canvas
from charts.classes import Classes
from charts.map_large import explained, placed
from charts.tokens import ACCENT, EDGE, LINE, MISSING_GROUND, PAGE, SCREEN, Sizes
from geo.large_shapes import county_shapes
from language import _

# No province has so many counties: what has more is the nation
WHOLE_COUNTRY = 1000


def large_map_still(
    places: pd.DataFrame, *, width: int, height: int, classes: Classes, target_text: str = "", least: float | None = None,
    most: float | None = None, sizes: Sizes = SCREEN, highlight: str = "",
) -> alt.LayerChart:  # fmt: skip
    """The map of `places` (MAP_COLUMNS without geometry), whole and still."""
    canvas = Canvas(width, height)
    bottom = explained(canvas, places, classes, sizes, least=least, most=most, target_text=target_text)
    scale, x, y = placed(list(places["code"]), (2, 2, width - 2, bottom))
    counties, lines = county_shapes()
    fills = {row["code"]: classes.fill(float(row["value"])) or MISSING_GROUND for row in places.to_dict("records")}
    drawn = {code: affine_transform(shape, (scale, 0, 0, scale, x, y)) for code, shape in counties.items()}
    by_fill: dict[str, list[str]] = {}
    for code in drawn:
        by_fill.setdefault(fills.get(code, PAGE), []).append(code)
    for fill, codes in by_fill.items():
        # one shape for each colour: thousands of marks would take a renderer half a minute
        together = MultiPolygon([part for code in codes for part in drawn[code].geoms])
        canvas.shape(together, fill, stroke=LINE if fill in (PAGE, MISSING_GROUND) else "#FFFFFF", width=0.25 * sizes.factor)
    dashes = affine_transform(lines, (scale, 0, 0, scale, x, y))
    canvas.shape(dashes, stroke=EDGE, width=0.8 * sizes.factor, z=2)
    if highlight in drawn:
        canvas.shape(shapely.boundary(drawn[highlight]), stroke=ACCENT, width=2.4 * sizes.factor, z=3)
    return canvas.chart(_("{n} 个单位的地图").format(n=len(places)))
