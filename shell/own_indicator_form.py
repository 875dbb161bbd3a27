"""Fields of a bureau's own indicator: a short form beside a heading that nobody knows, and the whole one on 目标管理."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

import intake
from access import NotAllowedError
from indicators.catalogue import Catalogue
from indicators.definitions import IndicatorKind
from indicators.folding import split_unit
from indicators.own_indicators import (
    KINDS,
    NAME_LENGTH,
    TEXT_LENGTH,
    UNIT_LENGTH,
    OwnIndicator,
    indicator_id,
    own_counts,
    split_aliases,
)
from indicators.vocabulary import EducationLevel, Polarity
from intake.own_indicators import add_indicator
from language import _
from shell import show
from shell.room import Room
from shell.visitor import current
from store import StoreError, Workspace, indicator_catalogue


def kind_label(kind: IndicatorKind) -> str:
    """What sort of number it is, as a person chooses it."""
    return {
        IndicatorKind.COUNT: _("数量（各区县可以相加）"),
        IndicatorKind.SHARE: _("比率 %（不超过 100）"),
        IndicatorKind.GROSS_RATE: _("比率 %（可以超过 100）"),
        IndicatorKind.RATIO: _("比值、均值（不能相加）"),
    }[kind]


def polarity_label(polarity: Polarity) -> str:
    """Which way is better."""
    return {Polarity.HIGHER: _("越高越好"), Polarity.LOWER: _("越低越好"), Polarity.NEITHER: _("不分好坏")}[polarity]


def short(room: Room, workspace: Workspace, heading: str, stated: str, stamp: str, done: Callable[[str], None]) -> None:
    """Define an indicator from a heading and the unit stated for its cells.

    `done` is told the answer that stands for it ("own_indicator_1|compulsory|").
    """
    name, unit = split_unit(heading)
    unit = unit or stated
    own = fields(indicator_catalogue(room.store, workspace.id), None, stamp, name=name.strip(), unit=unit)
    if st.button(_("新设并用于这个表头"), key=f"own_new_{stamp}", type="primary"):
        try:
            version = add_indicator(room.store, workspace, own, current())
        except (intake.IntakeError, NotAllowedError, StoreError) as error:
            show.note(str(error), warn=True)
            return
        done(f"{indicator_id(version.name)}|{own.education_levels[0]}|")
        st.rerun()


def fields(catalogue: Catalogue, own: OwnIndicator | None, stamp: str, name: str = "", unit: str = "") -> OwnIndicator:
    """What is filled in, from the indicator before or from nothing."""
    percent = unit == "%"
    first = st.columns([2, 1.6, 0.8, 1], gap="small")
    with first[0]:
        said_name = st.text_input(_("名称"), own.name if own else name, key=f"own_name_{stamp}", max_chars=NAME_LENGTH)
    with first[1]:
        kinds = list(KINDS)
        start = own.kind if own else IndicatorKind.SHARE if percent else IndicatorKind.COUNT
        kind = st.selectbox(
            _("性质"), kinds, index=kinds.index(start), key=f"own_kind_{stamp}", format_func=kind_label, filter_mode=None
        )
    rate = kind in (IndicatorKind.SHARE, IndicatorKind.GROSS_RATE)
    with first[2]:
        written = st.text_input(
            _("单位"), own.unit if own else unit, key=f"own_unit_{stamp}", max_chars=UNIT_LENGTH, disabled=rate
        )
    with first[3]:
        ways = list(Polarity)
        way = st.selectbox(
            _("方向"),
            ways,
            index=ways.index(own.polarity) if own else 0,
            key=f"own_way_{stamp}",
            format_func=polarity_label,
            filter_mode=None,
        )
    definition = st.text_input(
        _("定义：数的是什么、怎么算"), own.definition if own else "", key=f"own_text_{stamp}", max_chars=TEXT_LENGTH
    )
    second = st.columns([1.6, 1.2, 1.6, 1.6], gap="small")
    with second[0]:
        levels = st.multiselect(
            _("学段"),
            list(EducationLevel),
            default=list(own.education_levels) if own else [EducationLevel.ALL],
            key=f"own_levels_{stamp}",
            format_func=catalogue.level_label,
            placeholder=_("请选择"),
        )
    with second[1]:
        families = list(catalogue.families)
        family = st.selectbox(
            _("领域"),
            families,
            index=families.index(own.family) if own and own.family in families else families.index("general"),
            key=f"own_family_{stamp}",
            format_func=lambda key: catalogue.families[key].label,
            filter_mode=None,
        )
    counts = ["", *own_counts(catalogue)]
    with second[2]:
        above = _count(
            catalogue, _("分子（没有就不选）"), counts, own.numerator if own else "", f"own_num_{stamp}", not _computes(kind)
        )
    with second[3]:
        below = _count(
            catalogue, _("分母（没有就不选）"), counts, own.denominator if own else "", f"own_den_{stamp}", not _computes(kind)
        )
    third = st.columns([3, 0.8, 2.2], gap="small", vertical_alignment="bottom")
    with third[0]:
        aliases = st.text_input(
            _("别的写法（用、隔开；表头写成这样也认得）"), "、".join(own.aliases) if own else "", key=f"own_alias_{stamp}"
        )
    with third[1]:
        places = [0, 1, 2, 3]
        decimals = st.selectbox(
            _("小数位"),
            places,
            index=places.index(own.decimals) if own else (1 if rate else 0),
            key=f"own_decimals_{stamp}_{rate}",
            filter_mode=None,
        )
    with third[2]:
        sensitive = st.checkbox(_("涉及少数学生，1—4 人不公开"), own.sensitive if own else False, key=f"own_small_{stamp}")
    return OwnIndicator(
        name=(said_name or "").strip(),
        family=family,
        kind=kind,
        unit="%" if rate else (written or "").strip(),
        polarity=way,
        education_levels=tuple(level for level in EducationLevel if level in levels),
        numerator=above if _computes(kind) else "",
        denominator=below if _computes(kind) else "",
        decimals=decimals,
        sensitive=sensitive,
        definition=(definition or "").strip(),
        aliases=split_aliases(aliases or "", said_name or ""),
    )


def _computes(kind: IndicatorKind) -> bool:
    return kind is not IndicatorKind.COUNT


def _count(catalogue: Catalogue, label: str, counts: list[str], chosen: str, key: str, disabled: bool) -> str:
    return st.selectbox(
        label,
        counts,
        index=counts.index(chosen) if chosen in counts else 0,
        key=key,
        format_func=lambda name: catalogue.indicators[name].label if name else "—",
        filter_mode="contains",
        disabled=disabled,
    )
