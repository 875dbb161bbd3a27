"""Slide mode in a real browser: fills the window, type as large as on a slide, arrow keys travel, Escape leaves."""

from __future__ import annotations

import re
from typing import Any

import pytest

Visitor = Any  # the class lives in conftest.py, which nobody can import

# Text, size in pixels of the screen and height on it, of every text of the slide
SIZES = """() => [...document.querySelectorAll('*')].flatMap((element) => element.shadowRoot
  ? [...element.shadowRoot.querySelectorAll('.drawn svg text')] : [...element.querySelectorAll(':scope > .drawn svg text')])
  .map((text) => [text.textContent, parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
                  text.getBoundingClientRect().y])"""
# A name inside a district takes the size that fits; the label of a line that stopped early, the room to the chart's edge
LEAST = {"": 36, "district_map": 34, "trends": 27, "gaps": 36, "district_profile": 36}


def drawn(visit: Visitor) -> Any:
    slide = visit.page.locator(".drawn svg").first
    slide.wait_for()
    return slide


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (3840, 2160)])
def test_the_slide_fills_a_16_to_9_window_and_nothing_else_is_seen(visit: Visitor, width: int, height: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.page.goto(f"{visit.url}/gaps?mode=slide")
    box = drawn(visit).bounding_box()
    assert (box["x"], box["y"]) == (0, 0) and (round(box["width"]), round(box["height"])) == (width, height)
    covering = "([x, y]) => document.elementFromPoint(x, y).tagName + document.elementFromPoint(x, y).className"
    assert "stSidebar" not in visit.page.evaluate(covering, [40, height // 2])
    assert visit.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize(("page", "least"), LEAST.items())
def test_all_but_the_footer_is_36_px_and_more_at_1080p(visit: Visitor, page: str, least: float) -> None:
    visit.page.set_viewport_size({"width": 1920, "height": 1080})
    visit.page.goto(f"{visit.url}/{page}?mode=slide")
    drawn(visit)
    read = [(text, size) for text, size, y in visit.page.evaluate(SIZES) if y < 940 and text.strip()]
    assert [(text, size) for text, size in read if size < least - 0.1] == []
    assert sum(size < 35.9 for _text, size in read) <= 3


def number(visit: Visitor, words: str) -> None:
    """Wait for the slide of that number."""
    visit.page.locator(".drawn svg").get_by_text(words, exact=True).wait_for()


def address(visit: Visitor, part: str, *, there: bool = True) -> None:
    """Wait until the browser's address has it, or has it no longer."""
    visit.page.wait_for_function("([part, there]) => location.href.includes(part) === there", arg=[part, there])


def test_arrow_keys_travel_with_the_choices_and_escape_leaves(visit: Visitor) -> None:
    visit.page.goto(f"{visit.url}/gaps?mode=slide&indicator=inclusive_coverage")
    number(visit, "4 / 6")
    visit.page.keyboard.press("ArrowRight")
    number(visit, "5 / 6")
    address(visit, "/equity?")
    address(visit, "indicator=inclusive_coverage")
    visit.page.keyboard.press("ArrowLeft")
    number(visit, "4 / 6")
    visit.page.keyboard.press("Escape")
    visit.page.locator("h1.finding").wait_for()
    address(visit, "mode=slide", there=False)
    address(visit, "/gaps?indicator=inclusive_coverage")


def test_a_button_on_the_page_leads_there(visit: Visitor) -> None:
    visit.open("gaps?indicator=inclusive_coverage")
    visit.page.get_by_role("button", name="放映").click()
    drawn(visit)
    address(visit, "mode=slide")
    address(visit, "indicator=inclusive_coverage")


def test_the_first_page_under_its_own_name_is_the_first_page(visit: Visitor) -> None:
    """/overview is what a person writes; the framework has the first page at the root alone."""
    visit.open("overview?indicator=inclusive_coverage")
    assert "项中" in visit.finding()
    visit.assert_sound()


def test_pinned_views_are_shown_in_their_order_under_their_own_titles(visit: Visitor) -> None:
    for page in ("trends?indicator=inclusive_coverage", "gaps?indicator=inclusive_coverage"):
        visit.open(page)
        visit.page.get_by_role("button", name=re.compile("^加入会议材料")).click()
        visit.page.get_by_role("button", name="已在会议材料中").wait_for()
    visit.page.get_by_role("link", name="会议材料").click()
    visit.page.get_by_text("自选（2）").click()
    visit.page.get_by_role("button", name="放映（2 页）").click()
    number(visit, "1 / 2")
    address(visit, "/trends?")
    visit.page.keyboard.press("ArrowRight")
    number(visit, "2 / 2")
    address(visit, "/gaps?")
    address(visit, "pin=2")
    visit.page.keyboard.press("ArrowRight")
    number(visit, "1 / 2")
