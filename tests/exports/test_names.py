"""File names speak, and no system refuses or obeys them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exports.names import speaking


def test_a_name_says_indicator_city_period_and_page() -> None:
    assert speaking("普惠性幼儿园覆盖率", "泰州市", "2024 学年", "地图") == "普惠性幼儿园覆盖率_泰州市_2024学年_地图"
    assert speaking("", "泰州市", "2018–2024 学年", "趋势") == "泰州市_2018-2024学年_趋势"
    assert speaking("Inclusive coverage", "Taizhou", "2024/25") == "Inclusive coverage_Taizhou_2024-25"


def test_signs_that_a_system_would_act_on_are_gone() -> None:
    assert speaking("../../etc/passwd") == "etc-passwd"
    assert speaking('a<b>:"c"|d?*') == "a-b---c--d--"
    assert speaking("=1+1") == "1+1"
    assert speaking("CON") == "_CON"
    assert speaking("名\u202egnp.exe") == "名-gnp.exe"
    assert speaking("") == "_"


@given(st.lists(st.text(max_size=120), max_size=5))
def test_any_texts_make_a_name_that_can_be_stored(parts: list[str]) -> None:
    name = speaking(*parts)
    assert name and len(name.encode("utf-8", "replace")) <= 205
    assert not set(name) & set('\\/:*?"<>|\r\n\0')
    assert name not in (".", "..") and not name.endswith((".", " ")) and name[0] not in "=@"
