"""The other sentences that the figures hold, each with its arithmetic, folded away below a page's chart."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from indicators.finding_records import Finding, FindingKind
from language import _
from shell import calculation, queries
from shell.room import Room
from views.choices import Choices
from views.findings import Said


def listed(said: Sequence[tuple[str, str]], about: Sequence[dict[str, str]] = ()) -> None:
    """Sentences with their arithmetic, most important first; nothing where there is one at most, which is the title then.

    `about`: what each is about (`shell.calculation.linked`, see `leads`), to which it leads.
    """
    if len(said) < 2:
        return
    with st.expander(_("从这些数里看得出的 {n} 句话，各附算式").format(n=len(said))):
        words = [escape(text) for text, _sums in said]
        words = [calculation.linked(text, **its) for text, its in zip(words, about, strict=True)] if about else words
        lines = "".join(f"<li>{text}<br><small>{escape(pair[1])}</small></li>" for text, pair in zip(words, said, strict=True))
        st.html(f'<div class="lists"><ul>{lines}</ul></div>')


def leads(kind: FindingKind, places: Sequence[str]) -> dict[str, str]:
    """Which calculation explains a sentence: that of the first place it names, or of the spread between all of them."""
    if kind is FindingKind.SPREAD:
        return {"opens": calculation.SPREAD}
    return {"district": places[0]} if places else {}


def of_indicator(said: Sequence[Finding], chosen: Choices) -> None:
    """All sentences on one indicator; `chosen`: a page's settled choices."""
    names = ("indicator", "level", "target", "period", "district")
    about = {name: str(getattr(chosen, name)) for name in names}
    listed([(one.text, one.arithmetic) for one in said], [about | leads(one.kind, one.places) for one in said])


def of_city(room: Room) -> None:
    """The most important ones over all indicators of the page's period."""
    asked = queries.choices()
    only = Choices(period=asked.period, released=asked.released, unranked=asked.unranked)
    said: tuple[Said, ...] = queries.view(room, "findings", only)
    about = [
        {"indicator": one.indicator, "level": one.level, "target": one.target, "period": asked.period}
        | leads(one.kind, one.places)
        for one in said
    ]
    listed([(one.text, one.arithmetic) for one in said], about)
