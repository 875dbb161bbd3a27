"""Decks, briefs and workbooks keep the rules of ECMA-376 whose breach makes PowerPoint, Word and WPS offer a repair."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from exports.workbook import write as write_book
from store import Store, Workspace
from tests.office_rules import complaints
from views.briefs import brief, write_brief
from views.choices import Choices
from views.circulation import Circulation
from views.decks import DeckKind, DeckView, deck_view, maker
from views.pin_slides import pinned_deck
from views.pins import MAP_FORMS, Pin
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


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda name, part: None if name == "ppt/slides/slide2.xml" else part, "which is not there"),
        (lambda name, part: re.sub(rb' name="[^"]*"', b' name="x"', part) if name.endswith("slide2.xml") else part, "name 'x'"),
        (lambda name, part: part.replace(b"<c:v>78.2<", b"<c:v>78.3<") if "charts/" in name else part, "the chart says '78.3'"),
        (lambda name, part: part.replace(b"xlsx", b"xlsy") if name.startswith("[Content") else part, "no type"),
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
