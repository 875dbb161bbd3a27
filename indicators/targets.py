"""What a target asks for, which targets hold for a place, and how a whole-city count is shared out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from indicators.catalogue import Catalogue
from indicators.definitions import Indicator
from indicators.rounding import fraction_of, shown_short
from indicators.target_definitions import Target, TargetDirection, TargetScope
from indicators.vocabulary import AdminLevel, EducationLevel
from language import _

# A target for a level holds for its parts only where it speaks of every school or class: all (100) or none (0).
_PARTS = {
    EducationLevel.COMPULSORY: (EducationLevel.PRIMARY, EducationLevel.JUNIOR),
    EducationLevel.SECONDARY: (EducationLevel.JUNIOR, EducationLevel.SENIOR),
}
_DOWNWARD = (TargetDirection.AT_MOST, TargetDirection.FALL)
_NEARNESS = {AdminLevel.DISTRICT: 0, AdminLevel.CITY: 1, AdminLevel.PROVINCE: 2, AdminLevel.NATION: 3}


class Reach(StrEnum):
    """How far a value got: a range 10–12 is met at 10 and full at 12."""

    BELOW = "below"
    MET = "met"
    FULL = "full"


def at_most(target: Target) -> bool:
    """Whether lower is better: ≤, FALL, and "= 0", which acts as ≤ ("= 100" acts as ≥)."""
    if target.direction is TargetDirection.EQUAL:
        return target.value == 0
    return target.direction in _DOWNWARD


def sense(target: Target) -> int:
    """+1 where more is better, −1 where less is: a move times `sense` is a move toward the target when positive."""
    return -1 if at_most(target) else 1


def judged(target: Target) -> bool:
    """True for a target with a number; a direction without one (提高) is shown and judged as rising or falling only."""
    return target.value is not None


def reach(value: float, target: Target) -> Reach | None:
    """Where a displayed value stands in the target's range; None for a direction without a number."""
    if target.value is None:
        return None
    sign = sense(target)
    if sign * value < sign * target.value:
        return Reach.BELOW
    full = target.value if target.value_full is None else target.value_full
    return Reach.FULL if sign * value >= sign * full else Reach.MET


def bound_text(target: Target) -> str:
    """The goal as it is written: ≥ 85, ≤ 1, = 0, 10–12, or the direction in words."""
    if target.value is None:
        return _("提高") if target.direction is TargetDirection.RISE else _("降低")
    if target.value_full is not None:
        return f"{shown_short(target.value, 4)}–{shown_short(target.value_full, 4)}"
    sign = {TargetDirection.AT_LEAST: "≥", TargetDirection.AT_MOST: "≤"}.get(target.direction, "=")
    return f"{sign} {shown_short(target.value, 4)}"


def holds_for_level(target: Target, level: EducationLevel) -> bool:
    """Whether a target speaks of this level: its own, or part of its own where it says all or none."""
    if target.education_level is level:
        return True
    return target.direction is TargetDirection.EQUAL and level in _PARTS.get(target.education_level, ())


def targets_for(
    catalogue: Catalogue, indicator: Indicator, level: EducationLevel, workspace: str, place_code: str = ""
) -> list[Target]:
    """Targets in force that speak of this indicator and level in a workspace ("321200"), nearest document first.

    Those of one district come only with that `place_code`.
    """
    found = [
        target
        for target in catalogue.targets
        if target.indicator == indicator.id
        and target.in_force
        and target.city_code in ("", workspace)
        and target.place_code in ("", place_code)
        and holds_for_level(target, level)
    ]
    return sorted(found, key=lambda target: (_NEARNESS[target.admin_level], target.year is None, target.year or 0, target.id))


def compares_districts(target: Target) -> bool:
    """Whether a district can be held against it; whole-city counts must be shared out first, school standards need schools."""
    return target.scope in (TargetScope.EACH_DISTRICT, TargetScope.ONE_DISTRICT, TargetScope.WHOLE_NATION)


def share_out(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """A whole-city count shared out to districts by weight (schools, children …), by largest remainders; parts add up to it.

    Equal remainders go to the larger weight, then by code. Raises ValueError without a positive weight.
    """
    exact = {code: fraction_of(weight) for code, weight in weights.items()}
    whole = sum(exact.values(), Fraction(0))
    if whole <= 0 or min(exact.values()) < 0:
        raise ValueError("shares need positive weights")
    quotas = {code: total * weight / whole for code, weight in exact.items()}
    shares = {code: int(quota) for code, quota in quotas.items()}
    left = total - sum(shares.values())
    by_remainder = sorted(quotas, key=lambda code: (shares[code] - quotas[code], -exact[code], code))
    for code in by_remainder[:left]:
        shares[code] += 1
    return shares
