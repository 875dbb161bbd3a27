"""Workbooks and open data of pages and cities, made when somebody takes them, in this session's language."""

from __future__ import annotations

from collections.abc import Callable

from exports.numbers import About, xlsx_bytes
from exports.workbook import write
from language import using
from shell import queries
from shell.room import Room
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
    released, language = queries.choices().released, room.language

    def make() -> bytes:
        with using(language):
            book = city_book(room.store, room.workspace, released=released, provenance=provenance)
            if book is None:
                raise ValueError(f"nothing is stored for {room.workspace.id}")
            return write(book)

    return make
