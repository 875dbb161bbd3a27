"""The whole way of one workbook through a real browser: drop, preview, accept, see it on the map, withdraw; and wrong files."""

from __future__ import annotations

import io
import re
from typing import Any

from openpyxl import Workbook

from tests.people import PASSWORD

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
    visit.open("upload?city=321200&part=history")
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


def planted() -> bytes:
    """扬州市's kindergartens with five faults, a district's name spelt wrongly and a heading that nobody knows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "学前教育"
    sheet.append(["扬州市2024学年学前教育普及普惠情况统计表"])
    sheet.append(
        [
            "区县",
            "幼儿园数（所）",
            "在园幼儿数（人）",
            "普惠性幼儿园在园幼儿数（人）",
            "普惠性幼儿园覆盖率（%）",
            "食堂自营园数（所）",
        ]
    )
    rows = [
        ("广陵区", 60, 12_000, 10_800, 90.0, 40),
        ("邗江区", 70, 15_000, 12_300, 182.0, 51),  # over 100 %
        ("江都区", 80, "约16000", 14_400, 90.0, 60),  # no number, and so the total is not the sum
        ("宝应县", 50, 11_000, 18_800, 80.0, 33),  # more inclusive places than children, and a rate that does not fit
        ("仪征市", 40, 9_000, 8_100, 90.0, 30),
        ("高油市", 45, 9_500, 8_550, 90.0, 28),  # 高邮市
    ]
    for row in rows:
        sheet.append(row)
    sheet.append(["合计", 999, 72_500, 62_950, 86.8, 242])  # the sum is 345
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def first_figures() -> bytes:
    """The same figures as they came first, without a fault."""
    book = Workbook()
    sheet = book.active
    sheet.title = "学前教育"
    sheet.append(["扬州市2024学年幼儿园情况统计表"])
    sheet.append(["区县", "幼儿园数（所）"])
    for place, count in zip(("广陵区", "邗江区", "江都区", "宝应县", "仪征市", "高邮市"), (60, 70, 30, 50, 40, 45), strict=True):
        sheet.append([place, count])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sign_in_by_form(visit: Visitor, path: str) -> None:
    """With name and password on the sign-in page, which leads back to the page asked for."""
    visit.sign_in("王老师").page.context.clear_cookies()  # the account is there, nobody is signed in
    page = visit.open(path).page
    page.locator("a.button", has_text="登录").click()
    page.fill("#name", "王老师")
    page.fill("#password", PASSWORD)
    page.get_by_role("button").click()
    page.wait_for_selector('[data-testid="stFileUploader"]', timeout=60_000)
    visit.settle()


def test_the_whole_way_from_sign_in_to_withdrawal(first_visit: Visitor) -> None:
    """Five faults and an unknown name, answered one by one; the map changes with the file and changes back without it."""
    visit = first_visit
    sign_in_by_form(visit, "upload")
    page = visit.page
    drop(visit, "扬州园数.xlsx", first_figures())
    page.get_by_role("button", name="入库", exact=True).click()
    page.wait_for_selector("text=已入库（编号", timeout=30_000)
    visit.open("district_map?city=321000&indicator=kindergartens")
    before = visit.finding()
    assert "邗江区最高，70 所；江都区最低，30 所" in before
    visit.open("upload")
    drop(visit, "扬州学前2024.xlsx", planted())
    assert "《扬州学前2024.xlsx》还有 4 个问题要您回答，答完才能入库。" in visit.text()
    assert page.get_by_role("button", name="入库", exact=True).is_disabled()
    page.get_by_role("button", name="高邮市").click()
    page.wait_for_selector("text=“高油市”按高邮市读", timeout=30_000)
    for left, (text, number) in enumerate((("按缺失处理", 0), ("不采用这个数", 0), ("不采用这个数", 1))):
        page.get_by_text(text, exact=True).nth(number).click()
        said = f"还有 {2 - left} 个问题要您回答" if left < 2 else "变更 1"
        page.wait_for_selector(f"text={said}", timeout=30_000)
    visit.settle()
    page.get_by_text("不认识的表头").first.click()
    visit.settle()
    page.get_by_text("设为本市新指标…").click()
    page.get_by_label("定义：数的是什么、怎么算").fill("食堂由园所自己经营的幼儿园数")
    page.keyboard.press("Enter")
    visit.settle()
    page.get_by_role("button", name="新设并用于这个表头").click()
    page.wait_for_selector("text=“食堂自营园数”按食堂自营园数读", timeout=30_000)
    visit.settle()
    with page.expect_download() as report:
        page.get_by_role("button", name="下载核查报告").click()
    assert report.value.suggested_filename == "扬州学前2024_核查报告.xlsx"
    # 30 → 80 stands open among the differences, and doubles: that asks for a 说明
    changed = page.locator("tr", has=page.locator("td", has_text="变更"))
    assert changed.count() == 1
    assert [one for one in cells(changed) if one in ("江都区", "30", "80")] == ["江都区", "30", "80", "80"]
    for label in page.get_by_label(re.compile("^说明“")).all():
        label.fill("合计由区县自己填写；江都区上次漏报民办园")
        page.keyboard.press("Enter")
        visit.settle()
    page.get_by_role("button", name="入库", exact=True).click()
    page.wait_for_selector("text=已入库（编号", timeout=30_000)
    visit.assert_sound()
    visit.open("district_map?city=321000&indicator=kindergartens")
    assert "江都区最高，80 所；仪征市最低，40 所" in visit.finding()
    visit.open("district_map?city=321000&indicator=own_indicator_1")
    assert "江都区最高，60 所；高邮市最低，28 所" in visit.finding()
    assert "现行数据" in visit.text()
    visit.open("upload?city=321000&part=history")
    page.get_by_text("撤回这份文件…").click()
    page.get_by_label("撤回的理由（会保存在记录里）").fill("报错了")
    page.keyboard.press("Enter")
    visit.settle()
    page.get_by_role("button", name="撤回，恢复以前的数").click()
    page.wait_for_selector("td:has-text('已撤回')", timeout=30_000)
    visit.open("district_map?city=321000&indicator=kindergartens")
    assert visit.finding() == before
    visit.assert_sound()


def cells(row: Any) -> list[str]:
    """The texts of a table's row."""
    return [text.strip() for text in row.locator("td").all_inner_texts()]


