"""What the charts made of rows share: one line for each place, columns of text, the city last on the page's grey."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import pandas as pd

from charts.canvas import Canvas
from charts.text_width import LINE_HEIGHT, fit_size, text_width, wrap
from charts.tokens import ACCENT, INK_1, INK_3, PAGE, Sizes
from language import _

Row = dict[Hashable, Any]


def city_last(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in their order, the city's at the end."""
    return rows.sort_values("is_city", kind="stable").reset_index(drop=True)


def thinned(rows: pd.DataFrame, room: float, sizes: Sizes, closest: float = 0.85) -> tuple[pd.DataFrame, int, int]:
    """The rows that can be read in `room` pixels: all, or both ends with a place between them for what is left out.

    `closest` is the least pitch in sizes of a value's type. Answers the rows, the place of that line among them (−1 for none)
    and how many rows are left out. The city stays.
    """
    most = max(4, int(room / (sizes.value * closest)))
    places = rows[~rows["is_city"].astype(bool)]
    if len(rows) <= most + 2:  # a line that says "2 left out" is no shorter than the two
        return rows, -1, 0
    kept = most - 1 - (len(rows) - len(places))
    first, last = -(-kept // 2), kept // 2
    shown = pd.concat([places.iloc[:first], places.iloc[len(places) - last :], rows[rows["is_city"].astype(bool)]])
    return shown.reset_index(drop=True), first, len(places) - kept


def slots(rows: pd.DataFrame, gap_at: int) -> list[Row | None]:
    """The rows as records, None where the line for those left out stands."""
    found: list[Row | None] = list(rows.to_dict("records"))
    if gap_at >= 0:
        found.insert(gap_at, None)
    return found


def draw_left_out(canvas: Canvas, x: float, middle: float, count: int, size: float) -> None:
    """How many rows are not listed."""
    canvas.text(x, middle, _("… 中间 {n} 个未列出").format(n=count), size, INK_3)


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
    """A place's name in its row: on as many lines as leave it largest where it is long, never cut."""
    room += 0.5  # a room that was measured by this very name comes back a hair narrower
    lines = [name]
    if text_width(name, size, bold=bold) > room:
        forms = [name_form(name, count, room, pitch, size, bold) for count in (2, 3, 4)]
        lines, size = max(forms, key=lambda form: (form[1], -len(form[0])))
    for number, line in enumerate(lines):
        y = middle + (number - (len(lines) - 1) / 2) * size * LINE_HEIGHT
        canvas.text(x, y, line, size, colour, bold=bold)


def name_form(name: str, count: int, room: float, pitch: float, size: float, bold: bool) -> tuple[list[str], float]:
    """A long name on up to `count` lines that fit into the row's pitch, and its size."""
    most = min(size, pitch * 0.84 / count)
    lines = wrap(name, most, room, bold=bold, lines=count)
    return lines, min(fit_size(line, most, room, least=6, bold=bold) for line in lines)


def draw_row_ground(canvas: Canvas, row: Row, top: float, pitch: float, sizes: Sizes, chosen: bool) -> None:
    """The grey band of the city's row; the accent edge of the chosen one."""
    if row["is_city"]:
        canvas.rect(0, top + 1, canvas.width, top + pitch - 1, PAGE, radius=4, z=-2)
    if chosen:
        canvas.rect(0, top + pitch * 0.12, 3 * sizes.factor**0.5, top + pitch * 0.88, ACCENT, z=-1)
