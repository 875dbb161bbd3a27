"""Whether 97,125 is ninety-seven or ninety-seven thousand: a table that writes decimal commas elsewhere leaves it open."""

from __future__ import annotations

import re

import numpy as np

from loaders.figures import Figures
from loaders.table import Table

_DECIMAL_COMMA = re.compile(r"[+-]?\d+,(\d{1,2}|\d{4,})\s*[%％‰]?")
_ONE_COMMA = re.compile(r"[+-]?\d{1,3},\d{3}\s*[%％‰]?")
_THOUSANDS_DOT = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?|[+-]?\d{1,3}(\.\d{3})+,\d+")
_ONE_DOT = re.compile(r"[+-]?\d{1,3}\.\d{3}")


def doubtful(table: Table, figures: Figures, unreadable: int) -> list[tuple[int, int, str]]:
    """Takes the numbers back that a table's own way of writing leaves open (98,5 beside 97,125; 1.234.567 beside 12.345);
    returns row and column of their cells on the sheet, and their texts. `unreadable` is the code of that status."""
    refused = [str(remark.values.get("text", "")).strip() for remark in figures.remarks if remark.kind == "not-a-number"]
    patterns = []
    if any(_DECIMAL_COMMA.fullmatch(text) for text in refused):
        patterns.append(_ONE_COMMA)
    if any(_THOUSANDS_DOT.fullmatch(text) for text in refused):
        patterns.append(_ONE_DOT)
    found: list[tuple[int, int, str]] = []
    for position, rows in list(figures.text_numbers.items()) if patterns else ():
        column, kept = table.values[position], []
        for row in rows:
            at = int(table.block.body[row])
            text = str(table.sheet.grid.value(at, column)).strip()
            if any(pattern.fullmatch(text) for pattern in patterns):
                figures.values[row, position], figures.status[row, position] = np.nan, unreadable
                found.append((at, column, text))
            else:
                kept.append(row)
        figures.text_numbers[position] = kept
    return found
