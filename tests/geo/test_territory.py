"""Which units of an earlier year make up a unit of today, each against the change as it was approved."""

from __future__ import annotations

import pytest

from geo.territory import changes_between, parts_then, territory_breaks, territory_since


@pytest.mark.parametrize(
    ("code", "then", "now", "parts"),
    [
        ("310106", 2012, 2024, ("310106", "310108")),  # 闸北区 into 静安区, 2015
        ("310106", 2016, 2024, ("310106",)),
        ("310108", 2012, 2014, ("310108",)),  # 闸北区 itself, while it was there
        ("310151", 2012, 2024, ("310151",)),  # 崇明县 → 崇明区: a name
        ("310101", 1999, 2024, ("310101", "310102", "310103")),  # 南市区 (2000), 卢湾区 (2011) into 黄浦区
        ("120116", 2007, 2020, ("120107", "120108", "120109")),  # 塘沽, 汉沽, 大港 → 滨海新区, 2009
        ("320613", 2018, 2022, ("320613", "320611")),  # 崇川区 and 港闸区 → 崇川区 with a new code, 2020
        ("321203", 2020, 2022, ("321203", "321200-医药高新区")),  # together since 2021
        ("321202", 2018, 2022, None),  # part of 姜堰区 moved to 海陵区, 2019
        ("321204", 2018, 2022, None),
        ("130102", 2012, 2020, None),  # 桥东区 was shared out between 长安区 and 桥西区
    ],
)
def test_the_units_of_then_that_are_a_unit_of_now(code: str, then: int, now: int, parts: tuple[str, ...] | None) -> None:
    assert parts_then(code, then, now) == parts


def test_two_that_still_report_apart_are_not_taken_for_one() -> None:
    assert parts_then("321203", 2020, 2022, frozenset({"321203", "321200-医药高新区"})) is None
    assert parts_then("321203", 2020, 2022, frozenset({"321203", "321202"})) == ("321203", "321200-医药高新区")


def test_a_name_alone_breaks_no_line() -> None:
    assert [(change.code, change.first_year) for change in territory_breaks("321200")] == [
        ("321204", 2019), ("321202", 2019), ("321203", 2021), ("321200-医药高新区", 2021),
    ]  # fmt: skip
    assert territory_since("321200", 2024) == {
        "321204": 2019, "321202": 2019, "321203": 2021, "321200-医药高新区": 2021,
    }  # fmt: skip
    assert "321203" not in territory_since("321200", 2020)
    assert "310151" not in territory_since("310000", 2024)


def test_what_happened_in_between() -> None:
    assert changes_between("310106", 2012, 2024) == ("闸北区并入静安区（2015 年）",)
    assert changes_between("310106", 2016, 2024) == ()
