"""What is shown is text, never markup; what is downloaded opens in Excel and cannot act as a formula."""

from __future__ import annotations

import math

import pandas as pd
from streamlit.testing.v1 import AppTest

from shell import show


def test_zero_is_shown_and_nothing_is_a_dash() -> None:
    assert [show._shown(cell) for cell in (0, 0.0, math.nan, None, -2.5, "—")] == ["0", "0", "—", "—", "−2.5", "—"]


def test_figures_of_one_unit_stand_with_the_same_decimals() -> None:
    column = pd.Series([22.0, 25.1, math.nan, 1234.25])
    assert show._texts(column, one_unit=True) == ["22.00", "25.10", "—", "1,234.25"]
    assert show._texts(column, one_unit=False) == ["22", "25.1", "—", "1,234.25"]
    assert show._texts(pd.Series([22.0, 30.0]), one_unit=True) == ["22", "30"]


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
