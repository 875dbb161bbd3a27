"""The visitor's own pins: kept by city in the session, and in the browser so that a reload does not lose them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

from language import _
from shell import address
from shell.room import Room
from views.page import PageView
from views.pins import MOST_PINS, PIN_PAGES, Pin, PinError, Seen, from_content, pin_of, to_content

_KNOWN = "pins_known"


def of(room: Room) -> tuple[Pin, ...]:
    """The visitor's pins of the city, in order."""
    return tuple(st.session_state.get(_key(room), ()))


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


def button(room: Room, view: PageView, page: str) -> None:
    """加入会议材料, on a page that can be pinned; says how many there are."""
    remember(room)
    if page not in PIN_PAGES:
        return
    pins = of(room)
    here = pin_of(page, address.all_of(), view)
    there = any((pin.page, dict(pin.query)) == (here.page, dict(here.query)) for pin in pins)
    words = _("已在会议材料中") if there else _("加入会议材料")
    label = _("{words}（{n}）").format(words=words, n=len(pins)) if pins else words
    st.button(label, key=f"pin_{page}", on_click=_add, args=(room, here), disabled=there or len(pins) >= MOST_PINS)


def _add(room: Room, pin: Pin) -> None:
    keep(room, (*of(room), pin))


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
