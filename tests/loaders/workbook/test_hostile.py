# ruff: noqa: E501  (raw XML and bytes read better in one line)
"""Whatever the bytes: an answer, soon, and never an exception."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.workbook import Workbook, open_workbook
from tests.loaders.workbook.building import made, raw_xlsx
from tests.loaders.workbook.test_ods import content
from tests.loaders.workbook.test_old_formats import XML_2003, xls, xlsb
from tests.loaders.workbook.test_text import HTML, TABLE

SEEDS = {
    "xlsx": made(lambda sheet: [sheet.append(["海陵区", 1, 0.5]) for _ in range(5)]),
    "raw.xlsx": raw_xlsx('<sheetData><row r="1"><c r="A1" s="1"><v>1</v></c></row></sheetData>'),
    "xls": xls(),
    "xlsb": xlsb(),
    "ods": content('<table:table-row><table:table-cell office:value-type="float" office:value="7"/></table:table-row>'),
    "xml": XML_2003.encode(),
    "html": HTML.encode("gb18030"),
    "csv": TABLE.encode("gb18030"),
}


def answered(data: bytes, name: str) -> Workbook:
    book = open_workbook(data, name, isolated=False)
    assert book.grids or book.findings
    for grid in book.grids:
        assert all(len(cells) == grid.width for cells in grid.rows)
        assert all(0 <= at[0] < grid.height and 0 <= at[1] < grid.width for at in (*grid.errors, *grid.uncalculated, *grid.red))
        assert len(grid.percent_column(0)) == grid.height and grid.number_format(10**6, 10**6) == "General"
    return book


@given(st.binary(max_size=2000))
def test_random_bytes(data: bytes) -> None:
    answered(data, "随机.xlsx")


@given(
    st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08\x10\x00", b"<html><table>", b"\xff\xfe"]),
    st.binary(max_size=1500),
)
def test_random_bytes_behind_a_true_beginning(start: bytes, data: bytes) -> None:
    answered(start + data, "随机.xls")


@pytest.mark.parametrize("name", sorted(SEEDS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_workbooks_with_bytes_changed(name: str, luck: random.Random, changes: int) -> None:
    data = bytearray(SEEDS[name])
    for _ in range(changes):
        at = luck.randrange(len(data))
        data[at : at + luck.choice((0, 1, 1, 3))] = luck.randbytes(luck.choice((0, 1, 1, 4)))
    answered(bytes(data), f"变.{name}")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<row>", "</row>", '<row r="2">', '<row r="1048577">', "<c>", '<c r="A1" s="1">', '<c r="ZZZ9"/>', '<c r="B0">', "</c>",
             "<v>", "</v>", "1e999", "<f>", "</f>", '<c t="e" r="C1">', "#N/A", "<is><t>", "&amp;", "</t></is>",
             '<c r="A1" s="99999999">', "<![CDATA[<c ", "]]>", '<c r="a1">', "\x00", "<!--", "-->", '<c t="d">', '<c t="s">', "-1", "99999"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_sheets_of_torn_xml(pieces: list[str]) -> None:
    answered(raw_xlsx(f"<sheetData>{''.join(pieces)}</sheetData>"), "碎.xlsx")
