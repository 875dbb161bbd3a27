"""The part of 均衡 in which staff drop a list of schools: 校际差异系数 on the spot, nothing is stored."""

from __future__ import annotations

import hashlib
from html import escape

import streamlit as st

import geo
import intake
from access import Action, may
from indicators.catalogue import load_catalogue
from language import _
from shell import show
from shell.room import Room
from shell.visitor import current
from views.school_balance import SchoolBalance, school_balance

_KEPT = "school_list"


def section(room: Room) -> None:
    """For those who may upload: the uploader, the verdicts, the arithmetic, the schools; nothing for others."""
    visitor = current()
    if not may(visitor, Action.UPLOAD):
        return
    with st.expander(_("有逐校表？当场算校际差异系数（只计算，不入库）")):
        file = st.file_uploader(
            _("一行一所学校：学校名称、所在区县、办学类型、学生数和各项资源"), key="school_list_file", accept_multiple_files=False
        )
        if file is None:
            return
        data = file.getvalue()
        key = f"{hashlib.sha256(data).hexdigest()}_{room.workspace.id}_{room.language}"
        if st.session_state.get(_KEPT, ("",))[0] != key:
            st.session_state[_KEPT] = (key, intake.read_school_list(data, file.name, room.workspace, visitor))
        found = st.session_state[_KEPT][1]
        names = {place.code: geo.shown(place.code, place.name) for place in geo.districts(room.workspace.city_code)}
        balance = school_balance(found.figures, load_catalogue(), names)
        if balance is None:
            show.note(_("《{file}》里没有认出逐校的资源和学生数，算不出校际差异系数。").format(file=file.name), warn=True)
        else:
            _shown(balance)
        for remark in found.remarks:
            st.html(f'<p class="subtitle">{escape(remark)}</p>')


def _shown(balance: SchoolBalance) -> None:
    show.part(balance.finding, _("按学生数加权；一贯制学校按公布的比例分到各学段；小学上限 0.50，初中 0.45"))
    show.table(balance.table)
    show.note(_("要让“均衡”和“目标管理”的验收清单都用上：在“数据报送”里报送这份表，区县的差异系数就入库，逐校的数不入库。"))
    if balance.lines:
        st.code("\n".join(balance.lines), language=None, wrap_lines=True)
    if not balance.schools.empty:
        show.part(_("逐校：7 项资源至少 6 项达到标准，其余不低于 85%"))
        show.table(balance.schools)
