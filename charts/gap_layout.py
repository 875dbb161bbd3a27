"""Where the columns of the gap chart lie, and the axis of its dots."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.axis import Axis, ticks
from charts.rows import name_width, widest
from charts.text_width import text_width
from charts.tokens import NARROW, STATES, Sizes


@dataclass(frozen=True)
class GapHeads:
    """Texts of the column heads; an empty one leaves its column out."""

    gap: str
    people: str = ""
    pace: str = ""
    year: str = ""
    state: str = ""


@dataclass(frozen=True)
class Columns:
    """Where the columns lie: left edge of names and states, right edges of figures, the dot axis."""

    name_end: float
    axis: Axis
    ticks: list[float]
    right: dict[str, float]
    state: float
    size: float


CLOSE = "≈"
# The dots' axis, as a part of the chart's width, below which its numbers run into each other
LEAST_AXIS = 0.1


def label_of(row: Mapping[Hashable, Any]) -> str:
    """A place's name, with ≈ where a neighbour is as good as equal."""
    return f"{row['name']} {CLOSE}" if row.get("close") else str(row["name"])


def lay_out(
    rows: pd.DataFrame, width: float, target: float | None, heads: GapHeads, label: float,
    size: float, sizes: Sizes, bounds: tuple[float | None, float | None],
) -> Columns:  # fmt: skip
    """Columns as wide as their texts; the dots take what is left, at least a quarter of the width.

    Where hardly anything is left of the axis, as on a phone in English, the people needed stand in the table alone.
    """
    found = laid(rows, width, target, heads, label, size, sizes, bounds)
    if found.axis.end - found.axis.start < LEAST_AXIS * width and "people" in found.right:
        return laid(rows, width, target, heads, label, size, sizes, bounds, left_out="people")
    return found


def laid(
    rows: pd.DataFrame, width: float, target: float | None, heads: GapHeads, label: float,
    size: float, sizes: Sizes, bounds: tuple[float | None, float | None], *, left_out: str = "",
) -> Columns:  # fmt: skip
    """The columns but for the one left out."""
    gap = (22 if width >= NARROW else 11) * sizes.factor
    names = [label_of(row) for row in rows.to_dict("records")]
    name_end = 10 * sizes.factor + name_width(names, size, width * (0.16 if width >= NARROW else 0.19))
    while True:
        wide = column_widths(rows, heads, size, min(sizes.head, size))
        left, right, edge = name_end + gap, {}, width - 8 * sizes.factor
        for name in ("state", "year", "pace", "people", "gap"):
            if wide[name] and name != left_out:
                right[name] = edge
                edge -= wide[name] + gap
        if edge - left >= width * 0.24 or size < 9:
            break
        size, gap = size * 0.95, gap * 0.95
    marks = ticks([*rows["value"], *([] if target is None else [target])], least=bounds[0], most=bounds[1])
    axis = dot_axis(rows, Axis(marks[0], marks[-1], left, edge), target, size + 7 * sizes.factor, label / 2 + size * 0.5)
    return Columns(name_end, axis, marks, right, right.get("state", width) - wide["state"], size)


def dot_axis(rows: pd.DataFrame, axis: Axis, target: float | None, pad: float, half: float) -> Axis:
    """The axis drawn in just as far as the numbers beside the outermost dots and half the target's label need."""
    left, right = axis.start, axis.end
    if target is not None:
        left = max(left, axis.start + half - (axis.pixel(target) - axis.start))
        right = min(right, axis.end - half + (axis.end - axis.pixel(target)))
    for value, text in zip(rows["value"], rows["value_text"], strict=True):
        if value == value:
            wide = text_width(text, pad) + pad
            if target is not None and value < target:
                left = max(left, axis.start + wide - (axis.pixel(value) - axis.start))
            else:
                right = min(right, axis.end - wide + (axis.end - axis.pixel(value)))
    return Axis(axis.low, axis.high, left, right)


def column_widths(rows: pd.DataFrame, heads: GapHeads, size: float, head: float) -> dict[str, float]:
    """Width of each column of text; 0 for one left out."""
    pace = [f"{one} / {other}" for one, other in zip(rows["pace_text"], rows["needed_text"], strict=True)]
    signs = [STATES[key].sign for key in rows["state"]]
    state = [f"{sign} {text}" for sign, text in zip(signs, rows["state_text"], strict=True)] if heads.state else signs
    texts: dict[str, Iterable[str]] = {
        "gap": rows["gap_text"],
        "people": rows["people_text"],
        "pace": pace,
        "year": rows["year_text"],
        "state": state,
    }
    return {
        name: max(widest(column, size, bold=True), text_width(title, head))
        if (title := getattr(heads, name)) or name == "state"
        else 0.0
        for name, column in texts.items()
    }
