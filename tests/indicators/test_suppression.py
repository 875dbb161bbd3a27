"""Small numbers: what is hidden, what goes with it, and that nothing hidden can be worked out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.city_values import city_values
from indicators.derived import with_derived
from indicators.own_indicators import with_own_indicators
from indicators.suppression import CITY, hidden_cells, is_small, small_base, suppress, suppress_city

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


def city_shown(rows: pd.DataFrame, catalogue, indicator: str) -> list[float]:
    """Value, reported value and plain mean of the city as they may leave the house."""
    derived = with_derived(rows, catalogue)
    city = suppress_city(city_values(derived, catalogue), derived, catalogue)
    return city.loc[city["indicator"] == indicator, ["value", "numerator", "reported", "simple_mean"]].iloc[0].tolist()


def test_a_small_total_that_the_city_reported_itself_hides_the_citys_sum_and_rate(catalogue, make_rows) -> None:
    """3 of 10 and 0 of 30 in school, and the city reports its 3: neither its sum nor 3 ÷ 40 = 7.5 % may say it."""
    cells = [("a", "sen_enrolled", 3), ("b", "sen_enrolled", 0), ("a", "sen_children", 10), ("b", "sen_children", 30)]
    rows = make_rows(
        [*((place, name, "special", P, n) for place, name, n in cells), ("T", "sen_enrolled", "special", P, 3, "city")]
    )
    assert np.isnan(city_shown(rows, catalogue, "sen_enrolled")).all()
    assert np.isnan(city_shown(rows, catalogue, "sen_enrolment_rate")).all()
    assert city_shown(rows, catalogue, "sen_children")[0] == 40.0


OWN = {"family": "special", "unit": "人", "polarity": "higher", "decimals": 0, "definition": "x", "aliases": []}
OWN |= {"numerator": "", "denominator": ""}


def own_catalogue(catalogue):
    left_behind = OWN | {"name": "留守儿童数", "kind": "count", "sensitive": True}
    left_behind |= {"education_levels": ["primary", "junior", "compulsory"]}
    rate = OWN | {"kind": "share", "unit": "%", "decimals": 1}
    home = rate | {"name": "送教占比", "education_levels": ["special"], "sensitive": False}
    home |= {"numerator": "sen_home", "denominator": "sen_children"}
    share = rate | {"name": "留守率", "education_levels": ["primary"], "sensitive": True}
    share |= {"numerator": "own_indicator_1", "denominator": "pupils"}
    records = [(f"indicator_{number}", content) for number, content in enumerate((left_behind, home, share), start=1)]
    found, misfits = with_own_indicators(catalogue, records)
    assert misfits == ()
    return found


def test_primary_and_junior_do_not_follow_from_their_sum(catalogue, make_rows) -> None:
    """3 + 20 = 23 in compulsory education: with 23 and 20 in sight, the 3 would be no secret."""
    own, name = own_catalogue(catalogue), "own_indicator_1"
    cells = [("a", 3, 20), ("b", 30, 25), ("c", 30, 25)]
    rows = make_rows(
        [(place, name, level, P, n) for place, *ns in cells for level, n in zip(("primary", "junior"), ns, strict=True)]
    )
    found = suppress(with_derived(rows, own), own)
    mine = found[found["place_code"] == "a"].set_index("education_level")["value"]
    assert np.isnan(mine["primary"]) and int(mine.isna().sum()) >= 2


def test_a_rate_of_ones_own_on_protected_counts_is_protected(catalogue, make_rows) -> None:
    """送教 3 of 50 is 6.0 %: 6 % of the visible 50 would be the 3."""
    own = own_catalogue(catalogue)
    cells = [(p, "sen_home", "special", P, n) for p, n in (("a", 3), ("b", 30), ("c", 30))]
    cells += [(p, "sen_children", "special", P, n) for p, n in (("a", 50), ("b", 60), ("c", 60))]
    found = suppress(with_derived(make_rows(cells), own), own)
    assert own.indicators["own_indicator_2"].sensitive
    assert shown(found, "a", "own_indicator_2") == "suppressed"


def test_a_rate_above_a_public_count_hides_what_it_counts_and_leaves_the_public_count(catalogue, make_rows) -> None:
    """3.0 % of 100 pupils are 3; 97 of 100 leave 3; the city's sum 147 of two districts must not tell the 97."""
    own = own_catalogue(catalogue)
    cells = [("a", "own_indicator_1", 97), ("b", "own_indicator_3", 3.0), ("c", "own_indicator_1", 50)]
    cells += [(place, "pupils", 100) for place in "abc"]
    found = suppress(with_derived(make_rows([(p, name, "primary", P, n) for p, name, n in cells]), own), own)
    assert [shown(found, place, "own_indicator_3") for place in "ab"] == ["suppressed"] * 2
    assert [shown(found, place, "own_indicator_1") for place in "ac"] == ["suppressed"] * 2
    assert [shown(found, place, "pupils") for place in "abc"] == [100.0] * 3


def test_the_citys_rate_over_some_districts_tells_no_other_district(catalogue, make_rows) -> None:
    """a counts 3 in school and no base: Σ of all 53 and the rate's own Σ of b and c, 50, would differ by the 3."""
    cells = [("a", "sen_enrolled", 3), ("b", "sen_enrolled", 20), ("c", "sen_enrolled", 30)]
    cells += [("b", "sen_children", 40), ("c", "sen_children", 60)]
    rows = make_rows([(place, name, "special", P, n) for place, name, n in cells])
    total, over_both = city_shown(rows, catalogue, "sen_enrolled")[0], city_shown(rows, catalogue, "sen_enrolment_rate")[1]
    assert np.isnan(total) or np.isnan(over_both)


