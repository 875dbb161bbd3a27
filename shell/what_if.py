"""The strip of 对标差距 that answers "what if so many more came every year?" while the slider moves: a part that reruns alone."""

from __future__ import annotations

from html import escape

import streamlit as st

from language import _
from shell import address, pins, show
from shell.room import Room
from views.gaps import GapsView
from views.what_if import what_if

_KEY = "what_if"


@st.fragment
def strip(view: GapsView) -> None:
    """Slider at the left, the answer with its arithmetic at the right; nothing where nothing can be counted."""
    options = view.options
    if options.target is None:
        return
    address.use_language()
    asked, chosen = address.get("more"), options.chosen.district
    tried = int(asked) if asked.isdecimal() and len(asked) < 8 else None
    found = what_if(view.standings, options.indicator, options.target, options.period.start_year, chosen, tried)
    if found is None:
        return
    left, right = st.columns([1, 3.1], gap="medium", vertical_alignment="center")
    key = f"{_KEY}_{found.code}_{options.indicator.id}_{options.target.id}"
    st.session_state[key] = found.per_year
    with left:
        st.slider(
            found.label,
            0,
            found.most,
            step=found.step,
            key=key,
            on_change=lambda: address.put("more", str(st.session_state[key])),
        )
    with right:
        st.html(f'<div class="note"><b>{escape(found.sentence)}</b><br><small>{escape(found.arithmetic)}</small></div>')
    if len(found.table) > 1:
        with st.expander(_("各区县都按这个数试算（{n} 个未达标）").format(n=len(found.table))):
            show.table(found.table)


def pin(room: Room, view: GapsView) -> None:
    """The button that pins the trial, with the number that was tried; outside the strip, so that the browser keeps the pin."""
    options = view.options
    if options.target is not None and any(standing.needed and standing.needed.count for standing in view.standings):
        pins.of_part(room, "gaps", "what_if")
