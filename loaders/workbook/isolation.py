"""Untrusted bytes."""

from __future__ import annotations

from loaders.workbook.grid import Workbook
from loaders.workbook.opening import read_here


def open_workbook(data: bytes, filename: str, *, isolated: bool = True) -> Workbook:
    """All sheets of a file with what must be told about it; never raises on content."""
    return read_here(data, filename)
