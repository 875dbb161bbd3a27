"""A band behind the lines of a trend: where a group of districts lies, year by year. No band where a year has too few figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry import Polygon

from charts.axis import Axis
from charts.canvas import Canvas
from charts.tokens import EDGE, INK_3, Sizes

BAND_FILL = "#DCE4EC"


@dataclass(frozen=True)
class Band:
    """`years`: (year, low, high) with figures, in order; `label` says whose and what ("区县中间一半")."""

    label: str
    years: tuple[tuple[int, float, float], ...]


def stretches(band: Band) -> list[list[tuple[int, float, float]]]:
    """Runs of consecutive years: nothing is drawn through a year without a band."""
    found: list[list[tuple[int, float, float]]] = []
    for year in band.years:
        if found and year[0] - found[-1][-1][0] == 1:
            found[-1].append(year)
        else:
            found.append([year])
    return found


def draw_bands(canvas: Canvas, bands: Sequence[Band], x: Axis, y: Axis, sizes: Sizes) -> None:
    """Each band as a tint, a single year as a short bar; its label inside at its widest place."""
    for band in bands:
        for run in stretches(band):
            if len(run) == 1:
                (year, low, high), half = run[0], 5 * sizes.factor
                canvas.rect(x.pixel(year) - half, y.pixel(high), x.pixel(year) + half, y.pixel(low), BAND_FILL, z=-0.8)
                continue
            top = [(x.pixel(year), y.pixel(high)) for year, _low, high in run]
            bottom = [(x.pixel(year), y.pixel(low)) for year, low, _high in reversed(run)]
            canvas.shape(Polygon([*top, *bottom]), BAND_FILL, stroke=EDGE, width=0.4 * sizes.factor, z=-0.8)
        if band.years:
            year, low, high = max(band.years[: max(len(band.years) - 1, 1)], key=lambda entry: entry[2] - entry[1])
            at = y.pixel(low) + sizes.head * 0.75
            canvas.text(x.pixel(year), at, band.label, sizes.head * 0.95, INK_3, align="center", halo=3 * sizes.factor, z=2.5)
