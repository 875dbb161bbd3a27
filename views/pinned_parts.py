"""What can be pinned of a page beside its main view: the parts of 目标管理 and 数据报送, and the charts and tables further down.

A part is named in the pin's query: by `part` where the page itself shows one part at a time, else by `shown`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from exports.names import speaking
from indicators.vocabulary import EducationLevel, Period
from language import _
from store import Store, Workspace
from views.choices import Choices
from views.compositions import compositions_view
from views.district_profile import district_profile_view
from views.facts import facts, source_line
from views.gaps import gaps_view
from views.page import PageView, TableView
from views.peer_groups_page import peer_groups_page_view
from views.reported import reported_view, rounds_view
from views.targets_pinned import targets_pinned
from views.targets_shares import targets_shares_view
from views.what_if import what_if

# The word of a pin's query that names a part which its page shows beside others
SHOWN = "shown"
# Which of them a page has
PARTS = {
    "compositions": "district_profile",
    "peers": "district_profile",
    "shares": "targets",
    "groups": "targets",
    "what_if": "gaps",
}
# Those that tell which district is which by who belongs together, or by how many children it has
TELLING = ("peers", "groups", "shares")


@dataclass(frozen=True)
class _Asked:
    store: Store
    workspace: Workspace
    chosen: Choices
    query: Mapping[str, str]


def has_parts(page: str, query: Mapping[str, str]) -> bool:
    """Whether a pin of that page and query shows something else than the page's main view."""
    return page in ("targets", "upload") or PARTS.get(query.get(SHOWN, "")) == page


def part_label(name: str) -> str:
    """What a part is called on the button that pins it; "trends" stands on 目标管理, too."""
    return {
        "compositions": _("构成图"),
        "peers": _("“和谁比”"),
        "shares": _("分解表"),
        "groups": _("分组表"),
        "what_if": _("试算表"),
        "trends": _("趋势图"),
    }[name]


def part_view(store: Store, workspace: Workspace, page: str, chosen: Choices, query: Mapping[str, str]) -> PageView | None:
    """The part that the query names, as it is now; None where the city has nothing for it. Raises KeyError for a page without."""
    asked = _Asked(store, workspace, chosen, query)
    shown = query.get(SHOWN, "")
    if PARTS.get(shown) == page:
        return _MAKERS[shown](asked)
    if page == "upload":
        return _of_upload(asked)
    return {"targets": targets_pinned}[page](store, workspace, chosen, query)


def _of_upload(asked: _Asked) -> PageView | None:
    if asked.query.get("part") == "rounds":
        return rounds_view(asked.store, asked.workspace)
    period = asked.query.get("period", "")
    try:
        Period.from_key(period)
    except ValueError:
        period = ""
    return reported_view(asked.store, asked.workspace, period, asked.query.get("which", ""))


def _compositions(asked: _Asked) -> PageView | None:
    return compositions_view(asked.store, asked.workspace, asked.chosen)


def _peers(asked: _Asked) -> PageView | None:
    view = district_profile_view(asked.store, asked.workspace, asked.chosen)
    if view is None or view.peers is None or view.peers.table.empty:
        return None
    footer = (*filter(None, (view.peers.note,)), *view.footer)
    name = speaking(view.name, _("和谁比"))
    return TableView(view.peers.title, view.subtitle, footer, view.simulated, view.peers.table, name)


def _shares(asked: _Asked) -> PageView | None:
    view = targets_shares_view(asked.store, asked.workspace, asked.chosen)
    found = facts(asked.store, asked.workspace, asked.chosen)
    if view is None or found is None:
        return None
    target = next(one for one in found.catalogue.targets if one.id == view.target)
    pairs = [(target.indicator, EducationLevel(target.education_level))]
    footer = (_("分解只是算术，不是文件给区县定的任务"), source_line(found, pairs, [found.period]))
    name = speaking(_("全市总量分解到区县"), asked.workspace.label)
    subtitle = _("{target}，{city}").format(target=dict(view.targets)[view.target], city=asked.workspace.label)
    return TableView(view.sentence, subtitle, footer, asked.workspace.simulated, view.table, name)


def _groups(asked: _Asked) -> PageView | None:
    view = peer_groups_page_view(asked.store, asked.workspace, asked.chosen)
    if view.table.empty:
        return None
    name = speaking(_("比较分组"), asked.workspace.label)
    footer = (_("来源：本市在“目标管理”里的设定；没有设定的按区划类型"),)
    return TableView(view.finding, view.subtitle, footer, view.simulated, view.table, name)


def _what_if(asked: _Asked) -> PageView | None:
    view = gaps_view(asked.store, asked.workspace, asked.chosen)
    if view is None or (target := view.options.target) is None:
        return None
    more, options = asked.query.get("more", ""), view.options
    tried = int(more) if more.isdecimal() and len(more) < 8 else None
    found = what_if(view.standings, options.indicator, target, options.period.start_year, options.chosen.district, tried)
    if found is None:
        return None
    name = speaking(view.name, _("试算"))
    return TableView(found.sentence, view.subtitle, (found.arithmetic, *view.footer), view.simulated, found.table, name)


_MAKERS: dict[str, Callable[[_Asked], PageView | None]] = {
    "compositions": _compositions,
    "peers": _peers,
    "shares": _shares,
    "groups": _groups,
    "what_if": _what_if,
}
