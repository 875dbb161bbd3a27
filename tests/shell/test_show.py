"""What is shown is text, never markup; what is downloaded opens in Excel and cannot act as a formula."""

from __future__ import annotations

import math

import pandas as pd
from streamlit.testing.v1 import AppTest

from shell import show


def test_csv_has_a_mark_for_excel_and_keeps_numbers_as_numbers() -> None:
    frame = pd.DataFrame({"区县": ["海陵区", "高港区"], "数值": [92.4, math.nan]})
    assert show.csv_bytes(frame) == "\ufeff区县,数值\r\n海陵区,92.4\r\n高港区,\r\n".encode()


def test_a_text_that_looks_like_a_formula_is_made_inert() -> None:
    frame = pd.DataFrame({"原文": ["=cmd|'/c calc'!A1", "+1", "-2", "@x", "85.3"], "值": [-1.5, 0.0, 1.0, 2.0, 3.0]})
    assert show.csv_bytes(frame).decode("utf-8-sig").splitlines()[1:4] == ["'=cmd|'/c calc'!A1,-1.5", "'+1,0", "'-2,1"]


def test_zero_is_shown_and_nothing_is_a_dash() -> None:
    assert [show._shown(cell) for cell in (0, 0.0, math.nan, None, -2.5, "—")] == ["0", "0", "—", "—", "−2.5", "—"]


def page() -> None:
    import pandas as pd

    from shell import show

    show.heading("3 < 4 & <b>", "副标题", True)
    show.table(pd.DataFrame({"名": ["<script>alert(1)</script>", "乙"], "值": [1.5, 2.0]}), limit=1)


def test_markup_from_a_workbook_is_shown_as_text() -> None:
    app = AppTest.from_function(page).run()
    assert not app.exception
    heading, table = (element.proto.body for element in app.get("html"))
    assert '<h1 class="finding">3 &lt; 4 &amp; &lt;b&gt;</h1>' in heading
    assert '<span class="simulated">模拟数据</span>' in heading
    assert "<script>" not in table and "&lt;script&gt;" in table
    assert '<td class="figure" title="1.5">1.5</td>' in table and "乙" not in table
    assert "共 2 行，此处显示前 1 行" in app.caption[0].value
