"""One slide on our own master: title, subtitle, mark, facts, remark and footer in placeholders, the body in its own."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import Any

from pptx.oxml.ns import qn

from charts.text_width import wrap, wrap_title
from charts.tokens import ACCENT, INK_1, INK_2, INK_3, STATES
from exports import deck_master as master
from exports.deck_bars import add_bars
from exports.deck_content import Bars, Deck, Drawing, Fact, Lines, MapAndBars, Slide, Table
from exports.deck_lines import add_lines
from exports.deck_map import add_map
from exports.deck_tables import add_table
from exports.deck_text import clean, fits, fitting, give_font, put, px, wide
from exports.picture import SEPARATOR, marks
from language import _

TITLE_SIZE, TITLE_TWO_LINES, TITLE_LEAST = 66, 48, 36


def add_slide(made: Any, content: Slide, deck: Deck) -> None:
    """Add one slide on our own master, its texts in the placeholders of the layout that fits its body."""
    layout = _layout(made, content)
    slide = made.slides.add_slide(layout)
    holders = {holder.placeholder_format.idx: holder for holder in slide.placeholders}
    for holder in layout.placeholders:  # python-pptx leaves these two out of a new slide
        if holder.placeholder_format.idx in (master.I_FOOTER, master.I_NUMBER):
            slide.shapes._spTree.append(copy.deepcopy(holder._element))
    holders = {holder.placeholder_format.idx: holder for holder in slide.placeholders}
    is_cover = content.body is None
    _title(holders[0], content.title, is_cover)
    mark = marks(deck.simulated, deck.mark)
    mark_size = 40 if is_cover else 32
    beside = 0.0 if is_cover or not mark else wide(mark, mark_size, bold=True) * 1.06 + 24
    room = 1680 if is_cover else master.WIDE[2] - beside
    size = fitting(content.subtitle, 44 if is_cover else 36, room, 24, lines=2 if is_cover else 1)
    _fill(holders[master.I_SUBTITLE], content.subtitle, size, INK_3)
    if not is_cover:
        x, y, _width, height = master.SUBTITLE
        place_at(holders[master.I_SUBTITLE], (x, y, room, height))
        place_at(holders[master.I_MARK], (x + room, y, beside, height))
    _fill(holders[master.I_MARK], mark, mark_size, STATES["far_behind"].colour, bold=True)
    if master.I_REMARK in holders:
        remark_size = fitting(content.remark, 30, master.REMARK[2], 20)
        _fill(holders[master.I_REMARK], content.remark, remark_size, INK_2)
    _footer(holders[master.I_FOOTER], content.footer, deck)
    _number(holders[master.I_NUMBER], len(deck.slides))
    for index, fact in zip(master.I_FACTS, content.facts, strict=False):
        _fact(holders[index], fact, first=index == master.I_FACTS[0])
    frame = _body(slide, holders, content)
    if frame is not None:
        describe(frame, content)
    for holder in list(slide.placeholders):
        if holder.has_text_frame and not holder.text_frame.text.strip():
            holder._element.getparent().remove(holder._element)
    finish(slide, content)


def describe(frame: Any, content: Slide) -> None:
    """The alt text of what the slide is about, and a name by which it is found in a list of shapes."""
    properties = next(frame._element.iter(qn("p:cNvPr")))
    properties.set("descr", clean(content.alt))
    properties.set("name", clean(content.title)[:80])


def finish(slide: Any, content: Slide) -> None:
    """Notes; and a number of its own for each shape, since copies of a layout's placeholders bring theirs along."""
    slide.notes_slide.notes_text_frame.text = "\n".join(clean(line) for line in content.notes)
    for number, properties in enumerate(slide.shapes._spTree.iter(qn("p:cNvPr")), start=1):
        properties.set("id", str(number))


def place_at(shape: Any, box: tuple[float, float, float, float]) -> None:
    """Put a shape at x, y, width, height in pixels."""
    shape.left, shape.top, shape.width, shape.height = (px(part) for part in box)


def _layout(made: Any, content: Slide) -> Any:
    if content.body is None:
        return master.cover(made)
    if isinstance(content.body, Table):
        return master.with_table(made)
    if isinstance(content.body, Drawing):
        return master.with_picture(made)
    if isinstance(content.body, MapAndBars):
        return master.wide(made)
    return master.with_facts(made) if content.facts else master.wide(made)


