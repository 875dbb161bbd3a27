"""Sparks: the years of one value on a few pixels, with the target dashed. Each has its own scale, and says so nowhere:
the page does. A missing year is a gap; a single year a dot.

Streamlit drops inline SVG, so a page shows a spark as an image with a data address.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from charts.tokens import ACCENT, INK_3


def spark_svg(
    points: Sequence[tuple[int, float]], *, target: float | None = None, width: int = 104, height: int = 34,
    colour: str = ACCENT, description: str = "",
) -> str:  # fmt: skip
    """The spark as SVG; `points` are year and value in order, NaN for a missing year.

    `description` is its text for those who do not see it.
    """
    shown = [(year, value) for year, value in points if not math.isnan(value)]
    heights = [value for _year, value in shown] + ([] if target is None else [target])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="{escape(description)}">'
    ]
    if shown:
        low, high = min(heights), max(heights)
        first, last = points[0][0], points[-1][0]
        pad = 4.0

        def x(year: int) -> float:
            return width / 2 if last == first else pad + (year - first) / (last - first) * (width - 3 * pad)

        def y(value: float) -> float:
            return height / 2 if high == low else height - pad - (value - low) / (high - low) * (height - 2 * pad)

        if target is not None:
            parts.append(f'<path d="M0,{y(target):.1f}H{width}" stroke="{INK_3}" stroke-width="1" stroke-dasharray="3 3"/>')
        drawn = "".join(f"M{x(a):.1f},{y(v):.1f}L{x(b):.1f},{y(w):.1f}" for (a, v), (b, w) in pairwise(shown) if b - a == 1)
        parts.append(
            f'<path d="{drawn}" fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'
        )
        alone = [year for year, _value in shown if year - 1 not in dict(shown) and year + 1 not in dict(shown)]
        parts += [
            f'<circle cx="{x(year):.1f}" cy="{y(value):.1f}" r="2" fill="{colour}"/>' for year, value in shown if year in alone
        ]
        year, value = shown[-1]
        parts.append(f'<circle cx="{x(year):.1f}" cy="{y(value):.1f}" r="3.5" fill="{colour}"/>')
    return "".join(parts) + "</svg>"


def spark_address(svg: str) -> str:
    """An SVG as the data address of an image."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode("utf-8")).decode("ascii")
