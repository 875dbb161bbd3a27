"""Views, asked for once: the answer of a view stays as long as the city's revision, the language and the choices are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import pyarrow as pa
import streamlit as st

from access import Action, may
from charts.screen_form import screen_form
from exports.render import to_pdf
from indicators.catalogue import use_catalogue
from language import using
from shell import address
from shell.room import Room
from store import Store, Workspace, city_catalogue
from views.choices import Choices, choices_of


def choices() -> Choices:
    """What the URL says, unchecked; a view settles it against what the city has.

    As whatever leaves the house sees it, downloads, slides, pictures: without the small numbers of sensitive indicators.
    """
    return choices_of(address.all_of())


def on_screen(room: Room) -> Choices:
    """The same for the page itself: staff see small numbers there, but not where it is projected as a slide (decision 0031)."""
    projected = address.get("mode") == "slide"
    return replace(choices(), released=projected or not may(room.visitor, Action.SEE_SMALL_NUMBERS))


def view(room: Room, page: str, chosen: Choices | None = None) -> Any:
    """The view of a page (`views.<page>.<page>_view`) as its visitor may see it: for the URL's choices, or for those given."""
    use_catalogue(city_catalogue(room.store, room.workspace))  # a fragment is run again without the page's frame
    return _view(page, room.workspace, room.language, on_screen(room) if chosen is None else chosen, room.store)


def leaving(room: Room, page: str) -> Any:
    """The same view as it may leave the house, whoever asks."""
    return view(room, page, choices())


@st.cache_resource(show_spinner=False, max_entries=400)
def _view(page: str, workspace: Workspace, language: str, chosen: Choices, _store: Store) -> Any:
    return getattr(import_module(f"views.{page}"), f"{page}_view")(_store, workspace, chosen)


@dataclass(frozen=True)
class Drawn:
    """A chart as the browser gets it: `rows` beside the specification, none where all stands in it; `places` can be chosen.

    `said`: what a screen reader says. It is the finding, so it is no part of the specification: another one would have the
    browser build the whole drawing anew.
    """

    spec: dict[str, Any]
    rows: pa.Table | None
    places: tuple[str, ...]
    said: str


def drawn(room: Room, page: str, part: str, width: int, chosen: Choices | None = None) -> Drawn:
    """One chart of a page (`part` is the view's method), drawn once for each width."""
    return _drawn(page, part, width, room.workspace, room.language, on_screen(room) if chosen is None else chosen, room)


@st.cache_resource(show_spinner=False, max_entries=400)
def _drawn(page: str, part: str, width: int, workspace: Workspace, language: str, chosen: Choices, _room: Room) -> Drawn:
    shown = view(_room, page, chosen)
    # The charts' own tests validate. What a screen reader says: the finding, not "a chart of six places"
    spec, said = getattr(shown, part)(width).to_dict(validate=False), f"{shown.finding}。{shown.subtitle}"
    form = screen_form(spec)
    if form is None:
        return Drawn(spec, None, (), said)
    return Drawn(form.spec, pa.Table.from_pandas(form.rows, preserve_index=False), form.places, said)


def paper_maker(room: Room, page: str) -> Callable[[], bytes]:
    """Draws the page's A4 sheet (`paper()` of its view) as PDF when called, in this session's language but outside its script."""
    shown, language = leaving(room, page), room.language

    def make() -> bytes:
        with using(language):
            return to_pdf(shown.paper())

    return make
