"""Slide mode (`?mode=slide`): a page as one slide over the whole window, without menus; arrow keys go to the next view.

The slide is one SVG with the shapes of 1920 × 1080, so it is sharp at every size from 1280 × 720 to 3840 × 2160.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

from exports.slide_picture import slide_svg
from language import _
from shell import address, frame, pins, queries
from shell.room import Room
from store import Store, Workspace
from views.choices import Choices
from views.page_slides import SLIDE_PAGES, page_slide

_HTML = (
    '<div class="stage" role="region"><div class="drawn"></div>'
    '<div class="keys"><button type="button"></button><button type="button"></button>'
    '<button type="button"></button><button type="button"></button></div></div>'
)
_CSS = """
.stage { position: fixed; inset: 0; z-index: 1000000; background: #FFFFFF;
  display: flex; align-items: center; justify-content: center; }
.drawn { width: min(100vw, 177.778vh); aspect-ratio: 16 / 9; }
.drawn svg { width: 100%; height: 100%; display: block; }
.stage.waiting .drawn { opacity: 0.6; }
.keys { position: fixed; left: 50%; bottom: 12px; transform: translateX(-50%); display: flex; gap: 6px; opacity: 0; }
.stage.awake .keys, .keys:focus-within { opacity: 1; }
.keys button { font: 15px "Noto Sans SC", sans-serif; padding: 8px 16px; border: 1px solid #7B8794; border-radius: 4px;
  background: #FFFFFF; color: #17222E; cursor: pointer; }
.keys button:hover, .keys button:focus-visible { border-color: #08559C; color: #08559C; outline: 2px solid #08559C; }
"""
_MODE, _KEY = "slide", "slide"


@dataclass(frozen=True)
class Stop:
    """One view of a slide show; `title` instead of the finding where a pin has one of its own."""

    page: str
    query: dict[str, str]
    title: str = ""


def shown(stem: str) -> bool:
    """Show the page `stem` as a slide where the URL asks for it and the page has one; answers whether it did."""
    if address.get("mode") != _MODE or stem not in SLIDE_PAGES:
        return False
    room = frame.begin()
    stops, at = _stops(room, stem)
    drawn = _drawn(stem, room.workspace, room.language, queries.choices(), room.store, (at + 1, len(stops)), stops[at].title)
    if drawn is None:
        frame.nothing_yet(room)
        return True
    svg, alt = drawn
    words = {"back": _("上一页"), "on": _("下一页"), "fill": _("全屏"), "leave": _("退出放映")}
    stamp = hashlib.sha256(svg.encode()).hexdigest()
    data = {"svg": svg, "alt": alt, "words": words, "stamp": stamp}
    answer = _script()(key=_KEY, data=data, on_go_change=_heard)
    if answer.get("go"):
        _go(stops[(at + (1 if answer["go"] == "on" else -1)) % len(stops)])
    return True


def show_pins(room: Room) -> None:
    """A button which shows the pinned views one after another; none where no pinned view has a slide."""
    stops = _pinned(room)
    if stops and st.button(_("放映（{n} 页）").format(n=len(stops)), key="show_pins"):
        _go(stops[0])


def _stops(room: Room, stem: str) -> tuple[list[Stop], int]:
    """The views that the arrow keys go through, and which of them this is: the pinned ones, else the reading pages."""
    pinned, number = _pinned(room), address.get("pin")
    if number.isdigit() and 0 < int(number) <= len(pinned) and pinned[int(number) - 1].page == stem:
        return pinned, int(number) - 1
    query = address.carried() | {"mode": _MODE}
    return [Stop(page, query) for page in SLIDE_PAGES], SLIDE_PAGES.index(stem)


def _pinned(room: Room) -> list[Stop]:
    shared = {name: address.get(name) for name in ("city", "lang") if address.get(name)}
    kept = [pin for pin in pins.of(room) if pin.page in SLIDE_PAGES]
    return [
        Stop(pin.page, dict(pin.query) | shared | {"mode": _MODE, "pin": str(number)}, pin.title)
        for number, pin in enumerate(kept, start=1)
    ]


def _heard() -> None:
    """Before the run that follows: leaving changes the URL, so that the run draws the page itself."""
    if st.session_state[_KEY].go == "leave":
        address.put("mode", "")
        address.put("pin", "")


def _go(stop: Stop) -> None:
    st.switch_page(f"pages/{stop.page}.py", query_params=stop.query)


@st.cache_resource(show_spinner=False, max_entries=100)
def _drawn(
    stem: str, workspace: Workspace, language: str, chosen: Choices, _store: Store, place: tuple[int, int], title: str
) -> tuple[str, str] | None:
    """The slide as SVG and what a screen reader says; None for a city without a number."""
    found = page_slide(_store, workspace, stem, chosen)
    if found is None:
        return None
    slide = replace(found.slide, title=title) if title else found.slide
    svg = slide_svg(slide, place=place, issuer=workspace.label, simulated=workspace.simulated, panels=found.panels)
    return svg, f"{slide.title}。{slide.alt}"


@cache
def _script() -> ComponentRenderer:
    script = (Path(__file__).parent / "slide.js").read_text(encoding="utf-8")
    return component("duibiao_slide", html=_HTML, css=_CSS, js=script)
