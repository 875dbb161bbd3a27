"""Decks opened again with python-pptx: what was put in is there as text, chart data and table, and nothing else."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from exports.deck import write
from exports.deck_content import BarRow, Bars, Deck, Drawing, Fact, Line, Lines, Slide, Table, TextCell
from exports.deck_text import FACE

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fea7356981"
    "0000000049454e44ae426082"
)
FACTS = (
    Fact("1,537", "兴化市还差的学位数", "85% × 22,600 − 17,673"),
    Fact("2034 年", "达标年", ""),
    Fact("2.27", "每年须升", ""),
)
BARS = Bars(
    name="普惠率（%）2024 学年",
    rows=(
        BarRow("兴化市", 78.2, "#903922", (TextCell("差 6.8"), TextCell("→ 明显滞后", "#903922"))),
        BarRow("零区", 0.0, "#57141D", (TextCell("差 85.0"), TextCell("↓ 倒退"))),
        BarRow("高港区", None, "#5E5E5E", (TextCell("—"), TextCell("○ 数据不足")), "未报送"),
        BarRow("全市", 84.2, "#9C6505", (TextCell("差 0.8"), TextCell("↗ 略慢")), is_city=True),
    ),
    decimals=1,
    heads=("距目标\n（百分点）", "状态"),
    widths=(190, 250),
    target=85.0,
    target_text="目标 85",
)


def slide(body: Any, facts: tuple[Fact, ...] = (), **changes: Any) -> Slide:
    told = {
        "title": "3 个区县还差 2,563 个学位",
        "subtitle": "普惠率（%），2024 学年",
        "body": body,
        "footer": ("来源：《学前.xlsx》", "口径：普惠 ÷ 全部"),
        "notes": ("85% × 22,600 − 17,673 = 1,537", "《学前.xlsx》学前!C6"),
        "alt": "条形图：兴化市 78.2",
        "facts": facts,
        "remark": "中间 2 个区县未列出",
    }
    return Slide(**(told | changes))


def opened(*slides: Slide, simulated: bool = True) -> Any:
    return Presentation(io.BytesIO(write(Deck("标题", "名", simulated, slides))))


def texts(page: Any) -> list[str]:
    return [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]


def chart_of(page: Any) -> Any:
    return next(shape for shape in page.shapes if shape.has_chart)


def test_a_slide_of_bars_has_its_texts_in_placeholders_of_our_master() -> None:
    made = opened(slide(BARS, FACTS))
    assert (made.slide_width / made.slide_height) == pytest.approx(16 / 9)
    page = made.slides[0]
    assert page.shapes.title.text_frame.text == "3 个区县还差 2,563 个学位"
    held = {holder.placeholder_format.idx: holder for holder in page.placeholders}
    assert held[13].text_frame.text == "普惠率（%），2024 学年"
    assert held[16].text_frame.text == "模拟数据"
    assert held[15].text_frame.text == "中间 2 个区县未列出"
    assert "来源：《学前.xlsx》" in held[11].text_frame.text and "模拟数据" in held[11].text_frame.text
    assert [held[index].text_frame.paragraphs[0].text for index in (21, 22, 23)] == ["1,537", "2034 年", "2.27"]
    assert "85% × 22,600 − 17,673" in held[21].text_frame.text
    assert held[12].text_frame._txBody.find(".//" + qn("a:fld")).get("type") == "slidenum"
    assert held[12].text_frame._txBody.xpath("string(.)").endswith("/ 1")
    assert page.notes_slide.notes_text_frame.text == "85% × 22,600 − 17,673 = 1,537\n《学前.xlsx》学前!C6"


def test_bars_are_a_native_chart_with_values_and_a_gap_for_what_is_missing() -> None:
    page = opened(slide(BARS, FACTS)).slides[0]
    frame = chart_of(page)
    chart = frame.chart
    assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert list(chart.plots[0].categories) == ["兴化市", "零区", "高港区", "全市"]
    assert tuple(chart.plots[0].series[0].values) == (78.2, 0.0, None, 84.2)
    assert chart.value_axis.minimum_scale == 0
    assert chart.category_axis.reverse_order
    assert frame._element.xpath(".//p:cNvPr")[0].get("descr") == "条形图：兴化市 78.2"
    assert {"未报送", "差 6.8", "→ 明显滞后", "目标 85", "状态"} <= set(texts(page))
    assert "0.0" not in texts(page)


def test_the_target_line_stands_at_its_value_in_the_plot() -> None:
    page = opened(slide(BARS, FACTS)).slides[0]
    frame = chart_of(page)
    layout = frame.chart._chartSpace.chart.plotArea.find(qn("c:layout"))
    x, wide = (float(layout.find(".//" + qn(f"c:{name}")).get("val")) for name in "xw")
    line = next(shape for shape in page.shapes if shape.shape_type is not None and shape.shape_type.name == "LINE")
    wanted = frame.left + frame.width * (x + wide * 85.0 / frame.chart.value_axis.maximum_scale)
    assert line.left == pytest.approx(wanted, abs=6350)


def test_lines_break_where_nothing_is_and_targets_are_series() -> None:
    lines = Lines(
        ("2021", "2022", "2023", "2024"),
        (
            Line("兴化市", (76.1, None, 77.5, 78.2), "chosen"),
            Line("高港区", (80.0, 81.0, None, None), sign="①"),
            Line("全市", (80.0, 81.5, 83.0, 84.2), "city"),
        ),
        1,
        targets=((85.0, "国家目标 85%"),),
        least=0,
        most=100,
    )
    page = opened(slide(lines)).slides[0]
    chart = chart_of(page).chart
    found = {series.name: tuple(series.values) for series in chart.plots[0].series}
    assert found["兴化市"] == (76.1, None, 77.5, 78.2)
    assert found["国家目标 85%"] == (85.0,) * 4
    assert chart._chartSpace.chart.find(qn("c:dispBlanksAs")).get("val") == "gap"
    assert {"兴化市 78.2", "高港区① 81.0（2022）", "全市 84.2", "国家目标 85%"} <= set(texts(page))


LINES = Lines(("2023", "2024"), (Line("兴化市", (77.5, 78.2), "chosen"), Line("全市", (None, 84.2), "city")), 1)


@pytest.mark.parametrize("body", [BARS, LINES])
def test_the_workbook_in_a_chart_holds_what_the_chart_refers_to(body: Any) -> None:
    """So that 编辑数据 in PowerPoint and WPS opens these very figures and the drawing follows them."""
    frame = chart_of(opened(slide(body, FACTS)).slides[0])
    part, space = frame.chart.part, frame.chart._chartSpace
    sheet = openpyxl.load_workbook(io.BytesIO(part.chart_workbook.xlsx_part.blob)).active
    linked = space.find(qn("c:externalData")).get(qn("r:id"))
    assert part.related_part(linked) is part.chart_workbook.xlsx_part
    seen = 0
    for reference in space.iter(qn("c:numRef"), qn("c:strRef")):
        name, cells = reference.find(qn("c:f")).text.split("!")
        assert name.strip("'") == sheet.title
        block = sheet[cells.replace("$", "")]
        values = [cell.value for row in block for cell in row] if isinstance(block, tuple) else [block.value]
        cached = {int(point.get("idx")): point.find(qn("c:v")).text for point in reference.iter(qn("c:pt"))}
        held = {place: value for place, value in enumerate(values) if value is not None}
        assert set(cached) == set(held)
        assert all(str(held[n]) == text or float(held[n]) == float(text) for n, text in cached.items())
        seen += len(held)
    assert seen >= 6


def test_labels_of_bars_are_the_values_and_not_texts() -> None:
    """A number that is changed in the chart's workbook changes its label, too."""
    space = chart_of(opened(slide(BARS, FACTS)).slides[0]).chart._chartSpace
    assert [element.get("val") for element in space.iter(qn("c:showVal"))][:1] == ["1"]
    assert [label for label in space.iter(qn("c:dLbl")) if label.find(qn("c:tx")) is not None] == []


