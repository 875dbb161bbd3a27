"""Whom the chosen place is drawn against: all districts one by one, or a band of a group of them, year by year."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from charts.trend_bands import Band
from language import _
from store import Store
from views.district_figures import figures
from views.facts import Facts
from views.peer_groups import NEAR, near, peer_groups

ALL = "all"
# A band of fewer places would be a line or two, and could give a hidden figure away
LEAST_PLACES = 3


def peer_choices(store: Store, found: Facts) -> tuple[tuple[str, str], ...]:
    """(key, label) of what `peers` can be, "" (every district its own line) first; groups of fewer than three are left out."""
    there = set(found.series.places.loc[found.series.places["value"].notna(), "place_code"])
    names = {code: name for code, name in found.options.places if code in there}
    groups = [group for group in peer_groups(store, found.workspace, names).groups if len(group.members) >= LEAST_PLACES]
    known = [("", _("各区县逐条"))]
    if len(names) >= LEAST_PLACES + 1:
        known += [(ALL, _("全部区县中间一半")), (NEAR, _("条件相近的 3 个区县"))]
    return (*known, *((group.name, group.name) for group in groups if len(group.members) < len(names)))


def band(store: Store, found: Facts, points: pd.DataFrame, peers: str, chosen: str) -> tuple[Band | None, str]:
    """The band of `peers` over the displayed values of `points`, and what the footer says of it; None where there is none."""
    places = points[~points["is_city"].astype(bool) & points["value"].notna()]
    if peers == ALL:
        own = Band(_("区县中间一半"), _spread(places, (25, 75)))
        return own, _("色带：报数区县的中间一半（四分位数之间，线性插值）")
    if peers == NEAR:
        found_near = near(figures(store, found.workspace, found.released), found.catalogue, found.period, chosen)
        names = _("、").join(peer.name for peer in found_near)
        if len(found_near) < LEAST_PLACES:
            return None, _("没有足够的条件数据，找不出相近的区县")
        own = Band(_("相近区县"), _spread(_only(places, [peer.code for peer in found_near]), (0, 100)))
        return own, _("色带：与所选区县条件相近的 {names}，最低到最高").format(names=names)
    group = peer_groups(store, found.workspace, dict(found.options.places)).named(peers)
    if group is None:
        return None, ""
    own = Band(group.name, _spread(_only(places, group.members), (0, 100)))
    return own, _("色带：{group} {n} 个，最低到最高").format(group=group.name, n=len(group.members))


def _only(places: pd.DataFrame, codes: Collection[str]) -> pd.DataFrame:
    return places[places["code"].isin(list(codes))]


def _spread(places: pd.DataFrame, shares: tuple[int, int]) -> tuple[tuple[int, float, float], ...]:
    """(year, low, high) of the years with at least three figures."""
    found = []
    for year, rows in places.groupby("year", sort=True):
        if len(rows) >= LEAST_PLACES:
            low, high = np.percentile(rows["value"], shares)
            found.append((int(str(year)), float(low), float(high)))
    return tuple(found)
