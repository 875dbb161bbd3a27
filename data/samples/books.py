"""The workbooks on group schooling and special education; each function lays out one file and says what each figure means."""

from __future__ import annotations

from cast import CITY, CITY_DIRECT, GAOGANG, JIANGYAN, TAIXING, YEARS, ZONE, places_in, shown_name
from sheets import Cell, Sheet
from story import Story

TITLE = "泰州市（模拟）"
NOTE = "注：本表全部为模拟数据，由程序生成，不反映任何真实情况。"
NOT_REPORTED = "未报送"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LEVELS = (("小学", "primary"), ("初中", "junior"), ("义务教育", "compulsory"))


def rate(part: int, whole: int, digits: int = 4) -> float:
    """A rate as Excel holds it behind a percent format: 0.8654."""
    return round(part / whole, digits)


def school_year(year: int) -> str:
    """2023-2024学年."""
    return f"{year}-{year + 1}学年"


def group_schooling(story: Story) -> list[Sheet]:
    """集团化办学: a sheet for each year, two rows of merged headings, percent cells, a total row, a note column."""
    columns = (
        ("教育\n集团数\n（个）", "education_groups"),
        ("集团成员\n校数（所）", "group_member_schools"),
        ("学校总数\n（所）", "schools"),
    )
    sheets = []
    for year in YEARS:
        sheet = Sheet(f"{year}学年", headings={4, 5})
        sheet.write(1, 1, "附件1")
        sheet.merge(2, 1, 2, 15, f"{TITLE}义务教育集团化办学情况统计表（{school_year(year)}）")
        sheet.write(3, 1, f"填报单位（盖章）：{TITLE}教育局")
        sheet.write(3, 10, f"填报日期：{year}年10月15日")
        sheet.merge(4, 1, 5, 1, "序号")
        sheet.merge(4, 2, 5, 2, "县（市、区）")
        for block, (name, _level) in enumerate(_LEVELS):
            sheet.merge(4, 3 + 4 * block, 4, 6 + 4 * block, name)
            sheet.write(5, 3 + 4 * block, *(heading for heading, _indicator in columns), "集团化办学\n覆盖率")
        sheet.merge(4, 15, 5, 15, "备注")
        rows = [*places_in(year), CITY]
        for number, place in enumerate(rows, 1):
            row = 5 + number
            sheet.write(row, 1, number if place != CITY else None)
            sheet.write(row, 2 if place != CITY else 1, shown_name(place, year) if place != CITY else "合计")
            for block, (_name, level) in enumerate(_LEVELS):
                _group_block(sheet, story, row, 3 + 4 * block, place, year, level, [indicator for _heading, indicator in columns])
            if (place, year) in _REMARKS:
                sheet.write(row, 15, _REMARKS[place, year])
        sheet.merges.append((5 + len(rows), 1, 5 + len(rows), 2))
        sheet.write(7 + len(rows), 1, NOTE)
        sheets.append(sheet)
    return sheets


_REMARKS = {
    (GAOGANG, 2021): "自本学年起与医药高新区合并上报",
    (GAOGANG, 2024): "数据待补报",
    (TAIXING, 2023): "部分成员校退出集团",
    (JIANGYAN, 2022): "含新增成员校",
}


def _group_block(
    sheet: Sheet, story: Story, row: int, column: int, place: str, year: int, level: str, indicators: list[str]
) -> None:
    if (place, year, "group") in story.absent:
        for offset, indicator in enumerate([*indicators, "group_coverage"]):
            sheet.figure(row, column + offset, NOT_REPORTED, (place, year, indicator, level, ""), None, "not_reported")
        return
    numbers = [total(story, place, year, indicator, level, "group") for indicator in indicators]
    for offset, (indicator, number) in enumerate(zip(indicators, numbers, strict=True)):
        # Now and then a figure was typed in full width
        shown: Cell = (
            str(number).translate(_FULL_WIDTH)
            if (place, indicator) == (JIANGYAN, "education_groups") and year == 2023
            else number
        )
        sheet.figure(row, column + offset, shown, (place, year, indicator, level, ""), number)
    share = rate(numbers[1], numbers[2])
    sheet.figure(row, column + 3, share, (place, year, "group_coverage", level, ""), share * 100, number_format="0.0%")


def total(story: Story, place: str, year: int, indicator: str, level: str, family: str, breakdown: str = "") -> int:
    """The figure of a place; the city's is the sum over those that reported."""
    if place != CITY:
        return story.count(place, year, indicator, level, breakdown)
    reported = (part for part in (*places_in(year), CITY_DIRECT) if (part, year, family) not in story.absent)
    return sum(story.count(part, year, indicator, level, breakdown) for part in reported)


def special_education(story: Story) -> list[Sheet]:
    """特殊教育: the placements under one heading, the city's own school as a unit, percent cells, one figure withheld."""
    sheets = []
    for year in YEARS:
        sheet = Sheet(f"{year}学年", headings={4, 5})
        sheet.merge(1, 1, 1, 9, f"{TITLE}特殊教育基本情况统计表")
        sheet.merge(2, 1, 2, 9, f"（{year}—{year + 1}学年度）")
        sheet.merge(4, 1, 5, 1, "地区")
        sheet.merge(4, 2, 5, 2, "适龄残疾儿童少年数（人）")
        sheet.merge(4, 3, 5, 3, "已入学数（人）")
        sheet.merge(4, 4, 5, 4, "适龄残疾儿童少年义务教育入学率")
        sheet.merge(4, 5, 4, 8, "安置方式（人）")
        sheet.write(5, 5, "特殊教育学校就读", "随班就读", "特教班", "送教上门")
        sheet.merge(4, 9, 5, 9, "资源教室数（间）")
        rows = (*places_in(year), CITY_DIRECT, CITY)
        for row, place in enumerate(rows, 6):
            _special_row(sheet, story, row, place, year)
        sheet.write(7 + len(rows), 1, NOTE)
        sheet.write(8 + len(rows), 1, "＊表示人数较少，不予公布。")
        sheets.append(sheet)
    return sheets


_PLACEMENTS = ("special_school", "mainstream", "special_class", "home")


def _special_row(sheet: Sheet, story: Story, row: int, place: str, year: int) -> None:
    sheet.write(row, 1, "合  计" if place == CITY else shown_name(place, year))
    children, enrolled = (total(story, place, year, name, "special", "special") for name in ("sen_children", "sen_enrolled"))
    sheet.figure(row, 2, children, (place, year, "sen_children", "special", ""), children)
    sheet.figure(row, 3, enrolled, (place, year, "sen_enrolled", "special", ""), enrolled)
    share = rate(enrolled, children)
    sheet.figure(row, 4, share, (place, year, "sen_enrolment_rate", "special", ""), share * 100, number_format="0.00%")
    for column, breakdown in enumerate(_PLACEMENTS, 5):
        number = total(story, place, year, "sen_enrolled", "special", "special", breakdown)
        meaning = (place, year, "sen_enrolled", "special", breakdown)
        if place == ZONE and breakdown in ("special_class", "home"):
            sheet.figure(row, column, "＊", meaning, None, "suppressed")
        else:
            sheet.figure(row, column, number, meaning, number)
    rooms = total(story, place, year, "resource_rooms", "special", "special")
    if place == CITY_DIRECT:
        sheet.figure(row, 9, "—", (place, year, "resource_rooms", "special", ""), None, "not_applicable")
    else:
        sheet.figure(row, 9, rooms, (place, year, "resource_rooms", "special", ""), rooms)
