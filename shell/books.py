"""Workbooks and open data of pages and cities, made when somebody takes them, in this session's language."""

from __future__ import annotations

from collections.abc import Callable

from exports.numbers import About, xlsx_bytes
from exports.workbook import write
from language import using
from shell import queries
from shell.room import Room
from views import open_data
from views.briefs import briefs, zip_maker
from views.choices import Choices
from views.page import PageView
from views.workbooks import city_book, page_book


def page_maker(room: Room, view: PageView, page: str) -> Callable[[], bytes]:
    """The page's table and the figures behind it; the table alone where nothing stands behind it."""
    chosen, language = queries.choices(), room.language

    def make() -> bytes:
        with using(language):
            book = page_book(room.store, room.workspace, chosen, view, page)
            if book is None:
                return xlsx_bytes(view.table, About(view.finding, view.subtitle, view.footer, view.simulated))
            return write(book)

    return make


def city_maker(room: Room, provenance: bool = False) -> Callable[[], bytes]:
    """Everything in force in the city. Raises ValueError for a city without a value: the page offers none there."""

    def make() -> bytes:
        book = city_book(room.store, room.workspace, provenance=provenance)
        if book is None:
            raise ValueError(f"nothing is stored for {room.workspace.id}")
        return write(book)

    return in_language(room, make)


def open_maker(room: Room, ending: str) -> Callable[[], bytes]:
    """The city's open data as the file with that ending. Raises ValueError for a city without a value."""

    def make() -> bytes:
        data = open_data.written(room.store, room.workspace, ending)
        if data is None:
            raise ValueError(f"nothing is stored for {room.workspace.id}")
        return data

    return in_language(room, make)


def briefs_maker(room: Room, form: str) -> Callable[[], bytes]:
    """A brief for each district of the newest period, in one .zip."""
    return in_language(room, lambda: zip_maker(briefs(room.store, room.workspace, Choices(released=True)), form)(None))


def in_language(room: Room, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """`make` in this session's language, though it is called outside its script."""

    def made() -> bytes:
        with using(room.language):
            return make()

    return made
