"""A map of hundreds or thousands of counties: the browser loads the shapes once from a file, each change sends figures only.

No labels, no inset: the pointer tells, and the bars name both ends. Figures never go into the file of shapes. Drawn in pixels
of the file's own flat grid, so that nothing is projected and no ring can be taken for its outside.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from charts.canvas import SELECTION, Canvas
from charts.classes import Classes
from charts.map_layout import Area
from charts.map_legend import draw_legend, legend_height
from charts.passed_on import PassedOn
from charts.tokens import ACCENT, EDGE, INK_3, LINE, MISSING_GROUND, PAGE, SCREEN, Sizes
from geo.large_shapes import URL, bounds_of
from language import _, current


def large_map_chart(
    places: pd.DataFrame, *, width: int, height: int, classes: Classes, target_text: str = "", least: float | None = None,
    most: float | None = None, sizes: Sizes = SCREEN, highlight: str = "", select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """The map of `places` (MAP_COLUMNS without geometry). With `select` a click sets the parameter "place" to a code."""
    canvas = Canvas(width, height)
    bottom = explained(canvas, places, classes, sizes, least=least, most=most, target_text=target_text)
    base = canvas.chart(_("{n} 个单位的地图").format(n=len(places)))
    fills, rows = figures(places, classes)
    projection = projection_for(list(places["code"]), (2, 2, width - 2, bottom))
    layers = [
        ground(projection),
        counties(rows, fills, projection, select),
        borders(projection),
        *highlighted(highlight, projection),
    ]
    return alt.LayerChart(
        layer=[*layers, *base.layer],
        width=width,
        height=height,
        description=base.description,
        background="#FFFFFF",
        autosize=alt.AutoSizeParams(type="none"),
        padding=0,
        config=base.config,
        usermeta={"embedOptions": {"renderer": "canvas"}},
    )


def explained(
    canvas: Canvas, places: pd.DataFrame, classes: Classes, sizes: Sizes, *,
    least: float | None = None, most: float | None = None, target_text: str = "",
) -> float:  # fmt: skip
    """Draw the legend and how many have no figure; answers where the map's area ends."""
    width, height = canvas.width, canvas.height
    bottom = height - legend_height(sizes) - 6 * sizes.factor
    unvalued = int(places["value"].isna().sum())
    draw_legend(
        canvas, classes, (1.0, bottom + 6 * sizes.factor), min(width - 2.0, 420 * sizes.factor), sizes, least=least, most=most,
        target_text=target_text,
    )  # fmt: skip
    if unvalued:
        canvas.rect(width - 118 * sizes.factor, height - sizes.head * 2.3, width - 96 * sizes.factor, height - sizes.head * 1.4,
                    MISSING_GROUND, stroke=EDGE)  # fmt: skip
        missing = _("无数据 {n} 个").format(n=unvalued)
        canvas.text(width - 90 * sizes.factor, height - sizes.head * 1.8, missing, sizes.head * 0.94, INK_3)
    return bottom


def figures(places: pd.DataFrame, classes: Classes) -> tuple[list[str], str]:
    """The colours in use, and the figures as CSV: code, number of its colour, text. Short: it is sent with every change."""
    fills: list[str] = []
    lines = ["c,f,t"]
    for row in places.to_dict("records"):
        fill = classes.fill(float(row["value"])) or MISSING_GROUND
        if fill not in fills:
            fills.append(fill)
        known = row["value"] == row["value"]
        text = classes.sign(float(row["value"])) + str(row["value_text"]) if known else str(row["status_text"])
        lines.append(f"{row['code']},{fills.index(fill)},{plain(text)}")
    return fills, "\n".join(lines)


def plain(text: str) -> str:
    """A text without what would end a field."""
    return text.replace(",", "").replace("\n", " ").replace('"', "")


def placed(codes: list[str], area: Area) -> tuple[float, float, float]:
    """Scale and shift of the grid of the file in `area`: the counties of `codes` as large as they fit, in its middle."""
    left, top, right, bottom = area
    west, north, east, south = bounds_of(codes) or (0.0, 0.0, 1.0, 1.0)
    scale = min((right - left) / max(east - west, 1), (bottom - top) / max(south - north, 1))
    x = left + (right - left - (east - west) * scale) / 2 - west * scale
    y = top + (bottom - top - (south - north) * scale) / 2 - north * scale
    return scale, x, y


def projection_for(codes: list[str], area: Area) -> alt.Projection:
    """The same for the browser."""
    scale, x, y = placed(codes, area)
    return alt.Projection(type="identity", scale=scale, translate=[x, y])


def counties(rows: str, fills: list[str], projection: alt.Projection, select: bool) -> alt.Chart:
    """The areas, coloured by looking their code up among the figures (all of it text); without a row a county is not drawn."""
    data = PassedOn(rows, {"type": "csv"})
    spoken = "n" if current() == "zh" else "e"
    known = alt.LookupData(data=data, key="c", fields=["f", "t"])
    chart = (
        alt.Chart(alt.UrlData(url=URL, format=alt.TopoDataFormat(type="topojson", feature="counties")))
        .transform_lookup(lookup="id", from_=known)
        .transform_filter("isValid(datum.f)")
        .transform_calculate(code="datum.id")
        .mark_geoshape(stroke="#FFFFFF", strokeWidth=0.25, cursor="pointer")
        .encode(
            fill=alt.Fill("f:N", scale=alt.Scale(domain=[str(number) for number in range(len(fills))], range=fills), legend=None),
            tooltip=[alt.Tooltip(f"properties.{spoken}:N", title=_("区县")), alt.Tooltip("t:N", title=_("数值"))],
        )
    )
    chart.projection = projection
    if select:
        chart = chart.add_params(alt.selection_point(name=SELECTION, fields=["code"], on="click", clear=False))
    return chart


def ground(projection: alt.Projection) -> alt.Chart:
    """Every county of the file, pale: where figures are of a province its neighbours, and units that nobody lists."""
    chart = alt.Chart(alt.UrlData(url=URL, format=alt.TopoDataFormat(type="topojson", feature="counties"))).mark_geoshape(
        fill=PAGE, stroke=LINE, strokeWidth=0.2
    )
    chart.projection = projection
    return chart


def borders(projection: alt.Projection) -> alt.Chart:
    """The border lines of the file that belong to no county, the dashes in the South China Sea among them."""
    chart = alt.Chart(alt.UrlData(url=URL, format=alt.TopoDataFormat(type="topojson", feature="borders"))).mark_geoshape(
        filled=False, stroke=EDGE, strokeWidth=0.8
    )
    chart.projection = projection
    return chart


def highlighted(code: str, projection: alt.Projection) -> list[alt.Chart]:
    """The outline of the chosen county."""
    if not code:
        return []
    chart = (
        alt.Chart(alt.UrlData(url=URL, format=alt.TopoDataFormat(type="topojson", feature="counties")))
        .transform_filter(f"datum.id === '{plain(code)}'")
        .mark_geoshape(filled=False, stroke=ACCENT, strokeWidth=2.4)
    )
    chart.projection = projection
    return [chart]
