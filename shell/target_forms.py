"""Own targets of a bureau on the page: the list, one form to set or change, retiring, and who did what when and why.

A field keeps its place in the session under the target's id and version, so that a saved change starts from itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

import intake
from access import Action, NotAllowedError
from indicators.catalogue import load_catalogue
from indicators.milestones import milestones_text
from indicators.own_targets import DOCUMENT_LENGTH, NUMBER_LENGTH, SCOPES, OwnTarget, own_target
from indicators.target_definitions import TargetDirection
from indicators.vocabulary import AdminLevel, EducationLevel
from language import _
from shell import gate, show
from shell.room import Room
from shell.visitor import current
from store import StoreError, TargetVersion, own_targets, target_history
from views.city_catalogue import misfits
from views.target_choice import admin_label
from views.targets_own import direction_label, goal_text, history_table, own_finding, own_label, own_table, scope_label

_SAID = "target_said"
_EDITED = "target_edited"


def page(room: Room, parts: Callable[[], None]) -> None:
    """The whole part; `parts` draws the chooser of the page's parts under the heading."""
    in_use = own_targets(room.store, room.workspace.id)
    show.heading(
        own_finding(room.workspace, in_use),
        _("自设目标与国家、省的目标并列，进入地图、趋势、对标差距的目标选择；改动和停用都留下历史，不删除"),
        room.workspace.simulated,
    )
    parts()
    if room.workspace.simulated:
        show.note(_("模拟城市的目标随程序附带，不能在这里增改。请在左上方选自己的城市，再设本市的目标。"))
        return
    said = st.session_state.pop(_SAID, "")
    if said:
        show.note(said)
    for name in misfits(room.store, room.workspace):
        show.note(_("{target} 的指标已不在目录里，各页不再使用它；请停用或改成现有的指标。").format(target=name), warn=True)
    if in_use:
        show.table(own_table(in_use))
    if gate.allowed(Action.EDIT_TARGETS):
        _form(room, in_use)
    history = target_history(room.store, room.workspace.id)
    if history:
        with st.expander(_("改动历史（{n} 次，最近的在前）").format(n=len(history))):
            show.table(history_table(history))


def _form(room: Room, current: list[TargetVersion]) -> None:
    by_id = {version.target: version for version in current}
    choices = ["", *by_id]
    kept = st.session_state.get(f"{_EDITED}_{room.workspace.id}", "")
    # A key for each state of the list: the browser would go on showing a choice under the words it had before
    edited = st.selectbox(
        _("新设一条，或改一条"),
        choices,
        index=choices.index(kept) if kept in choices else 0,
        key=f"edited_{room.workspace.id}_{sum(version.version for version in current)}",
        format_func=lambda name: own_label(by_id[name]) if name else _("新设一条目标"),
        filter_mode=None,
    )
    st.session_state[f"{_EDITED}_{room.workspace.id}"] = edited
    before = by_id.get(edited)
    stamp = f"{room.workspace.id}_{edited}_{before.version if before else len(current)}"
    with st.container(border=True):
        draft = _fields(before, stamp)
        _save(room, before, draft, stamp)


