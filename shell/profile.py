"""The parts of 区县画像 around its chart: which district and period, the four short lists, the page for the printer."""

from __future__ import annotations

from html import escape

import streamlit as st

from language import _
from shell import address, by_province, calculation, filters, handing_over, pins, queries, show
from shell.room import Room
from views.district_profile import DistrictProfileView


def choosers(view: DistrictProfileView) -> None:
    """District and period, side by side."""
    now = view.options.chosen.district or view.options.first_place
    names = by_province.offered(view.options.places, now)
    if by_province.too_many(view.options.places):
        by_province.chooser(view.options.places, now, always_one=True)
    left, right, last = st.columns([1, 1.1, 1.1], gap="small")
    with left:
        address.choose(
            "district", _("区县"), list(names), view.options.first_place, names.__getitem__, form="search", hide_label=True
        )
    with right:
        filters.periods_of(view.periods)
    with last:
        calculation.button()


def lists(view: DistrictProfileView) -> None:
    """Strengths, weak spots, what moved, what to ask about; a list without sentences is left out."""
    columns = "".join(
        f"<div><h2>{escape(heading)}</h2><ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul></div>"
        for heading, texts in view.lists
        if texts
    )
    if columns:
        st.html(f'<div class="lists">{columns}</div>')


def peers(room: Room, view: DistrictProfileView) -> None:
    """The district beside its group and its statistical neighbours, folded away."""
    if view.peers is None:
        return
    with st.expander(view.peers.title):
        show.table(view.peers.table)
        if view.peers.note:
            show.part(_("统计近邻"), view.peers.note)
            show.table(view.peers.context)
            with st.columns([1, 4])[0]:
                calculation.button(calculation.NEAR)
        pins.of_part(room, "district_profile", "peers")


def sheet(room: Room, view: DistrictProfileView) -> None:
    """The profile on one A4 page as PDF, made when it is asked for."""
    st.download_button(
        _("下载 A4 画像（PDF）"),
        queries.paper_maker(room, "district_profile"),
        file_name=f"{view.name}.pdf",
        mime="application/pdf",
        on_click="ignore",
        key=f"pdf_{view.name}",
    )
    handing_over.brief_buttons(room, view.options.chosen.district or view.options.first_place, view.period)
