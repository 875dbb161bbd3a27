"""比较分组: which districts are compared with each other, who are its statistical neighbours, and how that came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from charts.tokens import NONE
from indicators import periods
from indicators.peer_groups import stored_names
from indicators.peers import CONTEXT
from indicators.rounding import shown, shown_short
from language import _
from store import Store, Workspace
from views.choices import Choices
from views.district_figures import figures
from views.facts import Facts, facts
from views.peer_groups import NEIGHBOURS, context_of, history, near, own_groups, peer_groups
from views.peer_scope import places_now
from views.words import when


@dataclass(frozen=True)
class PeerGroupsView:
    """`table`: a group in each row; `neighbours`: a district in each, None without context; `own`: the bureau's names by code."""

    finding: str
    subtitle: str
    simulated: bool
    places: tuple[tuple[str, str], ...]
    own: Mapping[str, str]
    table: pd.DataFrame
    neighbours: pd.DataFrame | None
    neighbours_note: str
    history: pd.DataFrame


def peer_groups_page_view(store: Store, workspace: Workspace, choices: Choices) -> PeerGroupsView:
    """The view; a city without a number has no districts to group."""
    found = facts(store, workspace, choices)
    places = places_now(found) if found else {}
    groups = peer_groups(store, workspace, places)
    count = len(groups.groups)
    if not places:
        finding = _("{city}还没有数据，没有区县可以分组").format(city=workspace.label)
    elif groups.own:
        finding = _("{n} 个区县按本市设定分成 {m} 组").format(n=sum(len(g.members) for g in groups.groups), m=count)
    else:
        finding = _("{n} 个区县暂按区划类型分成 {m} 组，本市可以自设").format(n=len(places), m=count)
    rows = [
        {
            _("分组"): group.name,
            _("区县数"): len(group.members),
            _("区县"): _("、").join(places[code] for code in group.members),
        }
        for group in groups.groups
    ]
    table, note = _neighbours(store, found) if found else (None, "")
    return PeerGroupsView(
        finding=finding,
        subtitle=_("对标差距的“和谁比”、均衡的组间组内、区县画像的同组值，都用这里的分组"),
        simulated=workspace.simulated,
        places=tuple(places.items()),
        own=own_groups(store, workspace),
        table=pd.DataFrame(rows),
        neighbours=table,
        neighbours_note=note,
        history=_history(store, workspace, places),
    )


def _neighbours(store: Store, found: Facts) -> tuple[pd.DataFrame | None, str]:
    """Every district's neighbours with their distance, and the figures that the distance rests on."""
    known = figures(store, found.workspace, found.released)
    labels = {name: found.catalogue.indicators[name].short_label for name in CONTEXT}
    rows = []
    for code, name in places_now(found).items():
        peers = near(known, found.catalogue, found.period, code)
        own = context_of(known, found.catalogue, found.period, code)
        if peers:
            nearest = [_("{name}（{d}）").format(name=peer.name, d=shown(peer.distance, 2)) for peer in peers]
            context = {label: shown_short(own[key]) if key in own else NONE for key, label in labels.items()}
            nearest += [NONE] * (NEIGHBOURS - len(nearest))
            places = {_("近邻 {n}（距离）").format(n=number): text for number, text in enumerate(nearest, start=1)}
            rows.append({_("区县"): name, **places, **context})
    if not rows:
        return None, ""
    note = _("{period}；距离 = 各项规模取对数后相差几个标准差的均方根，最近的 {n} 个；不看被比较的指标").format(
        period=periods.label(found.period), n=NEIGHBOURS
    )
    return pd.DataFrame(rows), note


def _history(store: Store, workspace: Workspace, places: Mapping[str, str]) -> pd.DataFrame:
    rows = []
    for version in history(store, workspace):
        names = stored_names(version.content)
        groups: dict[str, list[str]] = {}
        for code, name in names.items():
            groups.setdefault(name, []).append(places.get(code, code))
        said = _("；").join(f"{name}：{_('、').join(members)}" for name, members in groups.items())
        rows.append(
            {
                _("版本"): version.version,
                _("分组"): said or _("恢复按区划类型"),
                _("谁"): version.author,
                _("何时"): when(version.written_at),
                _("理由"): version.reason or "—",
            }
        )
    return pd.DataFrame(rows)
