"""How did you get this number? The panel that every page opens: the calculation, to be copied, and the cells it came from.

Open or not stands in the URL (`why=1` a place's figure, `spread` the spread between districts, `parts` a composition's shares,
`near` the distance to statistical neighbours), so that the answer to a district's question can be sent as a link.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from exports.numbers import csv_bytes
from indicators.catalogue import load_catalogue
from language import _, using
from shell import address, by_province, queries, show
from shell.room import Room
from views.calculation import CalculationView
from views.choices import Choices

_OPEN = "why"
# What the panel can explain, and the view that does
FIGURE, SPREAD, PARTS, NEAR = "1", "spread", "parts", "near"
_VIEWS = {FIGURE: "calculation", SPREAD: "equity_calculation", PARTS: "composition_calculation", NEAR: "peer_calculation"}
# Cells shown at once; of more, the nation's 5,696 counts, the first ones, and a file with all
MOST_CELLS = 60


def button(what: str = FIGURE) -> None:
    """Opens the panel on what is chosen: a click on a mark chooses, a click here explains."""
    label = {PARTS: _("占比怎么来的"), NEAR: _("距离怎么来的")}.get(what, _("算式与出处"))
    st.button(label, key=f"why_button_{what}", on_click=lambda: address.put(_OPEN, what), width="stretch")


def linked(inside: str, *, opens: str = FIGURE, **about: str) -> str:
    """HTML that leads to the panel on a figure which is no mark of a chart; `about`: indicator, level, period …"""
    known = dict.fromkeys(("indicator", "level", "period", "target", "district"), "") | about
    return f'<a class="why" target="_self" href="{escape(address.with_changes(**known, **{_OPEN: opens}))}">{inside}</a>'


def panel(room: Room, *, newest: bool = False) -> None:
    """The panel, where it is open. `newest`: the page always stands at the newest period."""
    if not address.get(_OPEN):
        return
    title = _("这个数怎么来的")
    st.dialog(title, width="large", on_dismiss=lambda: address.put(_OPEN, ""))(_inside)(room, newest)


def _inside(room: Room, newest: bool) -> None:
    page = _VIEWS.get(address.get(_OPEN), _VIEWS[FIGURE])
    view: CalculationView | None = queries.view(room, page, _asked(room, newest))
    if view is None:
        show.note(_("还没有数据"))
        return
    _choosers(view, of_one=page in (_VIEWS[FIGURE], _VIEWS[SPREAD]))
    show.part(view.title)
    st.code("\n".join(view.lines), language=None, wrap_lines=True)
    _cells(room, view, lambda: queries.view(room, page, replace(_asked(room, newest), released=True)))
    chosen = view.options.chosen
    params = address.carried() | {"indicator": chosen.indicator, "level": chosen.level, "period": chosen.period}
    params |= {"district": view.place} if view.place else {}
    st.page_link("pages/sources.py", label=_("在“口径与来源”里看定义和以前的数"), query_params=params)


def _cells(room: Room, view: CalculationView, leaving: Callable[[], CalculationView]) -> None:
    """The cells; of very many the first ones, and all of them as a file, which has no small numbers in it."""
    total = len(view.cells)
    show.table(view.cells.head(MOST_CELLS))
    if total > MOST_CELLS:
        st.caption(_("共用到 {n} 个单元格，这里列前 {m} 个。").format(n=f"{total:,}", m=MOST_CELLS))
        file, language = f"{view.name}.csv", room.language

        def make() -> bytes:
            with using(language):
                return csv_bytes(leaving().cells)

        st.download_button(
            _("下载全部单元格（CSV）"),
            make,
            file_name=file,
            mime="text/csv",
            on_click="ignore",
            key=f"take_{file}",
        )


def _asked(room: Room, newest: bool) -> Choices:
    asked = queries.on_screen(room)
    return replace(asked, period="") if newest else asked


def _choosers(view: CalculationView, *, of_one: bool) -> None:
    """Another district or (`of_one`: where one is explained) another indicator, without leaving the panel."""
    catalogue = load_catalogue()
    left, middle, _rest = st.columns([1, 2, 0.4], gap="small")
    if view.places:
        *places, city = view.places
        names = by_province.offered(places, view.place) | dict([city])
        with left:
            _choose("district", _("区县"), list(names), view.place, names)
    if not of_one:
        return
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
