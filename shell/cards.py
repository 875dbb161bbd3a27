"""Score cards: one indicator's city value, where it stands, and a small line of how it came there.

`st.html` drops inline SVG without a word, so the small line is an image with a data address.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from charts import tokens
from charts.sparks import spark_address, spark_svg
from shell import calculation
from views.score_cards import Card

WIDTH, HEIGHT = 104, 38


def cards(shown: Sequence[Card], period: str, city: str) -> None:
    """Cards in one row, as many as there are families; each value leads to its calculation. `period`, `city`: key and code."""
    st.html(f'<div class="cards">{"".join(_card(card, period, city) for card in shown)}</div>')


def spark(points: Sequence[tuple[int, float]], target: float | None) -> str:
    """The small line as the data address of an image of WIDTH × HEIGHT."""
    return spark_address(spark_svg(points, target=target, width=WIDTH, height=HEIGHT))


def _card(card: Card, period: str, city: str) -> str:
    mark = tokens.STATES.get(card.state)
    line = spark(card.points, card.target)
    state = f'<b style="color:{mark.colour}">{mark.sign} {escape(card.state_words)}</b>' if mark else ""
    value = f'<span class="big">{escape(card.value)}</span>'
    if card.unit or card.points:
        about = {"indicator": card.indicator, "level": card.level, "target": card.target_id}
        value = calculation.linked(value, **about, period=period, district=city)
    said = "".join(f"<span>{escape(words)}</span>" for words in (card.met_words, card.change_words, card.basis_words) if words)
    return (
        f'<div class="card"><div class="name" title="{escape(card.name)}">{escape(card.name)}</div>'
        f'<div class="middle">{value}<span class="unit">{escape(card.unit)}</span>'
        f'<img src="{line}" width="{WIDTH}" height="{HEIGHT}" alt="{escape(card.spark_words)}"></div>'
        f"<div>{state}<span>{escape(card.target_words)}</span></div>"
        f"<div>{said}</div></div>"
    )
