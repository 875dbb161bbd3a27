"""Editions: the switch, what a new edition would change for viewers, publishing it, and the editions there are."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

import geo
from access import Action, may
from indicators.catalogue import Catalogue
from indicators.periods import label_of_key
from intake import editions
from intake.editions import Pending
from intake.words import quantity_text
from language import _
from shell import show
from shell.attempts import attempt
from shell.room import Room
from store import Edition, Round, all_editions, city_catalogue, publishes_on_accept
from views.words import number, status_label, when

_MOST = 200


def draw(room: Room, rounds: Sequence[Round]) -> None:
    """The part of the page; `rounds` are those that may be ended with the next edition."""
    at_once = publishes_on_accept(room.store, room.workspace.id)
    if at_once:
        show.part(_("发布"), _("现在是入库即发布：工作人员一入库，查看人员马上看到。会上数字不能变的单位，可以改为审核后发布。"))
    else:
        show.part(_("发布"), _("现在是审核后发布：查看人员看到的是最近一版，入库、撤回、更正都要等下一版才看得到。"))
        _pending(room, rounds)
    if may(room.visitor, Action.PUBLISH):
        _switch(room, at_once)
    known = all_editions(room.store, room.workspace.id)
    if known:
        with st.expander(_("发布过的版本（{n} 版）").format(n=len(known))):
            show.table(_table(known))


def _pending(room: Room, rounds: Sequence[Round]) -> None:
    found = editions.pending(room.store, room.workspace)
    if found.changes.empty:
        show.note(_("自最近一版以来没有变化。"))
        return
    first = _("还没有发布过") if found.before is None else _("自第 {n} 版以来").format(n=found.before.number)
    counted = _("新增 {new}，变更 {changed}，撤去 {gone}").format(
        new=found.count("new"), changed=found.count("changed"), gone=found.count("gone")
    )
    show.note(_("{since}：{counted}。").format(since=first, counted=counted))
    if found.doubtful:
        show.note(_("有 {n} 处更正，下面的原数已经变了，发布前请在“记录与更正”里看一下。").format(n=found.doubtful), warn=True)
    with st.expander(_("看这些变化（{n} 个数）").format(n=len(found.changes))):
        show.table(changes_table(found, city_catalogue(room.store, room.workspace)), limit=_MOST)
    if may(room.visitor, Action.PUBLISH):
        _publish(room, found, rounds)
    else:
        st.caption(_("发布由管理员做。"))


def _publish(room: Room, found: Pending, rounds: Sequence[Round]) -> None:
    columns = st.columns([1.2, 2.2, 1.8, 1], gap="small", vertical_alignment="bottom")
    with columns[0]:
        reviewer = st.text_input(_("审核人"), key="reviewer", max_chars=60)
    with columns[1]:
        note = st.text_input(_("说明（可不填）"), key="edition_note", max_chars=editions.NOTE_LENGTH)
    with columns[2]:
        names = {one.record: one.name for one in rounds}
        ended = st.multiselect(
            _("同时结束的轮次"), list(names), key="ended", format_func=names.__getitem__, placeholder=_("没有")
        )
    with columns[3]:
        pressed = st.button(_("审核通过，发布"), key="publish", type="primary")
    if pressed:
        close = tuple(one for one in rounds if one.record in ended)
        attempt(lambda: editions.publish(room.store, found, room.visitor, reviewer or "", note or "", close), _published)


def _published(edition: object) -> str:
    assert isinstance(edition, Edition)
    return _("第 {n} 版已发布，查看人员现在看到它；图片和幻灯片的页脚写着版次。").format(n=edition.number)


def _switch(room: Room, at_once: bool) -> None:
    label = _("改为审核后发布") if at_once else _("改为入库即发布")
    said = (
        _("已改为审核后发布：现在的数存为一版，以后的变化要发布才看得到。")
        if at_once
        else _("已改为入库即发布：查看人员马上看到全部现行数据。")
    )
    if st.button(label, key=f"switch_{at_once}"):
        attempt(lambda: editions.set_publish_on_accept(room.store, room.workspace, not at_once, room.visitor), said)


def changes_table(found: Pending, catalogue: Catalogue) -> pd.DataFrame:
    """What viewers would see change, in words."""
    words = {"new": _("新增"), "changed": _("变更"), "gone": _("撤去")}
    rows = []
    for row in found.changes.to_dict("records"):
        known = catalogue.indicators.get(row["indicator"])
        if known is None:
            continue
        old = number(row["old_value"], known) or (status_label(row["old_status"]) if isinstance(row["old_status"], str) else "")
        new = number(row["value"], known) or (status_label(row["status"]) if isinstance(row["status"], str) else "")
        what = quantity_text(row["indicator"], row["education_level"], row["breakdown"], catalogue)
        source = row["filename"] if isinstance(row["filename"], str) else ""
        place = geo.shown(row["place_code"], row["place_name"])
        rows.append((words[row["change"]], place, what, label_of_key(row["period_key"]), old, new, source))
    heads = [_("变化"), _("区县"), _("指标"), _("时期"), _("发布的数"), _("现在的数"), _("文件")]
    return pd.DataFrame(rows, columns=heads)


def _table(known: Sequence[Edition]) -> pd.DataFrame:
    rows = [
        (_("第 {n} 版").format(n=one.number), when(one.published_at), one.published_by, one.reviewed_by or "—", one.note)
        for one in known
    ]
    return pd.DataFrame(rows, columns=[_("版次"), _("时间"), _("发布人"), _("审核人"), _("说明")])
