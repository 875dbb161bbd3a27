"""Where bars, rows of figures and names of the spread lie; on a phone the rows' names stand above their figures."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from charts.axis import Axis, tick_text, ticks
from charts.rows import widest
from charts.text_width import text_width, wrap
from charts.tokens import NARROW, Sizes

# A chart lower than so many heads has no room for the line of the variation
TIGHT = 20


@dataclass(frozen=True)
class SpreadHeads:
    """Names of the rows under the bars."""

    range: str
    variation: str
    count: str


@dataclass(frozen=True)
class Plan:
    """The axes and the middles of the rows below the bars, in pixels; `names`: the middles of the rows' names.

    `every`: of how many periods one has its figures in words, counted from the last. `strip`: the axis of the variation's line,
    None where the type is so large that its figures have to do; how many places there are is then said by the words around.
    """

    x: Axis
    y: Axis
    ticks: list[float]
    half: float
    range_row: float
    variation_row: float
    strip: Axis | None
    count_row: float
    year_row: float
    left: float
    names: tuple[float, float, float]
    last: int
    every: int


def lay_out(
    points: pd.DataFrame, spans: pd.DataFrame, size: tuple[float, float], heads: SpreadHeads, highlight: str, sizes: Sizes,
    bounds: tuple[float | None, float | None],
) -> Plan:  # fmt: skip
    """Bars above, rows of figures and the strip of the variation below, names of the last period at the right."""
    width, height = size
    head, gap, narrow = sizes.head, 12 * sizes.factor, width < NARROW
    # On a phone the rows' names stand above their figures, which then have the whole width
    above = head * 1.6 if narrow else 0.0
    tight = height < head * TIGHT
    year_row = height - head * 0.7
    count_row = year_row - head * 1.55
    strip_bottom = count_row - head * 1.1 - above
    strip_top = strip_bottom - max(height * 0.13, head * 2.6)
    variation_row = strip_top - head * 1.05 - above if narrow else (strip_bottom + strip_top) / 2
    range_row = strip_top - head * 2.7 - above
    names = [heads.range, heads.variation] if tight else [heads.range, heads.variation, heads.count]
    said = [wrap(name, head, width * (0.2 if tight else 0.14), lines=2) for name in names]
    if tight:
        deep = max(len(lines) for lines in said) - 1
        variation_row = count_row - head * 0.6 * deep
        range_row = variation_row - head * (1.5 + 1.15 * deep)
    bars_bottom = range_row - head * 2.0 - above
    # Numbers of the axis need room between each other
    count = min(5, max(2, int((bars_bottom - head) / (head * 1.5))))
    marks = ticks(points["value"], count=count, least=bounds[0], most=bounds[1])
    left = max(text_width(tick_text(mark, marks), head) for mark in marks) + gap
    if not narrow:
        left = max(left, max(text_width(line, head) for lines in said for line in lines) + gap)
    ends = end_labels(points, spans, highlight)
    texts = [line for _c, text, _v, _k in ends for line in name_lines(text, width, sizes)]
    right = width - widest(texts, sizes.value, bold=True) - gap * 2
    first, last = int(spans["year"].min()), int(spans["year"].max())
    step = (right - left) / (last - first + 1)
    known = spans["variation"].dropna()
    wide = max(
        widest(spans["range_text"], sizes.value, bold=True), widest(spans["variation_text"], head), text_width("2024", head)
    )
    return Plan(
        x=Axis(first, last, left + step / 2, right - step / 2) if last > first else Axis(first - 1, first + 1, left, right),
        y=Axis(marks[0], marks[-1], bars_bottom, head * 0.9),
        ticks=marks,
        half=min(step * 0.2, 16 * sizes.factor),
        range_row=range_row,
        variation_row=variation_row,
        strip=None if tight else Axis(0, float(known.max()) if (known > 0).any() else 1.0, strip_bottom, strip_top),
        count_row=count_row,
        year_row=year_row,
        left=left,
        names=(range_row - above, variation_row, count_row - above),
        last=last,
        every=math.ceil((wide + head * 0.35) / step),
    )


def told(plan: Plan, year: int) -> bool:
    """Whether the period's figures stand below its bar: where they would touch, only those of every second or third do."""
    return (plan.last - year) % plan.every == 0


def end_labels(points: pd.DataFrame, spans: pd.DataFrame, highlight: str) -> list[tuple[str, str, float, str]]:
    """Code, text, value and kind of what is named at the right: highest, lowest, city, chosen, all of the last period."""
    last = points[points["year"] == spans["year"].max()].sort_values(["value", "code"], kind="stable")
    places = last[~last["is_city"].astype(bool)]
    picked: dict[str, tuple[str, str, float, str]] = {}
    for kind, rows in (
        ("city", last[last["is_city"].astype(bool)]),
        ("chosen", places[places["code"] == highlight]),
        ("end", places.tail(1)),
        ("end", places.head(1)),
    ):
        for row in rows.to_dict("records"):
            picked.setdefault(row["code"], (row["code"], f"{row['name']} {row['value_text']}", float(row["value"]), kind))
    return list(picked.values())


def name_lines(text: str, width: float, sizes: Sizes) -> list[str]:
    """A name with its value on as many lines as a fifth of the chart needs, on a phone a third."""
    return wrap(text, sizes.value, width * (0.22 if width >= NARROW else 0.3), bold=True)
