"""What follows from the figures of a city: sums, class-size measures, rates, city values, ranks, shares of a whole-city count."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.city_values import city_note, city_values
from indicators.class_sizes import average_bounds, count_between
from indicators.derived import with_derived
from language import using

P = "2023S"
NAN = float("nan")


def cell(rows: pd.DataFrame, place: str, indicator: str, level: str) -> pd.Series:
    found = rows[(rows["place_code"] == place) & (rows["indicator"] == indicator) & (rows["education_level"] == level)]
    assert len(found) == 1, found
    return found.iloc[0]


def city_row(rows: pd.DataFrame, indicator: str, catalogue, places=None) -> pd.Series:
    found = city_values(rows, catalogue, places)
    return found[found["indicator"] == indicator].iloc[0]


def test_a_rate_is_computed_where_nobody_reported_it(catalogue, make_rows) -> None:
    rows = with_derived(
        make_rows([("a", "group_member_schools", "primary", P, 23), ("a", "schools", "primary", P, 34)]), catalogue
    )
    found = cell(rows, "a", "group_coverage", "primary")
    assert (found["origin"], found["numerator"], found["denominator"]) == ("computed", 23, 34)
    assert found["value"] == pytest.approx(2300 / 34)


def test_a_reported_rate_stands_and_what_its_counts_say_stands_beside_it(catalogue, make_rows) -> None:
    cells = [
        ("a", "group_coverage", "primary", P, 70.0),
        ("a", "group_member_schools", "primary", P, 23),
        ("a", "schools", "primary", P, 34),
    ]
    found = cell(with_derived(make_rows(cells), catalogue), "a", "group_coverage", "primary")
    assert (found["origin"], found["value"]) == ("reported", 70.0)
    assert found["from_counts"] == pytest.approx(67.647, abs=0.001)


def test_a_cell_without_a_number_gives_way_to_a_computed_one_and_0_is_a_number(catalogue, make_rows) -> None:
    cells = [
        ("a", "large_class_share", "primary", P, None),
        ("a", "large_classes", "primary", P, 0),
        ("a", "classes", "primary", P, 50),
    ]
    found = cell(with_derived(make_rows(cells), catalogue), "a", "large_class_share", "primary")
    assert (found["origin"], found["value"], found["status"]) == ("computed", 0.0, "reported")


def test_no_rate_without_a_denominator(catalogue, make_rows) -> None:
    rows = with_derived(make_rows([("a", "large_classes", "primary", P, 0), ("a", "classes", "primary", P, 0)]), catalogue)
    assert rows[rows["indicator"] == "large_class_share"]["value"].isna().all()


def test_compulsory_is_primary_and_junior_only_when_both_are_there(catalogue, make_rows) -> None:
    cells = [
        ("a", "classes", "primary", P, 100),
        ("a", "classes", "junior", P, 50),
        ("a", "large_classes", "primary", P, 6),
        ("a", "large_classes", "junior", P, 3),
        ("b", "classes", "primary", P, 80),
    ]
    rows = with_derived(make_rows(cells), catalogue)
    assert cell(rows, "a", "large_class_share", "compulsory")["value"] == pytest.approx(6.0)
    assert rows[(rows["place_code"] == "b") & (rows["education_level"] == "compulsory")].empty


def test_parts_make_the_whole_that_nobody_reported(catalogue, make_rows) -> None:
    cells = [
        ("a", "public_pupils", "preschool", P, 600),
        ("a", "inclusive_private_pupils", "preschool", P, 200),
        ("a", "kindergarten_pupils", "preschool", P, 1000),
    ]
    assert cell(with_derived(make_rows(cells), catalogue), "a", "inclusive_coverage", "preschool")["value"] == pytest.approx(80.0)


def test_a_doubtful_count_makes_a_doubtful_rate(catalogue, make_rows) -> None:
    rows = make_rows([("a", "group_member_schools", "primary", P, 23), ("a", "schools", "primary", P, 34)])
    rows.loc[0, "status"] = "estimated"
    assert cell(with_derived(rows, catalogue), "a", "group_coverage", "primary")["status"] == "estimated"


def test_one_sheet_of_bins_yields_every_measure(catalogue, make_rows) -> None:
    """60 up to 45, 25 of 46–50, 9 of 51–55, 4 of 56–65, 2 of 66+: 6 % large, 2 % very large, 85 % (junior) within 50."""
    bins = {"size_le45": 60, "size_46_50": 25, "size_51_55": 9, "size_56_65": 4, "size_ge66": 2}
    cells = [
        ("a", "classes", level, P, count, "district", name) for level in ("primary", "junior") for name, count in bins.items()
    ]
    rows = with_derived(make_rows(cells), catalogue)
    whole = rows[rows["breakdown"] == ""]
    for level, within in (("primary", 60.0), ("junior", 85.0)):
        assert cell(whole, "a", "classes", level)["value"] == 100
        assert cell(whole, "a", "large_class_share", level)["value"] == pytest.approx(6.0)
        assert cell(whole, "a", "very_large_class_share", level)["value"] == pytest.approx(2.0)
        assert cell(whole, "a", "class_size_compliance", level)["value"] == pytest.approx(within)
    assert cell(whole, "a", "class_size_compliance", "compulsory")["value"] == pytest.approx(72.5)


def test_bins_that_straddle_the_limit_say_nothing_about_it() -> None:
    bins = {(0, 45): 60.0, (46, 55): 30.0, (56, 65): 4.0, (66, None): 2.0}
    assert count_between(bins, 0, 50) is None
    assert (count_between(bins, 0, 45), count_between(bins, 56, None), count_between(bins, 0, None)) == (60, 6, 96)
    assert count_between({**bins, (66, None): NAN}, 56, None) is None


def test_the_average_is_bounded_and_has_no_upper_bound_with_open_bins() -> None:
    """10 classes of 36–40 and 10 of 41–45: between 38.5 and 42.5; one class of 66+ leaves only the lower bound."""
    bins = {(0, 35): 0.0, (36, 40): 10.0, (41, 45): 10.0, (46, 65): 0.0, (66, None): 0.0}
    assert average_bounds(bins) == (Fraction(77, 2), Fraction(85, 2))
    low, high = average_bounds({**bins, (66, None): 1.0})
    assert (low, high) == (Fraction(770 + 66, 21), None)
    assert average_bounds({(0, 45): 5.0}) is None


def test_the_city_is_the_ratio_of_sums_not_the_mean_of_rates(catalogue, make_rows) -> None:
    """90 of 100 and 100 of 900: 19.0 %, where the mean of 90 % and 11.1 % would be 50.6 %."""
    cells = []
    for place, inclusive, all_ in (("a", 90, 100), ("b", 100, 900)):
        cells += [(place, "inclusive_pupils", "preschool", P, inclusive), (place, "kindergarten_pupils", "preschool", P, all_)]
    rows = with_derived(make_rows(cells), catalogue)
    found = city_row(rows, "inclusive_coverage", catalogue)
    assert (found["method"], found["value"], found["covered"]) == ("ratio_of_sums", 19.0, 2)
    assert found["simple_mean"] == pytest.approx(50.556, abs=0.001)
    assert city_note(found, catalogue.indicators["inclusive_coverage"]) == "全市为各区县合计：190 ÷ 1,000 = 19.0%"


def test_a_missing_district_is_counted_and_schools_of_the_city_add_in(catalogue, make_rows) -> None:
    cells = []
    for place, kind in (("a", "district"), ("b", "zone"), ("m", "city_direct")):
        cells += [(place, "large_classes", "primary", P, 5, kind), (place, "classes", "primary", P, 100, kind)]
    rows = with_derived(make_rows([*cells, ("c", "classes", "primary", P, None)]), catalogue)
    found = city_row(rows, "large_class_share", catalogue, places=["a", "b", "c"])
    assert (found["numerator"], found["denominator"], found["covered"], found["expected"]) == (15, 300, 2, 3)
    note = city_note(found, catalogue.indicators["large_class_share"])
    assert note == "全市为 2 / 3 个区县（含市直）合计：15 ÷ 300 = 5.0%"
    with using("en"):
        said = city_note(found, catalogue.indicators["large_class_share"])
        assert said == "City: 2 of 3 districts (with the city's own schools) together: 15 ÷ 300 = 5.0%"


def test_without_counts_the_reported_city_value_stands_before_the_simple_mean(catalogue, make_rows) -> None:
    cells = [("a", "retention_rate", "junior", P, 99.0), ("b", "retention_rate", "junior", P, 97.0)]
    rows = with_derived(make_rows(cells), catalogue)
    assert tuple(city_row(rows, "retention_rate", catalogue)[["method", "value"]]) == ("simple_mean", 98.0)
    rows = with_derived(make_rows([*cells, ("city", "retention_rate", "junior", P, 98.6, "city")]), catalogue)
    found = city_row(rows, "retention_rate", catalogue)
    assert (found["method"], found["value"], found["covered"]) == ("reported", 98.6, 2)
    assert city_note(found, catalogue.indicators["retention_rate"]) == "全市为上报全市值"


def test_a_partial_sum_gives_way_to_a_reported_total(catalogue, make_rows) -> None:
    cells = [
        ("a", "schools", "primary", P, 40),
        ("b", "schools", "primary", P, None),
        ("city", "schools", "primary", P, 95, "city"),
    ]
    found = city_row(with_derived(make_rows(cells), catalogue), "schools", catalogue, ["a", "b"])
    assert (found["method"], found["value"]) == ("reported", 95)
    found = city_row(with_derived(make_rows(cells[:2]), catalogue), "schools", catalogue, ["a", "b"])
    assert (found["method"], found["value"], found["covered"]) == ("sum", 40, 1)
    assert city_note(found, catalogue.indicators["schools"]) == "全市为 1 / 2 个区县之和"


def test_a_reported_total_that_leaves_a_district_out_is_not_the_whole_city(catalogue, make_rows) -> None:
    """A sheet's 合计 row over the five that sent figures is their sum, not a figure for six."""
    cells = [
        ("a", "schools", "primary", P, 40),
        ("b", "schools", "primary", P, None),
        ("city", "schools", "primary", P, 40, "city"),
    ]
    found = city_row(with_derived(make_rows(cells), catalogue), "schools", catalogue, ["a", "b"])
    assert (found["method"], found["covered"], found["expected"]) == ("sum", 1, 2)


