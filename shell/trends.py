"""The trend page's own choosers: its form, whom the chosen place is drawn against, the districts that stand out."""

from __future__ import annotations

import streamlit as st

from language import _
from shell import address, by_province, filters
from views.trends import MOST_MARKED, TrendsView

_KEY = "trend_places"


def choosers(view: TrendsView) -> None:
    """One row: indicator, 学段, target, form, whom against, districts."""
    own = {"form": lambda: _form(view), "peers": lambda: _peers(view), "places": lambda: _places(view)}
    names = ["indicator", "level", "target", "form", *(["peers"] if view.form == "lines" else []), "places", "why"]
    filters.row(view.options, names, own=own)


def _form(view: TrendsView) -> None:
    words = {"lines": _("折线"), "slope": _("首末对比"), "indexed": _("以首年为 100"), "multiples": _("每区县一图")}
    address.choose("form", _("形式"), view.forms, "lines", words.__getitem__)


def _peers(view: TrendsView) -> None:
    labels = dict(view.peers)
    address.choose("peers", _("对照"), list(labels), "", labels.__getitem__)


def _places(view: TrendsView) -> None:
    """The districts that stand out, up to as many as there are colours: the first is the one chosen on every page."""
    chosen, everywhere = view.options.chosen, dict(view.options.places)
    marked = [code for code in dict.fromkeys([chosen.district, *chosen.marked.split(",")]) if code in everywhere]
    names = by_province.offered(view.options.places, chosen.district) | {code: everywhere[code] for code in marked}
    st.session_state[_KEY] = marked
    label, most = _("突出区县"), MOST_MARKED + 1
    said = _("不突出")
    st.multiselect(
        label, list(names), key=_KEY, format_func=names.__getitem__, max_selections=most, placeholder=said, on_change=_changed
    )


def _changed() -> None:
    codes: list[str] = st.session_state[_KEY]
    address.put("district", codes[0] if codes else "")
    address.put("marked", ",".join(codes[1:]))
