"""Own indicators of a bureau on 目标管理: the list, one form to define or change, retiring, and who did what when and why."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from access import Action
from indicators.catalogue import Catalogue
from indicators.own_indicators import indicator_id, own_indicator
from intake import own_indicators
from language import _
from shell import gate, own_indicator_form, show
from shell.attempts import attempt, said
from shell.own_indicator_form import kind_label, polarity_label
from shell.room import Room
from store import INDICATOR, Version, city_catalogue, newest_versions, version_history
from views.words import when


def page(room: Room, parts: Callable[[], None]) -> None:
    """The whole part; `parts` draws the chooser of the page's parts under the heading."""
    known = newest_versions(room.store, room.workspace.id, INDICATOR)
    in_use = [version for version in known if not version.retired]
    show.heading(
        _("{city}有 {n} 项自设指标").format(city=room.workspace.label, n=len(in_use)),
        _("自设指标与目录里的指标一样：上传时认得、各页可选、可以设目标；改动和停用都留下历史，有数据的不会删除"),
        room.workspace.simulated,
    )
    parts()
    if room.workspace.simulated:
        show.note(_("模拟城市不增加指标。请在左上方选自己的城市，再设本市的指标。"))
        return
    said()
    catalogue = city_catalogue(room.store, room.workspace)
    if known:
        show.table(own_table(known, catalogue))
    else:
        show.note(_("目录里没有的指标可以在这里自己设；上传时遇到不认识的表头，也可以当场设。"))
    if gate.allowed(Action.EDIT_INDICATORS):
        _form(room, known, catalogue)
    history = version_history(room.store, room.workspace.id, INDICATOR)
    if history:
        with st.expander(_("改动历史（{n} 次，最近的在前）").format(n=len(history))):
            show.table(_history(history))


def own_table(known: list[Version], catalogue: Catalogue) -> pd.DataFrame:
    """The indicators in words."""
    rows = []
    for version in known:
        own = own_indicator(version.content)
        counts = [catalogue.indicators[name].label for name in (own.numerator, own.denominator) if name in catalogue.indicators]
        rows.append(
            (
                own.name,
                kind_label(own.kind),
                own.unit or "—",
                polarity_label(own.polarity),
                " ÷ ".join(counts) or "—",
                _("、").join(catalogue.level_label(level) for level in own.education_levels),
                _("、").join(own.aliases) or "—",
                own.definition,
                _("停用") if version.retired else _("在用"),
            )
        )
    heads = [_("名称"), _("性质"), _("单位"), _("方向"), _("算法"), _("学段"), _("别的写法"), _("定义"), _("状态")]
    return pd.DataFrame(rows, columns=heads)


def _form(room: Room, known: list[Version], catalogue: Catalogue) -> None:
    by_name = {version.name: version for version in known}
    chosen = st.selectbox(
        _("新设一项，或改一项"),
        ["", *by_name],
        key=f"own_edited_{room.workspace.id}_{sum(version.version for version in known)}",
        format_func=lambda name: own_indicator(by_name[name].content).name if name else _("新设一项指标"),
        filter_mode=None,
    )
    before = by_name.get(chosen)
    stamp = f"{room.workspace.id}_{chosen}_{before.version if before else len(known)}"
    with st.container(border=True):
        own = own_indicator_form.fields(catalogue, own_indicator(before.content) if before else None, stamp)
        columns = st.columns([4, 1.2, 1], gap="small", vertical_alignment="bottom")
        with columns[0]:
            label = _("理由（会保存在历史里）") if before else _("理由（可不填）")
            reason = st.text_input(label, key=f"own_why_{stamp}", max_chars=own_indicators.REASON_LENGTH) or ""
        with columns[1]:
            save = st.button(_("保存改动") if before else _("新设这项指标"), key=f"own_save_{stamp}", type="primary")
        with columns[2]:
            retire = before is not None and not before.retired and st.button(_("停用这项"), key=f"own_retire_{stamp}")
    store, workspace, visitor = room.store, room.workspace, room.visitor
    if save and before is None:
        attempt(
            lambda: own_indicators.add_indicator(store, workspace, own, visitor, reason),
            _("已新设“{name}”：上传的表头写成这样就认得。").format(name=own.name),
        )
    elif save and before is not None:
        attempt(
            lambda: own_indicators.change_indicator(store, workspace, before, own, visitor, reason),
            _("已改“{name}”；以前的名称照样认得。").format(name=own.name),
        )
    elif retire and before is not None:
        attempt(
            lambda: own_indicators.retire_indicator(store, workspace, before, visitor, reason),
            _("已停用，各页不再显示；数据和历史都在，改一次就恢复使用。"),
        )


def _history(history: list[Version]) -> pd.DataFrame:
    rows = []
    for version in history:
        act = _("停用") if version.retired else _("新设") if version.version == 1 else _("改动")
        name = own_indicator(version.content).name
        rows.append((when(version.written_at), name, indicator_id(version.name), act, version.author, version.reason or "—"))
    return pd.DataFrame(rows, columns=[_("时间"), _("名称"), _("编号"), _("做了什么"), _("操作人"), _("理由")])
