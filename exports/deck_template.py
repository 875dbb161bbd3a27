"""A bureau's own template: opened with care, its layouts chosen by the kinds of their placeholders, and filled.

The title goes into the title's placeholder, the body where the largest placeholder for content is, with subtitle, facts,
remark and our footer in text boxes around it; slides that the template brings along are left out.
"""

from __future__ import annotations

import copy
import io
import zipfile
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu

from charts.text_width import wrap
from charts.tokens import ACCENT, INK_1, INK_2, INK_3, STATES
from exports.deck_bars import add_bars
from exports.deck_content import Bars, Deck, Fact, Lines, MapAndBars, Slide, Table
from exports.deck_lines import add_lines
from exports.deck_map import add_map
from exports.deck_slide import describe, finish, footer_texts
from exports.deck_spot import Area, Spot
from exports.deck_tables import add_table
from exports.deck_text import EMU_OF_PIXEL, fits, fitting, label, put, wide
from exports.picture import marks
from language import _

MOST_BYTES, MOST_UNPACKED = 30 * 2**20, 300 * 2**20
TITLES = (KIND.TITLE, KIND.CENTER_TITLE)
CONTENTS = (KIND.OBJECT, KIND.BODY, KIND.CHART, KIND.TABLE, KIND.PICTURE)
KEPT = (KIND.FOOTER, KIND.SLIDE_NUMBER)
# A .potx says of itself that it is a template, and is a presentation in all other respects
AS_TEMPLATE, AS_PRESENTATION = b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"
# Smaller than this nothing can be read on it: width, height in pixels
LEAST = (900, 420)
LEAST_TYPE = 24


class TemplateError(ValueError):
    """The template cannot be filled; the text is one sentence in the user's language."""


