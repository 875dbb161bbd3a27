"""What the native charts on slides share: our font, no ornament, and a plot area with a place said in the file.

So what stands beside it (target line, columns, names at the lines' ends) lies exactly at its row or value in every program.
"""

from __future__ import annotations

from typing import Any

from pptx.enum.chart import XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from charts.tokens import INK_1
from exports.deck_master import Box
from exports.deck_text import give_font

NAME_SIZE = 38
# x, y, width, height in pixels of the slide
Plot = tuple[float, float, float, float]


def number_format(decimals: int) -> str:
    """Excel's format of a value with so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def bare(chart: Any) -> Any:
    """No title, no legend, no fill, our font."""
    chart.has_title, chart.has_legend = False, False
    give_font(chart.font, NAME_SIZE, INK_1, False)
    return chart


def quiet(axis: Any, size: float, ink: str = INK_1) -> None:
    """No tick marks; labels in our font."""
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    give_font(axis.tick_labels.font, size, ink, False)


def place_plot(chart: Any, plot: Plot, box: Box) -> None:
    """Fix the inner plot area at `plot` (pixels of the slide) of a chart that fills `box`."""
    x, y, width, height = plot
    parts = ((x - box[0]) / box[2], (y - box[1]) / box[3], width / box[2], height / box[3])
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    values = "".join(f'<c:{name} val="{value:.6f}"/>' for name, value in zip("xywh", parts, strict=True))
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{values}</c:manualLayout></c:layout>'
        ),
    )