def test_a_value_is_corrected_with_a_reason_and_the_correction_undone(first_visit: Visitor) -> None:
    visit = first_visit.sign_in().open("upload")
    page = visit.page
    drop(visit, "普惠园2024.xlsx", workbook())
    page.get_by_role("button", name="入库", exact=True).click()
    page.wait_for_selector("text=已入库（编号", timeout=30_000)
    visit.open("sources?city=321200&indicator=kindergarten_pupils&district=321281")
    page.get_by_text("更正 兴化市 的数").click()
    page.get_by_label("更正为").fill("12500")
    page.keyboard.press("Tab")
    page.get_by_label("理由（会保存在历史里）").fill("电话核实")
    page.keyboard.press("Enter")
    visit.settle()
    page.get_by_role("button", name="更正", exact=True).click()
    page.wait_for_selector("text=已更正，各页现在用更正后的数", timeout=30_000)
    visit.settle()
    assert "12,500" in visit.text()
    assert "手工更正（原《普惠园2024.xlsx》）" in visit.text()
    visit.open("upload?city=321200&part=history")
    assert "电话核实" in visit.text()
    page.get_by_text("取消更正…").click()
    page.get_by_label("理由（会保存在历史里）").fill("看错了")
    page.keyboard.press("Enter")
    visit.settle()
    page.get_by_role("button", name="取消更正，恢复原数").click()
    page.wait_for_selector("text=更正已取消，原数恢复了。", timeout=30_000)
    visit.open("sources?city=321200&indicator=kindergarten_pupils&district=321281")
    assert "12,000" in visit.text()
    assert "12,500" in visit.text()  # the correction stays in the story
    visit.assert_sound()


def test_of_many_files_one_is_unfolded_and_each_says_where_it_stands(first_visit: Visitor) -> None:
    """One that can go in, one with questions, one that is no workbook; the next opens when the first is in."""
    visit = first_visit.sign_in().open("upload?city=321200")
    page = visit.page
    files = [("普惠园2024.xlsx", workbook()), ("扬州学前2024.xlsx", planted()), ("照片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(300))]
    page.set_input_files(
        '[data-testid="stFileUploaderDropzoneInput"]',
        [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files],
    )
    page.wait_for_selector('summary:has-text("《照片.xlsx》")', timeout=60_000)
    visit.settle()
    said = [text.strip() for text in page.locator('[data-testid="stMain"] summary:has-text("《")').all_inner_texts()]
    assert [text.partition("》")[2].strip() for text in said] == ["可以入库", "要回答问题", "打不开"]
    # a doubtful cell says under the pointer what it was taken for, and what is wrong with it
    page.locator('summary:has-text("《扬州学前2024.xlsx》")').click()
    titles = page.locator("td.i-blocking").evaluate_all("cells => cells.map(cell => cell.title)")
    assert any("广陵区" not in title and "182%，超过 100%" in title and "2024 学年" in title for title in titles)
    page.get_by_role("button", name="入库", exact=True).first.click()
    page.wait_for_selector('summary:has-text("《普惠园2024.xlsx》　✓ 已入库")', timeout=30_000)
    visit.settle()
    assert "还差 4 个问题没有回答，在上面点选。" in visit.text()
    visit.assert_sound()
