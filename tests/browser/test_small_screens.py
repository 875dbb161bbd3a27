"""A phone held upright, a laptop at 200 % zoom, and a person without a mouse: nothing is out of reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Visitor = Any  # the class lives in conftest.py, which nobody can import

PAGES = ("", "district_map", "trends", "gaps", "equity", "district_profile")
# The widest thing that sticks out of the page and lies in no box that scrolls by itself
OVERFLOW = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth - main.clientWidth;
}"""
DRAWN = """() => {
  const boxes = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
  return boxes.length > 0 && boxes.every(box => box.querySelector('svg.marks, canvas'));
}"""
FOCUSED = """() => {
  const here = document.activeElement;
  return [here.tagName, (here.innerText || here.getAttribute('aria-label') || '').trim(), getComputedStyle(here).outlineStyle];
}"""


@pytest.mark.parametrize(("width", "height", "chart"), [(390, 844, 362), (683, 384, 627)])
def test_no_page_scrolls_sideways_and_its_chart_has_its_own_width(visit: Visitor, width: int, height: int, chart: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": height})
    for stem in PAGES:
        visit.open(stem)
        visit.page.wait_for_function(DRAWN, timeout=60_000)
        visit.page.wait_for_function(f"() => document.cookie.includes('duibiao_width={chart}')", timeout=60_000)
        visit.settle()
        assert visit.page.evaluate(OVERFLOW) <= 0, stem
        box = visit.page.query_selector('[data-testid="stVegaLiteChart"]').bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width, stem
    visit.assert_sound()


def test_the_menu_of_a_phone_opens_and_leads_on(visit: Visitor) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open("gaps")
    button = visit.page.get_by_test_id("stExpandSidebarButton")
    assert button.is_visible() and button.get_attribute("aria-label") == "展开菜单"
    button.click()
    visit.page.get_by_role("link", name="趋势").click()
    visit.page.wait_for_url("**/trends**")
    visit.settle()
    assert "个百分点" in visit.finding()


def test_a_person_without_a_mouse_gets_from_the_menu_to_a_chooser(visit: Visitor) -> None:
    visit.open("")
    reached: list[str] = []
    step(visit, reached, lambda words: words == "对标差距")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/gaps**")
    visit.settle()
    reached.clear()
    step(visit, reached, lambda words: "下载图片" in words)
    assert any("登录" in words for words in reached), reached


def step(visit: Visitor, reached: list[str], there: Callable[[str], bool]) -> None:
    """Press Tab until the focus is where it should be; every stop shows that it has the focus."""
    for _press in range(80):
        visit.page.keyboard.press("Tab")
        tag, words, outline = visit.page.evaluate(FOCUSED)
        reached.append(words)
        if tag in ("A", "BUTTON"):
            assert outline != "none", (tag, words)
        if there(words):
            return
    raise AssertionError(reached)


def test_every_page_is_gone_through_by_keyboard_alone(visit: Visitor) -> None:
    """From the first link to the last button: each stop shows that it has the focus, and says in Chinese what it is."""
    for stem in (*PAGES, "slides", "upload", "targets", "sources"):
        visit.open(stem)
        stops: list[list[str]] = []
        for _press in range(120):
            visit.page.keyboard.press("Tab")
            stop = visit.page.evaluate(FOCUSED)
            if stop[0] == "BODY" or (len(stops) > 5 and stop == stops[0]):
                break
            stops.append(stop)
        assert stops[0][1] == "跳到正文" and len(stops) > 14, (stem, stops)
        assert [stop for stop in stops if stop[0] in ("A", "BUTTON", "SUMMARY") and stop[2] == "none"] == [], stem
        unnamed = [stop for stop in stops if stop[0] in ("A", "BUTTON", "SUMMARY", "INPUT") and not stop[1]]
        assert unnamed == [], (stem, unnamed)
