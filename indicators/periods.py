"""Which school years or calendar years does a text name, in every spelling that staff use? And how is a period written?

A school year answers the calendar year in which it starts (the count of 1 September): 春季, and 截至 before September,
belong to the school year that started the autumn before. What only looks like a period (dates of filling in, document
numbers, deadlines) is left out; what is doubtful says so in its note.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.period_patterns import FORMS, RANGE_BETWEEN, prepare, school_year_of
from indicators.vocabulary import Period, PeriodKind
from language import _, current

__all__ = [
    "FoundPeriod",
    "PeriodNote",
    "label",
    "label_of_key",
    "long_label",
    "parse_periods",
    "period_of_number",
    "range_label",
    "school_year_of",
]


class PeriodNote(StrEnum):
    """How sure a found period is. NONE and AS_OF can be taken; the others need what stands beside them, or a person.

    AS_OF 截至2023年9月; RANGE several years, `until` is the last; MONTH and DATE a month or day without 截至;
    BARE 2023 without 年 (its kind follows its neighbours); TERM 2023上学期 (autumn in most places, spring in some);
    PART half a year or a quarter; TWO_DIGIT 23学年; ERA_BARE 一一○ alone, a year of the republic's era.
    """

    NONE = ""
    AS_OF = "as_of"
    RANGE = "range"
    MONTH = "month"
    DATE = "date"
    BARE = "bare"
    TERM = "term"
    PART = "part"
    TWO_DIGIT = "two_digit"
    ERA_BARE = "era_bare"


@dataclass(frozen=True)
class FoundPeriod:
    """A period in a text: `text` = the spelling, `start` and `end` its place; `until` the last period of a range."""

    period: Period
    text: str
    start: int
    end: int
    note: PeriodNote = PeriodNote.NONE
    until: Period | None = None

    @property
    def certain(self) -> bool:
        """True where the text alone settles the period."""
        return self.note in (PeriodNote.NONE, PeriodNote.AS_OF)


def parse_periods(text: str) -> list[FoundPeriod]:
    """All periods that a text names, in the order of the text. Never raises; no period gives an empty list."""
    line = prepare(text)
    found: list[FoundPeriod] = []
    for pattern, read in FORMS:
        for match in pattern.finditer(line):
            reading = read(match)
            if reading is None:
                continue
            first, last, kind, note = reading
            period = Period(first, PeriodKind(kind))
            until = Period(last, PeriodKind(kind)) if last is not None else None
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            end = match.end() - len(match.group()) + len(match.group().rstrip())
            found.append(FoundPeriod(period, text[start:end], start, end, PeriodNote(note), until))
            line = line[:start] + " " * (end - start) + line[end:]
    return _join_ranges(sorted(found, key=lambda item: item.start), text)


def _join_ranges(found: list[FoundPeriod], text: str) -> list[FoundPeriod]:
    """2021学年至2023学年: two periods with nothing but a dash between them are one range."""
    joined: list[FoundPeriod] = []
    for item in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.until is None
            and item.until is None
            and RANGE_BETWEEN.fullmatch(text[before.end : item.start])
            and before.period.kind is item.period.kind
            and before.period.start_year < item.period.start_year
        ):
            text_between = text[before.start : item.end]
            joined[-1] = FoundPeriod(before.period, text_between, before.start, item.end, PeriodNote.RANGE, item.period)
        else:
            joined.append(item)
    return joined


def label(period: Period) -> str:
    """The period as it stands on pages: "2024 学年" / "2024/25", "2024 年" / "2024"."""
    year = period.start_year
    if period.kind is PeriodKind.SCHOOL_YEAR:
        return f"{year}/{(year + 1) % 100:02d}" if current() == "en" else _("{year} 学年").format(year=year)
    return str(year) if current() == "en" else _("{year} 年").format(year=year)


def long_label(period: Period) -> str:
    """The same where it must not be mistaken: "2024—2025 学年" / "school year 2024/25"."""
    if period.kind is PeriodKind.SCHOOL_YEAR:
        return _("{year}—{next} 学年").format(year=period.start_year, next=period.start_year + 1)
    return label(period)


def range_label(first: Period, last: Period) -> str:
    """Several periods of one kind: "2018–2024 学年" / "2018/19–2024/25". One period is written alone."""
    if first == last:
        return label(first)
    if current() == "en":
        return f"{label(first)}–{label(last)}"
    return label(last).replace(str(last.start_year), f"{first.start_year}–{last.start_year}", 1)


def label_of_key(key: str) -> str:
    """`label` of a `Period.key`. Raises ValueError on anything that is no key."""
    return label(Period.from_key(key))


def period_of_number(value: float) -> Period | None:
    """A number cell used as a heading: 2008.0 → 2008; None for anything that is no year between 1949 and 2100."""
    if not 1949 <= value <= 2100 or value != int(value):
        return None
    return Period(int(value), PeriodKind.CALENDAR_YEAR)
