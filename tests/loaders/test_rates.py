"""Rates held against the counts beside them: of each district and period, in tables of any length."""

from loaders.reading import read_workbook
from loaders.workbook import Grid, Workbook
from tests.loaders.drawn import drawn

KINDS = ("parts-over-whole", "rate-not-quotient")


def told(grid: Grid) -> list[tuple[str, str]]:
    reading = read_workbook(Workbook((grid,), "xlsx"), "x.xlsx")
    return [(issue.kind, issue.cell) for issue in reading.issues if issue.kind in KINDS]


def test_a_rate_that_its_counts_do_not_make_and_a_part_above_its_whole() -> None:
    """420 ÷ 500 = 84.0, 300 ÷ 400 = 75.0 (76.0 is told), 610 of 600 is told; nothing is said where the whole is 0."""
    grid = drawn("""
        2023学年普惠性幼儿园情况
        区县 | 普惠性幼儿园在园幼儿数 | 在园幼儿数 | 普惠性幼儿园覆盖率（%）
        海陵区 | 420 | 500 | 84.0
        高港区 | 300 | 400 | 76.0
        姜堰区 | 610 | 600 |
        兴化市 | 0 | 0 | 0
    """)
    assert sorted(told(grid)) == [("parts-over-whole", "B5"), ("rate-not-quotient", "D4")]


def test_of_a_table_of_a_hundred_thousand_rows_the_last_is_held_against_its_counts_too() -> None:
    """The last place of the 40th year is held against its counts as the first is; 84.0 everywhere else."""
    places = [f"测试{number:05d}县" for number in range(2_600)]
    rows: list[tuple[object, ...]] = [("县", "年度", "普惠性幼儿园在园幼儿数", "在园幼儿数", "普惠性幼儿园覆盖率（%）")]
    rows += [(place, f"{year}年", 420, 500, 84.0) for year in range(1984, 2024) for place in places]
    rows[-1] = (places[-1], "2023年", 420, 500, 48.0)
    assert told(Grid("表1", 0, rows)) == [("rate-not-quotient", f"E{len(rows)}")]
