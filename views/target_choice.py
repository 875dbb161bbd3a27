"""Which targets districts are held against on a page, which one colours, and how a target is named there.

The one that colours without a choice: the nearest year that the period has not passed, else the latest year passed, else
one without a year; of equals the one set nearest to the city (city, province, nation), then the harder one.
"""

from __future__ import annotations

from indicators.catalogue import Catalogue
from indicators.definitions import Indicator
from indicators.milestones import STAGE
from indicators.rounding import shown_short
from indicators.target_definitions import Target
from indicators.targets import bound_text, compares_districts, judged, sense, targets_for
from indicators.vocabulary import AdminLevel, EducationLevel, Polarity
from language import _
from store import Workspace

_NEARNESS = {AdminLevel.DISTRICT: 0, AdminLevel.CITY: 1, AdminLevel.PROVINCE: 2, AdminLevel.NATION: 3}


def comparable(catalogue: Catalogue, workspace: Workspace, indicator: Indicator, level: EducationLevel) -> list[Target]:
    """Targets with a number that each district of the city can be held against, nearest year first."""
    found = [t for t in targets_for(catalogue, indicator, level, workspace.id) if judged(t) and compares_districts(t)]
    return sorted(found, key=lambda target: (target.year is None, target.year or 0, _NEARNESS[target.admin_level], target.id))


def not_comparable(catalogue: Catalogue, workspace: Workspace, indicator: Indicator, level: EducationLevel) -> list[Target]:
    """The other targets on it: directions without a number (提高), whole-city counts, standards of each school."""
    compared = comparable(catalogue, workspace, indicator, level)
    return [target for target in targets_for(catalogue, indicator, level, workspace.id) if target not in compared]


def default_target(targets: list[Target], year: int) -> Target | None:
    """The one that colours a period of start year `year` when nobody chose."""

    def order(target: Target) -> tuple[int, int, int, float, str]:
        harder = -sense(target) * (target.value or 0.0)
        near = _NEARNESS[target.admin_level]
        if target.year is None:
            return 2, 0, near, harder, target.id
        passed = target.year < year
        return int(passed), -target.year if passed else target.year, near, harder, target.id

    return min(targets, key=order, default=None)


def lower_is_better(indicator: Indicator, target: Target | None) -> bool:
    """By the target where there is one, else by the indicator's polarity."""
    return sense(target) < 0 if target is not None else indicator.polarity is Polarity.LOWER


def admin_label(level: AdminLevel) -> str:
    """Who set it: 国家, 省, 市, 区县."""
    return {
        AdminLevel.NATION: _("国家"),
        AdminLevel.PROVINCE: _("省"),
        AdminLevel.CITY: _("市"),
        AdminLevel.DISTRICT: _("区县"),
    }[level]


def goal(target: Target, indicator: Indicator) -> str:
    """The number with its unit and without its sign: 85%, 45 人."""
    number = bound_text(target).lstrip("≥≤= ")
    return f"{number}%" if indicator.is_percentage else " ".join(part for part in (number, indicator.unit_label) if part)


def goal_number(target: Target, indicator: Indicator) -> str:
    """The bare number, as its line in a chart is labelled: 85. Raises ValueError for a direction without a number."""
    if target.value is None:
        raise ValueError(f"{target.id} has no number")
    return shown_short(target.value, max(indicator.decimals, 2))


def target_label(target: Target, indicator: Indicator) -> str:
    """国家 ≥ 85%（2025 年）."""
    unit = "%" if indicator.is_percentage and target.value is not None else ""
    pattern = _("（{year} 年阶段）") if target.stage == STAGE else _("（{year} 年）")
    year = pattern.format(year=target.year) if target.year else _("（无期限）")
    return f"{admin_label(target.admin_level)} {bound_text(target)}{unit}{year}"
