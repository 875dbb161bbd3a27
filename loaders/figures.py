"""What the cells of a table say: a value and a status for each of them, and the remarks on single cells."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from indicators.vocabulary import ValueStatus

STATUSES = tuple(ValueStatus)
CODE = {status: code for code, status in enumerate(STATUSES)}


@dataclass
class Remark:
    """Something to say about a cell (row and column from 0) or, with `until`, about rows of a column."""

    kind: str
    row: int
    column: int
    values: dict[str, object] = field(default_factory=dict)


@dataclass
class Figures:
    """Values and statuses of the body rows × value columns, NaN where a cell holds no number.

    `signs` is the % or ‰ that cells of a column and of one kind carry; `lone_signs[position][row]` that of single cells where
    most schools of a list, or most counts of a column, write none.
    """

    values: np.ndarray
    status: np.ndarray
    units: list[str]
    remarks: list[Remark] = field(default_factory=list)
    data: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))
    signs: dict[tuple[int, tuple[str, ...]], str] = field(default_factory=dict)
    text_numbers: dict[int, list[int]] = field(default_factory=dict)
    lone_signs: dict[int, dict[int, str]] = field(default_factory=dict)
