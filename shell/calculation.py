"""How did you get this number? The panel that every page opens: the calculation, to be copied, and the cells it came from.

Open or not stands in the URL (`why=1`), so that the answer to a district's question can be sent as a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from indicators.catalogue import load_catalogue
from language import _
from shell import address, queries, show
from shell.room import Room
from views.calculation import CalculationView
from views.choices import Choices

_OPEN = "why"


def button() -> None:
    """Opens the panel on what is chosen: a click on a mark chooses, a click here explains."""
    st.button(_("算式与出处"), key="why_button", on_click=lambda: address.put(_OPEN, "1"), width="stretch")


def linked(inside: str, **about: str) -> str:
    """HTML that leads to the panel on a figure which is no mark of a chart; `about`: indicator, level, period …"""
    known = dict.fromkeys(("indicator", "level", "period", "target", "district"), "") | about
    return f'<a class="why" target="_self" href="{escape(address.with_changes(**known, **{_OPEN: "1"}))}">{inside}</a>'


def panel(room: Room, *, newest: bool = False, more: Sequence[str] = ()) -> None:
    """The panel, where it is open. `newest`: the page always stands at the newest period. `more`: lines of the page's own."""
    if not address.get(_OPEN):
        return
    title = _("这个数怎么来的")
    st.dialog(title, width="large", on_dismiss=lambda: address.put(_OPEN, ""))(_inside)(room, newest, tuple(more))


def _inside(room: Room, newest: bool, more: tuple[str, ...]) -> None:
    view: CalculationView | None = queries.view(room, "calculation", _asked(room, newest))
    if view is None:
        show.note(_("还没有数据"))
        return
    _choosers(view)
    show.part(view.title)
    st.code("\n".join([*view.lines, *more]), language=None, wrap_lines=True)
    show.table(view.cells)
    chosen = view.options.chosen
    params = address.carried() | {"indicator": chosen.indicator, "level": chosen.level, "period": chosen.period}
    st.page_link("pages/sources.py", label=_("在“口径与来源”里看定义和以前的数"), query_params=params | {"district": view.place})


def _asked(room: Room, newest: bool) -> Choices:
    asked = queries.on_screen(room)
    return replace(asked, period="") if newest else asked


def _choosers(view: CalculationView) -> None:
    """Another district or another indicator, without leaving the panel."""
    catalogue, names = load_catalogue(), dict(view.places)
    left, middle, _rest = st.columns([1, 2, 0.4], gap="small")
    with left:
        _choose("district", _("区县"), list(names), view.place, names)
    with middle:
        labels = {key: catalogue.indicators[key].label for key in view.options.indicators if key in catalogue.indicators}
        _choose("indicator", _("指标"), list(labels), view.options.chosen.indicator, labels)


def _choose(name: str, label: str, options: list[str], value: str, words: dict[str, str]) -> None:
    key = f"why_{name}"
    st.session_state[key] = value if value in options else None

    def changed() -> None:
        address.put(name, st.session_state[key] or "")
        if name == "indicator":
            address.put("level", "")
            address.put("target", "")

    st.selectbox(
        label, options, key=key, format_func=words.__getitem__, on_change=changed, filter_mode="contains", placeholder=_("请选择")
    )
