"""Sums and 校际差异系数 from figures of single schools, against hand calculations and the published example."""

import math

import pandas as pd

from indicators.catalogue import load_catalogue
from indicators.equity import PUBLISHED_BOOKS, PUBLISHED_PUPILS, Refusal
from indicators.schools import SCHOOL_COLUMNS, SchoolKind, district_sums, school_variations


def rows(*schools: tuple[str, SchoolKind, str, str, float]) -> pd.DataFrame:
    """(school, kind, indicator, level, value), all in one district and year."""
    return pd.DataFrame(
        [
            dict.fromkeys(SCHOOL_COLUMNS, "")
            | {"school": school, "kind": kind, "indicator": indicator, "education_level": level, "value": value}
            | {"place_code": "321202", "period_key": "2023S"}
            for school, kind, indicator, level, value in schools
        ]
    )


def test_the_published_example_as_a_list_of_schools() -> None:
    list_ = [
        row
        for number, (books, pupils) in enumerate(zip(PUBLISHED_BOOKS, PUBLISHED_PUPILS, strict=True))
        for row in (
            (f"学校{number}", SchoolKind.PRIMARY, "pupils", "primary", pupils),
            (f"学校{number}", SchoolKind.PRIMARY, "teaching_area", "primary", books),
        )
    ]
    found = school_variations(rows(*list_), "teaching_area", "primary")
    assert round(found["321202", "2023S"].value or 0, 3) == 0.515


def test_a_nine_year_school_shares_its_area_out_by_weighted_pupils() -> None:
    figures = rows(
        ("一小", SchoolKind.PRIMARY, "pupils", "primary", 100),
        ("一小", SchoolKind.PRIMARY, "teaching_area", "primary", 500),
        ("九年制", SchoolKind.NINE_YEAR, "pupils", "primary", 100),
        ("九年制", SchoolKind.NINE_YEAR, "pupils", "junior", 100),
        ("九年制", SchoolKind.NINE_YEAR, "teaching_area", "compulsory", 2100),
    )
    # 2100 m² in the ratio 100 × 1 : 100 × 1.1 → 1000 and 1100; primary: 5 and 10 m² a pupil, X̄ 7.5, S 2.5, CV 1/3
    found = school_variations(figures, "teaching_area", "primary")["321202", "2023S"]
    assert math.isclose(found.value or 0, 1 / 3)


def test_a_school_without_its_number_leaves_the_district_without_a_figure() -> None:
    figures = rows(
        ("一小", SchoolKind.PRIMARY, "pupils", "primary", 100),
        ("一小", SchoolKind.PRIMARY, "teaching_area", "primary", 500),
        ("二小", SchoolKind.PRIMARY, "pupils", "primary", 100),
        ("二小", SchoolKind.PRIMARY, "teaching_area", "primary", math.nan),
    )
    assert school_variations(figures, "teaching_area", "primary")["321202", "2023S"].refusal is Refusal.TOO_FEW
    sums = district_sums(figures, load_catalogue()).set_index("indicator")
    assert sums.loc["pupils", "value"] == 200 and sums.loc["pupils", "schools"] == 2
    assert math.isnan(sums.loc["teaching_area", "value"]) and not sums.loc["teaching_area", "complete"]


def test_a_nine_year_school_leaves_primary_open_and_goes_into_compulsory() -> None:
    figures = rows(
        ("一小", SchoolKind.PRIMARY, "classes", "primary", 20),
        ("一中", SchoolKind.JUNIOR, "classes", "junior", 15),
        ("九年制", SchoolKind.NINE_YEAR, "classes", "compulsory", 30),
    )
    found = district_sums(figures, load_catalogue())
    assert [(row.education_level, row.value, row.schools) for row in found.itertuples()] == [("compulsory", 65, 3)]


def test_a_list_of_primary_schools_says_nothing_of_compulsory_education() -> None:
    figures = rows(("一小", SchoolKind.PRIMARY, "classes", "primary", 20), ("二小", SchoolKind.PRIMARY, "classes", "primary", 22))
    found = district_sums(figures, load_catalogue())
    assert [(row.education_level, row.value) for row in found.itertuples()] == [("primary", 42)]
