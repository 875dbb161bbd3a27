"""The parts of 均衡 around its chart: the cards of the spread measures, and what is said about schools."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from language import _
from shell import calculation, cards, show
from views.choices import Choices
from views.equity_cards import MeasureCard
from views.equity_schools import SchoolCheck


def measure_cards(shown: Sequence[MeasureCard], chosen: Choices) -> None:
    """The measures in one row; each value leads to its calculation and the districts' cells. `chosen`: settled choices."""
    about = {"indicator": chosen.indicator, "level": chosen.level, "period": chosen.period, "district": chosen.district}
    st.html(f'<div class="cards">{"".join(_card(card, about) for card in shown)}</div>')


def _card(card: MeasureCard, about: dict[str, str]) -> str:
    value = calculation.linked(f'<span class="big">{escape(card.value)}</span>', opens=calculation.SPREAD, **about)
    image = ""
    if len(card.points) > 1:
        address, words = cards.spark(card.points, None), escape(card.spark_words)
        image = f'<img src="{address}" width="{cards.WIDTH}" height="{cards.HEIGHT}" alt="{words}">'
    lines = "".join(f"<p>{escape(line)}</p>" for line in card.lines)
    return (
        f'<div class="card"><div class="name">{escape(card.name)}</div>'
        f'<div class="middle">{value}<span class="unit">{escape(card.unit)}</span>'
        f"{image}</div>{lines}</div>"
    )


def schools(found: SchoolCheck) -> None:
    """Why there is no 校际差异系数 here, or which there are, and the visible check of the formula."""
    show.part(_("校际差异系数"), found.refusal)
    if not found.reported.empty:
        show.part(_("由逐校表算出或区县上报的校际差异系数"))
        show.table(found.reported)
    passed = _("自检：与公布的算例一致") if found.passed else _("自检：与公布的算例不一致，请联系维护人员")
    with st.expander(passed, expanded=not found.passed):
        show.table(found.example)
        for line in found.lines:
            st.html(f'<p class="subtitle">{escape(line)}</p>')
