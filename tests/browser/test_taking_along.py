"""What only a browser shows: the picture on the clipboard, pins that survive a reload, slides made by a press."""

from __future__ import annotations

import io
import re

from pptx import Presentation

from tests.browser.conftest import Visitor

PAGE = "gaps?indicator=inclusive_coverage"


def test_the_picture_is_copied_and_a_pin_survives_a_reload(visit: Visitor) -> None:
    page = visit.page
    page.set_default_timeout(90_000)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=visit.url)
    visit.open(PAGE)
    page.get_by_role("button", name="复制和其他格式").click()
    page.get_by_role("button", name="复制图片").click()
    page.get_by_text("图片已复制，可直接粘贴").wait_for(timeout=90_000)
    kinds = page.evaluate("async () => (await navigator.clipboard.read()).map((item) => item.types)")
    assert kinds == [["image/png"]]
    page.get_by_role("button", name="复制链接").click()
    page.get_by_text("链接已复制").wait_for(timeout=90_000)
    assert page.evaluate("() => navigator.clipboard.readText()").endswith(PAGE)
    page.keyboard.press("Escape")

    page.get_by_role("button", name=re.compile("^加入会议材料")).click()
    page.get_by_role("button", name="已在会议材料中（1）").wait_for(timeout=90_000)
    page.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('duibiao_pins'))")
    visit.open("slides?deck=pins")
    page.get_by_text("自选材料：1 页，数字没有变化").wait_for(timeout=90_000)
    page.get_by_role("button", name="做幻灯片（PPTX）").click()
    with page.expect_download(timeout=90_000) as waiting:
        page.get_by_role("button", name="下载 会议材料_泰州市（模拟）.pptx").click(timeout=90_000)
    slides = list(Presentation(io.BytesIO(waiting.value.path().read_bytes())).slides)
    assert len(slides) == 2 and "学位" in slides[1].shapes.title.text_frame.text
    assert visit.outside == []
