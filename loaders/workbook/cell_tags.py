"""The cell elements of a piece of sheet XML as arrays: position, style, whether there is content.

Nearly every writer puts `<c r="B7" s="5" t="s">`, attributes in one order or another. Those are read all at once with numpy, by
looking at the bytes behind each tag; what is written otherwise is read tag by tag.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from loaders.workbook.plain_values import plain_values

PADDING = bytes(32)
_SPACE = np.zeros(256, bool)
_SPACE[[9, 10, 13, 32]] = True
_REFERENCE = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_STYLE = re.compile(rb"\ss=[\"'](\d{1,6})[\"']")
_ERROR = re.compile(rb"\st=[\"']e[\"']")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
_COLLAPSED = re.compile(rb"\sht=[\"']0(?:\.0*)?[\"']")


def _word(text: bytes) -> int:
    return int.from_bytes(text, "little")


_R, _S, _T = _word(b' r="'), _word(b' s="'), _word(b' t="')


class Tags(NamedTuple):
    """One entry for each `<c>` that holds something. `special` = an error or a formula; `starts`, `ends` bound its bytes.

    `empty` counts the cells that are only formatted. `values` are the numbers behind `<v>`, those of `texts` being places among
    the shared strings; `plain` = this is all that the cell holds.
    """

    rows: np.ndarray
    columns: np.ndarray
    styles: np.ndarray
    special: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    hidden_rows: set[int]
    last_row: int
    empty: int
    values: np.ndarray
    texts: np.ndarray
    plain: np.ndarray


def read_tags(xml: bytes, last_row: int) -> Tags:
    """All cells of whole rows; `last_row` is the row before them, for rows that do not say their number."""
    padded = xml + PADDING
    byte = np.frombuffer(padded, np.uint8)
    opens = np.flatnonzero(byte == ord("<"))
    first, second = byte[opens + 1], byte[opens + 2]
    closing = _SPACE[second] | (second == ord(">")) | (second == ord("/"))
    is_cell = (first == ord("c")) & closing
    starts = opens[is_cell]
    # what follows a cell's tag: a child (v, f, is) means content, </c> or the next cell that it is empty
    cells = np.flatnonzero(is_cell)
    opens = np.append(opens, [len(xml), len(xml)])
    following, closing = opens[cells + 1], opens[cells + 2]
    child = byte[following + 1]
    content = ((child == ord("v")) | (child == ord("f")) | (child == ord("i"))) & (following < len(xml))
    ends = np.append(starts[1:], len(xml))
    everything = bool((_fours(padded)[starts + 2] != _R).any())
    if not everything:  # each cell says where it stands, so that those without content need no look
        starts, ends, child, following, closing = (array[content] for array in (starts, ends, child, following, closing))
    row_starts = opens[:-2][(first == ord("r")) & (second == ord("o")) & (byte[opens[:-2] + 3] == ord("w"))]
    numbers, hidden = _row_numbers(padded, byte, row_starts, last_row)
    owner = np.searchsorted(row_starts, starts) - 1
    rows = numbers[owner] if len(numbers) else np.full(len(starts), last_row + 1, np.int32)
    columns, styles, types, odd = _attributes(padded, byte, starts, rows)
    error, texts = types == ord("e"), types == ord("s")
    if odd.any():
        _read_odd(xml, starts, odd, rows, columns, styles, error)
    special = error | (child == ord("f"))
    values, plain = plain_values(xml, byte, following, closing)
    plain &= ~odd & (texts | (types == 0) | (types == ord("n")))
    found = (rows, columns, styles, special, starts, ends, values, texts, plain)
    rows, columns, styles, special, starts, ends, values, texts, plain = (
        array[content] if everything else array for array in found
    )
    end_row = int(numbers[-1]) if len(numbers) else last_row
    empty = int(len(content) - content.sum())
    return Tags(rows, columns, styles, special, starts, ends, hidden, end_row, empty, values, texts, plain)


def _row_numbers(padded: bytes, byte: np.ndarray, starts: np.ndarray, last_row: int) -> tuple[np.ndarray, set[int]]:
    """The number of each row, from 0, and which are hidden."""
    look_for_hidden = b" hidden=" in padded or b' ht="0' in padded
    usual = _fours(padded)[starts + 4] == _R
    _, numbers, whole = _numbers(byte, starts + 8)
    numbers = numbers - 1
    if (usual & whole).all() and not look_for_hidden:
        return numbers, set()
    hidden = set()
    for index, start in enumerate(starts.tolist()):
        tag = padded[start : padded.find(b">", start) + 1]
        found = _ROW_NUMBER.search(tag)
        last_row = int(found.group(1)) - 1 if found else last_row + 1
        numbers[index] = last_row
        if look_for_hidden and (_HIDDEN.search(tag) or _COLLAPSED.search(tag)):
            hidden.add(last_row)
    return numbers, hidden


def _fours(padded: bytes) -> np.ndarray:
    """At each byte, it and the three behind it as one number, so that four characters compare at once."""
    return np.ndarray((len(padded) - 3,), "<u4", padded, 0, (1,))


def _attributes(
    padded: bytes, byte: np.ndarray, starts: np.ndarray, rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Columns, styles, types (the letter; 0 for none), and which cells are written in another way than this reads."""
    four = _fours(padded)
    letters = np.zeros(len(starts), np.int32)
    at = starts + 6
    is_letter = np.ones(len(starts), bool)
    for _ in range(3):
        letter = byte[at].astype(np.int32) - 64
        is_letter &= (letter >= 1) & (letter <= 26)
        letters = np.where(is_letter, letters * 26 + letter, letters)
        at = at + is_letter
    digits = np.searchsorted(np.array([10, 100, 1_000, 10_000, 100_000, 1_000_000]), rows + 1, side="right") + 1
    at = at + digits
    fits = (four[starts + 2] == _R) & (byte[at] == ord('"')) & (byte[at - 1] == (rows + 1) % 10 + 48) & (letters > 0)
    styles = np.zeros(len(starts), np.int32)
    types = np.zeros(len(starts), np.uint8)
    for place in range(1, int(digits.max(initial=0))):  # B22 in row 12 is odd
        fits &= (digits <= place) | (byte[at - 1 - place] == (rows + 1) // 10**place % 10 + 48)
    at += 1
    for _ in range(2):
        mark = four[at]
        here = np.flatnonzero(fits & (mark == _S))
        if len(here):
            at[here], styles[here], whole = _numbers(byte, at[here] + 4)
            fits[here] &= whole
        here = np.flatnonzero(fits & (mark == _T))
        if len(here):
            at[here], types[here], whole = _types(byte, at[here] + 4)
            fits[here] &= whole
    end = byte[at]
    fits &= (end == ord(">")) | (end == ord("/")) | ((end == ord(" ")) & (byte[at + 1] == ord("/")))
    return letters - 1, styles, types, ~fits


def _numbers(byte: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The numbers that start at `at`; the place behind their closing quote; whether there was one."""
    number = np.zeros(len(at), np.int32)
    going = np.ones(len(at), bool)
    for _ in range(7):
        digit = byte[at].astype(np.int32) - 48
        going &= (digit >= 0) & (digit <= 9)
        if not going.any():
            break
        number = np.where(going, number * 10 + digit, number)
        at = at + going
    return at + 1, number, byte[at] == ord('"')


def _types(byte: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The place behind the closing quote of a type (s, n, b, e, d, str, inlineStr), its letter, whether it was one."""
    length = np.select([byte[at + 1] == 34, byte[at + 3] == 34, byte[at + 9] == 34], [1, 3, 9], 0)
    return at + length + 1, np.where(length == 1, byte[at], 1).astype(np.uint8), length > 0


def _read_odd(
    xml: bytes, starts: np.ndarray, odd: np.ndarray, rows: np.ndarray, columns: np.ndarray, styles: np.ndarray, error: np.ndarray
) -> None:
    """Fill in, tag by tag, what is written otherwise; a cell without a reference stands right of the one before it."""
    for cell in np.flatnonzero(odd).tolist():
        start = int(starts[cell])
        tag = xml[start : xml.find(b">", start) + 1]
        found = _REFERENCE.search(tag)
        if found:
            number = 0
            for letter in found.group(1):
                number = number * 26 + letter - 64
            columns[cell], rows[cell] = number - 1, int(found.group(2)) - 1
        else:
            same_row = cell > 0 and rows[cell - 1] == rows[cell]
            columns[cell] = columns[cell - 1] + 1 if same_row else 0
        style = _STYLE.search(tag)
        styles[cell] = int(style.group(1)) if style else 0
        error[cell] = bool(_ERROR.search(tag))
