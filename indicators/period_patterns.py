"""The spellings of periods, most specific first, and what only looks like one.

Each form is a pattern over a prepared line (full-width digits and year numerals made plain, one sign for one sign, so that
places in the line are places in the text) and a function that reads a match:
(first year, last year of a range or None, kind, note), or None where the match is no period after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

Reading = tuple[int, int | None, str, str] | None

SCHOOL, CALENDAR = "school_year", "calendar_year"
_DASH = r"\s*[-–—―－~～至到一]+\s*"  # 一 stands for a dash in careless typing
_YEAR = r"(?<!\d)((?:19|20)\d{2})"
_MONTH = r"((?:1[0-2]|0?[1-9])(?!\d)|十[一二]?|[一二三四五六七八九])"  # never the 1 of 12
_DAY = r"([0-3]?\d|[一二三四五六七八九十]{1,3})"
_SCHOOL_WORD = r"\s*[学學]\s*年\s*度?"
_AS_OF = r"(?:截至|截止|止于|时点|统计时间|数据时间|统计日期|数据日期)[到至为]?(?:日期|时间)?\s*[:：]?\s*"
RANGE_BETWEEN = re.compile(r"\s*(?:[-–—―－~～至到]+|to|\.{2,}|…)\s*")

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_NUMERALS = dict(zip("〇○零Ｏ一二三四五六七八九", "0000123456789", strict=True))
_NUMERAL = "〇○零Ｏ一二三四五六七八九"
_NUMERAL_YEAR = re.compile(rf"(?<![{_NUMERAL}])(?:一九|二[〇○零Ｏ])[{_NUMERAL}]{{2}}(?![{_NUMERAL}])")
_ERA_STARTS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
_REPUBLIC = 1911

# What only looks like a period. Blanked out before anything is read.
_DATE = r"(?:19|20)\d{2}\s*[年./-]\s*\d{1,2}\s*(?:[月./-]\s*\d{0,2}\s*日?)?"
_FILLED_IN = "填报|填表|填写|报送|上报|打印|制表|导出|生成|编制|印发|发布|公布|下载|提交"
_NOT_PERIODS = [
    re.compile(rf"(?:{_FILLED_IN}|更新|审核|录入|报表|盖章|签字|报告)(?:日期|时间|日|于)?\s*[:：]?\s*{_DATE}"),
    re.compile(rf"{_DATE}\s*(?:{_FILLED_IN})"),
    re.compile(rf"(?<!截至)(?<!截止)(?<!止于){_DATE}\s*(?:之前|以前|前)"),
    re.compile(r"[〔\[(【<]\s*(?:19|20)\d{2}\s*[〕\])】>]\s*(?:第\s*)?\d+\s*号?"),
    re.compile(r"(?:19|20)\d{2}\s*年?\s*第\s*\d+\s*[号期]"),
    re.compile(r"(?:电话|手机|联系方式|传真|邮编|账号|QQ)\s*[:：]?\s*[\d\s()-]{6,}"),
    re.compile(r"(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|\d{9,}"),
    re.compile(r"(?:19|20)\d{2}\s*年?\s*(?:底|末)?\s*(?:的)?(?:目标|规划目标|计划目标|达标目标|规划值|计划数)"),
    re.compile(r"(?:19|20)\d{2}\s*年?\s*(?:[级届版]|修订)"),
    re.compile(r"(?:[\d,]*[\d.])?(?:19|20)\d{2}(?:\.\d*[1-9]\d*)?\s*(?:人|名|个|所|间|班|元|万|千|%|‰|平方米|册|台|件|号)(?![数口均级额])"),
    re.compile(r"(?<![a-zA-Z])[a-zA-Z](?:19|20)\d{2}(?!\d)|(?:19|20)\d{2}[a-zA-Z](?![a-zA-Z])"),
]


def prepare(text: str) -> str:
    """The line that the patterns read: same length as `text`, with everything blanked that only looks like a period."""
    line = text.translate(_FULL_WIDTH).replace("\n", " ").replace("\t", " ").replace(" ", " ")
    line = _NUMERAL_YEAR.sub(lambda match: "".join(_NUMERALS[sign] for sign in match.group()), line)
    for pattern in _NOT_PERIODS:
        line = pattern.sub(lambda match: " " * len(match.group()), line)
    return line


def _numeral(text: str) -> int:
    """九, 十, 十二, 三十, 二十一 or digits; 0 for what is no number."""
    if text.isdigit():
        return int(text)
    if "十" not in text:
        return int("".join(_NUMERALS.get(sign, "") for sign in text) or 0)
    tens, _ten, ones = text.partition("十")
    return (int(_NUMERALS.get(tens, "1")) if tens else 1) * 10 + (int(_NUMERALS.get(ones, "0")) if ones else 0)


def school_year_of(year: int, month: int) -> int:
    """Start year of the school year that a month belongs to: from September the same year, before it the year before."""
    return year if month >= 9 else year - 1


def _two_years(match: Match[str]) -> Reading:
    """2023-2024学年, 2023/24, 2021—2023学年, 2021-2023年: one school year, or a range."""
    first, second, words = int(match.group(1)), match.group(3), (match.group(4) or "").replace(" ", "")
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    if len(second) == 2 and last < first:
        last += 100
    school = words[:1] in ("学", "學")
    if len(second) == 2 and last != first + 1 and not school and 1 <= int(second) <= 12:
        return school_year_of(first, int(second)), None, SCHOOL, "month"
    if last <= first or last - first > 60:
        return None
    if last == first + 1 and (school or words in ("", "年度") or "/" in match.group(2)):
        return first, None, SCHOOL, ""
    return first, last, SCHOOL if school else CALENDAR, "range"


def _short_school_year(match: Match[str]) -> Reading:
    first, last = int(match.group(1)), int(match.group(2))
    return (2000 + first, None, SCHOOL, "two_digit") if last == (first + 1) % 100 else None


def _glued(match: Match[str]) -> Reading:
    """201920 = 2019/20; 202309 = September 2023; 20230930 = a day."""
    year, rest = int(match.group(1)), match.group(2)
    if len(rest) == 2 and int(rest) == (year + 1) % 100:
        return year, None, SCHOOL, ""
    month, day = int(rest[:2]), int(rest[2:] or 1)
    if 1 <= month <= 12 and 1 <= day <= 31:
        return school_year_of(year, month), None, SCHOOL, "month" if len(rest) == 2 else "date"
    return None


def _month(note: str) -> Callable[[Match[str]], Reading]:
    def read(match: Match[str]) -> Reading:
        month = _numeral(match.group(2))
        return (school_year_of(int(match.group(1)), month), None, SCHOOL, note) if 1 <= month <= 12 else None

    return read


def _short_season(match: Match[str]) -> Reading:
    """23秋, 24年春季学期; what is no year near ours (98秋) stays a word."""
    year = 2000 + int(match.group(1))
    return (year - (match.group(2) == "春"), None, SCHOOL, "two_digit") if 2005 <= year <= 2045 else None


def _counted_in_korea(match: Match[str]) -> Reading:
    """2023. 4. 1. 기준: the count of the school year that starts in March."""
    return int(match.group(1)) - (int(match.group(2)) < 3), None, SCHOOL, "as_of"


def _season(match: Match[str]) -> Reading:
    return int(match.group(1)) - (match.group(2) == "春"), None, SCHOOL, ""


def _republic(match: Match[str]) -> Reading:
    number, words = match.group(2), match.group(3)
    year = int(number) if number.isdigit() else int("".join(_NUMERALS[sign] for sign in number))
    if not 1 <= year <= 189 or (not match.group(1) and year < 38):
        return None
    return _REPUBLIC + year, None, SCHOOL if "學" in words or "学" in words else CALENDAR, ""


def _republic_alone(match: Match[str]) -> Reading:
    year = int("".join(_NUMERALS[sign] for sign in match.group(1)))
    return (_REPUBLIC + year, None, SCHOOL, "era_bare") if 38 <= year <= 189 else None


def _japan(match: Match[str]) -> Reading:
    """Japan's 年度 is the school year that starts in April of that year."""
    number = 1 if match.group(2) == "元" else _numeral(match.group(2))
    return _ERA_STARTS[match.group(1)] + number, None, SCHOOL if match.group(3) else CALENDAR, ""


