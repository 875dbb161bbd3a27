"""模板: a blank workbook to send out, for a choice of indicators, periods and districts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import geo
from access import Action
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.vocabulary import EducationLevel, Period, PeriodKind, PlaceKind
from intake.questions import likely_periods
from intake.templates import (
    CLASS_SIZE,
    TemplateChoice,
    TemplateRefusedError,
    columns_for,
    dimensions_for,
    heading,
    template,
    template_name,
)
from language import _
from shell import gate, show
from shell.downloads import XLSX
from shell.room import Room
from store import city_catalogue


def draw(room: Room) -> None:
    """The choice, what the form would look like, and the download."""
    if not gate.allowed(Action.MAKE_TEMPLATE):
        return
    catalogue = city_catalogue(room.store, room.workspace)
    values = room.store.current_values(room.workspace.id)
    known = [str(key) for key in values["period_key"].unique()]
    choice = choose(room, catalogue, likely_periods(known), _used(values, catalogue), "template", parts=True)
    one_row = st.checkbox(_("只留一行，由区县自己在下拉列表里选名称（一份表发给所有区县）"), key="template_one_row")
    try:
        choice = TemplateChoice(choice.city_code, choice.columns, choice.places, choice.periods, one_row)
        data = template(catalogue, choice)
    except TemplateRefusedError as error:
        show.note(str(error))
        return
    show.note(
        _("一张表 {places} 行 × {columns} 列，{periods} 张工作表；表头已锁定，格子会检查填的是不是这一类数。").format(
            places=1 if one_row else len(choice.places), columns=len(choice.columns), periods=len(choice.periods)
        )
    )
    st.download_button(
        _("下载空白表（{file}）").format(file=template_name(choice)),
        data,
        file_name=template_name(choice),
        mime=XLSX,
        on_click="ignore",
        key="template",
        type="primary",
    )
    with st.expander(_("表头（{n} 列）").format(n=len(choice.columns))):
        st.html("<br>".join(heading(catalogue, column) for column in choice.columns))


def choose(
    room: Room, catalogue: Catalogue, recent: list[Period], used: list[str], stamp: str, *, parts: bool = False
) -> TemplateChoice:
    """Choosers of indicators, education levels, periods and districts, also for a round of reporting; `parts`: of groups, too."""
    families = {key: family.label for key, family in catalogue.families.items() if catalogue.indicators_of(key)}
    first = st.columns([1.3, 3.2], gap="small")
    with first[0]:
        family = st.selectbox(
            _("按领域选"),
            ["used", *families] if used else list(families),
            format_func=lambda key: _("上一期报过的") if key == "used" else families[key],
            key=f"{stamp}_family",
            filter_mode=None,
        )
    start = used if family == "used" else [indicator.id for indicator in catalogue.indicators_of(family)]
    with first[1]:
        chosen = st.multiselect(
            _("指标（{n} 项可选）").format(n=len(catalogue.indicators)),
            list(catalogue.indicators),
            default=start[:60],
            key=f"{stamp}_indicators_{family}",
            format_func=lambda key: catalogue.indicators[key].label,
            placeholder=_("请选择"),
            filter_mode="contains",
        )
    second = st.columns([1.5, 1.5, 2.5, 1.4] if parts else [1.5, 1.5, 2.5], gap="small")
    with second[0]:
        levels = st.multiselect(
            _("学段（分学段的指标各占一列）"),
            [EducationLevel.PRIMARY, EducationLevel.JUNIOR, EducationLevel.SENIOR, EducationLevel.COMPULSORY],
            default=[EducationLevel.PRIMARY, EducationLevel.JUNIOR],
            key=f"{stamp}_levels",
            format_func=catalogue.level_label,
            placeholder=_("请选择"),
        )
    newest = recent[0].start_year
    every = [
        Period(year, kind) for kind in (PeriodKind.SCHOOL_YEAR, PeriodKind.CALENDAR_YEAR) for year in range(newest + 1, 2014, -1)
    ]
    with second[1]:
        when = st.multiselect(
            _("时期（一期一张工作表）"),
            every,
            default=[period for period in every if period == recent[0]],
            key=f"{stamp}_periods",
            format_func=periods.label,
            placeholder=_("请选择"),
        )
    names = {name: geo.shown(code, name) for name, code in reporting_places(room).items()}
    with second[2]:
        places = st.multiselect(
            _("区县（{n} 个）").format(n=len(names)),
            list(names),
            default=list(names),
            key=f"{stamp}_places",
            placeholder=_("请选择"),
            format_func=names.__getitem__,
        )
    split: list[str] = []
    if parts:
        with second[3]:
            split = st.multiselect(
                _("分组（各组另占一列）"),
                dimensions_for(catalogue, chosen),
                key=f"{stamp}_split",
                format_func=lambda key: _("班额分段") if key == CLASS_SIZE else catalogue.dimensions[key].label,
                placeholder=_("不分组"),
            )
    columns = columns_for(catalogue, chosen, levels, split)
    return TemplateChoice(room.workspace.city_code, columns, tuple(places), tuple(sorted(when)))


def reporting_places(room: Room) -> dict[str, str]:
    """Who may be asked, code by name: the city's counties, and the zones that have reported before."""
    values = room.store.current_values(room.workspace.id)
    zones = values[values["place_kind"] == PlaceKind.ZONE].drop_duplicates("place_code")
    found = {place.name: place.code for place in geo.districts(room.workspace.city_code)}
    return found | dict(zip(zones["place_name"].astype(str), zones["place_code"].astype(str), strict=True))


def used_indicators(room: Room, catalogue: Catalogue) -> list[str]:
    """What the city reported in its newest period, in the catalogue's order."""
    return _used(room.store.current_values(room.workspace.id), catalogue)


def _used(values: pd.DataFrame, catalogue: Catalogue) -> list[str]:
    if values.empty:
        return []
    newest = values[values["period_key"] == max(values["period_key"])]
    own = set(newest.loc[newest["breakdown"] == "", "indicator"])
    return [name for name in catalogue.indicators if name in own]
