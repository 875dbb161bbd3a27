"""The three parts of 目标管理: targets as documents, check lists of the evaluations, the bureau's own targets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from language import _
from shell import (
    address,
    calculation,
    downloads,
    filters,
    own_indicator_page,
    peer_groups,
    pins,
    queries,
    show,
    target_forms,
    target_tables,
    travel,
)
from shell.room import Room
from views.page import PageView
from views.target_choice import admin_label
from views.targets import TargetsView
from views.targets_inspection import Inspection
from views.targets_pinned import targets_pinned
from views.targets_shares import SharesView

PARTS = ("documents", "inspection", "own", "indicators", "groups")


def page(room: Room) -> None:
    """The part that the URL asks for."""
    {"documents": _documents, "inspection": _inspection, "own": _own, "indicators": _indicators, "groups": _groups}[_part()](room)


def _part() -> str:
    wanted = address.get("part")
    return wanted if wanted in PARTS else PARTS[0]


def _top(view: PageView) -> None:
    show.heading(view.finding, view.subtitle, view.simulated)
    _parts()


def _parts() -> None:
    names = {"documents": _("目标文件"), "inspection": _("督导对照"), "own": _("本市自设目标")}
    names |= {"indicators": _("本市自设指标"), "groups": _("比较分组")}
    address.choose("part", _("内容"), PARTS, PARTS[0], names.__getitem__, form="buttons", hide_label=True)


def _documents(room: Room) -> None:
    everything: TargetsView = queries.view(room, "targets")
    family = _known("family", everything.families)
    admin = _known("admin", everything.admin_levels)
    view = everything.narrowed(family, admin)
    _top(view)
    left, middle, right = st.columns([1.4, 1, 5.6], gap="small")
    families = {"": _("全部"), **{key: everything.catalogue.families[key].label for key in everything.families}}
    levels = {"": _("全部"), **{str(level): admin_label(level) for level in everything.admin_levels}}
    with left:
        address.choose("family", _("领域"), list(families), "", families.__getitem__)
    with middle:
        address.choose("admin", _("级别"), list(levels), "", levels.__getitem__)
    options = view.options
    if options is not None:
        with right:
            filters.row(options, ("indicator", "level", "target"))
    with_figures = [line for line in view.lines if line.period is not None]
    without = [line for line in view.lines if line.period is None]
    if with_figures:
        target_tables.documents(with_figures, view.catalogue, room.workspace.city_code)
    if without:
        with st.expander(_("还没有数据可以对照的 {n} 条").format(n=len(without)), expanded=not with_figures):
            target_tables.documents(without, view.catalogue, room.workspace.city_code)
    if options is not None:
        _several(room, options.indicator.label, len(options.targets))
        _shares(room)
    show.footer(view.footer)
    leaving = queries.leaving(room, "targets").narrowed(family, admin)
    downloads.row(leaving.name, leaving.table, downloads.about(leaving), more=lambda: _pin(room))
    calculation.panel(room)


def _several(room: Room, indicator: str, count: int) -> None:
    """All targets of the chosen indicator in one chart, and the way to the pages that the chosen one colours."""
    show.part(
        _("{indicator}：{n} 条可按区县对标的目标画在一起").format(indicator=indicator, n=count),
        _("上方“目标”选中的一条给地图、对标差距着色，随网址带到各页"),
    )
    with st.container(horizontal=True):
        for stem, label in (("district_map", _("看地图")), ("gaps", _("看对标差距"))):
            st.page_link(f"pages/{stem}.py", label=label, query_params=address.carried())
    show.chart(queries.drawn(room, "trends", "chart", room.width), "targets_trend", selects=True)
    travel.watch()
    leaving = queries.leaving(room, "trends")
    about, draw = downloads.about(leaving), downloads.maker(room, "trends")
    pin = partial(pins.button, room, lambda: leaving, "trends", query=address.carried(), beside=True)
    downloads.row(leaving.name, leaving.table, about, draw, pin)


def _shares(room: Room) -> None:
    """A whole-city count shared out to districts, folded away."""
    view: SharesView | None = queries.view(room, "targets_shares")
    if view is None:
        return
    with st.expander(_("全市总量分解到区县（{n} 条目标）").format(n=len(view.targets))):
        left, right, _rest = st.columns([2, 1.4, 2], gap="small")
        targets, weights = dict(view.targets), dict(view.weights)
        with left:
            address.choose("shared", _("全市目标"), list(targets), view.targets[0][0], targets.__getitem__)
        with right:
            address.choose("weight", _("按什么分"), list(weights), view.weights[0][0], weights.__getitem__)
        show.note(view.sentence)
        show.table(view.table)
        pins.of_part(room, "targets", "shares")


def _known(name: str, known: Sequence[str]) -> str:
    return address.get(name) if address.get(name) in known else ""


def _inspection(room: Room) -> None:
    found: tuple[Inspection, ...] = queries.view(room, "targets_inspection")
    if not found:
        show.heading(
            _("{city}还没有数据，{n} 份督导评估办法都不能对照").format(city=room.workspace.label, n=2),
            _("把区县的表格原样拖进“数据报送”，这里就逐条对照"),
            room.workspace.simulated,
        )
        _parts()
        st.page_link("pages/upload.py", label=_("去数据报送"), query_params=address.carried())
        return
    by_id = {view.document.id: view for view in found}
    first = found[0].document.id
    view = by_id[address.get("list") if address.get("list") in by_id else first]
    _top(view)
    left, right = st.columns([3, 1.4], gap="small", vertical_alignment="bottom")
    with left:
        names = {key: one.document.short_label for key, one in by_id.items()}
        address.choose("list", _("评估办法"), list(names), first, names.__getitem__, form="buttons", hide_label=True)
    with right:
        filters.periods_of(view.periods)
    target_tables.check_list(view)
    for statement in view.document.statements:
        show.note(statement.label)
    if view.school_criteria:
        with st.expander(_("须有学校数据的 {n} 项：区县合计判断不了").format(n=len(view.school_criteria))):
            target_tables.school_criteria(view)
    show.footer(view.footer)
    leaving = next(one for one in queries.leaving(room, "targets_inspection") if one.document.id == view.document.id)
    downloads.row(leaving.name, leaving.table, downloads.about(leaving), more=lambda: _pin(room))
    calculation.panel(room)


def _pin(room: Room) -> None:
    """加入会议材料, for the part that is looked at."""
    chosen, query = queries.choices(), address.all_of()
    pins.button(room, lambda: targets_pinned(room.store, room.workspace, chosen, query), "targets")


def _own(room: Room) -> None:
    target_forms.page(room, _parts)


def _indicators(room: Room) -> None:
    own_indicator_page.page(room, _parts)


def _groups(room: Room) -> None:
    peer_groups.page(room, _parts)
