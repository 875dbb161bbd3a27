"""Pieces of a Word document that python-docx has no words for: fields, borders, shades, alternative text of a table."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from charts.tokens import LINE
from exports.deck_text import clean

_AFTER_BORDERS = tuple(qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption"))


def field(paragraph: Any, code: str) -> None:
    """A number that Word counts itself."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        paragraph.add_run()._r.append(element)


def borders(table: Any, *, inside: bool) -> None:
    """Thin rules between rows, or none at all."""
    found = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        drawn = inside and side in ("top", "bottom", "insideH")
        line.set(qn("w:val"), "single" if drawn else "nil")
        if drawn:
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), LINE.lstrip("#"))
        found.append(line)
    # Word refuses a document whose elements stand in another order than its schema's
    after = next((one for one in table._tbl.tblPr if one.tag in _AFTER_BORDERS), None)
    if after is None:
        table._tbl.tblPr.append(found)
    else:
        after.addprevious(found)


def describe(table: Any, words: str) -> None:
    """Alternative text of the table itself."""
    for name in ("tblCaption", "tblDescription"):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), clean(words))
        table._tbl.tblPr.append(element)


def narrow_margins(table: Any) -> None:
    """One millimetre beside the texts of cells: Word's two leave no room for nine columns."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        width = OxmlElement(f"w:{side}")
        width.set(qn("w:w"), "57")
        width.set(qn("w:type"), "dxa")
        margins.append(width)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour.lstrip("#"))
    cell._tc.get_or_add_tcPr().append(shade)


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#"))
