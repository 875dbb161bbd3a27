"""The calculation panel from a mark on any page in two clicks, and the what-if slider, in a real browser."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visitor


@pytest.mark.parametrize(
    ("path", "mark", "said"),
    [
        ("", (600, 454), "结论：明显滞后"),
        ("gaps?indicator=inclusive_coverage", (650, 206), "结论：明显滞后"),
        ("district_profile?district=321281", (400, 128), "结论：明显滞后"),
    ],
)
def test_a_status_leads_in_two_clicks_to_its_calculation_and_its_cells(
    visit: Visitor, path: str, mark: tuple[int, int], said: str
) -> None:
    visit.open(path)
    visit.page.mouse.click(*mark)
    visit.settle()
    visit.page.get_by_role("button", name="算式与出处").click()
    panel = visit.page.get_by_role("dialog")
    panel.get_by_text("兴化市", exact=False).first.wait_for()
    panel.get_by_text(said, exact=False).first.wait_for()
    text = panel.inner_text()
    assert "单元格" in text and ".xlsx" in text and "兴化市" in text
    assert "why=1" in visit.page.url
    assert visit.page.query_selector('[data-testid="stException"]') is None


@pytest.mark.parametrize("path", ["", "targets", "targets?part=inspection"])
def test_a_figure_that_is_no_mark_of_a_chart_leads_to_its_calculation_at_once(visit: Visitor, path: str) -> None:
    """A score card's value, a target's count of districts, a verdict of a check list."""
    visit.open(path)
    visit.page.locator("a.why").first.click()
    panel = visit.page.get_by_role("dialog")
    panel.get_by_text("对照：", exact=False).first.wait_for()
    text = panel.inner_text()
    assert "结论：" in text and "单元格" in text and ".xlsx" in text
    assert "why=1" in visit.page.url
    assert visit.page.query_selector('[data-testid="stException"]') is None


@pytest.mark.parametrize(
    ("path", "said"),
    [("equity?indicator=inclusive_coverage", "泰尔指数：Σ"), ("gaps?indicator=inclusive_coverage", "泰尔指数：Σ")],
)
def test_a_spread_leads_to_its_calculation_and_every_districts_cell(visit: Visitor, path: str, said: str) -> None:
    """A card of 均衡; the sentence about the spread on 对标差距, which stands folded away."""
    visit.open(path)
    if path.startswith("gaps"):
        visit.page.get_by_text("从这些数里看得出的", exact=False).click()
    visit.page.locator("a.why[href*='why=spread']").first.click()
    panel = visit.page.get_by_role("dialog")
    panel.get_by_text(said, exact=False).first.wait_for()
    text = panel.inner_text()
    assert "各项：海陵区" in text and "单元格" in text and ".xlsx" in text
    assert visit.page.query_selector('[data-testid="stException"]') is None


def test_the_slider_answers_with_a_year_and_its_arithmetic(visit: Visitor) -> None:
    """Arrow keys move it by one step (50 places); the answer changes without a new page."""
    visit.open("gaps?indicator=inclusive_coverage&district=321281&more=500")
    assert "兴化市每年多 500 个学位 → 2028 年达标" in visit.text()
    slider = visit.page.get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    visit.page.get_by_text("兴化市每年多 550 个学位 → 2027 年达标", exact=False).first.wait_for()
    assert "1,529.45 ÷ 550 = 2.78，进为 3 年，2024 + 3 = 2027" in visit.text()
    assert "more=550" in visit.page.url
    assert visit.page.query_selector('[data-testid="stException"]') is None
