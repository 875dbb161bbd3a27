"""A district's brief as a Word document: real styles and headings, a table with a head row, drawings with alternative text.

Whoever receives it can edit it in Word or WPS. Fonts are named for Windows, for Latin and for Chinese text alike.
"""

from __future__ import annotations

import io
from typing import Any

import vl_convert
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from charts.text_width import text_width
from charts.tokens import ACCENT, BELOW_INK, INK_1, INK_3, PAGE
from exports.brief_content import Brief, Image
from exports.deck_text import FACE, clean
from exports.docx_parts import borders, describe, field, narrow_margins, rgb, shade
from language import _, current

_TEXT_WIDTH = 176.0
# A value longer than this (in widths of a Chinese character) would be broken inside a word
LONG_VALUE = 4.5
_SPARK, _LOCATOR = 17.0, 32.0
# Drawings are small; printed at 300 dots to the inch
_SHARPNESS = 4.0


def to_docx(brief: Brief) -> bytes:
    """The brief's bytes."""
    document = Document()
    _styles(document)
    _language(document)
    _page(document, brief)
    document.core_properties.title, document.core_properties.author = clean(brief.title), _("对标")
    document.core_properties.language = "zh-CN" if current() == "zh" else "en-GB"
    document.core_properties.subject = clean(brief.kind)
    _say(document, brief.title, "Heading1")
    _say(document, brief.subtitle, "Subtitle")
    _numbers(document, brief)
    for heading, texts in brief.lists:
        _say(document, heading, "Heading2")
        for text in texts:
            _say(document, text, "ListBullet")
    if brief.rows:
        _say(document, brief.table_heading, "Heading2")
        _table(document, brief)
    if brief.asks:
        _say(document, brief.ask_heading, "Heading2")
        for text in brief.asks:
            _say(document, text, "ListNumber")
    for number, note in enumerate(brief.notes):
        paragraph = _say(document, note, "Caption")
        if number == 0:
            paragraph.paragraph_format.space_before = Pt(10)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _say(where: Any, text: str, style: str) -> Any:
    """A paragraph in the style with that id: by name python-docx looks all styles through for each paragraph."""
    paragraph = where.add_paragraph(clean(text))
    paragraph._p.style = style
    return paragraph


def _styles(document: Any) -> None:
    """Our type in Word's own styles, so that contents, outline and a bureau's template work."""
    wanted = {
        "Normal": (9.5, False, INK_1, 0, 3),
        "Heading 1": (15, True, INK_1, 0, 4),
        "Heading 2": (11, True, ACCENT, 6, 2),
        "Subtitle": (9.5, False, INK_3, 0, 4),
        "List Bullet": (9.5, False, INK_1, 0, 1),
        "List Number": (9.5, False, INK_1, 0, 1),
        "Caption": (8, False, INK_3, 0, 1),
        "Header": (8, False, INK_3, 0, 0),
        "Footer": (8, False, INK_3, 0, 0),
    }
    for name, (size, bold, colour, before, after) in wanted.items():
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb, style.font.name = rgb(colour), FACE
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), FACE)
        for spacing in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0


def _language(document: Any) -> None:
    """Chinese text is Chinese of the mainland: it decides on the shapes of signs and on where lines break."""
    default = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = default.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        default.append(language)
    language.set(qn("w:val"), "en-US" if current() == "zh" else "en-GB")
    language.set(qn("w:eastAsia"), "zh-CN")


def _page(document: Any, brief: Brief) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(17)
    section.top_margin, section.bottom_margin = Mm(17), Mm(15)
    section.header_distance = section.footer_distance = Mm(9)
    mark = _("模拟数据，不是真实统计") if brief.simulated else ""
    head = section.header.paragraphs[0]
    head.text = clean(brief.kind)
    if mark:
        run = head.add_run(f"　•　{mark}")
        run.font.bold, run.font.color.rgb = True, rgb(BELOW_INK)
    foot = section.footer.paragraphs[0]
    foot.text = f"{clean(brief.place)}　•　"
    field(foot, "PAGE")
    foot.add_run(" / ")
    field(foot, "NUMPAGES")


def _numbers(document: Any, brief: Brief) -> None:
    """The locator beside the large numbers: one row of a plain table."""
    if brief.locator is None and not brief.numbers:
        return
    table = document.add_table(rows=1, cols=(brief.locator is not None) + len(brief.numbers))
    table.autofit = False
    borders(table, inside=False)
    cells = list(table.rows[0].cells)
    beside = _LOCATOR + 6 if brief.locator is not None else 0.0
    each = [(_TEXT_WIDTH - beside) / max(len(brief.numbers), 1)] * len(brief.numbers)
    _widen(table, [beside, *each] if brief.locator is not None else each)
    if brief.locator is not None:
        _picture(cells.pop(0).paragraphs[0], brief.locator, _LOCATOR, 1.5)
    for cell, number in zip(cells, brief.numbers, strict=True):
        figure = cell.paragraphs[0].add_run(clean(number.figure))
        figure.font.size, figure.font.bold = Pt(18), True
        cell.add_paragraph(clean(number.what))
        _say(cell, number.below, "Caption")


def _table(document: Any, brief: Brief) -> None:
    # "not reported" takes more room than 未报送: the names beside it give some
    widths = [36.0, 13.0, 14.0, 17.0, 12.0, 16.0, 28.0, 19.0, 21.0]
    longest = max((text_width(row.cells[1], 1.0) for row in brief.rows), default=0.0)
    if longest > LONG_VALUE:
        widths[0], widths[1], widths[6], widths[7] = 33.0, 22.0, 25.0, 16.0
    table = document.add_table(rows=1, cols=len(brief.heads))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    borders(table, inside=True)
    describe(table, brief.table_heading)
    narrow_margins(table)
    _fill(table.rows[0], brief, brief.heads, head=True)
    for row in brief.rows:
        added = table.add_row()
        _fill(added, brief, row.cells, below=row.below)
        last = added.cells[-1]
        if row.spark is not None:
            _picture(last.paragraphs[0], row.spark, _SPARK)
        else:
            last.paragraphs[0].add_run("—")
    _widen(table, widths)


def _widen(table: Any, widths: list[float]) -> None:
    """Widths in millimetres, said of the columns (LibreOffice, WPS) and of their cells (Word)."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _fill(row: Any, brief: Brief, texts: tuple[str, ...], *, head: bool = False, below: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))  # comes again on a second page, and is read out as the head
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=False)):  # the spark's cell may stay empty
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if brief.figures[number]:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(clean(text))
        run.font.size, run.font.bold = Pt(8.5), head or number == 1
        if head:
            run.font.color.rgb = rgb(INK_3)
            shade(cell, PAGE)
        elif below and number == 3:
            run.font.color.rgb = rgb(BELOW_INK)


def _picture(paragraph: Any, image: Image, width: float, sharpness: float = _SHARPNESS) -> None:
    """The drawing as PNG, with its words as alternative text."""
    png = bytes(vl_convert.svg_to_png(image.svg, scale=sharpness))
    paragraph.paragraph_format.space_after = Pt(0)
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width))
    shape._inline.docPr.set("descr", clean(image.words))
    shape._inline.docPr.set("title", clean(image.words)[:60])
