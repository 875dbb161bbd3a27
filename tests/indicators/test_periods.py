"""Periods in every spelling, what only looks like one, and labels that read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.periods import PeriodNote, label, label_of_key, long_label, parse_periods, period_of_number, range_label
from indicators.vocabulary import Period, PeriodKind
from language import using

CERTAIN = [
    ("2023-2024学年", "2023S"),
    ("2023—2024学年度", "2023S"),
    ("2023至2024学年度", "2023S"),
    ("2023～2024学年", "2023S"),
    ("2023一2024学年", "2023S"),
    ("２０２３－２０２４学年", "2023S"),
    ("2023 - 2024 学年 度", "2023S"),
    ("2022-2023年度", "2022S"),
    ("2023学年", "2023S"),
    ("2023/2024", "2023S"),
    ("2021/22", "2021S"),
    ("2021-22", "2021S"),
    ("1999/00", "1999S"),
    ("201920", "2019S"),
    ("2023年秋季", "2023S"),
    ("2023秋", "2023S"),
    ("2024年春季", "2023S"),
    ("2023年", "2023C"),
    ("2023年度", "2023C"),
    ("2017 年", "2017C"),
    ("二○二三年", "2023C"),
    ("二零二三年", "2023C"),
    ("二〇二三—二〇二四学年", "2023S"),
    ("截至2023年9月", "2023S"),
    ("截至2023年9月30日", "2023S"),
    ("数据截止：2023年9月30日", "2023S"),
    ("截至二○二三年九月底", "2023S"),
    ("截至2023年6月底", "2022S"),
    ("截至2024年8月31日", "2023S"),
    ("台账（截至2023年12月底）", "2023S"),
    ("截止2023.10.31", "2023S"),
    ("民国98学年度", "2009S"),
    ("民國86學年度", "1997S"),
    ("98學年度", "2009S"),
    ("民国二十年", None),
    ("令和5年度", "2023S"),
    ("令和5年", "2023C"),
    ("平成元年", "1989C"),
    ("昭和60年", "1985C"),
    ("泰州市义务教育集团化办学情况统计表（2023-2024学年）", "2023S"),
    ("镇江市2023年秋季中小学班额导出", "2023S"),
    ("Outturn data 202122", "2021S"),
    ("cwsn_2018-19_a", "2018S"),
    ("2023学年第二学期", "2023S"),
]

DOUBTFUL = [
    ("2023", "2023C", PeriodNote.BARE),
    ("2008.0", "2008C", PeriodNote.BARE),
    ("二〇二三", "2023C", PeriodNote.BARE),
    ("2021人数", "2021C", PeriodNote.BARE),
    ("八六", "1997S", PeriodNote.ERA_BARE),
    ("一一○", "2021S", PeriodNote.ERA_BARE),
    ("2023上学期", "2023S", PeriodNote.TERM),
    ("2023-09", "2023S", PeriodNote.MONTH),
    ("2023年6月", "2022S", PeriodNote.MONTH),
    ("推进情况20230930", "2023S", PeriodNote.DATE),
    ("2024年1月8日", "2023S", PeriodNote.DATE),
    ("2023年上半年", "2023C", PeriodNote.PART),
    ("18-19学年", "2018S", PeriodNote.TWO_DIGIT),
    ("23学年", "2023S", PeriodNote.TWO_DIGIT),
]

NONE = [
    "",
    "填报日期：2024年1月8日",
    "填报日期 2024年1月8日",
    "报送日期:2024-01-08",
    "打印日期 2024/1/8",
    "2024年1月8日填报",
    "教督〔2020〕1号",
    "国办发[2021]60号",
    "苏教基（2022）12号",
    "联系电话：0523-86882023",
    "13912342023",
    "10月15日前报送",
    "2024年1月15日前报送",
    "2025年目标",
    "2023人",
    "12.2023",
    "321202",
    "C2013",
    "2023级",
    "1222",
    "十二",
    "班级总数",
]


@pytest.mark.parametrize(("text", "key"), [case for case in CERTAIN if case[1]])
def test_a_spelling_names_one_certain_period(text: str, key: str) -> None:
    found = parse_periods(text)
    assert [(item.period.key, item.certain) for item in found] == [(key, True)]
    assert text[found[0].start : found[0].end] == found[0].text


@pytest.mark.parametrize(("text", "key", "note"), DOUBTFUL)
def test_a_doubtful_spelling_says_so(text: str, key: str, note: PeriodNote) -> None:
    assert [(item.period.key, item.note, item.certain) for item in parse_periods(text)] == [(key, note, False)]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_period_is_left_out(text: str) -> None:
    assert parse_periods(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021—2023学年", "2021S", "2023S"),
        ("2021学年至2023学年", "2021S", "2023S"),
        ("2021-2022学年至2023-2024学年", "2021S", "2023S"),
        ("2018/19–2024/25", "2018S", "2024S"),
        ("各市就业人员数（2008-2023年）", "2008C", "2023C"),
        ("学前教育指标明细_泰州_2021-2023", "2021C", "2023C"),
        ("2022-2023年", "2022C", "2023C"),
    ],
)
def test_a_range_of_years_is_one_finding_marked_as_range(text: str, first: str, last: str) -> None:
    (found,) = parse_periods(text)
    assert (found.period.key, found.until and found.until.key, found.note) == (first, last, PeriodNote.RANGE)


def test_a_title_with_period_and_date_of_filling_in_gives_the_period_only() -> None:
    found = parse_periods("2023-2024学年  填报单位：泰州市教育局  填报日期：2024年1月8日  教督〔2020〕1号")
    assert [item.period.key for item in found] == ["2023S"]


def test_two_years_side_by_side_are_two_periods() -> None:
    assert [item.period.key for item in parse_periods("2022 学年 2023 学年")] == ["2022S", "2023S"]


def test_a_number_cell_is_a_year_only_between_1949_and_2100() -> None:
    assert period_of_number(2008.0) == Period(2008, PeriodKind.CALENDAR_YEAR)
    assert [period_of_number(value) for value in (2008.5, 1200, 1e20, float("nan"), float("inf"))] == [None] * 5


def test_labels_in_both_languages() -> None:
    school, calendar = Period(2024), Period(2024, PeriodKind.CALENDAR_YEAR)
    assert [label(school), label(calendar), long_label(school)] == ["2024 学年", "2024 年", "2024—2025 学年"]
    assert range_label(Period(2018), school) == "2018–2024 学年"
    with using("en"):
        assert [label(school), label(calendar), long_label(school)] == ["2024/25", "2024", "2024/2025 school year"]
        assert [range_label(Period(2018), school), label_of_key("1999S")] == ["2018/19–2024/25", "1999/00"]


years = st.integers(1950, 2098)


@given(years, st.sampled_from(list(PeriodKind)), st.sampled_from(["zh", "en"]))
def test_a_label_reads_back_as_its_period(year: int, kind: PeriodKind, language: str) -> None:
    with using(language):
        assert [item.period for item in parse_periods(label(Period(year, kind)))] == [Period(year, kind)]
        assert parse_periods(long_label(Period(year, kind)))[0].period == Period(year, kind)


signs = "0123456789年学學度至到-—～/.〔〕号月日秋春季截止民国令和一二〇○九十 上下期"


@given(st.text(alphabet=signs, max_size=40) | st.text(max_size=60))
def test_any_text_is_read_without_an_error_and_every_place_is_in_the_text(text: str) -> None:
    for item in parse_periods(text):
        assert 0 <= item.start < item.end <= len(text)
        assert item.text == text[item.start : item.end]
        assert item.until is None or item.until.start_year > item.period.start_year
