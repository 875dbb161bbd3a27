"""A bureau's own template: its master stays, its title is filled, the body stands in its content; a bad one gets one sentence."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu, Inches

from exports.deck import write
from exports.deck_content import Deck, Drawing, Line, Lines, MapAndBars, Region, Slide, Table, TextCell
from exports.deck_template import TemplateError, opened
from tests.exports.test_deck import BARS, FACTS, PIXEL, slide


def template(wide: bool = True, layouts: bool = True) -> bytes:
    """A presentation as a bureau would give it: a slide of its own, its layouts named in its own way."""
    made = Presentation()
    if wide:
        made.slide_width, made.slide_height = Inches(13.333), Inches(7.5)
        for layout in made.slide_layouts:
            for holder in layout.placeholders:
                left, top, width, height = holder.left, holder.top, holder.width, holder.height
                holder.left, holder.width = Emu(round(left * 4 / 3)), Emu(round(width * 4 / 3))
                holder.top, holder.height = top, height
    if not layouts:
        for layout in list(made.slide_layouts):
            for holder in list(layout.placeholders):
                if holder.placeholder_format.type not in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
                    holder._element.getparent().remove(holder._element)
    page = made.slides.add_slide(made.slide_layouts[0])
    page.shapes.title.text_frame.text = "单位自己的旧页"
    made.slide_master.name = "教育局母版"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def filled(*slides: Slide, given: bytes | None = None) -> Any:
    return Presentation(io.BytesIO(write(Deck("标题", "名", True, slides, "内部资料"), template=given or template())))


def texts(page: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)


def test_the_title_is_in_the_templates_placeholder_and_its_old_slide_is_gone() -> None:
    made = filled(slide(None), slide(BARS, FACTS))
    assert made.slide_master.name == "教育局母版"
    assert len(made.slides) == 2
    assert "旧页" not in "".join(texts(page) for page in made.slides)
    cover, page = made.slides
    assert cover.shapes.title.text_frame.text == page.shapes.title.text_frame.text == "3 个区县还差 2,563 个学位"
    assert cover.slide_layout.name == "Title Slide" and page.slide_layout.name == "Title and Content"
    assert "模拟数据　内部资料" in texts(page) and "模拟数据" in texts(cover)
    assert "1,537" in texts(page) and "口径：普惠 ÷ 全部" in texts(page)
    chart = next(shape.chart for shape in page.shapes if shape.has_chart)
    assert tuple(chart.plots[0].series[0].values) == (78.2, 0.0, None, 84.2)
    assert "85% × 22,600 − 17,673 = 1,537" in page.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("wide", [True, False])
def test_everything_lies_on_the_slide_and_below_the_title(wide: bool) -> None:
    lines = Lines(("2023", "2024"), (Line("甲", (1.0, 2.0)),), 1)
    table = Table(("区", "值"), ((TextCell("甲"), TextCell("1")),), (1.0, 1.0))
    region = Region("甲", (((0, 0), (100, 0), (100, 100)),), "#BDD4EA", ("甲",), (60, 30))
    mapped = MapAndBars("地图", (region,), (("#BDD4EA", "≥ 1"),), BARS)
    bodies = (BARS, lines, table, mapped, Drawing(lambda: PIXEL))
    made = filled(*(slide(body, FACTS) for body in bodies), given=template(wide))
    for page in made.slides:
        title = page.shapes.title
        body = next(s for s in page.shapes if s.has_chart or s.has_table or hasattr(s, "image"))
        assert body.top >= title.top + title.height * 0.5
        for shape in page.shapes:
            if shape.width is not None and not shape.is_placeholder:
                assert shape.left >= 0 and shape.left + shape.width <= made.slide_width + 12700
                assert shape.top >= 0 and shape.top + shape.height <= made.slide_height + 12700
        ids = [shape.get("id") for shape in page.shapes._spTree.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))


def test_a_potx_is_filled_as_well() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template())) as archive, zipfile.ZipFile(out, "w") as written:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(b"presentationml.presentation.main+xml", b"presentationml.template.main+xml")
            written.writestr(entry, content)
    assert len(filled(slide(BARS), given=out.getvalue()).slides) == 1


def test_a_template_that_cannot_be_filled_gets_one_sentence() -> None:
    with pytest.raises(TemplateError, match="打不开"):
        opened(b"PK\x03\x04 no")
    with pytest.raises(TemplateError, match="打不开"):
        opened("不是".encode())
    with pytest.raises(TemplateError, match="没有带标题和内容占位符的版式"):
        opened(template(layouts=False))
    with pytest.raises(TemplateError, match="30 MB"):
        opened(b"x" * (30 * 2**20 + 1))
    macros = io.BytesIO(template())
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("ppt/vbaProject.bin", b"x")
    with pytest.raises(TemplateError, match="宏"):
        opened(macros.getvalue())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.xml", b"\0" * (80 * 2**20))
    with pytest.raises(TemplateError, match="太大"):
        opened(bomb.getvalue())
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(TemplateError, match="打不开"):
        opened(book.getvalue())


def test_long_titles_shrink_in_the_templates_own_font() -> None:
    made = filled(replace(slide(BARS), title="六个报数区县中两个达到目标，" * 4))
    run = made.slides[0].shapes.title.text_frame.paragraphs[0].runs[0]
    assert run.font.size.pt < 30 and run.font.name is None
