"""What a workbook of figures holds: a cover with its contents, then one table a sheet. `exports.workbook` writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Figure(NamedTuple):
    """A number as a number: shown with that many decimals, and with `said` behind it (（预计）) where it is not for good."""

    value: float
    decimals: int = 0
    said: str = ""


# What a cell may hold; a text is never taken for a formula
Cell = Figure | str


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its width in characters, and whether figures stand in it (they stand right)."""

    head: str
    width: float
    figures: bool = False


@dataclass(frozen=True)
class Sheet:
    """One table under a title and a few lines of text.

    `data`: figures that can be loaded again. The other sheets are read by people only; their title says so, and the loader
    leaves them out. `keys`: how many columns at the left name a row and stay in view. `about`: a line for the contents.
    """

    name: str
    title: str
    about: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    data: bool = False
    keys: int = 1


@dataclass(frozen=True)
class Book:
    """`about`: lines of the cover as (what, text). `name` is the file's name without its ending."""

    title: str
    name: str
    about: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
