"""Charts without a mouse or without sight: what a screen reader says of each, and the way from district to district with arrows.

A chart can be focused, and each step chooses the next place in its order. The choice is the same as a click's: it goes into
the URL, and every chart of the page shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

from language import _
from shell import address

_KEY, _ORDER, _SAID = "travel", "travel_order", "travel_said"


@cache
def _script() -> ComponentRenderer:
    return component("duibiao_travel", js=(Path(__file__).parent / "travel.js").read_text(encoding="utf-8"))


def watch() -> None:
    """Mount the script, once on a page with charts, after them."""
    data = {"words": _("图，用方向键逐个选区县"), "said": st.session_state.get(_SAID, {})}
    _script()(key=_KEY, data=data, default={}, on_step_change=_stepped, height=0)


def forget() -> None:
    """A page begins: nothing is said yet of its charts."""
    st.session_state[_SAID] = {}


def remember(key: str, said: str, places: Sequence[str]) -> None:
    """What is said of the chart `key`. The order of travel is that of the page's last chart: ranked bars, rows, lines."""
    st.session_state.setdefault(_SAID, {})[key] = said
    if places:
        st.session_state[_ORDER] = list(places)


def after(codes: list[str], now: str, step: str) -> str:
    """The place one step on: "1" or "-1" (round the ends), "first", "last", "none" = nothing chosen."""
    if not codes or step == "none":
        return ""
    if step in ("first", "last") or now not in codes:
        return codes[-1 if step in ("last", "-1") else 0]
    return codes[(codes.index(now) + int(step)) % len(codes)]


def _stepped() -> None:
    step = str(getattr(st.session_state.get(_KEY), "step", "") or "")
    if step:
        address.put("district", after(st.session_state.get(_ORDER, []), address.get("district"), step))
