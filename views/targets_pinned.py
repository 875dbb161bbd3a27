"""目标管理 as it can be pinned: the part of the page that the URL names, narrowed as the URL says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from language import _
from store import Store, Workspace
from views.choices import Choices
from views.page import PageView
from views.targets import targets_view
from views.targets_inspection import targets_inspection_view

# What fits on a slide of the table of targets: a page has room for more
_SLIDE_HEADS = ("指标", "学段", "目标", "期限", "依据文件", "时期", "达到区县")


def targets_pinned(store: Store, workspace: Workspace, choices: Choices, query: Mapping[str, str]) -> PageView | None:
    """The documents, or with `part=inspection` the check list that `list` names; None for a city without a number."""
    if query.get("part") == "inspection":
        lists = targets_inspection_view(store, workspace, choices)
        return next((one for one in lists if one.document.id == query.get("list")), lists[0] if lists else None)
    every = targets_view(store, workspace, choices)
    if every.options is None:
        return None
    family, admin = query.get("family", ""), query.get("admin", "")
    # What can be held against figures comes first, as on the page
    ordered = replace(every, lines=tuple(sorted(every.lines, key=lambda line: line.period is None)))
    view = ordered.narrowed(family if family in every.families else "", admin if admin in every.admin_levels else "")
    return replace(view, table=view.table[[_(head) for head in _SLIDE_HEADS]])
