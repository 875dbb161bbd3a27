"""A map on a slide as a group of editable shapes, its labels and legend, and beside it native bars of the same places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from charts.text_width import LINE_HEIGHT, text_width
from charts.tokens import EDGE, INK_1, INK_2, INK_3, MISSING_GROUND, SURFACE, ink_on
from exports.deck_bars import add_bars, hatched, unstyled
from exports.deck_content import MAP_BOX, Bars, MapAndBars, Region
from exports.deck_master import Box
from exports.deck_text import clean, colour, label, px

LEGEND_HEIGHT, SWATCH = 44, 26
# With less room beside the map (a slide of 4:3) the bars stand alone
LEAST_FOR_COLUMNS = 800
# Corners are said in tenths of a pixel: shared borders stay shared
FINE = 10


def add_map(slide: Any, holder: Any, content: MapAndBars, box: Box) -> Any:
    """Draw the map at the left of `box`, the bars in the placeholder at its right; answers the bars' frame."""
    left, top, width, height = box
    wide = round(min(MAP_BOX[2], width * 0.45))
    share = min(wide / MAP_BOX[2], (height - LEGEND_HEIGHT - 10) / MAP_BOX[3])
    group = slide.shapes.add_group_shape()
    group.name = clean(content.name)
    group._element.nvGrpSpPr.cNvPr.set("descr", _in_words(content))
    for region in content.regions:
        _shape(group.shapes, region, left, top, share)
    for region in content.regions:
        _words(group.shapes, region, left, top, share)
    _legend(slide, content, left, top + height - LEGEND_HEIGHT, wide)
    beside = (left + wide + 50, top, width - wide - 50, height)
    frame = add_bars(slide, holder, _slim(content.bars) if beside[2] < LEAST_FOR_COLUMNS else content.bars, beside)
    frame.left, frame.top, frame.width, frame.height = (px(part) for part in beside)
    return frame


def _slim(bars: Bars) -> Bars:
    """Without the columns at the right: on a narrow slide they would leave no room for the bars."""
    return replace(bars, rows=tuple(replace(row, cells=()) for row in bars.rows), heads=(), widths=())


def _in_words(content: MapAndBars) -> str:
    return clean("；".join(" ".join((region.name, *region.words[1:])) for region in content.regions))


def _shape(shapes: Any, region: Region, left: float, top: float, share: float) -> None:
    """One freeform, a ring after the other: islands and holes belong to the same shape."""
    unit = px(1) / FINE

    def corner(point: tuple[float, float]) -> tuple[int, int]:
        return round((left + point[0] * share) * FINE), round((top + point[1] * share) * FINE)

    first = corner(region.rings[0][0])
    builder = shapes.build_freeform(first[0], first[1], scale=unit)
    for number, ring in enumerate(region.rings):
        if number:
            builder.move_to(*corner(ring[0]))
        builder.add_line_segments([corner(point) for point in ring[1:]], close=True)
    made = builder.convert_to_shape()
    unstyled(made)
    made.name = clean(region.name)
    if region.fill:
        made.fill.solid()
        made.fill.fore_color.rgb = colour(region.fill)
    else:
        hatched(made.fill)
    made.line.color.rgb, made.line.width = colour(SURFACE if region.fill else EDGE), Pt(1.2)


def _words(shapes: Any, region: Region, left: float, top: float, share: float) -> None:
    if not region.words:
        return
    outside = region.leader is not None
    if region.leader is not None:
        (x, y), (end_x, end_y) = (((left + x * share), (top + y * share)) for x, y in region.leader)
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, px(x), px(y), px(end_x), px(end_y))
        line.line.color.rgb, line.line.width = colour(INK_2), Pt(0.75)
        unstyled(line)
    size = region.size * share
    wide = max(text_width(line, size) for line in region.words) * 1.25 + 12
    high = len(region.words) * size * LINE_HEIGHT + 4
    x, y = left + region.at[0] * share, top + region.at[1] * share
    ink = INK_1 if outside else ink_on(region.fill or MISSING_GROUND)
    box = (x - wide / 2, y - high / 2, wide, high)
    made = label(shapes, box, "\n".join(region.words), size, ink=ink, align=PP_ALIGN.CENTER)
    made.text_frame.word_wrap = False
    if not region.fill and not outside:
        made.fill.solid()
        made.fill.fore_color.rgb = colour(MISSING_GROUND)


def _legend(slide: Any, content: MapAndBars, left: float, top: float, room: float) -> None:
    """Swatches from the lowest class to the highest; words shrink before the row would break."""
    size = 26.0
    while size > 16 and sum(text_width(words, size) + SWATCH + 26 for _fill, words in content.legend) > room:
        size -= 1
    at = left
    for fill, words in content.legend:
        middle = top + (LEGEND_HEIGHT - SWATCH) / 2
        swatch = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, px(at), px(middle), px(SWATCH), px(SWATCH))
        unstyled(swatch)
        if fill:
            swatch.fill.solid()
            swatch.fill.fore_color.rgb = colour(fill)
        else:
            hatched(swatch.fill)
        swatch.line.color.rgb, swatch.line.width = colour(EDGE), Pt(0.5)
        wide = text_width(words, size) * 1.1 + 8
        label(slide.shapes, (at + SWATCH + 6, top, wide, LEGEND_HEIGHT), words, size, ink=INK_3).text_frame.word_wrap = False
        at += SWATCH + wide + 12
