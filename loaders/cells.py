"""What kind of thing stands in each cell of a sheet, as one small matrix: the rest of the engine asks it instead of the cells."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from loaders.numbers import understand
from loaders.workbook import CellValue, Grid
from loaders.workbook.cells import EMPTY, THING, WHOLE
from loaders.workbook.cells import NUMBER as DECIMAL

BLANK, TEXT, NUMBER, NUMBER_TEXT, STATE, DATE, FAULT = range(7)
_MONTH = re.compile(r"(19[5-9]\d|20\d\d)(0[1-9]|1[0-2]|\.(0[1-9]|[2-9]|1[0-2]))")
_OF_TYPE = np.zeros(4, dtype=np.int8)
_OF_TYPE[[EMPTY, DECIMAL, WHOLE, THING]] = BLANK, NUMBER, NUMBER, TEXT
# as `loaders.numbers.is_number_text` has it
_BY_READING = {"blank": BLANK, "state": STATE, "text": NUMBER_TEXT, "blanks": NUMBER_TEXT, "marked": NUMBER_TEXT}


def cell_kinds(grid: Grid) -> np.ndarray:
    """int8 matrix of the sheet: BLANK, TEXT, NUMBER, NUMBER_TEXT (a text that is a number for certain), STATE (—, 未报送, *),
    DATE, FAULT (an error value or a formula without a value)."""
    cells = grid.cells
    kinds = _OF_TYPE[cells.types]
    held = cells.types == THING
    kinds[held] = _kinds_of(cells.things)[cells.numbers[held].astype(np.intp)]
    height, width = kinds.shape
    for at, across in (*grid.errors, *grid.uncalculated):
        if at < height and across < width:
            kinds[at, across] = FAULT
    return kinds


def _kinds_of(things: list[CellValue]) -> np.ndarray:
    """The kind of each thing; most are texts, so that those are told without a further call."""
    return np.array([text_kind(thing) if type(thing) is str else thing_kind(thing) for thing in things], dtype=np.int8)


def thing_kind(thing: CellValue) -> int:
    """The kind of a cell that holds this text, date or yes/no."""
    if isinstance(thing, str):
        return text_kind(thing)
    return TEXT if isinstance(thing, bool) else NUMBER if isinstance(thing, int | float) else DATE


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


def is_month_number(value: object) -> bool:
    """202109, 2021.9: could head a column of that month. 2021.1 is no one's: January, or an October that lost its nought."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return isinstance(value, str) and _MONTH.fullmatch(value.strip()) is not None
    return _MONTH.fullmatch(f"{value:.10g}") is not None
