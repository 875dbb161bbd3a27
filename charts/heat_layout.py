"""Where the heat table's columns and rows lie, and the type that fits them."""

from __future__ import annotations

from dataclasses import dataclass

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


# So many rows at the pitch of `sizes` fill the first screen; more of them move together, as far as their type allows
ROWS_OF_A_SCREEN = 9.5
CLOSEST = 1.75


def heat_height(cells: pd.DataFrame, sizes: Sizes = SCREEN) -> int:
    """Height in pixels at which the rows have the pitch of `sizes`, or as much less as keeps a large city on one screen."""
    rows = cells["code"].nunique()
    pitch = min(sizes.row, max(sizes.row * ROWS_OF_A_SCREEN / max(rows, 1), sizes.value * CLOSEST))
    return round(head_height(cells, sizes) + rows * pitch + 10 * sizes.factor + legend_height(cells, sizes))


def head_height(cells: pd.DataFrame, sizes: Sizes) -> float:
    """Family, rule, up to two lines of heading, and the targets where there are any."""
    targets = sizes.head * 1.35 if cells["target"].notna().any() else 0.0
    return sizes.head * 1.15 + 9 * sizes.factor + 2 * sizes.head * 1.18 + targets + 6 * sizes.factor


def legend_height(cells: pd.DataFrame, sizes: Sizes) -> float:
    """The strip of classes under the table, with the space above it; nothing where no cell needs it."""
    needed = cells["target"].notna().any() or cells["value"].isna().any()
    return sizes.small * 1.7 + 12 * sizes.factor if needed else 0.0


def lay_out(
    cells: pd.DataFrame, columns: pd.DataFrame, rows: pd.DataFrame, width: int, height: float, sizes: Sizes, gap_at: int = -1
) -> Grid:  # fmt: skip
    """Column and row positions; type shrinks before anything is cut."""
    names = max(text_width(name, sizes.value, bold=True) for name in rows["name"])
    name_width = min(max(names, text_width(_("目标"), sizes.head)) + 14 * sizes.factor, width * 0.2)
    breaks = (columns["family"] != columns["family"].shift()).cumsum() - 1
    gap = 13 * min(sizes.factor, 1.15)
    column_width = (width - name_width - gap * breaks.iloc[-1]) / len(columns)
    left = {
        key: name_width + number * column_width + gap * family
        for number, (key, family) in enumerate(zip(columns["indicator"], breaks, strict=True))
    }
    start = head_height(cells, sizes)
    city_gap = 10 * sizes.factor if rows["is_city"].any() and len(rows) > 1 else 0
    pitch = min((height - start - city_gap) / (len(rows) + (gap_at >= 0)), sizes.row * 1.06)
    tops = {
        code: start + (number + (0 <= gap_at <= number)) * pitch + (city_gap if is_city else 0)
        for number, (code, is_city) in enumerate(zip(rows["code"], rows["is_city"], strict=True))
    }
    value = min(sizes.value, pitch * 0.64)
    small = value * sizes.small / sizes.value
    values = max((text_width(text, value) for text in cells["value_text"]), default=0)
    distances = max((text_width(BELOW + text, small) for text in cells["distance_text"]), default=0)
    side = values + distances + 14 * sizes.factor
    stacked = side > column_width and pitch - GAP >= 1.1 * (value + small)
    shrink = (
        min(1.0, column_width / side)
        if not stacked
        else min(1.0, (column_width - 8 * sizes.factor) / max(values, distances + small * 0.25, 1))
    )
    pairs = zip(columns["indicator"], columns["heading"], strict=True)
    head = {key: heading_size(text, sizes.head, column_width - 4) for key, text in pairs}
    return Grid(left, column_width, tops, pitch, value * shrink, small * shrink, stacked, head, width)


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
