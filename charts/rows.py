"""What the charts made of rows share: one line for each place, columns of text, the city last on the page's grey."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import pandas as pd

from charts.canvas import Canvas
from charts.text_width import LINE_HEIGHT, fit_size, text_width, wrap
from charts.tokens import ACCENT, INK_1, PAGE, Sizes

Row = dict[Hashable, Any]


def city_last(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in their order, the city's at the end."""
    return rows.sort_values("is_city", kind="stable").reset_index(drop=True)


def tint(colour: str, share: float) -> str:
    """`colour` at `share` over white, as a literal colour: overlapping tints do not add up."""
    parts = [round(255 - (255 - int(colour[start : start + 2], 16)) * share) for start in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)


def widest(texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    """Width of the longest text."""
    return max((text_width(text, size, bold=bold) for text in texts), default=0.0)


def name_width(names: Iterable[str], size: float, most: float) -> float:
    """Room for the names' column: their longest, or `most`, in which longer ones take two lines."""
    return min(widest(names, size, bold=True), most)


def draw_name(
    canvas: Canvas, name: str, x: float, middle: float, room: float, pitch: float, size: float, *, bold: bool, colour: str = INK_1
) -> None:
    """A place's name in its row: on two lines or smaller where it is long, never cut."""
    lines = [name]
    if text_width(name, size, bold=bold) > room:
        size = min(size, pitch * 0.42)
        lines = wrap(name, size, room, bold=bold, lines=2)
    size = min(fit_size(line, size, room, least=6, bold=bold) for line in lines)
    for number, line in enumerate(lines):
        y = middle + (number - (len(lines) - 1) / 2) * size * LINE_HEIGHT
        canvas.text(x, y, line, size, colour, bold=bold)


def draw_row_ground(canvas: Canvas, row: Row, top: float, pitch: float, sizes: Sizes, chosen: bool) -> None:
    """The grey band of the city's row; the accent edge of the chosen one."""
    if row["is_city"]:
        canvas.rect(0, top + 1, canvas.width, top + pitch - 1, PAGE, radius=4, z=-2)
    if chosen:
        canvas.rect(0, top + pitch * 0.12, 3 * sizes.factor**0.5, top + pitch * 0.88, ACCENT, z=-1)
