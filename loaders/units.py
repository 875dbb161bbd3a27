"""Which unit a column counts in: said in a bracket, a unit row, a unit column or a line 单位：…; never guessed from the numbers.

A line that names several units (单位：人、%) is shared out by what a heading counts: rates take the % or ‰, a heading whose
noun belongs to exactly one of the named units takes that one; else the column stays without a unit.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from loaders.words import words

_SCALES = ("", "万", "千", "百", "百万", "亿", "十万")
_BASES = words(
    "人 个 所 班 间 名 座 套 册 台 户 对 处 张 人次 元 平方米 公顷 亩 平方公里 公里 吨 岁 天 小时 学时 课时 次 件 项 "
    "位 家 幢 栋 辆 米 千米 生 枚 台套 元/人 元/生 册/人 人/班 平方米/生 平方米/人 台/百人 人/平方公里 间/校 個 "
    "校 学級 園 組 学科 ヶ所 箇所 "
    "人/百人 校次 卷 部 株 组 支 条 分 学位 床 辆次 片 块 ‰ % 百分点 m2 ㎡ m² person persons pupils children schools "
    "classes people units £ $ £s £m £000s km2 percent pct 万元 亿元 千元 "
)
UNIT_WORDS = frozenset(scale + base for scale in _SCALES for base in _BASES if not (scale and base[0].isascii()))
_SPLIT = re.compile(r"[、,，;；/和及 ]+")
_BRACKET = re.compile(r"[(（\[［]\s*(?:单位[:：]\s*)?([^()（）\[\]［］]{1,12})\s*[)）\]］]")
_ALIASES = {
    "％": "%",
    "﹪": "%",
    "百分比": "%",
    "percent": "%",
    "per cent": "%",
    "pct": "%",
    "‰": "‰",
    "%o": "‰",
    "0/00": "‰",
    "m2": "平方米",
    "㎡": "平方米",
    "m²": "平方米",
    "%。": "‰",
    "%0": "‰",
    "單位": "",
    "個": "个",
}
_RATE = re.compile(
    r"(率|比例|占比|比重|百分比|覆盖面|普及面|percentage|percent|rate|share|proportion|%|％)(\(.*\))?$", re.IGNORECASE
)
_PER_MANY = re.compile(r"[^/\s]{1,4}\s*/\s*每?(十|百|千|万|十万|百万)(人|人口|名?学生|生|所|校|户)")
_NOT_PERCENT = re.compile(r"(生师比|师生比|性别比|之比|汇率|频率|比率\d|容积率)$")

# what a heading's noun is counted in, by the habit of education statistics; used only to choose among units the sheet names
_NOUNS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"(平均班额|班均|每班)"), ("人", "人/班")),
    (re.compile(r"(面积|用房|场馆|占地|校舍)"), ("平方米", "万平方米", "公顷", "亩")),
    (re.compile(r"(经费|支出|收入|设备值|工资|资产|投入|拨款)"), ("元", "万元", "亿元", "千元")),
    # before people: 26-30人 is a size of class, and counts classes
    (re.compile(r"(班级|班额|班|\d+人及?以[上下]|\d+[-—~]\d+人)总?数?$"), ("班", "个", "个班")),
    (
        re.compile(r"(幼儿|学生|生|教师|职工|员工|人数|人口|少年|儿童|就读|上门|就业|师资|党员|人)数?$"),
        ("人", "万人", "名", "千人"),
    ),
    (re.compile(r"(教室|实验室)数?$"), ("间", "个", "口")),
    (re.compile(r"(学校|小学|初中|高中|中学|校|园|幼儿园|院校|机构|点|所)总?数?$"), ("所", "个", "校", "园")),
    (re.compile(r"(集团|学区|共同体)数?$"), ("个",)),
)


@lru_cache(maxsize=20_000)
def as_unit(text: str) -> str:
    """The unit a short text names ("（万人）" → "万人", "单位：％" → "%"), "" if it names none or more than one."""
    found = listed_units(text)
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=20_000)
def listed_units(text: str) -> tuple[str, ...]:
    """The units of "单位：人、%" or "（人）" in their order; () when any word in it is no unit."""
    plain = unicodedata.normalize("NFKC", text.replace("‰", "\x01")).replace("\x01", "‰").strip()
    plain = re.sub(
        r"^[(\[]?\s*(?:计量|数据|金额)?(?:单\s*位|單\s*位|unit[s]?)\s*[:：、,]?\s*", "", plain, flags=re.IGNORECASE
    ).strip()
    plain = re.sub(r"(?<=[^(])\([^()]*\)$", "", plain).strip("()[] :。.")
    if not plain:
        return ()
    whole = _known(plain)
    if whole:
        return (whole,)
    if _PER_MANY.fullmatch(plain):
        return (re.sub(r"\s+", "", plain),)  # 人/万人 is one unit, 人/% are two
    units = [_known(part) for part in _SPLIT.split(plain) if part]
    return tuple(dict.fromkeys(units)) if units and all(units) else ()


def _known(text: str) -> str:
    key = re.sub(r"\s+", "", text)
    if key.lower() in _ALIASES:
        return _ALIASES[key.lower()]
    if key in UNIT_WORDS or key.lower() in UNIT_WORDS:
        return key
    return ""


@lru_cache(maxsize=50_000)
def bracket_unit(text: str) -> str:
    """The unit in the last bracket of a heading that holds one ("覆盖率（%）" → "%", "校数(所)(含分校)" → "所")."""
    for found in reversed(_BRACKET.findall(text)):
        unit = as_unit(found)
        if unit and has_unit_script(unit):
            return unit
    plain = text.strip()
    return as_unit(plain[-1]) if plain[-1:] in ("%", "％", "‰") and (len(plain) == 1 or is_rate(plain)) else ""  # 普惠率%


def scale_of(unit: str) -> int:
    """The power of ten in a unit: 4 for 万人, 3 for 千元, 0 for 人 and 百分点."""
    powers = {"万": 4, "千": 3, "亿": 8}
    return powers.get(unit[:1], 0) if unit in UNIT_WORDS and unit[1:] in UNIT_WORDS else 0


def has_unit_script(unit: str) -> bool:
    """A unit worth stating: Chinese, a sign, or a currency; "(person)" only repeats the Chinese one."""
    return re.search(r"[㐀-鿿%‰£$㎡]", unit) is not None


@lru_cache(maxsize=50_000)
def without_unit(text: str) -> str:
    """A heading without the brackets that only hold a unit, and without 单位： lines."""
    plain = _BRACKET.sub(lambda found: "" if as_unit(found.group(1)) else found.group(0), text).strip()
    return (plain.rstrip("%％‰") or plain) if plain[-1:] in ("%", "％", "‰") and _RATE.search(plain.rstrip("%％‰")) else plain


@lru_cache(maxsize=50_000)
def is_rate(text: str) -> bool:
    """覆盖率, 占比, 大班额比例: a share of a whole, in per cent or per mille; 生师比 is none."""
    key = re.sub(r"\s+", "", unicodedata.normalize("NFKC", without_unit(text)))
    return _RATE.search(key) is not None and _NOT_PERCENT.search(key) is None


def choose_unit(steps: tuple[str, ...], named: tuple[str, ...]) -> str:
    """Which of the units that the sheet names this heading counts in; "" when that is not certain.

    `steps` is the heading outermost first; rates look at the innermost step that says anything.
    """
    signs = [unit for unit in named if unit in ("%", "‰")]
    counts = [unit for unit in named if unit not in ("%", "‰")]
    rate = any(is_rate(step) for step in steps[-1:]) or (any(is_rate(step) for step in steps) and not _counts_people(steps))
    if rate:
        return signs[0] if len(signs) == 1 else ""
    if len(counts) == 1:
        return counts[0]
    if len(signs) == len(named) == 1 and not _counts_people(steps) and not any(_NOT_PERCENT.search(step) for step in steps):
        return signs[0]  # 单位：% over a table of 小学 | 初中: nothing else is counted there
    keys = [re.sub(r"\s+", "", unicodedata.normalize("NFKC", without_unit(step))) for step in reversed(steps)]
    keys = [re.sub(r"^(其中|#)[:：]?", "", key) for key in keys]
    # 在园幼儿数 / 公办园 counts children: a step that says it is a number decides before a bare kind of school does
    for key in sorted(keys, key=lambda key: not key.endswith("数")):
        for pattern, units in _NOUNS:
            if pattern.search(key):
                fitting = [unit for unit in counts if unit in units]
                if len(fitting) == 1:
                    return fitting[0]
                break
    return ""


def _counts_people(steps: tuple[str, ...]) -> bool:
    return re.search(r"(数|人数|人)$", re.sub(r"\s+", "", steps[-1])) is not None if steps else False


# 班级总数①, 大班额比例③=②/①, (A), (C=B/A×100%): how a form numbers its columns and says what is worked out from which
_COLUMN_MARK = re.compile(
    r"\s*(?:[①-⑳](?P<sum>\s*[=＝].*)?|[(（]\s*(?:[A-Z①-⑳]|(?:[A-Z①-⑳]|\d{1,2})\s*(?P<bracket>[=＝].*))\s*[)）])$"
)


@lru_cache(maxsize=20_000)
def column_mark(text: str) -> tuple[str, str, str]:
    """A heading without the mark of its column, that mark ("" for none), and % where it says that it is worked out × 100 %."""
    found = _COLUMN_MARK.search(text)
    if found is None or not found.start():
        return text, "", ""
    worked_out = found["sum"] or found["bracket"] or ""
    return text[: found.start()], found.group().strip(), "%" if re.search(r"[×xX*]\s*100\s*[%％]", worked_out) else ""
