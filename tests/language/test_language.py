"""Chinese is the key, English the answer of the .po files; the language belongs to a context."""

from __future__ import annotations

import threading

import pytest

from language import _, current, use, using


def test_chinese_answers_with_the_key_itself() -> None:
    with using("zh"):
        assert _("这句话不在任何文件里") == "这句话不在任何文件里"


def test_an_unknown_text_stays_chinese_in_english() -> None:
    with using("en"):
        assert _("这句话不在任何文件里") == "这句话不在任何文件里"


def test_another_thread_has_its_own_language() -> None:
    seen = []
    with using("en"):
        thread = threading.Thread(target=lambda: seen.append(current()))
        thread.start()
        thread.join()
        assert current() == "en"
    assert seen == ["zh"]


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    before = current()
    with pytest.raises(ValueError, match="zh, en"):
        use("fr")
    assert current() == before
