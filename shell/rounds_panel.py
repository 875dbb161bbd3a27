"""轮次与发布: the rounds of reporting with what to do next, and editions for bureaus that review before they publish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pandas as pd
import streamlit as st

from access import Action, Visitor, may
from indicators import periods
from intake import rounds
from intake.questions import likely_periods
from language import _
from shell import downloads, pins, publish_panel, show, template_panel
from shell.attempts import attempt
from shell.room import Room
from store import Round, RoundState, all_rounds, city_catalogue, round_history
from views.reported import round_state_label, rounds_view
from views.words import when


def draw(room: Room) -> None:
    """Rounds, the way to open one, editions, and every step that was taken."""
    found = all_rounds(room.store, room.workspace.id)
    if not found:
        show.note(_("还没有开设轮次。开一轮，就能看到每个区县该报什么、报了没有；不开也可以照常收表。"))
    for one in found:
        with st.container(border=True, key=f"round_{one.record}"):
            _round(room, one)
    view = rounds_view(room.store, room.workspace)
    if view is not None:
        downloads.row(view.name, view.table, downloads.about(view), more=lambda: pins.button(room, lambda: view, "upload"))
    if may(room.visitor, Action.OPEN_ROUND):
        with st.expander(_("开一轮新的报送"), expanded=False):
            _new(room)
    publish_panel.draw(room, [one for one in found if one.state is not RoundState.CLOSED])
    history = round_history(room.store, room.workspace.id)
    if history:
        with st.expander(_("轮次的全部经过（{n} 步）").format(n=len(history))):
            rows = [
                (
                    when(step.written_at),
                    step.content["name"],
                    _("取消") if step.retired else round_state_label(RoundState(step.content["state"])),
                    step.author,
                    step.reason,
                )
                for step in history
            ]
            show.table(pd.DataFrame(rows, columns=[_("时间"), _("轮次"), _("状态"), _("操作人"), _("理由")]))


def _round(room: Room, one: Round) -> None:
    span = _("、").join(periods.label_of_key(key) for key in one.periods)
    until = _("截止 {day}").format(day=one.deadline.isoformat()) if one.deadline else _("没有截止日期")
    edition = _("，随第 {n} 版发布").format(n=one.edition) if one.edition else ""
    show.part(
        f"{one.name}　{round_state_label(one.state)}{edition}",
        _("{span}　•　{columns} 项 × {places} 个区县　•　{until}").format(
            span=span, columns=len(one.columns), places=len(one.places), until=until
        ),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if one.state is RoundState.OPEN and may(room.visitor, Action.SUBMIT_ROUND):
            if st.button(_("提交审核"), key=f"submit_{one.record}_{one.version}"):
                attempt(
                    lambda: rounds.submit(room.store, room.workspace, one, room.visitor),
                    _("已提交审核，等管理员发布或结束这一轮。"),
                )
            with st.popover(_("改截止日期…")):
                _deadline(room, one)
            with st.popover(_("取消这一轮…")):
                _reasoned(_("取消"), one, partial(rounds.cancel, room.store, room.workspace, one), room)
        if one.state is RoundState.SUBMITTED and may(room.visitor, Action.SUBMIT_ROUND):
            with st.popover(_("退回填报…")):
                _reasoned(_("退回"), one, partial(rounds.reopen, room.store, room.workspace, one), room)
        if one.state is not RoundState.CLOSED and may(room.visitor, Action.PUBLISH):
            if st.button(_("结束这一轮"), key=f"close_{one.record}_{one.version}"):
                attempt(
                    lambda: rounds.close(room.store, room.workspace, one, room.visitor),
                    _("“{name}”已结束，其中的数不再变动；要改须重新打开。").format(name=one.name),
                )
        elif one.state is RoundState.CLOSED and may(room.visitor, Action.REOPEN_ROUND):
            with st.popover(_("重新打开…")):
                _reasoned(_("重新打开"), one, partial(rounds.reopen, room.store, room.workspace, one), room)


def _reasoned(label: str, one: Round, act: Callable[[str, Visitor], object], room: Room) -> None:
    reason = st.text_input(
        _("理由（会保存在历史里）"), key=f"why_{label}_{one.record}_{one.version}", max_chars=rounds.TEXT_LENGTH
    )
    if st.button(label, key=f"do_{label}_{one.record}_{one.version}", type="primary"):
        attempt(lambda: act(reason or "", room.visitor), _("“{name}”：已{act}。").format(name=one.name, act=label))


def _deadline(room: Room, one: Round) -> None:
    chosen = st.date_input(_("截止日期"), one.deadline, key=f"until_{one.record}_{one.version}", format="YYYY-MM-DD")
    if st.button(_("保存"), key=f"save_until_{one.record}_{one.version}", type="primary") and not isinstance(chosen, tuple):
        attempt(lambda: rounds.set_deadline(room.store, room.workspace, one, chosen, room.visitor), _("截止日期已保存。"))


def _new(room: Room) -> None:
    catalogue = city_catalogue(room.store, room.workspace)
    known = [str(key) for key in room.store.current_values(room.workspace.id)["period_key"].unique()]
    recent = likely_periods(known)
    columns = st.columns([2.4, 1.2], gap="small")
    with columns[0]:
        name = st.text_input(
            _("名称"),
            _("{period}年报").format(period=periods.label(recent[0])),
            key=f"round_name_{len(known)}",
            max_chars=rounds.NAME_LENGTH,
        )
    with columns[1]:
        until = st.date_input(_("截止日期"), date.today() + timedelta(days=14), key="round_until", format="YYYY-MM-DD")
    choice = template_panel.choose(room, catalogue, recent, template_panel.used_indicators(room, catalogue), "round")
    codes = template_panel.reporting_places(room)
    draft = Round(
        name=name or "",
        periods=tuple(period.key for period in choice.periods),
        columns=tuple((column.indicator, str(column.education_level)) for column in choice.columns),
        places=tuple(codes[place] for place in choice.places),
        deadline=until if isinstance(until, date) else None,
    )
    if st.button(_("开设这一轮"), key="open_round", type="primary"):
        attempt(
            lambda: rounds.open_round(room.store, room.workspace, draft, room.visitor),
            _("已开设“{name}”：{columns} 项 × {places} 个区县。进度看“谁已报”，空白表在“模板”下载。").format(
                name=draft.name, columns=len(draft.columns), places=len(draft.places)
            ),
        )
