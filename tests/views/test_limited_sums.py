"""What a limited viewer sees of the city, put together, never leaves one other district's figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.city_values import city_values
from indicators.derived import with_derived
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace, open_store
from tests.views.conftest import FIGURES, NAMES, Row, row
from tests.views.test_nothing_follows import all_views, everything, plain
from views import open_data
from views.briefs import briefs
from views.choices import Choices
from views.decks import DeckKind, deck_view
from views.facts import facts, stored
from views.limited_sums import telling
from views.page_slides import SLIDE_PAGES, page_slide
from views.sources import sources_view
from views.story import story
from views.workbooks import city_book

ME, ONE, TWO, THREE = "321281", "321202", "321203", "321204"
PERIOD = "2024S"


def counted(place: str, indicator: str, value: float, level: str = "preschool", breakdown: str = "") -> Row:
    return row(place, indicator, 2024, value, level) | {"breakdown": breakdown}


def hidden(rows: list[Row], expected: tuple[str, ...] = ()) -> set[tuple[str, str, str]]:
    catalogue = load_catalogue()
    frame = pd.DataFrame(rows, columns=list(INCOMING_COLUMNS)).drop(columns="heading")
    derived = with_derived(frame, catalogue)
    everybody = sorted({*frame.loc[frame["place_kind"] != "city", "place_code"], *expected})
    city = city_values(derived, catalogue, everybody)
    return {key[:3] for key in telling(derived, city, ME, {PERIOD: everybody}, catalogue)}


def test_all_districts_in_all_sums_give_nothing_away() -> None:
    levels, names = ("primary", "junior"), ("pupils", "classes")
    rows = [counted(place, name, 100, level) for place in (ME, ONE, TWO) for level in levels for name in names]
    assert hidden(rows) == set()


def test_a_whole_of_two_less_a_part_of_two_tells_the_third() -> None:
    """义务教育 of ONE and TWO, less 小学 of the same, taken from 初中 of ONE, TWO and THREE, is THREE's 初中."""
    rows = [counted(place, "pupils", 100 + n, level) for n, place in enumerate((ME, ONE, TWO)) for level in ("primary", "junior")]
    assert hidden(rows) == set()
    found = hidden([*rows, counted(THREE, "pupils", 77, "junior")])
    assert len(found) == 1 and found < {("pupils", level, "") for level in ("primary", "junior", "compulsory")}


def test_a_rate_over_five_beside_a_count_of_six_tells_the_sixth() -> None:
    """The city's coverage says Σ children of those with both counts; Σ children of all districts less that is one district's."""
    rows = [counted(place, name, 100) for place in (ME, ONE, TWO) for name in ("inclusive_pupils", "kindergarten_pupils")]
    assert hidden([*rows, counted(THREE, "kindergarten_pupils", 77)]) == {("kindergarten_pupils", "preschool", "")}


def test_parts_and_a_whole_over_different_districts() -> None:
    """公办 and 民办 of three, the whole of these and a fourth: whole less parts is the fourth's."""
    rows = [
        counted(place, "kindergartens", 10 if part else 20, breakdown=part)
        for place in (ME, ONE, TWO)
        for part in ("public", "private", "")
    ]
    assert hidden(rows) == set()
    assert hidden([*rows, counted(THREE, "kindergartens", 7)]) == {("kindergartens", "preschool", "")}


def test_the_citys_own_total_beside_a_sum_without_one_district() -> None:
    """The total that the city reported holds who did not report; beside its parts, summed over the others, it tells that one."""
    rows = [counted(place, "pupils", 50, level) for place in (ME, ONE, TWO) for level in ("primary", "junior")]
    total = counted("321200", "pupils", 400, "compulsory") | {"place_kind": "city"}
    assert hidden([*rows, total], expected=(THREE,)) <= {("pupils", level, "") for level in ("compulsory", "primary", "junior")}


SOME = [
    ("pupils", "primary", ""),
    ("pupils", "junior", ""),
    ("classes", "primary", ""),
    ("classes", "primary", "size_le45"),
    ("classes", "primary", "size_46_55"),
    ("classes", "primary", "size_56_65"),
    ("very_large_classes", "primary", ""),
    ("schools", "primary", ""),
    ("group_member_schools", "primary", ""),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=len(SOME), max_size=len(SOME)), min_size=3, max_size=5))
