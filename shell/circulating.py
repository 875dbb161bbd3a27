"""How a deck is to circulate: the three choices, the bureau's own template, the key of letters for whoever made it."""

from __future__ import annotations

import secrets

import streamlit as st

from access import Action, may
from exports.deck_template import TemplateError, opened
from exports.names import speaking
from exports.numbers import csv_bytes
from language import _
from shell import show
from shell.room import Room
from shell.visitor import current
from views.choices import Choices
from views.circulation import Circulation, key_table
from views.facts import facts


def chosen(room: Room, key: str) -> Circulation:
    """Draw the choices and answer what is chosen."""
    with st.container(horizontal=True, gap="medium"):
        internal = st.checkbox(_("标注“内部资料”"), key=f"internal_{key}")
        unranked = st.checkbox(_("不出现位次"), key=f"unranked_{key}", help=_("按行政区划顺序排列，标题不点名最高最低"))
        anonymous = st.checkbox(_("隐去区县名称"), key=f"anonymous_{key}", help=_("标题、表、图、备注里都写作区县A、区县B…"))
    how = Circulation(internal, unranked, anonymous, _seed(room) if anonymous else "")
    if anonymous:
        _warning(room, how, key)
    return how


def _seed(room: Room) -> str:
    """The same letters for as long as the session lasts, others in the next."""
    name = f"letters_{room.workspace.id}"
    return str(st.session_state.setdefault(name, secrets.token_hex(8)))


def _warning(room: Room, how: Circulation, key: str) -> None:
    show.note(_("地图、出处等能认出区县的页不收。数值本身仍可能让熟悉情况的人认出区县，发出前请再看一遍。"))
    found = facts(room.store, room.workspace, Choices(released=True))
    if found is None:
        return
    table = key_table(room.workspace, found.options.places, how.seed)
    name = speaking(_("字母对照表（自留）"), room.workspace.label)
    label = _("下载字母对照表（自留，不要外发）")
    st.download_button(label, csv_bytes(table), f"{name}.csv", "text/csv", key=f"letters_{key}", on_click="ignore")


def template(key: str) -> bytes | None:
    """The bureau's own .pptx where one is given and can be filled; else None, with one sentence why.

    Only who may upload is asked: nobody else's files are taken by the server (`shell.sending`).
    """
    if not may(current(), Action.UPLOAD):
        return None
    with st.expander(_("用本单位的 PPT 模板")):
        label = _("模板（.pptx 或 .potx）：按其中“标题和内容”版式填写")
        given = st.file_uploader(label, type=["pptx", "potx"], key=f"template_{key}")
        if given is None:
            return None
        data = given.getvalue()
        try:
            opened(data)
        except TemplateError as error:
            show.note(str(error), warn=True)
            return None
        show.note(_("将按《{name}》的版式填写。").format(name=given.name))
        return data
