"""The visitor's own pins: kept by city in the session, and in the browser so that a reload does not lose them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

from access import Action, may
from indicators.catalogue import use_catalogue
from language import _, using
from shell import address, queries
from shell.room import Room
from store import city_catalogue
from views.page import PageView
from views.pinned_parts import part_label, part_view
from views.pins import MOST_PINS, PIN_PAGES, Pin, PinError, Seen, fit_for, from_content, kept_query, pin_of, to_content

_KNOWN = "pins_known"


def of(room: Room) -> tuple[Pin, ...]:
    """The visitor's pins of the city, in order; a shared set may hold some that only staff may see."""
    return fit_for(st.session_state.get(_key(room), ()), uploads=may(room.visitor, Action.UPLOAD))


def keep(room: Room, pins: Sequence[Pin]) -> None:
    """Put these in their place; what the browser kept from before has been asked for by then."""
    st.session_state[_key(room)] = tuple(pins)
    st.session_state[_known(room)] = True


def remember(room: Room) -> None:
    """Mount the memory: take what the browser kept from before, then keep there what is pinned now."""
    known = _known(room)
    pins = of(room)
    # What staff read may be unpublished: the browser of a shared machine keeps which views are pinned, not their figures
    told = [replace(pin, seen=Seen()) for pin in pins] if room.visitor.signed_in else pins
    text = json.dumps(to_content(told), ensure_ascii=False) if pins else ""
    data = {"key": f"duibiao_{_key(room)}", "known": st.session_state.get(known, False), "pins": text}
    answer = _script()(key=f"memory_{room.workspace.id}", data=data, on_kept_change=lambda: None)
    kept = getattr(answer, "kept", None)
    if kept and not st.session_state.get(known):
        st.session_state[known] = True
        before = _read(str(kept))
        if before:
            keep(room, [*before, *(pin for pin in pins if pin not in before)][:MOST_PINS])
            st.rerun()


def button(
    room: Room,
    make: Callable[[], PageView | None],
    page: str,
    shown: str = "",
    *,
    query: Mapping[str, str] | None = None,
    beside: bool = False,
) -> None:
    """加入会议材料, on a page that can be pinned; says how many there are. `make` answers what is pinned, when it is.

    `shown` names a part of the page (`views.pinned_parts`). `query`: of the pin, where it is not the page's own URL. `beside`:
    the page has another such button, so that this one says what it pins.
    """
    if not beside:
        remember(room)
    if page not in PIN_PAGES:
        return
    pins, kept = of(room), kept_query(address.all_of() if query is None else query, shown)
    there = any((pin.page, dict(pin.query)) == (page, kept) for pin in pins)
    if beside:
        part = part_label(shown or page)
        words = (_("{part}已在会议材料中") if there else _("把{part}加入会议材料")).format(part=part)
    else:
        words = _("已在会议材料中") if there else _("加入会议材料")
    label = _("{words}（{n}）").format(words=words, n=len(pins)) if pins else words
    full = there or len(pins) >= MOST_PINS
    st.button(label, key=f"pin_{page}{shown}", on_click=_add, args=(room, make, page, kept, shown), disabled=full)


def _add(room: Room, make: Callable[[], PageView | None], page: str, kept: Mapping[str, str], shown: str) -> None:
    with using(room.language):
        use_catalogue(city_catalogue(room.store, room.workspace))
        view = make()
        if view is not None:
            keep(room, (*of(room), pin_of(page, kept, view, shown)))


def of_part(room: Room, page: str, shown: str) -> None:
    """The button for a part of the page, which its URL and `shown` name."""
    query = kept_query(address.all_of(), shown)
    chosen = queries.choices()
    button(room, lambda: part_view(room.store, room.workspace, page, chosen, query), page, shown, beside=True)


def _key(room: Room) -> str:
    return f"pins_{room.workspace.id}"


def _known(room: Room) -> str:
    return f"{_KNOWN}_{room.workspace.id}"


def _read(text: str) -> tuple[Pin, ...]:
    """What the browser kept; nothing where it is none of ours."""
    try:
        return from_content(json.loads(text))
    except (ValueError, PinError):
        return ()


@cache
def _script() -> ComponentRenderer:
    return component("duibiao_pins", js=(Path(__file__).parent / "pin_memory.js").read_text(encoding="utf-8"))
