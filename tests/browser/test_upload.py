"""The whole way of one workbook through a real browser: drop, preview, accept, see it on the map, withdraw; and wrong files."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook

Visitor = Any  # the class lives in conftest.py, which nobody can import

DISTRICTS = {
    "海陵区": (10_000, 9_100),
    "高港区": (5_000, 4_000),
    "姜堰区": (8_000, 6_400),
    "兴化市": (12_000, 9_000),
    "靖江市": (7_000, 6_300),
    "泰兴市": (11_000, 9_350),
}


def workbook() -> bytes:
    """A small sheet as a bureau keeps it: title, one row of headings, six districts and a total."""
    book = Workbook()
    sheet = book.active
    sheet.title = "学前"
    sheet.append(["泰州市2024学年普惠性幼儿园情况统计表"])
    sheet.append(["区县", "在园幼儿数（人）", "普惠性幼儿园在园幼儿数（人）", "普惠性幼儿园覆盖率（%）"])
    for name, (children, inclusive) in DISTRICTS.items():
        sheet.append([name, children, inclusive, round(100 * inclusive / children, 1)])
    sheet.append(["合计", 53_000, 44_150, 83.3])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def drop(visit: Visitor, name: str, data: bytes) -> None:
    visit.page.set_input_files(
        '[data-testid="stFileUploaderDropzoneInput"]', {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    visit.page.wait_for_selector(".note:has-text('《'), .warn:has-text('《')", timeout=30_000)
    visit.settle()


def test_a_workbook_goes_in_shows_on_the_map_and_comes_out_again(first_visit: Visitor) -> None:
    visit = first_visit.open("upload").sign_in().open("upload")
    page = visit.page
    drop(visit, "普惠园2024.xlsx", workbook())
    assert "《普惠园2024.xlsx》→ 泰州市：共 21 个数，新增 21，变更 0，不变 0，撤为无数 0。" in visit.text()
    visit.assert_sound()
    page.get_by_role("button", name="入库", exact=True).click()
    page.wait_for_selector("text=已入库（编号", timeout=30_000)
    page.get_by_role("link", name="去地图看").click()
    page.wait_for_url("**/district_map?*")
    page.wait_for_selector("h1.finding:has-text('区县')", timeout=30_000)
    visit.settle()
    assert "city=321200" in page.url
    visit.open("district_map?city=321200&indicator=inclusive_coverage")
    assert visit.finding() == "6 个报数区县中 3 个达到 ≥ 85% 目标，兴化市差 10.0 个百分点"
    assert "模拟" not in visit.text()
    visit.open("sources?city=321200&indicator=inclusive_coverage&district=321202")
    assert "学前!D3" in visit.text()
    assert "9,100 ÷ 10,000 = 91.0%" in visit.text()
    assert "王老师" in visit.text()
    visit.open("upload?city=321200")
    page.get_by_text("撤回这份文件…").click()
    page.get_by_label("撤回的理由（会保存在记录里）").fill("报错了")
    page.keyboard.press("Enter")
    visit.settle()
    page.get_by_role("button", name="撤回，恢复以前的数").click()
    page.wait_for_selector("td:has-text('已撤回')", timeout=30_000)
    visit.open("district_map?city=321200")
    assert visit.finding() == "泰州市还没有数据"
    visit.assert_sound()


def test_a_picture_called_a_workbook_gets_one_sentence_and_stores_nothing(visit: Visitor) -> None:
    visit.sign_in().open("upload?city=321200-sample")
    before = visit.finding()
    drop(visit, "照片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    assert visit.page.locator(".warn").count() == 1
    assert "《照片.xlsx》没有入库。" in visit.page.inner_text(".warn")
    assert visit.page.get_by_role("button", name="入库", exact=True).count() == 0
    assert visit.finding() == before
    visit.assert_sound()
