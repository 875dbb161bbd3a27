"""A picture which stands on its own: finding, subtitle, charts, and a footer with source, date, definition and credits.

A view asks `content_area` where its charts may lie, draws them at exactly that size, and puts them into a `Picture`;
`exports.render` makes SVG, PNG and PDF of it. 模拟数据 is drawn beside the title and in the footer whenever it is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import altair as alt

from charts.text_width import LINE_HEIGHT, fit_size, text_width, wrap, wrap_title
from charts.tokens import DENSE, Sizes
from language import _


@dataclass(frozen=True)
class PictureSize:
    """A form of picture: the size it is laid out in, its type, and how many pixels each of those becomes in the PNG."""

    width: int
    height: int
    scale: float = 1.0
    sizes: Sizes = DENSE


PICTURE_SIZES = {
    "slide": PictureSize(1920, 1080),
    "4k": PictureSize(1920, 1080, 2.0),
    # Laid out larger than they become: columns beside a chart want the width of a slide
    "square": PictureSize(1800, 1800, 0.8, replace(DENSE, row=144)),
    "document": PictureSize(2000, 1250, 0.8),
}


@dataclass(frozen=True)
class Panel:
    """A chart with its upper left corner in the picture; its size is the chart's own."""

    chart: alt.TopLevelMixin
    x: float
    y: float


@dataclass(frozen=True)
class Area:
    """Where the charts may lie."""

    x: float
    y: float
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """`footer`: source · date · definition or arithmetic · map credit · axis note, in this order, one text each.

    `mark`: a further word beside 模拟数据, as 内部资料.
    """

    title: str
    subtitle: str
    panels: Sequence[Panel]
    footer: Sequence[str]
    simulated: bool
    size: PictureSize = PICTURE_SIZES["slide"]
    mark: str = ""


def marks(simulated: bool, mark: str) -> str:
    """What stands beside the subtitle: 模拟数据 where due, and the mark."""
    return "　".join(filter(None, (_("模拟数据") if simulated else "", mark)))


@dataclass(frozen=True)
class Line:
    """One line of the frame's text."""

    text: str
    x: float
    y: float
    size: float
    role: str


MARGIN = 72
# What a page puts between two parts of one line; a picture packs the parts anew
SEPARATOR = "　•　"
FOOTER_STEP = 33


def title_lines(title: str, size: PictureSize) -> tuple[list[str], float]:
    """The title on one line at 54 px, smaller down to 48, else on two lines; longer ones shrink, nothing is cut."""
    room = size.width - 2 * MARGIN
    one = fit_size(title, size.sizes.title, room, least=size.sizes.title * 48 / 54, bold=True)
    if text_width(title, one, bold=True) <= room + 0.01:
        return [title], one
    lines = wrap_title(title, one, room)
    return lines, min(fit_size(line, one, room, least=12, bold=True) for line in lines)


def subtitle_lines(subtitle: str, mark: str, size: PictureSize) -> tuple[list[str], float]:
    """The subtitle on one line beside the mark, a little smaller where that is enough, else on two."""
    full = size.sizes.subtitle
    room = size.width - 2 * MARGIN - (text_width(mark, full * 0.9, bold=True) + 24 if mark else 0)
    one = fit_size(subtitle, full, room, least=full * 0.8)
    if text_width(subtitle, one) <= room + 0.01:
        return [subtitle], one
    lines = wrap(subtitle, full * 0.88, room, lines=2)
    return lines, min(fit_size(line, full * 0.88, room, least=14) for line in lines)


def footer_lines(footer: Sequence[str], simulated: bool, size: PictureSize) -> list[str]:
    """The footer's texts packed into lines; says 模拟数据 first where no text says it."""
    texts = [part for text in footer for part in text.split(SEPARATOR) if part]
    if simulated and not any(_("模拟数据").lower() in text.lower() for text in texts):
        texts.insert(0, _("模拟数据"))
    room, gap = size.width - 2 * MARGIN, "\u3000"
    lines: list[str] = []
    for text in texts:
        for part in wrap(text, size.sizes.footer, room, even=False):
            if lines and text_width(lines[-1] + gap + part, size.sizes.footer) <= room:
                lines[-1] += gap + part
            else:
                lines.append(part)
    return lines


def content_area(
    title: str,
    footer: Sequence[str],
    simulated: bool,
    size: PictureSize = PICTURE_SIZES["slide"],
    subtitle: str = "",
    mark: str = "",
) -> Area:
    """The room for charts under that title and subtitle and above that footer."""
    lines, type_size = title_lines(title, size)
    below, below_size = subtitle_lines(subtitle, marks(simulated, mark), size)
    top = 190 + (len(lines) - 1) * type_size * LINE_HEIGHT + (len(below) - 1) * below_size * LINE_HEIGHT
    bottom = rule_y(len(footer_lines(footer, simulated, size)), size) - 6
    return Area(MARGIN, round(top), size.width - 2 * MARGIN, int(bottom - top))


def rule_y(lines: int, size: PictureSize) -> float:
    """Height of the footer's rule: 970 of 1080 px with two lines below it."""
    return size.height - 40 - FOOTER_STEP * (max(lines, 1) - 1) - 37


def frame_lines(picture: Picture) -> list[Line]:
    """Every line of text around the charts; roles: title, subtitle, mark, footer."""
    size, sizes = picture.size, picture.size.sizes
    lines, type_size = title_lines(picture.title, size)
    found = [Line(line, MARGIN, 105 + number * type_size * LINE_HEIGHT, type_size, "title") for number, line in enumerate(lines)]
    below = 105 + (len(lines) - 1) * type_size * LINE_HEIGHT + 56
    mark = marks(picture.simulated, picture.mark)
    if mark:
        wide = text_width(mark, sizes.subtitle * 0.9, bold=True)
        found.append(Line(mark, size.width - MARGIN - wide, below, sizes.subtitle * 0.9, "mark"))
    said, smaller = subtitle_lines(picture.subtitle, mark, size)
    found += [
        Line(line, MARGIN, below + number * smaller * LINE_HEIGHT, smaller, "subtitle") for number, line in enumerate(said)
    ]
    texts = footer_lines(picture.footer, picture.simulated, size)
    start = rule_y(len(texts), size) + 37
    return found + [Line(text, MARGIN, start + number * FOOTER_STEP, sizes.footer, "footer") for number, text in enumerate(texts)]
