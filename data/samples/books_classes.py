"""The workbooks on classes and schools: bins of the statistical form, years side by side, and a table turned on its side."""

from __future__ import annotations

from books import NOTE, TITLE, rate, school_year, total
from cast import CITY, HAILING, YEARS, ZONE, places_in, shown_name
from sheets import Cell, Sheet
from story import BINS, Story

_BIN_HEADINGS = (
    "25人及以下",
    "26-30人",
    "31-35人",
    "36-40人",
    "41-45人",
    "46-50人",
    "51-55人",
    "56-60人",
    "61-65人",
    "66人及以上",
)


def class_bins(story: Story) -> list[Sheet]:
    """班额: a sheet for each year, 小学 and 初中 in a column of their own, ten bins, the whole beside them."""
    sheets = []
    for year in YEARS:
        sheet = Sheet(f"{year}年秋", headings={3, 4})
        sheet.merge(1, 1, 1, 14, f"{TITLE}{school_year(year)}义务教育阶段学校班额情况统计表")
        sheet.write(2, 13, "单位：个、人")
        sheet.merge(3, 1, 4, 1, "县（市、区）")
        sheet.merge(3, 2, 4, 2, "学段")
        sheet.merge(3, 3, 4, 3, "班级总数")
        sheet.merge(3, 4, 3, 13, "按班额分")
        sheet.write(4, 4, *_BIN_HEADINGS)
        sheet.merge(3, 14, 4, 14, "在校生数")
        sheet.write(5, 1, "甲", "乙", *range(1, 13))  # the form numbers its columns
        row = 6
        for place in (*places_in(year), CITY):
            sheet.merge(row, 1, row + 1, 1, "合计" if place == CITY else shown_name(place, year))
            for name, level in (("小学", "primary"), ("初中", "junior")):
                sheet.write(row, 2, name)
                classes, pupils = (total(story, place, year, count, level, "classes") for count in ("classes", "pupils"))
                sheet.figure(row, 3, classes, (place, year, "classes", level, ""), classes)
                for column, breakdown in enumerate(BINS, 4):
                    number = total(story, place, year, "classes", level, "classes", breakdown)
                    sheet.figure(row, column, number, (place, year, "classes", level, breakdown), number)
                sheet.figure(row, 14, pupils, (place, year, "pupils", level, ""), pupils)
                row += 1
        sheet.write(row + 1, 1, NOTE)
        sheets.append(sheet)
    return sheets


def large_classes(story: Story) -> list[Sheet]:
    """大班额: years side by side under each measure, one sheet for each stage; 医药高新区 until it reports together."""
    sheets = []
    measures = ("班级总数（个）", "大班额班级数（个）", "大班额比例", "平均班额（人）")
    for name, level in (("小学", "primary"), ("初中", "junior"), ("义务教育", "compulsory")):
        sheet = Sheet(name, headings={3, 4})
        sheet.merge(1, 1, 1, 1 + 4 * len(YEARS), f"{TITLE}{name}大班额变化情况（2018—2024学年）")
        sheet.write(2, 1, f"填报单位：{TITLE}教育局发展规划处    填报日期：2024-10-18")
        sheet.merge(3, 1, 4, 1, "市（区）")
        for block, measure in enumerate(measures):
            first = 2 + block * len(YEARS)
            sheet.merge(3, first, 3, first + len(YEARS) - 1, measure)
            sheet.write(4, first, *(f"{year}学年" for year in YEARS))
        everywhere = dict.fromkeys(place for year in YEARS for place in places_in(year))
        for row, place in enumerate((*everywhere, CITY), 5):
            sheet.write(row, 1, "全市" if place == CITY else shown_name(place, YEARS[0]))
            for at, year in enumerate(YEARS):
                _large_class_cells(sheet, story, row, 2 + at, place, year, level)
        sheet.write(7 + len(everywhere), 1, "注：大班额指56人及以上的班级；2021学年起高港区含医药高新区，“/”为不单独统计。")
        sheet.write(8 + len(everywhere), 1, NOTE)
        sheets.append(sheet)
    return [*sheets, _draft()]


