"""A template is kept only where it can be filled, under a name, by whoever may share materials."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pptx import Presentation

from access import NOBODY, NotAllowedError, command_line
from exports.deck_template import TemplateError
from intake.deck_templates import keep_deck_template, withdraw_deck_template
from store import Store, Workspace, all_deck_templates, open_store

ROOM = Workspace("321200", "321200", "泰州市")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    found = open_store(f"sqlite:///{tmp_path / 'own.db'}")
    yield found
    found.close()


def template() -> bytes:
    file = io.BytesIO()
    made = Presentation()
    made.slide_width, made.slide_height = 12192000, 6858000
    for layout in made.slide_layouts:
        for holder in layout.placeholders:
            holder.left, holder.width = 600000, 11000000
    made.save(file)
    return file.getvalue()


def test_it_is_kept_and_taken_away(opened: Store) -> None:
    keep_deck_template(opened, ROOM, " 局 模板 ", template(), command_line())
    assert [one.name for one in all_deck_templates(opened, "321200")] == ["局 模板"]
    withdraw_deck_template(opened, ROOM, "局 模板", command_line())
    assert all_deck_templates(opened, "321200") == []


@pytest.mark.parametrize(("name", "data", "why"), [("", template(), "请给模板起个名称"), ("坏", b"PK", "这个模板打不开")])
def test_what_cannot_be_used_is_refused(opened: Store, name: str, data: bytes, why: str) -> None:
    with pytest.raises(TemplateError, match=why):
        keep_deck_template(opened, ROOM, name, data, command_line())
    assert all_deck_templates(opened, "321200") == []


def test_nobody_keeps_one(opened: Store) -> None:
    with pytest.raises(NotAllowedError):
        keep_deck_template(opened, ROOM, "局模板", template(), NOBODY)
