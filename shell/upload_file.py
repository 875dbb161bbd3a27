"""One dropped file on the page: what it would do, what it asks, and the button that stores it.

The file's answers live in the session under its fingerprint; the preview is made anew only when an answer or the store
changed. Nothing is stored before the button.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

import intake
from access import NotAllowedError, Visitor
from indicators.issues import Issue
from indicators.vocabulary import Severity
from intake.check_report import NoReportError, check_report, doubtful, report_name
from intake.records import Preview
from language import _, current, using
from shell import sheet_preview, show, upload_questions
from shell import visitor as visiting
from shell.downloads import XLSX
from shell.room import Room
from shell.upload_view import IssueGroup, UploadView, severity_label, upload_view
from store import StoreError

_COLOUR = {Severity.BLOCKING: "#903922", Severity.WARNING: "#9C6505", Severity.NOTE: "#5F6C79"}


def answers(key: str) -> dict[str, str]:
    """What was answered about the file in this session."""
    return st.session_state.setdefault(f"answers_{key}", {})


def panel(room: Room, preview: Preview, key: str) -> None:
    """Everything about one file, from its first sentence to the button that accepts it."""
    view = upload_view(preview)
    show.note(view.sentence, warn=view.standing in ("refused", "blocked"))
    if view.standing == "refused":
        return
    left, right = st.columns([1, 1.3], gap="medium")
    with left:
        upload_questions.draw(room, preview, key, answers(key))
        _issues(view)
        _report(preview, key)
    with right:
        sheet_preview.sheets(preview, key)
    _details(preview, view)
    if not preview.prepared.empty:
        _accept(room, preview, view, key)


def _issues(view: UploadView) -> None:
    """What has to be dealt with stands open; what is good to know is folded away."""
    serious = [group for group in view.issues if group.severity is not Severity.NOTE]
    notes = [group for group in view.issues if group.severity is Severity.NOTE]
    if serious:
        st.html("".join(_issue_group(group) for group in serious))
    if notes:
        with st.expander(_("提示（{n} 种，知道即可）").format(n=len(notes))):
            st.html("".join(_issue_group(group) for group in notes))


def _issue_group(group: IssueGroup) -> str:
    count = f" × {group.count}" if group.count > 1 else ""
    said = "".join(f"<li>{escape(message)}</li>" for message in group.messages)
    return (
        f'<div class="issue"><b style="color:{_COLOUR[group.severity]}">{escape(severity_label(group.severity))}</b>'
        f"<b>{escape(group.headline)}{count}</b><ul>{said}</ul><span>{escape(group.advice)}</span></div>"
    )


def _report(preview: Preview, key: str) -> None:
    """核查报告: to be sent back to the district."""
    found = doubtful(preview)
    if not found or not preview.reading.readable:
        return
    language = current()

    def make() -> bytes:
        with using(language):
            try:
                return check_report(preview)
            except NoReportError as error:
                return str(error).encode()

    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            _("下载核查报告（{n} 处）").format(n=len(found)),
            make,
            file_name=report_name(preview.filename),
            mime=XLSX,
            on_click="ignore",
            key=f"report_{key}",
        )
        st.caption(_("原表上标出有疑问的格子，附问题清单，可以直接发回区县；改好再拖进来。"))


def _explanations(preview: Preview, key: str) -> dict[str, str]:
    """One 说明 for each kind of doubt; what is written goes to each of its cells."""
    by_kind: dict[str, list[Issue]] = {}
    for issue in preview.to_explain:
        by_kind.setdefault(issue.kind, []).append(issue)
    said: dict[str, str] = {}
    for kind, issues in by_kind.items():
        text = st.text_input(
            _("说明“{what}”（{n} 处）为什么是对的（会随数据保存）").format(what=issues[0].headline(), n=len(issues)),
            key=f"explain_{key}_{kind}",
            max_chars=200,
        )
        if text and text.strip():
            said |= {intake.issue_id(issue): text for issue in issues}
    return said


def _accept(room: Room, preview: Preview, view: UploadView, key: str) -> None:
    said = _explanations(preview, key)
    missing = any(intake.issue_id(issue) not in said for issue in preview.to_explain)
    ready = preview.can_accept and view.standing == "ready" and not missing
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(_("入库"), key=f"accept_{key}", type="primary", disabled=not ready)
        if why := _why_not(preview, view, missing):
            st.caption(why)
    if not pressed:
        return
    try:
        store_file(room, preview, key, said, visiting.current())
    except intake.DiffChangedError as error:
        st.session_state.pop(f"preview_{key}", None)
        show.note(str(error), warn=True)
    except (intake.IntakeError, NotAllowedError, StoreError) as error:
        show.note(str(error), warn=True)
    else:
        st.rerun()


def _why_not(preview: Preview, view: UploadView, missing: bool) -> str:
    """What is still to be done before the button may be pressed, said beside it; "" where it may."""
    if view.standing == "asks":
        n = sum(question.required for question in preview.open_questions)
        return _("还差 {n} 个问题没有回答，在上面点选。").format(n=n)
    if view.standing == "blocked":
        return _("逻辑校验没有通过，改正后重新拖进来。")
    return _("先在上面写说明（写好按回车），才能入库。") if view.standing == "ready" and missing else ""


def store_file(room: Room, preview: Preview, key: str, said: Mapping[str, str], visitor: Visitor) -> None:
    """Accept the file and remember what came of it. Raises IntakeError, NotAllowedError, StoreError."""
    sentence = upload_view(preview).sentence
    stored = intake.accept(room.store, preview, visitor, said)
    link = {"city": stored.workspace.id}  # each page picks what a city would look at first
    done = {"sentence": sentence, "upload": stored.upload_id, "link": link, "kept": stored.kept}
    st.session_state.setdefault("accepted_files", {})[key] = done


def accepted(done: dict[str, Any]) -> None:
    """What came of a file that is in, and where to see it."""
    show.note(_("已入库（编号 {n}）：{what}").format(n=done["upload"], what=done["sentence"]))
    if done["kept"]:
        st.caption(done["kept"])
    links(done["link"])


def links(query: dict[str, str]) -> None:
    """Where to see what is in now."""
    with st.container(horizontal=True):
        st.page_link("pages/district_map.py", label=_("去地图看"), query_params=query)
        st.page_link("pages/overview.py", label=_("去总览看"), query_params=query)
        st.page_link("pages/sources.py", label=_("去口径与来源核对"), query_params=query)


def _details(preview: Preview, view: UploadView) -> None:
    """What would change or go stands open; what is new or equal, and what is read but not stored, is folded away."""
    touched = len(view.changes) - preview.counts["new"] - preview.counts["same"]
    if touched:
        show.part(_("会变的数（{n} 个）").format(n=touched), _("左边是现在用的数，右边是这份文件的数；入库以后用右边的"))
        show.table(view.changes.head(touched), limit=100)
    rest = view.changes.iloc[touched:]
    if len(rest):
        new, same = preview.counts["new"], preview.counts["same"]
        with st.expander(_("新增 {new} 个数，不变 {same} 个数").format(new=new, same=same)):
            show.table(rest, limit=100)
    if len(view.kept_out):
        with st.expander(_("读了但不入库的单元格（{n} 个）").format(n=int(view.kept_out.iloc[:, 1].sum()))):
            show.table(view.kept_out)