def test_whatever_is_missing_no_district_can_be_worked_out(holes: list[list[bool]]) -> None:
    """By another way: every other district an unknown of its own, and the figures moved as far as all shown sums allow."""
    catalogue = load_catalogue()
    places = [ME, *list(NAMES)[: len(holes) + 1]]
    places = list(dict.fromkeys(places))[: len(holes)]
    rows = [
        counted(place, name, 10 + 3 * p + 7 * q, level, part)
        for p, (place, has) in enumerate(zip(places, holes, strict=True))
        for q, ((name, level, part), there) in enumerate(zip(SOME, has, strict=True))
        if there
    ]
    if not rows:
        return
    frame = pd.DataFrame(rows, columns=list(INCOMING_COLUMNS)).drop(columns="heading")
    derived = with_derived(frame, catalogue)
    city = city_values(derived, catalogue, places)
    gone = telling(derived, city, ME, {PERIOD: places}, catalogue)
    others = derived[(derived["place_code"] != ME) & derived["value"].notna()]
    cells = {(r.place_code, r.indicator, r.education_level, r.breakdown): r.value for r in others.itertuples(index=False)}
    number = {cell: n for n, cell in enumerate(cells)}
    equations: list[dict[int, float]] = []
    for line in city[city["value"].notna()].itertuples(index=False):
        key = (line.indicator, line.education_level, line.breakdown)
        if (*key, PERIOD) in gone:
            continue
        known = catalogue.indicators[line.indicator]
        if line.method == "ratio_of_sums":
            level = str(known.denominator_level or line.education_level)
            pairs = [(p, (p, known.numerator, line.education_level, ""), (p, known.denominator, level, "")) for p in places]
            both = [(above, below) for _p, above, below in pairs if above in cells and below in cells]
            equations += [{number[above]: 1.0 for above, _below in both}, {number[below]: 1.0 for _above, below in both}]
        else:
            equations.append({n: 1.0 for cell, n in number.items() if cell[1:] == key})
    for place in places:
        for whole, parts in (
            ("compulsory", ("primary", "junior")),
            ("secondary", ("junior", "senior")),
        ):
            for name in ("pupils", "classes", "very_large_classes", "large_classes"):
                these = [(place, name, level, "") for level in (whole, *parts)]
                if all(cell in cells for cell in these):
                    equations.append({number[these[0]]: -1.0, number[these[1]]: 1.0, number[these[2]]: 1.0})
    matrix = np.zeros((max(1, len(equations)), len(cells)))
    for n, equation in enumerate(equations):
        for column, factor in equation.items():
            matrix[n, column] = factor
    if not cells:
        return
    _left, sizes, right = np.linalg.svd(matrix)
    rank = int((sizes > 1e-9).sum())
    free = np.abs(right[rank:]).max(axis=0) if rank < len(cells) else np.zeros(len(cells))
    assert [cell for cell, n in number.items() if free[n] < 1e-9] == []


def world(file: Path, change: Callable[[str, str, float], float], monkeypatch: pytest.MonkeyPatch) -> tuple[Store, Workspace]:
    monkeypatch.setattr("store.writes.now", lambda: datetime(2024, 10, 8, 9, 30))
    store = open_store(f"sqlite:///{file}")
    rows: list[Row] = []
    for (place, year), two in FIGURES.items():
        for name, n in zip(("inclusive_pupils", "kindergarten_pupils"), two or (None, None), strict=True):
            rows.append(row(place, name, year, None if n is None else change(place, name, n)))
        rows.append(row(place, "kindergartens", year, change(place, "kindergartens", 40 + int(place[-1]))))
    store.accept(
        Workspace("321200", "321200", "泰州市"),
        NewUpload("学前.xlsx", b"same", pd.DataFrame(rows, columns=list(INCOMING_COLUMNS)), "王老师", "321200"),
    )
    room = store.workspace("321200")
    assert room is not None
    return store, replace(room, only=ME)


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """泰州市, and the same with children and kindergartens moved from one of the others to another: every sum stays."""
    moved = {(ONE, "kindergartens"): 9, (THREE, "kindergartens"): -9}
    moved |= {(ONE, "inclusive_pupils"): -70, (THREE, "inclusive_pupils"): 70}
    both = (
        world(tmp_path / "one.db", lambda _place, _name, value: value, monkeypatch),
        world(tmp_path / "two.db", lambda place, name, value: value + moved.get((place, name), 0), monkeypatch),
    )
    yield both
    for store, _room in both:
        store.close()


