"""A meeting in one window, work in another: viewers keep their numbers until an edition is published; rounds open again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import pytest
from openpyxl import Workbook

import intake
from access import Role, Visitor
from shell.served import cookie_name
from store import open_store
from tests.people import signed_in

Window = Any  # the class lives in conftest.py, which nobody can import
PLACES = ("海陵区", "高港区", "姜堰区", "兴化市", "靖江市", "泰兴市")
MAP = "district_map?city=321200&indicator=kindergartens"


def book(last: int) -> bytes:
    """Six districts with 40 … 44 kindergartens, and `last` in 泰兴市."""
    made = Workbook()
    sheet = made.active
    sheet.append(["泰州市2024学年幼儿园情况统计表"])
    sheet.append(["区县", "幼儿园数（所）"])
    for number, place in enumerate(PLACES[:-1]):
        sheet.append([place, 40 + number])
    sheet.append([PLACES[-1], last])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def accepted(database: str, data: bytes, name: str) -> None:
    with closing(open_store(database)) as store:
        found = intake.preview(store, data, name)
        intake.accept(store, found, Visitor("王老师", Role.STAFF), {"*": "已核对"})


@pytest.fixture
def meeting(browser: Any, first_visit: Window) -> Iterator[Any]:
    """A second window, of a viewer."""
    with closing(open_store(first_visit.database)) as store:
        token = signed_in(store, "刘主任", Role.VIEWER).token
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    name = cookie_name(urlsplit(first_visit.url).port)
    context.add_cookies([{"name": name, "value": token, "url": first_visit.url, "httpOnly": True, "sameSite": "Strict"}])
    page = context.new_page()
    yield page
    context.close()


def seen(page: Any, url: str, words: str) -> str:
    """The whole page once its finding holds these words; the same address opened anew, as after a reload in the meeting."""
    page.goto(f"{url}/{MAP}")
    page.wait_for_selector(f"h1.finding:has-text('{words}')", timeout=60_000)
    page.wait_for_selector(".foot", timeout=30_000)
    return str(page.inner_text('[data-testid="stMain"]'))


def test_a_viewers_number_stays_until_the_edition_is_published(first_visit: Window, meeting: Any) -> None:
    visit = first_visit
    accepted(visit.database, book(45), "一.xlsx")
    visit.sign_in("李主任", Role.ADMIN).open("upload?city=321200&part=rounds")
    page = visit.page
    page.get_by_role("button", name="改为审核后发布").click()
    page.wait_for_selector("text=已改为审核后发布", timeout=30_000)
    assert "第 1 版" in seen(meeting, visit.url, "泰兴市最高，45 所")
    accepted(visit.database, book(60), "二.xlsx")
    visit.open(MAP)
    assert "泰兴市最高，60 所" in visit.finding()  # staff see what they accept at once
    assert "第 1 版" in seen(meeting, visit.url, "泰兴市最高，45 所")
    visit.open("upload?city=321200&part=rounds")
    assert "自第 1 版以来：新增 0，变更 1，撤去 0。" in visit.text()
    page.get_by_label("审核人").fill("陈科长")
    page.keyboard.press("Tab")
    visit.settle()
    page.get_by_role("button", name="审核通过，发布").click()
    page.wait_for_selector("text=第 2 版已发布", timeout=30_000)
    visit.settle().assert_sound()
    assert "第 2 版" in seen(meeting, visit.url, "泰兴市最高，60 所")


def test_a_closed_round_opens_again_with_a_reason(first_visit: Window) -> None:
    visit = first_visit
    accepted(visit.database, book(45), "一.xlsx")
    visit.sign_in("李主任", Role.ADMIN).open("upload?city=321200&part=rounds")
    page = visit.page
    page.get_by_text("开一轮新的报送").click()
    page.get_by_label("名称", exact=True).fill("2024年报")
    page.keyboard.press("Tab")
    visit.settle()
    page.get_by_role("button", name="开设这一轮").click()
    page.wait_for_selector("text=2024年报　① 填报中", timeout=30_000)
    visit.settle()
    page.get_by_role("button", name="结束这一轮").click()
    page.wait_for_selector("text=2024年报　③ 已结束", timeout=30_000)
    visit.settle()
    reason = page.get_by_label("理由（会保存在历史里）")
    page.get_by_text("重新打开…").click()
    reason.wait_for()
    visit.settle()
    page.get_by_role("button", name="重新打开", exact=True).click()
    page.wait_for_selector("text=请写明重新打开的理由", timeout=30_000)
    visit.settle()
    assert "2024年报　③ 已结束" in visit.text()  # without a reason it stays closed
    reason.fill("泰兴市补报")
    page.keyboard.press("Tab")
    visit.settle()
    page.get_by_role("button", name="重新打开", exact=True).click()
    page.wait_for_selector("text=2024年报　① 填报中", timeout=30_000)
    visit.settle()
    page.get_by_text("轮次的全部经过").click()
    page.wait_for_selector("td:has-text('泰兴市补报')", timeout=30_000)
    visit.assert_sound()
