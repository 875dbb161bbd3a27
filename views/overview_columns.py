"""Which indicators are the columns of the overview's heat table, and how many more there are."""

from __future__ import annotations

from indicators.city_values import CityMethod
from indicators.target_definitions import Target
from indicators.vocabulary import EducationLevel, Period
from language import _
from views.facts import Facts
from views.score_cards import Column
from views.target_choice import comparable, default_target
from views.words import of_level

# As many columns as can be read at 1366 pixels
MOST_COLUMNS = 12
# As many as can be read at 1920, where somebody asks for all of them
MOST_OF_ALL = 30
ALL = "all"
# Indicator, 学段, and the target that colours it
Picked = tuple[str, EducationLevel, Target | None]
# A family takes no more of them while others have something to show
MOST_OF_FAMILY = 4


def extents(main: int, everything: int) -> tuple[tuple[str, str], ...]:
    """The choices of how many columns the table has, where there are more than the main ones."""
    if everything <= main:
        return ()
    return (("", _("主要 {n} 项").format(n=main)), (ALL, _("全部 {n} 项").format(n=everything)))


def columns_of(found: Facts, picked: list[Picked]) -> list[Column]:
    """Their series, read by one question to the store."""
    wide = found.reaching(name for name, _level, _target in picked)
    return [Column(wide.other(name, level), target) for name, level, target in picked]


def picked_of(found: Facts, period: Period, *, every: bool = False) -> tuple[list[Picked], int]:
    """The columns shown and how many more there would be; `every`: rates without a target, too, as many as 1920 pixels hold."""
    here = found.offered[found.offered["period_key"] == period.key]
    pairs = sorted(set(zip(here["indicator"], here["education_level"], strict=True)))
    families = list(found.catalogue.families)
    names = list(found.catalogue.indicators)
    candidates = []
    for key, level in pairs:
        indicator = found.catalogue.indicators[key]
        targets = comparable(found.catalogue, found.workspace, indicator, EducationLevel(level))
        target = default_target(targets, period.start_year)
        parts = level in ("primary", "junior") and (key, "compulsory") in pairs and indicator.additive
        candidates.append(
            (
                target is None,
                indicator.additive,
                parts,
                families.index(indicator.family),
                names.index(key),
                indicator.education_levels.index(EducationLevel(level)),
                level,
                key,
                target,
            )
        )
    candidates.sort(key=lambda row: row[:6])
    taken: list[tuple[bool, bool, bool, int, int, int, str, str, Target | None]] = []
    for row in candidates:
        full = sum(other[3] == row[3] for other in taken) >= MOST_OF_FAMILY
        counts = every and row[0] and row[1]  # of a count without a target nothing can be said here
        if not counts and (len(taken) < MOST_OF_ALL if every else len(taken) < MOST_COLUMNS and not full):
            taken.append(row)
    aimed = [row for row in taken if not row[0]]
    # Where targets are set, figures without one stand elsewhere: the table is about distances
    taken = aimed if len(aimed) >= 3 and not every else taken
    taken.sort(key=lambda row: (row[3], row[4], row[5]))
    picked = [(row[7], EducationLevel(row[6]), row[8]) for row in taken]
    return picked, len({row[7] for row in candidates} - {row[7] for row in taken})


def heading_of(found: Facts, column: Column, columns: list[Column]) -> str:
    """The short name; with its 学段 where the table has several of them, or not the usual one."""
    indicator = column.series.indicator
    several = sum(other.series.indicator.id == indicator.id for other in columns) > 1
    level = found.catalogue.level_label(column.series.level) if several or column.series.level != indicator.default_level else ""
    unit = "" if indicator.is_percentage or not indicator.unit_label else _("（{unit}）").format(unit=indicator.unit_label)
    return of_level(level, indicator.short_label) + unit


def partly(found: Facts, columns: list[Column], period: Period) -> list[str]:
    """Whose city value does not hold every district: 普惠率 5/6."""
    parts = []
    for column in columns:
        row = column.series.city_at(period)
        if row is not None and row["covered"] < row["expected"] and row["method"] != CityMethod.REPORTED:
            parts.append(f"{heading_of(found, column, columns)} {int(row['covered'])}/{int(row['expected'])}")
    return [_("全市一行没有包括全部区县的：{names}").format(names=_("、").join(parts))] if parts else []
