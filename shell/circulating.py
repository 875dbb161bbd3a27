"""How a deck is to circulate: the three choices, the bureau's own template, the key of letters for whoever made it."""

from __future__ import annotations

import secrets
from pathlib import PurePath

import streamlit as st

from access import Action, may
from exports.deck_template import TemplateError, opened
from exports.names import speaking
from exports.numbers import csv_bytes
from intake.deck_templates import MOST_NAME, keep_deck_template, withdraw_deck_template
from language import _
from shell import show
from shell.room import Room
from shell.visitor import current
from store import StoreError, all_deck_templates, deck_template_file
from views.choices import Choices
from views.circulation import Circulation, key_table, lettered
from views.facts import facts

_SAID = "template_said"


def chosen(room: Room, key: str) -> Circulation:
    """Draw the choices and answer what is chosen."""
    with st.container(horizontal=True, gap="medium"):
        internal = st.checkbox(_("标注“内部资料”"), key=f"internal_{key}")
        unranked = st.checkbox(_("不出现位次"), key=f"unranked_{key}", help=_("按行政区划顺序排列，标题不点名最高最低"))
        anonymous = st.checkbox(_("隐去区县名称"), key=f"anonymous_{key}", help=_("标题、表、图、备注里都写作区县A、区县B…"))
    how = Circulation(internal, unranked, anonymous, letters(room) if anonymous else "")
    if anonymous:
        _warning(room, how, key)
    return how


def letters(room: Room) -> str:
    """What decides on the letters: that of the shared set that was opened; else the same in all decks of the session."""
    return str(st.session_state.setdefault(_letters_key(room), secrets.token_hex(8)))


def use_letters(room: Room, seed: str) -> None:
    """From now on the letters of a shared set, so that 区县A is the same district as in its last deck."""
    if seed:
        st.session_state[_letters_key(room)] = seed


def _letters_key(room: Room) -> str:
    return f"letters_{room.workspace.id}"


def _warning(room: Room, how: Circulation, key: str) -> None:
    show.note(_("地图、出处等能认出区县的页不收。数值本身仍可能让熟悉情况的人认出区县，发出前请再看一遍。"))
    found = facts(room.store, room.workspace, Choices(released=True))
    if found is None:
        return
    table = key_table(room.workspace, lettered(room.store, room.workspace).items(), how.seed)
    name = speaking(_("字母对照表（自留）"), room.workspace.label)
    label = _("下载字母对照表（自留，不要外发）")
    st.download_button(label, csv_bytes(table), f"{name}.csv", "text/csv", key=f"letters_{key}", on_click="ignore")


def template(room: Room, key: str) -> bytes | None:
    """The bureau's own .pptx where one is chosen and can be filled; else None, with one sentence why.

    Everybody may choose one that is kept; only who may upload is asked for a file (`shell.sending`).
    """
    known = [one.name for one in all_deck_templates(room.store, room.workspace.id)]
    visitor = current()
    if not known and not may(visitor, Action.UPLOAD):
        return None
    with st.expander(_("用本单位的 PPT 模板")):
        name = ""
        if known:
            name = st.selectbox(
                _("已存的模板"), ["", *known], format_func=lambda one: one or _("不用"), key=f"kept_template_{key}"
            )
            if name and may(visitor, Action.SHARE_PINS):
                st.button(_("删除这个模板"), key=f"drop_template_{key}", on_click=_drop, args=(room, name))
        given = None
        if may(visitor, Action.UPLOAD):
            label = _("模板（.pptx 或 .potx）：按其中“标题和内容”版式填写")
            given = st.file_uploader(label, type=["pptx", "potx"], key=f"template_{key}")
        said = st.session_state.pop(_SAID, None)
        if said:
            show.note(said)
        if given is None:
            return deck_template_file(room.store, room.workspace.id, name) if name in known and name else None
        data = given.getvalue()
        try:
            opened(data)
        except TemplateError as error:
            show.note(str(error), warn=True)
            return None
        show.note(_("将按《{name}》的版式填写。").format(name=given.name))
        _keeping(room, key, given.name, data)
        return data


def _keeping(room: Room, key: str, file_name: str, data: bytes) -> None:
    """Keep the template by name, for the next quarter and for colleagues."""
    if not may(room.visitor, Action.SHARE_PINS):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        stem = PurePath(file_name).stem[:MOST_NAME]
        name = st.text_input(_("存为"), stem, MOST_NAME, key=f"template_name_{key}_{stem}")
        st.button(_("存下这个模板"), key=f"keep_template_{key}", on_click=_keep, args=(room, name, data))


def _keep(room: Room, name: str, data: bytes) -> None:
    try:
        kept = keep_deck_template(room.store, room.workspace, name, data, room.visitor)
    except (TemplateError, StoreError) as error:
        st.session_state[_SAID] = str(error)
        return
    st.session_state[_SAID] = _("已存下“{name}”，以后在“已存的模板”里选").format(name=kept.name)


def _drop(room: Room, name: str) -> None:
    try:
        withdraw_deck_template(room.store, room.workspace, name, room.visitor)
        st.session_state[_SAID] = _("已删除“{name}”").format(name=name)
    except StoreError as error:
        st.session_state[_SAID] = str(error)
