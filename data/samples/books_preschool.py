"""The workbooks on kindergartens: a long list for the years until 2021, a table with three rows of headings since."""

from __future__ import annotations

from books import NOT_REPORTED, NOTE, TITLE, rate, school_year, total
from cast import CITY, XINGHUA, YEARS, places_in, shown_name
from sheets import Cell, Sheet
from story import Story

_PRESCHOOL_LONG = (
    ("幼儿园数", "kindergartens", "所"),
    ("普惠性幼儿园数", "inclusive_kindergartens", "所"),
    ("公办园数", "public_kindergartens", "所"),
    ("在园幼儿数", "kindergarten_pupils", "人"),
    ("普惠性幼儿园在园幼儿数", "inclusive_pupils", "人"),
    ("公办园在园幼儿数", "public_pupils", "人"),
    ("3-5周岁人口", "population_3_5", "人"),
    ("幼儿园专任教师数", "kindergarten_teachers", "人"),
    ("省优质幼儿园数", "provincial_quality_kindergartens", "所"),
)
_PRESCHOOL_RATES = (
    ("普惠性幼儿园覆盖率", "inclusive_coverage", "inclusive_pupils", "kindergarten_pupils"),
    ("公办园在园幼儿占比", "public_share", "public_pupils", "kindergarten_pupils"),
    ("学前三年毛入园率", "preschool_gross_enrolment", "kindergarten_pupils", "population_3_5"),
)


def preschool_long(story: Story) -> list[Sheet]:
    """学前教育 2018–2021: one figure a row, as an information system exports it."""
    sheet = Sheet("03 学前教育指标明细_泰州（模拟）_2018-2021")
    sheet.write(1, 1, "序号", "学年", "设区市", "县（市、区）", "指标名称", "指标值", "计量单位", "备注")
    row = 1
    for year in (year for year in YEARS if year <= 2021):
        for place in places_in(year):
            figures: list[tuple[str, str, str, float]] = [
                (name, indicator, unit, story.count(place, year, indicator, "preschool"))
                for name, indicator, unit in _PRESCHOOL_LONG
            ]
            for name, indicator, part, whole in _PRESCHOOL_RATES:
                share = round(story.count(place, year, part, "preschool") / story.count(place, year, whole, "preschool") * 100, 2)
                figures.append((name, indicator, "%", share))
            for name, indicator, unit, number in figures:
                row += 1
                sheet.write(row, 1, row - 1, school_year(year), TITLE, shown_name(place, year), name)
                sheet.figure(row, 6, number, (place, year, indicator, "preschool", ""), number)
                sheet.write(row, 7, unit, "模拟数据")
    return [sheet]


def preschool_table(story: Story) -> list[Sheet]:
    """学前教育 2022–2024: three rows of headings, the city first, then its districts; one of them late in 2024."""
    sheets = []
    for year in (year for year in YEARS if year >= 2022):
        sheet = Sheet(f"{year}", headings={4, 5, 6})
        sheet.merge(1, 1, 1, 12, f"{TITLE}普惠性幼儿园情况一览表")
        sheet.merge(2, 1, 2, 12, f"（{year}—{year + 1}学年度）")
        sheet.write(3, 11, "单位：所、人、%")
        sheet.merge(4, 1, 6, 1, "地  区")
        sheet.merge(4, 2, 4, 4, "幼儿园数")
        sheet.merge(4, 5, 4, 8, "在园幼儿数")
        sheet.merge(4, 9, 4, 11, "主要指标")
        sheet.merge(4, 12, 6, 12, "备注")
        headings = [
            "总数",
            "普惠性幼儿园数",
            "公办园数",
            "总数",
            "普惠性幼儿园在园幼儿数",
            None,
            None,
            "普惠性幼儿园\n覆盖率",
            "公办园在园\n幼儿占比",
            "学前三年\n毛入园率",
        ]
        for column, heading in enumerate(headings, 2):
            if heading is not None and column != 6:
                sheet.merge(5, column, 6, column, heading)
        sheet.merge(5, 6, 5, 8, "其中：普惠性幼儿园在园幼儿数")
        sheet.write(6, 6, "小计", "公办园", "普惠性民办园")
        for offset, place in enumerate((CITY, *places_in(year))):
            _preschool_row(sheet, story, 7 + offset, place, year)
        sheet.write(9 + len(places_in(year)), 1, NOTE)
        sheets.append(sheet)
    return sheets


_PRESCHOOL_COLUMNS = (
    "kindergartens",
    "inclusive_kindergartens",
    "public_kindergartens",
    "kindergarten_pupils",
    "inclusive_pupils",
    "public_pupils",
    "inclusive_private_pupils",
)


def _preschool_row(sheet: Sheet, story: Story, row: int, place: str, year: int) -> None:
    sheet.write(row, 1, "全市" if place == CITY else f"  {shown_name(place, year)}")
    if (place, year, "preschool") in story.absent:
        for column, indicator in enumerate((*_PRESCHOOL_COLUMNS, *(name for _n, name, _p, _w in _PRESCHOOL_RATES)), 2):
            sheet.figure(row, column, NOT_REPORTED, (place, year, indicator, "preschool", ""), None, "not_reported")
        sheet.write(row, 12, "待补报")
        return
    for column, indicator in enumerate(_PRESCHOOL_COLUMNS, 2):
        number = total(story, place, year, indicator, "preschool", "preschool")
        shown: Cell = f"{number:,}" if (place, indicator) == (XINGHUA, "kindergarten_pupils") else number
        sheet.figure(row, column, shown, (place, year, indicator, "preschool", ""), number)
    for column, (_name, indicator, part, whole) in enumerate(_PRESCHOOL_RATES, 9):
        parts = [total(story, place, year, count, "preschool", "preschool") for count in (part, whole)]
        meaning = (place, year, indicator, "preschool", "")
        if column == 9:  # the first of the three behind a percent format, the others as plain numbers
            share = rate(*parts)
            sheet.figure(row, column, share, meaning, share * 100, number_format="0.0%")
        else:
            share = round(parts[0] / parts[1] * 100, 1)
            sheet.figure(row, column, share, meaning, share)
