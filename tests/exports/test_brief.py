"""A brief as PDF and as Word document: what was put in stands there, in real structure, nothing left out, no boxes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from docx import Document
from docx.oxml.ns import qn

from exports.brief_content import Brief, BriefRow, Image, Number
from exports.brief_docx import to_docx
from exports.brief_pdf import to_pdf, to_png

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"><path d="M0,20L90,4" stroke="#08559C"/></svg>'
SPARK = Image(SVG.format(96, 26), "普惠率历年：2023 76.4、2024 78.2", 96, 26)
MAP = Image(SVG.format(300, 260), "兴化市在泰州市的位置", 300, 260)
HEADS = ("指标", "数值", "目标", "距目标", "全市", "位次", "状态", "比 2021 年", "2018–2024")
BRIEF = Brief(
    kind="区县简报　•　泰州市　•　2024 学年",
    place="兴化市",
    title="兴化市 11 项指标中 7 项未达标",
    subtitle="与目标、全市及其他区县比较",
    name="区县简报_泰州市_兴化市_2024学年",
    simulated=True,
    numbers=(Number("4 / 11", "项指标达标", "全市 6 / 11"), Number("1,530", "个学位：普惠率缺口", "85% × 22,497 − 17,593")),
    locator=MAP,
    lists=(("相对较好", ("毛入园率 95.7%",)), ("需要关注", ("普惠率 78.2%，差 6.8 个百分点", "=1+1 <b>&amp;</b> #let x = 1"))),
    table_heading="指标一览",
    heads=HEADS,
    figures=(False, True, True, True, True, True, False, True, False),
    rows=(
        BriefRow(("普惠率（%）", "78.2", "≥ 85", "差 6.8", "83.9", "5/5", "→ 明显滞后", "+5.9"), SPARK, True),
        BriefRow(("送教上门人数（人）", "不公开", "—", "—", "—", "—", "—", "—"), None, False),
    ),
    ask_heading="可以追问",
    asks=("普惠率每年升 1.97，按期要升 6.80 个百分点，靠什么加快？",),
    notes=("来源：《学前.xlsx》", "底图为示意，未经审图"),
)  # fmt: skip


def every_text() -> list[str]:
    found = [BRIEF.title, BRIEF.subtitle, BRIEF.table_heading, BRIEF.ask_heading, *BRIEF.heads, *BRIEF.asks, *BRIEF.notes]
    found += [text for number in BRIEF.numbers for text in (number.figure, number.what, number.below)]
    found += [text for heading, texts in BRIEF.lists for text in (heading, *texts)]
    return found + [text for row in BRIEF.rows for text in row.cells]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def document(brief: Brief = BRIEF) -> Any:
    return Document(io.BytesIO(to_docx(brief)))


def test_the_word_document_has_headings_lists_and_styles() -> None:
    made = document()
    by_style: dict[str, list[str]] = {}
    for paragraph in made.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    assert by_style["Heading 1"] == [BRIEF.title]
    assert by_style["Heading 2"] == ["相对较好", "需要关注", "指标一览", "可以追问"]
    assert by_style["List Bullet"] == ["毛入园率 95.7%", *BRIEF.lists[1][1]]
    assert by_style["List Number"] == list(BRIEF.asks)
    assert by_style["Caption"] == list(BRIEF.notes)
    assert (made.core_properties.title, made.core_properties.language) == (BRIEF.title, "zh-CN")
    for style in ("Normal", "Heading 1", "List Bullet"):
        assert made.styles[style].element.rPr.rFonts.get(qn("w:eastAsia")) == "微软雅黑"


def test_its_table_has_a_head_row_and_every_drawing_its_words() -> None:
    made = document()
    layout, table = made.tables
    assert [cell.text for cell in table.rows[0].cells] == list(HEADS)
    body = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert body == [[*BRIEF.rows[0].cells, ""], [*BRIEF.rows[1].cells, "—"]]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    words = [shape.get("descr") for shape in made.element.iter(qn("wp:docPr"))]
    assert words == [MAP.words, SPARK.words]
    beside = ["", *("\n".join((number.figure, number.what, number.below)) for number in BRIEF.numbers)]
    assert [cell.text for cell in layout.rows[0].cells] == beside
    assert "模拟数据" in made.sections[0].header.paragraphs[0].text


def test_its_table_properties_stand_in_the_order_of_the_schema() -> None:
    order = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"]
    for table in document().tables:
        names = [element.tag.split("}")[1] for element in table._tbl.tblPr]
        assert names == [name for name in order if name in names]


def test_a_real_city_carries_no_mark() -> None:
    made = document(replace(BRIEF, simulated=False))
    assert "模拟" not in made.sections[0].header.paragraphs[0].text
    assert "模拟" not in text_of(to_pdf(replace(BRIEF, simulated=False)))


def test_a_text_from_a_workbook_cannot_break_the_document() -> None:
    odd = replace(BRIEF, title="标题\x00\x0b<w:p>&", place="\ud800", notes=("\x07",))
    assert document(odd).paragraphs[0].text == "标题<w:p>&"
    assert squeezed("标题<w:p>&") in squeezed(text_of(to_pdf(odd)))


def text_of(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def test_the_pdf_says_everything_on_one_page_with_its_fonts_inside() -> None:
    pdf = to_pdf(BRIEF)
    read = squeezed(text_of(pdf))
    # Cells that wrap come out in pieces: their first words tell
    assert [text for text in every_text() if squeezed(text)[:8] not in read] == []
    assert "模拟数据" in read
    assert "1/1" in read
    assert b"pdfuaid" in pdf  # PDF/UA: tagged, so that a screen reader follows it
    fonts = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    assert fonts and all(line.split()[-5] == "yes" for line in fonts)


def test_its_pages_can_be_looked_at_before() -> None:
    (page,) = to_png(BRIEF, ppi=72)
    with PIL.Image.open(io.BytesIO(page)) as picture:
        assert picture.size == (595, 842)
        assert len(picture.convert("RGB").getcolors(1_000_000) or []) > 50  # type, map, lines: no blank sheet


def test_a_brief_without_map_numbers_or_targets_is_still_one() -> None:
    bare = replace(BRIEF, locator=None, numbers=(), lists=(), asks=(), rows=(), simulated=False)
    assert squeezed(BRIEF.title) in squeezed(text_of(to_pdf(bare)))
    assert [p.text for p in document(bare).paragraphs if p.text][:2] == [BRIEF.title, BRIEF.subtitle]


def test_libreoffice_opens_the_word_document(office_pdf: Callable[[str, bytes], Path]) -> None:
    read = squeezed(text_of(office_pdf("brief.docx", to_docx(BRIEF)).read_bytes()))
    assert [text for text in every_text() if squeezed(text)[:6] not in read] == []


def test_the_word_documents_parts_are_sound_xml() -> None:
    from defusedxml import ElementTree

    with zipfile.ZipFile(io.BytesIO(to_docx(BRIEF))) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
