"""Reads the .po files and answers in the language of the current context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = {"zh": "中文", "en": "English"}
_language: ContextVar[str] = ContextVar("language", default="zh")
# What the districts together are, in Chinese and English
WHOLES = {
    "city": ("全市", "city"),
    "prefecture": ("全州", "prefecture"),
    "area": ("全地区", "prefecture"),
    "league": ("全盟", "league"),
    "county": ("全县", "county"),
    "forestry": ("全区", "district"),
    "province": ("全省", "province"),
    "region": ("全自治区", "region"),
    "nation": ("全国", "nation"),
}
_whole: ContextVar[str] = ContextVar("whole", default="city")
# The font that is shipped draws curly quotes as wide as a Chinese character, which tears English words apart
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_CITY = re.compile(r"(?<![{\w])[Cc]ity\b(?!\})")  # the word, not a field's name


def current() -> str:
    """The language of this context: "zh" or "en"."""
    return _language.get()


def use(language: str) -> None:
    """Set the language of this context. Raises ValueError for one we do not speak."""
    if language not in LANGUAGES:
        raise ValueError(f"language is one of {', '.join(LANGUAGES)}, not {language!r}")
    _language.set(language)


@contextmanager
def using(language: str) -> Iterator[None]:
    """The same for a block: `with using("en"): ...`."""
    before = current()
    use(language)
    try:
        yield
    finally:
        use(before)


def _(text: str) -> str:
    """`text` (Chinese) in the current language; a text without a translation stays Chinese (a test finds those)."""
    said = text if current() == "zh" or not text else english().get(text, text)
    return said if _whole.get() == "city" or WHOLES["city"][0] not in text else _of_region(said)


def speak_of(whole: str) -> None:
    """Say what the sum of the districts is in this context, a key of WHOLES: texts say 全省 where they would say 全市."""
    if whole not in WHOLES:
        raise ValueError(f"a whole is one of {', '.join(WHOLES)}, not {whole!r}")
    _whole.set(whole)


def _of_region(said: str) -> str:
    chinese, word = WHOLES[_whole.get()]
    if current() == "zh":
        return said.replace(WHOLES["city"][0], chinese)
    return _CITY.sub(lambda found: word.capitalize() if found.group()[0] == "C" else word, said)


@cache
def english() -> dict[str, str]:
    """All English texts by their Chinese key. Raises ValueError when two files translate one text differently."""
    texts: dict[str, str] = {}
    for path in sorted((Path(__file__).parent / "en").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en", charset="utf-8"):
                if not message.id or not message.string:
                    continue
                if texts.get(str(message.id), message.string) != message.string:
                    raise ValueError(f"{path.name}:{message.lineno}: {message.id!r} is translated differently elsewhere")
                texts[str(message.id)] = str(message.string)
    return {chinese: said.translate(_STRAIGHT) for chinese, said in texts.items()}
