"""和谁比: one district beside its group and its statistical neighbours, indicator by indicator."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from charts.tokens import NONE
from indicators.catalogue import Catalogue
from indicators.peer_groups import PeerGroup
from indicators.peers import CONTEXT
from indicators.rounding import shown, shown_short
from indicators.vocabulary import Period
from language import _
from views.district_figures import Figures
from views.district_profile_rows import ProfileRow
from views.peer_groups import context_of, near

_MOST_NAMES = 8


@dataclass(frozen=True)
class ProfilePeers:
    """`title` names the group, `note` says how neighbours were found; `context`: who is alike in size; `table`: the figures."""

    title: str
    note: str
    context: pd.DataFrame
    table: pd.DataFrame


def profile_peers(
    known: Figures, catalogue: Catalogue, period: Period, place: str, rows: list[ProfileRow], group: PeerGroup | None
) -> ProfilePeers | None:
    """The district among its like; None where it has neither a group of several nor neighbours."""
    peers = near(known, catalogue, period, place)
    members = group.members if group is not None and len(group.members) > 1 else ()
    if not peers and not members:
        return None
    names = {cell.code: cell.name for row in rows for cell in row.here}
    labels = {name: catalogue.indicators[name].short_label for name in CONTEXT}
    context = [_context(names.get(place, place), NONE, context_of(known, catalogue, period, place), labels)]
    context += [_context(peer.name, shown(peer.distance, 2), dict(peer.context), labels) for peer in peers]
    records = []
    for row in rows:
        if row.indicator.additive or row.value is None:
            continue
        record = {_("指标"): row.indicator.label, _("学段"): catalogue.level_label(row.level)}
        record[names.get(place, place)] = shown(row.value, row.decimals)
        if members and group is not None:
            record[_("{group}合计").format(group=group.name)] = group_text(row, members)
            if not row.unranked:
                record[_("组内位次")] = group_rank(row, members)
        by_code = {cell.code: cell for cell in row.here}
        for peer in peers:
            cell = by_code.get(peer.code)
            record[peer.name] = shown(cell.value, row.decimals) if cell is not None and cell.known else NONE
        records.append(record)
    own = [names[code] for code in members if code in names]
    title = (
        _("和谁比：{group}（{members}）").format(group=group.name, members=_members(own))
        if members and group is not None
        else _("和谁比：统计近邻")
    )
    note = _("统计近邻按学生数、学校数等规模找出，不看所比的指标；距离是平均相差几个标准差，越小越像")
    return ProfilePeers(title, note if peers else "", pd.DataFrame(context), pd.DataFrame(records))


def _members(names: list[str]) -> str:
    """A province has 50 of a kind: the title names the first few and how many there are; 目标管理 lists all of them."""
    text = _("、").join(names[:_MOST_NAMES])
    return text + (_("等 {n} 个区县").format(n=len(names)) if len(names) > _MOST_NAMES else "")


def _context(name: str, distance: str, figures: dict[str, float], labels: dict[str, str]) -> dict[str, str]:
    cells = {label: shown_short(figures[key]) if key in figures else NONE for key, label in labels.items()}
    return {_("区县"): name, _("距离"): distance, **cells}


def group_text(row: ProfileRow, members: tuple[str, ...]) -> str:
    """Σ numerator ÷ Σ denominator of the group, with its coverage where a member is missing; — without counts."""
    here = {cell.code: cell for cell in row.here if cell.code in members}
    both = [c for c in here.values() if c.numerator == c.numerator and c.denominator == c.denominator and c.denominator]
    if not both:
        return NONE
    value = row.indicator.factor * sum(c.numerator for c in both) / sum(c.denominator for c in both)
    text = shown(value, row.decimals)
    return text if len(both) == len(here) else _("{value}（{n}/{m}）").format(value=text, n=len(both), m=len(here))


def group_rank(row: ProfileRow, members: tuple[str, ...]) -> str:
    """The district's rank among its group, ties said; — where there is no better side or nobody to compare with."""
    ranks = row.ranks_among(members)
    mine = ranks.get(row.place)
    ranked = [found for found in ranks.values() if found is not None]
    if mine is None or len(ranked) < 2:
        return NONE
    text = f"{mine}/{len(ranked)}"
    return _("并列 {rank}").format(rank=text) if ranked.count(mine) > 1 else text
