"""What was uploaded and corrected before: who, when, which file, how much of it counts; the original back, or taken back."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

import geo
import intake
from access import Action, may
from indicators.periods import label_of_key
from intake import corrections
from intake.originals import lost_text, original_name
from intake.words import number_text, quantity_text
from language import _
from shell import show
from shell.attempts import attempt
from shell.room import Room
from shell.upload_view import history_table
from store import CORRECTION, CorrectedValue, Upload, all_corrections, city_catalogue
from views.upload_changes import changes_in_words, upload_changes
from views.words import status_label, when


def draw(room: Room, uploads: Sequence[Upload]) -> None:
    """Files of the room's city, newest first, then its corrections."""
    files = [upload for upload in uploads if upload.upload_kind != CORRECTION]
    if not files:
        show.note(_("还没有入库的文件。"))
        return
    show.part(_("报送记录"), _("最近的在前；同一格后报的数盖住先报的，撤回后先报的数恢复"))
    show.table(history_table(files))
    _one(room, {upload.id: upload for upload in files})
    _corrections(room)


def _one(room: Room, by_id: dict[int, Upload]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            _("选一份文件"),
            list(by_id),
            format_func=lambda key: f"{key} {by_id[key].filename}",
            key="chosen_upload",
            filter_mode=None,
            width=420,
        )
        upload = by_id[number]
        if may(room.visitor, Action.DOWNLOAD_ORIGINAL):
            st.download_button(
                _("下载原文件") if not upload.cleared else _("下载原文件（已去个人信息）"),
                lambda: room.store.upload_file(upload.id)[1],
                file_name=original_name(upload),
                on_click="ignore",
                key="original",
            )
        if upload.state == "accepted":
            with st.popover(_("撤回这份文件…")):
                _withdraw(room, upload)
    _told(room, upload)
    if st.checkbox(_("看这份文件改了哪些数"), key=f"changes_{upload.id}"):
        found = changes_in_words(upload_changes(room.store, upload), city_catalogue(room.store, room.workspace))
        if found.empty:
            st.caption(_("没有改动：它的数与入库前在用的数都相同。"))
        else:
            show.table(found, limit=200)


def _told(room: Room, upload: Upload) -> None:
    """The file's fingerprint, what it changed, the 说明 that came with it, and why it was withdrawn."""
    counts = upload.counts
    lines = [
        _("新增 {new}，变更 {changed}，不变 {same}，撤为无数 {removed}").format(
            **{name: counts.get(name, 0) for name in ("new", "changed", "same", "removed")}
        ),
        f"sha256 {upload.sha256}",
    ]
    if lost := lost_text(upload.cleared, upload.counts):
        lines.append(lost)
    if upload.withdrawn_at is not None:
        lines.append(
            _("{time} 由 {who} 撤回：{why}").format(
                time=when(upload.withdrawn_at), who=upload.withdrawn_by, why=upload.withdrawn_reason
            )
        )
    said = room.store.explanations(upload.id)
    lines += [
        _("说明（{cell}）：{text}").format(cell=f"{one.sheet}!{one.cell}".strip("!") or _("整个文件"), text=one.text)
        for one, _author, _at in said[:10]
    ]
    st.caption("　•　".join(lines))


def _withdraw(room: Room, upload: Upload) -> None:
    reason = st.text_input(_("撤回的理由（会保存在记录里）"), key=f"reason_{upload.id}")
    if st.button(_("撤回，恢复以前的数"), key=f"withdraw_{upload.id}", disabled=not reason.strip()):
        st.session_state.pop("accepted_files", None)
        attempt(
            lambda: intake.withdraw(room.store, upload.id, reason.strip(), room.visitor),
            _("《{file}》已撤回，以前的数恢复了。").format(file=upload.filename),
        )


def _corrections(room: Room) -> None:
    found = all_corrections(room.store, room.workspace.id)
    show.part(_("更正过的数"), _("在“口径与来源”里选一个数，写明理由就能更正；原数留着，原数变了这里会提示，取消更正就恢复原数"))
    if not found:
        st.caption(_("没有手工更正过的数。"))
        return
    changed = [one for one in found if one.original_changed]
    if changed:
        show.note(_("有 {n} 处更正，下面的原数后来变了：请核对更正还对不对。").format(n=len(changed)), warn=True)
    show.table(corrections_table(room, found))
    standing = {one.upload_id: one for one in found if one.in_force}
    if standing and may(room.visitor, Action.CORRECT):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            number = st.selectbox(
                _("选一处更正"),
                list(standing),
                format_func=lambda key: f"{key} {_place(standing[key])} {_what(room, standing[key])}",
                key="chosen_correction",
                filter_mode=None,
                width=420,
            )
            with st.popover(_("取消更正…")):
                reason = st.text_input(_("理由（会保存在历史里）"), key=f"undo_{number}", max_chars=corrections.REASON_LENGTH)
                if st.button(_("取消更正，恢复原数"), key=f"do_undo_{number}", type="primary"):
                    attempt(
                        lambda: corrections.take_back(room.store, number, reason or "", room.visitor),
                        _("更正已取消，原数恢复了。"),
                    )


def _what(room: Room, one: CorrectedValue) -> str:
    indicator, level, breakdown, _place, period = one.key
    catalogue = city_catalogue(room.store, room.workspace)
    known = indicator in catalogue.indicators
    return f"{quantity_text(indicator, level, breakdown, catalogue) if known else indicator} {label_of_key(period)}"


def _place(one: CorrectedValue) -> str:
    return geo.shown(one.key[3], one.place_name)


def corrections_table(room: Room, found: Sequence[CorrectedValue]) -> pd.DataFrame:
    """Corrections in words, newest first."""

    def said(value: float | None, status: str) -> str:
        return number_text(value) if value is not None else (status_label(status) if status else "—")

    rows = []
    for one in found:
        state = _("已取消") if one.withdrawn else _("已被后来的数代替") if not one.in_force else _("在用")
        if one.original_changed:
            state = _("※ 原数变了：现在是 {now}").format(now=said(one.now_value, one.now_status))
        rows.append(
            (
                one.upload_id,
                when(one.written_at),
                _place(one),
                _what(room, one),
                said(one.original_value, one.original_status),
                said(one.value, one.status),
                one.reason,
                one.author,
                state,
            )
        )
    heads = [_("编号"), _("时间"), _("区县"), _("指标和时期"), _("原数"), _("更正为"), _("理由"), _("更正人"), _("状态")]
    return pd.DataFrame(rows, columns=heads)
