"""What the catalogue is made of: indicators, how they split, and the meanings of a heading."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.bilingual import Named, in_language
from indicators.target_definitions import Statement, Target, TargetDirection, TargetDocument, TargetScope
from indicators.vocabulary import EducationLevel, Polarity

__all__ = [
    "Alias",
    "AliasHit",
    "AliasKind",
    "Breakdown",
    "Dimension",
    "Family",
    "Indicator",
    "IndicatorKind",
    "Statement",
    "Target",
    "TargetDirection",
    "TargetDocument",
    "TargetScope",
]


class IndicatorKind(StrEnum):
    """What sort of number an indicator is; decimals, factor and valid range follow from it unless the file says otherwise."""

    COUNT = "count"
    AMOUNT_TOTAL = "amount_total"
    SHARE = "share"
    GROSS_RATE = "gross_rate"
    RATIO = "ratio"
    PER_HUNDRED = "per_hundred"
    PER_HEAD = "per_head"
    AMOUNT = "amount"
    SPREAD = "spread"


class AliasKind(StrEnum):
    """What a heading's text stands for. OUTSIDE = a kind of school that the catalogue does not cover; WHOLE = 总数, 合计."""

    INDICATOR = "indicator"
    BREAKDOWN = "breakdown"
    DIMENSION = "dimension"
    EDUCATION_LEVEL = "education_level"
    WHOLE = "whole"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Family(Named):
    """A subject such as 集团化办学; `keywords` are words of titles that speak of it."""

    id: str
    name: str
    name_en: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Breakdown(Named):
    """One way in which a whole splits; class-size bins have bounds (pupils in a class, inclusive; `upper` None = open)."""

    id: str
    name: str
    name_en: str
    dimension: str
    part: bool
    aliases: tuple[str, ...]
    lower: int | None = None
    upper: int | None = None
    all_of: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Dimension(Named):
    """A question by which a whole splits (办园体制, 安置方式, 班额 …) with its breakdowns in order.

    `default_indicator` is what splits so where a heading names no indicator (66人及以上 → 班级总数).
    """

    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    parts: bool
    breakdowns: tuple[Breakdown, ...]
    default_indicator: str = ""


@dataclass(frozen=True)
class Alias:
    """A spelling that staff use. `education_level`: it names the level, too. `confirm`: a person confirms it once."""

    text: str
    education_level: EducationLevel | None = None
    confirm: bool = False


@dataclass(frozen=True)
class Indicator(Named):
    """A definition card. value = factor × numerator / denominator where both are given (ids of counts).

    `valid_max` is None where more than 100 is legitimate. `step` is one 档 of the diverging scale, in the unit.
    `people_unit` is what a gap is counted in (学位, 人, 班 …), None where that makes no sense; `people_by` says whether
    more of the numerator closes the gap, or more of the denominator (平均班额: more classes).
    `sum_of`: the counts that make it up where it is not reported itself.
    `equivalents`: breakdown → the indicator that is the same quantity; `level_equivalents` likewise by education level.
    """

    id: str
    name: str
    name_en: str
    short_name: str
    short_name_en: str
    family: str
    kind: IndicatorKind
    unit: str
    unit_en: str
    decimals: int
    polarity: Polarity
    definition: str
    definition_en: str
    source: str
    verified: bool
    education_levels: tuple[EducationLevel, ...]
    default_level: EducationLevel
    step: float
    numerator: str | None = None
    denominator: str | None = None
    denominator_level: EducationLevel | None = None
    factor: float = 1
    sum_of: tuple[str, ...] = ()
    valid_min: float | None = None
    valid_max: float | None = None
    aliases: tuple[Alias, ...] = ()
    breakdowns: tuple[str, ...] = ()
    equivalents: tuple[tuple[str, str], ...] = ()
    level_equivalents: tuple[tuple[EducationLevel, str], ...] = ()
    sensitive: bool = False
    people_unit: str | None = None
    people_by: str = "numerator"
    own: bool = False

    @property
    def additive(self) -> bool:
        """True where districts' values add up to the city's."""
        return self.kind in (IndicatorKind.COUNT, IndicatorKind.AMOUNT_TOTAL)

    @property
    def is_percentage(self) -> bool:
        """True where values are percentages, so that differences are 百分点."""
        return self.unit == "%"

    @property
    def short_label(self) -> str:
        """Its short name in the current language."""
        return in_language(self.short_name, self.short_name_en)

    @property
    def unit_label(self) -> str:
        """Its unit in the current language."""
        return in_language(self.unit, self.unit_en)

    @property
    def definition_text(self) -> str:
        """Its definition in the current language."""
        return in_language(self.definition, self.definition_en)


@dataclass(frozen=True)
class AliasHit:
    """One meaning of a heading's text. `unit` = what stood in brackets; `composed` = a level or breakdown word was split off."""

    kind: AliasKind
    alias: str
    indicator: str = ""
    education_level: EducationLevel | None = None
    breakdown: str = ""
    dimension: str = ""
    unit: str = ""
    confirm: bool = False
    composed: bool = False
