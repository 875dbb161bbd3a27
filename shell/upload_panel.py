"""One dropped file on the page: what it would do, what it asks, and the button that stores it.

The file's answers live in the session under its fingerprint; the preview is made anew only when an answer or the store
changed. Nothing is stored before the button.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

import geo
import intake
from access import Action, NotAllowedError
from indicators import periods
from indicators.vocabulary import Period, Severity
from intake.records import Choice, Preview, Question
from language import _
from shell import gate, sheet_preview, show, upload_history
from shell.room import Room
from shell.upload_view import IssueGroup, UploadView, severity_label, upload_view
from shell.visitor import current
from store import StoreError

# A year that no workbook says may lie this far back
OLDEST_YEAR = 2000
_COLOUR = {Severity.BLOCKING: "#903922", Severity.WARNING: "#9C6505", Severity.NOTE: "#5F6C79"}


def page(room: Room) -> None:
    """The whole page: the files dropped, and what was uploaded before."""
    uploads = room.store.uploads(room.workspace.id)
    in_force = [upload for upload in uploads if upload.in_force]
    show.heading(
        _("{city}已入库 {n} 份文件，{values} 个数在用").format(
            city=room.workspace.name, n=len(in_force), values=f"{sum(upload.in_force for upload in in_force):,}"
        ),
        _("把区县报来的表格原样拖进来：先预览，再核对，点“入库”才保存；随时可以撤回"),
        room.workspace.simulated,
    )
    if room.workspace.simulated:
        show.note(_("模拟城市不接收真实数据：上传的文件按表里的区县名归入它自己的城市。"))
    if not gate.allowed(Action.UPLOAD):
        return
    files = st.file_uploader(
        _("表格文件（xlsx、xls、ods、csv，可一次多份；每份不超过 50 MB）"), accept_multiple_files=True, key="dropped_files"
    )
    for file in files or []:
        file_panel(room, file.getvalue(), file.name)
    upload_history.draw(room, uploads)


def file_panel(room: Room, data: bytes, filename: str) -> None:
    """Everything about one file, from its first sentence to the button that accepts it."""
    key = hashlib.sha256(data).hexdigest()[:16]
    done = st.session_state.setdefault("accepted_files", {})
    with st.container(border=True, key=f"file_{key}"):
        if key in done:
            _accepted(done[key])
            return
        preview = _preview(room, data, filename, key)
        view = upload_view(preview)
        show.note(view.sentence, warn=view.standing in ("refused", "blocked"))
        if view.standing == "refused":
            return
        _questions(preview, key)
        _issues(view)
        if preview.prepared.empty:
            return
        _accept(room, preview, view, key)
        _details(preview, view, key)


def _answers(key: str) -> dict[str, str]:
    return st.session_state.setdefault(f"answers_{key}", {})


def _preview(room: Room, data: bytes, filename: str, key: str) -> Preview:
    answers = _answers(key)
    stamp = (
        tuple(sorted(answers.items())),
        tuple((space.id, space.revision) for space in room.store.workspaces()),
        room.language,
    )
    kept: tuple[Any, Preview] | None = st.session_state.get(f"preview_{key}")
    if kept is not None and kept[0] == stamp:
        return kept[1]
    with st.spinner(_("正在读取《{file}》…").format(file=filename)):
        preview = intake.preview(room.store, data, filename, answers=dict(answers))
    st.session_state[f"preview_{key}"] = (stamp, preview)
    return preview


def _questions(preview: Preview, key: str) -> None:
    city = preview.workspace
    if city is not None:
        _ask(Question("city", _("归属城市"), (Choice(city.city_code, city.name),), free=True), key, city.city_code)
    for question in preview.questions:
        _ask(question, key, preview.answers.get(question.id))


def _ask(question: Question, key: str, answered: str | None) -> None:
    """A drop-down with the likely answer first; the likeliest can be taken with one click."""
    choices = {choice.value: choice.label for choice in question.choices}
    if question.id == "city":
        choices |= {code: name for code, name in ((c.code, c.name) for c in geo.cities()) if code not in choices}
    elif question.free:
        newest = max((Period.from_key(value).start_year for value in choices if value[:4].isdigit()), default=OLDEST_YEAR)
        older = (Period(year) for year in range(newest, OLDEST_YEAR - 1, -1))
        choices |= {period.key: periods.label(period) for period in older if period.key not in choices}
    widget = f"answer_{key}_{question.id}"
    if st.session_state.get(widget) != answered:
        st.session_state[widget] = answered
    many = _("（{n} 个数）").format(n=question.values) if question.values else ""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            question.text + many,
            list(choices),
            key=widget,
            format_func=choices.__getitem__,
            placeholder=_("请选择"),
            filter_mode="contains",
            on_change=_answer,
            args=(key, question.id, widget),
            width=420,
        )
        if answered is None and question.choices:
            first = question.choices[0]
            st.button(first.label, key=f"likely_{widget}", on_click=_take, args=(key, question.id, first.value))


def _answer(key: str, question: str, widget: str) -> None:
    _take(key, question, st.session_state[widget])


def _take(key: str, question: str, value: str | None) -> None:
    answers = _answers(key)
    if value is None:
        answers.pop(question, None)
    else:
        answers[question] = value


def _issues(view: UploadView) -> None:
    if view.issues:
        st.html("".join(_issue_group(group) for group in view.issues))


def _issue_group(group: IssueGroup) -> str:
    count = f" × {group.count}" if group.count > 1 else ""
    said = "".join(f"<li>{escape(message)}</li>" for message in group.messages)
    return (
        f'<div class="issue"><b style="color:{_COLOUR[group.severity]}">{escape(severity_label(group.severity))}</b>'
        f"<b>{escape(group.headline)}{count}</b><ul>{said}</ul><span>{escape(group.advice)}</span></div>"
    )


def _accept(room: Room, preview: Preview, view: UploadView, key: str) -> None:
    explanation = ""
    if preview.to_explain:
        explanation = st.text_input(
            _("说明：以上 {n} 处变化为什么是对的（会随数据保存）").format(n=len(preview.to_explain)), key=f"explain_{key}"
        )
    ready = preview.can_accept and view.standing == "ready"
    if preview.to_explain and not explanation.strip():
        ready = False
    if st.button(_("入库"), key=f"accept_{key}", type="primary", disabled=not ready):
        try:
            said = {intake.FOR_ALL: explanation} if explanation.strip() else {}
            accepted = intake.accept(room.store, preview, current(), said)
        except intake.DiffChangedError as error:
            kept = st.session_state[f"preview_{key}"]
            st.session_state[f"preview_{key}"] = (kept[0], replace(error.preview))
            show.note(str(error), warn=True)
            return
        except (intake.IntakeError, NotAllowedError, StoreError) as error:
            show.note(str(error), warn=True)
            return
        first = preview.diff.iloc[0]
        st.session_state["accepted_files"][key] = {
            "sentence": view.sentence,
            "upload": accepted.upload_id,
            "link": {"city": accepted.workspace.id, "indicator": first["indicator"], "level": first["education_level"]},
        }
        st.rerun()


def _accepted(done: dict[str, Any]) -> None:
    show.note(_("已入库（编号 {n}）：{what}").format(n=done["upload"], what=done["sentence"]))
    with st.container(horizontal=True):
        st.page_link("pages/district_map.py", label=_("去地图看"), query_params=done["link"])
        st.page_link("pages/sources.py", label=_("去口径与来源核对"), query_params=done["link"])


def _details(preview: Preview, view: UploadView, key: str) -> None:
    with st.expander(_("工作表预览：每个单元格被当作什么"), expanded=True):
        sheet_preview.sheets(preview, key)
    with st.expander(_("变化明细（{n} 个数）").format(n=len(view.changes))):
        show.table(view.changes, limit=100)
    if len(view.kept_out):
        with st.expander(_("读了但不入库的单元格（{n} 个）").format(n=int(view.kept_out.iloc[:, 1].sum()))):
            show.table(view.kept_out)
