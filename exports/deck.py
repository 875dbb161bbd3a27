"""A deck as a .pptx: every text in a placeholder of the master, native charts and tables, notes, alt text, page numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import vl_convert

from charts.tokens import SURFACE
from exports import deck_master as master
from exports.deck_content import Deck
from exports.deck_slide import add_slide
from exports.deck_template import add_to_template, opened
from exports.deck_text import clean
from exports.fonts import register_fonts
from exports.picture import Panel
from exports.render import placed
from language import _

# What a picture on a slide measures, in pixels
PICTURE_WIDTH, PICTURE_HEIGHT = master.WIDE[2], master.WIDE[3]


def write(deck: Deck, advance: Callable[[int, int], None] | None = None, template: bytes | None = None) -> bytes:
    """The deck as .pptx. `advance(done, all)` is told after each slide; `template` is a bureau's own .pptx to be filled.

    Raises `exports.deck_template.TemplateError` for one that cannot be filled.
    """
    made = opened(template) if template is not None else master.empty_presentation()
    properties = made.core_properties
    properties.title, properties.author, properties.language = clean(deck.title), _("对标"), "zh-CN"
    properties.subject = properties.keywords = properties.comments = properties.last_modified_by = ""
    for number, content in enumerate(deck.slides, start=1):
        if template is not None:
            add_to_template(made, content, deck)
        else:
            add_slide(made, content, deck)
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
