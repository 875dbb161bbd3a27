"""Small numbers in no answer of any view, by comparison: two cities that differ in hidden figures alone must read the same.

What cannot be told apart gives nothing away, be it a figure, its rate, a gap, a sum, a colour's class or the order of a list.
Views are found by looking for them, so that a new one is asked, too.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest

import views
from exports.picture import PICTURE_SIZES
from indicators.suppression import KEYS
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace, open_store
from tests.views.conftest import FIGURES, NAMES, Row, row
from views import open_data
from views.briefs import briefs
from views.choices import FORMS, LAYOUTS, Choices
from views.circulation import Circulation
from views.decks import DeckKind, deck_view
from views.facts import stored
from views.page_slides import SLIDE_PAGES, page_slide
from views.workbooks import city_book, page_book

PARTS = ("sen_special_school", "sen_special_class", "sen_mainstream", "sen_home")
# 2024: the two last placements of 海陵区 and 姜堰区 change places by one child; every sum stays what it was
PLACED = {
    "321202": (40, 25, 9, 3),
    "321204": (50, 26, 11, 17),
    "321281": (60, 40, 30, 20),
    "321282": (45, 33, 31, 22),
    "321283": (55, 38, 36, 24),
}
OTHERWISE = PLACED | {"321202": (40, 25, 10, 2), "321204": (50, 26, 10, 18)}
ONLY = "321283"
Placed = Mapping[str, tuple[int, int, int, int]]


def rows_of(placed: Placed) -> list[Row]:
    found: list[Row] = []
    for place, counts in placed.items():
        for year in (2022, 2024):
            now = counts if year == 2024 else (42, 28, 26, 12)
            found += [row(place, name, year, n, "special") for name, n in zip(PARTS, now, strict=True)]
            found += [row(place, "sen_enrolled", year, sum(now), "special")]
            found += [row(place, "sen_children", year, sum(now) + 9, "special")]
    for (place, year), two in FIGURES.items():
        for name, n in zip(("inclusive_pupils", "kindergarten_pupils"), two or (None, None), strict=True):
            found.append(row(place, name, year, n))
    return found


def made(file: Path, placed: Placed, monkeypatch: pytest.MonkeyPatch) -> tuple[Store, Workspace]:
    """A city of these figures, stored at a moment that both have in common."""
    monkeypatch.setattr("store.writes.now", lambda: datetime(2024, 10, 8, 9, 30))
    monkeypatch.setattr("store.store.now", lambda: datetime(2024, 10, 8, 9, 30), raising=False)
    store = open_store(f"sqlite:///{file}")
    frame = pd.DataFrame(rows_of(placed), columns=list(INCOMING_COLUMNS))
    store.accept(Workspace("321200", "321200", "泰州市"), NewUpload("特教.xlsx", b"same", frame, "王老师", "321200"))
    room = store.workspace("321200")
    assert room is not None
    return store, room


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[tuple[Store, Workspace], tuple[Store, Workspace]]]:
    both = made(tmp_path / "one.db", PLACED, monkeypatch), made(tmp_path / "two.db", OTHERWISE, monkeypatch)
    yield both
    for store, _room in both:
        store.close()


def plain(thing: Any, depth: int = 0) -> Any:
    """All that an answer holds, down to texts."""
    if isinstance(thing, Store) or depth > 12:
        return ""
    if isinstance(thing, pd.DataFrame | pd.Series):
        return thing.to_csv().replace(".0,", ",")
    if isinstance(thing, alt.TopLevelMixin):
        return thing.to_dict(validate=False)
    if is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: plain(getattr(thing, field.name), depth + 1) for field in fields(thing)}
    if isinstance(thing, Mapping):
        return {str(key): plain(value, depth + 1) for key, value in thing.items()}
    if isinstance(thing, tuple | list | set | frozenset):
        return [plain(one, depth + 1) for one in (sorted(thing) if isinstance(thing, set | frozenset) else thing)]
    return "" if callable(thing) else repr(thing)


GIVEN: dict[str, Any] = {"width": 900, "height": 500, "size": PICTURE_SIZES["slide"]}


def everything(view: Any) -> dict[str, Any]:
    """The fields of a view, and what each of its methods and properties answers: charts, pictures, papers, words."""
    found: dict[str, Any] = {"": plain(view)}
    for name, member in inspect.getmembers(type(view)):
        if name.startswith("_") or name in ("narrowed",):
            continue
        if isinstance(member, property):
            found[name] = plain(getattr(view, name))
        elif inspect.isfunction(member) and view is not None:
            asked = [p for p in list(inspect.signature(member).parameters.values())[1:] if p.default is p.empty]
            if all(p.name in GIVEN for p in asked):
                with suppress(AssertionError, ZeroDivisionError):  # a chart of a layout that was not asked for
                    found[name] = plain(getattr(view, name)(**{p.name: GIVEN[p.name] for p in asked}))
    return found


def all_views() -> dict[str, Any]:
    """Every function `<module>_view(store, workspace, choices)` of the package."""
    found = {}
    for module in pkgutil.iter_modules(views.__path__):
        make = getattr(import_module(f"views.{module.name}"), f"{module.name}_view", None)
        names = list(inspect.signature(make).parameters) if make is not None else []
        if make is not None and names[:3] == ["store", "workspace", "choices"]:
            found[module.name] = make
    return found


def asked(released: bool, page: str = "") -> list[Choices]:
    """What is asked about: each sensitive figure of the hidden district, in every form that a page has."""
    base = [
        Choices(indicator=name, level="special", period="2024S", district=place, released=released)
        for name, place in (("sen_home", "321202"), ("sen_mainstream", "321204"), ("sen_home_share", "321202"))
    ]
    whole = Choices(parts="sen_enrolled/special/placement", period="2024S", district="321202", released=released)
    more = {
        "trends": [replace(base[2], form=form, marked="321204", peers="near") for form in FORMS],
        "district_map": [replace(base[2], layout=layout, second="sen_mainstream_share") for layout in LAYOUTS]
        + [replace(base[2], classes=how, cuts="2,5,8") for how in ("quantile", "equal", "own")],
        "compositions": [whole],
        "sources": [replace(base[0], district="321200")],
    }
    return [Choices(released=released), *base, *more.get(page, [])]


def told_apart(two: Any, make: Any) -> bool:
    (one, room), (other, second) = two
    return plain(make(one, room)) != plain(make(other, second))


def hidden(store: Store, room: Workspace) -> set[tuple[str, ...]]:
    derived = stored(store, room, True)[1]
    return set(derived.loc[derived["status"] == "suppressed", KEYS].itertuples(index=False, name=None))


def test_the_two_cities_differ_in_hidden_figures_alone(two: Any) -> None:
    """海陵区's 3 (or 2), and what its sums need: the same cells in both; staff can tell the cities apart."""
    one, other = (hidden(*city) for city in two)
    assert one == other
    assert {(place, name) for place, name, *_rest in one if name in PARTS} == {
        (place, name) for place in ("321202", "321204") for name in ("sen_mainstream", "sen_home")
    }
    assert told_apart(two, lambda store, room: stored(store, room, False)[0])


