"""Ranked bars: who is how far from the target. Zero is the target, so length is distance and the axis is honest.

Without a target the bars start at 0 and their length is the value. A place without a value stands last, hatched across
the whole track, unranked; the city comes after it, on grey, in bold, without a rank.
"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from charts.canvas import Canvas
from charts.classes import Classes
from charts.rows import Row, city_last, draw_left_out, draw_name, draw_row_ground, name_width, slots, thinned, widest
from charts.text_width import fit_size, text_width
from charts.tokens import ACCENT, EDGE, GRID, INK_1, INK_2, INK_3, NONE, SCREEN, SEQUENTIAL, Sizes
from language import _

BAR_COLUMNS = {
    "code": "code of the place",
    "name": "its name; rows stand in the order given, best first",
    "is_city": "True for the city's row (bool)",
    "rank_text": "'1', '—' for none",
    "value": "the value as displayed; NaN where there is none",
    "value_text": "'84.2'; '—' where there is none",
    "distance": "distance to the target in the good direction, positive = beyond it; NaN without value or target",
    "distance_text": "'超 7.4', '差 6.8'; '' without",
    "status_text": "'未报送，不排名' where there is no value",
}


@dataclass(frozen=True)
class Track:
    """Where the bars lie: the edges of the track, its zero and pixels for each unit."""

    left: float
    right: float
    zero: float
    unit: float
    size: float


def bars_height(rows: pd.DataFrame, sizes: Sizes = SCREEN) -> int:
    """Height in pixels at which the rows have the pitch of `sizes`."""
    return round(sizes.head * 2 + len(rows) * sizes.row * 0.85)


def ranked_bars_chart(
    rows: pd.DataFrame, *, width: int, height: int, classes: Classes | None = None, value_heading: str = "",
    distance_heading: str = "", place_heading: str = "", sizes: Sizes = SCREEN, highlight: str = "", note: str = "",
    select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """Bars for `rows` (BAR_COLUMNS). `classes` colours them as the map does; `note` stands under the last row.

    With `select` a click sets the parameter "place" to the row's code.
    """
    canvas = Canvas(width, height)
    rows = city_last(rows)
    head = sizes.head * 1.9
    foot = sizes.head * 1.5 if note else 4.0
    rows, gap_at, left_out = thinned(rows, height - head - foot, sizes, 1.25 if sizes.factor < 1.3 else 0.85)
    listed = slots(rows, gap_at)
    pitch = min((height - head - foot) / max(len(listed), 1), sizes.row * 1.25)
    size = min(sizes.value, pitch * (0.64 if sizes.factor < 1.3 else 0.58))
    columns = column_edges(rows, width, size, sizes, value_heading)
    while width - columns[3] < width * 0.46 and size > 8:
        size *= 0.96
        columns = column_edges(rows, width, size, sizes, value_heading)
    track = lay_track(rows, columns[3] + size, width - 6 * sizes.factor, size)
    draw_heads(canvas, columns, track, (place_heading or _("区县"), value_heading, distance_heading), head, sizes)
    for number, row in enumerate(listed):
        if row is None:
            draw_left_out(canvas, columns[1], head + (number + 0.5) * pitch, left_out, size)
            continue
        draw_row(canvas, row, (head + number * pitch, pitch), columns, track, classes, sizes, highlight)
    bottom = head + len(listed) * pitch
    if rows["value"].notna().any():
        canvas.segment(track.zero, head * 0.92, track.zero, bottom, INK_1, 1.2 * sizes.factor, z=3)
    if note:
        canvas.text(columns[1], bottom + foot * 0.55, note, fit_size(note, sizes.small, width - columns[1], least=8), INK_3)
    return canvas.chart(_("{n} 个单位按数值排序").format(n=int((~rows["is_city"].astype(bool)).sum())), select=select)


def column_edges(
    rows: pd.DataFrame, width: float, size: float, sizes: Sizes, value_heading: str
) -> tuple[float, float, float, float]:
    """Right edge of the rank, left and right edge of the name, right edge of the value; wide apart where there is room."""
    head, roomy = min(sizes.head, size * 0.92), width > 28 * size
    gap = (1.4 if roomy else 0.7) * size
    rank = 4 * sizes.factor + max(widest(rows["rank_text"], size), text_width(_("名次"), head))
    name = rank + gap
    name_end = name + name_width(rows["name"], size, width * 0.3)
    heading = min(text_width(value_heading, head), 8 * head) if roomy else head * 3
    value = name_end + gap + max(widest(rows["value_text"], size, bold=True), heading)
    return rank, name, name_end, value


def lay_track(rows: pd.DataFrame, left: float, right: float, size: float) -> Track:
    """Scale from the bars and from the width of the texts at their ends, so that no text is cut."""
    distances = rows["distance"].dropna()
    if distances.empty:
        # a city's sum would press its districts flat: its bar is left out where it does not fit the districts' scale
        values = rows.loc[~rows["is_city"].astype(bool), "value"].dropna()
        values = values if len(values) else rows["value"].dropna()
        low, high = min([0.0, *values]), max([0.0, *values])
        span = (high - low) or 1.0
        unit = (right - left) / span
        return Track(left, right, left - low * unit, unit, size)
    pad = size * 0.4
    below = [
        (-distance, text_width(text, size) + pad)
        for distance, text in zip(rows["distance"], rows["distance_text"], strict=True)
        if distance < 0
    ]
    above = [
        (distance, text_width(text, size) + pad)
        for distance, text in zip(rows["distance"], rows["distance_text"], strict=True)
        if distance >= 0
    ]
    low_unit, high_unit = 0.0, (right - left) / (max(abs(distances)) or 1.0)
    for _round in range(50):
        unit = (low_unit + high_unit) / 2
        room = max((length * unit + text for length, text in below), default=0) + max(
            (length * unit + text for length, text in above), default=0
        )
        low_unit, high_unit = (unit, high_unit) if room <= right - left else (low_unit, unit)
    zero = left + max((length * low_unit + text for length, text in below), default=0)
    return Track(left, right, zero, low_unit, size)


def draw_heads(
    canvas: Canvas,
    columns: tuple[float, float, float, float],
    track: Track,
    heads: tuple[str, str, str],
    height: float,
    sizes: Sizes,
) -> None:
    """The columns' names."""
    rank, name, _end, value = columns
    middle, size = height * 0.36, min(sizes.head, track.size * 0.92)
    place, value_heading, distance_heading = heads
    canvas.text(rank, middle, _("名次"), size, INK_3, align="right")
    canvas.text(name, middle, place, size, INK_3)
    room = value - name - text_width(place, size) - 6
    canvas.text(value, middle, value_heading, fit_size(value_heading, size, room, least=8), INK_3, align="right")
    room = track.right - value - size * 0.5
    canvas.text(track.right, middle, distance_heading, fit_size(distance_heading, size, room, least=8), INK_3, align="right")


