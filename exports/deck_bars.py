"""Ranked bars on a slide: a native, editable bar chart from 0, with the target, columns of text and missing values beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from charts.text_width import text_width
from charts.tokens import EDGE, GRID, INK_1, INK_2, INK_3, MISSING_GROUND, PAGE, ink_on
from exports.deck_charts import NAME_SIZE, Plot, bare, number_format, place_plot, quiet
from exports.deck_content import Bars
from exports.deck_master import Box
from exports.deck_text import clean, colour, fitting, give_font, label, px, wide

HEAD_SIZE, HEAD_ROOM, MOST_PITCH, GUTTER = 30, 76, 92, 24
# Bars shorter than this show no difference; and what they keep when columns want more room
LEAST_PLOT, WANTED_PLOT = 240, 400


def add_bars(slide: Any, holder: Any, bars: Bars, box: Box) -> Any:
    """Put the bars into the placeholder, and beside them the target, the columns and why a value is missing."""
    left, top, width, height = box
    count = len(bars.rows)
    pitch = min(MOST_PITCH, (height - HEAD_ROOM) / count)
    size = min(NAME_SIZE, pitch * 0.62)
    # A single long name (积石山保安族东乡族撒拉族自治县) makes names smaller, not the figures
    name_size = min(fitting(row.name, size, min(420, width * 0.27), 22, bold=row.is_city) for row in bars.rows)
    names = max(wide(row.name, name_size, bold=True) for row in bars.rows) * 1.06 + GUTTER
    bars = _widened(bars, width - names - GUTTER, size)
    room = width - names - sum(bars.widths) - GUTTER * bool(bars.widths)
    while room < LEAST_PLOT and len(bars.widths) > 1:  # beside a map, with long names: the last column, the state, stays
        room += bars.widths[0]
        rows = tuple(replace(row, cells=row.cells[1:]) for row in bars.rows)
        bars = replace(bars, heads=bars.heads[1:], widths=bars.widths[1:], rows=rows)
    plot = (left + names, top + HEAD_ROOM, room, pitch * count)
    scale = room / _axis_end(bars, room, size)
    _ground(slide, bars, box, plot[1], pitch)
    data = CategoryChartData(number_format=number_format(bars.decimals))
    data.categories = [clean(row.name) for row in bars.rows]
    data.add_series(clean(bars.name), [row.value for row in bars.rows])
    frame = holder.insert_chart(XL_CHART_TYPE.BAR_CLUSTERED, data)
    chart = bare(frame.chart)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, room / scale
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    axis = chart.category_axis
    axis.reverse_order = True
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = colour(GRID)
    quiet(axis, name_size)
    axis.format.line.color.rgb = colour(EDGE)
    bar = chart.plots[0]
    bar.gap_width = 70
    inks: list[str] = []
    for number, row in enumerate(bars.rows):
        if row.value is None:
            continue
        point = bar.series[0].points[number]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = colour(row.colour)
        inside = _inside(row.value, bars.decimals, size, scale)
        point.data_label.position = XL_LABEL_POSITION.INSIDE_BASE if inside else XL_LABEL_POSITION.OUTSIDE_END
        ink = ink_on(row.colour) if inside else INK_1
        inks.append(ink)
        give_font(point.data_label.font, size, ink, row.is_city)
    if inks:  # LibreOffice takes the labels' colour from the series alone
        labels = bar.series[0].data_labels
        labels.show_value = True
        give_font(labels.font, size, max(set(inks), key=inks.count), False)
    place_plot(chart, plot, box)
    _beside(slide, bars, box, plot, pitch, size, scale)
    return frame


def _widened(bars: Bars, room: float, size: float) -> Bars:
    """The columns as wide as their words need at that size, as long as the bars keep enough for themselves."""
    if not bars.widths:
        return bars
    rows = [row.cells for row in bars.rows if row.cells]
    needs = [
        max((wide(cells[number].text, size, bold=True) for cells in rows), default=0.0) + 20
        for number in range(len(bars.widths))
    ]
    more = [max(0.0, need - width) for need, width in zip(needs, bars.widths, strict=True)]
    share = min(1.0, max(0.0, room - sum(bars.widths) - WANTED_PLOT) / max(sum(more), 1.0))
    return replace(bars, widths=tuple(round(width + add * share) for width, add in zip(bars.widths, more, strict=True)))


def _column_sizes(bars: Bars, size: float) -> list[float]:
    """One size down each column: what is compared looks alike."""
    rows = [row.cells for row in bars.rows if row.cells]
    return [
        min((fitting(cells[number].text, size, width - 8, 22, bold=True) for cells in rows), default=size)
        for number, width in enumerate(bars.widths)
    ]


def _label_width(value: float, decimals: int, size: float) -> float:
    return text_width(f"{value:,.{decimals}f}", size)


def _axis_end(bars: Bars, room: float, size: float) -> float:
    """Where the axis ends so that the longest bar's label still has its place."""
    known = [row.value for row in bars.rows if row.value is not None]
    most = max([*known, bars.target or 0.0], default=0.0)
    widest = max((_label_width(value, bars.decimals, size) for value in known), default=0.0) + 20
    return (most or 1.0) * room / max(room - widest, room * 0.4)


