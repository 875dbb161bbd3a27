"""Score cards: one indicator's city value, where it stands, and a small line of how it came there.

`st.html` drops inline SVG without a word, so the small line is an image with a data address.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

import streamlit as st

from charts import tokens
from views.score_cards import Card

WIDTH, HEIGHT, EDGE = 104, 38, 5


def cards(shown: Sequence[Card]) -> None:
    """Cards in one row, as many as there are families."""
    st.html(f'<div class="cards">{"".join(_card(card) for card in shown)}</div>')


def _card(card: Card) -> str:
    mark = tokens.STATES.get(card.state)
    state = f'<b style="color:{mark.colour}">{mark.sign} {escape(card.state_words)}</b>' if mark else ""
    return (
        f'<div class="card"><div class="name" title="{escape(card.name)}">{escape(card.name)}</div>'
        f'<div class="middle"><span class="big">{escape(card.value)}</span><span class="unit">{escape(card.unit)}</span>'
        f'<img src="{spark(card.points, card.target)}" width="{WIDTH}" height="{HEIGHT}" alt="{escape(card.spark_words)}"></div>'
        f"<div>{state}<span>{escape(card.target_words)}</span></div>"
        f"<div><span>{escape(card.met_words)}</span><span>{escape(card.change_words)}</span></div></div>"
    )


def spark(points: Sequence[tuple[int, float]], target: float | None) -> str:
    """A data address of a line through neighbouring years, the target dashed; a missing year leaves a gap."""
    if not points:
        return "data:image/svg+xml;base64," + base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"/>').decode()
    years = [year for year, _value in points]
    levels = [value for _year, value in points] + ([target] if target is not None else [])
    low, high = min(levels), max(levels)
    span, wide = (high - low) or 1.0, (max(years) - min(years)) or 1

    def place(year: int, value: float) -> tuple[float, float]:
        across = EDGE + (WIDTH - 2 * EDGE) * (year - min(years)) / wide if len(years) > 1 else WIDTH - EDGE
        return across, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / span

    path, before = "", None
    for year, value in points:
        x, y = place(year, value)
        path += f"{'L' if before == year - 1 else 'M'}{x:.1f} {y:.1f}"
        before = year
    x, y = place(*points[-1])
    dashed = ""
    if target is not None:
        level = place(years[0], target)[1]
        dashed = f'<path d="M0 {level:.1f}H{WIDTH}" stroke="{tokens.EDGE}" stroke-dasharray="3 3" fill="none"/>'
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">{dashed}'
        f'<path d="{path}" stroke="{tokens.ACCENT}" stroke-width="2" fill="none" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{tokens.ACCENT}"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()
