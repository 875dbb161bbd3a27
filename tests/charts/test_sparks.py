"""Sparks: neighbouring years are joined, a missing year is a gap, the last value a dot, the target dashed."""

from __future__ import annotations

import base64
import re

from charts.sparks import spark_address, spark_svg
from charts.tokens import ACCENT, INK_3
from tests.charts.drawing import NAN


def test_a_missing_year_is_a_gap() -> None:
    svg = spark_svg([(2018, 1.0), (2019, 2.0), (2020, NAN), (2021, 3.0), (2022, 4.0)], target=5.0, description="升到 <4>")
    path = re.search(f'<path d="([^"]*)" fill="none" stroke="{ACCENT}"', svg)
    assert path is not None
    assert path.group(1).count("M") == 2
    assert f'stroke="{INK_3}"' in svg
    assert 'aria-label="升到 &lt;4&gt;"' in svg
    assert svg.count("<circle") == 1


def test_single_years_are_dots() -> None:
    svg = spark_svg([(2018, 1.0), (2019, NAN), (2020, 2.0)])
    assert svg.count("<circle") == 3
    assert "stroke-dasharray" not in svg


def test_nothing_reported_is_an_empty_picture() -> None:
    for points in ([], [(2018, NAN)]):
        assert "<path" not in spark_svg(points)
        assert "<circle" not in spark_svg(points)


def test_marks_stay_inside() -> None:
    svg = spark_svg([(2018, 5.0), (2024, 9.0)], target=7.0, width=100, height=30)
    heights = [float(number) for number in re.findall(r'cy="([0-9.]+)"', svg)]
    across = [float(number) for number in re.findall(r'cx="([0-9.]+)"', svg)]
    assert all(3.5 <= y <= 26.5 for y in heights)
    assert all(3.5 <= x <= 96.5 for x in across)


def test_an_address_holds_the_picture() -> None:
    svg = spark_svg([(2018, 5.0)])
    head, _comma, data = spark_address(svg).partition(",")
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode("utf-8") == svg
