"""Decks for circulation: without ranks nobody is first or last, without names no part of the file tells a district."""

from __future__ import annotations

import io
import zipfile

import pandas as pd
import pytest

from exports.deck import write
from exports.deck_content import BarRow, Bars, Slide, Table, TextCell
from exports.render import to_svg
from store import Store, Workspace
from tests.views.conftest import NAMES
from views.circulation import Circulation, NotAnonymousError, key_table, mask_of
from views.decks import DeckKind, deck_view, maker
from views.district_map import DistrictMapView
from views.masked_slides import masked_slide
from views.pin_slides import pictures, pinned_deck
from views.pins import Pin, view_of

STEMS = ("海陵", "高港", "姜堰", "兴化", "靖江", "泰兴")
COVERAGE = {"indicator": "inclusive_coverage"}
PINS = [Pin(page, COVERAGE) for page in ("overview", "district_map", "trends", "gaps", "equity", "district_profile", "sources")]
HIDDEN = Circulation(internal=True, anonymous=True, seed="s")


def everything(data: bytes) -> str:
    """Every text of the file, charts' workbooks opened, names of parts among them."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            found.append(name)
            found.append(everything(part) if name.endswith(".xlsx") else part.decode("utf-8", "ignore"))
    return "\n".join(found)


def test_no_part_of_a_deck_names_a_district(opened: Store, city: Workspace) -> None:
    made = pinned_deck(opened, city, PINS, "兴化市专题会", HIDDEN)
    assert made.mask is not None
    data = made.mask.check(write(made.deck))
    text = everything(data)
    assert not [stem for stem in STEMS if stem in text]
    assert not [code for code in NAMES if code in text]
    assert "学前.xlsx" not in text and "学前!" not in text
    assert "区县A" in text and "区县F" in text
    assert "兴化" not in made.deck.name and "兴化" not in made.deck.title
    # the map and the sources tell districts by themselves, and it is said that they are not in it
    assert len(made.left_out) == 2 and not any(stem in line for line in made.left_out for stem in STEMS)


@pytest.mark.parametrize("kind", list(DeckKind))
def test_ready_decks_without_names_and_ranks(opened: Store, city: Workspace, kind: DeckKind) -> None:
    view = deck_view(opened, city, kind, Circulation(unranked=True, anonymous=True, seed="s"))
    assert view is not None
    text = everything(maker(view)(None))
    assert not [stem for stem in STEMS if stem in text]
    assert ("居末位" not in text and "位次" not in text and "差距最大" not in text) or kind is DeckKind.DISTRICTS
    assert "位次" not in text


def test_figures_keep_their_place_under_the_letter(opened: Store, city: Workspace) -> None:
    made = pinned_deck(opened, city, [Pin("gaps", COVERAGE)], "", HIDDEN)
    body = made.deck.slides[1].body
    assert isinstance(body, Bars) and made.mask is not None
    values = {row.name: row.value for row in body.rows}
    assert values[made.mask.codes["321281"]] == 78.2 and values[made.mask.codes["321202"]] == 92.4
    key = key_table(city, NAMES.items(), "s")
    assert dict(zip(key["区县"], key["材料里的名称"], strict=True))["兴化市"] == made.mask.codes["321281"]


def test_letters_follow_the_seed_alone() -> None:
    city = Workspace("321200", "321200", "泰州市", False)
    one, same, other = (mask_of(city, NAMES.items(), seed).codes for seed in ("s", "s", "t"))
    assert one == same and one != other
    assert sorted(one.values()) == [f"区县{letter}" for letter in "ABCDEF"]
    assert [one[code] for code in sorted(one)] != sorted(one.values())  # not the order of codes


def test_a_county_called_like_its_city_leaves_the_city_alone() -> None:
    mask = mask_of(Workspace("220500", "220500", "通化市", False), [("220521", "通化县"), ("220502", "东昌区")], "s")
    county, district = mask.codes["220521"], mask.codes["220502"]
    assert mask.text("通化市 通化县 东昌区 东昌") == f"通化市 {county} {district} {district}"


def test_without_ranks_places_stand_in_their_usual_order(opened: Store, city: Workspace) -> None:
    made = pinned_deck(opened, city, [Pin("gaps", COVERAGE), Pin("district_map", COVERAGE)], "", Circulation(unranked=True))
    gaps, mapped = made.deck.slides[1:]
    assert isinstance(gaps.body, Bars)
    assert [row.name for row in gaps.body.rows] == [*NAMES.values(), "全市"]
    # 53,843 … of 62,600: the five that reported
    assert gaps.title == "普惠性幼儿园覆盖率全市 83.1%，5 个报数区县中 2 个达到目标"
    assert mapped.title == gaps.title and gaps.facts == ()
    view = view_of(opened, city, Pin("district_map", COVERAGE), unranked=True)
    assert isinstance(view, DistrictMapView)
    assert list(view.bars["name"]) == [*NAMES.values(), "全市"]
    assert set(view.bars["rank_text"]) == {"—"}
    assert set(view.table["名次"]) == {"—"}


def test_rows_without_names_stand_in_the_order_of_letters() -> None:
    city = Workspace("321200", "321200", "泰州市", False)
    mask = mask_of(city, NAMES.items(), "s", unranked=True)
    rows = (*(BarRow(name, 1.0, "#000000") for name in NAMES.values()), BarRow("全市", 1.0, "", is_city=True))
    notes = ("口径", *(f"{name}：1" for name in NAMES.values()), "来源：《兴化市.xlsx》")
    footer = ("① 姜堰市改为姜堰区（2012 年）", "来源")
    found = masked_slide(Slide("海陵区、高港区、兴化市", "", Bars("率", rows, 1), footer, notes, "兴化市 1"), mask)
    assert found is not None and isinstance(found.body, Bars)
    letters = [f"区县{letter}" for letter in "ABCDEF"]
    assert [row.name for row in found.body.rows] == [*letters, "全市"]
    assert [line[:3] for line in found.notes[1:7]] == letters
    assert found.notes[-1] == "来源：《报送文件》"
    assert found.footer == ("来源",)
    assert found.title.split("、") == sorted(found.title.split("、"))
    table = Table(("区县",), tuple((TextCell(name),) for name in (*NAMES.values(), "全市")), (1.0,))
    again = masked_slide(Slide("", "", table, (), (), ""), mask)
    assert again is not None and isinstance(again.body, Table)
    assert [cells[0].text for cells in again.body.rows] == [*letters, "全市"]


def test_a_name_that_is_left_stops_the_file(opened: Store, city: Workspace) -> None:
    made = pinned_deck(opened, city, [Pin("gaps", COVERAGE)], "", HIDDEN)
    plain = pinned_deck(opened, city, [Pin("gaps", COVERAGE)])
    assert made.mask is not None
    with pytest.raises(NotAnonymousError, match="仍有“"):
        made.mask.check(write(plain.deck))


def test_targets_are_no_files_and_frames_keep_their_numbers() -> None:
    mask = mask_of(Workspace("321200", "321200", "泰州市", False), NAMES.items(), "s")
    assert mask.text("《县域学前教育普及普惠督导评估办法》") == "《县域学前教育普及普惠督导评估办法》"
    assert mask.text("《兴化 2024.XLSX》学前!C6、B6") == "《报送文件》、B6"
    frame = pd.DataFrame({"code": ["321281"], "name": ["兴化市"], "value": [78.2], "is_city": [False]})
    masked = mask.apply(frame)
    assert masked["value"].tolist() == [78.2] and masked["name"].tolist() == [mask.codes["321281"]]
    assert frame["name"].tolist() == ["兴化市"]


def test_pictures_without_names(opened: Store, city: Workspace) -> None:
    pins = [Pin(page, COVERAGE) for page in ("gaps", "trends", "overview", "district_map")]
    drawn, left_out = pictures(opened, city, pins, HIDDEN)
    assert len(drawn) == 3 and len(left_out) == 1
    for name, picture in drawn:
        text = name + to_svg(picture)
        assert not [stem for stem in STEMS if stem in text]
        assert "区县" in text


