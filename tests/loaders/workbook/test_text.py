# ruff: noqa: E501  (raw XML and bytes read better in one line)
from __future__ import annotations

import pytest

from loaders.workbook import Finding, Workbook, open_workbook

TABLE = '区县,2022学年,2023学年\r\n海陵区,85.3%,"1,234"\r\n姜堰区,…,0\r\n'
CELLS = [["区县", "2022学年", "2023学年"], ["海陵区", "85.3%", "1,234"], ["姜堰区", "…", "0"]]


def opened(data: bytes, name: str = "学前教育 2023.csv") -> Workbook:
    return open_workbook(data, name, isolated=False)


@pytest.mark.parametrize(
    ("encoding", "named", "told"),
    [
        ("utf-8", "utf-8", ()),
        ("utf-8-sig", "utf-8-sig", ()),
        ("gb18030", "gb18030", (Finding("encoding", "", {"encoding": "GB18030"}),)),
        ("utf-16", "utf-16", (Finding("encoding", "", {"encoding": "UTF-16"}),)),
        ("utf-16-le", "utf-16", (Finding("encoding", "", {"encoding": "UTF-16"}),)),
        ("utf-16-be", "utf-16", (Finding("encoding", "", {"encoding": "UTF-16"}),)),
    ],
)
def test_the_encoding_is_found(encoding: str, named: str, told: tuple[Finding, ...]) -> None:
    book = opened(TABLE.encode(encoding))
    assert (book.encoding, book.findings) == (named, told)
    assert book.grids[0].rows == CELLS and book.grids[0].name == "学前教育 2023"


def test_names_that_gbk_does_not_know_are_read() -> None:
    assert opened("区县,校名\n海陵区,䶮小学\n".encode("gb18030")).grids[0].rows[1] == ["海陵区", "䶮小学"]


@pytest.mark.parametrize("mark", [",", "\t", ";", "|", "，"])
def test_the_separator_is_found(mark: str) -> None:
    text = f"2023年情况\n区县{mark}班数{mark}说明\n海陵区{mark}12{mark}甲、乙、丙\n姜堰区{mark}9{mark}\n"
    assert opened(text.encode()).grids[0].rows == [
        ["2023年情况", None, None],
        ["区县", "班数", "说明"],
        ["海陵区", "12", "甲、乙、丙"],
        ["姜堰区", "9", None],
    ]


def test_columns_drawn_with_blanks_are_cut_at_runs_of_blanks() -> None:
    text = "区县    班数   学生数\n海陵区    12    540\n姜堰区  9    401\n"
    assert opened(text.encode(), "班额.txt").grids[0].rows == [
        ["区县", "班数", "学生数"],
        ["海陵区", "12", "540"],
        ["姜堰区", "9", "401"],
    ]


def test_a_quoted_line_break_and_a_lone_quote_stay_in_their_cells() -> None:
    rows = opened('区县,说明\n"海陵\n区",5" 屏\n'.encode()).grids[0].rows
    assert rows == [["区县", "说明"], ["海陵\n区", '5" 屏']]


def test_a_csv_called_xls_is_told() -> None:
    book = opened(TABLE.encode("gb18030"), "班额导出.xls")
    assert book.grids[0].rows == CELLS
    assert [(finding.kind, dict(finding.values)) for finding in book.findings] == [
        ("wrong-extension", {"extension": ".xls", "found": "csv"}),
        ("encoding", {"encoding": "GB18030"}),
    ]


def test_a_broken_character_is_counted_and_the_rest_is_read() -> None:
    data = (TABLE * 40).encode("gb18030").replace("姜".encode("gb18030"), b"\xff\xff", 1)
    book = opened(data)
    assert book.grids[0].rows[1] == ["海陵区", "85.3%", "1,234"]
    assert Finding("encoding-damage", "", {"count": 2, "encoding": "GB18030"}) in book.findings


def test_blank_lines_count_as_rows_and_blank_ends_do_not() -> None:
    assert opened(b"a,b\n\n1,2,,\n,,\n\n").grids[0].rows == [["a", "b"], [None, None], ["1", "2"]]


HTML = """<html><head><meta charset="gb2312"><style>td{color:red}</style><title>导出</title></head><body>
<h3>2023年特殊教育情况</h3>
<table border=1><tr><th rowspan=2>区县</th><th colspan=2>在校生</th></tr><tr><th>男</th><th>女</th></tr>
<tr><td>海陵区<td>1&nbsp;234<td>7</tr><tr style="display:none"><td>姜堰区</td><td>5<br>6</td><td></td></tr></table>
<p>注：含送教上门。</p></body></html>"""


def test_an_html_table_called_xls() -> None:
    book = opened(HTML.encode("gb18030"), "特教.xls")
    (grid,) = book.grids
    assert grid.rows == [
        ["2023年特殊教育情况", None, None],
        ["区县", "在校生", None],
        [None, "男", "女"],
        ["海陵区", "1 234", "7"],
        ["姜堰区", "5\n6", None],
        [None, None, None],
        ["注：含送教上门。", None, None],
    ]
    assert grid.merges == [(1, 0, 2, 0), (1, 1, 1, 2)]
    assert grid.hidden_rows == frozenset({4})
    assert [finding.kind for finding in book.findings] == ["wrong-extension", "encoding"]


def test_a_web_archive_is_unpacked() -> None:
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nPHRhYmxlPjx0cj48dGQ+MTI8L3RkPjwvdHI+PC90YWJsZT4=\r\n--b--\r\n"
    )
    book = opened(data, "表.xls")
    assert book.format == "html" and book.grids[0].rows == [["12"]]


def test_a_line_with_more_cells_than_a_spreadsheet_has_columns_is_refused() -> None:
    book = opened(b"," * 20_000 + b"1")
    assert book.grids == () and book.findings == (Finding("too-large", "", {"found": "20,001", "limit": "16,384"}),)


def test_marks_that_keep_digits_as_text_and_a_line_that_says_the_separator_are_no_part_of_the_cells() -> None:
    data = 'sep=;\r\n"代码";"班级数"\r\n="321202";="512"\r\n="";"1,5"\r\n'.encode()
    (grid,) = open_workbook(data, "导出.csv", isolated=False).grids
    assert grid.rows == [["代码", "班级数"], ["321202", "512"], [None, "1,5"]]