def _ground(slide: Any, bars: Bars, box: Box, top: float, pitch: float) -> None:
    """The grey band of the city, the hatched track of what is missing: behind the chart, which has no fill."""
    for number, row in enumerate(bars.rows):
        if row.is_city:
            band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, px(box[0]), px(top + number * pitch), px(box[2]), px(pitch))
            _flat(band, PAGE)
            # right behind the first of the placeholders
            slide.shapes._spTree.insert(2, band._element)


def _beside(slide: Any, bars: Bars, box: Box, plot: Plot, pitch: float, size: float, scale: float) -> None:
    x, y, width, _height = plot
    for number, row in enumerate(bars.rows):
        middle = y + number * pitch
        if row.value is None:
            track = slide.shapes.add_shape(
                MSO_SHAPE.RECTANGLE, px(x + 4), px(middle + pitch * 0.24), px(width - 8), px(pitch * 0.52)
            )
            hatched(track.fill)
            track.line.fill.background()
            unstyled(track)
            said = fitting(row.status, size * 0.86, width - 24, 16)
            room = min(wide(row.status, said) + 48, width - 8)
            patch = label(
                slide.shapes,
                (x + (width - room) / 2, middle + pitch * 0.2, room, pitch * 0.6),
                row.status,
                said,
                ink=INK_2,
                align=PP_ALIGN.CENTER,
            )
            patch.fill.solid()
            patch.fill.fore_color.rgb = colour(PAGE if row.is_city else "#FFFFFF")
        at = x + width + GUTTER
        for cell, room, fitted in zip(row.cells, bars.widths, _column_sizes(bars, size), strict=False):
            label(
                slide.shapes,
                (at, middle, room, pitch),
                cell.text,
                fitted,
                ink=cell.colour or INK_1,
                bold=cell.bold or row.is_city,
            )
            at += room
    at = x + width + GUTTER
    for head, room in zip(bars.heads, bars.widths, strict=True):
        label(
            slide.shapes,
            (at, box[1], room, HEAD_ROOM - 6),
            head,
            min(fitting(line, HEAD_SIZE, room - 12, 20) for line in head.split("\n")),
            ink=INK_3,
        )
        at += room
    if bars.target is not None:
        line = x + bars.target * scale
        for number, (start, end) in enumerate(_target_pieces(bars, y, pitch, size, scale), start=1):
            upright = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, px(line), px(start), px(line), px(end))
            upright.line.color.rgb, upright.line.width = colour(INK_1), Pt(1.75)
            upright.name = bars.target_text if number == 1 else f"{bars.target_text} {number}"
            unstyled(upright)
        room = wide(bars.target_text, HEAD_SIZE, bold=True) * 1.08
        start = min(max(line - room / 2, box[0]), x + width - room)
        label(slide.shapes, (start, y - 54, room, 46), bars.target_text, HEAD_SIZE, bold=True, align=PP_ALIGN.CENTER)


def _target_pieces(bars: Bars, top: float, pitch: float, size: float, scale: float) -> list[tuple[float, float]]:
    """The target's line from above the first row to below the last, broken where a short bar's label stands on it."""
    pieces, start = [], top - 6
    for number, row in enumerate(bars.rows):
        if bars.target is None or (row.value is not None and _inside(row.value, bars.decimals, size, scale)):
            continue
        if row.value is None:  # the track says why there is no value, across its whole width
            pieces.append((start, top + number * pitch + pitch * 0.2))
            start = top + number * pitch + pitch * 0.8
            continue
        begins = row.value * scale
        if begins - 6 < bars.target * scale < begins + _label_width(row.value, bars.decimals, size) + 24:
            pieces.append((start, top + number * pitch + pitch * 0.2))
            start = top + number * pitch + pitch * 0.8
    return [*pieces, (start, top + len(bars.rows) * pitch)]


def _inside(value: float, decimals: int, size: float, scale: float) -> bool:
    """Whether the bar is long enough for its label."""
    return value * scale > _label_width(value, decimals, size) + 30


def _flat(shape: Any, fill: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(fill)
    shape.line.fill.background()
    unstyled(shape)


def unstyled(shape: Any) -> None:
    """Without the theme's shadow, which a shape of python-pptx brings along."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def hatched(fill: FillFormat) -> None:
    """The pattern of what is missing."""
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = colour(EDGE), colour(MISSING_GROUND)
