"""目标管理: against what? Every target that holds in this city as the document that sets it, and who meets it now.

Counts of districts are those of the newest period that has figures for the indicator, judged on displayed values like every
page; directions without a number count who moves that way, whole-city counts are held against the city's own figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from indicators import periods
from indicators.catalogue import Catalogue
from indicators.vocabulary import AdminLevel
from language import _
from store import Store, Workspace
from views.choices import Choices, Options
from views.city_catalogue import city_catalogue
from views.facts import definitions_line, facts, place_names, source_line, stored
from views.page import PageView
from views.series import Series
from views.target_choice import admin_label
from views.targets_lines import TargetLine, deadline_words, goal_words, in_force, line_heads, line_of, order, verified_words


@dataclass(frozen=True)
class TargetsView(PageView):
    """`options`: None for a city without a number. `lines`: those with figures first, then in the catalogue's order."""

    options: Options | None
    lines: tuple[TargetLine, ...]
    catalogue: Catalogue
    workspace: Workspace

    @property
    def has_picture(self) -> bool:
        """The page is a table."""
        return False

    @property
    def families(self) -> tuple[str, ...]:
        """Families that have a target, in the catalogue's order."""
        there = {line.indicator.family for line in self.lines}
        return tuple(family for family in self.catalogue.families if family in there)

    @property
    def admin_levels(self) -> tuple[AdminLevel, ...]:
        """Levels that set a target, the nation first."""
        there = {line.target.admin_level for line in self.lines}
        return tuple(level for level in AdminLevel if level in there)

    def narrowed(self, family: str, admin_level: str) -> TargetsView:
        """The same for one family and one level; "" = all of them."""
        kept = tuple(
            line
            for line in self.lines
            if family in ("", line.indicator.family) and admin_level in ("", line.target.admin_level)
        )
        return replace(
            self, lines=kept, finding=_finding(kept), subtitle=_subtitle(self.workspace, kept), table=_table(self.catalogue, kept)
        )


def targets_view(store: Store, workspace: Workspace, choices: Choices) -> TargetsView:
    """The view for the choices; a city without a number has its targets, too."""
    catalogue = city_catalogue(store, workspace)
    found = facts(store, workspace, choices)
    places = place_names(stored(store, workspace, choices.released)[0]) if found is None else dict(found.options.places)
    goals = in_force(catalogue, workspace, tuple(places))
    series: dict[tuple[str, str], Series] = {}
    if found is not None:
        known = set(zip(found.offered["indicator"], found.offered["education_level"], strict=True))
        pairs = {(goal.indicator, goal.education_level) for goal in goals if (goal.indicator, str(goal.education_level)) in known}
        found = found.reaching(indicator for indicator, _level in pairs)
        series = {(indicator, str(level)): found.other(indicator, level) for indicator, level in pairs}
    lines = []
    for target in goals:
        pair = (target.indicator, str(target.education_level))
        lines.append(line_of(catalogue, workspace, target, series.get(pair), found.options if found else None))
    ordered = tuple(sorted(lines, key=lambda line: order(catalogue, line)))
    footer = [_("按各指标最近一个有数的时期计；达到与否按显示的数值判断，与地图、对标差距一致；“着色”是未另选时给地图着色的目标")]
    if found is not None:
        shown = {(line.indicator.id, line.target.education_level) for line in ordered if line.period is not None}
        newest = sorted({line.period for line in ordered if line.period is not None})
        footer.append(source_line(found, sorted(shown), newest))
        footer.append(definitions_line(line.indicator for line in ordered if line.period is not None))
    return TargetsView(
        finding=_finding(ordered),
        subtitle=_subtitle(workspace, ordered),
        footer=tuple(footer),
        simulated=workspace.simulated,
        table=_table(catalogue, ordered),
        name=_("目标_{city}").format(city=workspace.label),
        options=found.options if found else None,
        lines=ordered,
        catalogue=catalogue,
        workspace=workspace,
    )


def _finding(lines: Sequence[TargetLine]) -> str:
    """12 条可逐区县判断的目标中 3 条全部达到，班额达标率 = 100% 达到的最少（0/6）."""
    if not lines:
        return _("没有符合条件的目标（0 条）")
    judged = [line for line in lines if line.met is not None and line.counted]
    if not judged:
        return _("{n} 条目标，还没有区县数据可以对照").format(n=len(lines))
    full = sum(line.met == line.counted for line in judged)
    start = _("{n} 条可逐区县判断的目标中，有数区县全部达到的有 {full} 条").format(n=len(judged), full=full)
    if full == len(judged):
        return start
    shares = sorted(((line.met or 0) / line.counted, number) for number, line in enumerate(judged))
    worst = judged[shares[0][1]]
    # Nobody is named where another one has as few
    if len(shares) > 1 and shares[0][0] == shares[1][0]:
        none = sum(line.met == 0 for line in judged)
        return start + (_("，{n} 条无一达到").format(n=none) if none else "")
    return start + _("，{indicator} {goal} 最少（{met}/{counted}）").format(
        indicator=worst.indicator.short_label,
        goal=goal_words(worst.target, worst.indicator),
        met=worst.met,
        counted=worst.counted,
    )


def _subtitle(workspace: Workspace, lines: Sequence[TargetLine]) -> str:
    documents = len({line.document.id for line in lines})
    open_ones = sum(not line.target.verified for line in lines)
    text = _("{city}，{n} 条目标，来自 {documents} 份文件").format(city=workspace.label, n=len(lines), documents=documents)
    return text + (_("，{n} 条未核对原文").format(n=open_ones) if open_ones else "")


def _table(catalogue: Catalogue, lines: Sequence[TargetLine]) -> pd.DataFrame:
    """One row for each target."""
    rows = [
        (
            line.indicator.label,
            catalogue.level_label(line.target.education_level),
            goal_words(line.target, line.indicator),
            deadline_words(line.target),
            admin_label(line.target.admin_level),
            line.document.label,
            line.target.document_number or "—",
            verified_words(line.target),
            periods.label(line.period) if line.period else "—",
            line.says,
            "●" if line.colours else "",
        )
        for line in lines
    ]
    return pd.DataFrame(rows, columns=line_heads())
