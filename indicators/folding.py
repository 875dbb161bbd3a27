"""Makes two spellings of one heading equal, takes the unit out of it, and reads class-size bins."""

from __future__ import annotations

import re
import unicodedata

# Units that may stand in brackets behind a heading (after NFKC: ㎡ and m² are m2).
UNITS = frozenset("%‰个所人间名位班万元册台轨处校园亩座件套生岁") | frozenset(
    ["万人", "千人", "百人", "万元", "亿元", "千元", "平方米", "万平方米", "m2", "万册", "人/班", "个/班", "个班"]
)
_BRACKET = re.compile(r"[(\[【〔<]\s*(?:单位[:：]?)?\s*([^()\[\]【】〔〕<>]*?)\s*[)\]】〕>]\s*$")
_TAIL_UNIT = re.compile(r"([%‰])\s*$")
_LEADING = re.compile(r"^(?:[#*●·、,，:：\-—]|其中[:：]?|\d{1,2}[.、)]\s*(?=\D))+")
_PEOPLE = r"(?:人|名|生)?"
_RANGE = re.compile(rf"(\d{{1,3}}){_PEOPLE}\s*(?:-|–|—|―|~|～|至|到|－)+\s*(\d{{1,3}}){_PEOPLE}")
_AT_LEAST = re.compile(rf"(?:(?:≥|>=)\s*(\d{{1,3}}){_PEOPLE}|(\d{{1,3}}){_PEOPLE}\s*(?:及其?以上|\(含\)以上|以上|\+|及以上))")
_AT_MOST = re.compile(rf"(?:(?:≤|<=)\s*(\d{{1,3}}){_PEOPLE}|(\d{{1,3}}){_PEOPLE}\s*(?:及其?以下|\(含\)以下|以下|及以下|-))")
_SUBJECT = re.compile(r"^(?:班额|班级人数)(?:在|为|[:：])?")
_BRACKETED = re.compile(r"^(.+?)\s*[(\[【〔]([^()\[\]【】〔〕]+)[)\]】〕]$")
_CLASS_WORDS = re.compile(r"的?(?:班额)?(?:的?(?:教学班|班级|班)(?:数|个数)?)?(?:\(?个\)?)?$")


def normal(text: str) -> str:
    """NFKC, so full-width digits, letters and brackets become plain; padding of any kind gone."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


def fold(text: str) -> str:
    """Letters and digits only, without width, case, blanks and punctuation: 普惠园 覆盖率： = 普惠园覆盖率."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def split_unit(text: str) -> tuple[str, str]:
    """The heading without 其中 and without its bracketed unit, and that unit ("" where none stands)."""
    plain = _LEADING.sub("", normal(text)).strip()
    found = _BRACKET.search(plain)
    if found and found.start() > 0 and found.group(1).replace(" ", "") in UNITS:
        return plain[: found.start()].strip(), _named_unit(found.group(1))
    tail = _TAIL_UNIT.search(plain)
    if tail and tail.start() > 0:
        return plain[: tail.start()].strip(), tail.group(1)
    return plain, ""


def _named_unit(unit: str) -> str:
    unit = unit.replace(" ", "")
    return "m²" if unit in ("m2", "平方米") else unit


def split_bracket(text: str) -> tuple[str, str]:
    """A heading and the explanation in its last bracket: 大班额班级数（56人及以上）; the explanation is "" where none stands."""
    found = _BRACKETED.match(split_unit(text)[0])
    return (found.group(1), found.group(2)) if found else (text, "")


def class_size_bounds(text: str) -> tuple[int, int | None] | None:
    """Bounds of a class-size bin: "46-55人" → (46, 55), "66人及以上" → (66, None), "25-" → (0, 25); None for anything else.

    以上 and 以下 include the number, as statistical forms mean them ("56人以上" beside "46-55人").
    """
    plain = _SUBJECT.sub("", split_unit(text)[0].replace(" ", ""))
    plain = _CLASS_WORDS.sub("", plain) if not plain.isdigit() else plain
    if found := _RANGE.fullmatch(plain):
        low, high = int(found.group(1)), int(found.group(2))
        return (low, high) if low <= high else None
    if found := _AT_LEAST.fullmatch(plain):
        return int(found.group(1) or found.group(2)), None
    if found := _AT_MOST.fullmatch(plain):
        return 0, int(found.group(1) or found.group(2))
    return None
