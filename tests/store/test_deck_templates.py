"""Templates of slides: kept by name for a city, the newest in place of the one before, gone when taken away."""

from __future__ import annotations

import pytest

from store import (
    Store,
    UnknownTemplateError,
    all_deck_templates,
    deck_template_file,
    remove_deck_template,
    write_deck_template,
)
from tests.store.builders import TAIZHOU


def test_a_template_is_kept_by_name_and_gives_way_to_a_newer_one(store: Store) -> None:
    write_deck_template(store, TAIZHOU, "局模板", b"one", "王老师")
    kept = write_deck_template(store, TAIZHOU, "局模板", b"another", "李老师")
    assert (kept.size, kept.author) == (7, "李老师")
    assert all_deck_templates(store, "321200") == [kept]
    assert deck_template_file(store, "321200", "局模板") == b"another"
    assert all_deck_templates(store, "320500") == []
    assert store.revision("321200") == 0
    assert list(store.audit_log("321200")["action"]) == ["deck-template", "deck-template"]


def test_one_that_is_not_there_is_told(store: Store) -> None:
    write_deck_template(store, TAIZHOU, "局模板", b"one", "王老师")
    with pytest.raises(UnknownTemplateError, match="没有名为“别的”的模板，没有改动"):
        remove_deck_template(store, "321200", "别的", "王老师")
    remove_deck_template(store, "321200", "局模板", "王老师")
    with pytest.raises(UnknownTemplateError):
        deck_template_file(store, "321200", "局模板")
