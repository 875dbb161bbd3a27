"""What stands on a slide, before it is PowerPoint: texts, bars, lines, tables and drawings, in the language they were made in.

Views fill these; `exports.deck.write` makes the .pptx of them. A value that is not there is None, never 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# A chart on a slide has no more rows, the city among them, so that its words stay at 18 pt; what is left out is said beside it
MOST_ROWS = 10
# So many where then nobody is left out: smaller type is better than one district missing
MOST_WHOLE = 12


@dataclass(frozen=True)
class Fact:
    """One of the three facts beside a chart: the number, what it is, the arithmetic or comparison."""

    number: str
    words: str
    arithmetic: str


@dataclass(frozen=True)
class TextCell:
    """A text in a column at the right of the bars or in a table; `colour` and `fill` are "#RRGGBB", "" = as usual."""

    text: str
    colour: str = ""
    fill: str = ""
    bold: bool = False


@dataclass(frozen=True)
class BarRow:
    """One place. `value` as displayed, None where there is none: then `status` says why in words."""

    name: str
    value: float | None
    colour: str
    cells: tuple[TextCell, ...] = ()
    status: str = ""
    is_city: bool = False


@dataclass(frozen=True)
class Bars:
    """Ranked bars from 0. `heads` and `widths` (pixels of 1920) belong to the columns of `cells`; `name` is the series'."""

    name: str
    rows: tuple[BarRow, ...]
    decimals: int
    heads: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    target: float | None = None
    target_text: str = ""


@dataclass(frozen=True)
class Line:
    """One place over the periods; None breaks the line. `role`: "chosen", "city", "peer"; `sign`: of a note in the footer (①)."""

    name: str
    values: tuple[float | None, ...]
    role: str = "peer"
    sign: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines over periods; `targets` are levels with their words. The value axis runs from `least` to `most`."""

    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    decimals: int
    targets: tuple[tuple[float, str], ...] = ()
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Table:
    """A real table. `widths` share the room out; the first column stands left, the others in the middle.

    `wrapped`: cells hold sentences on several lines, all of them left.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[TextCell, ...], ...]
    widths: tuple[float, ...]
    wrapped: bool = False


@dataclass(frozen=True)
class Drawing:
    """A picture, drawn when the deck is written: answers PNG of 1760 × 690 or the same shape."""

    draw: Callable[[], bytes]


@dataclass(frozen=True)
class Region:
    """One district as an editable shape: rings in pixels of its map; `fill` "" = hatched; the label's lines and middle.

    `leader`: from the district to its label, where that stands outside.
    """

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    fill: str
    words: tuple[str, ...] = ()
    at: tuple[float, float] = (0.0, 0.0)
    size: float = 27.0
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


@dataclass(frozen=True)
class MapAndBars:
    """A map of editable shapes in a group, beside native bars of the same places.

    Regions are laid out for MAP_BOX's width and height. `legend`: (colour, words) from the lowest class to the highest;
    colour "" = hatched.
    """

    name: str
    regions: tuple[Region, ...]
    legend: tuple[tuple[str, str], ...]
    bars: Bars


# Where a map and its bars lie on a slide, in pixels: x, y, width, height
MAP_BOX = (80, 232, 760, 590)


Body = Bars | Lines | Table | Drawing | MapAndBars


@dataclass(frozen=True)
class Slide:
    """One slide which stands on its own. `remark`: what is left out or missing; `notes`: arithmetic and provenance."""

    title: str
    subtitle: str
    body: Body | None
    footer: tuple[str, ...]
    notes: tuple[str, ...]
    alt: str
    facts: tuple[Fact, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Deck:
    """Slides in order; the first may be a cover (no body). `title` is the document's, `name` the file's without its ending.

    `mark`: a further word beside 模拟数据 on every slide, as 内部资料.
    """

    title: str
    name: str
    simulated: bool
    slides: tuple[Slide, ...]
    mark: str = ""
