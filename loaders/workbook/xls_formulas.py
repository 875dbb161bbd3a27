"""Formulas of an .xls that no program has calculated yet: xlrd shows their cells as blank or 0, like any other.

Every formula keeps its last result in its record. Libraries that write .xls files put an empty text there, or 0, and leave the
calculating to Excel. So a workbook in which no formula has any other result was never calculated if one that knows no text holds
an empty text, or if a sum of cells that are not 0 is 0. Else an empty text is what the formula said: =IF(B4="","",B4/C4).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import NamedTuple

from loaders.workbook.cells import Position
from loaders.workbook.grid import a1

_BOF, _EOF, _SHEET, _FORMULA = frozenset([0x0809, 0x0409, 0x0209, 0x0009]), 0x000A, 0x0085, frozenset([0x0006, 0x0206, 0x0406])
_WORKSHEET = 0
_EMPTY = b"\x03"
_TEXT = b"\x17"  # the token of a text; a number may hold the byte, too: then nothing is proven
_AREA, _SUM = frozenset([0x25, 0x45, 0x65]), b"\x19\x10"
# the tokens of a BIFF8 formula begin here; before them stands their length
_TOKENS = 22


class Formula(NamedTuple):
    """A formula cell: whether its result is an empty text, 0, or neither; whether no text stands in it; what cells it sums, if
    that is all it does."""

    at: Position
    empty: bool
    zero: bool
    wordless: bool
    area: tuple[int, int, int, int] | None

    @property
    def text(self) -> str:
        """=SUM(B3:B6), or … where it is something else."""
        return f"SUM({a1(*self.area[:2])}:{a1(*self.area[2:])})" if self.area else "…"


def formulas(data: bytes) -> list[list[Formula]]:
    """The formulas of each worksheet, in the order of the sheets; [] for a file whose records cannot be followed."""
    from xlrd import compdoc

    try:
        container = compdoc.CompDoc(data, logfile=io.StringIO())
        memory, base, length = container.locate_named_stream("Workbook")
        if not memory:
            return []
        stream = bytes(memory[base : base + length])
        return [list(_of_sheet(stream, start)) for start in _starts(stream)]
    except (compdoc.CompDocError, struct.error, IndexError, AssertionError):
        return []


def never_calculated(sheets: list[list[Formula]], values: list[dict[Position, float]]) -> list[dict[Position, str]]:
    """For each sheet the cells whose formula was never calculated, with its text; `values` are the numbers of each sheet."""
    found: list[dict[Position, str]] = [{} for _sheet in sheets]
    if not all(formula.empty or formula.zero for sheet in sheets for formula in sheet):
        return found
    blank = any(formula.empty and formula.wordless for sheet in sheets for formula in sheet)
    denied = any(_denied(formula, numbers) for sheet, numbers in zip(sheets, values, strict=True) for formula in sheet)
    for at, sheet in enumerate(sheets):
        found[at] = {formula.at: formula.text for formula in sheet if (formula.empty and blank) or (formula.zero and denied)}
    return found


def _denied(formula: Formula, numbers: dict[Position, float]) -> bool:
    """Whether 0 cannot be the sum of the cells that the formula sums, none of which is below 0."""
    if formula.area is None or not formula.zero:
        return False
    top, left, bottom, right = formula.area
    summed = [value for (row, column), value in numbers.items() if top <= row <= bottom and left <= column <= right]
    return any(value > 0 for value in summed) and all(value >= 0 for value in summed)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _starts(stream: bytes) -> list[int]:
    """Where the worksheets begin, as the globals at the head of the stream say."""
    starts = []
    for kind, body in _records(stream, 0):
        if kind == _EOF:
            break
        if kind == _SHEET and body[5] == _WORKSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    return starts


def _of_sheet(stream: bytes, start: int) -> Iterator[Formula]:
    depth = 0
    for kind, body in _records(stream, start):
        depth += (kind in _BOF) - (kind == _EOF)  # a chart within the sheet has records of its own
        if not depth:
            return
        if depth == 1 and kind in _FORMULA and len(body) >= _TOKENS:
            row, column = struct.unpack_from("<HH", body)
            result = body[6:14]
            said = result[6:] == b"\xff\xff"
            empty, zero = said and result[:1] == _EMPTY, not said and not any(result)
            yield Formula((row, column), empty, zero, _TEXT not in body[_TOKENS:], _summed(body[_TOKENS:]))


def _summed(tokens: bytes) -> tuple[int, int, int, int] | None:
    if len(tokens) < 13 or tokens[0] not in _AREA or tokens[9:11] != _SUM:
        return None
    top, bottom, left, right = struct.unpack_from("<4H", tokens, 1)
    return top, left & 0xFF, bottom, right & 0xFF
