"""What a row's name is taken for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo.places import PlaceMatch
from indicators.vocabulary import PlaceKind
from language import using

TAIZHOU, ZHENJIANG, SHANGHAI = "321200", "321100", "310000"


def taken(match: PlaceMatch) -> tuple[str, str, str]:
    return match.kind.value, match.code, match.how


@pytest.mark.parametrize(
    ("text", "city_code", "code", "name", "how"),
    [
        ("海陵区", TAIZHOU, "321202", "海陵区", "exact"),
        ("海陵", TAIZHOU, "321202", "海陵区", "folded"),
        ("靖江", TAIZHOU, "321282", "靖江市", "folded"),
        ("泰州市海陵区", TAIZHOU, "321202", "海陵区", "folded"),
        ("泰州海陵区", TAIZHOU, "321202", "海陵区", "folded"),
        ("江苏省泰州市海陵区", TAIZHOU, "321202", "海陵区", "folded"),
        ("江苏省泰州市海陵区", None, "321202", "海陵区", "folded"),
        ("海 陵 区", TAIZHOU, "321202", "海陵区", "folded"),
        ("海陵区①", TAIZHOU, "321202", "海陵区", "folded"),
        ("海陵区*", TAIZHOU, "321202", "海陵区", "folded"),
        ("1.海陵区", TAIZHOU, "321202", "海陵区", "folded"),
        ("（一）海陵区", TAIZHOU, "321202", "海陵区", "folded"),
        ("海陵区教育局", TAIZHOU, "321202", "海陵区", "folded"),
        ("鼎  湖", "441200", "441203", "鼎湖区", "folded"),
        ("端　州", "441200", "441202", "端州区", "folded"),
        ("#端州", "441200", "441202", "端州区", "folded"),
        ("医药高新区(高港区)", TAIZHOU, "321203", "高港区", "alias"),
        ("医药高新区（高港区）", TAIZHOU, "321203", "高港区", "alias"),
        ("高港区（医药高新区）", TAIZHOU, "321203", "高港区", "alias"),
        ("崇川区（含原港闸区）", "320600", "320613", "崇川区", "alias"),
        ("鼓楼区", "320100", "320106", "鼓楼区", "exact"),
        ("鼓楼区", "410200", "410204", "鼓楼区", "exact"),
        ("福州市鼓楼区", None, "350102", "鼓楼区", "folded"),
        ("浦东新区", SHANGHAI, "310115", "浦东新区", "exact"),
        ("浦东", SHANGHAI, "310115", "浦东新区", "folded"),
        ("门源", "632200", "632221", "门源回族自治县", "folded"),
        ("城区", "140500", "140502", "城区", "exact"),
        ("大理市", "532900", "532901", "大理市", "exact"),
        ("济源市", "419001", "419001", "济源市", "exact"),
        ("高新区", "320500", "320505", "虎丘区", "alias"),
        ("其中：海陵区", TAIZHOU, "321202", "海陵区", "folded"),
        ("海陵區", TAIZHOU, "321202", "海陵区", "folded"),
        ("高港区(2021年起含医药高新区)", TAIZHOU, "321203", "高港区", "alias"),
        ("兴化市（县级市）", TAIZHOU, "321281", "兴化市", "alias"),
        ("宣化", "130700", "130705", "宣化区", "folded"),
    ],
)
def test_districts(text: str, city_code: str | None, code: str, name: str, how: str) -> None:
    match = geo.match_place(text, city_code)
    assert (match.kind, match.code, match.name, match.how) == (PlaceKind.DISTRICT, code, name, how)


@pytest.mark.parametrize(
    ("text", "city_code", "code", "name"),
    [
        ("镇江新区", ZHENJIANG, "321100-新区", "镇江新区"),
        ("新区", ZHENJIANG, "321100-新区", "镇江新区"),
        ("新区管委会", ZHENJIANG, "321100-新区", "镇江新区"),
        ("高新区", ZHENJIANG, "321100-高新区", "镇江高新区"),
        ("镇江高新技术产业开发区", ZHENJIANG, "321100-高新区", "镇江高新区"),
        ("医药高新区", TAIZHOU, "321200-医药高新区", "医药高新区"),
        ("经济技术开发区", "320400", "320400-经开区", "常州经开区"),
        ("常州经开区", "320400", "320400-经开区", "常州经开区"),
        ("溱湖旅游度假区", TAIZHOU, "321200-溱湖度假区", "溱湖度假区"),
        ("虎门", "441900", "441900-虎门镇", "虎门镇"),
        ("长安镇", "441900", "441900-长安镇", "长安镇"),
        ("广东省东莞市长安镇", "441900", "441900-长安镇", "长安镇"),
        ("泰州湾新区", TAIZHOU, "321200-泰州湾新区", "泰州湾新区"),
        ("泰州市溱湖风景区", TAIZHOU, "321200-溱湖风景区", "溱湖风景区"),
    ],
)
def test_zones_have_one_id_for_all_spellings(text: str, city_code: str, code: str, name: str) -> None:
    match = geo.match_place(text, city_code)
    assert (match.kind, match.code, match.name) == (PlaceKind.ZONE, code, name)


@pytest.mark.parametrize(
    "text", ["市直", "市直属", "市本级", "局直属", "直属学校", "市直学校", "市直（5所）", "市 直", "泰州市直", "泰州市教育局"]
)
def test_schools_of_the_city_itself(text: str) -> None:
    match = geo.match_place(text, TAIZHOU)
    assert (match.kind, match.code) == (PlaceKind.CITY_DIRECT, "321200-市直")


@pytest.mark.parametrize(
    "text",
    [
        "合计",
        "合 计",
        "总　计",
        "小计",
        "市区小计",
        "市区合计",
        "城区",
        "计",
        "等",
        "三区合计",
        "6个县区",
        "市区",
        "泰州市合计",
        "泰州市区",
    ],
)
def test_totals_carry_no_code(text: str) -> None:
    assert taken(geo.match_place(text, TAIZHOU))[:2] == ("aggregate", "")


@pytest.mark.parametrize("text", ["全市", "泰州市", "泰州"])
def test_the_citys_own_name_is_the_total_of_its_table(text: str) -> None:
    assert taken(geo.match_place(text, TAIZHOU))[:2] == ("aggregate", TAIZHOU)


def test_cities_of_a_wider_table() -> None:
    assert taken(geo.match_place("杭州市")) == ("city", "330100", "exact")
    assert taken(geo.match_place("丽水")) == ("city", "331100", "folded")
    assert taken(geo.match_place("杭州市", "330200")) == ("city", "330100", "exact")
    assert taken(geo.match_place("上海市")) == ("city", SHANGHAI, "exact")
    assert taken(geo.match_place("江苏省")) == ("aggregate", "320000", "exact")


@pytest.mark.parametrize(
    ("text", "city_code", "suggested"),
    [
        ("兴华市", TAIZHOU, "321281"),
        ("兴华", TAIZHOU, "321281"),
        ("句荣市", ZHENJIANG, "321183"),
        ("姜燕区", TAIZHOU, "321204"),
        ("海棱区", TAIZHOU, "321202"),
        ("泰港区", TAIZHOU, "321203"),  # ends like a zone
    ],
)
def test_slips_are_suggested_never_taken(text: str, city_code: str, suggested: str) -> None:
    match = geo.match_place(text, city_code)
    assert taken(match) == ("unknown", "", "suggested")
    assert match.suggestions[0].code == suggested


@pytest.mark.parametrize(
    "text",
    [
        "乙",
        "序号",
        "备注",
        "Vancouver",
        "注：以上为模拟数据",
        "甲区",
        "",
        "  ",
        "—",
        "/",
        "*",
        "12",
        "3.5%",
        "海陵区及高新区",
        "县（市、区）",
    ],
)
def test_what_is_no_place_stays_unknown(text: str) -> None:
    match = geo.match_place(text, TAIZHOU)
    assert (match.kind, match.code, match.how, match.suggestions) == (PlaceKind.UNKNOWN, "", "none", ())


def test_names_that_repeat_need_their_city() -> None:
    match = geo.match_place("鼓楼区")
    assert taken(match) == ("unknown", "", "suggested")
    assert [place.city_code for place in match.suggestions] == ["320100", "320300", "350100", "410200"]
    assert match.reason == "有 4 个同名区县"


def test_a_district_of_another_city_is_not_taken() -> None:
    match = geo.match_place("丹阳市", TAIZHOU)
    assert taken(match) == ("unknown", "", "suggested")
    assert match.reason == "“丹阳市”属于镇江市，不属于泰州市"


def test_a_part_of_a_district_is_not_the_district() -> None:
    match = geo.match_place("海陵区(民办)", TAIZHOU)
    assert taken(match) == ("unknown", "", "suggested")
    assert [place.code for place in match.suggestions] == ["321202"]


def test_a_bare_name_shared_by_a_city_and_its_seat_is_asked() -> None:
    match = geo.match_place("大理", "532900")
    assert taken(match) == ("unknown", "", "suggested")
    assert [place.name for place in match.suggestions] == ["大理市"]


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("闸北区", 2012, ("district", "310108", "exact")),
        ("闸北区", 2015, ("district", "310108", "exact")),
        ("闸北区", None, ("district", "310108", "exact")),
        ("闸北区", 2018, ("unknown", "", "suggested")),
        ("静安区", 2012, ("district", "310106", "exact")),
        ("静安区", 2017, ("district", "310106", "exact")),
        ("南汇区", 2008, ("district", "310119", "exact")),
        ("卢湾区", 2010, ("district", "310103", "exact")),
        ("崇明县", 2012, ("district", "310151", "exact")),
        ("崇明县", 2018, ("district", "310151", "alias")),
        ("崇明区", 2017, ("district", "310151", "exact")),
    ],
)
def test_names_by_year(text: str, year: int | None, expected: tuple[str, str, str]) -> None:
    assert taken(geo.match_place(text, SHANGHAI, year)) == expected


def test_a_unit_keeps_its_code_and_has_the_name_of_the_time() -> None:
    assert geo.match_place("崇明县", SHANGHAI, 2012).name == "崇明县"
    assert geo.match_place("崇明县", SHANGHAI, 2018).name == "崇明区"
    assert [place.name for place in geo.match_place("闸北区", SHANGHAI, 2018).suggestions] == ["静安区", "闸北区"]
    assert [geo.match_place(name, "440100", year).code for name, year in (("增城市", 2012), ("增城区", 2015))] == ["440118"] * 2


def test_reasons_in_english() -> None:
    with using("en"):
        assert geo.match_place("兴华市", TAIZHOU).reason == '泰州市 has no "兴华市"; the closest is 兴化市'
    assert geo.match_place("兴华市", TAIZHOU).reason == "泰州市没有“兴华市”，最接近的是兴化市"


def test_every_district_is_found_by_its_own_name_within_its_city() -> None:
    wrong = [
        (place.name, match.kind)
        for city in geo.cities()
        for place in geo.districts(city.code)
        if place.kind is PlaceKind.DISTRICT and (match := geo.match_place(place.name, city.code)).code != place.code
    ]
    assert wrong == []


def test_every_district_is_found_with_its_city_before_it() -> None:
    wrong = [
        (text, match.kind, match.name)
        for city in geo.cities()
        for place in geo.districts(city.code)
        for text in (f"{city.name}{place.name}", f"{city.province_name}{city.name}{place.name}")
        if place.code != city.code
        for known in (city.code, None)
        if (match := geo.match_place(text, known)).code != place.code
    ]
    assert wrong == []


def test_every_city_is_found_by_its_own_name() -> None:
    wrong = [city.name for city in geo.cities() if geo.match_place(city.name).code != city.code]
    assert wrong == []


def test_a_former_county_with_the_citys_name_is_meant_in_its_time_only() -> None:
    assert taken(geo.match_place("毕节市", "520500", 2010)) == ("district", "520502", "exact")
    assert taken(geo.match_place("毕节市", "520500", 2020)) == ("aggregate", "520500", "exact")
    assert taken(geo.match_place("毕节市", "520500")) == ("aggregate", "520500", "exact")
    assert taken(geo.match_place("毕节市")) == ("city", "520500", "exact")


@pytest.mark.parametrize(("text", "city_code"), [("市区", "410900"), ("郊区", "360100"), ("城区", "320900")])
def test_a_general_word_was_a_county_in_its_time_only(text: str, city_code: str) -> None:
    assert geo.match_place(text, city_code, 2000).kind is PlaceKind.DISTRICT
    assert geo.match_place(text, city_code, 2020).kind is PlaceKind.AGGREGATE
    assert geo.match_place(text, city_code).kind is PlaceKind.AGGREGATE
    assert geo.match_place(text).kind is PlaceKind.AGGREGATE


@given(
    st.text(max_size=30),
    st.sampled_from([None, TAIZHOU, SHANGHAI, "441900", "419001"]),
    st.sampled_from([None, 1999, 2012, 2024]),
)
def test_any_text_gets_an_answer(text: str, city_code: str | None, year: int | None) -> None:
    match = geo.match_place(text, city_code, year)
    assert isinstance(match.kind, PlaceKind)
    assert (match.kind is PlaceKind.UNKNOWN) == (match.how in ("suggested", "none"))
    assert bool(match.suggestions) == (match.how == "suggested")
    assert match.kind is not PlaceKind.DISTRICT or geo.place(match.code).name


@given(st.text("海陵区市县泰州高港医药新开发合计全直属()（）、 0１*①", max_size=12))
def test_any_near_miss_gets_an_answer(text: str) -> None:
    match = geo.match_place(text, TAIZHOU)
    assert (match.kind is PlaceKind.UNKNOWN) == (match.how in ("suggested", "none"))


def test_warm_lookups_are_fast() -> None:
    names = [place.name for place in geo.districts(SHANGHAI)]
    for name in names:
        geo.match_place(name, SHANGHAI)
    began = time.perf_counter()
    for _turn in range(100):
        for name in names:
            geo.match_place(name, SHANGHAI)
    assert (time.perf_counter() - began) / 1600 < 20e-6


def test_the_usual_short_form_of_an_autonomous_county_is_taken_within_its_city() -> None:
    found = geo.match_place("民和县", "630200")
    assert (found.code, found.name, found.how) == ("630222", "民和回族土族自治县", "folded")
    assert geo.match_place("鄂伦春旗", "150700").code == "150723"


def test_a_code_glued_to_a_name_is_no_part_of_it_and_must_be_its_own() -> None:
    for text in ("321202海陵区", "海陵区321202", "海陵区（321202）", "01 海陵区", "3-海陵区", "12 海陵区"):
        assert geo.match_place(text, "321200").code == "321202", text
    assert geo.match_place("6个县区", "321200").kind is PlaceKind.AGGREGATE
    torn = geo.match_place("321203海陵区", "321200")
    assert torn.kind is PlaceKind.UNKNOWN and {place.code for place in torn.suggestions} == {"321202", "321203"}


def test_a_total_that_leaves_something_out_is_not_the_citys_own_figure() -> None:
    assert geo.match_place("全市（含市直）", TAIZHOU).code == TAIZHOU
    for text in ("全市（不含市直）", "全市(除开发区)", "泰州市（不含泰兴）"):
        match = geo.match_place(text, TAIZHOU)
        assert (match.kind, match.code) == (PlaceKind.AGGREGATE, ""), text
