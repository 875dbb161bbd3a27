"""What an upload changed, looked up later: against what counted just before it."""

from __future__ import annotations

from collections.abc import Callable

from indicators.catalogue import load_catalogue
from store import Store, Workspace
from tests.views.conftest import row
from views.upload_changes import changes_in_words, upload_changes


def test_each_upload_is_held_against_what_counted_before_it(opened: Store, put: Callable[..., Workspace]) -> None:
    """40 → 45 → 50 in 海陵区; 高港区 stays 30 and comes new in the second; the first is taken back in the end."""
    put([row("321202", "kindergartens", 2024, 40)], "一.xlsx")
    put([row("321202", "kindergartens", 2024, 45), row("321203", "kindergartens", 2024, 30, cell="B3")], "二.xlsx")
    put([row("321202", "kindergartens", 2024, 50), row("321203", "kindergartens", 2024, 30, cell="B3")], "三.xlsx")
    third, second, first = opened.uploads("321200")
    opened.withdraw(third.id, "报错了", "王老师")
    opened.withdraw(first.id, "报错了", "王老师")

    def told(number: int) -> list[tuple[str, ...]]:
        found = upload_changes(opened, {one.id: one for one in opened.uploads("321200")}[number])
        words = changes_in_words(found, load_catalogue())
        return [tuple(line) for line in words[["变化", "区县", "原值", "新值", "原值所在文件"]].itertuples(index=False)]

    assert told(first.id) == [("新增", "海陵区", "", "40", "")]
    assert told(second.id) == [("变更", "海陵区", "40", "45", "一.xlsx"), ("新增", "高港区", "", "30", "")]
    assert told(third.id) == [("变更", "海陵区", "45", "50", "二.xlsx")]
    assert list(upload_changes(opened, third)["change"]) == ["changed", "same"]


def test_a_number_that_became_none_is_a_change(opened: Store, put: Callable[..., Workspace]) -> None:
    put([row("321202", "kindergartens", 2024, 40)], "一.xlsx")
    put([row("321202", "kindergartens", 2024, None)], "二.xlsx")
    words = changes_in_words(upload_changes(opened, opened.uploads("321200")[0]), load_catalogue())
    assert [tuple(line) for line in words[["变化", "原值", "新值"]].itertuples(index=False)] == [("变更", "40", "未报送")]
