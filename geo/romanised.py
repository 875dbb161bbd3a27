"""What a place's Chinese name is in English, in short and in full: Hailing, Hailing District for 海陵区. Text in, text out.

The rules, their source and the exceptions stand in data/places/romanisation.yaml, how each character is read in readings.txt.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from geo.files import FOLDER, read_yaml
from geo.names import short_name

_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_SIMULATED = "（模拟）"


@cache
def _rules() -> dict[str, Any]:
    return read_yaml("romanisation.yaml")


@cache
def readings() -> dict[str, str]:
    """Each character's syllable: 22 kB, read when the first English name is asked for."""
    lines = (FOLDER / "readings.txt").read_text("utf-8").splitlines()
    return {character: syllable for syllable, characters in map(str.split, lines) for character in characters}


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(sorted(_rules()["kinds"], key=len, reverse=True))


def spelled(text: str) -> str:
    """Chinese characters as one word in the official spelling: 东阿 → Dong'e, 西安 → Xi'an; other text stays as it is.

    A character without a known reading leaves its word Chinese: nothing is guessed.
    """
    for name in (text[:length] for length in range(len(text), 1, -1)):
        if name in _rules()["names"]:
            known, rest = str(_rules()["names"][name]), text[len(name) :]
            return known + (_joined(rest, known) if rest else "")
    return _CHINESE.sub(lambda found: _joined(found.group()).capitalize(), text)


def _joined(word: str, before: str = "") -> str:
    syllables = [readings().get(character, "") for character in word]
    if not all(syllables):
        return word
    first = "'" if before and syllables[0][0] in "aoe" else ""
    return first + syllables[0] + "".join(f"'{part}" if part[0] in "aoe" else part for part in syllables[1:])


def split(name: str) -> tuple[str, str, str]:
    """A name's own part, its peoples and the word for its kind: 门源回族自治县 → (门源, 回族, 自治县), 理县 → (理县, "", 县)."""
    kind = next((kind for kind in _kinds() if name.endswith(kind) and len(name) > len(kind)), "")
    if name in _rules()["whole_words"]:
        kind = name[-1]
    if not kind:
        return name, "", ""
    if kind.startswith("自治"):
        own = short_name(name)
        return own, name.removeprefix(own).removesuffix(kind), kind
    own = name.removesuffix(kind)
    return (own, "", kind) if len(own) > 1 else (name, "", kind)


@lru_cache(maxsize=16384)
def long_form(name: str) -> str:
    """The whole name: Hailing District, Menyuan Hui Autonomous County, Lixian County, Inner Mongolia; ending in (simulated)."""
    if name.endswith(_SIMULATED):
        return f"{long_form(name.removesuffix(_SIMULATED))} (simulated)"
    if name in _rules()["long"]:
        return str(_rules()["long"][name])
    own, peoples, kind = split(name)
    words = (spelled(own), _peoples(peoples), _rules()["kinds"].get(kind, ""))
    return " ".join(word for word in words if word)


@lru_cache(maxsize=16384)
def short_form(name: str) -> str:
    """The name's own part alone, as maps write it: Hailing, Menyuan, Lixian; a zone keeps its kind (Zhenjiang New Area)."""
    if name.endswith(_SIMULATED):
        return f"{short_form(name.removesuffix(_SIMULATED))} (simulated)"
    own, _peoples_of_it, kind = split(name)
    if name in _rules()["names"]:
        return spelled(name)
    zone = len(kind) > 1 and kind.endswith(("区", "园", "新城")) and kind not in ("自治区", "地区", "特别行政区")
    return long_form(name) if zone or name in _rules()["long"] else spelled(own)


def _peoples(text: str) -> str:
    """回族 → Hui; 保安族东乡族撒拉族 → Bonan, Dongxiang and Salar."""
    known = sorted(_rules()["peoples"], key=len, reverse=True)
    found = [str(_rules()["peoples"][name]) for name in re.findall("|".join(known), text.replace("族", "\0"))]
    return " and ".join(part for part in (", ".join(found[:-1]), *found[-1:]) if part)
