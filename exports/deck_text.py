"""Text on slides: measures in pixels of a 1920 × 1080 slide, one font for Latin and Chinese, sizes that fit their boxes."""

from __future__ import annotations

import re
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from charts.text_width import text_width, wrap
from charts.tokens import INK_1

# The Chinese font that every Windows has; other systems put theirs in its place
FACE = "微软雅黑"
EMU_OF_PIXEL = 6350
# Characters that XML cannot hold; a text from a workbook may bring them
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

# Between Chinese and Latin, with or without a space
BORDERS = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef]) ?(?=[0-9A-Za-z%+−<>=≥≤÷×])|(?<=[0-9A-Za-z%.]) ?(?=[\u2e80-\u9fff\uff00-\uffef])"
)

LATIN = re.compile(r"[0-9A-Za-z%+−.,]")


def px(pixels: float) -> Emu:
    """Pixels of a 1920 × 1080 slide as the length PowerPoint counts in."""
    return Emu(round(pixels * EMU_OF_PIXEL))


def colour(hexadecimal: str) -> RGBColor:
    """ "#RRGGBB" as PowerPoint's colour."""
    return RGBColor.from_string(hexadecimal.lstrip("#"))


def clean(text: str) -> str:
    """The text without characters that a slide cannot hold; line breaks become spaces."""
    return " ".join(UNPRINTABLE.sub("", text).splitlines())


def give_font(font: Any, size: float, ink: str, bold: bool) -> None:
    """Set face (Latin and East Asian), size in pixels, colour and weight of a run or a chart's text."""
    font.size, font.bold, font.name = Pt(round(size / 2, 1)), bold, FACE
    font.color.rgb = colour(ink)
    properties = font._element if hasattr(font, "_element") else font._rPr
    found = properties.find(qn("a:ea"))
    if found is None:
        found = properties.makeelement(qn("a:ea"), {})
        properties.find(qn("a:latin")).addnext(found)
    found.set("typeface", FACE)


def put(frame: Any, lines: list[tuple[str, float, str, bool]], align: PP_ALIGN = PP_ALIGN.LEFT) -> None:
    """Fill a text frame: one paragraph for each (text, pixels, colour, bold)."""
    for number, (text, size, ink, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run()
        run.text = clean(text)
        give_font(run.font, size, ink, bold)


def label(
    shapes: Any,
    box: tuple[float, float, float, float],
    text: str,
    size: float,
    *,
    ink: str = INK_1,
    bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
) -> Any:
    """A text box at x, y, width, height without padding, its text in the middle of the height."""
    shape = shapes.add_textbox(*(px(part) for part in box))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    put(frame, [(line, size, ink, bold) for line in text.split("\n")], align)
    return shape


def fitting(text: str, size: float, room: float, least: float, *, bold: bool = False, lines: int = 1) -> float:
    """The largest size from `size` down to `least` at which `text` takes no more than `lines` lines of `room` pixels."""
    while size > least and not fits(text, size, room, bold=bold, lines=lines):
        size -= 1
    return size


def fits(text: str, size: float, room: float, *, bold: bool = False, lines: int = 1) -> bool:
    """Whether it does; 3 % are kept back, as the font that stands in on another system may be wider."""
    if lines == 1:
        return wide(text, size, bold=bold) <= room * 0.97
    spread = max(wide(text, size, bold=bold) / max(text_width(text, size, bold=bold), 1.0), 1.0)
    return len(wrap(text, size, room * 0.97 / spread, bold=bold, even=False)) <= lines


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Width in pixels on a slide: office programs set a quarter of the size between Chinese and Latin of their own accord.

    Figures and Latin letters of the fonts that stand in where 微软雅黑 is missing are wider than ours, in bold most of all.
    """
    borders = (len(BORDERS.findall(text)) + 3 * text.count("·")) * 0.25
    latin = len(LATIN.findall(text)) * (0.13 if bold else 0.08)
    return text_width(clean(text), size, bold=bold) + (borders + latin) * size
