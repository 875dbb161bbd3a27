"""Sheets and comments that this program writes itself into workbooks which come back: they are read by people, never as data.

A district gets its own workbook back with a check list, or a template with notes, and returns the file with those sheets in
it. Both carry a sentence in A1 that says so to people, and by which they are known here whatever the sheet is called.
"""

from __future__ import annotations

import unicodedata

from loaders.workbook import Grid

# What the title in A1 of such a sheet ends with, in every language in which we write one
OWN_SHEET_ENDINGS = ("（供人阅读，系统不读这张表）", "(for people to read; not read as data)")
# What a comment of ours starts with, in every language
OWN_COMMENT_STARTS = ("【对标核查】", "[Duibiao check]")


def is_own_sheet(grid: Grid) -> bool:
    """Whether the sheet is a check list or notes of ours: A1 says that it is not read."""
    first = grid.value(0, 0)
    return isinstance(first, str) and _plain(first).endswith(tuple(_plain(ending) for ending in OWN_SHEET_ENDINGS))


def is_own_comment(text: str) -> bool:
    """Whether a comment is one of our findings, which says nothing new when the file comes back."""
    return _plain(text).startswith(tuple(_plain(start) for start in OWN_COMMENT_STARTS))


def _plain(text: str) -> str:
    """Excel and WPS may change the width of brackets or add blanks on the way."""
    return "".join(unicodedata.normalize("NFKC", text).split())
