"""Units by declared rules only: what a unit's name means, and what it converts into. Anything else is an issue, never a guess."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction

# Names for "one of them": which noun is counted is the indicator's business (所, 个 and 家 of kindergartens are the same)
_PIECES = frozenset({"个", "所", "人", "名", "位", "班", "间", "家", "户", "处", "园", "校", "件", "台", "套", "座", "次"})
# Pieces that say what is counted, and so must agree with the indicator: 所 is no unit of pupils
_NOUNS = {"人": "人", "名": "人", "位": "人", "所": "所", "家": "所", "园": "所", "校": "所", "班": "班"}
_MULTIPLES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "亿": 100_000_000}
_ENGLISH = {
    "persons": "人", "person": "人", "people": "人", "pupils": "人", "children": "人", "students": "人", "schools": "所",
    "classes": "班", "percent": "%", "pct": "%", "yuan": "元", "sqm": "m²",
}  # fmt: skip
_SAME = {
    "％": "%", "百分比": "%", "百分之": "%", "个百分点": "百分点", "平方米": "m²", "平米": "m²", "㎡": "m²", "m2": "m²",
    "人民币元": "元", "圆": "元", "教学班": "班", "个班": "班", "生": "人",
}  # fmt: skip


def plain_unit(unit: str) -> str:
    """A unit without blanks, brackets and spelling variants: "（ 万人 ）" → "万人", "％" → "%"."""
    text = re.sub(r"[\s()（）\[\]【】:：]", "", unit).removeprefix("单位").strip(",，。、")
    text = _ENGLISH.get(text.lower(), text)
    return _SAME.get(text, text)


def conversion(stated: str, wanted: str, per_head: bool = False) -> Fraction | None:
    """By what a number in `stated` is multiplied to be in `wanted`; None where no rule says so.

    An unstated unit is the indicator's own. Rules: multiples (万人 → 人 × 10000), ‰ → % (÷ 10), and names for single things
    that may stand for one another (个 for 所, 名 for 人) but not 所 for 人. `per_head`: the indicator divides by pupils, classes
    or teachers, so that 元/生 is its 元, and 人/班 its 人.
    """
    one, other = plain_unit(stated), plain_unit(wanted)
    if per_head:
        one = re.sub(r"/(?:生|人|班|校|师|百人|百生|百名学生|百所|学生|教师)$", "", one)
        one = _SAME.get(one, one)
    if not one or one == other:
        return Fraction(1)
    if not other:  # 生师比: so many pupils for one teacher
        return Fraction(1) if per_head and one in ("人", "比", "倍", "1") else None
    if (one, other) in (("‰", "%"), ("%", "‰")):
        return Fraction(1, 10) if one == "‰" else Fraction(10)
    if (one, other) in (("公顷", "m²"), ("亩", "m²")):
        return Fraction(10_000) if one == "公顷" else Fraction(2000, 3)
    one_factor, one_base = _split(one)
    other_factor, other_base = _split(other)
    if one_base == other_base or _both_pieces(one_base, other_base):
        return Fraction(one_factor, other_factor)
    return None


def convert(value: float, factor: Fraction) -> float:
    """`value` × `factor` as a person would by hand: 59.0395 万 is 590395, not 590394.9999999999."""
    if factor == 1 or math.isnan(value):
        return value
    return float(Fraction(Decimal(repr(value))) * factor)


def _split(unit: str) -> tuple[int, str]:
    for word in sorted(_MULTIPLES, key=len, reverse=True):
        if unit.startswith(word) and len(unit) > len(word):
            return _MULTIPLES[word], _SAME.get(unit[len(word) :], unit[len(word) :])
    return 1, unit


def _both_pieces(one: str, other: str) -> bool:
    if one not in _PIECES or other not in _PIECES:
        return False
    nouns = {_NOUNS.get(one), _NOUNS.get(other)} - {None}
    return len(nouns) < 2 and not (other == "个" and _NOUNS.get(one) == "人")  # 班级总数 is not counted in people
