"""Small numbers on the pages: staff see them, nobody else does, whoever came first; what is taken along never has them."""

from __future__ import annotations

import pytest
import streamlit as st

import intake
from access import Role
from tests.visits import shown_to

# 医药高新区 2018: 31 children, 29 of them in school; the two who are not would follow from 29 or from the rate of 93.6
ASKED = {"indicator": "sen_enrolment_rate", "level": "special", "period": "2018S", "chosen": "321200-医药高新区"}
SMALL = "93.6"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = f"sqlite:///{tmp_path_factory.mktemp('small') / 'small.db'}"
    intake.ready_store(found).close()
    return found


@pytest.fixture(autouse=True)
def _one_server(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All visits of a test share the caches of one server."""
    monkeypatch.setenv("DATABASE_URL", url)
    st.cache_resource.clear()


def visit(url: str, stem: str, role: Role | None, **query: str) -> str:
    """Everything that a page shows of the small number to a visitor."""
    return shown_to(url, stem, role, **(ASKED | query))


@pytest.mark.parametrize("stem", ["sources", "trends", "gaps", "district_map", "equity", "district_profile"])
def test_staff_see_a_small_number_and_viewers_after_them_do_not(url: str, stem: str) -> None:
    staff = visit(url, stem, Role.STAFF)
    shows = SMALL in staff
    assert SMALL not in visit(url, stem, Role.VIEWER)
    assert SMALL not in visit(url, stem, None)
    assert (SMALL in visit(url, stem, Role.ADMIN)) is shows
    if stem in ("sources", "gaps"):
        assert shows
        assert "只给工作人员看的数" in staff


@pytest.mark.parametrize("stem", ["sources", "gaps"])
def test_a_viewer_first_does_not_hide_it_from_staff(url: str, stem: str) -> None:
    before = visit(url, stem, None)
    staff = visit(url, stem, Role.STAFF)
    assert SMALL not in before and visit(url, stem, None) == before
    assert SMALL in staff


@pytest.mark.parametrize("stem", ["gaps", "trends", "district_map"])
def test_a_slide_leaves_it_out_for_staff_too(url: str, stem: str) -> None:
    assert SMALL not in visit(url, stem, Role.STAFF, mode="slide")