def _body(slide: Any, holders: dict[int, Any], content: Slide) -> Any:
    body = content.body
    if body is None:
        return None
    holder, box = holders[master.I_BODY], master.CHART if content.facts else master.WIDE
    if isinstance(body, MapAndBars):
        return add_map(slide, holder, body, master.WIDE)
    if isinstance(body, Bars):
        return add_bars(slide, holder, body, box)
    if isinstance(body, Lines):
        return add_lines(slide, holder, body, box)
    if isinstance(body, Table):
        return add_table(holder, body, box)
    return holder.insert_picture(io.BytesIO(body.draw()))


def _title(holder: Any, text: str, is_cover: bool) -> None:
    """One line at 33 pt, smaller down to 24, else two lines: nothing is cut."""
    if is_cover:
        size = fitting(text, 88, 1680, 48, bold=True, lines=2)
        lines = [text] if fits(text, size, 1680, bold=True) else wrap_title(text, size, 1680 * 0.9)
        holder.text_frame.clear()
        put(holder.text_frame, [(line, size, INK_1, True) for line in lines])
        return
    room = master.TITLE[2]
    size = fitting(text, TITLE_SIZE, room, TITLE_TWO_LINES, bold=True)
    if not fits(text, size, room, bold=True):
        size = fitting(text, TITLE_TWO_LINES - 2, room, TITLE_LEAST, bold=True, lines=2)
    _fill(holder, text, size, INK_1, bold=True)


def _fill(holder: Any, text: str, size: float, ink: str, *, bold: bool = False) -> None:
    frame = holder.text_frame
    frame.clear()
    if text:
        put(frame, [(text, size, ink, bold)])
        if holder.placeholder_format.idx == master.I_MARK:
            frame.paragraphs[0].alignment = None  # the layout's: right, on the cover left


def footer_texts(footer: Sequence[str], deck: Deck) -> list[str]:
    """The footer's texts; 模拟数据 is said once more where none of them says it, and the mark."""
    texts = [text for text in footer if text]
    if deck.simulated and not any(_("模拟数据").lower() in text.lower() for text in texts):
        texts.insert(0, _("模拟数据"))
    if deck.mark:
        texts = [f"{deck.mark}　•　{texts[0]}", *texts[1:]] if texts else [deck.mark]
    return texts


def _footer(holder: Any, footer: Sequence[str], deck: Deck) -> None:
    """All of it in the room there is."""
    texts = footer_texts(footer, deck)
    size = int(min((fitting(text, 25, master.FOOTER[2], 20) for text in texts), default=25))
    while size > 15 and sum(len(packed(text, size, master.FOOTER[2])) for text in texts) * size * 1.24 > 100:
        size -= 1
    frame = holder.text_frame
    frame.clear()
    put(frame, [(line, size, INK_3, False) for text in texts for line in packed(text, size, master.FOOTER[2])])


def packed(text: str, size: float, room: float) -> list[str]:
    """A footer's text in lines: broken between its parts where that is enough, inside one only where a part is too long."""
    lines: list[str] = []
    for part in text.split(SEPARATOR):
        longer = f"{lines[-1]}{SEPARATOR}{part}" if lines else part
        if not lines or not fits(longer, size, room):
            lines.append(part)
        else:
            lines[-1] = longer
    return [line for whole in lines for line in wrap(clean(whole), size, room * 0.97, even=False)]


def _number(holder: Any, pages: int) -> None:
    """3 / 12: the number is a field, so it follows when slides are moved."""
    paragraph = holder.text_frame.paragraphs[0]
    for run in paragraph._p.findall(qn("a:r")):
        paragraph._p.remove(run)
    run = paragraph.add_run()
    run.text = f" / {pages}"
    give_font(run.font, 25, INK_3, False)


def _fact(holder: Any, fact: Fact, *, first: bool) -> None:
    room = master.FACTS[0][2]
    number = fitting(fact.number, 76, room, 44, bold=True)
    words = fitting(fact.words, 36, room, 26)
    arithmetic = fitting(fact.arithmetic, 32, room, 22, lines=2)
    frame = holder.text_frame
    frame.clear()
    lines = [(fact.number, number, ACCENT if first else INK_1, True), (fact.words, words, INK_1, False)]
    put(frame, lines + ([(fact.arithmetic, arithmetic, INK_3, False)] if fact.arithmetic else []))
