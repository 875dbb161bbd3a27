"""Units by declared rules only."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.units import conversion, convert, plain_unit


@pytest.mark.parametrize(
    ("stated", "wanted", "factor"),
    [
        ("", "人", 1),
        ("人", "人", 1),
        ("（人）", "人", 1),
        ("名", "人", 1),
        ("万人", "人", 10_000),
        ("千人", "人", 1_000),
        ("百人", "人", 100),
        ("人", "万人", Fraction(1, 10_000)),
        ("亿元", "万元", 10_000),
        ("万元", "元", 10_000),
        ("％", "%", 1),
        ("百分比", "%", 1),
        ("‰", "%", Fraction(1, 10)),
        ("个", "所", 1),
        ("所", "个", 1),
        ("个", "人", 1),
        ("万平方米", "m²", 10_000),
        ("公顷", "m²", 10_000),
        ("㎡", "平方米", 1),
    ],
)
def test_declared_rules(stated: str, wanted: str, factor: Fraction | int) -> None:
    assert conversion(stated, wanted) == factor


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("所", "人"),
        ("人", "个"),
        ("人", "所"),
        ("%", "人"),
        ("人", "%"),
        ("元", "人"),
        ("m²", "人"),
        ("班", "人"),
        ("元/生", "元"),
        ("人", ""),
        ("光年", "人"),
    ],
)
def test_anything_else_is_no_conversion(stated: str, wanted: str) -> None:
    assert conversion(stated, wanted) is None


@pytest.mark.parametrize(
    ("stated", "wanted"), [("元/生", "元"), ("平方米/生", "m²"), ("人/班", "人"), ("人", ""), ("间/百所", "间")]
)
def test_per_head_indicators_may_name_what_they_divide_by(stated: str, wanted: str) -> None:
    assert conversion(stated, wanted, per_head=True) == 1


def test_a_conversion_is_what_a_person_would_write() -> None:
    assert convert(59.0395, Fraction(10_000)) == 590_395.0
    assert convert(0.1, Fraction(10_000)) == 1_000.0
    assert convert(8.53, Fraction(1, 10)) == 0.853


@given(st.integers(min_value=0, max_value=10**9))
def test_there_and_back_again(people: int) -> None:
    in_myriads = convert(float(people), Fraction(1, 10_000))
    assert convert(in_myriads, Fraction(10_000)) == people


def test_spellings() -> None:
    assert plain_unit("单位：万人") == "万人"
    assert plain_unit("【㎡】") == "m²"
