"""Choosing among very many places: the province first.

The browser builds every entry of a list anew whenever a page changes: the nation's 2,848 counties in one list took longer than
its map, and nobody finds a county by scrolling through them. The province is that of the chosen county, else the URL's `within`.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

import geo
from language import _
from shell import address

MANY = 300
_KEY = "choose_within"
Places = Sequence[tuple[str, str]]


def too_many(places: Places) -> bool:
    """Whether a list of all `places` (code, name) would be too long."""
    return len(places) > MANY


def offered(places: Places, now: str) -> dict[str, str]:
    """Names by code of what a list offers: all places, or those of one province; `now` is the place that is chosen, if any."""
    if not too_many(places):
        return dict(places)
    within = _province(places, now)
    return {code: name for code, name in places if within and code[:2] == within[:2]}


def chooser(places: Places, now: str, *, always_one: bool = False) -> None:
    """The list of provinces. `always_one`: a place is always chosen, so another province comes with its first one."""
    provinces = {"": _("先选省份")} if not always_one else {}
    provinces |= {code: geo.province_name(code) for code in dict.fromkeys(f"{place[:2]}0000" for place, _name in places)}
    st.session_state[_KEY] = _province(places, now)
    st.selectbox(
        _("省份"), list(provinces), key=_KEY, format_func=provinces.__getitem__, placeholder=_("请选择"),
        filter_mode="contains", on_change=_moved, args=(tuple(places) if always_one else (),),
    )  # fmt: skip


def _province(places: Places, now: str) -> str:
    if now:
        return f"{now[:2]}0000"
    asked = address.get("within")
    return asked if any(code[:2] == asked[:2] for code, _name in places if asked) else ""


def _moved(places: Places) -> None:
    within = st.session_state[_KEY] or ""
    address.put("district", next((code for code, _name in places if code[:2] == within[:2]), ""))
    address.put("within", within)
