"""Which pages there are, in which group, and the way in when a visitor opens a deep link on a fresh server.

While a folder `pages/` stands beside `app.py`, a fresh Streamlit server starts in its old multipage mode until the
first `st.navigation` call: the first visit to `/trends` runs that page without `app.py`. Hence `guard`, which every
page calls first through `shell.frame.begin`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer
from streamlit.navigation.page import StreamlitPage

from language import _
from shell import address

_ENTERED = "entered_through_app"


@dataclass(frozen=True)
class Entry:
    """One page of the side bar: `stem` is the file in `pages/` and the page's URL; `own` = its link stands at the foot."""

    stem: str
    group: str
    own: bool = False


# In the order of the side bar; the names are looked up in the language of the moment.
ENTRIES = (
    Entry("overview", "read"),
    Entry("district_map", "read"),
    Entry("trends", "read"),
    Entry("gaps", "read"),
    Entry("equity", "read"),
    Entry("district_profile", "read"),
    Entry("slides", "make"),
    Entry("upload", "manage"),
    Entry("targets", "manage"),
    Entry("sources", "manage"),
    Entry("account", "manage", own=True),
)


def title(stem: str) -> str:
    """The page's name in the current language. Raises KeyError for a page that does not exist."""
    return {
        "overview": _("总览"),
        "district_map": _("地图"),
        "trends": _("趋势"),
        "gaps": _("对标差距"),
        "equity": _("均衡"),
        "district_profile": _("区县画像"),
        "slides": _("会议材料"),
        "upload": _("数据报送"),
        "targets": _("目标管理"),
        "sources": _("口径与来源"),
        "account": _("账号"),
    }[stem]


def group_title(group: str) -> str:
    """The heading above a group of links. Raises KeyError for a group that does not exist."""
    return {"read": _("看数据"), "make": _("出材料"), "manage": _("管数据")}[group]


def pages() -> list[StreamlitPage]:
    """All pages for `st.navigation`, the first one the start page; also sets the language that the URL asks for."""
    address.use_language()
    return [st.Page(f"pages/{entry.stem}.py", title=title(entry.stem), default=entry is ENTRIES[0]) for entry in ENTRIES]


def mark_entered() -> None:
    """Called by `app.py`: this session came through the front door."""
    st.session_state[_ENTERED] = True


def guard() -> None:
    """Send a visitor who reached a page without `app.py` through it, once; does nothing for everybody else."""
    if _ENTERED not in st.session_state:
        st.navigation(pages(), position="hidden")
        st.rerun()


def links() -> None:
    """The side bar's links, by group; each carries the filters of the page it stands on."""
    group = ""
    carried = address.carried()
    for entry in ENTRIES:
        if entry.own:
            continue
        if entry.group != group:
            group = entry.group
            caption(group_title(group))
        st.page_link(f"pages/{entry.stem}.py", label=title(entry.stem), query_params=carried, width="stretch")


def watch() -> None:
    """Have the part of the page that calls this run again once the URL carries something else than now."""
    data = {"names": address.CARRIED, "told": address.carried()}
    _script()(key="links", data=data, on_moved_change=lambda: None, height=0)


def caption(text: str) -> None:
    """A small heading in the side bar."""
    st.html(f'<p class="group">{escape(text)}</p>')


@cache
def _script() -> ComponentRenderer:
    return component("duibiao_links", js=(Path(__file__).parent / "links.js").read_text(encoding="utf-8"))