def _fields(before: TargetVersion | None, stamp: str) -> intake.TargetDraft:
    """What is filled in, from the version before or from nothing."""
    catalogue = load_catalogue()
    own = _own(before)
    goals = st.columns([2.2, 0.9, 1, 1.2, 0.8], gap="small")
    steps, *paper = st.columns([1.9, 0.8, 1, 2.2, 1.3, 1.1], gap="small", vertical_alignment="bottom")
    names = list(catalogue.indicators)
    with goals[0]:
        indicator = st.selectbox(
            _("指标"),
            names,
            index=names.index(own.indicator) if own else None,
            key=f"indicator_{stamp}",
            format_func=lambda name: catalogue.indicators[name].label,
            placeholder=_("请选择"),
            filter_mode="contains",
        )
    known = catalogue.indicators.get(indicator or "")
    with goals[1]:
        levels = [str(level) for level in known.education_levels] if known else []
        first = str(own.education_level) if own else str(known.default_level) if known else ""
        level = st.selectbox(
            _("学段"),
            levels,
            index=levels.index(first) if first in levels else None,
            key=f"level_{stamp}_{indicator}",
            format_func=lambda name: catalogue.level_label(EducationLevel(name)),
            placeholder="",
            filter_mode=None,
        )
    with goals[2]:
        directions = list(TargetDirection)
        direction = st.selectbox(
            _("方向"),
            directions,
            index=directions.index(own.direction) if own else 0,
            key=f"direction_{stamp}",
            format_func=direction_label,
            filter_mode=None,
        )
    with goals[3]:
        unit = _("（{unit}）").format(unit=known.unit_label) if known and known.unit_label else ""
        goal = st.text_input(
            _("目标值") + unit, goal_text(own) if own else "", key=f"goal_{stamp}", placeholder=_("85 或 10–12"), max_chars=40
        )
    with goals[4]:
        year = st.text_input(
            _("期限（年）"),
            str(own.year) if own and own.year else "",
            key=f"year_{stamp}",
            placeholder=_("没有就留空"),
            max_chars=10,
        )
    with paper[0]:
        admins = list(AdminLevel)
        admin = st.selectbox(
            _("级别"),
            admins,
            index=admins.index(own.admin_level if own else AdminLevel.CITY),
            key=f"admin_{stamp}",
            format_func=admin_label,
            filter_mode=None,
        )
    with paper[1]:
        scope = st.selectbox(
            _("对谁"),
            SCOPES,
            index=SCOPES.index(own.scope) if own else 0,
            key=f"scope_{stamp}",
            format_func=scope_label,
            filter_mode=None,
        )
    with paper[2]:
        document = st.text_input(_("文件名称"), own.document if own else "", key=f"document_{stamp}", max_chars=DOCUMENT_LENGTH)
    with paper[3]:
        number = st.text_input(
            _("文号"), own.number if own else "", key=f"number_{stamp}", placeholder=_("没有就留空"), max_chars=NUMBER_LENGTH
        )
    with steps:
        milestones = st.text_input(
            _("阶段目标"),
            milestones_text(own.milestones) if own else "",
            key=f"milestones_{stamp}",
            placeholder=_("没有就留空；如 2025：82；2026：84"),
            max_chars=120,
        )
    with paper[4]:
        verified = st.checkbox(_("已核对原文"), own.verified if own else False, key=f"verified_{stamp}")
    return intake.TargetDraft(
        indicator=indicator or "",
        education_level=level or str(EducationLevel.ALL),
        direction=direction,
        goal=goal or "",
        year=year or "",
        scope=scope,
        admin_level=admin,
        document=document or "",
        number=number or "",
        verified=verified,
        milestones=milestones or "",
    )


def _own(before: TargetVersion | None) -> OwnTarget | None:
    """What the fields start from; nothing where the catalogue no longer has the indicator."""
    if before is None:
        return None
    own = own_target(before.content)
    return own if own.indicator in load_catalogue().indicators else None


def _save(room: Room, before: TargetVersion | None, draft: intake.TargetDraft, stamp: str) -> None:
    visitor = current()
    columns = st.columns([4.4, 1, 1], gap="small", vertical_alignment="bottom")
    with columns[0]:
        label = _("理由（保存在历史里）") if before else _("理由（可不填）")
        reason = st.text_input(label, key=f"reason_{stamp}", max_chars=200) or ""
    with columns[1]:
        save = st.button(_("保存改动") if before else _("新设这条目标"), key=f"save_{stamp}", type="primary")
    with columns[2]:
        in_use = before is not None and not before.retired
        retire = in_use and st.button(_("停用这条"), key=f"retire_{stamp}")
    if save and before is None:
        _try(
            lambda: intake.add_target(room.store, room.workspace, draft, visitor, reason),
            _("已新设“{target}”，各页的目标选择里已有它。"),
        )
    elif save and before is not None:
        _try(
            lambda: intake.change_target(room.store, room.workspace, before, draft, visitor, reason),
            _("已改“{target}”，现在是第 {version} 版；以前的在历史里。"),
        )
    elif retire and before is not None:
        _try(
            lambda: intake.retire_target(room.store, room.workspace, before, visitor, reason),
            _("已停用“{target}”，各页不再使用它；历史都在，改一次就恢复使用。"),
        )


def _try(write: Callable[[], TargetVersion], done: str) -> None:
    """Write, say so and draw the page anew; a refusal is one sentence, and what was filled in stays."""
    try:
        version = write()
    except (intake.IntakeError, NotAllowedError, StoreError) as error:
        show.note(str(error), warn=True)
        return
    st.session_state[_SAID] = done.format(target=own_label(replace(version, retired=False)), version=version.version)
    st.rerun()
