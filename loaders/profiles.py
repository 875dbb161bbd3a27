"""What stands in a column below the headings: how many cells of each kind, which texts, whether they are periods or codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from loaders.blocks import Block
from loaders.cells import FAULT, NUMBER, NUMBER_TEXT, STATE, TEXT, is_year_number
from loaders.lines import Sheet, is_label
from loaders.times import compares_periods, find_period
from loaders.words import is_total_abroad
from loaders.workbook import CellValue

SAMPLE = 3000


@dataclass
class Profile:
    """What stands in a column below the headings: how many of each kind, and its distinct texts."""

    counts: np.ndarray
    texts: Counter[str]
    values: list[CellValue]

    @property
    def words(self) -> int:
        """Cells that hold words."""
        return int(self.counts[TEXT])

    @property
    def counted(self) -> int:
        """Cells that hold numbers, states, errors."""
        return int(self.counts[NUMBER] + self.counts[NUMBER_TEXT] + self.counts[STATE] + self.counts[FAULT])

    @property
    def filled(self) -> int:
        """Cells that hold anything."""
        return int(self.counts[1:].sum())


def profile(sheet: Sheet, block: Block, column: int) -> Profile:
    """Kinds of the whole column; its texts from the first rows and the last."""
    kinds = sheet.kinds[block.body, column]
    body = block.body if len(block.body) <= SAMPLE else np.concatenate([block.body[: SAMPLE // 2], block.body[-SAMPLE // 2 :]])
    values = sheet.grid.cells.column(column, body)
    texts = Counter(value for value in values if isinstance(value, str) and value.strip())
    return Profile(np.bincount(kinds, minlength=7), texts, values)


def share(found: Profile, test: Callable[[str], bool]) -> float:
    """The share of a column's texts that pass a test."""
    total = sum(found.texts.values())
    return sum(count for text, count in found.texts.items() if test(text)) / total if total else 0.0


def looks_counted(text: str) -> bool:
    """A short text that is half digits: a damaged number rather than a word, or a place with its code (321202海陵区)."""
    return not is_label(text) and len(text) <= 12 and sum(sign.isdigit() for sign in text) * 2 >= len(text.replace(" ", ""))


def codes(found: Profile) -> bool:
    """Whether a column holds codes: letters and digits, or whole numbers."""
    texts = [text.strip() for text in found.texts if not is_total_abroad(text)]  # 合计 below a column of codes is none
    plain = sum(1 for text in texts if text.replace("-", "").isalnum() and any(sign.isdigit() for sign in text))
    numbers = [value for value in found.values if isinstance(value, int | float) and not isinstance(value, bool)]
    return (plain + len(numbers) > 0) and plain * 2 >= len(texts) - plain and all(float(value).is_integer() for value in numbers)


def serials(found: Profile) -> bool:
    """Whether a column counts its rows: 1, 2, 3 …"""
    numbers = [value for value in found.values if isinstance(value, int | float) and not isinstance(value, bool)]
    return (
        len(numbers) >= 3
        and found.words <= 2
        and numbers == [numbers[0] + step for step in range(len(numbers))]
        and numbers[0] in (0, 1)
    )


def periods(found: Profile, *, numbers: bool) -> bool:
    """Whether nearly all of a column are periods; plain numbers only count where the heading says 年份."""
    values = [value for value in found.values if value is not None and not (isinstance(value, str) and not value.strip())]
    if not values:
        return False
    unique = Counter(value if isinstance(value, str | int | float) else str(value) for value in values)
    good = 0
    for value, count in unique.items():
        if isinstance(value, str):
            good += count if find_period(value, column_of_periods=numbers) is not None else 0
        elif numbers and float(value).is_integer():  # neither 2008.5 nor NaN is a period
            good += count if is_year_number(value) or find_period(str(int(value)), column_of_periods=True) is not None else 0
    return good >= 0.8 * len(values)


def periods_compared(found: Profile) -> bool:
    """Whether a column of periods ends in rows that compare or sum them up: 2022年, 2023年, 增幅."""
    said = {text: find_period(text, column_of_periods=True) is not None for text in found.texts}
    return sum(said.values()) >= 2 and all(good or compares_periods(text) for text, good in said.items())


def years(found: Profile) -> bool:
    """Whether every number of a column is a year, whatever words head its groups (云龙区, then 2020, 2021)."""
    numbers = [
        value
        for value in found.values
        if not isinstance(value, bool)
        and (isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdecimal()))
    ]
    return len(numbers) >= 2 and all(is_year_number(value) for value in numbers)
