"""An office opens what was written: LibreOffice turns decks into PDF, the pages hold the slides' words and are not blank."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from store import Store, Workspace
from views.circulation import Circulation
from views.decks import DeckKind, DeckView, deck_view, maker


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def ink(page: Path) -> float:
    """Share of a page's pixels that are not white."""
    with Image.open(page) as image:
        grey = image.convert("L")
        return sum(grey.histogram()[:250]) / (grey.width * grey.height)


@pytest.mark.parametrize("kind", [DeckKind.OVERVIEW, DeckKind.YEARBOOK])
def test_every_slide_becomes_a_page_with_its_words(
    opened: Store, city: Workspace, office_pdf: Callable[[str, bytes], Path], kind: DeckKind, tmp_path: Path
) -> None:
    view = deck_view(opened, city, kind, Circulation(internal=True))
    assert isinstance(view, DeckView)
    found = office_pdf(f"{kind}.pptx", maker(view)(None))
    reader = PdfReader(found)
    assert len(reader.pages) == len(view.titles)
    for page, slide in zip(reader.pages, view.deck.slides, strict=True):
        text = plain(page.extract_text())
        assert plain(slide.title) in text
        assert "内部资料" in text
        for row in getattr(slide.body, "rows", ())[:1]:
            name = row[0].text if isinstance(row, tuple) else row.name
            assert plain(name) in text
    subprocess.run(["pdftoppm", "-r", "30", "-png", str(found), str(tmp_path / "p")], check=True, timeout=120)
    pages = sorted(tmp_path.glob("p*.png"))
    assert len(pages) == len(view.titles)
    assert min(ink(page) for page in pages[1:]) > 0.02
    # the map: its group of shapes fills part of the left half
    if kind is DeckKind.OVERVIEW:
        number = next(n for n, slide in enumerate(view.deck.slides) if type(slide.body).__name__ == "MapAndBars")
        with Image.open(pages[number]) as image:
            left = image.crop((0, image.height // 4, image.width * 2 // 5, image.height * 3 // 4)).convert("RGB")
            coloured = sum(count for count, (r, _g, b) in left.getcolors(1 << 20) if abs(r - b) > 25)
            assert coloured > 0.04 * left.width * left.height