def same(two: Any, make: Callable[[Store, Workspace], Any]) -> bool:
    (one, room), (other, second) = two
    return bool(plain(make(one, room)) == plain(make(other, second)))


ASKED = [
    Choices(released=True),
    *(Choices(indicator=name, period=PERIOD, district=place, released=True)
      for name, place in (("inclusive_coverage", ME), ("kindergartens", ONE), ("kindergartens", "321200"))),
]  # fmt: skip


@pytest.mark.parametrize("name", sorted(all_views()))
def test_no_view_tells_the_two_cities_apart(two: Any, name: str) -> None:
    for choices in ASKED:
        assert same(two, lambda store, room, c=choices: everything(all_views()[name](store, room, c))), choices


def test_nothing_that_is_taken_along_tells_them_apart(two: Any) -> None:
    assert same(two, partial(city_book, provenance=True))
    assert same(two, lambda store, room: briefs(store, room, Choices(released=True)))
    assert same(two, open_data.tidy)
    for kind in DeckKind:
        assert same(two, lambda store, room, kind=kind: deck_view(store, room, kind))
    for page in SLIDE_PAGES:
        assert same(two, lambda store, room, page=page: page_slide(store, room, page, ASKED[1]))


def test_somebody_who_sees_all_can_tell_them_apart(two: Any) -> None:
    whole = tuple((store, replace(room, only="")) for store, room in two)
    for name in ("overview", "gaps", "district_map", "sources"):
        assert not same(whole, lambda store, room, name=name: everything(all_views()[name](store, room, ASKED[1]))), name


def test_the_story_of_a_city_value_that_is_not_shown_is_not_told(opened: Store, put: Callable[..., Workspace]) -> None:
    """2024: mine and one other; the city's own total, and the one it reported before, less mine would be the other's."""

    def told(total: float) -> list[Row]:
        return [row("321200", "kindergartens", 2024, total) | {"place_kind": "city", "place_name": "泰州市"}]

    put([row(ME, "kindergartens", 2024, 50), row(ONE, "kindergartens", 2024, 33), *told(80)])
    room = put(told(83), "改.xlsx")
    choices = Choices(indicator="kindergartens", period=PERIOD, released=True)
    view = sources_view(opened, replace(room, only=ME), choices)
    assert view is not None and "83" not in view.table.to_csv() and "80" not in view.parts.to_csv()
    limited, whole = facts(opened, replace(room, only=ME), choices), facts(opened, room, choices)
    assert limited is not None and whole is not None
    for place in ("321200", ONE):
        assert story(opened, limited, place, True).empty
    assert list(story(opened, limited, ME, True)["数值"]) == ["50"]
    assert list(story(opened, whole, "321200", True)["数值"]) == ["83", "80"]
    assert stored(opened, replace(room, only=ME))[2]["value"].isna().all()


def test_the_story_says_why_to_staff_alone(opened: Store, put: Callable[..., Workspace]) -> None:
    put([row(ME, "kindergartens", 2024, 50)])
    room = put([row(ME, "kindergartens", 2024, 120)], "改.xlsx")
    newest = opened.uploads("321200")[0].id
    opened.withdraw(newest, "多写了一位", "王老师")
    room = opened.workspace("321200") or room
    found = facts(opened, room, Choices(indicator="kindergartens", period=PERIOD))
    assert found is not None
    said = story(opened, found, ME, False)
    assert list(said["数值"]) == ["120", "50"]
    assert list(said["状态"]) == ["已撤回", "在用"]
    assert list(said["说明"]) == ["撤回：多写了一位", ""]
    assert "说明" not in story(opened, found, ME, True)