def opened(data: bytes) -> Any:
    """The template without its slides. Raises TemplateError with one sentence."""
    if len(data) > MOST_BYTES:
        raise TemplateError(_("模板超过 30 MB，请换一个小一些的 .pptx"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise TemplateError(_("模板解开后太大，没有使用"))
            if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
                raise TemplateError(_("模板里有宏，请另存为不带宏的 .pptx 再用"))
        made = Presentation(io.BytesIO(_as_presentation(data)))
        _without_slides(made)
        found = _content_layout(made)
    except TemplateError:
        raise
    except Exception as error:  # whatever python-pptx or lxml say of a damaged file
        raise TemplateError(_("这个模板打不开，请给一个 PowerPoint 或 WPS 保存的 .pptx")) from error
    if found is None:
        raise TemplateError(_("模板里没有带标题和内容占位符的版式，请在母版里加一个“标题和内容”版式"))
    return made


def _as_presentation(data: bytes) -> bytes:
    """A .potx as the .pptx it would become when PowerPoint opens it; anything else as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if AS_TEMPLATE not in archive.read("[Content_Types].xml"):
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
            for entry in archive.infolist():
                content = archive.read(entry)
                if entry.filename == "[Content_Types].xml":
                    content = content.replace(AS_TEMPLATE, AS_PRESENTATION)
                written.writestr(entry, content)
    return out.getvalue()


def _without_slides(made: Any) -> None:
    slides = made.slides._sldIdLst
    for entry in list(slides):
        made.part.drop_rel(entry.rId)
        slides.remove(entry)


def _content_layout(made: Any) -> Any:
    """The layout with a title and, clear of it, the largest single placeholder for content; None where there is none."""
    best, most = None, 0.0
    for layout in made.slide_layouts:
        title = next((one for one in layout.placeholders if one.placeholder_format.type in TITLES and _upright(one)), None)
        holder = _largest(layout)
        if title is None or holder is None or any(one.placeholder_format.type == KIND.SUBTITLE for one in layout.placeholders):
            continue
        width, height = (part / EMU_OF_PIXEL for part in _box(holder)[2:])
        clear = holder.top >= title.top + title.height * 0.5
        if clear and width * height > most and width >= LEAST[0] and height >= LEAST[1]:
            best, most = layout, width * height
    return best


def _largest(layout: Any) -> Any:
    kinds = [one for one in layout.placeholders if one.placeholder_format.type in CONTENTS and one.width and _upright(one)]
    return max(kinds, key=lambda holder: int(holder.width) * int(holder.height), default=None)


def _upright(holder: Any) -> bool:
    """Whether text in it runs from left to right."""
    return "vert" not in holder._element.xpath(".//p:nvPr/p:ph/@orient")


def _box(shape: Any) -> tuple[int, int, int, int]:
    return int(shape.left), int(shape.top), int(shape.width), int(shape.height)


def _cover_layout(made: Any) -> Any:
    """The layout of a title slide, else that of the others."""
    for layout in made.slide_layouts:
        kinds = [holder.placeholder_format.type for holder in layout.placeholders]
        if KIND.CENTER_TITLE in kinds or (KIND.SUBTITLE in kinds and KIND.TITLE in kinds):
            return layout
    return _content_layout(made)


def add_to_template(made: Any, content: Slide, deck: Deck) -> None:
    """Add one slide in the template's own look."""
    layout = _cover_layout(made) if content.body is None else _content_layout(made)
    slide = made.slides.add_slide(layout)
    _keep(slide, layout)
    holders = list(slide.placeholders)
    title = next((holder for holder in holders if holder.placeholder_format.type in TITLES), None)
    if title is not None:
        _fill(title, content.title, bold=True)
    if content.body is None:
        _cover(slide, content, deck)
    else:
        body = _largest(slide)
        area = tuple(part / EMU_OF_PIXEL for part in _box(body))
        _around(slide, content, deck, (area[0], area[1], area[2], area[3]))
    for holder in list(slide.placeholders):
        empty = holder.has_text_frame and not holder.text_frame.text.strip()
        if empty and holder.placeholder_format.type not in KEPT:
            holder._element.getparent().remove(holder._element)
    finish(slide, content)


def _keep(slide: Any, layout: Any) -> None:
    """Footer and number of the layout, which python-pptx leaves out of a new slide."""
    for holder in layout.placeholders:
        if holder.placeholder_format.type in KEPT:
            slide.shapes._spTree.append(copy.deepcopy(holder._element))


def _fill(holder: Any, text: str, *, bold: bool = False, most: float = 66) -> None:
    """The text in the placeholder's own font and colour, smaller only where it would not fit."""
    room = int(holder.width) / EMU_OF_PIXEL - 40
    size = max(min(most, int(holder.height) / EMU_OF_PIXEL * 0.72), LEAST_TYPE)  # some layouts say no height
    if not fits(text, size, room, bold=bold):
        size = fitting(text, max(min(size, int(holder.height) / EMU_OF_PIXEL * 0.42), LEAST_TYPE), room, 28, bold=bold, lines=2)
    frame = holder.text_frame
    frame.text = text
    for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
        run.font.size = Emu(round(size * EMU_OF_PIXEL))


def _cover(slide: Any, content: Slide, deck: Deck) -> None:
    other = [holder for holder in slide.placeholders if holder.placeholder_format.type in (KIND.SUBTITLE, KIND.BODY, KIND.OBJECT)]
    said = "\n".join(filter(None, (content.subtitle, marks(deck.simulated, deck.mark))))
    if other:
        _fill(other[0], said, most=44)


def _around(slide: Any, content: Slide, deck: Deck, area: Area) -> None:
    """Subtitle and mark above the body, facts at its right, remark and footer below, all inside the layout's content."""
    x, y, width, height = area
    mark = marks(deck.simulated, deck.mark)
    beside = wide(mark, 28, bold=True) * 1.08 + 24 if mark else 0.0
    size = fitting(content.subtitle, 34, width - beside, 20)
    label(slide.shapes, (x, y, width - beside, 46), content.subtitle, size, ink=INK_3)
    if mark:
        box = (x + width - beside, y, beside, 46)
        label(slide.shapes, box, mark, 28, ink=STATES["far_behind"].colour, bold=True, align=PP_ALIGN.RIGHT)
    texts, foot = footer_texts(content.footer, deck), 22.0
    while foot > 15 and sum(len(wrap(text, foot, width * 0.97, even=False)) for text in texts) * foot * 1.24 > 96:
        foot -= 1
    below = sum(len(wrap(text, foot, width * 0.97, even=False)) for text in texts) * foot * 1.24 + 8
    footer = label(slide.shapes, (x, y + height - below, width, below), "\n".join(texts), foot, ink=INK_3)
    footer.name = _("页脚")
    bottom = y + height - below - 6
    if content.remark:
        bottom -= 42
        label(slide.shapes, (x, bottom, width, 40), content.remark, fitting(content.remark, 28, width, 18), ink=INK_2)
    facts = content.facts if width >= 1300 else ()
    wide_enough = width * 0.66 if facts else width
    box = (round(x), round(y + 56), round(wide_enough), round(bottom - y - 62))
    frame = _body(slide, content, box)
    describe(frame, content)
    for number, fact in enumerate(facts):
        _fact(slide, fact, (x + width * 0.7, y + 56 + number * box[3] / 3, width * 0.3, box[3] / 3), first=number == 0)


def _body(slide: Any, content: Slide, box: tuple[int, int, int, int]) -> Any:
    body, holder = content.body, Spot(slide, box)
    old = _largest(slide)
    old._element.getparent().remove(old._element)
    if isinstance(body, MapAndBars):
        return add_map(slide, holder, body, box)
    if isinstance(body, Bars):
        return add_bars(slide, holder, body, box)
    if isinstance(body, Lines):
        return add_lines(slide, holder, body, box)
    if isinstance(body, Table):
        return add_table(holder, body, box)
    assert body is not None
    return holder.insert_picture(io.BytesIO(body.draw()))


def _fact(slide: Any, fact: Fact, box: Area, *, first: bool) -> None:
    made = label(slide.shapes, box, "", 20)
    room = box[2]
    lines = [
        (fact.number, fitting(fact.number, 64, room, 36, bold=True), ACCENT if first else INK_1, True),
        (fact.words, fitting(fact.words, 32, room, 22), INK_1, False),
    ]
    if fact.arithmetic:
        lines.append((fact.arithmetic, fitting(fact.arithmetic, 28, room, 18, lines=2), INK_3, False))
    made.text_frame.clear()
    put(made.text_frame, lines)
