"""The words every other package shares: what a value is, where it stands, what it belongs to.

Only enums and small frozen records live here; arithmetic has modules of its own. Many rows travel as pandas
tables whose columns are documented in `indicators.tables`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ValueStatus(StrEnum):
    """Why a value is there, or why it is not. 0 is a value; a state is never lost on the way to the screen."""

    REPORTED = "reported"
    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    NOT_COLLECTED = "not_collected"
    NOT_REPORTED = "not_reported"
    UNREADABLE = "unreadable"


class Polarity(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class EducationLevel(StrEnum):
    """学段. COMPULSORY = PRIMARY + JUNIOR (义务教育); SECONDARY = JUNIOR + SENIOR (普通中学); ALL = not split by level."""

    ALL = "all"
    PRESCHOOL = "preschool"
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    COMPULSORY = "compulsory"
    SECONDARY = "secondary"
    SPECIAL = "special"


class AdminLevel(StrEnum):
    """Who set a target, or what kind of area a place is part of."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"


class PlaceKind(StrEnum):
    """What a row's name stands for.

    DISTRICT a county-level unit with a code; ZONE a 开发区 or 新区 that reports but has no shape; CITY_DIRECT 市直
    schools (add into the city, no place on the map); AGGREGATE a total or subtotal (kept out of rank, map and sums,
    used as a check sum); CITY the whole city as a place in a wider table; FOREIGN a place no gazetteer of ours knows,
    in a table that is not about China; UNKNOWN a name that needs an answer.
    """

    DISTRICT = "district"
    ZONE = "zone"
    CITY_DIRECT = "city_direct"
    AGGREGATE = "aggregate"
    CITY = "city"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


class PeriodKind(StrEnum):
    """Kinds never mix on a line unmarked. A school year is named by the calendar year in which it starts."""

    SCHOOL_YEAR = "school_year"
    CALENDAR_YEAR = "calendar_year"


class Severity(StrEnum):
    """How much an issue stops. BLOCKING = 逻辑校验 (must be fixed or answered); WARNING = 经验校验; NOTE = good to know."""

    BLOCKING = "blocking"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Period:
    """A school year or a calendar year, by the calendar year in which it starts."""

    start_year: int
    kind: PeriodKind = PeriodKind.SCHOOL_YEAR

    @property
    def key(self) -> str:
        """Stable text for URLs and the store: "2024S" (school year) or "2024C" (calendar year)."""
        return f"{self.start_year}{'S' if self.kind is PeriodKind.SCHOOL_YEAR else 'C'}"

    @classmethod
    def from_key(cls, key: str) -> Period:
        """Read `key` back. Raises ValueError on anything that `key` did not write."""
        if len(key) != 5 or key[4] not in "SC" or not key[:4].isdigit():
            raise ValueError(f"not a period key: {key!r}")
        return cls(int(key[:4]), PeriodKind.SCHOOL_YEAR if key[4] == "S" else PeriodKind.CALENDAR_YEAR)


def column_letters(column: int) -> str:
    """1 → "A", 27 → "AA". Raises ValueError below 1."""
    if column < 1:
        raise ValueError(f"columns count from 1, not {column}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
