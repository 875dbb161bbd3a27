"""What is taken out as a workbook comes back through the product's own loader: the same places, periods, values and states."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geo
from exports.workbook import write
from exports.workbook_content import Book
from indicators.catalogue import load_catalogue
from indicators.definitions import IndicatorKind
from indicators.vocabulary import EducationLevel, Period, PeriodKind, ValueStatus
from intake.sorting import sort_out
from language import using
from loaders.reading import read
from store import Workspace
from views.facts import named
from views.workbook_figures import figure_sheets
from views.workbook_notes import definitions_sheet, shorthand_sheet

CITY = geo.city("321200")
ROOM = Workspace("321200", "321200", "泰州市")
KEYS = ["place_code", "indicator", "education_level", "breakdown", "period_key"]
PLACES = [
    ("321202", "海陵区", "district"),
    ("321204", "姜堰区", "district"),
    ("321281", "兴化市", "district"),
    ("321283", "泰兴市", "district"),
    ("321200-医药高新区", "医药高新区", "zone"),
    ("321200-市直", "市直", "city_direct"),
    ("321200", "泰州市", "city"),
]
WITHOUT = [status for status in ValueStatus if status not in ("reported", "estimated", "provisional")]


def _keys() -> list[tuple[str, str, str]]:
    """Every indicator with every 学段 and part that the store can hold."""
    catalogue, found = load_catalogue(), set()
    for indicator in catalogue.indicators.values():
        for level in indicator.education_levels:
            parts = ["", *(part.id for name in indicator.breakdowns for part in catalogue.dimensions[name].breakdowns)]
            for part in parts:
                own, own_level, own_part = catalogue.canonical(indicator.id, level, part)
                if own_part == "" or any(
                    own_part == one.id
                    for name in catalogue.indicators[own].breakdowns
                    for one in catalogue.dimensions[name].breakdowns
                ):
                    found.add((own, str(own_level), own_part))
    return sorted(found)


def stored(rows: list[tuple[tuple[str, str, str], tuple[str, str, str], str, float, str]]) -> pd.DataFrame:
    """Rows of STORED_COLUMNS: (indicator, level, part), place, period, value, status."""
    return pd.DataFrame(
        [
            {
                "place_code": place[0],
                "place_name": place[1],
                "place_kind": place[2],
                "indicator": key[0],
                "education_level": key[1],
                "breakdown": key[2],
                "period_key": period,
                "value": value,
                "status": str(status),
                "filename": "=cmd|' /C calc'!A0.xlsx",
                "sheet": "@学前",
                "cell": "B7",
                "uploaded_at": pd.Timestamp("2024-10-08 09:30"),
                "uploader": "-王老师",
            }
            for key, place, period, value, status in rows
        ]
    )


def back(values: pd.DataFrame, provenance: bool) -> pd.DataFrame:
    """Written, read and sorted out: what an upload of the workbook would store."""
    catalogue = load_catalogue()
    sheets = figure_sheets(values, catalogue, ROOM, provenance)
    notes = (definitions_sheet(catalogue, set(values["indicator"])), shorthand_sheet())
    data = write(Book("泰州市教育对标数据", "对标数据_泰州市", (("城市", "泰州市"),), (*sheets, *notes)))
    reading = read(data, "对标数据_泰州市_2024学年.xlsx", city_code="321200")
    assert reading.cities[:1] in ([], ["321200"])
    return sort_out(reading.observations, CITY, catalogue, {}).prepared


def in_english(values: pd.DataFrame, provenance: bool) -> pd.DataFrame:
    """The same by a workbook in English, which a person's program in Chinese reads."""
    catalogue = load_catalogue()
    with using("en"):
        sheets = figure_sheets(named(values), catalogue, ROOM, provenance)
        notes = (definitions_sheet(catalogue, set(values["indicator"])), shorthand_sheet())
        data = write(Book("Taizhou figures", "figures_Taizhou", (("City", "Taizhou"),), (*sheets, *notes)))
    reading = read(data, "figures_Taizhou_2024-25.xlsx", city_code="321200")
    return sort_out(reading.observations, CITY, catalogue, {}).prepared


def same(values: pd.DataFrame, provenance: bool, back: Callable[[pd.DataFrame, bool], pd.DataFrame] = back) -> None:
    columns = [*KEYS, "place_kind", "value", "status"]
    before, after = values[columns], back(values, provenance)[columns]
    orders = [frame.assign(**{name: frame[name].astype(str) for name in columns if name != "value"}) for frame in (before, after)]
    first, second = (frame.sort_values(KEYS).reset_index(drop=True) for frame in orders)
    pd.testing.assert_frame_equal(first, second, check_dtype=False, rtol=0, atol=0)


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    catalogue = load_catalogue()
    keys = draw(st.lists(st.sampled_from(_keys()), min_size=1, max_size=5, unique=True))
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=5, unique=True))
    kinds = st.builds(Period, st.integers(2015, 2026), st.sampled_from(PeriodKind))
    periods = draw(st.lists(kinds, min_size=1, max_size=3, unique=True))
    rows = []
    for key in keys:
        indicator = catalogue.indicators[key[0]]
        whole = indicator.kind is IndicatorKind.COUNT
        number = st.integers(0, 90_000).map(float) if whole else st.floats(0, 100).map(lambda value: round(value, 6))
        for place in places:
            for period in periods:
                if not draw(st.integers(0, 5)):
                    continue  # nothing is stored about it
                status = draw(st.sampled_from(ValueStatus))
                value = float("nan") if status in WITHOUT else draw(number)
                rows.append((key, place, period.key, value, status))
    # every sheet has a number of a district: one without is for people (see the test below)
    rows += [(key, PLACES[0], "2014S", 5.0, ValueStatus.REPORTED) for key in keys]
    return stored(rows)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.booleans())
def test_a_workbook_comes_back_as_it_went(values: pd.DataFrame, provenance: bool) -> None:
    same(values, provenance)


@pytest.mark.parametrize("language", [back, in_english])
@pytest.mark.parametrize("provenance", [False, True])
def test_every_indicator_with_every_part_comes_back(
    provenance: bool, language: Callable[[pd.DataFrame, bool], pd.DataFrame]
) -> None:
    """All 700 keys of the catalogue at once, three districts and the city, a school year and a calendar year."""
    rows = []
    for number, key in enumerate(_keys()):
        for place in (*PLACES[:3], PLACES[-1]):
            rows += [(key, place, period, float(number % 90 + 1), "reported") for period in ("2023S", "2024C")]
    values = stored(rows)
    assert values.groupby(["indicator", "education_level", "breakdown"]).ngroups > 600
    same(values, provenance, language)


def test_a_sheet_of_a_zone_alone_is_for_people_and_is_not_read() -> None:
    """医药高新区 without a district beside it could be any city's."""
    values = stored([(("kindergartens", "preschool", ""), PLACES[4], "2024S", 5.0, "reported")])
    assert [sheet.data for sheet in figure_sheets(values, load_catalogue(), ROOM)] == [False]
    assert back(values, provenance=False).empty


def test_levels_of_the_catalogue_are_the_vocabularys() -> None:
    assert {key[1] for key in _keys()} == {str(level) for level in EducationLevel}
