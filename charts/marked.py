"""Which lines of a chart of places stand out: the chosen one in the accent, a few marked ones in own colours, the city."""

from __future__ import annotations

from collections.abc import Sequence

from charts.tokens import ACCENT, EDGE, INK_1, INK_2, MARKED


def weight(code: str, is_city: bool, highlight: str, marked: Sequence[str]) -> int:
    """3 the chosen place, 2 a marked one, 1 the city, 0 any other."""
    if code and code == highlight:
        return 3
    return 2 if code in marked else int(is_city)


def line_ink(code: str, is_city: bool, highlight: str, marked: Sequence[str]) -> str:
    """The colour of a place's line; a text beside it takes the same, or INK_2 (`text_ink`) for the many."""
    if code in marked and code != highlight:
        return MARKED[list(marked).index(code) % len(MARKED)]
    return ACCENT if code and code == highlight else INK_1 if is_city else EDGE


def text_ink(code: str, is_city: bool, highlight: str, marked: Sequence[str]) -> str:
    """The colour of a place's name: that of its line, dark enough to read where the line is grey."""
    return line_ink(code, is_city, highlight, marked) if weight(code, is_city, highlight, marked) else INK_2
