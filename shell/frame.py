"""The frame of every page: guard, language, side bar, and the room to ask questions in."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st

import geo
from access import Visitor
from indicators.catalogue import use_catalogue
from intake import SAMPLE_WORKSPACE
from language import LANGUAGES, _, speak_of
from shell import address, browser, gate, navigation, sending, show, travel
from shell.room import Room, enter, unchanged
from shell.visitor import current
from store import city_catalogue

_HERE = Path(__file__).parent


def begin(*, body_first: bool = False) -> Room:
    """What every page script calls first; answers the room, or sends the visitor through `app.py` and does not return.

    With `body_first` the side bar's links are drawn by `body`, after it: a page's figures come before the ways to other pages.
    """
    navigation.guard()
    address.use_language()
    travel.forget()
    st.html(f"<style>{_style()}</style>")
    visitor = current()
    sending.note(visitor)
    with st.sidebar:
        width = browser.watch()
        st.html(f'<div class="brand"><img src="{_mark()}" alt="" width="26" height="26">{_("对标")}</div>')
        may_look = gate.may_look(visitor)
        if may_look:
            room = enter(width, visitor)
            use_catalogue(city_catalogue(room.store, room.workspace))
        place = st.container()
    if may_look and body_first:
        return replace(room, side=place)
    with place:
        _side(visitor, may_look)
    if not may_look:
        gate.closed(visitor)
    return room


@st.fragment
def _side(visitor: Visitor, may_look: bool) -> None:
    """The side bar below the city: links, language, who is signed in.

    A part that runs alone: the body of a page changes the URL without it, and its links are asked for anew after that.
    """
    address.use_language()
    if address.take_change() or current() != visitor:
        st.rerun()
    if may_look:
        navigation.links()
    navigation.caption(_("语言"))
    address.choose("lang", _("语言"), list(LANGUAGES), "zh", LANGUAGES.__getitem__, form="buttons", hide_label=True)
    gate.who(visitor)
    navigation.watch()


def body(room: Room, draw: Callable[[], None], run_every: float | None = None) -> None:
    """A page's body: a change of what it shows draws it alone, so that the figures are there before anything else moves.

    Whatever stands around it (city, language, the panel on a figure) has the whole page run, and so does a change of the
    figures in force or of the visitor. `run_every`: seconds after which it is drawn again by itself.
    """
    address.take_change()
    st.fragment(_body, run_every=run_every)(room, draw)
    if room.side is not None:
        with room.side:
            _side(room.visitor, True)


def _body(room: Room, draw: Callable[[], None]) -> None:
    address.use_language()
    if address.take_change() or not unchanged(room, current()):
        st.rerun()
    use_catalogue(city_catalogue(room.store, room.workspace))
    speak_of(geo.whole_of(room.workspace.city_code))
    draw()


@cache
def _style() -> str:
    return (_HERE / "style.css").read_text(encoding="utf-8")


@cache
def _mark() -> str:
    return "data:image/svg+xml;base64," + base64.b64encode((_HERE / "mark.svg").read_bytes()).decode()


def nothing_yet(room: Room) -> None:
    """A city without a single figure: say so, and lead to the page where figures come in."""
    if room.workspace.edition is not None and room.has_data:
        show.heading(
            _("{city}还没有发布数据").format(city=room.workspace.label),
            _("工作人员审核发布后，这一页就有图。"),
            room.workspace.simulated,
        )
        return
    if room.has_data:
        show.heading(
            _("{city}已入库的表格里没有一个可以显示的数").format(city=room.workspace.label),
            _("表里各格都是未报送、不适用等说明。补报数字以后，这一页就有图。"),
            room.workspace.simulated,
        )
    else:
        show.heading(
            _("{city}还没有数据").format(city=room.workspace.label),
            _("0 份文件入库。把区县的表格原样拖进“数据报送”，这一页就有图。"),
            False,
        )
    with st.container(horizontal=True, gap="small"):
        st.page_link("pages/upload.py", label=_("去数据报送"), query_params=address.carried(), width="content")
        example = next((space for space in room.store.workspaces() if space.id == SAMPLE_WORKSPACE), None)
        if example is not None and not room.has_data:
            asked = {name: value for name, value in address.carried().items() if name == "lang"} | {"city": example.id}
            words = _("先看{city}的例子").format(city=example.label)
            st.page_link("pages/overview.py", label=words, query_params=asked, width="content")
