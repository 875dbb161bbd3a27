"""Where the heat table's columns and rows lie, and the type that fits them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from charts.text_width import text_width, wrap
from charts.tokens import BELOW, SCREEN, Sizes
from language import _

GAP = 3.0


@dataclass(frozen=True)
class Grid:
    """Where the columns and rows lie, in pixels, and the type that fits them."""

    left: dict[str, float]
    column_width: float
    top: dict[str, float]
    row_height: float
    value: float
    small: float
    stacked: bool
    head: dict[str, float]
    end: float
    form: Literal["lines", "narrow", "upright"] = "lines"


# Below it nothing is read on a screen; headings in columns too narrow for it stand upright, this far at most
LEAST_TYPE = 12.0
UPRIGHT_ROOM = 92.0
# Columns narrower than this have such headings; wider than that, a value and its distance would lie far apart
NARROW, WIDEST = 64.0, 280.0
# The strip of classes is not pressed below this, however narrow the table
LEGEND = 1100.0
# So many rows at the pitch of `sizes` fill the first screen; more of them move together, as far as their type allows
ROWS_OF_A_SCREEN = 9.5
CLOSEST = 1.75


def heat_height(cells: pd.DataFrame, sizes: Sizes = SCREEN, width: int = 0) -> int:
    """Height in pixels at which the rows have the pitch of `sizes`, or as much less as keeps a large city on one screen.

    `width`: of the table, where it may have more columns than headings of two lines fit over; 0 = it has not.
    """
    rows = cells["code"].nunique()
    pitch = min(sizes.row, max(sizes.row * ROWS_OF_A_SCREEN / max(rows, 1), sizes.value * CLOSEST))
    return round(head_height(cells, sizes, width) + rows * pitch + 10 * sizes.factor + legend_height(cells, sizes))


def head_height(cells: pd.DataFrame, sizes: Sizes, width: float = 0) -> float:
    """Family, rule, the headings in two lines (more of them, or upright, in narrow columns), targets where there are any."""
    targets = sizes.head * 1.35 if cells["target"].notna().any() else 0.0
    own = 2 * sizes.head * 1.18
    if width:
        form = heading_form(cells.drop_duplicates("indicator")["heading"], column_room(cells, width, sizes), sizes)
        own = {"lines": own, "narrow": 4 * LEAST_TYPE * 1.18 + 2, "upright": UPRIGHT_ROOM + 6}[form]
    return sizes.head * 1.15 + 9 * sizes.factor + own + targets + 6 * sizes.factor


def column_room(cells: pd.DataFrame, width: float, sizes: Sizes) -> float:
    """Width of a column in a table of that width."""
    columns = cells.drop_duplicates("indicator")
    breaks = int((columns["family"] != columns["family"].shift()).sum()) - 1
    room = (width - name_room(cells, width, sizes) - family_gap(sizes) * breaks) / len(columns)
    return min(room, WIDEST * sizes.factor)


def name_room(cells: pd.DataFrame, width: float, sizes: Sizes) -> float:
    """Width of the places' names, a fifth of the table at most."""
    names = max(text_width(name, sizes.value, bold=True) for name in cells["name"].unique())
    return min(max(names, text_width(_("目标"), sizes.head)) + 14 * sizes.factor, width * 0.2)


def family_gap(sizes: Sizes) -> float:
    """Space between the columns of two families."""
    return 13 * min(sizes.factor, 1.15)


def heading_form(headings: pd.Series, column: float, sizes: Sizes) -> Literal["lines", "narrow", "upright"]:
    """How the headings stand: two lines of the usual type, four of the smallest, or upright."""
    if sizes.head * 0.67 >= LEAST_TYPE or column >= NARROW:
        return "lines"
    return "narrow" if all(fits(text, LEAST_TYPE, column - 3, 4) for text in headings) else "upright"


def legend_height(cells: pd.DataFrame, sizes: Sizes) -> float:
    """The strip of classes under the table, with the space above it; nothing where no cell needs it."""
    needed = cells["target"].notna().any() or cells["value"].isna().any()
    return sizes.small * 1.7 + 12 * sizes.factor if needed else 0.0


def lay_out(
    cells: pd.DataFrame, columns: pd.DataFrame, rows: pd.DataFrame, width: int, height: float, sizes: Sizes, gap_at: int = -1
) -> Grid:  # fmt: skip
    """Column and row positions; type shrinks before anything is cut."""
    name_width, gap, column_width = name_room(cells, width, sizes), family_gap(sizes), column_room(cells, width, sizes)
    breaks = (columns["family"] != columns["family"].shift()).cumsum() - 1
    left = {
        key: name_width + number * column_width + gap * family
        for number, (key, family) in enumerate(zip(columns["indicator"], breaks, strict=True))
    }
    start = head_height(cells, sizes, width)
    city_gap = 10 * sizes.factor if rows["is_city"].any() and len(rows) > 1 else 0
    pitch = min((height - start - city_gap) / (len(rows) + (gap_at >= 0)), sizes.row * 1.06)
    tops = {
        code: start + (number + (0 <= gap_at <= number)) * pitch + (city_gap if is_city else 0)
        for number, (code, is_city) in enumerate(zip(rows["code"], rows["is_city"], strict=True))
    }
    value, ratio = min(sizes.value, pitch * 0.64), sizes.small / sizes.value
    values = max((text_width(text, 1) for text in cells["value_text"]), default=0)
    distances = max((text_width(BELOW + text, ratio) for text in cells["distance_text"]), default=0)
    side = value * (values + distances) + 14 * sizes.factor
    beside = value * min(1.0, column_width / side)
    below = min(value, (pitch - GAP) / (1.1 * (1 + ratio)))
    below *= min(1.0, (column_width - 8 * sizes.factor) / max(below * values, below * (distances + ratio * 0.25), 1))
    stacked = side > column_width and below > beside
    value = below if stacked else beside
    form = heading_form(columns["heading"], column_width, sizes)
    pairs = zip(columns["indicator"], columns["heading"], strict=True)
    head = {key: heading_size(text, sizes.head, column_width - 4) if form == "lines" else LEAST_TYPE for key, text in pairs}
    end = max(left.values(), default=0.0) + column_width
    return Grid(left, column_width, tops, pitch, value, value * ratio, stacked, head, max(end, min(width, LEGEND)), form)


def heading_size(text: str, size: float, room: float) -> float:
    """The size at which a heading fits: two lines of it, or three small ones in the same height."""
    full = size
    while size > 8 and not fits(text, size, room, 2 if size > full * 0.67 else 3):
        size -= 0.5
    return size


def fits(text: str, size: float, room: float, lines: int) -> bool:
    """Whether a heading takes at most so many lines, each no wider than `room`."""
    found = wrap(text, size, room)
    return len(found) <= lines and max(text_width(line, size) for line in found) <= room
