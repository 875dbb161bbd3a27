"""What can be pinned beside a page's main view: reporting, check lists, compositions, neighbours; on slides and as pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from access import Role, Visitor
from exports.deck_content import Drawing, Table
from exports.pages import pdf_of
from exports.render import to_png
from intake.rounds import open_round, set_period_deadline
from store import Round, Store, Workspace
from tests.views.conftest import NAMES, row
from views.circulation import Circulation
from views.page import TableView
from views.pin_slides import pictures, pinned_deck
from views.pinned_parts import PARTS, SHOWN
from views.pins import Pin, changes, fit_for, from_content, kept_query, pin_of, to_content, view_of
from views.table_slides import table_slides

ADMIN = Visitor("李主任", Role.ADMIN)
REPORTED = Pin("upload", {"part": "reported", "period": "2024S"})
ANONYMOUS = Circulation(anonymous=True, seed="s")


def test_who_has_reported_is_pinned_and_what_came_in_since_is_told(
    opened: Store, city: Workspace, put: Callable[..., Workspace]
) -> None:
    view = view_of(opened, city, REPORTED)
    assert view is not None
    # 高港区 sent its two counts empty; rates that follow from them are not asked for beside them
    assert view.finding == "2024 学年：6 个报送单位中 5 个报齐，还差 2 项"
    assert list(view.table.columns) == ["指标", *NAMES.values()]
    cells = view.table.set_index("指标")["高港区"]
    assert set(cells) == {"○ 未报"} and set(view.table["兴化市"]) == {"● 已报"}
    pin = pin_of("upload", REPORTED.query, view)
    later = put([row("321203", "inclusive_pupils", 2024, 4_500)], "补报.xlsx")
    now = view_of(opened, later, pin)
    assert now is not None
    found = changes(pin, now)
    assert found[0] == "结论：2024 学年：6 个报送单位中 5 个报齐，还差 2 项 → 2024 学年：6 个报送单位中 5 个报齐，还差 1 项"
    assert from_content(to_content([pin])) == (pin,)


def test_all_indicators_or_those_that_are_owed(opened: Store, city: Workspace) -> None:
    owed = view_of(opened, city, REPORTED)
    every = view_of(opened, city, Pin("upload", {"part": "reported", "period": "2023S"}))
    assert owed is not None and every is not None
    set_period_deadline(opened, "321200", "2024S", date(2024, 11, 1), ADMIN)
    again = view_of(opened, city, REPORTED)
    assert again is not None and again.finding.endswith("；截止 2024-11-01")
    # a period that is none is not asked for: the newest one stands instead
    wrong = view_of(opened, city, Pin("upload", {"part": "reported", "period": "gaps"}))
    assert wrong is not None and wrong.finding == again.finding


def test_rounds_say_who_is_behind(opened: Store, city: Workspace) -> None:
    pin = Pin("upload", {"part": "rounds"})
    assert view_of(opened, city, pin) is None
    asked = (("inclusive_pupils", "preschool"), ("kindergarten_pupils", "preschool"))
    open_round(opened, city, Round("年报", ("2024S",), asked, tuple(NAMES), date(2999, 10, 1)), ADMIN)
    view = view_of(opened, city, pin)
    assert view is not None
    assert view.finding == "1 轮报送，1 轮进行中，还差 2 项"
    assert view.table.iloc[0].tolist() == ["年报", "2024 学年", "2999-10-01", "① 填报中", "5/6", "2"]


def test_only_staff_see_pins_of_the_reporting_page() -> None:
    pins = (REPORTED, Pin("gaps", {}))
    assert fit_for(pins, uploads=True) == pins
    assert fit_for(pins, uploads=False) == (Pin("gaps", {}),)


def test_what_a_pin_keeps_of_the_url() -> None:
    rest = {"city": "321200", "lang": "en", "mode": "slide", "pin": "2", "why": "1", SHOWN: "peers", "more": ""}
    query = rest | {"district": "321281"}
    assert kept_query(query) == {"district": "321281"}
    assert kept_query(query, "compositions") == {"district": "321281", SHOWN: "compositions"}


@pytest.fixture
def placed(put: Callable[..., Workspace]) -> Workspace:
    """Two districts with children by place of schooling."""
    names = ("sen_special_school", "sen_special_class", "sen_mainstream", "sen_home")
    rows = []
    for code, counts in (("321281", (50, 10, 100, 40)), ("321282", (30, 20, 40, 10))):
        rows += [row(code, name, 2024, count, "special") for name, count in zip(names, counts, strict=True)]
        rows.append(row(code, "sen_enrolled", 2024, sum(counts), "special"))
    return put(rows)


def test_parts_of_a_whole_are_pinned_as_a_drawing_and_anonymous_as_a_table(opened: Store, placed: Workspace) -> None:
    pin = Pin("district_profile", {SHOWN: "compositions"})
    view = view_of(opened, placed, pin)
    assert view is not None and view.has_picture and view.name.endswith("构成")
    assert view.footer[-1].startswith("来源：《学前.xlsx》") and any(line.startswith("口径：") for line in view.footer)
    deck = pinned_deck(opened, placed, [pin]).deck
    assert isinstance(deck.slides[1].body, Drawing)
    assert any("兴化市：合计 200" in line for line in deck.slides[1].notes)
    hidden = pinned_deck(opened, placed, [pin], circulation=ANONYMOUS)
    tables = [slide.body for slide in hidden.deck.slides if isinstance(slide.body, Table)]
    named = [cells[0].text for cells in tables[0].rows]
    assert [name for name in named if name != "全市"] == sorted(name for name in named if name != "全市")
    assert "兴化" not in repr(hidden.deck) and "靖江" not in repr(hidden.deck)


def test_every_part_belongs_to_a_page_and_tables_that_tell_districts_stay_out(opened: Store, city: Workspace) -> None:
    for name, page in PARTS.items():
        found = pinned_deck(opened, city, [Pin(page, {SHOWN: name})], circulation=ANONYMOUS)
        plain = pinned_deck(opened, city, [Pin(page, {SHOWN: name})])
        assert bool(plain.deck.slides) or plain.left_out
        if name in ("peers", "groups", "shares"):
            assert found.deck.slides == () and found.left_out
    groups = pinned_deck(opened, city, [Pin("targets", {SHOWN: "groups"})])
    assert len(groups.deck.slides) == 2 and isinstance(groups.deck.slides[1].body, Table)


def test_a_table_of_many_districts_is_turned_and_empty_columns_are_left_out(opened: Store, city: Workspace) -> None:
    """Two indicators of 16 districts: four slides with districts across, two with districts down."""
    rows = [("甲", *["▼ 78.202　差 1.798"] * 16), ("乙", *["✓ 92.4"] * 16)]
    frame = pd.DataFrame(rows, columns=["指标", *(f"第{n}区" for n in range(16))])
    across = TableView("题", "副题", ("来源",), False, frame.assign(空=""), "名", across=True)
    slides = table_slides(across)
    tables = [slide.body for slide in slides if isinstance(slide.body, Table)]
    assert [table.heads for table in tables] == [("区县", "甲", "乙")] * 2
    assert [row[0].text for table in tables for row in table.rows] == [f"第{n}区" for n in range(16)]
    assert tables[0].rows[0][1].text == "▼ 78.202　差 1.798" and tables[1].rows[7][2].text == "✓ 92.4"
    standing = table_slides(replace(across, across=False))
    assert all(isinstance(slide.body, Table) and slide.body.heads[0] == "指标" for slide in standing)


def test_districts_as_columns_stand_in_the_order_of_their_letters(opened: Store, city: Workspace) -> None:
    """In the order of their codes the first column would always be 海陵区."""
    for pin in (REPORTED, Pin("targets", {"part": "inspection"})):
        deck = pinned_deck(opened, city, [pin], circulation=ANONYMOUS).deck
        tables = [slide.body for slide in deck.slides if isinstance(slide.body, Table)]
        said = [text for table in tables for text in (*table.heads, *(row[0].text for row in table.rows))]
        letters = list(dict.fromkeys(text for text in said if text.startswith("区县") and text != "区县"))
        assert letters == sorted(letters) and len(letters) == len(NAMES)
        for name in NAMES.values():
            assert name not in repr(deck)


def test_tables_are_pictures_where_pictures_are_asked_for(opened: Store, city: Workspace) -> None:
    from pypdf import PdfReader

    kept = [Pin("gaps", {}), Pin("targets", {"part": "inspection"}), Pin("sources", {}), REPORTED]
    drawn, left_out = pictures(opened, city, kept, Circulation(internal=True))
    assert left_out == ()
    assert {name[:2] for name, _picture in drawn} == {"01", "02", "03", "04"}
    names = [name for name, _picture in drawn]
    assert len(names) == len(set(names))
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of([one for _name, one in drawn], "会"))).pages)
    for name in NAMES.values():
        assert text.replace(" ", "").count(name) >= 4
    assert "○未报" in text.replace(" ", "") and text.count("内部资料") == len(drawn)
    image = np.asarray(Image.open(io.BytesIO(to_png(drawn[-1][1]))).convert("L"))
    assert image.shape == (1080, 1920)
    # The table's rows reach across the picture, not only its head
    ink = (image[300:900] < 160).any(axis=0)
    assert ink[200:1700].sum() > 200