def test_a_rate_of_nobody_is_no_missing_report(catalogue, make_rows) -> None:
    """0 of 0 children: no value, and not 未报送; a zone without kindergartens is 不适用."""
    cells = [("a", "inclusive_pupils", "preschool", P, 0), ("a", "kindergarten_pupils", "preschool", P, 0)]
    others = [("b", "inclusive_pupils", "preschool", P, 80), ("b", "kindergarten_pupils", "preschool", P, 100)]
    rows = with_derived(make_rows([*cells, *others, ("c", "inclusive_pupils", "preschool", P, 5)]), catalogue)
    rates = rows[rows["indicator"] == "inclusive_coverage"].set_index("place_code")
    assert np.isnan(rates.loc["a", "value"]) and rates.loc["a", "status"] == "not_applicable"
    assert rates.loc["b", "value"] == 80 and "c" not in rates.index
    found = city_row(rows, "inclusive_coverage", catalogue)
    assert (found["value"], found["covered"], found["expected"]) == (80, 1, 3)


def test_the_citys_own_schools_add_in_and_it_is_said(catalogue, make_rows) -> None:
    """(190 + 96) ÷ (1,000 + 96) = 26.09 %: no sum of the districts gives it, so the sentence names 市直."""
    cells = [("a", "sen_enrolled", "special", P, 190), ("a", "sen_children", "special", P, 1000)]
    direct = [("c", "sen_enrolled", "special", P, 96, "city_direct"), ("c", "sen_children", "special", P, 96, "city_direct")]
    known = catalogue.indicators["sen_enrolment_rate"]
    found = city_row(with_derived(make_rows([*cells, *direct]), catalogue), "sen_enrolment_rate", catalogue)
    assert (found["covered"], found["expected"], bool(found["direct"])) == (1, 1, True)
    assert city_note(found, known) == "全市为各区县（含市直）合计：286 ÷ 1,096 = 26.1%"
    alone = city_row(with_derived(make_rows(cells), catalogue), "sen_enrolment_rate", catalogue)
    assert not alone["direct"] and city_note(alone, known) == "全市为各区县合计：190 ÷ 1,000 = 19.0%"


