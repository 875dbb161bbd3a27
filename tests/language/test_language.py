"""Chinese is the key, English the answer of the .po files; the language belongs to a context."""

from __future__ import annotations

import threading

import pytest

from language import _, current, speak_of, use, using
from language.catalogues import english


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


def test_a_province_is_not_called_a_city() -> None:
    speak_of("province")
    assert _("全市为上报全市值") == "全省为上报全省值"
    assert _("{city} {n} 个区县") == "{city} {n} 个区县"
    with using("en"):
        assert _("全市") == "Province"
        said = _("{name}与目标、全市及其他区县比较，{period}")
        assert said == "{name} against targets, province and other districts, {period}"
    speak_of("nation")
    assert _("全市") == "全国"


def test_a_whole_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="city, prefecture"):
        speak_of("world")


def test_fields_keep_their_names_when_the_whole_is_renamed() -> None:
    speak_of("region")
    with using("en"):
        said = _("全市 {city} 已抵扣达标区县的余量，各区县相加为 {total}")
        assert "{city}" in said
        assert "city" not in said.replace("{city}", "").lower()


def test_english_has_straight_quotes() -> None:
    """Those of the shipped font are as wide as a Chinese character when they are curly."""
    with using("en"):
        assert not [text for text in english().values() if set(text) & set("“”‘’")]
        said = _("账号“{name}”不能{act}，这需要{role}的权限。")
    assert said == 'The account "{name}" may not {act}; this takes the role {role}.'
