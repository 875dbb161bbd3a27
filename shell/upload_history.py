"""What was uploaded before: who, when, which file, how much of it counts; the original back, or the upload withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

import intake
from access import NotAllowedError
from language import _
from shell import show
from shell.room import Room
from shell.upload_view import history_table
from shell.visitor import current
from store import StoreError, Upload


def draw(room: Room, uploads: Sequence[Upload]) -> None:
    """The history of the room's city, newest first."""
    if not uploads:
        return
    show.part(_("报送记录"), _("最近的在前；同一格后报的数盖住先报的，撤回后先报的数恢复"))
    show.table(history_table(uploads))
    by_id = {upload.id: upload for upload in uploads}
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
        st.download_button(
            _("下载原文件"),
            lambda: room.store.upload_file(upload.id)[1],
            file_name=upload.filename,
            on_click="ignore",
            key="original",
        )
        if upload.state == "accepted":
            with st.popover(_("撤回这份文件…")):
                _withdraw(room, upload)


def _withdraw(room: Room, upload: Upload) -> None:
    reason = st.text_input(_("撤回的理由（会保存在记录里）"), key=f"reason_{upload.id}")
    if st.button(_("撤回，恢复以前的数"), key=f"withdraw_{upload.id}", disabled=not reason.strip()):
        try:
            intake.withdraw(room.store, upload.id, reason.strip(), current())
        except (NotAllowedError, StoreError) as error:
            show.note(str(error), warn=True)
            return
        st.session_state.pop("accepted_files", None)
        st.rerun()