def test_views_are_found() -> None:
    assert {"overview", "gaps", "trends", "district_map", "equity", "district_profile", "sources", "targets"} <= set(all_views())
    assert {"calculation", "compositions", "findings"} <= set(all_views())


@pytest.mark.parametrize("name", sorted(all_views()))
def test_no_view_tells_them_apart(two: Any, name: str) -> None:
    make = all_views()[name]
    for choices in asked(released=True, page=name):
        assert not told_apart(two, lambda store, room, c=choices: everything(make(store, room, c))), choices


@pytest.mark.parametrize("name", sorted(all_views()))
def test_no_view_of_a_limited_viewer_tells_them_apart(two: Any, name: str) -> None:
    limited = tuple((store, replace(room, only=only)) for only in ("321202", ONLY) for store, room in two)
    for pair in (limited[:2], limited[2:]):
        for choices in (asked(released=False)[1], asked(released=True)[3]):
            assert not told_apart(pair, lambda store, room, c=choices: everything(all_views()[name](store, room, c))), choices


@pytest.mark.parametrize("page", sorted(all_views()))
def test_no_workbook_of_a_page_tells_them_apart(two: Any, page: str) -> None:
    for choices in (asked(True)[0], asked(True)[3]):

        def make(store: Store, room: Workspace, choices: Choices = choices) -> Any:
            view = all_views()[page](store, room, choices)
            return page_book(store, room, choices, view, page) if hasattr(view, "footer") and hasattr(view, "table") else None

        assert not told_apart(two, make)


@pytest.mark.parametrize("page", SLIDE_PAGES)
def test_no_slide_tells_them_apart(two: Any, page: str) -> None:
    for choices in asked(True)[:2]:
        assert not told_apart(two, lambda store, room, c=choices: page_slide(store, room, page, c))


@pytest.mark.parametrize("kind", list(DeckKind))
@pytest.mark.parametrize("how", [Circulation(), Circulation(internal=True, unranked=True, anonymous=True, seed="a")])
def test_no_deck_tells_them_apart(two: Any, kind: DeckKind, how: Circulation) -> None:
    assert not told_apart(two, lambda store, room: deck_view(store, room, kind, how))


@pytest.mark.parametrize("provenance", [False, True])
def test_no_brief_workbook_or_open_data_tells_them_apart(two: Any, provenance: bool) -> None:
    assert not told_apart(two, partial(city_book, provenance=provenance))
    assert not told_apart(two, lambda store, room: briefs(store, room, Choices(released=True)))
    assert not told_apart(two, open_data.tidy)
    for ending in ("csv", "zip", "geojson"):
        assert not told_apart(two, lambda store, room, ending=ending: open_data.written(store, room, ending))
    assert told_apart(two, partial(open_data.tidy, released=False))


def test_staffs_own_views_do_tell_them_apart(two: Any) -> None:
    """The comparison sees a difference where there is one."""
    choices = asked(released=False)[1]
    for name in ("sources", "gaps", "trends", "calculation"):
        assert told_apart(two, lambda store, room, name=name: everything(all_views()[name](store, room, choices))), name


def test_names_are_those_of_the_city() -> None:
    assert set(PLACED) < set(NAMES)
