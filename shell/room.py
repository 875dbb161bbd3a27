"""The room a visitor is in: which store, which city, which language, how wide the page.

The city is the URL's `city`, a workspace id: "321200" (real) or "321200-sample" (泰州市（模拟）). Without one it is the
city with the newest real upload, and the sample while there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import geo
from access import Action, Visitor, may
from charts.tokens import NARROW
from language import _, current, speak_of
from shell import address
from shell.opened import open_store
from store import Store, Workspace, as_seen

# The option that leads to every other city; that they are being searched, and the chooser for it
_OTHER = "other"
_SEARCHING, _FOUND = "city_searching", "city_found"


@dataclass(frozen=True)
class Room:
    """What every query of a page needs to know. `workspace.revision` is the one its answers belong to.

    `side`: the place in the side bar that is still to be filled.
    """

    store: Store
    workspace: Workspace
    has_data: bool
    language: str
    width: int
    visitor: Visitor
    side: DeltaGenerator | None = field(default=None, compare=False)

    @property
    def narrow(self) -> bool:
        """Whether the page has one column: a phone held upright, or a laptop's window at 200 % zoom."""
        return self.width < NARROW


@st.cache_resource(show_spinner=False)
def city_names(language: str) -> dict[str, str]:
    """Every prefecture of China by code, in the order of codes; then the nation and the provinces as units of their own.

    In English with the Chinese name behind it: 苏州 and 宿州 are both Suzhou.
    """
    both = (*geo.cities(), *geo.regions())
    return {city.code: city.name if language == "zh" else f"{geo.shown(city.code, city.name)} {city.name}" for city in both}


@st.cache_resource(show_spinner=False, max_entries=8)
def filled(_store: Store, revisions: tuple[tuple[str, bool, int], ...]) -> list[str]:
    """The workspaces that have figures: real ones before simulated ones, then the newest upload first."""
    newest: dict[str, tuple[bool, float]] = {}
    for workspace, simulated, _revision in revisions:
        times = [upload.uploaded_at.timestamp() for upload in _store.uploads(workspace) if upload.in_force]
        if times:
            newest[workspace] = (simulated, -max(times))
    return sorted(newest, key=newest.__getitem__)


def enter(width: int, visitor: Visitor) -> Room:
    """Draw the city chooser and answer the room that the URL asks for."""
    store = open_store()
    spaces = {space.id: space for space in store.workspaces()}
    first = filled(store, tuple((space.id, space.simulated, space.revision) for space in spaces.values()))
    chosen = _choose_city(first, spaces)
    if first and all(spaces[name].simulated for name in first):
        # Whoever opens the program for the first time sees figures that are nobody's: this is the way to their own
        st.page_link("pages/upload.py", label=_("换成本市数据 →"))
    space = spaces.get(chosen) or Workspace(id=chosen, city_code=chosen, name=geo.city(chosen).name)
    space = _seen(store, space, visitor)
    speak_of(geo.whole_of(space.city_code))
    return Room(store=store, workspace=space, has_data=chosen in first, language=current(), width=width, visitor=visitor)


def _choose_city(first: list[str], spaces: dict[str, Workspace]) -> str:
    """The cities that have figures, and the way to every other one.

    The list of all stands there only while it is searched: the browser builds each entry of a list anew whenever a page
    changes, and 370 of them took longer than the page's charts.
    """
    names = city_names(current())
    asked = address.get("city")
    options = list(dict.fromkeys([*first, *([asked] if asked in names else [])])) or [next(iter(names))]

    def words(workspace: str) -> str:
        if workspace == _OTHER:
            return _("其他城市…")
        # In the side bar's width; the word 模拟数据 stands beside every title
        return spaces[workspace].label.replace(" (simulated)", " (sim.)") if workspace in spaces else names[workspace]

    instead = {_OTHER: lambda: st.session_state.update({_SEARCHING: True})}
    label, drop = _("城市"), address.OF_CITY
    chosen = address.choose("city", label, [*options, _OTHER], options[0], words, hide_label=True, drop=drop, instead=instead)
    if st.session_state.get(_SEARCHING):
        st.selectbox(
            _("其他城市"), list(names), index=None, key=_FOUND, format_func=names.__getitem__, on_change=_found,
            label_visibility="collapsed", filter_mode="contains", placeholder=_("输入城市名"),
        )  # fmt: skip
    return chosen


def _found() -> None:
    """A city was picked from the list of all."""
    del st.session_state[_SEARCHING]
    address.put("city", st.session_state[_FOUND] or "")
    for name in address.OF_CITY:
        address.put(name, "")


def unchanged(room: Room, visitor: Visitor) -> bool:
    """Whether a part of the page that runs again alone still stands in the same room: same figures in force, same visitor."""
    now = next((space for space in room.store.workspaces() if space.id == room.workspace.id), None)
    return visitor == room.visitor and (now is None or _seen(room.store, now, visitor) == room.workspace)


def _seen(store: Store, space: Workspace, visitor: Visitor) -> Workspace:
    """The city as the visitor may see it."""
    return replace(as_seen(store, space, unpublished=may(visitor, Action.SEE_UNPUBLISHED)), only=visitor.district)
