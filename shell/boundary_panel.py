"""The part of 口径与来源 on the maps' ground: what is in use, the 审图号, and loading boundaries of one's own."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import intake
from access import Action, NotAllowedError
from geo.own_shapes import FORMATS
from intake.boundaries import BoundariesDraft, BoundariesRead
from language import _
from shell import gate, show
from shell.room import Room
from shell.visitor import current
from store import StoreError
from views.map_ground import approval, loaded

_READ, _SAID = "boundaries_read", "boundaries_said"


def panel(room: Room) -> None:
    """Folded away until somebody asks for it, or something was just done in it."""
    with st.expander(_("地图的底图与审图号"), expanded=_SAID in st.session_state or _READ in st.session_state):
        if said := st.session_state.pop(_SAID, ""):
            show.note(said)
        _in_use(room)
        if room.workspace.simulated:
            show.note(_("模拟城市不接收自备边界，请先在左上方选自己的城市"))
        elif gate.allowed(Action.LOAD_BOUNDARIES):
            _approval(room)
            _load(room)


def _in_use(room: Room) -> None:
    rows = [
        {
            _("来源"): each.source.origin,
            _("年份"): str(each.source.year),
            _("适用学年"): f"{each.first_year or ''}–{each.last_year or ''}".strip("–") or _("全部"),
            _("区县数"): each.count,
            _("审图号"): each.approval or "—",
            _("文件"): each.filename,
            _("装入人"): each.author,
        }
        for each in loaded(room.store, room.workspace)
    ]
    if rows:
        show.table(pd.DataFrame(rows))
    else:
        show.note(_("现用随程序提供的开源边界（2023 年区划，未注明原始来源）。有本市正式边界的，可在这里装入。"))


def _approval(room: Room) -> None:
    left, right = st.columns([4, 1], gap="small", vertical_alignment="bottom")
    known = approval(room.store, room.workspace)
    with left:
        key = f"map_approval_{room.workspace.revision}"
        number = st.text_input(_("随程序边界的审图号（没有就留空，地图会写明未经审图）"), known, key=key, max_chars=100) or ""
    with right:
        pressed = st.button(_("保存审图号"), key="save_approval", width="stretch")
    if pressed:
        _do(lambda: intake.set_map_approval(room.store, room.workspace, number, current()), _("审图号已保存。"))


def _load(room: Room) -> None:
    """Upload → what fits → where it is from → save; or take one out of use."""
    label = _("本市边界文件：GeoJSON、TopoJSON、Shapefile（zip）、GPKG、KML，坐标系不限")
    left, right = st.columns([4, 1], gap="small")
    with right:
        year = st.text_input(_("是哪一年的区划（空 = 现在）"), key="boundary_year", max_chars=4) or ""
    with left:
        given = st.file_uploader(label, type=list(FORMATS), key="boundary_file")
    if given is None:
        st.session_state.pop(_READ, None)
        _retire(room)
        return
    stamp = (given.file_id, year, room.workspace.id)
    if st.session_state.get(_READ, (None, None))[0] != stamp:
        try:
            found = intake.read_boundaries(
                given.getvalue(), given.name, room.workspace, int(year) if year.isdecimal() else None, current()
            )
        except (intake.BoundariesRefusedError, NotAllowedError) as error:
            show.note(str(error), warn=True)
            return
        st.session_state[_READ] = (stamp, found)
    found = st.session_state[_READ][1]
    _report(found)
    _form(room, found)


def _report(found: BoundariesRead) -> None:
    """How many fit, by what, and what did not."""
    joined = found.joined
    how = _("按代码") if joined.by_code else _("按名称")
    text = _("{n} 个区县对上了（{how}，字段“{field}”）").format(n=len(joined.shapes), how=how, field=joined.field)
    if joined.missing:
        text += _("；没有图形的区县：{names}").format(names=_("、").join(place.name for place in joined.missing))
    if joined.unmatched:
        shown = _("、").join(joined.unmatched[:12]) + (_("等") if len(joined.unmatched) > 12 else "")
        text += _("；对不上的图形 {n} 个：{names}").format(n=len(joined.unmatched), names=shown)
    if joined.assumed_crs:
        text += _("；文件没有写明坐标系，按经纬度读取")
    show.note(text, warn=bool(joined.missing))


def _form(room: Room, found: BoundariesRead) -> None:
    with st.form("boundary_form", border=False):
        columns = st.columns([3, 1, 2, 1, 1], gap="small")
        labels = (_("来源（必填）"), _("年份（必填）"), _("审图号"), _("适用学年从"), _("到"))
        fields = []
        for number, (column, label) in enumerate(zip(columns, labels, strict=True)):
            with column:
                fields.append(st.text_input(label, key=f"boundary_field_{number}", max_chars=100) or "")
        pressed = st.form_submit_button(_("保存边界"), type="primary")
    if pressed:
        draft = BoundariesDraft(*fields)
        done = _("边界已保存，地图从现在起使用它。")
        _do(lambda: intake.save_boundaries(room.store, room.workspace, found, draft, current()), done)


def _retire(room: Room) -> None:
    names = {each.name: f"{each.source.origin} {each.source.year}" for each in loaded(room.store, room.workspace)}
    if not names:
        return
    left, right = st.columns([4, 1], gap="small", vertical_alignment="bottom")
    with left:
        chosen = st.selectbox(_("停用一份边界"), list(names), format_func=names.__getitem__, key="boundary_retired")
    with right:
        pressed = st.button(_("停用"), key="retire_boundary", width="stretch")
    if pressed and chosen:
        _do(lambda: intake.retire_boundaries(room.store, room.workspace, chosen, current()), _("这份边界已停用。"))


def _do(act: object, done: str) -> None:
    """Run an act; say in one sentence how it went."""
    assert callable(act)
    try:
        act()
    except (intake.BoundariesRefusedError, NotAllowedError, StoreError) as error:
        show.note(str(error), warn=True)
        return
    st.session_state.pop(_READ, None)
    st.session_state[_SAID] = done
    st.rerun()
