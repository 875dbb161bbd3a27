"""What stands in a sheet: cells from A1, with formats, merges, errors and notes, whatever file it came from.

Rows and columns count from 0 here; `a1` gives the address that a person sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from indicators.vocabulary import column_letters
from loaders.workbook.cells import Cells, CellValue, Position

GENERAL = "General"
_QUOTED = re.compile(r'"([^"]+)"')
# what a number format holds besides its pattern: quoted text, escaped characters, colours and conditions, padding, fill
_SCALES = re.compile(r"[0#?],+(?![0#?,])")
_NOT_PATTERN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Finding(NamedTuple):
    """Something a reader must be told: `kind` as the issue catalogue spells it, the sheet ("" for the file), its values."""

    kind: str
    sheet: str = ""
    values: Mapping[str, str | int | float] = {}


@dataclass(slots=True)
class Grid:
    """One sheet. `rows` is rectangular, starts at A1 and ends with the last row and column that hold something. Rows given as
    lists become `Cells`; to look at many cells, ask `cells` for a column.

    `errors` and `uncalculated` name the cells that show an error ("#DIV/0!") or a formula that was never calculated;
    both are None in `rows`. `comments`, `red` and `struck` are what people mark cells with.
    """

    name: str
    index: int
    rows: Sequence[Sequence[CellValue]]
    hidden: bool = False
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    formats: tuple[str, ...] = (GENERAL,)
    format_ids: np.ndarray | None = None
    errors: dict[Position, str] = field(default_factory=dict)
    uncalculated: dict[Position, str] = field(default_factory=dict)
    formulas: dict[Position, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: dict[Position, str] = field(default_factory=dict)
    red: frozenset[Position] = frozenset()
    struck: frozenset[Position] = frozenset()

    def __post_init__(self) -> None:
        if not isinstance(self.rows, Cells):
            self.rows = Cells.of(self.rows)

    @property
    def cells(self) -> Cells:
        """The rows as what they are."""
        assert isinstance(self.rows, Cells)
        return self.rows

    @property
    def height(self) -> int:
        """Rows, from the first row of the sheet to the last that holds something."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Columns, from A to the last that holds something."""
        return self.cells.width if self.rows else 0

    def number_format(self, row: int, column: int) -> str:
        """The format code of a cell ("0.0%"); "General" outside the sheet and where the file states none."""
        ids = self.format_ids
        if ids is None or not (0 <= row < ids.shape[0] and 0 <= column < ids.shape[1]):
            return GENERAL
        return self.formats[ids[row, column]]

    def percent_column(self, column: int) -> np.ndarray:
        """For each row of the sheet whether that column's cell is formatted as a percentage (its 0.853 shows as 85.3%)."""
        flags = np.zeros(self.height, dtype=bool)
        ids = self.format_ids
        if ids is not None and 0 <= column < ids.shape[1]:
            rows = min(self.height, ids.shape[0])
            flags[:rows] = np.array([is_percent(code) for code in self.formats])[ids[:rows, column]]
        return flags

    def quoted_formats(self, column: int) -> dict[str, np.ndarray]:
        """Texts that number formats of that column show beside a number ('0.0"（预计）"': （预计）), with the rows of each."""
        ids = self.format_ids
        if ids is None or not 0 <= column < ids.shape[1]:
            return {}
        found: dict[str, np.ndarray] = {}
        for number, code in enumerate(self.formats):
            text = " ".join(_QUOTED.findall(code)) if '"' in code else ""
            if text:
                rows = min(self.height, ids.shape[0])
                flags = found.setdefault(text, np.zeros(self.height, dtype=bool))
                flags[:rows] |= ids[:rows, column] == number
        return found

    def quoted_alike(self, column: int, rows: np.ndarray) -> str:
        """The text that number formats of a column show behind the number in all of these rows ('0"所"': 所), "" for none.

        A format that shows another number than the cell holds (0.00,"千人" shows thousands) says nothing about what it holds.
        """
        ids = self.format_ids
        rows = rows[rows < ids.shape[0]] if ids is not None else rows[:0]
        if ids is None or not len(rows) or not 0 <= column < ids.shape[1]:
            return ""
        codes = [self.formats[number] for number in np.unique(ids[rows, column]).tolist()]
        if any('"' not in code or _SCALES.search(_NOT_PATTERN.sub("", code)) or "!." in code for code in codes):
            return ""
        texts = {"".join(_QUOTED.findall(code.split(";")[0])).strip() for code in codes}
        return texts.pop() if len(texts) == 1 else ""

    def shown_divided(self, column: int, rows: np.ndarray) -> int:
        """By which power of ten number formats of a column show less than these cells hold ('0!.0,"万"' shows 2.5 for 25340: 4);
        0 where they do not, or not alike."""
        ids = self.format_ids
        rows = rows[rows < ids.shape[0]] if ids is not None else rows[:0]
        if ids is None or not len(rows) or not 0 <= column < ids.shape[1]:
            return 0
        powers = {_divided(self.formats[number]) for number in np.unique(ids[rows, column]).tolist()}
        return powers.pop() if len(powers) == 1 else 0

    def value(self, row: int, column: int) -> CellValue:
        """The cell's value, None where it holds nothing or lies outside the sheet."""
        return self.cells.value(row, column) if 0 <= row < self.height and 0 <= column < self.width else None

    def merge_at(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        """The merged range that holds this cell (first row, first column, last row, last column), or None."""
        for merge in self.merges:
            if merge[0] <= row <= merge[2] and merge[1] <= column <= merge[3]:
                return merge
        return None


@dataclass(frozen=True)
class Workbook:
    """A file as read. `format` is what the bytes are ("xlsx", "xls", "csv" …), not what the name says.

    A file that cannot be read has no grids and a finding that says why.
    """

    grids: tuple[Grid, ...] = ()
    format: str = ""
    encoding: str = ""
    epoch: int = 1900
    findings: tuple[Finding, ...] = ()


def is_percent(code: str) -> bool:
    """Whether a number format shows a fraction as a percentage; a quoted "%" is only text ('0.0"%"' shows 85.3 as 85.3%)."""
    return "%" in code and "%" in _NOT_PATTERN.sub("", code)


def _divided(code: str) -> int:
    pattern = code.split(";")[0]
    point = re.search(r"[!\\]\.([0#]+)", pattern)  # a point that is only drawn: the digits behind it are no decimals
    scaled = _SCALES.search(_NOT_PATTERN.sub("", pattern.replace("!.", "")))
    return 3 * (scaled.group().count(",") if scaled else 0) + (len(point.group(1)) if point else 0)


def a1(row: int, column: int) -> str:
    """The address of a cell counted from 0: (6, 1) → "B7"."""
    return f"{column_letters(column + 1)}{row + 1}"

