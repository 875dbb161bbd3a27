"""口径与来源 as a viewer sees it: the history of a hidden figure is hidden with it."""

from __future__ import annotations

import pandas as pd
import pytest

from intake import ready_store
from store import Store
from views.choices import Choices
from views.sources import sources_view


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return ready_store(f"sqlite:///{tmp_path_factory.mktemp('hidden') / 'sample.db'}")


def texts(table: pd.DataFrame) -> str:
    return " ".join(str(cell) for cell in table.to_numpy().ravel())


@pytest.mark.parametrize(("released", "shows"), [(False, True), (True, False)])
def test_a_small_number_of_the_zone_shows_to_staff_only(sample: Store, released: bool, shows: bool) -> None:
    """医药高新区 2018: 31 children, 29 of them in school; the two who are not would follow from 29 or from the rate."""
    workspace = next(space for space in sample.workspaces() if space.simulated)
    for indicator, number in (("sen_enrolled", "29"), ("sen_enrolment_rate", "93.6")):
        choices = Choices(indicator=indicator, level="special", period="2018S", district="321200-医药高新区", released=released)
        view = sources_view(sample, workspace, choices)
        assert view is not None
        row = view.table[view.table["区县"] == "医药高新区"].iloc[0]
        assert (row["数值"] == number) is shows
        assert (row["状态"] == "不公开") is not shows
        assert (number in texts(view.story)) is shows
