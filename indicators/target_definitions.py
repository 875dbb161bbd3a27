"""Targets as documents: who set which goal, for whom, until when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.bilingual import Named, in_language
from indicators.vocabulary import AdminLevel, EducationLevel


class TargetDirection(StrEnum):
    """EQUAL is used for = 0 (acts as ≤) and = 100 (acts as ≥); RISE and FALL are directions without a number."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"
    RISE = "rise"
    FALL = "fall"


class TargetScope(StrEnum):
    """Whom a target binds: a whole-city or whole-nation figure is no duty of each district."""

    EACH_DISTRICT = "each_district"
    ONE_DISTRICT = "one_district"
    WHOLE_CITY = "whole_city"
    WHOLE_NATION = "whole_nation"
    EACH_SCHOOL = "each_school"


@dataclass(frozen=True)
class Statement:
    """A commitment in words without an indicator; `check_list` = the document whose criteria decide it."""

    text: str
    text_en: str
    check_list: str = ""

    @property
    def label(self) -> str:
        """The words in the current language."""
        return in_language(self.text, self.text_en)


@dataclass(frozen=True)
class TargetDocument(Named):
    """Where targets come from.

    `city_code`: the workspace it binds, "" = everywhere; not `in_force` = for reference until adopted.
    """

    id: str
    name: str
    name_en: str
    short_name: str
    short_name_en: str
    number: str
    admin_level: AdminLevel
    source: str
    issued: int | None = None
    city_code: str = ""
    place_code: str = ""
    check_list: bool = False
    in_force: bool = True
    statements: tuple[Statement, ...] = ()

    @property
    def short_label(self) -> str:
        """Its short name in the current language."""
        return in_language(self.short_name, self.short_name_en)


@dataclass(frozen=True)
class Target:
    """A policy goal. `value` in the indicator's unit, None for RISE and FALL; a range 10–12 has value 10 (met) and value_full 12.

    `year` is a calendar year, None = no deadline; `stage` names the plan period or phase as printed.
    """

    id: str
    indicator: str
    education_level: EducationLevel
    direction: TargetDirection
    value: float | None
    value_full: float | None
    year: int | None
    admin_level: AdminLevel
    document: str
    document_number: str
    stage: str
    scope: TargetScope
    city_code: str
    place_code: str
    in_force: bool
    verified: bool
    source: str