def test_no_mean_of_coefficients_of_variation(catalogue, make_rows) -> None:
    rows = with_derived(make_rows([("a", "cv_teaching_area_per_pupil", "primary", P, 0.4)]), catalogue)
    assert city_row(rows, "cv_teaching_area_per_pupil", catalogue)["method"] == "none"


counts = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=8)


@given(counts)
def test_the_citys_rate_lies_between_the_least_and_the_greatest(pairs: list[tuple[int, int]]) -> None:
    catalogue = load_catalogue()
    rows = with_derived(_rate_rows(pairs), catalogue)
    found = city_row(rows, "large_class_share", catalogue)
    rates = rows.loc[rows["indicator"] == "large_class_share", "value"]
    assert rates.min() - 1e-9 <= found["value"] <= rates.max() + 1e-9


@given(counts)
def test_a_district_without_data_changes_nothing_but_the_coverage(pairs: list[tuple[int, int]]) -> None:
    catalogue = load_catalogue()
    rows = _rate_rows(pairs)
    empty = rows.iloc[:1].assign(place_code="none", value=NAN, status="not_reported")
    before = city_row(with_derived(rows, catalogue), "large_class_share", catalogue)
    after = city_row(with_derived(pd.concat([rows, empty], ignore_index=True), catalogue), "large_class_share", catalogue)
    assert (before["value"], before["covered"], before["expected"] + 1) == (after["value"], after["covered"], after["expected"])


def _rate_rows(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    cells = []
    for place, (large, more) in enumerate(pairs):
        cells += [(str(place), "large_classes", large), (str(place), "classes", large + more)]
    frame = pd.DataFrame(cells, columns=["place_code", "indicator", "value"]).astype({"value": float})
    return frame.assign(
        place_name=frame["place_code"],
        place_kind="district",
        education_level="primary",
        breakdown="",
        period_key=P,
        status="reported",
    )


def test_a_city_of_16_districts_is_computed_in_one_pass(catalogue) -> None:
    years, places = [f"{year}S" for year in range(2015, 2025)], [str(code) for code in range(16)]
    index = pd.MultiIndex.from_product(
        [places, years, ["large_classes", "classes"]], names=["place_code", "period_key", "indicator"]
    )
    frame = index.to_frame(index=False).assign(
        value=np.tile([3.0, 100.0], 160), place_kind="district", education_level="junior", breakdown="", status="reported"
    )
    found = city_values(with_derived(frame, catalogue), catalogue)
    shares = found[found["indicator"] == "large_class_share"]
    assert len(shares) == 10 and set(shares["value"]) == {3.0} and set(shares["covered"]) == {16}