def _draft() -> Sheet:
    """A hidden sheet that somebody forgot: nothing of it may be read as a figure of the city."""
    sheet = Sheet("底稿", hidden=True)
    sheet.write(1, 1, "（初稿，勿用）")
    sheet.write(3, 1, "校核人", "张××")
    sheet.write(4, 1, "校核日期", "2024-10-16")
    return sheet


def _large_class_cells(sheet: Sheet, story: Story, row: int, column: int, place: str, year: int, level: str) -> None:
    indicators = ("classes", "large_classes", "large_class_share", "average_class_size")
    columns = range(column, column + 4 * len(YEARS), len(YEARS))
    if place == ZONE and place not in places_in(year):
        for at, indicator in zip(columns, indicators, strict=True):
            sheet.figure(row, at, "/", (place, year, indicator, level, ""), None, "not_applicable")
        return
    classes, large, pupils = (
        total(story, place, year, count, level, "classes") for count in ("classes", "large_classes", "pupils")
    )
    share, size = rate(large, classes), round(pupils / classes, 1)
    shown: list[tuple[Cell, float, str]] = [
        (classes, classes, ""),
        (large, large, ""),
        (share, share * 100, "0.0%"),
        (size, size, "0.0"),
    ]
    for at, indicator, (text, number, number_format) in zip(columns, indicators, shown, strict=True):
        sheet.figure(row, at, text, (place, year, indicator, level, ""), number, number_format=number_format)


_GENERAL = (
    ("小学", "primary", ("schools", "pupils", "entrants", "graduates", "teachers")),
    ("初中", "junior", ("schools", "pupils", "entrants", "graduates", "teachers")),
    ("普通高中", "senior", ("schools", "pupils", "entrants", "graduates", "teachers")),
)
_GENERAL_NAMES = {
    "schools": ("学校数", "所"),
    "pupils": ("在校生数", "人"),
    "entrants": ("招生数", "人"),
    "graduates": ("毕业生数", "人"),
    "teachers": ("专任教师数", "人"),
}


def general(story: Story) -> list[Sheet]:
    """教育事业: figures downwards and districts across, as an overview for the leaders; a sheet for each year."""
    sheets = []
    for year in YEARS:
        sheet = Sheet(f"{year}学年", headings={3})
        columns = (CITY, *places_in(year))
        sheet.merge(1, 1, 1, 3 + len(columns), f"{TITLE}教育事业基本情况（{school_year(year)}）")
        sheet.write(2, 1, f"填报单位：{TITLE}教育局")
        sheet.merge(3, 1, 3, 2, "项    目")
        sheet.write(3, 3, "单位", *("全市" if place == CITY else shown_name(place, year) for place in columns))
        row = 4
        for stage, level, counts in _GENERAL:
            sheet.merge(row, 1, row + len(counts), 1, stage)
            for indicator in counts:
                name, unit = _GENERAL_NAMES[indicator]
                sheet.write(row, 2, name, unit)
                for column, place in enumerate(columns, 4):
                    number = total(story, place, year, indicator, level, "general")
                    # 海陵区 types its figures with blanks around
                    shown: Cell = f" {number} " if (place, indicator) == (HAILING, "teachers") else number
                    sheet.figure(row, column, shown, (place, year, indicator, level, ""), number)
                row += 1
            sheet.write(row, 2, "生师比", "")
            for column, place in enumerate(columns, 4):
                pupils, teachers = (total(story, place, year, count, level, "general") for count in ("pupils", "teachers"))
                ratio = round(pupils / teachers, 2)
                sheet.figure(row, column, ratio, (place, year, "pupil_teacher_ratio", level, ""), ratio)
            row += 1
        sheet.write(row + 1, 1, NOTE)
        sheets.append(sheet)
    return sheets
