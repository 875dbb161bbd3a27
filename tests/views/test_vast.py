"""A region read in parts says what the whole table says: every page, with and without the small numbers, and every edition."""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module

import pandas as pd
import pytest

from indicators.catalogue import load_catalogue
from indicators.definitions import Indicator
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace, as_seen, publish, set_publish_on_accept
from views import vast
from views.choices import Choices
from views.city_tables import stored
from views.facts import facts

NAMES = {"321202": "海陵区", "321203": "高港区", "321204": "姜堰区", "321281": "兴化市", "321282": "靖江市", "321283": "泰兴市"}
PLACES = {**NAMES, "321200-高新区": "泰州高新区", "321200-市直": "市直"}
COUNTS = {
    "preschool": ("kindergarten_pupils", "public_pupils", "inclusive_private_pupils", "population_3_5", "inclusive_coverage"),
    "special": ("sen_children", "sen_enrolled"),
    "primary": ("pupils", "classes", "large_classes"),
    "junior": ("pupils", "classes", "large_classes"),
}
PAGES = ("district_map", "trends", "gaps", "overview", "equity", "sources", "calculation", "compositions", "targets")
PAGES += ("district_profile",)
FIELDS = ("finding", "subtitle", "footer", "title", "lines")


def figures(seed: int, years: range) -> pd.DataFrame:
    """Counts of a city with a zone and schools of its own, small numbers of children, blanks, zeros and bins of class sizes."""
    rng, catalogue, rows = random.Random(seed), load_catalogue(), []
    bins = [item.id for item in catalogue.dimensions["class_size"].breakdowns if item.part][:3]
    for year in years:
        for code, name in PLACES.items():
            for level, indicators in COUNTS.items():
                for indicator in indicators:
                    if rng.random() < 0.12:
                        continue
                    parts = ["", *bins] if indicator == "classes" else [""]
                    for part in parts:
                        likely = range(9) if level == "special" else range(20, 90)
                        rows.append((code, name, indicator, level, part, year, float(rng.choice((float("nan"), *likely)))))
    return pd.DataFrame([_row(*row) for row in rows], columns=list(INCOMING_COLUMNS))


def _row(code: str, name: str, indicator: str, level: str, part: str, year: int, value: float) -> dict[str, object]:
    kind = "city_direct" if code.endswith("市直") else "zone" if "-" in code else "district"
    return dict.fromkeys(INCOMING_COLUMNS, "") | {
        "place_code": code,
        "place_name": name,
        "place_kind": kind,
        "indicator": indicator,
        "education_level": level,
        "breakdown": part,
        "period_key": f"{year}S",
        "value": value,
        "status": "not_reported" if value != value else "reported",
        "sheet": "表1",
        "cell": f"C{year - 2000}",
        "heading": [],
        "text": "" if value != value else f"{value:g}",
    }


def said(store: Store, workspace: Workspace, page: str, choices: Choices) -> dict[str, object]:
    """What a page says: its texts and its tables."""
    view = getattr(import_module(f"views.{page}"), f"{page}_view")(store, workspace, choices)
    if view is None:
        return {}
    found: dict[str, object] = {name: getattr(view, name) for name in FIELDS if hasattr(view, name)}
    tables = {name: getattr(view, name) for name in ("table", "cells", "rows", "parts", "story") if hasattr(view, name)}
    return found | {name: table.to_dict("list") for name, table in tables.items() if isinstance(table, pd.DataFrame)}


def shared_cells(one: dict[str, object], other: dict[str, object]) -> dict[object, object]:
    """The cells of an overview by place and column, of the columns that another one has, too."""
    cells, theirs = pd.DataFrame(one["cells"]), pd.DataFrame(other["cells"])
    mine = cells[cells["indicator"].isin(theirs["indicator"])]
    columns = ("code", "indicator", "value_text", "status_text", "distance_text")
    rows = sorted(mine[list(columns)].itertuples(index=False, name=None))
    return {row[:2]: row[2:] for row in rows}


@pytest.fixture
def region(opened: Store) -> Workspace:
    workspace = Workspace("321200", "321200", "泰州市")
    for number, years in enumerate((range(2021, 2024), range(2023, 2025))):
        opened.accept(workspace, NewUpload(f"{number}.xlsx", b"%d" % number, figures(number, years), "王老师", "321200"))
    found = opened.workspace("321200")
    assert found is not None
    return found


def both(
    monkeypatch: pytest.MonkeyPatch, ask: Callable[[], dict[str, object]]
) -> tuple[dict[str, object], dict[str, object]]:
    """The same question to the whole table and to its parts."""
    whole = ask()
    with monkeypatch.context() as changed:
        changed.setattr(vast, "WHOLE_MOST", -1)
        return whole, ask()


