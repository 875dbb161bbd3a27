"""Which city a workbook is about."""

from __future__ import annotations

import geo


def test_the_city_most_names_speak_for_comes_first() -> None:
    found = geo.propose_cities(["海陵区", "姜堰", "靖江市", "泰兴", "兴化市", "医药高新区(高港区)", "合计"])
    assert (found[0].city.code, found[0].matched, found[0].named, found[0].total) == ("321200", 6, 6, 6)
    assert len(found) == 1


def test_a_shared_name_speaks_for_each_of_its_cities() -> None:
    assert [(p.city.code, p.matched) for p in geo.propose_cities(["鼓楼区"])] == [
        ("410200", 1),
        ("320300", 1),
        ("320100", 1),
        ("350100", 1),
    ]
    assert geo.propose_cities(["鼓楼区", "玄武区", "秦淮区"])[0].city.code == "320100"


def test_former_names_and_prefixed_names_count() -> None:
    found = geo.propose_cities(["闸北区", "崇明县", "上海市黄浦区"])
    assert (found[0].city.code, found[0].matched) == ("310000", 3)


def test_no_county_no_city() -> None:
    assert geo.propose_cities(["Vancouver", "合计", "", "序号"]) == []
    assert geo.propose_cities(["市区", "郊区", "新区", "市直", "全市"]) == []