def _as(kind: str, note: str = "") -> Callable[[Match[str]], Reading]:
    return lambda match: (int(match.group(1)), None, kind, note)


def _two_digit(match: Match[str]) -> Reading:
    return 2000 + int(match.group(1)), None, SCHOOL, "two_digit"


_NUMBER_ERA = r"(\d{2,3}|[〇○零一二三四五六七八九]{2,3})"
_SEPARATOR = r"[./-]"
_YEAR_END, _MONTH_END = rf"(?:年|{_SEPARATOR})", rf"(?:月|{_SEPARATOR})"
FORMS: list[tuple[re.Pattern[str], Callable[[Match[str]], Reading]]] = [
    (re.compile(rf"{_AS_OF}{_YEAR}\s*{_YEAR_END}\s*{_MONTH}(?:\s*{_MONTH_END}\s*(?:{_DAY}\s*日?|底|末|份)?)?"), _month("as_of")),
    (re.compile(rf"{_YEAR}\s*年\s*{_MONTH}\s*月\s*(?:{_DAY}\s*日)?\s*(?:底|末|份)?\s*(?:为止|止)"), _month("as_of")),
    (re.compile(rf"{_YEAR}(\s*/\s*|{_DASH})((?:19|20)\d{{2}}|\d{{2}})(?!\d|[./-]\d)({_SCHOOL_WORD}|\s*年\s*度?)?"), _two_years),
    (re.compile(rf"(?<!\d)(\d{{2}}){_DASH}(\d{{2}}){_SCHOOL_WORD}"), _short_school_year),
    (re.compile(rf"{_YEAR}\s*[.년]\s*(\d{{1,2}})\s*[.월]\s*(?:\d{{1,2}}\s*[.일]?)?\s*기준"), _counted_in_korea),
    (re.compile(rf"{_YEAR}\s*年\s*{_MONTH}\s*月\s*{_DAY}\s*日"), _month("date")),
    (re.compile(rf"{_YEAR}{_SEPARATOR}(0?[1-9]|1[0-2]){_SEPARATOR}([0-3]?\d)(?!\d)"), _month("date")),
    (re.compile(rf"{_YEAR}\s*年\s*{_MONTH}\s*月\s*(?:份|底|末)?"), _month("month")),
    (re.compile(rf"{_YEAR}\s*年?\s*(春|秋)\s*(?:季|学期)?(?:学期|开学)?"), _season),
    (re.compile(r"(?<![\d.])(\d{2})\s*年?\s*(春|秋)\s*(?:季|学期)?(?:学期|开学)?(?![\u3400-\u9fff])"), _short_season),
    (re.compile(rf"{_YEAR}{_SCHOOL_WORD}"), _as(SCHOOL)),
    (re.compile(rf"{_YEAR}\s*年?\s*[上下]\s*学\s*期"), _as(SCHOOL, "term")),
    (re.compile(rf"{_YEAR}\s*年?\s*(?:[上下]\s*半\s*年|第?[一二三四1-4]\s*季度)"), _as(CALENDAR, "part")),
    (re.compile(rf"(民国|民國|中华民国|中華民國)\s*{_NUMBER_ERA}\s*([学學]?\s*年\s*度?)"), _republic),
    (re.compile(rf"(?<![\d〇○零一二三四五六七八九])(){_NUMBER_ERA}\s*(學\s*年\s*度?)"), _republic),
    (re.compile(r"(令和|平成|昭和|大正)\s*(\d{1,2}|元|[一二三四五六七八九十]{1,3})\s*年\s*(度)?"), _japan),
    (re.compile(rf"{_YEAR}\s*年\s*度?\s*(?:底|末|初(?![中级]))?"), _as(CALENDAR)),
    (re.compile(rf"(?<!\d)(\d{{2}}){_SCHOOL_WORD}"), _two_digit),
    (re.compile(r"^\s*((?:19|20)\d{2})\.0+\s*$"), _as(CALENDAR, "bare")),
    (re.compile(r"(?<![\d.])((?:19|20)\d{2})(0[1-9]\d{2}|1[0-2]\d{2}|\d{2})(?![\d.])"), _glued),
    (re.compile(r"(?<![\d.,])((?:19|20)\d{2})(?![\d.,])"), _as(CALENDAR, "bare")),
    (re.compile(r"^\s*([〇○零一二三四五六七八九]{2,3})\s*$"), _republic_alone),
]
