"""What became of counties, and where a line needs a mark."""

from __future__ import annotations

import pytest

import geo
from geo.changes import changes, former_places, last_code
from geo.register import register
from language import using


@pytest.mark.parametrize(
    ("code", "heirs"),
    [
        ("310108", ("310106",)),  # 闸北区 → 静安区
        ("310103", ("310101",)),  # 卢湾区 → 黄浦区
        ("310119", ("310115",)),  # 南汇区 → 浦东新区
        ("310230", ("310151",)),  # 崇明县 → 崇明区
        ("440116", ("440112",)),  # 萝岗区 → 黄埔区
        ("440183", ("440118",)),
        ("320611", ("320613",)),  # 港闸区 → 崇川区
        ("320602", ("320613",)),  # 崇川区 under its old code
        ("321284", ("321204",)),
        ("450127", ("450181",)),  # 横县 → 横州市
        ("330103", ("330105",)),
        ("330104", ("330102", "330114")),  # 江干区 → 上城区, 钱塘区
        ("220381", ("220184",)),  # 公主岭市 from 四平 to 长春
        ("371202", ("370116",)),  # 莱城区 → 济南's 莱芜区
        ("341422", ("340281",)),  # 无为县 of 巢湖, then of 芜湖, then 无为市
        ("500112", ("500157", "500109")),  # 渝北区 → 两江新区, its north to 北碚区
        ("500000-万盛区", ("500110",)),
        ("321202", ()),
    ],
)
def test_successors(code: str, heirs: tuple[str, ...]) -> None:
    assert geo.successors(code) == heirs


def test_breaks_of_shanghai_since_2010() -> None:
    found = [(b.code, b.year, b.first_year, b.text) for b in geo.breaks("310000") if b.year > 2010]
    assert found == [
        ("310103", 2011, 2011, "卢湾区并入黄浦区（2011 年）"),
        ("310101", 2011, 2011, "卢湾区并入黄浦区（2011 年）"),
        ("310108", 2015, 2016, "闸北区并入静安区（2015 年）"),
        ("310106", 2015, 2016, "闸北区并入静安区（2015 年）"),
        ("310151", 2016, 2016, "崇明县改为崇明区（2016 年）"),
    ]


def test_breaks_in_english() -> None:
    with using("en"):
        texts = [b.text for b in geo.breaks("310000") if b.code == "310106"]
        assert texts == ["Zhabei District became part of Jing'an District (2015)"]


def test_reporting_together_is_a_break_for_the_district_and_the_zone() -> None:
    found = [(b.code, b.first_year) for b in geo.breaks("321200") if b.year == 2021]
    assert found == [("321203", 2021), ("321200-医药高新区", 2021)]


def test_a_change_in_autumn_shows_in_the_next_school_year() -> None:
    by_name = {change.old[0][1]: change for change in changes()}
    assert (by_name["闸北区"].year, by_name["闸北区"].first_year) == (2015, 2016)
    assert (by_name["崇明县"].year, by_name["崇明县"].first_year) == (2016, 2016)


def test_every_change_leads_to_a_unit_of_today() -> None:
    today = {place.code for place in register().places.values() if place.last_year is None}
    lost = {
        f"{code} {name}"
        for change in changes()
        for code, name in change.old
        if change.kind != "together" and code not in today and not set(geo.successors(code)) <= today
    }
    assert lost == set()
    assert all(geo.successors(place.code) for place in former_places())


def test_names_after_a_change_are_those_of_the_register_or_changed_again() -> None:
    """A slip in a code would name another county."""
    again = {unit for change in changes() for unit in change.old}
    wrong = {
        f"{code} {name}: {register().places[code].name}"
        for change in changes()
        for code, name in change.new
        if code in register().places and (code, name) not in again and register().places[code].name != name
    }
    assert wrong == set()


def test_changes_belong_to_their_city() -> None:
    assert all(change.city_code in register().cities for change in changes())
    strays = {code for change in changes() for code, _n in change.new if geo.place(last_code(code)).city_code != change.city_code}
    assert strays == set()


def test_a_county_that_went_to_another_city_is_in_one_at_a_time() -> None:
    siping, changchun = "220300", "220100"
    for year, at_home, away in ((2019, siping, changchun), (2020, changchun, siping)):
        assert "公主岭市" in [place.name for place in geo.districts(at_home, year)]
        assert "公主岭市" not in [place.name for place in geo.districts(away, year)]
    assert [b.text for b in geo.breaks("220300") if b.year == 2020] == ["公主岭市改由另一个市管辖（2020 年）"]
    assert [b.code for b in geo.breaks("220100") if b.year == 2020] == ["220184"]
    assert geo.match_place("公主岭市", "220300", 2019).code == "220381"
    assert geo.match_place("公主岭市", "220100").code == "220184"


def test_unverified_changes_say_so() -> None:
    assert sum(not change.verified for change in changes()) > 0
    assert next(b.verified for b in geo.breaks("310000") if b.code == "310151")
