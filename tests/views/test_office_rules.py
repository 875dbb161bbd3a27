"""Decks, briefs and workbooks keep the rules of ECMA-376 whose breach makes PowerPoint, Word and WPS offer a repair."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from exports.workbook import write as write_book
from language import using
from store import Store, Workspace
from tests.office_rules import complaints
from views.briefs import brief, write_brief
from views.choices import Choices
from views.circulation import Circulation
from views.decks import DeckKind, DeckView, deck_view, maker
from views.pin_slides import pinned_deck
from views.pinned_parts import PARTS, SHOWN
from views.pins import MAP_FORMS, PIN_PAGES, Pin
from views.workbooks import city_book


def deck(opened: Store, city: Workspace, kind: DeckKind) -> bytes:
    view = deck_view(opened, city, kind, Circulation(internal=True))
    assert isinstance(view, DeckView)
    return maker(view)(None)


@pytest.mark.parametrize("kind", DeckKind)
def test_ready_decks(opened: Store, city: Workspace, kind: DeckKind) -> None:
    assert complaints(deck(opened, city, kind)) == []


def test_a_map_in_every_form(opened: Store, city: Workspace) -> None:
    from exports.deck import write

    pins = [Pin("district_map", {"indicator": "inclusive_coverage"}, form=form) for form in MAP_FORMS]
    assert complaints(write(pinned_deck(opened, city, pins).deck)) == []


def test_all_that_can_be_pinned_in_both_languages(opened: Store, city: Workspace) -> None:
    from exports.deck import write

    parts = [Pin(page, {SHOWN: name}) for name, page in PARTS.items()]
    pins = [*(Pin(page, {}) for page in PIN_PAGES), Pin("targets", {"part": "inspection"}), *parts]
    for language in ("zh", "en"):
        with using(language):
            assert complaints(write(pinned_deck(opened, city, pins, circulation=Circulation(internal=True)).deck)) == []


def test_brief_and_workbook(opened: Store, city: Workspace) -> None:
    made, book = brief(opened, city, Choices(released=True)), city_book(opened, city)
    assert made is not None and book is not None
    assert complaints(write_brief(made, "docx")) == []
    assert complaints(write_book(book)) == []


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with each part as `change` answers it; None leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = change(name, before.read(name))
            if part is not None:
                after.writestr(name, part)
    return out.getvalue()


def swap(where: str, pattern: bytes, new: bytes, count: int = 0) -> Callable[[str, bytes], bytes]:
    """A change of the parts whose name holds `where`."""
    return lambda name, part: re.sub(pattern, new, part, count=count) if where in name else part


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda name, part: None if name == "ppt/slides/slide2.xml" else part, "which is not there"),
        (lambda name, part: re.sub(rb' name="[^"]*"', b' name="x"', part) if name.endswith("slide2.xml") else part, "name 'x'"),
        (lambda name, part: part.replace(b"<c:v>78.2<", b"<c:v>78.3<") if "charts/" in name else part, "the chart says '78.3'"),
        (lambda name, part: part.replace(b"xlsx", b"xlsy") if name.startswith("[Content") else part, "no type"),
        (swap("[Content_Types].xml", rb"slide\+xml", b"chart+xml"), "is said to be"),
        (swap("slide4.xml", rb'<a:ext cx="', b'<a:ext cx="-'), "a length of -"),
        (swap("slide2.xml", rb"<a:tc>.*?</a:tc>", b"", 1), "a row of"),
        (swap("slide2.xml", rb"<a:p>.*?</a:p>", b""), "without a paragraph"),
        (swap("slide2.xml", rb' sz="\d+"', b' sz="50"'), "type of 50"),
        (swap("slides/slide", rb'<a:pt x="', b'<a:pt x="9'), "a point at 9"),
        (swap("chart", rb'<c:ptCount val="\d+"', b'<c:ptCount val="1"'), "points ["),
        (swap("presentation.xml", rb'<p:sldId id="\d+"', b'<p:sldId id="300"'), "ids of slides"),
    ],
)
def test_each_rule_finds_its_breach(
    opened: Store, city: Workspace, change: Callable[[str, bytes], bytes | None], said: str
) -> None:
    broken = changed(deck(opened, city, DeckKind.OVERVIEW), change)
    assert any(said in line for line in complaints(broken)), complaints(broken)[:3]


def test_elements_in_another_order_are_found(opened: Store, city: Workspace) -> None:
    def turned(name: str, part: bytes) -> bytes:
        return part.replace(b"<c:autoTitleDeleted", b'<c:plotVisOnly val="1"/><c:autoTitleDeleted') if "charts/" in name else part

    broken = changed(deck(opened, city, DeckKind.PROGRESS), turned)
    assert any("chart holds" in line for line in complaints(broken))
