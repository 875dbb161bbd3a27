"""Formulas of .xls files that no program has calculated, told from those whose result is an empty text or 0."""

import io
import struct

import xlwt

from loaders.reading import read
from loaders.workbook import open_workbook
from loaders.workbook.xls_formulas import formulas


def written(cells: dict[tuple[int, int], object]) -> bytes:
    """A sheet of these cells; xlwt writes formulas without a result."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("小学")
    for (row, column), value in cells.items():
        sheet.write(row, column, xlwt.Formula(value[1:]) if isinstance(value, str) and value.startswith("=") else value)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def calculated(data: bytes, results: list[bytes]) -> bytes:
    """The same file, with these results in its formulas."""
    empty, left = struct.pack("<Q", 0xFFFF000000000003), list(results)
    while left:
        assert empty in data
        data = data.replace(empty, left.pop(0), 1)
    return data


SHEET: dict[tuple[int, int], object] = {
    (0, 0): "2023年舟山市小学班额", (1, 0): "区县", (1, 1): "班级数", (1, 2): "大班额数",
    (2, 0): "定海区", (2, 1): 300, (2, 2): 2, (3, 0): "普陀区", (3, 1): 210, (3, 2): 0,
    (4, 0): "合计", (4, 1): "=SUM(B3:B4)", (4, 2): "=SUM(C3:C4)",
}  # fmt: skip


def test_a_formula_that_was_never_calculated_is_told_and_not_blank() -> None:
    reading = read(written(SHEET), "舟山.xls")
    told = [(issue.kind, issue.cell, issue.values["text"]) for issue in reading.issues if issue.kind == "formula-without-value"]
    assert told == [("formula-without-value", "B5", "=SUM(B3:B4)"), ("formula-without-value", "C5", "=SUM(C3:C4)")]
    totals = reading.observations[reading.observations["place"] == "合计"]
    assert totals["value"].isna().all() and set(totals["status"]) == {"unreadable"}


def test_noughts_that_cannot_be_the_sum_show_that_nothing_was_calculated() -> None:
    data = calculated(written(SHEET), [struct.pack("<d", 0.0)] * 2)
    (grid,) = open_workbook(data, "舟山.xls", isolated=False).grids
    assert set(grid.uncalculated) == {(4, 1), (4, 2)}
    assert grid.value(4, 1) is None


def test_an_empty_text_beside_a_result_is_what_the_formula_said() -> None:
    data = calculated(written(SHEET), [struct.pack("<d", 510.0)])
    (grid,) = open_workbook(data, "舟山.xls", isolated=False).grids
    assert not grid.uncalculated
    assert grid.value(4, 1) == 510


def test_a_form_whose_formulas_say_nothing_yet_is_not_blamed() -> None:
    cells = SHEET | {(4, 1): '=IF(B3="","",B3/C3)', (4, 2): '=IF(C3="","",C3)'}
    (grid,) = open_workbook(written(cells), "舟山.xls", isolated=False).grids
    assert not grid.uncalculated


def test_a_sum_of_noughts_is_nought() -> None:
    cells = SHEET | {(2, 1): 0, (3, 1): 0, (2, 2): 0}
    (grid,) = open_workbook(calculated(written(cells), [struct.pack("<d", 0.0)] * 2), "舟山.xls", isolated=False).grids
    assert not grid.uncalculated
    assert (grid.value(4, 1), grid.value(4, 2)) == (0, 0)


def test_a_file_that_is_no_container_has_no_formulas_to_show() -> None:
    assert formulas(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600) == []
