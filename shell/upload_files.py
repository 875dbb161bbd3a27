"""The files dropped: read one after the other with progress, those without a doubt stored with one click."""

from __future__ import annotations

import hashlib
from collections import Counter
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import intake
from access import NotAllowedError
from intake.previewing import renewed
from intake.records import Preview
from language import _
from shell import show, upload_file
from shell.room import Room
from shell.upload_view import upload_view
from shell.visitor import current
from store import StoreError, indicator_catalogue


def draw(room: Room) -> None:
    """The drop area, and a panel for each file."""
    if room.workspace.simulated:
        show.note(_("模拟城市不接收真实数据：上传的文件按表里的区县名归入它自己的城市。"))
    files = st.file_uploader(
        _("表格文件（xlsx、xls、xlsb、ods、csv，可一次多份）"), accept_multiple_files=True, key="dropped_files"
    )
    if not files:
        _first_steps()
        return
    done: dict[str, Any] = st.session_state.setdefault("accepted_files", {})
    dropped = {hashlib.sha256(data).hexdigest()[:16]: (file.name, data) for file in files for data in [file.getvalue()]}
    open_ones = {key: file for key, file in dropped.items() if key not in done}
    previews: dict[str, Preview] = {}
    waiting = [key for key in open_ones if not _is_fresh(room, key)]
    # A place of its own, drawn always: what stands below must not move, or the browser folds it up
    slot = st.empty()
    for key, (name, data) in open_ones.items():
        if key in waiting:
            _reading(slot, [open_ones[one][0] for one in waiting], waiting.index(key))
        previews[key] = _preview(room, data, name, key)
    slot.empty()
    if len(dropped) > 1:
        _summary(room, previews, len(dropped) - len(previews))
    _panels(room, dropped, previews, done)


def _reading(slot: DeltaGenerator, names: list[str], number: int) -> None:
    """How far the reading is, file by file: what is read, what is being read, what waits."""
    with slot.container():
        said = _("正在读取 {n}/{all}：《{file}》").format(n=number + 1, all=len(names), file=names[number])
        st.progress(number / len(names), said)
        if len(names) > 1:
            signs = [_("✓ 读完了") if n < number else _("… 正在读") if n == number else _("等待") for n in range(len(names))]
            lines = "".join(f"<li>{escape(name)}　{escape(sign)}</li>" for name, sign in zip(names, signs, strict=True))
            st.html(f'<ul class="reading">{lines}</ul>')


def _panels(room: Room, dropped: dict[str, tuple[str, bytes]], previews: dict[str, Preview], done: dict[str, Any]) -> None:
    """A panel for each file. Of several, one is unfolded: the first that is still to be dealt with, or the one being answered."""
    first = next((key for key in dropped if key not in done and _standing(previews[key]) != "already"), "")
    for key, (name, _data) in dropped.items():
        if len(dropped) == 1:
            place = st.container(border=True, key=f"file_{key}")
        else:
            said = standing_words("stored" if key in done else _stands(previews[key]))
            busy = key not in done and bool(upload_file.answers(key))
            place = st.expander(_("《{file}》　{standing}").format(file=name, standing=said), expanded=key == first or busy)
        with place:
            if key in done:
                upload_file.accepted(done[key])
            else:
                upload_file.panel(room, previews[key], key)


def _standing(preview: Preview) -> str:
    return upload_view(preview).standing


def _stands(preview: Preview) -> str:
    standing = _standing(preview)
    return "explain" if standing == "ready" and preview.to_explain else standing


def standing_words(standing: str) -> str:
    """Where one of several files stands."""
    return {
        "stored": _("✓ 已入库"),
        "ready": _("可以入库"),
        "explain": _("要写说明"),
        "asks": _("要回答问题"),
        "blocked": _("要改正"),
        "refused": _("打不开"),
        "already": _("报过了"),
        "empty": _("没有数"),
    }[standing]


def _first_steps() -> None:
    """What happens next, for whoever does this for the first time."""
    steps = (
        _("① 把区县发来的表格拖到上面的框里，不用先整理"),
        _("② 看每个格子被读成了什么，回答不确定的问题"),
        _("③ 看与现有数的差异，点“入库”"),
        _("④ 打开“地图”“总览”就有图；报错了在“记录与更正”里撤回"),
    )
    show.note("　".join(steps))
    st.caption(_("原件随数据留存备查，但其中的姓名、电话、作者和图片（公章、签名扫描件等）不留；学生名册一律拒收。"))


def _stamp(room: Room, key: str) -> tuple[Any, ...]:
    answers = tuple(sorted(upload_file.answers(key).items()))
    return answers, tuple((space.id, space.revision) for space in room.store.workspaces()), room.language


def _is_fresh(room: Room, key: str) -> bool:
    kept = st.session_state.get(f"preview_{key}")
    return kept is not None and kept[0] == _stamp(room, key)


def _preview(room: Room, data: bytes, filename: str, key: str) -> Preview:
    """The preview as it holds now. Where only the store changed, the workbook is not read again."""
    stamp = _stamp(room, key)
    kept: tuple[Any, Preview] | None = st.session_state.get(f"preview_{key}")
    if kept is not None and kept[0] == stamp:
        return kept[1]
    if kept is not None and kept[0][0] == stamp[0] and kept[0][2] == stamp[2] and _same_catalogue(room, kept[1]):
        preview = renewed(room.store, kept[1])
    else:
        preview = intake.preview(room.store, data, filename, answers=upload_file.answers(key))
    st.session_state[f"preview_{key}"] = (stamp, preview)
    return preview


def _same_catalogue(room: Room, kept: Preview) -> bool:
    return kept.workspace is not None and indicator_catalogue(room.store, kept.workspace.id) is kept.catalogue


def _summary(room: Room, previews: dict[str, Preview], stored: int) -> None:
    """How the files stand in one line, and one click for all that need nothing more."""
    standings = {key: _stands(preview) for key, preview in previews.items()}
    count = Counter(standings.values())
    plain = [key for key, name in standings.items() if name == "ready"]
    parts = [
        (stored, _("已入库 {n} 份")),
        (count["ready"], _("可以入库 {n} 份")),
        (count["explain"], _("要写说明 {n} 份")),
        (count["asks"], _("要回答问题 {n} 份")),
        (count["blocked"], _("要改正 {n} 份")),
        (count["refused"], _("打不开 {n} 份")),
        (count["already"], _("报过的 {n} 份")),
        (count["empty"], _("没有数的 {n} 份")),
    ]
    with st.container(horizontal=True, vertical_alignment="center"):
        show.note(_("；").join(text.format(n=n) for n, text in parts if n))
        if not previews:
            upload_file.links(list(st.session_state["accepted_files"].values())[-1]["link"])
        if len(plain) > 1:
            st.button(
                _("把没有疑问的 {n} 份一起入库").format(n=len(plain)),
                key="accept_all",
                type="primary",
                on_click=_accept_all,
                args=(room, [(key, previews[key]) for key in plain]),
            )


def _accept_all(room: Room, ready: list[tuple[str, Preview]]) -> None:
    """Each file whole and for itself; one that another one changes stays for a look."""
    for key, preview in ready:
        fresh = renewed(room.store, preview)
        if not fresh.can_accept or fresh.to_explain:
            continue
        try:
            upload_file.store_file(room, fresh, key, {}, current())
        except (intake.IntakeError, NotAllowedError, StoreError):
            continue  # its own panel says why
