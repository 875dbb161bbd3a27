"""A deck as a .pptx: every text in a placeholder of the master, native charts and tables, notes, alt text, page numbers."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Sequence
from typing import Any

import vl_convert
from pptx.oxml.ns import qn

from charts.text_width import wrap
from charts.tokens import ACCENT, INK_1, INK_2, INK_3, STATES, SURFACE
from exports import deck_master as master
from exports.deck_bars import add_bars
from exports.deck_content import Bars, Deck, Drawing, Fact, Lines, Slide, Table
from exports.deck_lines import add_lines
from exports.deck_tables import add_table
from exports.deck_text import clean, fits, fitting, give_font, put, px
from exports.fonts import register_fonts
from exports.picture import Panel
from exports.render import placed
from language import _

# What a picture on a slide measures, in pixels
PICTURE_WIDTH, PICTURE_HEIGHT = master.WIDE[2], master.WIDE[3]
TITLE_SIZE, TITLE_TWO_LINES, TITLE_LEAST = 66, 48, 36


def write(deck: Deck, advance: Callable[[int, int], None] | None = None) -> bytes:
    """The deck as .pptx. `advance(done, all)` is told after each slide."""
    made = master.empty_presentation()
    made.core_properties.title = clean(deck.title)
    made.core_properties.author = _("对标")
    made.core_properties.language = "zh-CN"
    for number, content in enumerate(deck.slides, start=1):
        _add(made, content, deck.simulated, len(deck.slides))
        if advance is not None:
            advance(number, len(deck.slides))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def panels_png(panels: Sequence[Panel], width: int = PICTURE_WIDTH, height: int = PICTURE_HEIGHT) -> bytes:
    """Charts of a view without title and footer, which a slide has as text: PNG at twice the size."""
    register_fonts()
    parts = [placed(panel, number) for number, panel in enumerate(panels)]
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="{SURFACE}"/>{"".join(parts)}</svg>'
    )
    return bytes(vl_convert.svg_to_png(svg, scale=1.5, ppi=72))


def _add(made: Any, content: Slide, simulated: bool, pages: int) -> None:
    layout = _layout(made, content)
    slide = made.slides.add_slide(layout)
    holders = {holder.placeholder_format.idx: holder for holder in slide.placeholders}
    for holder in layout.placeholders:  # python-pptx leaves these two out of a new slide
        if holder.placeholder_format.idx in (master.I_FOOTER, master.I_NUMBER):
            slide.shapes._spTree.append(copy.deepcopy(holder._element))
    holders = {holder.placeholder_format.idx: holder for holder in slide.placeholders}
    is_cover = content.body is None
    _title(holders[0], content.title, is_cover)
    room = (master.SUBTITLE[2] if simulated else master.WIDE[2]) if not is_cover else 1680
    size = fitting(content.subtitle, 44 if is_cover else 36, room, 24, lines=2 if is_cover else 1)
    _fill(holders[master.I_SUBTITLE], content.subtitle, size, INK_3)
    if not simulated and not is_cover:
        holders[master.I_SUBTITLE].left, holders[master.I_SUBTITLE].top = px(master.SUBTITLE[0]), px(master.SUBTITLE[1])
        holders[master.I_SUBTITLE].width, holders[master.I_SUBTITLE].height = px(room), px(master.SUBTITLE[3])
    mark = _("模拟数据") if simulated else ""
    mark_size = 40 if is_cover else fitting(mark, 32, master.MARK[2], 20, bold=True)
    _fill(holders[master.I_MARK], mark, mark_size, STATES["far_behind"].colour, bold=True)
    if master.I_REMARK in holders:
        remark_size = fitting(content.remark, 30, master.REMARK[2], 20)
        _fill(holders[master.I_REMARK], content.remark, remark_size, INK_2)
    _footer(holders[master.I_FOOTER], content.footer, simulated)
    _number(holders[master.I_NUMBER], pages)
    for index, fact in zip(master.I_FACTS, content.facts, strict=False):
        _fact(holders[index], fact, first=index == master.I_FACTS[0])
    frame = _body(slide, holders, content)
    if frame is not None:
        properties = next(frame._element.iter(qn("p:cNvPr")))
        properties.set("descr", clean(content.alt))
        properties.set("name", clean(content.title)[:80])
    for holder in list(slide.placeholders):
        if holder.has_text_frame and not holder.text_frame.text.strip():
            holder._element.getparent().remove(holder._element)
    slide.notes_slide.notes_text_frame.text = "\n".join(clean(line) for line in content.notes)


def _layout(made: Any, content: Slide) -> Any:
    if content.body is None:
        return master.cover(made)
    if isinstance(content.body, Table):
        return master.with_table(made)
    if isinstance(content.body, Drawing):
        return master.with_picture(made)
    return master.with_facts(made) if content.facts else master.wide(made)


def _body(slide: Any, holders: dict[int, Any], content: Slide) -> Any:
    body = content.body
    if body is None:
        return None
    holder, box = holders[master.I_BODY], master.CHART if content.facts else master.WIDE
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
        _fill(holder, text, fitting(text, 88, 1680, 48, bold=True, lines=2), INK_1, bold=True)
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


def _footer(holder: Any, footer: Sequence[str], simulated: bool) -> None:
    """All of it in the room there is; 模拟数据 is said once more where no text says it."""
    texts = [text for text in footer if text]
    if simulated and not any(_("模拟数据").lower() in text.lower() for text in texts):
        texts.insert(0, _("模拟数据"))
    size = int(min((fitting(text, 25, master.FOOTER[2], 20) for text in texts), default=25))
    while (
        size > 15 and sum(len(wrap(clean(text), size, master.FOOTER[2] * 0.97, even=False)) for text in texts) * size * 1.24 > 100
    ):
        size -= 1
    frame = holder.text_frame
    frame.clear()
    put(frame, [(text, size, INK_3, False) for text in texts])


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
