"""A district's brief as PDF/UA: typst sets `brief.typ`, fonts embedded, nothing from outside, no office needed."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from charts.text_width import text_width, wrap_title
from charts.tokens import ACCENT, BELOW_INK, FONT, INK_1, INK_3, LINE, PAGE
from exports.brief_content import Brief
from exports.deck_text import clean
from exports.fonts import FOLDER
from language import _, current

# In points, as `brief.typ` sets the title; A4 less its margins
TITLE_SIZE, TITLE_ROOM = 16.0, 496.0
_COLOURS = {"ink1": INK_1, "ink3": INK_3, "line": LINE, "accent": ACCENT, "below": BELOW_INK, "pale": PAGE}


def to_pdf(brief: Brief) -> bytes:
    """The brief's bytes: tagged for screen readers (PDF/UA-1), text searchable, title and language set."""
    made = typst.compile(_template(), font_paths=_fonts(), sys_inputs=_inputs(brief), pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError(f"typst answered {type(made).__name__} for one document")
    return made


def to_png(brief: Brief, ppi: float = 110) -> tuple[bytes, ...]:
    """The same pages as pictures, to be looked at before they are taken."""
    made = typst.compile(_template(), font_paths=_fonts(), sys_inputs=_inputs(brief), format="png", ppi=ppi)
    return (made,) if isinstance(made, bytes) else tuple(page for page in made or () if isinstance(page, bytes))


def _inputs(brief: Brief) -> dict[str, str]:
    fits = text_width(brief.title, TITLE_SIZE, bold=True) <= TITLE_ROOM
    content: dict[str, Any] = asdict(brief) | {
        "author": _("对标"),
        "title_lines": [brief.title] if fits else wrap_title(brief.title, TITLE_SIZE, TITLE_ROOM),
        "simulated": _("模拟数据，不是真实统计") if brief.simulated else "",
        "language": current(),
        "fonts": [FONT],
        "colours": _COLOURS,
    }
    return {"data": json.dumps(_printable(content), ensure_ascii=False)}


def _printable(value: Any) -> Any:
    """The same without characters that no document can hold."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "brief.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """Our two cuts, the whole font behind them for rare characters, and nothing of the machine's own."""
    whole = Path(str(resources.files("pylopdf_fonts_zh_cn")))
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER), str(whole)])
