"""A viewer limited to one district: its figures and the city's, on every page and by URL too, whoever looked before."""

from __future__ import annotations

import pytest
import streamlit as st

import intake
from access import Role
from exports.numbers import csv_bytes
from store import Workspace, open_store
from tests.visits import shown_to
from views.choices import Choices
from views.overview import overview_view
from views.workbooks import city_book

XINGHUA = "321281"
# 普惠性幼儿园覆盖率 2024 of the sample: 海陵 姜堰 靖江 are not 兴化's business; its own, and the city's
OTHERS = ("86.9", "83.2", "91.6")
OWN, CITY = "78.2", "83.9"
ASKED = {"indicator": "inclusive_coverage", "level": "preschool", "period": "2024S"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = f"sqlite:///{tmp_path_factory.mktemp('limited') / 'limited.db'}"
    intake.ready_store(found).close()
    return found


@pytest.fixture(autouse=True)
def _one_server(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    st.cache_resource.clear()


@pytest.mark.parametrize(
    "stem", ["overview", "district_map", "trends", "gaps", "equity", "district_profile", "sources", "targets", "slides"]
)
def test_no_figure_of_another_district_reaches_the_browser(url: str, stem: str) -> None:
    everybody = shown_to(url, stem, None, **ASKED)
    for chosen in (XINGHUA, "321202"):
        text = shown_to(url, stem, Role.VIEWER, XINGHUA, chosen=chosen, **ASKED)
        assert [figure for figure in OTHERS if figure in text] == []
    if stem in ("overview", "district_map", "gaps", "sources"):
        assert all(figure in everybody for figure in OTHERS)
        assert OWN in shown_to(url, stem, Role.VIEWER, XINGHUA, **ASKED)


def test_the_city_value_is_that_of_all_districts(url: str) -> None:
    text = shown_to(url, "district_map", Role.VIEWER, XINGHUA, **ASKED)
    assert CITY in text and "按账号权限只显示兴化市和全市的数" in text


def test_exports_of_a_limited_viewer_hold_no_more(url: str) -> None:
    """Every answer of a view is made of the workspace, and the workspace carries the limit."""
    store = open_store(url)
    full = next(space for space in store.workspaces() if space.simulated)
    limited = Workspace(full.id, full.city_code, full.name, True, full.revision, only=XINGHUA)
    view = overview_view(store, limited, Choices(released=True))
    assert view is not None
    told = csv_bytes(view.table).decode("utf-8-sig")
    assert OWN in told and not any(figure in told for figure in OTHERS)
    book = city_book(store, limited)
    assert book is not None and not any(figure in str(book) for figure in OTHERS)
    again = overview_view(store, full, Choices(released=True))
    assert again is not None and all(figure in csv_bytes(again.table).decode("utf-8-sig") for figure in OTHERS)
    store.close()
