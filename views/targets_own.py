"""本市自设目标 in words: each target as it stands now, and everything that was done to it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from indicators.catalogue import load_catalogue
from indicators.milestones import milestones_text
from indicators.own_targets import OwnTarget, own_target
from indicators.rounding import shown_short
from indicators.target_definitions import TargetDirection, TargetScope
from language import _
from store import TargetVersion, Workspace
from views.target_choice import admin_label
from views.words import level_label, when


def own_finding(workspace: Workspace, current: Sequence[TargetVersion]) -> str:
    """泰州市自设目标 3 条在用，1 条停用."""
    used = sum(not version.retired for version in current)
    retired = len(current) - used
    text = _("{city}自设目标 {n} 条在用").format(city=workspace.label, n=used)
    return text + (_("，{n} 条停用").format(n=retired) if retired else "")


def direction_label(direction: TargetDirection) -> str:
    """The direction as a form offers it."""
    return {
        TargetDirection.AT_LEAST: _("至少（≥）"),
        TargetDirection.AT_MOST: _("至多（≤）"),
        TargetDirection.EQUAL: _("等于（0 或 100）"),
        TargetDirection.RISE: _("提高（无数值）"),
        TargetDirection.FALL: _("降低（无数值）"),
    }[direction]


def scope_label(scope: TargetScope) -> str:
    """Whom it binds."""
    return {
        TargetScope.EACH_DISTRICT: _("每个区县"),
        TargetScope.WHOLE_CITY: _("全市合计"),
        TargetScope.ONE_DISTRICT: _("一个区县"),
        TargetScope.WHOLE_NATION: _("全国"),
        TargetScope.EACH_SCHOOL: _("每所学校"),
    }[scope]


def goal_text(own: OwnTarget) -> str:
    """The goal as a person would write it into the field: 85, 10–12, nothing for a direction."""
    ends = sorted(end for end in (own.value, own.value_full) if end is not None)
    return "–".join(shown_short(end, 10) for end in ends)


def own_label(version: TargetVersion) -> str:
    """own_1 普惠性幼儿园覆盖率 ≥ 88，2026."""
    indicator, goal, year = _said(version)
    text = f"{version.target} {indicator} {goal}"
    text += _("，{year}").format(year=year) if year else ""
    return text + (_("（已停用）") if version.retired else "")


def _said(version: TargetVersion) -> tuple[str, str, str]:
    """Indicator, goal and year in words; the stored id where the catalogue no longer has the indicator."""
    own = own_target(version.content)
    known = load_catalogue().indicators.get(own.indicator)
    label = known.label if known else own.indicator
    unit = "" if known is None or own.value is None else "%" if known.is_percentage else f" {known.unit_label}".rstrip()
    signs = {TargetDirection.AT_LEAST: "≥ ", TargetDirection.AT_MOST: "≤ ", TargetDirection.EQUAL: "= "}
    words = {TargetDirection.RISE: _("提高（只有方向）"), TargetDirection.FALL: _("降低（只有方向）")}
    goal = words.get(own.direction) or (signs[own.direction] if own.value_full is None else "") + goal_text(own) + unit
    goal += _("（阶段 {steps}）").format(steps=milestones_text(own.milestones)) if own.milestones else ""
    return label, goal, str(own.year or "")


def _columns() -> list[str]:
    return [_("指标"), _("学段"), _("目标"), _("期限"), _("级别"), _("对谁"), _("依据文件"), _("文号"), _("核对原文")]


def _cells(version: TargetVersion) -> list[str]:
    own = own_target(version.content)
    label, goal, year = _said(version)
    return [
        label,
        level_label(own.education_level),
        goal,
        year or _("无期限"),
        admin_label(own.admin_level),
        scope_label(own.scope),
        own.document,
        own.number or "—",
        _("已核对") if own.verified else _("未核对"),
    ]


def own_table(current: Sequence[TargetVersion]) -> pd.DataFrame:
    """Each own target as it stands now."""
    rows = [
        [version.target, *_cells(version), _("已停用") if version.retired else _("在用"), str(version.version)]
        for version in current
    ]
    return pd.DataFrame(rows, columns=[_("编号"), *_columns(), _("状态"), _("版本")])


def history_table(history: Sequence[TargetVersion]) -> pd.DataFrame:
    """Every version with what was done, by whom, when and why; newest first."""
    rows = []
    for version in history:
        done = _("停用") if version.retired else _("新设") if version.version == 1 else _("改动")
        rows.append(
            [
                version.target,
                str(version.version),
                done,
                when(version.written_at),
                version.author,
                version.reason or "—",
                *_cells(version),
            ]
        )
    return pd.DataFrame(
        rows, columns=[_("编号"), _("版本"), _("做了什么"), _("时间"), _("填报人"), _("理由"), *_columns()]
    )
