"""A slide as the screen shows it (`?mode=slide`): the content a deck's slide has, drawn as one SVG of 1920 × 1080.

Everything to be read is 36 px and more (18 pt on a slide), but for the footer. What does not fit at that size is left out
from the end and said, never made smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from charts.canvas import Canvas
from charts.text_width import LINE_HEIGHT, fit_size, text_width, wrap, wrap_title
from charts.tokens import ACCENT, INK_1, INK_2, INK_3, LINE, SLIDE, STATES, Sizes
from exports import deck_master as at
from exports.deck_content import Bars, Fact, Slide, Table
from exports.picture import SEPARATOR, Area, Panel
from exports.render import FAMILIES, FONT, chart_svg, placed
from exports.slide_bars import draw_bars
from exports.slide_table import draw_table
from language import _

# 18 pt on a slide 13.33 inches wide
LEAST = 36
# Charts draw some of their words a little smaller than their sizes say: those, too, are to reach 36 px
IN_CHARTS = replace(SLIDE, value=43.0, head=40.0, small=40.0)
Panels = Callable[[Area, Sizes], Sequence[Panel]]


def slide_svg(
    slide: Slide, *, place: tuple[int, int] = (1, 1), issuer: str = "", simulated: bool = False, panels: Panels | None = None
) -> str:
    """The slide as SVG. `place`: its number and of how many; `issuer`: who shows it, in the footer.

    `panels` draws charts into the room of the body, instead of a body made of rows.
    """
    canvas = Canvas(at.WIDTH, at.HEIGHT)
    canvas.rect(0, 0, 14, at.HEIGHT, ACCENT)
    top = _title(canvas, slide, simulated)
    left_over = ""
    box = Area(at.WIDE[0], round(top), at.WIDE[2], round(at.RULE - 24 - top))
    facts = _fitting(slide.facts, box.height)
    if facts:
        canvas.segment(at.DIVIDER, box.y + 4, at.DIVIDER, box.y + box.height, LINE, 2)
        _facts(canvas, facts, box.y)
        box = Area(box.x, box.y, at.CHART[2], box.height)
    charts: Sequence[Panel] = ()
    if panels is not None:
        charts = panels(box, IN_CHARTS)
    elif isinstance(slide.body, Bars):
        draw_bars(canvas, slide.body, box)
    elif isinstance(slide.body, Table):
        left_over = draw_table(canvas, slide.body, box)
    _footer(canvas, slide, left_over, place, issuer, simulated)
    frame = chart_svg(canvas.chart(slide.alt))
    inside = "".join(placed(panel, number) for number, panel in enumerate(charts, start=1))
    described = f'<title>{escape(slide.title)}</title><desc>{escape(slide.alt)}</desc>{inside}</svg>'
    drawn = frame.removesuffix("</svg>") + described
    return drawn.replace(f'font-family="{FONT}"', f'font-family="{FAMILIES}"')


def _title(canvas: Canvas, slide: Slide, simulated: bool) -> float:
    """Finding and subtitle; answers where the body begins."""
    x, _y, room, _height = at.TITLE
    size = fit_size(slide.title, SLIDE.title, room, least=54, bold=True)
    lines = [slide.title] if text_width(slide.title, size, bold=True) <= room else []
    if not lines:
        lines = wrap_title(slide.title, 50, room)
        size = min(fit_size(line, 50, room, least=LEAST, bold=True) for line in lines)
    base = 108.0 if len(lines) == 1 else 84.0
    for number, line in enumerate(lines):
        canvas.text(x, base + number * size * LINE_HEIGHT, line, size, INK_1, bold=True, middle=False)
    below = base + (len(lines) - 1) * size * LINE_HEIGHT + 62
    if simulated:
        mark = _("模拟数据")
        wide = text_width(mark, LEAST, bold=True)
        canvas.text(x + room, below, mark, LEAST, STATES["far_behind"].colour, align="right", bold=True, middle=False)
        room -= round(wide) + 32
    fits = text_width(slide.subtitle, LEAST) <= room
    parts = [slide.subtitle] if fits else wrap_title(slide.subtitle, LEAST, room, bold=False)
    for number, line in enumerate(parts):
        fitted = fit_size(line, LEAST, room, least=30)
        canvas.text(x, below + number * LEAST * LINE_HEIGHT, line, fitted, INK_3, middle=False)
    return below + (len(parts) - 1) * LEAST * LINE_HEIGHT + 36


def _lines(fact: Fact) -> list[tuple[str, float, str, bool]]:
    """A fact's lines: (text, size, ink, bold)."""
    room = at.FACTS[0][2]
    number = (fact.number, fit_size(fact.number, SLIDE.big, room, least=LEAST, bold=True), INK_1, True)
    words = [(line, float(LEAST), INK_1, False) for line in wrap(fact.words, LEAST, room)]
    return [number, *words, *((line, float(LEAST), INK_3, False) for line in wrap(fact.arithmetic, LEAST, room) if line)]


def _tall(fact: Fact) -> float:
    return sum(size * LINE_HEIGHT for _text, size, _ink, _bold in _lines(fact))


def _fitting(facts: Sequence[Fact], room: float) -> list[Fact]:
    """As many facts, from the first, as can be read one below the other; the last ones' arithmetic goes before a fact does."""
    kept = list(facts[:3])
    for number in reversed(range(len(kept))):
        if _together(kept) <= room:
            return kept
        kept[number] = Fact(kept[number].number, kept[number].words, "")
    while kept and _together(kept) > room:
        kept.pop()
    return kept


def _together(facts: Sequence[Fact]) -> float:
    return sum(_tall(fact) + 24 for fact in facts)


def _facts(canvas: Canvas, facts: Sequence[Fact], top: float) -> None:
    x, y = at.FACTS[0][0], top
    for number, fact in enumerate(facts):
        for text, size, ink, bold in _lines(fact):
            first = number == 0 and size > LEAST
            canvas.text(x, y + size * 0.62, text, size, ACCENT if first else ink, bold=bold)
            y += size * LINE_HEIGHT
        y += 24


def _footer(
    canvas: Canvas, slide: Slide, left_over: str, place: tuple[int, int], issuer: str, simulated: bool
) -> None:
    """What is left out, then source and date; who shows it and the slide's number in the corner."""
    canvas.segment(at.MARGIN, at.RULE, at.WIDTH - at.MARGIN, at.RULE, LINE, 2)
    texts = [text.replace(SEPARATOR, "　") for text in (left_over, slide.remark, *slide.footer) if text]
    if simulated and not any(_("模拟数据").lower() in text.lower() for text in texts):
        texts.insert(0, _("模拟数据"))
    corner = at.NUMBER[0] + at.NUMBER[2]
    size, room = SLIDE.footer, min(at.FOOTER[2], corner - text_width(issuer, SLIDE.footer) - 24 - at.MARGIN)
    lines = wrap("　".join(texts), size, room, even=False, lines=40)
    while len(lines) * size * LINE_HEIGHT > at.FOOTER[3] and size > 18:
        size -= 1
        lines = wrap("　".join(texts), size, room, even=False, lines=40)
    for number, line in enumerate(lines):
        canvas.text(at.MARGIN, at.RULE + 20 + (number + 0.5) * size * LINE_HEIGHT, line, size, INK_3)
    number, count = place
    canvas.text(corner, at.HEIGHT - 48, f"{number} / {count}", SLIDE.footer, INK_3, align="right")
    if issuer:
        canvas.text(corner, at.RULE + 36, issuer, SLIDE.footer, INK_2, align="right")
