"""Whom districts are compared with: the chooser of a page, and the part of 目标管理 in which a bureau sets its groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

import geo
import intake
from access import Action, NotAllowedError
from indicators.peer_groups import NAME_LENGTH
from language import _
from language import current as current_language
from shell import address, gate, pins, queries, show
from shell.room import Room, city_names
from shell.visitor import current
from store import StoreError
from views.peer_groups_page import PeerGroupsView

_SAID = "peer_groups_said"
_COLUMNS = 4
# Of more places than these not every one has a field at once
_MANY = 60


def chooser(scopes: Sequence[tuple[str, str]]) -> None:
    """All districts, one group, or the neighbours of the chosen district."""
    words = dict(scopes)
    address.choose("peers", _("和谁比"), list(words), "", words.__getitem__)


def page(room: Room, parts: Callable[[], None]) -> None:
    """The groups as they stand, how to change them, and every change there was; `parts` draws the chooser of the page's parts."""
    view: PeerGroupsView = queries.view(room, "peer_groups_page")
    show.heading(view.finding, view.subtitle, view.simulated)
    parts()
    said = st.session_state.pop(_SAID, "")
    if said:
        show.note(said)
    show.table(view.table)
    if view.neighbours is not None:
        show.part(_("统计近邻"), view.neighbours_note)
        show.table(view.neighbours)
    if not view.places:
        return
    pins.remember(room)
    pins.of_part(room, "targets", "groups")
    show.part(_("本市分组"), _("给每个区县写上组名（如 主城、远郊、县），同名的为一组；留空的不分组，全部留空则按区划类型"))
    if room.workspace.simulated:
        show.note(_("模拟城市不接收自设分组，请先在左上方选自己的城市"))
    elif gate.allowed(Action.EDIT_PEER_GROUPS):
        _form(room, view)
    if not view.history.empty:
        with st.expander(_("改动历史（{n} 次，最近的在前）").format(n=len(view.history))):
            show.table(view.history)


def _offered(room: Room, places: dict[str, str]) -> dict[str, str]:
    """The places that have a field: all of a city's, of a province or the nation those of one city at a time."""
    if len(places) <= _MANY:
        return places
    of_city = {place.code: place.city_code for place in geo.districts(room.workspace.city_code)}
    # Counties that belong to no city stand under their province
    whole = {code: of_city.get(code, code[:6]) for code in places}
    whole = {code: f"{code[:2]}0000" if city == code else city for code, city in whole.items()}
    names = city_names(current_language())
    listed = {city: names[city] for city in sorted(set(whole.values())) if city in names}
    words = _("哪个市的区县（其余的保持原样）")
    chosen = st.selectbox(words, list(listed), key="group_city", format_func=listed.__getitem__, filter_mode="contains")
    return {code: name for code, name in places.items() if whole[code] == chosen}


def _form(room: Room, view: PeerGroupsView) -> None:
    everywhere = dict(view.places)
    places = _offered(room, everywhere)
    stamp = room.workspace.revision
    with st.form(f"peer_groups_{stamp}", border=False):
        columns = st.columns(_COLUMNS, gap="small")
        names = {code: name for code, name in view.own.items() if code in everywhere}
        for number, (code, name) in enumerate(places.items()):
            with columns[number % _COLUMNS]:
                key = f"group_{stamp}_{code}"
                names[code] = st.text_input(name, view.own.get(code, ""), key=key, max_chars=NAME_LENGTH) or ""
        left, right = st.columns([4, 1], gap="small", vertical_alignment="bottom")
        with left:
            reason = st.text_input(_("理由（保存在历史里）"), key=f"group_reason_{stamp}", max_chars=200) or ""
        with right:
            if not st.form_submit_button(_("保存分组"), type="primary", width="stretch"):
                return
    try:
        version = intake.set_peer_groups(room.store, room.workspace, names, everywhere, current(), reason)
    except (intake.IntakeError, StoreError, NotAllowedError) as error:
        show.note(str(error), warn=True)
        return
    done = _("已保存分组，现在是第 {version} 版；各页的“和谁比”和均衡的分解已按新分组。")
    st.session_state[_SAID] = done.format(version=version.version)
    st.rerun()
