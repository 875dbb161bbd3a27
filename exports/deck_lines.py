"""Lines over periods on a slide: a native, editable line chart with gaps, targets as series, names at the right ends."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from charts.axis import ticks
from charts.labels import push_apart
from charts.tokens import ACCENT, EDGE, GRID, INK_1, INK_2, INK_3
from exports.deck_charts import Plot, bare, number_format, place_plot, quiet
from exports.deck_content import Line, Lines
from exports.deck_master import Box
from exports.deck_text import clean, colour, fitting, label
from language import _

AXIS_SIZE = 32
# Right of the lines: names and last values
END_ROOM = 360


def add_lines(slide: Any, holder: Any, lines: Lines, box: Box) -> Any:
    """Put the lines into the placeholder, targets as lines of their own; names with the last value stand at the right end."""
    left, top, width, height = box
    plot = (left + 110.0, top + 16.0, width - 110.0 - END_ROOM, height - 84.0)
    data = CategoryChartData(number_format=number_format(lines.decimals))
    data.categories = [clean(name) for name in lines.categories]
    drawn = sorted(lines.lines, key=lambda line: ("peer", "city", "chosen").index(line.role))
    for line in drawn:
        data.add_series(clean(line.name), line.values)
    for value, words in lines.targets:
        data.add_series(clean(words), [value] * len(lines.categories))
    frame = holder.insert_chart(XL_CHART_TYPE.LINE_MARKERS, data)
    chart = bare(frame.chart)
    values = [value for line in lines.lines for value in line.values if value is not None]
    marks = ticks([*values, *(value for value, _words in lines.targets)], least=lines.least, most=lines.most)
    least, most = marks[0], marks[-1]
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = least, most
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = colour(GRID)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "#,##0.##", False
    axis.major_unit = marks[1] - marks[0]
    axis.format.line.fill.background()
    _reach_the_edges(axis)
    quiet(axis, AXIS_SIZE, INK_3)
    quiet(chart.category_axis, AXIS_SIZE, INK_3)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.format.line.color.rgb = colour(EDGE)
    chart._chartSpace.chart.find(qn("c:dispBlanksAs")).set("val", "gap")
    for line, series in zip(drawn, chart.plots[0].series, strict=False):
        _stroke(series, line.role)
    for series in list(chart.plots[0].series)[len(drawn) :]:
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = colour(INK_1), Pt(1.25)
        series.marker.style = XL_MARKER_STYLE.NONE
    place_plot(chart, plot, box)
    _names_at_ends(slide, lines, plot, least, most)
    return frame


def _reach_the_edges(axis: Any) -> None:
    """The first and the last period lie on the edges of the plot, not half a step inside."""
    element = axis._element
    for old in element.findall(qn("c:crossBetween")):
        element.remove(old)
    before = next(found for name in ("c:crosses", "c:crossAx") if (found := element.find(qn(name))) is not None)
    before.addnext(parse_xml(f'<c:crossBetween {nsdecls("c")} val="midCat"/>'))


def _stroke(series: Any, role: str) -> None:
    ink, points = {"chosen": (ACCENT, 3.5), "city": (INK_1, 2.5), "peer": (EDGE, 1.5)}[role]
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = colour(ink), Pt(points)
    series.marker.style = XL_MARKER_STYLE.CIRCLE
    series.marker.size = 9 if role == "chosen" else 5
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour(ink)
    series.marker.format.line.color.rgb = colour(ink)


def _names_at_ends(slide: Any, lines: Lines, plot: Plot, least: float, most: float) -> None:
    """Name and last value of each line that reaches the last period, and the targets, pushed apart where they are close."""
    x, y, width, height = plot
    entries: list[tuple[float, str, str, bool]] = []
    for line in lines.lines:
        last = max((number for number, value in enumerate(line.values) if value is not None), default=-1)
        value = line.values[last]
        if value is not None:
            ink = {"chosen": ACCENT, "city": INK_1}.get(line.role, INK_2)
            when = "" if last == len(lines.categories) - 1 else lines.categories[last]
            entries.append(
                (_height(value, plot, least, most), _end_text(line, value, lines.decimals, when), ink, line.role != "peer")
            )
    entries += [(_height(value, plot, least, most), words, INK_1, False) for value, words in lines.targets]
    room = END_ROOM - 20
    size = min((fitting(text, 32, room, 22, bold=bold) for _at, text, _ink, bold in entries), default=32)
    size = min(size, (height + 40) / 1.24 / max(len(entries), 1))
    step = size * 1.24
    entries.sort(key=lambda entry: entry[0])
    places = push_apart([entry[0] for entry in entries], [step] * len(entries), y - 10, y + height + 10)
    for place, (_at, text, ink, bold) in zip(places, entries, strict=True):
        label(
            slide.shapes,
            (x + width + 18, place - step / 2, room, step),
            text,
            size,
            ink=ink,
            bold=bold,
        )


def _height(value: float, plot: Plot, least: float, most: float) -> float:
    return plot[1] + plot[3] * (1 - (value - least) / (most - least))


def _end_text(line: Line, value: float, decimals: int, when: str) -> str:
    """兴化市① 50.0; with the period where the line ends before the last one."""
    end = _("（{year}）").format(year=when) if when else ""
    return f"{line.name}{line.sign} {value:,.{decimals}f}{end}"
