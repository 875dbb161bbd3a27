"""The written parts of a paper page: three facts with a large figure each, and short lists under their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from charts.canvas import Canvas
from charts.text_width import LINE_HEIGHT, PIECES, fill_lines, fit_size, text_width, wrap
from charts.tokens import EDGE, INK_1, INK_2, INK_3, PAGE, PAPER, Sizes
from language import _


@dataclass(frozen=True)
class Fact:
    """A large figure, what it is, and the arithmetic or comparison under it."""

    figure: str
    what: str
    below: str


def facts_height(sizes: Sizes = PAPER) -> int:
    """Height of the strip of facts in pixels."""
    return round(sizes.big * 3.2)


def facts_chart(facts: Sequence[Fact], *, width: int, sizes: Sizes = PAPER) -> alt.LayerChart:
    """Facts side by side, each on a grey ground of the same width."""
    height, gap = facts_height(sizes), 14 * sizes.factor
    canvas = Canvas(width, height)
    wide = (width - gap * (len(facts) - 1)) / max(len(facts), 1)
    pad = 15 * sizes.factor
    for number, fact in enumerate(facts):
        x, room = number * (wide + gap), wide - 2 * pad
        canvas.rect(x, 0, x + wide, height, PAGE, radius=4)
        figure = fit_size(fact.figure, sizes.big, room * 0.55, least=10, bold=True)
        canvas.text(x + pad, height * 0.34, fact.figure, figure, INK_1, bold=True)
        start = text_width(fact.figure, figure, bold=True) + sizes.value * 0.6
        lines = wrap(fact.what, sizes.value, room - start, lines=2)
        size = min(fit_size(line, sizes.value, room - start, least=8) for line in lines)
        for line_number, line in enumerate(lines):
            y = height * 0.36 + (line_number - (len(lines) - 1) / 2) * size * LINE_HEIGHT
            canvas.text(x + pad + start, y, line, size, INK_1)
        below = wrap(fact.below, sizes.head, room, lines=2)
        size = min(fit_size(line, sizes.head, room, least=8) for line in below)
        for line_number, line in enumerate(below):
            y = height * 0.76 + (line_number - (len(below) - 1) / 2) * size * LINE_HEIGHT
            canvas.text(x + pad, y, line, size, INK_3)
    return canvas.chart(_("{n} 个要点").format(n=len(facts)))


def lists_height(lists: Sequence[tuple[str, Sequence[str]]], width: int, sizes: Sizes = PAPER) -> int:
    """Height of the lists, two side by side, in pixels."""
    return round(sum(_pair_height(pair, width, sizes) for pair in _pairs(lists)))


def lists_chart(lists: Sequence[tuple[str, Sequence[str]]], *, width: int, sizes: Sizes = PAPER) -> alt.LayerChart:
    """Lists two side by side, a rule under each heading; long sentences take several lines."""
    canvas = Canvas(width, lists_height(lists, width, sizes))
    top, (wide, gap) = 0.0, _widths(width, sizes)
    for pair in _pairs(lists):
        for number, (heading, texts) in enumerate(pair):
            x, y = number * (wide + gap), top + sizes.value * 0.8
            canvas.text(x, y, heading, sizes.value * 1.1, INK_1, bold=True)
            y += sizes.value * 0.95
            canvas.segment(x, y, x + wide, y, EDGE, 1 * sizes.factor)
            y += sizes.value * 1.1
            for text in texts:
                canvas.dot(x + sizes.value * 0.35, y, sizes.value * 0.22, INK_2, stroke=INK_2, width=0)
                for line in _lines(text, wide, sizes):
                    size = fit_size(line, sizes.value, wide - sizes.value * 1.1, least=8)
                    canvas.text(x + sizes.value, y, line, size, INK_2)
                    y += sizes.value * 1.4
        top += _pair_height(pair, width, sizes)
    return canvas.chart(_("{n} 组要点").format(n=len(lists)))


def _pairs(lists: Sequence[tuple[str, Sequence[str]]]) -> list[Sequence[tuple[str, Sequence[str]]]]:
    return [lists[start : start + 2] for start in range(0, len(lists), 2)]


def _widths(width: int, sizes: Sizes) -> tuple[float, float]:
    gap = 30 * sizes.factor
    return (width - gap) / 2, gap


def _lines(text: str, wide: float, sizes: Sizes) -> list[str]:
    room = wide - sizes.value * 1.2
    lines = fill_lines(PIECES.findall(text), sizes.value, room, False, 4)
    # A last line of a word or two looks lost: then even lines are better than full ones
    return lines if len(lines) < 2 or text_width(lines[-1], 1) > 4 else wrap(text, sizes.value, room, lines=4)


def _pair_height(pair: Sequence[tuple[str, Sequence[str]]], width: int, sizes: Sizes) -> float:
    wide, _gap = _widths(width, sizes)
    most = max(sum(len(_lines(text, wide, sizes)) for text in texts) for _heading, texts in pair)
    return sizes.value * (3.3 + 1.4 * most)
