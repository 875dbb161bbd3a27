"""What stands in a district's brief; `exports.brief_pdf` and `exports.brief_docx` write the same content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Image:
    """A small drawing as SVG with the words for those who do not see it; width and height in its own pixels."""

    svg: str
    words: str
    width: int
    height: int


@dataclass(frozen=True)
class Number:
    """One of the large numbers: the number, what it is, the arithmetic or comparison below it."""

    figure: str
    what: str
    below: str


@dataclass(frozen=True)
class BriefRow:
    """An indicator: texts of the cells before the spark, the spark (None = no years), and whether the target is missed."""

    cells: tuple[str, ...]
    spark: Image | None
    below: bool


@dataclass(frozen=True)
class Brief:
    """One district's brief. `lists`: headings with their sentences; `asks`: questions in order; `notes`: how to read it, source.

    `heads` name the cells of each row and, last, the spark. `figures` says of each head whether numbers stand below it.
    """

    kind: str
    place: str
    title: str
    subtitle: str
    name: str
    simulated: bool
    numbers: tuple[Number, ...]
    locator: Image | None
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    table_heading: str
    heads: tuple[str, ...]
    figures: tuple[bool, ...]
    rows: tuple[BriefRow, ...]
    ask_heading: str
    asks: tuple[str, ...]
    notes: tuple[str, ...]