def draw_row(
    canvas: Canvas, row: Row, at: tuple[float, float], columns: tuple[float, float, float, float], track: Track,
    classes: Classes | None, sizes: Sizes, highlight: str,
) -> None:  # fmt: skip
    """One place: rank, name, value, bar with its distance, or the hatched track."""
    top, pitch = at
    middle, size = top + pitch / 2, track.size
    rank, name, name_end, value = columns
    chosen, city = row["code"] == highlight, bool(row["is_city"])
    colour = ACCENT if chosen else INK_1
    draw_row_ground(canvas, row, top, pitch, sizes, chosen)
    canvas.text(rank - size * 0.25, middle, NONE if city else row["rank_text"], size * 0.95, INK_3, align="right")
    draw_name(canvas, row["name"], name, middle, name_end - name, pitch, size, bold=city or chosen, colour=colour)
    canvas.text(value, middle, row["value_text"], size, INK_1, align="right", bold=city)
    half = min(pitch * 0.24, 22.0)
    if row["value"] != row["value"]:
        word = fit_size(row["status_text"], min(sizes.head, pitch * 0.56), (track.right - track.left) * 0.8, least=6)
        canvas.hatched_track(
            track.left, middle - half * 0.85, track.right, middle + half * 0.85, sizes, row["status_text"], word, INK_3
        )
    else:
        draw_bar(canvas, row, middle, half, track, classes)
    tip = {
        _("区县"): row["name"],
        _("数值"): row["value_text"] if row["value"] == row["value"] else row["status_text"],
        _("距目标"): row["distance_text"],
    }
    canvas.hit_box(0, top, canvas.width, top + pitch, row["code"], tip)


def draw_bar(canvas: Canvas, row: Row, middle: float, half: float, track: Track, classes: Classes | None) -> None:
    """The bar from the target (or from 0) and the words at its end."""
    length = row["distance"] if row["distance"] == row["distance"] else row["value"]
    end = track.zero + length * track.unit
    fill = INK_2 if row["is_city"] else (classes.fill(row["value"]) if classes else None) or SEQUENTIAL[2]
    x, x2 = min(track.zero, end), max(track.zero, end)
    if 0 < x2 - x <= track.right - track.left + 0.5:
        canvas.rect(x, middle - half, x2, middle + half, fill, stroke="" if row["is_city"] else EDGE, z=1)
    if row["distance_text"]:
        pad = track.size * 0.3
        canvas.text(
            end + (pad if length >= 0 else -pad),
            middle,
            row["distance_text"],
            track.size,
            INK_1,
            align="left" if length >= 0 else "right",
        )
    elif row["distance"] == row["distance"]:
        canvas.segment(end, middle - half, end, middle + half, GRID, 1)