@pytest.mark.parametrize("released", [False, True])
def test_every_page_says_the_same(opened: Store, region: Workspace, monkeypatch: pytest.MonkeyPatch, released: bool) -> None:
    asked = [
        Choices(indicator=indicator, level=level, district=place, released=released)
        for indicator, level, place in (
            ("inclusive_coverage", "", "321281"),
            ("large_class_share", "compulsory", "321202"),
            ("sen_enrolment_rate", "", ""),
            ("pupils", "primary", "321200"),
        )
    ]
    if released:  # where everything is hidden a region says so, a city shows another indicator: see the next test
        asked = [choices for choices in asked if choices.indicator != "sen_enrolment_rate"]
    compared = 0
    for choices in asked:
        for page in PAGES:
            whole, parts = both(monkeypatch, lambda page=page, choices=choices: said(opened, region, page, choices))  # type: ignore[misc]
            if released and page == "overview":  # a region's may have a column in which everything is hidden
                whole, parts = (shared_cells(one, other) for one, other in ((whole, parts), (parts, whole)))
                assert len(whole) > 10
            assert repr(parts) == repr(whole), (page, choices)
            compared += bool(whole)
    assert compared >= (24 if released else 30)


@pytest.mark.parametrize("indicator", ["sen_enrolment_rate", "sen_enrolled", "sen_children", "inclusive_coverage"])
def test_the_same_numbers_are_hidden(opened: Store, region: Workspace, indicator: str) -> None:
    """What is hidden is settled over the whole region, so that a part hides what the whole table hides, and nothing else."""
    values, derived, city, _offered = stored(opened, region, True)
    part, follows, whole = vast.part(opened, region, True, [indicator])
    keys = ["place_code", "indicator", "education_level", "breakdown", "period_key"]
    for all_, some in ((values, part), (derived, follows), (city, whole)):
        columns = [name for name in (*keys, "value", "status") if name in some.columns]
        own = all_[all_["indicator"] == indicator][columns]
        mine = some[some["indicator"] == indicator][columns]
        order = [name for name in columns if name in keys]
        expected = own.sort_values(order, ignore_index=True)
        pd.testing.assert_frame_equal(mine.sort_values(order, ignore_index=True), expected)
    if indicator == "sen_enrolled":
        assert (follows["status"] == "suppressed").any()


def test_an_edition_is_read_in_parts_as_it_was_published(
    opened: Store, region: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_publish_on_accept(opened, region, False, "李主任", "")
    publish(opened, region, "李主任", "", "", opened.revision("321200"))
    opened.accept(region, NewUpload("9.xlsx", b"9", figures(9, range(2023, 2026)), "王老师", "321200"))
    now = opened.workspace("321200")
    assert now is not None
    seen = as_seen(opened, now, False)
    choices = Choices(indicator="inclusive_coverage", released=True)
    whole, parts = both(monkeypatch, lambda: said(opened, seen, "gaps", choices))
    assert repr(parts) == repr(whole)
    drafts = said(opened, as_seen(opened, now, True), "gaps", choices)
    assert drafts["table"] != whole["table"]


def test_only_what_is_asked_for_is_read(opened: Store, region: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vast, "WHOLE_MOST", -1)
    monkeypatch.setattr(Store, "current_values", lambda *_arguments, **_named: pytest.fail("the whole table was read"))
    found = facts(opened, region, Choices(indicator="inclusive_coverage"))
    assert found is not None
    assert set(found.derived["indicator"]) == {"inclusive_coverage"}
    made_of = {"inclusive_coverage", "inclusive_pupils", "public_pupils", "inclusive_private_pupils", "kindergarten_pupils"}
    assert set(found.values["indicator"]) <= vast.closure(load_catalogue(), ["inclusive_coverage"])
    assert made_of <= vast.closure(load_catalogue(), ["inclusive_coverage"])


def test_a_limited_viewer_is_answered_from_the_whole_table(
    opened: Store, region: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    limited = replace(region, only="321281")
    monkeypatch.setattr(vast, "WHOLE_MOST", -1)
    assert not vast.is_vast(opened, limited)
    found = facts(opened, limited, Choices(indicator="inclusive_coverage"))
    assert found is not None and found.reach is None
    others = found.derived[~found.derived["place_code"].isin(["321281", "321200"])]
    assert others["value"].isna().all()


def test_the_closure_of_a_rate_is_everything_it_may_be_made_of() -> None:
    catalogue = load_catalogue()
    for name, indicator in catalogue.indicators.items():
        assert _direct(indicator) <= vast.closure(catalogue, [name])
    assert {"classes", "large_classes"} <= vast.closure(catalogue, ["large_class_share"])


def _direct(indicator: Indicator) -> set[str]:
    return {indicator.id, *indicator.sum_of, *(name for name in (indicator.numerator, indicator.denominator) if name)}


@pytest.mark.parametrize("page", ["district_map", "trends", "gaps", "equity"])
def test_what_is_hidden_everywhere_cannot_be_chosen(opened: Store, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    """Three children in every district: a region's page shows another indicator, the same as the whole table would."""
    rows = figures(3, range(2023, 2025))
    counts = rows["indicator"].isin(["sen_children", "sen_enrolled"]) & rows["value"].notna()
    rows["value"] = rows["value"].mask(counts, 3.0)
    opened.accept(Workspace("321200", "321200", "泰州市"), NewUpload("a.xlsx", b"a", rows, "王老师", "321200"))
    room = opened.workspace("321200")
    assert room is not None
    choices = Choices(indicator="sen_enrolled", released=True)
    whole, parts = both(monkeypatch, lambda: said(opened, room, page, choices))
    assert whole and repr(parts) == repr(whole)
