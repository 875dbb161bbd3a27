"""Ready decks of a small city whose figures can be checked by hand, opened again as PowerPoint would."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from access import Role, Visitor
from exports.deck_content import MOST_ROWS, BarRow, Bars, Drawing, Lines, MapAndBars, Table
from intake import set_map_approval
from language import using
from store import Store, Workspace
from tests.views.conftest import NAMES, row
from views.choices import Choices
from views.deck_indicator import _ends, pace_slide, standing_slide
from views.decks import DeckKind, DeckView, deck_view, maker
from views.facts import facts
from views.requests import RequestError, choices_asked, city_asked, deck_asked, picture_asked


def made(view: DeckView) -> Any:
    return Presentation(io.BytesIO(maker(view)(None)))


def words(page: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)


@pytest.fixture
def overview(opened: Store, city: Workspace) -> DeckView:
    found = deck_view(opened, city, DeckKind.OVERVIEW)
    assert found is not None
    return found


def test_bars_have_every_district_worst_first_and_none_for_what_is_missing(opened: Store, city: Workspace) -> None:
    found = facts(opened, city, Choices(indicator="inclusive_coverage", released=True))
    assert found is not None
    slide = standing_slide(found)
    assert isinstance(slide.body, Bars)
    values = {bar.name: bar.value for bar in slide.body.rows}
    # 17,673 ÷ 22,600 = 78.2; the city is the sum of the five that reported, without 高港区
    assert values == {
        "兴化市": 78.2, "泰兴市": 81.6, "姜堰区": 83.1, "靖江市": 86.3, "海陵区": 92.4, "高港区": None,
        "全市": round((9_240 + 8_310 + 17_673 + 8_630 + 8_160) / 62_600 * 100, 1),
    }  # fmt: skip
    assert next(bar.status for bar in slide.body.rows if bar.name == "高港区") == "未报送"
    assert slide.body.target == 85
    assert slide.facts[0].number == "1,537"
    assert slide.facts[0].arithmetic.startswith("85% × 22,600 − 17,673 = 1,537")
    assert "3 个区县还差" in slide.title
    assert "5 / 6 个区县" in "".join(slide.footer)


def test_notes_name_file_sheet_and_cell(opened: Store, city: Workspace) -> None:
    found = facts(opened, city, Choices(indicator="inclusive_coverage", released=True))
    assert found is not None
    notes = "\n".join(standing_slide(found).notes)
    assert "兴化市：78.2% = 17,673 ÷ 22,600（《学前.xlsx》学前!" in notes
    assert "高港区：未报送" in notes
    assert "85% × 22,600 − 17,673" in notes


def test_pace_is_told_with_its_calculation(opened: Store, city: Workspace) -> None:
    found = facts(opened, city, Choices(indicator="inclusive_coverage", released=True))
    assert found is not None
    slide = pace_slide(found)
    assert isinstance(slide.body, Bars)
    first = slide.body.rows[0]
    # (78.2 − 76.1) ÷ 3 = 0.70 a year
    assert first.cells[1].text.startswith("+0.70 / ")
    assert "→ 明显滞后" in [cell.text for cell in first.cells]
    assert any("(78.2 − 76.1)" in line for line in slide.notes)


def test_the_overview_deck_opens_with_cover_heat_table_map_and_a_slide_an_indicator(overview: DeckView) -> None:
    presentation = made(overview)
    pages = list(presentation.slides)
    assert len(pages) == len(overview.titles) >= 4
    assert overview.titles[0] == "泰州市教育对标：全市总览"
    assert isinstance(overview.deck.slides[1].body, Table)
    # The map is a group of editable shapes, one for each district, named for it
    group = next(shape for shape in pages[2].shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    assert set(NAMES.values()) <= {shape.name for shape in group.shapes}
    assert "兴化市 ▼78.2" in group._element.nvGrpSpPr.cNvPr.get("descr")
    charts = [shape.chart for page in pages for shape in page.shapes if shape.has_chart]
    series = charts[0].plots[0].series[0]
    assert dict(zip(charts[0].plots[0].categories, series.values, strict=True))["兴化市"] == 78.2
    assert None in tuple(series.values)
    for page, title in zip(pages, overview.titles, strict=True):
        assert page.shapes.title.text_frame.text == title
        assert page.notes_slide.notes_text_frame.text
        assert "来源" in words(page)


def test_a_simulated_city_says_so_on_every_slide(opened: Store, put: Callable[..., Workspace]) -> None:
    rows = [row(code, "inclusive_coverage", year, 80.0 + year % 7 + n) for n, code in enumerate(NAMES) for year in (2021, 2024)]
    space = put(rows, simulated=True)
    for kind in DeckKind:
        view = deck_view(opened, space, kind)
        assert view is not None
        assert all("模拟数据" in words(page) for page in made(view).slides)


def test_a_district_each_and_lines_with_gaps(opened: Store, city: Workspace) -> None:
    districts = deck_view(opened, city, DeckKind.DISTRICTS)
    progress = deck_view(opened, city, DeckKind.PROGRESS)
    assert districts is not None and progress is not None
    # 高港区 has nothing in 2024: no slide of dashes
    assert [name for name in NAMES.values() if any(name in title for title in districts.titles)] == [
        name for name in NAMES.values() if name != "高港区"
    ]
    lines = next(slide.body for slide in progress.deck.slides if isinstance(slide.body, Lines))
    own = next(line for line in lines.lines if line.name == "高港区")
    assert own.values == (80.0, None)


def test_small_numbers_are_in_no_part_of_a_deck(opened: Store, put: Callable[..., Workspace]) -> None:
    """兴化市: 3 children of 97 are out of school; neither the rate nor the counts may be worked out from the file."""
    rows = []
    for number, code in enumerate(NAMES):
        for year in (2022, 2023, 2024):
            children, enrolled = (97, 94) if code == "321281" else (100 + 10 * number, 90 + 8 * number)
            rows.append(row(code, "sen_children", year, children, level="special", cell=f"B{number}"))
            rows.append(row(code, "sen_enrolled", year, enrolled, level="special", cell=f"C{number}"))
    space = put(rows)
    for kind in DeckKind:
        view = deck_view(opened, space, kind)
        assert view is not None
        data = maker(view)(None)
        everything = []
        for page in Presentation(io.BytesIO(data)).slides:
            everything += [words(page), page.notes_slide.notes_text_frame.text, page._element.xpath("string(.)")]
            for shape in page.shapes:
                everything += [shape._element.xpath("string(.//p:cNvPr/@descr)")]
                if shape.has_table:
                    everything += [cell.text for line in shape.table.rows for cell in line.cells]
                if shape.has_chart:
                    sheet = pd.read_excel(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob), engine="openpyxl")
                    everything.append(sheet.to_csv())
                    named = dict(zip(shape.chart.plots[0].categories, shape.chart.plots[0].series[0].values, strict=True))
                    assert named.get("兴化市") is None
        text = "\n".join(everything)
        assert "96.9" not in text and "94 ÷ 97" not in text
        assert "不公开" in text


def test_many_rows_show_both_ends_and_say_how_many_are_left_out(opened: Store, city: Workspace) -> None:
    found = facts(opened, city, Choices(released=True))
    assert found is not None
    rows = [BarRow(f"第{n}区", float(n), "#000000") for n in range(14)] + [
        BarRow("空区", None, "#000000", status="未报送"), BarRow("全市", 7.0, "#000000", is_city=True)
    ]  # fmt: skip
    shown, remark = _ends(found, rows)
    assert len(shown) == MOST_ROWS
    assert [bar.name for bar in shown] == [*(f"第{n}区" for n in (0, 1, 2, 3, 4, 10, 11, 12, 13)), "全市"]
    assert remark == "中间 5 个区县未列出；没有数值：空区"


def test_english_decks_are_english(opened: Store, city: Workspace) -> None:
    with using("en"):
        view = deck_view(opened, city, DeckKind.PROGRESS)
        assert view is not None
        pages = made(view).slides
        assert "City" in words(pages[2]) or "target" in words(pages[2])
        assert "Source" in words(pages[1])


def test_a_wrong_word_gets_the_nearest_choice(opened: Store, city: Workspace) -> None:
    assert city_asked(opened, None) == city
    assert city_asked(opened, "泰州").id == "321200"
    with pytest.raises(RequestError, match="321200（泰州市）"):
        city_asked(opened, "泰洲市")
    with pytest.raises(RequestError, match="最接近的是：overview"):
        deck_asked(opened, city, "overveiw")
    with pytest.raises(RequestError, match="最接近的是：gaps"):
        picture_asked(opened, city, "gap")
    with pytest.raises(RequestError, match=r"最接近的是：2024S（2024 学年）"):
        choices_asked(opened, city, "", "2031", "")
    with pytest.raises(RequestError, match="321281（兴化市）"):
        choices_asked(opened, city, "", "", "兴花市")
    with pytest.raises(RequestError, match="inclusive_coverage"):
        choices_asked(opened, city, "inclusive_coverge", "", "")
    found = choices_asked(opened, city, "普惠性幼儿园覆盖率", "2024学年", "兴化市")
    assert (found.indicator, found.period, found.district, found.released) == ("inclusive_coverage", "2024S", "321281", True)


def test_the_yearbook_is_general_table_table_and_chart_and_definitions(opened: Store, city: Workspace) -> None:
    view = deck_view(opened, city, DeckKind.YEARBOOK)
    assert view is not None
    titles = list(view.titles)
    assert titles[0] == "泰州市教育对标：年度公报" and titles[1] == "总表：2024 学年 1 项指标"
    # A bulletin names nobody in its headings
    assert titles[2:4] == ["普惠性幼儿园覆盖率：分区县", "普惠性幼儿园覆盖率全市 83.1%，5 个报数区县中 2 个达到目标"]
    assert titles[-1] == "指标口径" and len(titles) == 5
    table = view.deck.slides[2].body
    assert isinstance(table, Table)
    rows = {cells[0].text: [cell.text for cell in cells[1:]] for cells in table.rows}
    assert rows["兴化市"] == ["78.2", "17,673", "22,600", "76.1", "+2.1"]
    assert rows["高港区"][0] == "未报送" and rows["高港区"][-1] == "—"
    assert rows["全市"][:3] == ["83.1", "52,013", "62,600"] and list(rows)[-1] == "全市"
    assert "地图未收入：底图没有审图号" in view.left_out
    assert not any(isinstance(slide.body, MapAndBars | Drawing) for slide in view.deck.slides)
    assert all("来源：没有入库" not in line for slide in view.deck.slides for line in slide.footer)


def test_with_an_approval_number_the_yearbook_has_its_map(opened: Store, city: Workspace) -> None:
    set_map_approval(opened, city, "苏S(2024)001号", Visitor("王老师", Role.STAFF))
    space = opened.workspace(city.id)
    assert space is not None
    view = deck_view(opened, space, DeckKind.YEARBOOK)
    assert view is not None and "地图未收入" not in view.left_out
    mapped = [slide for slide in view.deck.slides if isinstance(slide.body, Drawing)]
    assert len(mapped) == 1 and "苏S(2024)001号" in "".join(mapped[0].footer)
