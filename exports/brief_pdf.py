"""A district's brief as PDF/UA: typst sets `brief.typ`, fonts embedded, nothing from outside, no office needed."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from charts.tokens import ACCENT, BELOW_INK, FONT, INK_1, INK_3, LINE, PAGE
from exports.brief_content import Brief
from exports.deck_text import clean
from exports.fonts import FOLDER
from language import _, current

_COLOURS = {"ink1": INK_1, "ink3": INK_3, "line": LINE, "accent": ACCENT, "below": BELOW_INK, "pale": PAGE}


def to_pdf(brief: Brief) -> bytes:
    """The brief's bytes: tagged for screen readers (PDF/UA-1), text searchable, title and language set."""
    content: dict[str, Any] = asdict(brief) | {
        "author": _("对标"),
        "simulated": _("模拟数据，不是真实统计") if brief.simulated else "",
        "language": current(),
        "fonts": [FONT],
        "colours": _COLOURS,
    }
    data = json.dumps(_printable(content), ensure_ascii=False)
    made = typst.compile(  # type: ignore[misc]  # its stub cannot tell bytes from a path
        _template(), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"data": data}, pdf_standards=["ua-1"]
    )
    if not isinstance(made, bytes):
        raise TypeError(f"typst answered {type(made).__name__} for one document")
    return made


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
def _fonts() -> list[str | Path]:
    """Our two cuts, and the whole font behind them for rare characters."""
    return [str(FOLDER), str(Path(str(resources.files("pylopdf_fonts_zh_cn"))))]
