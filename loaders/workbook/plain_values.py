"""The values of cells that are written plainly, `<v>12.5</v>`: read all at once with numpy, exactly as a reader of each would.

A number of up to 15 digits is its digits, a whole number that a float holds exactly, divided by a power of ten that a float
holds exactly: one division, rounded correctly, is the nearest float (Clinger 1990). Longer ones go through Python's float.
"""

from __future__ import annotations

import re

import numpy as np

_DIGITS = 15
_LONGEST = 25  # characters of any number that a spreadsheet writes
_POWERS = 10.0 ** np.arange(_DIGITS + 2)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_CLOSING = np.frombuffer(b"</v></c>", "<u8")[0]


def plain_values(xml: bytes, byte: np.ndarray, child: np.ndarray, closing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The numbers behind the `<v>` at `child`, which ends at `closing`; and for which cells that is all they hold.

    `byte` are the bytes of `xml` with at least 32 more behind them.
    """
    eight = np.ndarray((len(byte) - 7,), "<u8", byte, 0, (1,))
    begins = child + 3
    lengths = (closing - begins).astype(np.int32)
    plain = (byte[child + 1] == ord("v")) & (byte[child + 2] == ord(">")) & (eight[closing] == _CLOSING)
    plain &= (lengths > 0) & (lengths <= _LONGEST)
    values, read = _digits(byte, np.where(plain, begins, 0), np.where(plain, lengths, 0))
    for cell in np.flatnonzero(plain & ~read).tolist():
        number = number_of(xml[begins[cell] : closing[cell]])
        values[cell], plain[cell] = number or 0.0, number is not None
    return values, plain


def number_of(text: bytes) -> float | None:
    """The number that a spreadsheet wrote, None for any other text."""
    return float(text) if _NUMBER.fullmatch(text) else None


def _digits(byte: np.ndarray, begins: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of digits with at most one point and a minus; and which were that."""
    negative = byte[begins] == ord("-")
    whole = np.zeros(len(begins), np.int64)
    digits = np.zeros(len(begins), np.int8)
    decimals = np.full(len(begins), -1, np.int8)  # -1 until a point comes
    read = (lengths > negative) & (lengths <= _DIGITS + 2)
    left = np.flatnonzero(read)  # those that have a character at this place, and were plain so far
    for place in range(int(lengths[left].max()) if len(left) else 0):
        left = left[lengths[left] > place]
        sign = byte[begins[left] + place]
        digit = sign - np.uint8(ord("0"))
        counts = digit <= 9
        some = left if counts.all() else left[counts]
        whole[some] = whole[some] * 10 + digit[counts]
        digits[some] += 1
        decimals[some] += decimals[some] >= 0
        if len(some) < len(left):
            others, sign = left[~counts], sign[~counts]
            point = (sign == ord(".")) & (decimals[others] < 0) & (digits[others] > 0)
            decimals[others[point]] = 0
            read[others[~point & ~((sign == ord("-")) & (place == 0))]] = False
            left = left[read[left]]
    read &= (digits > 0) & (digits <= _DIGITS) & (decimals != 0)
    values = whole / _POWERS[np.maximum(decimals, 0)]
    return np.where(negative, -values, values), read
