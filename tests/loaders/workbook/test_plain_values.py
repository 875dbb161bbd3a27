"""Numbers and texts that the pass over a sheet's XML reads itself are those that calamine and Python's float make of them."""

from __future__ import annotations

import io
import math
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.workbook.cell_tags import read_tags
from loaders.workbook.grid import Grid
from loaders.workbook.opening import read_here
from loaders.workbook.xlsx import XlsxReader

_NUMBERS = st.one_of(
    st.integers(-(10**18), 10**18).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.decimals(-9999, 9999, places=3, allow_nan=False).map(str),
    st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(lambda parts: f"{parts[0]}.{parts[1]:09}"),
    st.sampled_from(["0", "-0", "007", "0.1", "1e5", "-2.5E-7", "123456789012345", "1234567890123456", "0.30000000000000004"]),
)


def tags(texts: list[str]) -> tuple[list[float], list[bool]]:
    """What is read of a row with these texts as its values."""
    cells = "".join(f'<c r="{chr(65 + at)}12" s="3"><v>{text}</v></c>' for at, text in enumerate(texts))
    found = read_tags(f'<row r="12">{cells}</row>'.encode(), -1)
    return found.values.tolist(), found.plain.tolist()


@given(st.lists(_NUMBERS, min_size=1, max_size=20))
def test_every_number_is_the_float_nearest_to_its_text(texts: list[str]) -> None:
    values, plain = tags(texts)
    assert values == [float(text) for text in texts]
    assert [math.copysign(1, value) for value in values] == [math.copysign(1, float(text)) for text in texts]
    assert all(plain)


@pytest.mark.parametrize("text", ["", "12 ", "1,5", "1.", ".5", "--1", "1-2", "1.2.3", "1_000", "nan", "inf", "0x10", "1e", "９"])
def test_what_is_no_plain_number_is_left_to_calamine(text: str) -> None:
    assert tags(["1", text, "3"])[1] == [True, False, True]


def test_a_reference_to_another_row_is_left_to_calamine() -> None:
    found = read_tags(b'<row r="12"><c r="A22"><v>1</v></c><c r="B12"><v>2</v></c></row>', -1)
    assert found.plain.tolist() == [False, True]


_CELLS = st.one_of(
    st.none(),
    st.integers(-5000, 5000),
    st.floats(-1e6, 1e6).map(lambda number: number or 0.0),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=5),
    st.sampled_from(["海陵区", "海陵区 ", " 85.3%", "=1", "a\nb", "&<>\"'", "_x000D_", "0"]),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(_CELLS, min_size=1, max_size=4), min_size=1, max_size=6),
    st.sampled_from(["General", "0.0%", "m/d/yy", '0"日"']),
)
def test_a_sheet_reads_the_same_with_and_without_calamine(rows: list[list[object]], number_format: str) -> None:
    data = workbook(rows, number_format)
    ours, theirs = read_here(data, "a.xlsx").grids[0], by_calamine(data)
    assert ours.rows == theirs.rows
    assert [[type(value) for value in row] for row in ours.rows] == [[type(value) for value in row] for row in theirs.rows]


def test_a_plain_sheet_needs_no_calamine_and_one_with_dates_does() -> None:
    for number_format in ("General", "0.0%", "#,##0"):
        assert said_plain(workbook([["海陵区", 45000]], number_format))
    for number_format in ("yyyy-mm-dd", "m/d/yy", "h:mm", "[$-804]aaaa", '0"日"'):
        assert not said_plain(workbook([[45000, "海陵区"]], number_format))


def workbook(rows: list[list[object]], number_format: str) -> bytes:
    """A workbook with shared strings, its first column in this format."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        sheet, formatted = book.add_worksheet(), book.add_format({"num_format": number_format})
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                write = sheet.write_string if isinstance(value, str) else sheet.write
                write(row, column, value, formatted if column == 0 else None)
    return packed.getvalue()


def by_calamine(data: bytes) -> Grid:
    """The sheet as calamine reads its values."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(XlsxReader, "_is_plain", lambda *_: False)
        return read_here(data, "a.xlsx").grids[0]


def said_plain(data: bytes) -> bool:
    """Whether the sheet was read without calamine."""
    own, said = XlsxReader._is_plain, []

    def listening(*given: Any) -> bool:
        said.append(own(*given))
        return said[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(XlsxReader, "_is_plain", listening)
        read_here(data, "a.xlsx")
    return said == [True]
