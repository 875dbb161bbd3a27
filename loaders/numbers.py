"""What number a cell's text is, if it is one for certain; if not, which state it says.

A number is digits with separators, padding, full-width forms, a % or ‰, and marks that point at a footnote. Text with any
other word (约80, 85.3%(预计), 3?, 707个班) is no number: a wrong number in silence is the worst that can happen.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import nan
from typing import Literal, NamedTuple

from indicators.shorthand import NO_RECORD, SHORTHAND
from indicators.vocabulary import ValueStatus
from loaders.units import UNIT_WORDS
from loaders.words import words

How = Literal["plain", "text", "blanks", "marked", "state", "unit", "words", "blank", "ratio"]

# States as staff and statistical offices write them. Each text stays with its observation; what it stands for is this table.
_STATES: dict[ValueStatus, frozenset[str]] = {
    ValueStatus.SUPPRESSED: words("* ** *** [c] c 保密 不予公布 s [s] suppressed supp confidential ^ ⊗"),
    ValueStatus.NOT_APPLICABLE: words(
        "— —— ——— – - -- --- ― ─ ── － / // \\ z [z] 不适用 n/a. "
        "无 无此项 未开设 未设 没有 不涉及 无此类 nil ×"
        " － ー ・ ﹣ 〇无 notapplicable ///"
    ),
    ValueStatus.NOT_COLLECTED: words(
        "… …… ... ...... .. [x] x : [u] u 未统计 未调查 不统计 尚未统计 未单列 数据缺失 [w] ︙ … ⋯ ⋯⋯ notavailable "
        "unavailable not_collected 暂未统计"
    ),
    ValueStatus.NOT_REPORTED: words(
        "未报 未报送 未上报 未填 未填报 待报 待核 待定 待补 待核实 待填 暂无 暂无数据 缺 缺报 缺失 空 空缺 无数据 na n/a "
        "#n/a null none nan 漏报 迟报 待上报 待统计 待确认 待查 待更新 tbc tbd 尚未上报 missing 未提供 暂缺 n.a. 未反馈 "
        "notreported n.d. n.d nd n.v. k.a. s/d s.d. b.d. m.d. н/д 不详 未知 情况不明"
    ),
}
STATE_OF = {text: status for status, texts in _STATES.items() for text in texts}
# as workbooks of our own write them; 不公开 without brackets as pages show it
STATE_OF |= {"".join(text.split()): status for status, texts in SHORTHAND.items() for text in texts}
STATE_OF |= {"".join(text.split()): ValueStatus.NOT_REPORTED for text in NO_RECORD}
STATE_OF |= {"不公开": ValueStatus.SUPPRESSED, "未采集": ValueStatus.NOT_COLLECTED}
# 无 and - may mean 0: the figure stays open, and that is said
NONE_OR_ZERO = words("无 没有 nil none 〇无 空")

_MARKS = "ⓡⓟⓔ®†‡§¶#^①②③④⑤⑥⑦⑧⑨⑩¹²³⁴⁵⁶⁷⁸⁹▲△★☆◆"
_FIGURES = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⓪¹²³⁴⁵⁶⁷⁸⁹⁰₀₁₂₃₄₅₆₇₈₉❶❷❸❹❺❻❼❽❾❿")
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?|[+-]?\.\d+")
_BLANKED = re.compile(r"[+-]?\d[\d ]*(?:\.\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?")
_RATIO = re.compile(r"1[:：](\d+(?:\.\d+)?)")
_WITH_UNIT = re.compile(
    rf"[+-]?\d[\d,]*(?:\.\d+)?\s*(?:{'|'.join(sorted(map(re.escape, UNIT_WORDS), key=len, reverse=True))})班?"
)
_MINUS = str.maketrans({"−": "-", "﹣": "-", "－": "-", "，": ",", "﹪": "%", "∶": ":"})


class CellText(NamedTuple):
    """A cell's text, understood: `value` as written (85.3 for "85.3%"), `sign` "%" or "‰" or "", `how` it was found."""

    how: How
    value: float
    sign: str
    status: ValueStatus


@lru_cache(maxsize=100_000)
def understand(text: str) -> CellText:
    """The number or the state that a text cell holds. `how` "words" and "unit" hold no number: they need an issue."""
    plain = unicodedata.normalize("NFKC", text.translate(_MINUS)).strip() if not text.isascii() else text.strip()
    plain = plain.replace("\u200b", "").replace("\ufeff", "").strip("\u3000\xa0 '’`")
    if not plain:
        return CellText("blank", nan, "", ValueStatus.NOT_REPORTED)
    # NFKC would make 12③ a 123 and 5² a 52: a figure that points at a footnote goes before
    noted = any(sign in _FIGURES for sign in text)
    begins = plain[0].isdecimal() or plain[0] in "+-."  # what begins otherwise is no number, whatever follows
    counts = begins and not noted
    exact = _exact(plain) if counts else None
    if exact is not None:
        value, sign = exact
        return CellText("text", value, sign, ValueStatus.REPORTED)
    state = STATE_OF.get(re.sub(r"\s+", "", plain).lower()) or STATE_OF.get(re.sub(r"\s+", "", text).lower())
    if state is not None:
        return CellText("state", nan, "", state)
    if counts and _BLANKED.fullmatch(plain.rstrip("%‰").strip()) and " " in plain:
        sign = plain[-1] if plain[-1] in "%‰" else ""
        digits = plain.rstrip("%‰").strip()
        how: How = "text" if _GROUPED.fullmatch(digits) else "blanks"
        return CellText(how, float(digits.replace(" ", "")), sign, ValueStatus.REPORTED)
    # the marks were still there before NFKC made ① a 1
    unmarked = text.translate(_MINUS).strip().strip(_MARKS + "".join(_FIGURES) + "*＊ \u3000")
    if unmarked != text.strip() and unmarked:
        exact = _exact(unicodedata.normalize("NFKC", unmarked).strip())
        if exact is not None:
            return CellText("marked", exact[0], exact[1], ValueStatus.REPORTED)
    ratio = _RATIO.fullmatch(plain.replace(" ", "")) if counts else None
    if ratio:
        return CellText("ratio", float(ratio.group(1)), "", ValueStatus.REPORTED)
    if begins and _WITH_UNIT.fullmatch(plain):
        return CellText("unit", nan, "", ValueStatus.UNREADABLE)
    return CellText("words", nan, "", ValueStatus.UNREADABLE)


def _exact(plain: str) -> tuple[float, str] | None:
    sign = ""
    if plain[-1:] in ("%", "‰"):
        sign, plain = plain[-1], plain[:-1].rstrip()
    if _NUMBER.fullmatch(plain):
        return float(plain.replace(",", "")), sign
    return None


def is_number_text(text: str) -> bool:
    """Whether a text is a number for certain ("15,933", " 20 ", "91.4％")."""
    return understand(text).how in ("text", "blanks", "marked")
