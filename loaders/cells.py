"""What kind of thing stands in each cell of a sheet, as one small matrix: the rest of the engine asks it instead of the cells."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import numpy as np

from loaders.numbers import understand
from loaders.workbook import Grid

BLANK, TEXT, NUMBER, NUMBER_TEXT, STATE, DATE, FAULT = range(7)
_BY_TYPE = {
    type(None): BLANK,
    str: TEXT,
    int: NUMBER,
    float: NUMBER,
    bool: TEXT,
    date: DATE,
    datetime: DATE,
    time: DATE,
    timedelta: DATE,
}


# as `loaders.numbers.is_number_text` has it
_BY_READING = {"blank": BLANK, "state": STATE, "text": NUMBER_TEXT, "blanks": NUMBER_TEXT, "marked": NUMBER_TEXT}


def cell_kinds(grid: Grid) -> np.ndarray:
    """int8 matrix of the sheet: BLANK, TEXT, NUMBER, NUMBER_TEXT (a text that is a number for certain), STATE (—, 未报送, *),
    DATE, FAULT (an error value or a formula without a value)."""
    height, width = grid.height, grid.width
    kinds = np.zeros((height, width), dtype=np.int8)
    known: dict[str, int] = {}
    by_type = _BY_TYPE
    for column in range(width):
        cells = [row[column] for row in grid.rows]
        kinds[:, column] = [by_type[type(cell)] for cell in cells]
        written = np.flatnonzero(kinds[:, column] == TEXT)
        texts = [cells[row] for row in written.tolist()]
        known.update({text: text_kind(text) for text in set(texts) if isinstance(text, str) and text not in known})
        kinds[written, column] = [known.get(text, TEXT) if isinstance(text, str) else TEXT for text in texts]
    for at, across in (*grid.errors, *grid.uncalculated):
        if at < height and across < width:
            kinds[at, across] = FAULT
    return kinds


@lru_cache(maxsize=100_000)
def text_kind(text: str) -> int:
    """BLANK, NUMBER_TEXT, STATE or TEXT."""
    if not text or text.isspace():
        return BLANK
    if len(text) > 40:
        return TEXT
    return _BY_READING.get(understand(text).how, TEXT)


def is_year_number(value: object) -> bool:
    """2023, 2023.0, "2023": could head a column of that year."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return 1949 <= value <= 2100 and float(value).is_integer()
    return isinstance(value, str) and value.strip().isdecimal() and 1949 <= int(value.strip()) <= 2100
