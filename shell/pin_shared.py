"""Sets of pins kept by name for the city's staff: opened by anybody who may read, kept and taken away by staff."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access import Action, may
from intake.pin_sets import MOST_NAME, PinSetRefusedError, share_pins, withdraw_pins
from language import _
from shell import circulating, gate, pins, show
from shell.room import Room
from store import PinSet, StoreError, all_pin_sets
from views.pins import Pin, PinError, for_everybody, from_content, to_content
from views.words import when

_SAID = "pin_set_said"


def shared(room: Room, kept: Sequence[Pin]) -> None:
    """The sets there are, and the way to keep one."""
    show.part(_("共享材料"), _("按名称保存，下一季度打开再用；数字到时取最新的"))
    said = st.session_state.pop(_SAID, None)
    if said:
        show.note(said[0], warn=said[1])
    sets = all_pin_sets(room.store, room.workspace.id)
    for one in sets:
        _row(room, one)
    if not sets:
        st.caption(_("还没有共享材料"))
    if may(room.visitor, Action.SHARE_PINS):
        _keeping(room, kept)
    elif kept:
        with st.expander(_("保存为共享材料")):
            gate.allowed(Action.SHARE_PINS)


def _row(room: Room, one: PinSet) -> None:
    key = f"{room.workspace.id}_{one.name}"
    left, middle, right = st.columns([5, 1, 1], vertical_alignment="center")
    count = len(one.content.get("pins", ()))
    words = _("{n} 页，第 {version} 版，{author} {when}").format(
        n=count, version=one.version, author=one.author, when=when(one.written_at)
    )
    left.markdown(f"**{_plain(one.name)}**　{_plain(words)}")
    middle.button(_("打开"), key=f"open_{key}", on_click=_open, args=(room, one))
    if may(room.visitor, Action.SHARE_PINS):
        right.button(_("删除"), key=f"remove_{key}", on_click=_remove, args=(room, one))


def _plain(text: str) -> str:
    """As text in markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|$~:" else sign for sign in text)


def _opened(room: Room) -> tuple[str, int]:
    """Name and version of the set that was opened last."""
    name, version = st.session_state.get(f"pin_set_{room.workspace.id}", ("", 0))
    return str(name), int(version)


def _open(room: Room, one: PinSet) -> None:
    try:
        pins.keep(room, from_content(one.content))
    except PinError as error:
        _say(str(error), warn=True)
        return
    circulating.use_letters(room, str(one.content.get("letters", "")))
    st.session_state[f"pin_set_{room.workspace.id}"] = (one.name, one.version)
    st.session_state[f"set_name_{room.workspace.id}"] = one.name


def _remove(room: Room, one: PinSet) -> None:
    try:
        withdraw_pins(room.store, room.workspace, one.name, room.visitor)
    except StoreError as error:
        _say(str(error), warn=True)
        return
    _say(_("已删除“{name}”").format(name=one.name))


def _keeping(room: Room, kept: Sequence[Pin]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = room.workspace.id
        name = st.text_input(_("名称"), max_chars=MOST_NAME, key=f"set_name_{key}", placeholder=_("例如：三季度调度会"))
        st.button(_("保存为共享材料"), key=f"share_{key}", on_click=_keep, args=(room, kept, name), disabled=not kept)


def _keep(room: Room, kept: Sequence[Pin], name: str) -> None:
    opened, version = _opened(room)
    try:
        after = version if name.strip() == opened else 0
        content = to_content(for_everybody(room.store, room.workspace, kept)) | {"letters": circulating.letters(room)}
        found = share_pins(room.store, room.workspace, name, content, room.visitor, after)
    except (PinSetRefusedError, StoreError) as error:
        _say(str(error), warn=True)
        return
    st.session_state[f"pin_set_{room.workspace.id}"] = (found.name, found.version)
    _say(_("已保存“{name}”，第 {version} 版").format(name=found.name, version=found.version))


def _say(text: str, *, warn: bool = False) -> None:
    st.session_state[_SAID] = (text, warn)
