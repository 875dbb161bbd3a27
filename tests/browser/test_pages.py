"""Every page in a real browser: cold deep links, numbers, a click on a district, the URL as the state, language, back."""

from __future__ import annotations

from typing import Any

import pytest

from shell import navigation
from shell.navigation import ENTRIES

Visitor = Any  # the class lives in conftest.py, which nobody can import

PAGES = {
    "": "项中",
    "district_map": "≥ 80% 目标",
    "trends": "兴化市",
    "gaps": "还差",
    "equity": "个区县的差距",
    "district_profile": "项未达标",
    "slides": "页可编辑的幻灯片",
    "upload": "已入库 7 份文件",
    "targets": "条可逐区县判断的目标中",
    "sources": "个区县有数",
}


@pytest.mark.parametrize("path", ["trends", "sources?indicator=inclusive_coverage&period=2022S&district=321281"])
def test_a_cold_deep_link_on_a_fresh_server_opens_that_page(first_visit: Visitor, path: str) -> None:
    """Without the guard the first visitor would get the page without app.py, and raw file names in the side bar."""
    first_visit.open(path)
    links = first_visit.page.locator('[data-testid="stSidebar"] [data-testid="stPageLink-NavLink"]')
    own = links.filter(has_text="换成本市数据")  # there is only the sample city
    assert (own.count(), links.count()) == (1, 1 + sum(not entry.own for entry in ENTRIES))
    assert "模拟数据" in first_visit.text()
    if "?" in path:
        assert "普惠性幼儿园覆盖率（%），2022 学年" in first_visit.text()
        assert "兴化市的这个数从哪里来" in first_visit.text()
    first_visit.assert_sound()


@pytest.mark.parametrize(("path", "words"), PAGES.items())
def test_each_page_says_its_finding_with_a_number_and_that_it_is_simulated(visit: Visitor, path: str, words: str) -> None:
    visit.open(path)
    assert words in visit.finding()
    assert any(character.isdigit() for character in visit.finding())
    assert "模拟数据" in visit.text()
    # one link of the side bar is the page's own, also where 换成本市数据 leads to the same page
    marked = visit.page.locator('[data-testid="stSidebar"] [aria-current="page"]')
    marked.first.wait_for()
    assert marked.all_inner_texts() == [navigation.title(path or "overview")]
    visit.assert_sound()


@pytest.mark.parametrize("path", ["", "district_map", "trends", "gaps", "equity", "district_profile"])
def test_the_answer_stands_in_the_first_screen(visit: Visitor, path: str) -> None:
    """At 1366 × 768 finding and chart are seen without scrolling, and nothing scrolls sideways."""
    visit.open(path)
    chart = visit.page.locator('[data-testid="stVegaLiteChart"]').first
    chart.wait_for()
    visit.page.wait_for_timeout(300)
    box = chart.bounding_box()
    assert box is not None and box["y"] + box["height"] <= 720
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visit.page.locator('[data-testid="stSidebar"]').bounding_box()["width"] == pytest.approx(188, abs=1)


def test_a_click_on_a_district_selects_it_everywhere(visit: Visitor) -> None:
    visit.open("district_map")
    page = visit.page
    chart = page.locator('[data-testid="stVegaLiteChart"]').nth(1)
    chart.wait_for()
    page.wait_for_timeout(500)
    box = chart.bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 55)  # the first row: the best district
    page.wait_for_url("**district=321202*", timeout=10_000)
    page.wait_for_function(
        "() => [...document.querySelectorAll('input')].some(input => input.value === '海陵区')", timeout=45_000
    )
    visit.settle()
    page.get_by_role("link", name="趋势").click()
    page.wait_for_selector("h1.finding:has-text('海陵区')", timeout=45_000)
    assert "district=321202" in page.url
    page.go_back()
    page.wait_for_url("**/district_map*district=321202*")
    visit.settle()
    visit.assert_sound()


def test_a_choice_goes_into_the_url_and_back_undoes_it(visit: Visitor) -> None:
    visit.open("gaps")
    page = visit.page
    before = visit.finding()
    page.locator('[data-testid="stSelectbox"]', has_text="时期").click(position={"x": 60, "y": 40})
    page.get_by_role("option", name="2021 学年").click()
    page.wait_for_url("**period=2021S*")
    page.wait_for_selector("p.subtitle:has-text('2021 学年')")
    page.go_back()
    page.wait_for_selector("p.subtitle:has-text('2024 学年')")
    assert visit.settle().finding() == before
    assert "period=" not in page.url


def test_english_by_a_switch_which_stays_on_the_next_page(visit: Visitor) -> None:
    visit.open("?lang=en")
    assert "targets not met" in visit.finding()
    assert visit.page.evaluate("document.documentElement.lang") == "en"
    visit.page.get_by_role("link", name="Gap to target").click()
    visit.page.wait_for_selector("h1.finding:has-text('short')", timeout=45_000)
    assert "lang=en" in visit.page.url
    assert "Simulated data" in visit.text()


def test_the_page_is_chinese_to_a_screen_reader(visit: Visitor) -> None:
    visit.open("district_map")
    assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"
    label = visit.page.locator('[data-testid="stVegaLiteChart"][aria-label*="个报数区县中"]').first
    label.wait_for(state="attached")


def test_a_picture_downloads_at_slide_size(visit: Visitor) -> None:
    visit.open("gaps")
    with visit.page.expect_download(timeout=30_000) as waiting:
        visit.page.get_by_role("button", name="下载图片（PNG）").click()
    download = waiting.value
    assert download.suggested_filename == "集团化办学覆盖率_义务教育_泰州市（模拟）_2024学年_对标差距.png"
    data = download.path().read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (1920, 1080)


def test_a_wide_window_gets_a_wide_chart(visit: Visitor) -> None:
    visit.page.set_viewport_size({"width": 1920, "height": 1080})
    visit.open("gaps")
    visit.page.wait_for_function(
        "() => document.querySelector('[data-testid=stVegaLiteChart]')?.getBoundingClientRect().width > 1600",
        timeout=45_000,
    )
    visit.assert_sound()
