"""Which period a text of a workbook names, and which one wins.

The nearest word wins: heading > row > caption or title > sheet name > file name. A line about filling the form in
(填报日期) names no period. Where title, sheet and file name years that do
not agree, the first of that order is taken and it is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from indicators.periods import FoundPeriod, PeriodNote, parse_periods
from indicators.vocabulary import Period, PeriodKind
from loaders.words import bare, is_fill_in

# A period in a heading is taken for what it is only where little else stands beside it, or where it cannot be anything else
_ESTIMATED = re.compile(r"预计|预估|估计|预测|estimate|forecast", re.IGNORECASE)
_PROVISIONAL = re.compile(r"初步|快报|暂定|未终审|预统计|provisional|preliminary", re.IGNORECASE)
_SHORT_SCHOOL_YEAR = re.compile(r"[’']?(\d{2})\s*[/／]\s*[’']?(\d{2})")
_SHORT_YEAR = re.compile(r"[12]\d\s*年(度)?")  # 23年 on a tab
_YEAR_AND_MONTH = re.compile(r"((?:19|20)\d\d)\s*[./．／]\s*(0?[1-9]|1[0-2])")  # 2021.9, 2022/3 alone at the head of a column
_TERM = re.compile(r"((?:19|20)\d\d)\s*[-—－]\s*((?:19|20)\d\d)\s*[-—－]\s*[12]")  # 2023-2024-1: a term of a school year
_ALL_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_PART_OF_A_YEAR = re.compile(r"[上下]半年度?|第?[一二三四1-4]季度|前[一二三]季度|Q[1-4]")


@dataclass(frozen=True)
class Said:
    """A period as somebody wrote it. `label` always shows its four-digit start year; `kind_open` = 2023 without 年 or 学年."""

    period: Period
    label: str
    text: str
    kind_open: bool = False
    note: PeriodNote = PeriodNote.NONE

    def of_kind(self, kind: PeriodKind) -> Said:
        """The same year as another kind of period, where the text left that open."""
        return Said(Period(self.period.start_year, kind), self.label, self.text) if self.kind_open else self


@lru_cache(maxsize=20_000)
def find_period(text: str, *, column_of_periods: bool = False) -> Said | None:
    """The one period that a short text names; None for no period, several, or a range.

    `column_of_periods`: the heading says 年份 or 学年度, so that 八六, 23-24 and 2023 alone are periods, too.
    """
    line = text.strip()
    if not line or len(line) > 60 or is_fill_in(line):
        return None
    found = parse_periods(_written_out(line))
    short = _SHORT_SCHOOL_YEAR.fullmatch(line)  # 21/22 alone at the head of a column
    if not found and short and (int(short.group(1)) + 1) % 100 == int(short.group(2)) and int(short.group(1)) < 40:
        year = 2000 + int(short.group(1))
        return Said(Period(year, PeriodKind.SCHOOL_YEAR), f"{year}-{year + 1}学年", line, note=PeriodNote.TWO_DIGIT)
    if not found and _SHORT_YEAR.fullmatch(line):  # 23年 alone at the head of a column
        return replace(_said(parse_periods(f"20{line}")[0]), text=line, note=PeriodNote.TWO_DIGIT)
    if not found and column_of_periods and len(line) <= 6:
        found = parse_periods(line + "学年度")
    if len(found) != 1 or found[0].until is not None:
        return None
    if found[0].note is PeriodNote.ERA_BARE and not column_of_periods:
        return None
    return _said(found[0]) if found[0].text.strip() in line else replace(_said(found[0]), text=line)


def _written_out(line: str) -> str:
    """2021.9 as 2021年9月, 2023-2024-1 as 2023-2024学年; any other text as it is."""
    month = _YEAR_AND_MONTH.fullmatch(line)
    if month:
        return f"{month.group(1)}年{int(month.group(2))}月"
    term = _TERM.fullmatch(line)
    return f"{term.group(1)}-{term.group(2)}学年" if term and int(term.group(2)) == int(term.group(1)) + 1 else line


def _said(found: FoundPeriod) -> Said:
    year = found.period.start_year
    text = found.text.strip()
    label = (
        text
        if re.search(rf"(?<!\d){year}", text)
        else (f"{year}-{year + 1}学年" if found.period.kind is PeriodKind.SCHOOL_YEAR else f"{year}年")
    )
    return Said(found.period, label, text, found.note is PeriodNote.BARE, found.note)


def heading_period(text: str) -> tuple[Said, str] | None:
    """The period in a heading and what is left of the heading without it; None where it names none, or several."""
    said = find_period(text)
    if said is None:
        return None
    part = _PART_OF_A_YEAR.search(said.text)  # 2023年上半年: half a year stays a word of the heading
    rest = text.replace(said.text, part.group(0) if part else "", 1)
    rest = re.sub(r"[(（]\s*[)）]", "", rest).strip(" :：-—_、,，的")
    whole = len(re.findall(r"[(（]", rest)) == len(re.findall(r"[)）]", rest)) and not rest.startswith((")", "）"))
    return said, rest if whole and not _ALL_IN_BRACKETS.fullmatch(rest) else rest.strip(" ()（）:：-—_、,，的")


@dataclass(frozen=True)
class ContextPeriod:
    """What title, sheet name and file name say: the period taken, where it stood, and those that disagree with it."""

    said: Said | None
    where: str
    conflicts: tuple[tuple[str, Said], ...] = ()
    several: tuple[str, tuple[Said, ...]] | None = None


def context_period(places: Iterable[tuple[str, Iterable[str]]]) -> ContextPeriod:
    """Decide between texts in their order of weight: ("title", [...]), ("sheet", [...]), ("file", [...])."""
    taken: Said | None = None
    where = ""
    conflicts: list[tuple[str, Said]] = []
    several: tuple[str, tuple[Said, ...]] | None = None
    dated: list[FoundPeriod] = []
    for name, texts in places:
        texts = [f"20{text}" if name == "sheet" and _SHORT_YEAR.fullmatch(text.strip()) else text for text in texts]
        found = [found for text in texts if not is_fill_in(text) or "截止" in text for found in parse_periods(text[:300])]
        single = [item for item in found if item.until is None and item.note is not PeriodNote.ERA_BARE and not _is_date(item)]
        single = single or [item for item in found if item.until is None and _is_date(item) and name == "file"]
        years = {item.period.start_year for item in single}
        dated += [item for item in found if name == "title" and _is_date(item)]
        if not single:
            continue
        if len(years) > 1:
            if taken is None and several is None:
                several = (name, tuple(_said(item) for item in single))
            continue
        best = min(single, key=lambda item: not item.certain)
        said = _said(best)
        if taken is None:
            taken, where = said, name
        elif (
            name != "above"
            and where != "above"
            and said.period.start_year != taken.period.start_year
            and best.certain
            and not _spans(texts, taken)
        ):
            conflicts.append((name, said))
    if taken is None and several is None and len({item.period.start_year for item in dated}) == 1:
        taken, where = _said(dated[0]), "title"  # 二○二二年九月 below the title, and no other word of time anywhere
    return ContextPeriod(taken, where, tuple(conflicts), several if taken is None else None)


def _is_date(found: FoundPeriod) -> bool:
    return found.note in (PeriodNote.DATE, PeriodNote.MONTH)


def _spans(texts: Iterable[str], said: Said) -> bool:
    """A range 2021—2023 in a file's name holds every year of it: no conflict."""
    return any(
        item.until is not None and item.period.start_year <= said.period.start_year <= item.until.start_year
        for text in texts
        for item in parse_periods(text[:300])
    )


# 增幅, 三年合计, 年均增长: a row or column that says something about several periods
_OF_PERIODS = re.compile(
    r"(同比|环比|比上年|较上年)?(增减|增长|增加|减少|下降|上升|提高|变化|升降|增|减)(幅度|率|数|量|值|情况|百分点)?([(（].*[)）])?[%％]?"
    r"|同比|环比|([两二三四五六七八九十\d]+年)?(合计|总计|累计|小计|平均|均值|年均)(值|数|增长率?|增速)?|增幅|降幅|增速|差值|差额"
)


def compares_periods(text: str) -> bool:
    """Whether the name of a row among periods says that it compares them or sums them up."""
    return _OF_PERIODS.fullmatch(bare(text)) is not None


def certainty(text: str) -> str:
    """ "estimated", "provisional" or "": what a heading, title or note says about a whole column or sheet."""
    if _ESTIMATED.search(text):
        return "estimated"
    return "provisional" if _PROVISIONAL.search(text) else ""