def test_a_table_is_a_table() -> None:
    table = Table(("区县", "普惠率 ≥ 85"), ((TextCell("兴化市"), TextCell("78.2 ▼6.8", "#FFFFFF", "#8A3F04")),), (1.0, 2.0))
    page = opened(slide(table)).slides[0]
    frame = next(shape for shape in page.shapes if shape.has_table)
    cells = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert cells == [["区县", "普惠率 ≥ 85"], ["兴化市", "78.2 ▼6.8"]]
    assert str(frame.table.cell(1, 1).fill.fore_color.rgb) == "8A3F04"
    assert frame._element.xpath(".//p:cNvPr")[0].get("descr")


def test_a_drawing_is_a_picture_with_a_description() -> None:
    page = opened(slide(Drawing(lambda: PIXEL))).slides[0]
    picture = next(shape for shape in page.shapes if hasattr(shape, "image"))
    assert picture.image.blob == PIXEL
    assert picture._element.xpath(".//p:cNvPr")[0].get("descr") == "条形图：兴化市 78.2"


def test_real_cities_carry_no_mark_and_unused_placeholders_are_gone() -> None:
    page = opened(slide(BARS, remark=""), simulated=False).slides[0]
    assert not any("模拟数据" in text for text in texts(page))
    assert all(holder.text_frame.text.strip() for holder in page.placeholders if holder.has_text_frame)


def test_every_run_names_a_latin_and_an_east_asian_font() -> None:
    page = opened(slide(BARS, FACTS)).slides[0]
    runs = page._element.xpath(".//a:r/a:rPr")
    assert len(runs) > 10
    assert {run.find(qn("a:latin")).get("typeface") for run in runs} == {FACE}
    assert {run.find(qn("a:ea")).get("typeface") for run in runs} == {FACE}
    assert chart_of(page).chart._chartSpace.xpath("./c:txPr//a:ea")[0].get("typeface") == FACE


def test_text_from_a_workbook_stays_text() -> None:
    evil = 'A&B <区> "x"\x0b\x00=1+1'
    bars = Bars("=cmd", (BarRow(evil, 1.0, "#903922"), BarRow("乙", None, "#903922", status=evil)), 0)
    page = opened(slide(bars, title=evil, notes=(evil,), footer=(evil,), alt=evil)).slides[0]
    assert page.shapes.title.text_frame.text.startswith('A&B <区> "x"')
    assert "=1+1" in page.notes_slide.notes_text_frame.text
    assert next(iter(chart_of(page).chart.plots[0].categories)).startswith("A&B <区>")


def test_long_titles_shrink_and_nothing_is_cut() -> None:
    long = (
        "6 个报数区县中 2 个达到 ≥ 80% 目标，兴化市差 30.0 个百分点；"
        "泰兴市、姜堰区、高港区也没有达到，按现有速度都要到 2034 年以后"
    )
    page = opened(slide(BARS, title=long)).slides[0]
    assert page.shapes.title.text_frame.text == long
    assert 18 <= page.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt <= 23


def test_progress_is_told_slide_by_slide() -> None:
    told: list[tuple[int, int]] = []
    write(Deck("t", "n", False, (slide(None), slide(BARS))), lambda done, everything: told.append((done, everything)))
    assert told == [(1, 2), (2, 2)]
