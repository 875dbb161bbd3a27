"""Reads the .po files and answers in the language of the current context."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = {"zh": "中文", "en": "English"}
_language: ContextVar[str] = ContextVar("language", default="zh")


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
    if current() == "zh" or not text:
        return text
    return english().get(text, text)


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
    return texts
