"""Names of downloads: they say what is inside and open on every system."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.file_names import file_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("普惠性幼儿园覆盖率_泰州市_2024 学年_地图", "普惠性幼儿园覆盖率_泰州市_2024学年_地图.png"),
        ("区县画像_泰州市（模拟）_海陵区_2024 学年", "区县画像_泰州市（模拟）_海陵区_2024学年.png"),
        ("对标数据_泰州市_2024/25", "对标数据_泰州市_2024-25.png"),
        ("Map Taizhou 2024/25", "Map_Taizhou_2024-25.png"),
        ("../../etc/passwd", "etc-passwd.png"),
        ("con", "duibiao_con.png"),
        ("", "duibiao.png"),
        ("名\n\t字\u202e", "名字.png"),
    ],
)
def test_names(words: str, name: str) -> None:
    assert file_name(words, "png") == name


@given(st.text(max_size=300))
def test_any_text_gives_a_name_that_can_be_written(words: str) -> None:
    name = file_name(words, "xlsx")
    assert name.endswith(".xlsx") and len(name) > 5
    assert not set(name) & set('<>:"/\\|?*\0\n\r\t ')
    assert len(name.encode()) <= 210 and not name.startswith(".")
