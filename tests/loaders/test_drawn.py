from tests.loaders.drawn import drawn


def test_a_drawn_sheet_holds_numbers_texts_percents_and_merges() -> None:
    grid = drawn("""
        区县   | 覆盖率 | <       | '007
        ^      | 2022   | 2023学年 |
        海陵区 | =85.3% | 85.3%    | -4.5
    """)
    assert grid.rows == [
        ["区县", "覆盖率", None, "007"],
        [None, 2022.0, "2023学年", None],
        ["海陵区", 0.853, "85.3%", -4.5],
    ]
    assert grid.merges == [(0, 0, 1, 0), (0, 1, 0, 2)]
    assert grid.percent_column(1).tolist() == [False, False, True]
    assert grid.number_format(2, 1) == "0.0%" and grid.number_format(2, 2) == "General"
    assert grid.merge_at(1, 0) == (0, 0, 1, 0) and grid.merge_at(2, 0) is None