counts = st.lists(st.lists(st.integers(0, 12), min_size=4, max_size=4), min_size=2, max_size=5)


@example([[0, 1, 0, 4], [1, 0, 1, 0], [4, 0, 4, 1]], 0, False)  # every sum at hand was hidden, one further away not looked at
@example([[33, 3, 54, 8], [129, 12, 165, 33], [48, 8, 81, 10]], 9, True)  # a ＊ of the sender, and the city's four sums
@given(counts, st.integers(0, 12), st.booleans())
@settings(max_examples=80)
def test_no_hidden_count_follows_from_the_sums_that_are_shown(placements: list[list[int]], outside: int, starred: bool) -> None:
    """All sums over districts and over placements, and all city totals shown, as one system: nothing hidden is fixed.

    `starred`: the senders hid their small placements themselves; the city's totals are then sums of the others.
    """
    catalogue = load_catalogue()
    parts = ["sen_special_school", "sen_special_class", "sen_mainstream", "sen_home"]
    cells = {}
    for place, row in enumerate(placements):
        for name, value in zip(parts, row, strict=True):
            cells[(place, name)] = value
        cells[(place, "sen_enrolled")] = sum(row)
        cells[(place, "sen_children")] = sum(row) + outside
    stars = {cell for cell, value in cells.items() if starred and cell[1] in parts and is_small(value)}
    records = [
        {
            "place_code": str(place),
            "place_name": str(place),
            "place_kind": "district",
            "indicator": name,
            "education_level": "special",
            "breakdown": "",
            "period_key": P,
            "value": float("nan") if (place, name) in stars else float(value),
            "status": "suppressed" if (place, name) in stars else "reported",
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
    equations += [[int(cell[1] == name and cell not in stars) for cell in unknown] for name in named if name not in no_total]
    for secret in secrets:
        wanted = [secret.get(cell, 0) for cell in unknown]
        assert any(wanted), f"{secret} is in plain sight"
        matrix = np.array(equations, dtype=float)
        assert np.linalg.matrix_rank(np.vstack([matrix, wanted])) > np.linalg.matrix_rank(matrix), secret


def test_what_a_sender_hid_does_not_follow_from_the_rest(catalogue, make_rows) -> None:
    """112 enrolled less 39, 60 and 10 are 3: the sheet's ＊ is as good as printed, so the smallest of the others goes, too.

    The city reported 67: 67 − 14 − 15 would be the same 3 of a city of three, so another district's count goes with it.
    """
    parts = {"sen_special_school": 39, "sen_special_class": None, "sen_mainstream": 60, "sen_home": 10, "sen_enrolled": 112}
    others = [("b", "sen_special_class", "special", P, 14), ("c", "sen_special_class", "special", P, 50)]
    rows = make_rows([*[("a", name, "special", P, value) for name, value in parts.items()], *others,
                      ("city", "sen_special_class", "special", P, 67, "city")])  # fmt: skip
    rows.loc[rows["value"].isna(), "status"] = "suppressed"
    full = with_derived(rows, catalogue)
    found = suppress(full, catalogue)
    assert [shown(found, "a", name) for name in parts] == [39.0, "suppressed", 60.0, "suppressed", 112.0]
    assert [shown(found, place, "sen_special_class") for place in "bc"] == ["suppressed", 50.0]
    without = full[full["place_kind"] != "city"]
    totals = suppress_city(city_values(without, catalogue), without, catalogue).set_index("indicator")["value"]
    assert np.isnan(totals["sen_special_class"])  # 64 beside a sum of all placements would leave 3


def _cells(rows: pd.DataFrame):
    return rows[["place_code", "indicator", "value"]].itertuples(index=False, name=None)


def test_children_of_special_schools_are_protected_and_other_pupils_are_not(catalogue, make_rows) -> None:
    """特殊教育在校生数 3 is three children with a disability; 3 pupils of a primary school are a small school."""
    cells = [("a", "pupils", "special", P, 3), ("b", "pupils", "special", P, 40), ("c", "pupils", "special", P, 9)]
    cells += [("a", "pupils", "primary", P, 3), ("a", "teachers", "special", P, 2), ("a", "classes", "special", P, 1)]
    rows = suppress(with_derived(make_rows(cells), catalogue), catalogue)
    special = rows[rows["education_level"] == "special"]
    assert [shown(special, place, "pupils") for place in "abc"] == ["suppressed", 40.0, "suppressed"]
    assert shown(rows[rows["education_level"] == "primary"], "a", "pupils") == 3.0
    assert [shown(special, "a", name) for name in ("teachers", "classes")] == [2.0, 1.0]


def test_pupils_per_teacher_does_not_give_the_pupils_of_a_special_school_away(catalogue, make_rows) -> None:
    """3 pupils to 2 teachers: a ratio of 1.5 beside 2 teachers would say 3."""
    cells = [("a", "pupils", "special", P, 3), ("a", "teachers", "special", P, 2)]
    rows = suppress(with_derived(make_rows(cells), catalogue), catalogue)
    ratio = rows[(rows["indicator"] == "pupil_teacher_ratio") & (rows["education_level"] == "special")]
    assert len(ratio) == 1 and ratio["status"].iloc[0] == "suppressed" and np.isnan(ratio["value"].iloc[0])
