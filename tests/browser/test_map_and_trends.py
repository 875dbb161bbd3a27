"""What only a browser shows of 地图 and 趋势: arrow keys, play, a full state in the URL, the selection over pages and back."""

from __future__ import annotations

from typing import Any

import pytest

Visitor = Any  # the class lives in conftest.py, which nobody can import

CHART = '[data-testid="stVegaLiteChart"]'


def test_arrow_keys_choose_one_district_after_another_and_the_choice_goes_along(visit: Visitor) -> None:
    """Best first in the sample: 海陵区, 靖江市, 姜堰区; the keys alone, without a mouse."""
    visit.open("district_map?indicator=group_coverage")
    page = visit.page
    ranking = page.locator(CHART).nth(1)
    ranking.wait_for()
    page.wait_for_function(f"() => document.querySelectorAll('{CHART}')[1]?.tabIndex === 0", timeout=45_000)
    ranking.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**district=321202*", timeout=45_000)
    visit.settle()
    page.keyboard.press("ArrowDown")  # the chart kept the focus
    page.wait_for_url("**district=321282*", timeout=45_000)
    visit.settle()
    outline = page.evaluate(f"getComputedStyle(document.querySelectorAll('{CHART}')[1]).outlineStyle")
    assert outline == "solid"
    page.get_by_role("link", name="趋势").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("h1.finding:has-text('靖江市')", timeout=45_000)
    assert "district=321282" in page.url
    page.go_back()
    page.wait_for_url("**/district_map*district=321282*", timeout=45_000)
    visit.settle().assert_sound()


# Notes each period that the page shows, with what the URL says meanwhile
_NOTING = """() => {
  window.noted = [];
  const look = () => {
    const shown = document.querySelector("p.subtitle")?.textContent.match(/(\\d{4}) 学年/)?.[1];
    const last = window.noted[window.noted.length - 1];
    if (shown && (!last || last[0] !== shown)) window.noted.push([shown, location.search]);
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def test_play_goes_through_the_periods_and_leaves_the_history_alone(visit: Visitor) -> None:
    """What it shows is noted in the page itself: a busy machine may look here only when it is over."""
    visit.open("district_map?indicator=group_coverage&period=2022S")
    page = visit.page
    before = page.evaluate("history.length")
    page.evaluate(_NOTING)
    page.get_by_role("button", name="播放").click()
    page.wait_for_url(lambda url: "period=" not in url, timeout=60_000)
    page.get_by_role("button", name="播放").wait_for(timeout=45_000)
    noted = page.evaluate("window.noted")
    assert [year for year, _url in noted] == ["2022", "2023", "2024"]
    assert "period=2022S" in noted[1][1], "nothing is written while it plays"
    assert page.evaluate("history.length") <= before + 1
    visit.settle().assert_sound()


@pytest.mark.parametrize(
    ("path", "words", "shown"),
    [
        ("district_map?indicator=group_coverage&layout=periods&classes=equal", "达到 ≥ 80% 目标的区县", ["各期小图", "等距"]),
        (
            "district_map?indicator=group_coverage&layout=two&classes=own&cuts=60,80&district=321281",
            "两项都未达标",
            ["两项并排", "自定界线", "60,80", "兴化市"],
        ),
        ("trends?indicator=group_coverage&form=slope&district=321202&marked=321281", "个上升", ["首末对比"]),
        ("trends?indicator=group_coverage&peers=all&district=321202", "海陵区", ["全部区县中间一半"]),
    ],
)
def test_a_full_state_opens_from_its_url(visit: Visitor, path: str, words: str, shown: list[str]) -> None:
    visit.open(path)
    assert words in visit.finding()
    values = visit.page.evaluate("[...document.querySelectorAll('input')].map(input => input.value).join('|')")
    boxes = visit.page.evaluate("[...document.querySelectorAll('[data-testid=stSelectbox]')].map(box => box.innerText).join('|')")
    assert [word for word in shown if word not in values + boxes] == []
    assert visit.page.url.endswith(path), "opening changes nothing in it"
    visit.assert_sound()
