"""Among whom districts are compared on a page: all, one of the named groups, or one district with its statistical neighbours.

The choice is the URL's `peers`: "" = all, the name of a group, or "near" (which needs a chosen district).
"""

from __future__ import annotations

from dataclasses import dataclass

from indicators.rounding import shown
from language import _
from store import Store
from views.district_figures import figures
from views.facts import Facts
from views.peer_groups import NEAR, near, peer_groups


@dataclass(frozen=True)
class Scope:
    """`codes` are compared with each other; `note`: how they were found, where that is not the bureau's own word."""

    name: str
    codes: tuple[str, ...]
    note: str


def peer_scope(store: Store, found: Facts) -> Scope | None:
    """What the page was asked for; None = all districts, and where the choice means nothing here."""
    asked = found.options.chosen.peers
    places = places_now(found)
    if asked == NEAR:
        return _near(store, found, places)
    group = peer_groups(store, found.workspace, places).named(asked) if asked else None
    if group is None:
        return None
    own = peer_groups(store, found.workspace, places).own
    return Scope(group.name, group.members, "" if own else _("分组按区划类型；本市可在“目标管理”自设分组"))


def places_now(found: Facts) -> dict[str, str]:
    """Districts and zones of the period by code: one that reports no more is in no group."""
    rows = found.series.at(found.period)
    return dict(sorted(zip(rows["place_code"].tolist(), rows["place_name"].tolist(), strict=True)))


def _near(store: Store, found: Facts, places: dict[str, str]) -> Scope | None:
    code = found.options.chosen.district
    peers = near(figures(store, found.workspace, found.released), found.catalogue, found.period, code) if code else []
    if not peers:
        return None
    listed = _("、").join(_("{name}（距离 {d}）").format(name=peer.name, d=shown(peer.distance, 2)) for peer in peers)
    own = places.get(code, code)
    note = _("{name}的统计近邻按学生数、学校数等规模找出，不看所比的指标：{peers}").format(name=own, peers=listed)
    return Scope(_("{name}与统计近邻").format(name=own), (code, *(peer.code for peer in peers)), note)


def scope_choices(store: Store, found: Facts) -> list[tuple[str, str]]:
    """What may be chosen, with its words; the first is all districts."""
    places = places_now(found)
    groups = peer_groups(store, found.workspace, places).groups
    choices = [("", _("全部区县"))]
    if len(groups) > 1:
        choices += [(group.name, _("{group}（{n}）").format(group=group.name, n=len(group.members))) for group in groups]
    code = found.options.chosen.district
    if code and len(places) > 3:
        choices.append((NEAR, _("{name}的统计近邻").format(name=places.get(code, code))))
    return choices
