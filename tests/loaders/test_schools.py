"""One row a school: which figures of which school, each once, in the district where it stands."""

from loaders.reading import read_workbook
from loaders.schools import Schools, may_stand_twice
from loaders.workbook import Workbook
from tests.loaders.drawn import drawn

HEAD = "学校标识码 | 学校名称 | 所在区县 | 办学类型 | 城乡分类代码 | 举办者 | 所属集团 | 学生数 | 班数 | 56人以上班数"


def schools(text: str) -> Schools:
    return read_workbook(Workbook((drawn(text),), "xlsx"), "泰州市2023学年学校数据.xlsx").schools


def test_an_export_gives_indicator_level_and_kind_of_each_school() -> None:
    found = schools(f"""
        {HEAD}
        '2132000001 | 海陵一小 | 海陵区 | 小学 | '111 | 县级教育部门 | 海陵集团 | 900 | 20 | 1
        '2132000002 | 海陵二中 | 海陵区 | 九年一贯制学校 | '121 | 民办 | | 800 | 18 | 0
        '2132000003 | 姜堰幼儿园 | 姜堰区 | 幼儿园 | '220 | 地方企业 | | 240 | 8 |
    """)
    rows = [
        (row.school, row.kind, row.area, row.ownership, row.indicator, row.education_level, row.breakdown, row.value)
        for row in found.figures.itertuples()
        if row.cell[0] in "HJ" and row.value == row.value
    ]
    assert rows == [
        ("海陵一小", "primary", "urban", "public", "pupils", "primary", "", 900),
        ("海陵二中", "nine_year", "town", "private", "pupils", "compulsory", "", 800),
        ("姜堰幼儿园", "kindergarten", "rural", "private", "kindergarten_pupils", "preschool", "", 240),
        ("海陵一小", "primary", "urban", "public", "classes", "primary", "size_ge56", 1),
        ("海陵二中", "nine_year", "town", "private", "classes", "compulsory", "size_ge56", 0),
    ]
    assert found.figures.loc[0, "group"] == "海陵集团" and found.figures.loc[0, "place_code"] == "321202"


def pupils(found: Schools) -> list[tuple[str, str, float]]:
    figures = found.figures[found.figures["indicator"] == "pupils"]
    return [(row.school, row.place, row.value) for row in figures.itertuples()]


def test_campuses_in_other_districts_count_once_in_the_district_of_the_school() -> None:
    found = schools("""
        学校标识码 | 学校名称 | 所在区县 | 学生数
        '2132000001 | 实验小学 | 海陵区 | 900
        '2132000001 | 实验小学（东校区） | 高港区 | 300
        '2132000004 | 城东小学 | 海陵区 | 500
        '2132000004 | 城东小学（南校区） | 姜堰区 | 200
        '2132000004 | 城东小学（北校区） | 海陵区 | 300
        '2132000005 | 姜堰小学 | 姜堰区 | 700
        '2132000005 | 姜堰小学 | 姜堰区 | 700
    """)
    # 900 + 300; 500 already holds 200 + 300; said twice
    assert pupils(found) == [("实验小学", "海陵区", 1200), ("城东小学", "海陵区", 500), ("姜堰小学", "姜堰区", 700)]
    assert found.folded == 4 and found.twice == []


def test_a_school_with_two_different_numbers_has_none_and_both_cells_are_named() -> None:
    found = schools("""
        学校标识码 | 学校名称 | 所在区县 | 学生数
        '2132000001 | 实验小学 | 海陵区 | 900
        '2132000001 | 实验小学 | 高港区 | 930
        '2132000002 | 城东小学 | 海陵区 | 500
    """)
    assert [(name, value == value) for name, _place, value in pupils(found)] == [("实验小学", False), ("城东小学", True)]
    assert found.twice == [("实验小学", "Sheet1", "D2", "D3")]


def test_schools_of_one_name_without_numbers_are_two_where_districts_differ() -> None:
    found = schools("""
        学校名称 | 区县 | 学生数
        中心小学 | 海陵区 | 900
        中心小学 | 姜堰区 | 800
    """)
    assert pupils(found) == [("中心小学", "海陵区", 900), ("中心小学", "姜堰区", 800)]


def test_a_table_of_districts_has_no_schools() -> None:
    assert schools("区县 | 学生数\n海陵区 | 900\n姜堰区 | 800").figures.empty


def test_the_same_schools_in_another_years_sheet_stand_twice_in_neither() -> None:
    """Else every list of several years would be gathered figure by figure for nothing."""
    rows = """
        学校名称 | 所在区县 | 学生数
        海陵一小 | 海陵区 | 900
        海陵二小 | 海陵区 | 800
    """

    def twice(*names: str) -> bool:
        sheets = tuple(drawn(rows, name, at) for at, name in enumerate(names))
        reading = read_workbook(Workbook(sheets, "xlsx"), "泰州市学校.xlsx")
        return may_stand_twice([table for sheet in reading.sheets for table in sheet.tables])

    assert not twice("2023学年", "2022学年")
    assert twice("2023学年", "2023学年上报")
