"""Views, asked for once: the answer of a view stays as long as the city's revision, the language and the choices are the same."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import streamlit as st

from exports.render import to_pdf
from language import using
from shell import address
from shell.room import Room
from store import Store, Workspace
from views.choices import Choices, choices_of


def choices() -> Choices:
    """What the URL says, unchecked; a view settles it against what the city has.

    Nobody signs in yet, so every visitor is a viewer: small numbers of sensitive indicators are hidden on the page and in all
    that leaves it (decision 0030).
    """
    return choices_of(address.all_of())


def view(room: Room, page: str, chosen: Choices | None = None) -> Any:
    """The view of a page (`views.<page>.<page>_view`) for the room and the URL's choices, or for those given."""
    return _view(page, room.workspace, room.language, choices() if chosen is None else chosen, room.store)


@st.cache_resource(show_spinner=False, max_entries=400)
def _view(page: str, workspace: Workspace, language: str, chosen: Choices, _store: Store) -> Any:
    return getattr(import_module(f"views.{page}"), f"{page}_view")(_store, workspace, chosen)


def spec(room: Room, page: str, part: str, width: int, chosen: Choices | None = None) -> dict[str, Any]:
    """One chart of a page (`part` is the view's method) as Vega-Lite, drawn once for each width."""
    return _spec(page, part, width, room.workspace, room.language, choices() if chosen is None else chosen, room)


@st.cache_resource(show_spinner=False, max_entries=400)
def _spec(page: str, part: str, width: int, workspace: Workspace, language: str, chosen: Choices, _room: Room) -> dict[str, Any]:
    shown = view(_room, page, chosen)
    # The charts' own tests validate. What a screen reader says: the finding, not "a chart of six places"
    return getattr(shown, part)(width).to_dict(validate=False) | {"description": f"{shown.finding}。{shown.subtitle}"}


def paper_maker(room: Room, page: str) -> Callable[[], bytes]:
    """Draws the page's A4 sheet (`paper()` of its view) as PDF when called, in this session's language but outside its script."""
    shown, language = view(room, page), room.language

    def make() -> bytes:
        with using(language):
            return to_pdf(shown.paper())

    return make
