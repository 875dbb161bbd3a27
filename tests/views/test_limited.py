"""A viewer limited to one district never gets a city's value that gives another district's figure away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from indicators.catalogue import load_catalogue
from store import Store, Workspace
from tests.views.conftest import row
from views.choices import Choices
from views.facts import stored
from views.overview import overview_view
from views.sources import sources_view

MINE, SECOND, THIRD = "321281", "321202", "321203"


@pytest.fixture
def workspace(put: Callable[..., Workspace]) -> Workspace:
    """2021: two districts report (and the city its own total); 2022: mine alone; 2023: another alone; 2024: three."""
    rows = []
    for year, places in ((2021, (MINE, SECOND)), (2022, (MINE,)), (2023, (SECOND,)), (2024, (MINE, SECOND, THIRD))):
        for place in places:
            rows.append(row(place, "kindergarten_pupils", year, 1_000 + int(place[-2:])))
            rows.append(row(place, "inclusive_pupils", year, 800 + int(place[-2:])))
    total = row("321200", "kindergarten_pupils", 2021, 2_083) | {"place_kind": "city", "place_name": "泰州市"}
    return put([*rows, total])


def city_figures(tables: tuple[pd.DataFrame, ...], indicator: str) -> dict[str, float]:
    city = tables[2][(tables[2]["indicator"] == indicator) & tables[2]["value"].notna()]
    return dict(zip(city["period_key"], city["value"], strict=True))


def test_with_one_other_place_the_citys_value_is_not_shown(opened: Store, workspace: Workspace) -> None:
    everything = stored(opened, workspace)
    assert set(city_figures(everything, "kindergarten_pupils")) == {"2021S", "2022S", "2023S", "2024S"}
    told = stored(opened, replace(workspace, only=MINE))
    for indicator in ("kindergarten_pupils", "inclusive_pupils", "inclusive_coverage"):
        assert set(city_figures(told, indicator)) == {"2022S", "2024S"}
    assert city_figures(told, "kindergarten_pupils")["2024S"] == 1_081 + 1_002 + 1_003
    counts = told[2].loc[told[2]["period_key"].isin(["2021S", "2023S"]), ["numerator", "denominator", "reported", "simple_mean"]]
    assert counts.isna().to_numpy().all()
    reported_total = told[0][(told[0]["place_code"] == "321200") & (told[0]["period_key"] == "2021S")]
    assert reported_total["value"].isna().all() and (reported_total["text"] == "").all()


def test_what_is_told_never_adds_up_to_another_districts_figure(opened: Store, workspace: Workspace) -> None:
    """City less one's own is the figure of no other district, in any period and for any indicator."""
    values, derived, city, _offers = stored(opened, replace(workspace, only=MINE))
    full = stored(opened, workspace)[1]
    others = full[~full["place_code"].isin([MINE, "321200"])]
    for told in (values, derived):
        assert told.loc[told["place_code"].isin([SECOND, THIRD]), "value"].isna().all()
    own = derived[derived["place_code"] == MINE].set_index(["indicator", "period_key"])["value"]
    for line in city[city["value"].notna()].itertuples(index=False):
        left = line.value - own.get((line.indicator, line.period_key), 0.0)
        figures = others[(others["indicator"] == line.indicator) & (others["period_key"] == line.period_key)]["value"]
        assert not any(abs(left - figure) < 1e-9 for figure in figures)


def test_the_page_says_that_there_is_no_city_value(opened: Store, workspace: Workspace) -> None:
    assert load_catalogue().indicators["inclusive_coverage"].numerator == "inclusive_pupils"
    limited = replace(workspace, only=MINE)
    view = overview_view(opened, limited, Choices(period="2021S", released=True))
    assert view is not None
    assert "2,083" not in str(view) and "1,002" not in str(view)


def test_the_source_of_a_number_begins_with_ones_own_district(opened: Store, workspace: Workspace) -> None:
    """Of the others no cell, not even the mark between a sheet and a cell; and nobody is said to have reported nothing."""
    view = sources_view(opened, replace(workspace, only=MINE), Choices(indicator="kindergarten_pupils", released=True))
    assert view is not None
    assert (view.finding, view.story_of) == ("按账号权限只显示兴化市和全市的数", "兴化市")
    assert sorted(set(view.table["单元格"])) == ["", "学前!B2"]
