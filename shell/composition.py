"""The section that shows what a whole is made of: which whole, the bars, what the parts do not add up to, the numbers."""

from __future__ import annotations

import streamlit as st

from language import _
from shell import address, calculation, downloads, pins, queries, show
from shell.room import Room
from views.compositions import CompositionView


def section(room: Room) -> None:
    """Bars of 100 % for every district; nothing where no whole of the period has parts."""
    view: CompositionView | None = queries.view(room, "compositions")
    if view is None:
        return
    left, right, last = st.columns([2.2, 1, 0.5], gap="small", vertical_alignment="bottom")
    with left:
        show.part(view.finding, view.subtitle)
    with right:
        words = dict(view.offered)
        address.choose("parts", _("构成"), list(words), view.offered[0][0], words.__getitem__, form="search", hide_label=True)
    with last:
        calculation.button(calculation.PARTS)
    show.chart(queries.drawn(room, "compositions", "chart", room.width), "composition", selects=True)
    show.footer(view.footer)
    leaving: CompositionView = queries.leaving(room, "compositions")
    downloads.row(
        leaving.name,
        leaving.table,
        downloads.about(leaving),
        downloads.maker(room, "compositions"),
        lambda: pins.of_part(room, "district_profile", "compositions"),
    )
    with st.expander(_("构成的数字（{n} 行）").format(n=len(view.table))):
        show.table(view.table)
