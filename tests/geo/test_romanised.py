"""English names of places: the official spelling, the exceptions, and that no two places of a city share a label."""

from __future__ import annotations

from collections import Counter

import pytest

import geo
from geo.labels import english_label, english_names, in_both, shown
from geo.register import register
from geo.romanised import long_form, readings, short_form, spelled
from language import using


@pytest.mark.parametrize(
    ("name", "short", "long"),
    [
        ("海陵区", "Hailing", "Hailing District"),
        ("兴化市", "Xinghua", "Xinghua City"),
        ("理县", "Lixian", "Lixian County"),
        ("城区", "Chengqu", "Chengqu District"),
        ("门源回族自治县", "Menyuan", "Menyuan Hui Autonomous County"),
        ("积石山保安族东乡族撒拉族自治县", "Jishishan", "Jishishan Bonan, Dongxiang and Salar Autonomous County"),
        ("和布克赛尔蒙古自治县", "Hebukesai'er", "Hebukesai'er Mongol Autonomous County"),
        ("浦东新区", "Pudong New Area", "Pudong New Area"),
        ("清新区", "Qingxin", "Qingxin District"),
        ("长安镇", "Chang'an", "Chang'an Town"),
        ("镇江经济技术开发区", "Zhenjiang Economic Development Zone", "Zhenjiang Economic Development Zone"),
        ("泰州市（模拟）", "Taizhou (simulated)", "Taizhou City (simulated)"),
        ("内蒙古自治区", "Inner Mongolia", "Inner Mongolia"),
        ("锡林郭勒盟", "Xilingol", "Xilingol League"),
        ("Hailing", "Hailing", "Hailing"),
        ("", "", ""),
    ],
)
def test_short_and_long_forms(name: str, short: str, long: str) -> None:
    assert (short_form(name), long_form(name)) == (short, long)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("重庆", "Chongqing"), ("陕西", "Shaanxi"), ("山西", "Shanxi"), ("厦门", "Xiamen"), ("六安", "Lu'an"), ("六合", "Luhe"),
        ("六盘水", "Liupanshui"), ("蚌埠", "Bengbu"), ("蚌山", "Bangshan"), ("东阿", "Dong'e"), ("阿拉善左", "Alxazuo"),
        ("乐亭", "Laoting"), ("乐清", "Yueqing"), ("乐山", "Leshan"), ("长子", "Zhangzi"), ("长垣", "Changyuan"),
        ("朝阳", "Chaoyang"), ("西安", "Xi'an"), ("普洱", "Pu'er"), ("吕梁", "Lüliang"), ("丰都", "Fengdu"), ("什邡", "Shifang"),
        ("佛冈", "Fogang"), ("番禺", "Panyu"), ("洪洞", "Hongtong"),
        ("洞头", "Dongtou"), ("铅山", "Yanshan"), ("台儿庄", "Tai'erzhuang"),
        ("浚县", "Xunxian"), ("单县", "Shanxian"), ("珲春", "Hunchun"), ("犍为", "Qianwei"), ("闵行", "Minhang"),
        ("盱眙", "Xuyi"),
    ],
)  # fmt: skip
def test_readings_that_a_table_of_characters_gets_wrong(name: str, said: str) -> None:
    assert spelled(name) == said


def test_every_place_of_the_register_has_an_english_name() -> None:
    known = register()
    names = {place.name for place in known.places.values()} | {city.name for city in known.cities.values()}
    assert [name for name in names if any("\u3400" <= sign <= "\u9fff" for sign in short_form(name) + long_form(name))] == []


def test_syllables_are_those_of_the_alphabet() -> None:
    # The table of 1958: an initial or none, then a final; 400-odd syllables
    assert 395 <= len(set(readings().values())) <= 415
    assert all(syllable.replace("ü", "u").isalpha() and syllable.islower() for syllable in readings().values())
    assert len(readings()) >= 6763


def test_no_two_places_of_a_city_share_a_label() -> None:
    for code, places in register().by_city.items():
        counted = Counter(english_label(place.code, place.name) for place in places if place.last_year is None)
        assert [label for label, times in counted.items() if times > 1] == [], code


def test_a_county_called_like_its_city_or_its_neighbour_is_written_whole() -> None:
    assert english_label("430121", "长沙县") == "Changsha County"
    assert english_label("654021", "伊宁县") == "Yining County"
    assert english_label("430102", "芙蓉区") == "Furong"
    assert english_label("430100", "长沙市") == "Changsha"


def test_names_stay_chinese_in_chinese() -> None:
    assert shown("321202", "海陵区") == "海陵区"
    with using("en"):
        assert shown("321202", "海陵区") == "Hailing"
        assert in_both("海陵区") == "Hailing District 海陵区"
        assert shown("321200-市直", "市直") == "City-run schools"


@pytest.mark.parametrize("written", ["Hailing", "hailing district", "Hailing District"])
def test_an_english_workbook_of_ours_is_read_back(written: str) -> None:
    match = geo.match_place(written, "321200")
    assert (match.code, match.name) == ("321202", "海陵区")


def test_every_english_name_is_read_back_or_left_to_a_person() -> None:
    for code in ("430100", "654000", "110000", "500000"):
        for place in geo.districts(code):
            for name in english_names(place.code, place.name):
                assert geo.match_place(name, code).code in (place.code, "", code)
            assert geo.match_place(english_label(place.code, place.name), code).code == place.code


def test_a_character_without_a_reading_leaves_the_word_chinese() -> None:
    assert spelled("𠮷野") == "𠮷野"


@pytest.mark.parametrize(
    ("code", "whole"), [
        ("321200", "city"), ("110000", "city"), ("429004", "city"), ("622900", "prefecture"), ("654200", "area"),
        ("152900", "league"), ("469025", "county"), ("429021", "forestry"),
        ("320000", "province"), ("650000", "region"), ("000000", "nation"),
    ],
)  # fmt: skip
def test_what_the_districts_are_together(code: str, whole: str) -> None:
    assert geo.whole_of(code) == whole
    assert geo.whole_of(f"{code}-sample") == whole
