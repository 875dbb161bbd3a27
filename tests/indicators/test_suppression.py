"""Small numbers: what is hidden, what goes with it, and that nothing hidden can be worked out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.derived import with_derived
from indicators.suppression import CITY, hidden_cells, is_small, small_base, suppress

P = "2023S"


def shown(rows: pd.DataFrame, place: str, indicator: str) -> float | str:
    row = rows[(rows["place_code"] == place) & (rows["indicator"] == indicator)].iloc[0]
    return row["status"] if np.isnan(row["value"]) else row["value"]


def test_one_to_four_are_small_and_zero_is_not() -> None:
    assert [is_small(count) for count in (0, 1, 4, 5)] == [False, True, True, False]
    assert [small_base(count) for count in (0, 1, 19, 20)] == [False, True, True, False]


def test_a_small_placement_goes_with_its_share_and_a_second_part(catalogue, make_rows) -> None:
    """Placements 40, 3, 50, 7 of 100: 3 is small; alone it would be 100 − 97, so the next smallest part, 7, goes, too."""
    parts = {"sen_special_school": 40, "sen_special_class": 3, "sen_mainstream": 50, "sen_home": 7}
    cells = [("a", name, "special", P, value) for name, value in parts.items()]
    rows = suppress(with_derived(make_rows([*cells, ("a", "sen_enrolled", "special", P, 100)]), catalogue), catalogue)
    assert [shown(rows, "a", name) for name in parts] == [40.0, "suppressed", 50.0, "suppressed"]
    assert shown(rows, "a", "sen_special_class_share") == "suppressed"
    assert shown(rows, "a", "sen_mainstream_share") == 50.0
    assert shown(rows, "a", "sen_enrolled") == 100.0


def test_a_small_complement_hides_the_rate_and_one_of_its_counts(catalogue, make_rows) -> None:
    """98 of 100: the two who are not in school would follow from the rate, or from both counts together."""
    rows = make_rows([("a", "sen_children", "special", P, 100), ("a", "sen_enrolled", "special", P, 98)])
    found = suppress(with_derived(rows, catalogue), catalogue)
    assert shown(found, "a", "sen_enrolment_rate") == "suppressed"
    assert [shown(found, "a", name) for name in ("sen_children", "sen_enrolled")] == [100.0, "suppressed"]
    rate = found[found["indicator"] == "sen_enrolment_rate"].iloc[0]
    assert np.isnan(rate["numerator"]) and np.isnan(rate["denominator"]) and np.isnan(rate["from_counts"])


def test_the_citys_sum_never_gives_a_district_away(catalogue, make_rows) -> None:
    cells = [(place, "sen_home", "special", P, value) for place, value in (("a", 3), ("b", 20), ("c", 8))]
    rows = suppress(with_derived(make_rows(cells), catalogue), catalogue)
    assert [shown(rows, place, "sen_home") for place in "abc"] == ["suppressed", 20.0, "suppressed"]


def test_three_ones_are_not_hidden_by_their_sum_of_three(catalogue, make_rows) -> None:
    cells = [(place, "sen_home", "special", P, value) for place, value in (("a", 1), ("b", 1), ("c", 1), ("d", 9))]
    rows = suppress(with_derived(make_rows(cells), catalogue), catalogue)
    assert [shown(rows, place, "sen_home") for place in "abcd"] == ["suppressed"] * 4


def test_a_rate_without_its_numerator_still_counts_children(catalogue, make_rows) -> None:
    """95 % of 40 children are 38: the two others are a small number."""
    rows = make_rows([("a", "sen_children", "special", P, 40), ("a", "sen_enrolment_rate", "special", P, 95.0)])
    found = suppress(with_derived(rows, catalogue), catalogue)
    assert shown(found, "a", "sen_enrolment_rate") == "suppressed"


def test_other_indicators_are_left_alone(catalogue, make_rows) -> None:
    rows = with_derived(make_rows([("a", "unlicensed_kindergartens", "preschool", P, 2)]), catalogue)
    assert shown(suppress(rows, catalogue), "a", "unlicensed_kindergartens") == 2.0


counts = st.lists(st.lists(st.integers(0, 12), min_size=4, max_size=4), min_size=2, max_size=5)


@example([[0, 1, 0, 4], [1, 0, 1, 0], [4, 0, 4, 1]], 0)  # every sum at hand was hidden, one further away was not looked at
@given(counts, st.integers(0, 12))
@settings(max_examples=60)
def test_no_hidden_count_follows_from_the_sums_that_are_shown(placements: list[list[int]], outside: int) -> None:
    """All sums over districts and over placements, and all city totals shown, as one system: nothing hidden is fixed."""
    catalogue = load_catalogue()
    parts = ["sen_special_school", "sen_special_class", "sen_mainstream", "sen_home"]
    cells = {}
    for place, row in enumerate(placements):
        for name, value in zip(parts, row, strict=True):
            cells[(place, name)] = value
        cells[(place, "sen_enrolled")] = sum(row)
        cells[(place, "sen_children")] = sum(row) + outside
    records = [
        {
            "place_code": str(place),
            "place_name": str(place),
            "place_kind": "district",
            "indicator": name,
            "education_level": "special",
            "breakdown": "",
            "period_key": P,
            "value": float(value),
            "status": "reported",
        }
        for (place, name), value in cells.items()
    ]
    found = suppress(with_derived(pd.DataFrame(records), catalogue), catalogue)
    named = [*parts, "sen_enrolled", "sen_children"]
    hidden = {(int(place), name) for place, name, value in _cells(found[found["indicator"].isin(named)]) if np.isnan(value)}
    no_total = {cell[1] for cell in hidden_cells(with_derived(pd.DataFrame(records), catalogue), catalogue) if cell[0] == CITY}
    small = [cell for cell, value in cells.items() if 1 <= value <= 4]
    assert set(small) <= hidden
    unknown = sorted(hidden)
    secrets = [{cell: 1} for cell in small]
    if 1 <= outside <= 4:
        secrets += [{(place, "sen_children"): 1, (place, "sen_enrolled"): -1} for place in range(len(placements))]
    equations = []
    for place in range(len(placements)):
        sign = {(place, name): 1 for name in parts} | {(place, "sen_enrolled"): -1}
        equations.append([sign.get(cell, 0) for cell in unknown])
    equations += [[int(cell[1] == name) for cell in unknown] for name in named if name not in no_total]
    for secret in secrets:
        wanted = [secret.get(cell, 0) for cell in unknown]
        assert any(wanted), f"{secret} is in plain sight"
        matrix = np.array(equations, dtype=float)
        assert np.linalg.matrix_rank(np.vstack([matrix, wanted])) > np.linalg.matrix_rank(matrix), secret


def _cells(rows: pd.DataFrame):
    return rows[["place_code", "indicator", "value"]].itertuples(index=False, name=None)
