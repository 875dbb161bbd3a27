"""Pinned views: state instead of pictures, what changed with both values, and decks that hold what the page holds now."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation

from exports.deck import write
from exports.deck_content import Table
from exports.pages import pdf_of, zip_of
from store import Store, Workspace, as_seen, set_publish_on_accept
from tests.views.conftest import FIGURES, row
from views.circulation import Circulation
from views.pin_slides import pictures, pinned_deck, table_slides
from views.pins import (
    PIN_PAGES,
    Pin,
    PinError,
    Seen,
    changes,
    for_everybody,
    from_content,
    looked_through,
    moved,
    pin_of,
    stale_title,
    states,
    to_content,
    to_newest,
    view_of,
)

COVERAGE = {"indicator": "inclusive_coverage"}


def pinned(store: Store, city: Workspace, page: str, **query: str) -> Pin:
    view = view_of(store, city, Pin(page, query))
    assert view is not None
    return pin_of(page, query | {"city": city.id, "lang": "zh", "mode": "slide"}, view)


def words(page: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)


def test_a_pin_is_the_page_and_its_own_query(opened: Store, city: Workspace) -> None:
    pin = pinned(opened, city, "gaps", **COVERAGE, district="321281")
    assert pin.query == {"indicator": "inclusive_coverage", "district": "321281"}
    assert pin.address == "/gaps?indicator=inclusive_coverage&district=321281"
    assert states([pin, Pin("overview", {})]) == (pin.address, "/overview")
    assert pin.seen.table["兴化市"]["数值"] == "78.2"
    view = view_of(opened, city, pin)
    assert view is not None
    with pytest.raises(PinError, match="不能加入会议材料"):
        pin_of("account", {}, view)
    with pytest.raises(PinError, match="不能加入会议材料"):
        pin_of("overview", {}, view, "compositions")


def test_nothing_has_changed_until_figures_do(opened: Store, city: Workspace, put: Callable[..., Workspace]) -> None:
    pin = pinned(opened, city, "gaps", **COVERAGE)
    view = view_of(opened, city, pin)
    assert view is not None and changes(pin, view) == [] and not stale_title(pin, view)
    # 兴化市 sends 17,899 of 22,600 = 79.2 %, and 高港区 reports: 4,500 of 5,000 = 90.0 %
    later = put(
        [
            row("321281", "inclusive_pupils", 2024, 17_899),
            row("321203", "inclusive_pupils", 2024, 4_500),
            row("321203", "kindergarten_pupils", 2024, 5_000),
        ],
        "更正.xlsx",
    )
    now = view_of(opened, later, pin)
    assert now is not None
    found = changes(pin, now)
    assert "兴化市 数值：78.2 → 79.2" in found
    assert "高港区 数值：未报送 → 90" in found
    # 85 % × 22,600 − 17,673 = 1,537, with 340 and 190 of the others 2,067; now 1,311 and 1,841
    assert found[0].startswith("结论：3 个区县还差 2,067 个学位") and "→ 3 个区县还差 1,841 个学位" in found[0]
    assert stale_title(replace(pin, title="兴化市差 6.8 个百分点"), now)
    assert changes(looked_through(pin, now), now) == []


def test_a_pin_of_an_old_period_moves_to_the_newest_and_tells_what_it_was(opened: Store, city: Workspace) -> None:
    pin = pinned(opened, city, "gaps", **COVERAGE, period="2021S")
    assert to_newest(pin, "2021S") is pin
    moved_on = to_newest(pin, "2024S")
    assert "period" not in moved_on.query
    now = view_of(opened, city, moved_on)
    assert now is not None
    assert "兴化市 数值：76.1 → 78.2" in changes(moved_on, now)


def test_order() -> None:
    one, two, three = (Pin(page, {}) for page in PIN_PAGES[:3])
    assert moved([one, two, three], 0, 1) == (two, one, three)
    assert moved([one, two, three], 2, -1) == (one, three, two)
    assert moved([one, two, three], 0, -1) == (one, two, three)


def test_pins_go_through_json_and_nothing_else_does(opened: Store, city: Workspace) -> None:
    kept = (replace(pinned(opened, city, "trends", **COVERAGE), title="题", note="注"), Pin("district_map", {}, form="both"))
    assert from_content(json.loads(json.dumps(to_content(kept)))) == kept
    for broken in (None, [], {"pins": [{"page": "../etc", "query": {}}]}, {"pins": [{"query": {}}]}, {"pins": 3}, "x"):
        with pytest.raises(PinError, match="读不出来"):
            from_content(broken)
    with pytest.raises(PinError, match="最多 60 页"):
        from_content({"pins": [{"page": "gaps", "query": {}}] * 61})


def test_every_page_that_can_be_pinned_makes_slides(opened: Store, city: Workspace) -> None:
    kept = [pinned(opened, city, page, **COVERAGE) for page in PIN_PAGES]
    kept[3] = replace(kept[3], title="三个区县要补学位", note="会后请财政对接")
    made = pinned_deck(opened, city, kept, "三季度调度会", Circulation(internal=True))
    assert made.left_out == ()
    pages = list(Presentation(io.BytesIO(write(made.deck))).slides)
    titles = [page.shapes.title.text_frame.text for page in pages]
    assert any("条可逐区县判断的目标" in title for title in titles)
    assert len(pages) >= 1 + len(PIN_PAGES)  # a long table takes more than one
    assert pages[0].shapes.title.text_frame.text == "三季度调度会"
    assert made.deck.name == "三季度调度会_泰州市"
    gaps = pages[4]
    assert gaps.shapes.title.text_frame.text == "三个区县要补学位"
    assert "会后请财政对接" in words(gaps)
    notes = gaps.notes_slide.notes_text_frame.text
    assert notes.startswith("会后请财政对接\n数据结论：3 个区县还差")
    assert "《学前.xlsx》学前!C" in notes
    for page in pages:
        assert "内部资料" in words(page)
        assert page.notes_slide.notes_text_frame.text
        ids = [shape.get("id") for shape in page.shapes._spTree.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))
    native = [page for page in pages if any(shape.has_chart for shape in page.shapes)]
    assert len(native) == 4  # map, lines, gaps, spread; the others are tables


def test_a_page_without_figures_is_named_and_left_out(opened: Store, city: Workspace) -> None:
    made = pinned_deck(opened, Workspace("320500", "320500", "苏州市", False), [Pin("gaps", COVERAGE)])
    assert made.deck.slides == () and "没有数据可画" in made.left_out[0]


def test_pictures_of_pins_as_pdf_and_zip(opened: Store, city: Workspace) -> None:
    import zipfile

    from pypdf import PdfReader

    kept = [pinned(opened, city, "gaps", **COVERAGE), replace(pinned(opened, city, "trends", **COVERAGE), title="自拟的标题")]
    drawn, left_out = pictures(opened, city, kept, Circulation(internal=True))
    assert left_out == ()
    assert [name for name, _picture in drawn] == [
        "01_普惠性幼儿园覆盖率_泰州市_2024学年_对标差距",
        "02_普惠性幼儿园覆盖率_泰州市_2021-2024学年_趋势",
    ]
    told: list[int] = []
    reader = PdfReader(io.BytesIO(pdf_of([picture for _name, picture in drawn], "会", told.append)))
    assert told == [1, 2] and len(reader.pages) == 2
    text = reader.pages[1].extract_text().replace(" ", "")
    assert "自拟的标题" in text and "内部资料" in text and "兴化市" in text
    for page in reader.pages:
        fonts = page["/Resources"]["/Font"].get_object().values()
        for font in fonts:
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile3" in inner or "/FontFile2" in inner
    with zipfile.ZipFile(io.BytesIO(zip_of(drawn))) as archive:
        assert archive.namelist() == [f"{name}.png" for name, _picture in drawn]
        assert archive.read(archive.namelist()[0])[:8] == b"\x89PNG\r\n\x1a\n"


def test_seen_texts_are_those_of_the_table(opened: Store, city: Workspace) -> None:
    view = view_of(opened, city, Pin("gaps", COVERAGE))
    assert view is not None
    assert changes(Pin("gaps", COVERAGE, seen=Seen()), view) == []  # never looked through: nothing to compare with
    assert FIGURES[("321281", 2024)] == (17_673, 22_600)


def test_a_shared_set_tells_nobody_what_is_not_published(opened: Store, city: Workspace, put: Callable[..., Workspace]) -> None:
    """Staff pin 79.2 % of a draft; whoever opens the shared set reads the published 78.2 %, and no change to it."""
    set_publish_on_accept(opened, city, False, "管理员", "")
    later = put([row("321281", "inclusive_pupils", 2024, 17_899)], "更正.xlsx")
    drafts = as_seen(opened, later, unpublished=True)
    pin = pinned(opened, drafts, "gaps", **COVERAGE)
    assert pin.seen.table["兴化市"]["数值"] == "79.2"
    shared = for_everybody(opened, drafts, [pin])
    assert shared[0].seen.table["兴化市"]["数值"] == "78.2" and "79.2" not in json.dumps(to_content(shared))
    published = as_seen(opened, later, unpublished=False)
    view = view_of(opened, published, shared[0])
    assert view is not None and changes(shared[0], view) == []
    assert for_everybody(opened, as_seen(opened, later, unpublished=False), [pin]) == [pin]


def test_the_part_of_the_targets_that_was_looked_at_is_pinned(opened: Store, city: Workspace) -> None:
    pin = Pin("targets", {"part": "inspection"})
    view = view_of(opened, city, pin)
    assert view is not None and "条款" in view.table
    everything = view_of(opened, city, Pin("targets", {}))
    one = view_of(opened, city, Pin("targets", {"family": "preschool"}))
    assert everything is not None and one is not None
    assert list(one.table.columns) == ["指标", "学段", "目标", "期限", "依据文件", "时期", "达到区县"]
    assert 0 < len(one.table) < len(everything.table)
    assert changes(looked_through(pin, view), view) == []


def test_long_tables_go_on_and_say_what_is_left_out(opened: Store, city: Workspace) -> None:
    view = view_of(opened, city, Pin("targets", {}))
    assert view is not None
    long = replace(view, table=pd.concat([view.table.head(1)] * 99, ignore_index=True))
    slides = table_slides(long)
    assert [len(slide.body.rows) for slide in slides if isinstance(slide.body, Table)] == [8] * 12
    assert slides[11].title.endswith("（12 / 12）") and slides[11].remark == "另有 3 行未列出"
    assert all(any(line.startswith("口径：") for line in slide.footer) for slide in slides)


def test_wide_tables_go_on_from_slide_to_slide_with_the_columns_that_name_the_rows(opened: Store, city: Workspace) -> None:
    view = view_of(opened, city, Pin("targets", {}))
    assert view is not None
    rows = [(f"指标{row}", *["9,345 个学位"] * 20) for row in range(10)]
    wide = pd.DataFrame(rows, columns=["指标", *(f"区{n}" for n in range(20))])
    slides = table_slides(replace(view, table=wide))
    tables = [slide.body for slide in slides if isinstance(slide.body, Table)]
    # 20 columns beside the one that names the row, in three parts; 10 rows as 5 and 5: every cell is on exactly one slide
    assert [len(table.heads) for table in tables] == [8, 7, 8] * 2 and {len(table.rows) for table in tables} == {5}
    assert [head for table in tables[:3] for head in table.heads[1:]] == [f"区{n}" for n in range(20)]
    assert {table.heads[0] for table in tables} == {"指标"}
