"""What a single row of a sheet is by itself: years, column numbers, a title, a note; before anything is known of its table."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time
from itertools import pairwise

import numpy as np

from geo import match_place
from indicators.vocabulary import PlaceKind
from loaders.cells import BLANK, DATE, FAULT, NUMBER, NUMBER_TEXT, STATE, TEXT, is_month_number, is_year_number
from loaders.two_languages import without_english
from loaders.words import (
    CODE_HEADING,
    INDICATOR_HEADINGS,
    PERIOD_HEADINGS,
    PIVOT_COLUMNS,
    SERIAL_HEADINGS,
    STAGE_HEADINGS,
    bare,
    corner_unit,
    heading_key,
    is_fill_in,
    is_note,
    is_place_heading,
    is_total_abroad,
    is_unit_line,
)
from loaders.workbook import Grid
from loaders.workbook.cells import number_text

_LETTERS = re.compile(
    r"^[a-z]\s*[=＝].{1,30}$|^[甲乙丙丁戊己庚辛壬癸]$|^[a-z]$|^栏次$|^栏目$|^列次$|^列号$|^项目序号$|^编号$|^栏号$|^[—-]+$"
)
_ANSWERED = re.compile(r"(?!其中|备注|注[:：])[\u3400-\u9fff（）()]{2,10}[:：]\s*\S")
_COLUMN_NUMBER = re.compile(r"^[(\[]?(\d{1,3})[)\]]?(?:[=＝].*)?$")


class Sheet:
    """A grid with its kinds of cells, and the questions that finding tables asks about rows.

    `card`: words and figures stand in pairs, without headings.
    """

    def __init__(self, grid: Grid, kinds: np.ndarray, *, card: bool = False) -> None:
        self.grid = grid
        self.card = card
        self.kinds = kinds
        self.filled = (kinds > 0).sum(axis=1)
        self.numbers = ((kinds == NUMBER) | (kinds == NUMBER_TEXT) | (kinds == FAULT)).sum(axis=1)
        self.states = (kinds == STATE).sum(axis=1)
        self.texts = (kinds == TEXT).sum(axis=1)
        self.height, self.width = kinds.shape
        # a merged range may start or end outside of what the sheet holds
        inside = [m for m in grid.merges if 0 <= m[0] < self.height and 0 <= m[1] < self.width]
        self.merges = [(m[0], m[1], min(m[2], self.height - 1), min(m[3], self.width - 1)) for m in inside]
        self._wide = {(m[0], m[1]): m[3] - m[1] + 1 for m in self.merges}

    def text(self, row: int, column: int) -> str:
        """The cell as text, "" where it holds nothing."""
        value = self.grid.cells.value(row, column)
        if isinstance(value, str):
            return value
        if isinstance(value, datetime) and value.time() == time(0):
            return f"{value.year}年{value.month}月" if value.day == 1 else f"{value:%Y-%m-%d}"
        return "" if value is None else number_text(value) if isinstance(value, float) else str(value)

    def columns(self, row: int) -> list[int]:
        """The columns of a row that hold something."""
        return [int(column) for column in np.flatnonzero(self.kinds[row])]

    def span(self, row: int, column: int) -> int:
        """How many columns the merged cell that starts here covers; 1 where nothing is merged."""
        return self._wide.get((row, column), 1)

    def is_years(self, row: int) -> bool:
        """A row whose numbers are years in a row (2019 | 2020 | 2021) or months (202109 | 202209, dates), under or beside
        headings, without a place before them."""
        columns = [c for c in self.columns(row) if self.kinds[row, c] in (NUMBER, NUMBER_TEXT)]
        values = [self.grid.cells.value(row, c) for c in columns]
        if (is_month_number(values[0]) if columns else (self.kinds[row] == DATE).any()) and self._is_months(row):
            return True
        if (
            not columns
            or not all(is_year_number(value) for value in values)
            or self.states[row]
            or (self.kinds[row] == FAULT).any()
        ):
            return False
        first = next((self.text(row, c) for c in self.columns(row) if self.kinds[row, c] == TEXT), "")
        heads = not first or is_heading_word(first)
        if len(columns) == 1:
            return bool(first) and heads
        years = list(dict.fromkeys(int(float(str(value))) for value in values))
        steps = {b - a for a, b in pairwise(years)}
        return heads or (len(steps) == 1 and not is_label(first) and steps <= {1, -1, 5, 10, -5})

    def _is_months(self, row: int) -> bool:
        columns = [c for c in self.columns(row) if self.kinds[row, c] not in (TEXT, BLANK)]
        if len(columns) < 2 or not all(
            self.kinds[row, c] == DATE or is_month_number(self.grid.cells.value(row, c)) for c in columns
        ):
            return False
        first = next((self.text(row, c) for c in self.columns(row) if self.kinds[row, c] == TEXT), "")
        return (not first or is_heading_word(first)) and len({self.text(row, c) for c in columns}) == len(columns)

    @staticmethod
    def looks_numbering(text: str) -> bool:
        """Whether a row that begins with this text may number columns: 甲, 栏次, 1, (2)."""
        plain = bare(text)
        return not plain or _COLUMN_NUMBER.match(plain) is not None or _LETTERS.match(plain) is not None

    def is_numbering(self, row: int) -> bool:
        """甲 乙 1 2 3, (1) (2) (3), 栏次 1 2 3=1+2: columns are numbered, nothing is counted."""
        numbers: list[int] = []
        letters = 0
        for column in self.columns(row):
            text = bare(self.text(row, column))
            found = _COLUMN_NUMBER.match(text)
            if found:
                numbers.append(int(found.group(1)))
            elif _LETTERS.match(text):
                letters += 1
            else:
                return False
        rising = all(b == a + 1 for a, b in pairwise(numbers))
        return rising and (len(numbers) >= 3 or (letters >= 1 and len(numbers) >= 1) or letters >= 3)

    def is_title(self, row: int) -> bool:
        """A line about the table rather than a heading over columns: merged wide, alone with much to say, or 填报单位：…"""
        columns = self.columns(row)
        texts = [self.text(row, column) for column in columns]
        if any(is_unit_line(text) or is_fill_in(text) or bare(text) in PIVOT_COLUMNS for text in texts):
            return True
        asked = sum(text.rstrip().endswith((":", "：")) for text in texts)
        if asked and asked * 2 >= len(texts):
            return True  # 区县名称： | 梁溪区 | 学年： | 2023
        if texts and all(_ANSWERED.match(text.strip()) for text in texts):
            return True  # 填报区县：桥东区 | 统计时点：2024年9月1日
        if len(columns) <= 3 and any(len(text) > 80 for text in texts):
            return True
        return len(columns) == 1 and is_note(texts[0])

    def is_single(self, row: int) -> bool:
        """Only one cell of the row holds something."""
        return int(self.filled[row]) == 1

    def is_headings(self, row: int) -> bool:
        """Two texts or more and nothing counted."""
        if self.is_years(row):
            return int(self.filled[row]) >= 2
        return bool(self.numbers[row] == 0 and self.texts[row] >= 2) and not (self.kinds[row] == DATE).all()

    def is_data(self, row: int) -> bool:
        """A row that counts something, or at least names a place as tables of places do."""
        if not self.filled[row]:
            return False
        columns = self.columns(row)
        if self.numbers[row]:
            if self.is_years(row) or self.is_numbering(row) or self.is_title(row):
                return False
            return len(columns) > 1
        if self.is_title(row) or self.is_numbering(row):
            return False
        if self.states[row] and self.texts[row] and self.states[row] + 2 >= self.texts[row]:
            return True
        return self.begins_with_label(row)

    def begins_with_label(self, row: int) -> bool:
        """The row's first text is a place or a total, and no second place follows it (that would be a heading)."""
        texts = [self.text(row, c) for c in self.columns(row) if self.kinds[row, c] == TEXT][:8]
        if not texts or (len(self.columns(row)) == 1 and self.span(row, self.columns(row)[0]) > 2):
            return False
        if match_place(texts[0]).kind is PlaceKind.AGGREGATE or is_total_abroad(texts[0]):
            return len(texts) == 1  # 总数 | 公办 | 民办 are headings; a total's row has no other words
        return is_label(texts[0]) and not any(is_label(text) for text in texts[1:] if bare(text) != bare(texts[0]))


def is_label(text: str) -> bool:
    """A name that the gazetteer knows, or a total."""
    text = without_english(text)
    if not text or len(text) > 24:
        return False
    return match_place(text).kind is not PlaceKind.UNKNOWN or is_total_abroad(text)


def is_heading_word(text: str) -> bool:
    """地区, 序号, 指标名称, 年份, 学段: a word that heads a column of labels."""
    text = corner_unit(text)[0]
    key = heading_key(text)
    return (
        is_place_heading(text)
        or key in SERIAL_HEADINGS
        or key in INDICATOR_HEADINGS
        or key in PERIOD_HEADINGS
        or key in STAGE_HEADINGS
        or CODE_HEADING.search(unicodedata.normalize("NFKC", text).strip().lower()) is not None
    )
