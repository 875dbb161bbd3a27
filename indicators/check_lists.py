"""验收 check lists: every criterion of an evaluation, met or not or without data, with the gap.

An inspection does not round: criteria are judged on exact values, and where the display would say otherwise the line says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.catalogue import Catalogue
from indicators.definitions import Indicator, IndicatorKind
from indicators.gaps import Gap, gap, gap_of, gap_text
from indicators.people import PeopleNeeded, people_needed
from indicators.rounding import shown_short
from indicators.target_definitions import Target, TargetScope
from indicators.targets import at_most
from indicators.vocabulary import EducationLevel
from language import _

# A double holds no more; a value that differs only beyond them is not different
_MOST_PLACES = 14


class CriterionState(StrEnum):
    """What can be said of a criterion.

    SCHOOLS = it binds each school, or is computed from school rows (校际差异系数): district totals cannot settle it.
    """

    MET = "met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    SCHOOLS = "schools"


@dataclass(frozen=True)
class Figure:
    """A district's value of one indicator and level, with its counts where there are any (NaN = none)."""

    value: float
    numerator: float = float("nan")
    denominator: float = float("nan")


@dataclass(frozen=True)
class Criterion:
    """One line of a check list."""

    target: Target
    indicator: Indicator
    state: CriterionState
    gap: Gap | None = None
    needed: PeopleNeeded | None = None

    @property
    def text(self) -> str:
        """The verdict in words: 达到, 未达到：差 0.04 个百分点 …"""
        if self.state is CriterionState.NO_DATA:
            return _("没有数据")
        if self.state is CriterionState.SCHOOLS:
            if self.gap is not None:
                return _("须逐校核查，区县平均只作参考")
            return school_text(self.indicator)
        assert self.gap is not None
        if self.state is CriterionState.MET:
            return _("达到")
        if self.gap.met:
            return _("未达到（验收不四舍五入，精确值为 {value}）").format(value=_exact(self.gap.value_exact))
        return _("未达到：{gap}").format(gap=gap_text(self.gap, self.target, self.indicator))

    @property
    def at_most(self) -> bool:
        """Whether the criterion sets an upper limit."""
        return at_most(self.target)

    @property
    def value_text(self) -> str:
        """The value with two places more than displays show, and as many as it takes to stand on its side of the limit."""
        assert self.gap is not None
        for places in range(self.indicator.decimals + 2, _MOST_PLACES):
            rounded = gap_of(self.gap.value_exact, self.target, places)
            if rounded is not None and rounded.met == self.gap.met_exact:
                return shown_short(self.gap.value_exact, places)
        return repr(self.gap.value_exact)

    @property
    def gap_text(self) -> str:
        """How far the exact value is from the limit, a bare number in the indicator's unit; never 0 where it is not met."""
        assert self.gap is not None
        for places in range(self.indicator.decimals + 2, _MOST_PLACES):
            text = shown_short(abs(self.gap.gap_exact), places)
            if float(text.replace(",", "")) or not self.gap.gap_exact:
                return text
        return repr(abs(self.gap.gap_exact))


@dataclass(frozen=True)
class CheckList:
    """All criteria of one document for one district."""

    document: str
    criteria: tuple[Criterion, ...]

    def count(self, state: CriterionState) -> int:
        """How many criteria are in a state."""
        return sum(criterion.state is state for criterion in self.criteria)

    @property
    def with_data(self) -> int:
        """How many criteria a figure settles, one way or the other."""
        return self.count(CriterionState.MET) + self.count(CriterionState.NOT_MET)

    @property
    def passed(self) -> bool | None:
        """True when every criterion is met, False when one is not, None as long as that is open."""
        if self.count(CriterionState.NOT_MET):
            return False
        return True if self.count(CriterionState.MET) == len(self.criteria) else None

    @property
    def summary(self) -> str:
        """One sentence: 4 项中 2 项达到、1 项未达到、1 项没有数据."""
        pieces = [
            (self.count(CriterionState.MET), _("{n} 项达到")),
            (self.count(CriterionState.NOT_MET), _("{n} 项未达到")),
            (self.count(CriterionState.NO_DATA), _("{n} 项没有数据")),
            (self.count(CriterionState.SCHOOLS), _("{n} 项须逐校核查")),
        ]
        parts = _("、").join(pattern.format(n=number) for number, pattern in pieces if number)
        return _("{n} 项中 {parts}").format(n=len(self.criteria), parts=parts)


def check_list(catalogue: Catalogue, document: str, figures: Mapping[tuple[str, EducationLevel], Figure]) -> CheckList:
    """The criteria of a document against a district's figures by (indicator, level). Raises KeyError for an unknown document."""
    known = catalogue.documents[document]
    targets = [target for target in catalogue.targets if target.document == known.id and target.value is not None]
    return CheckList(known.id, tuple(_judge(catalogue, target, figures) for target in targets))


def needs_schools(target: Target, indicator: Indicator) -> bool:
    """Whether only school rows can settle it: a standard for each school, or a spread between schools."""
    return target.scope is TargetScope.EACH_SCHOOL or indicator.kind is IndicatorKind.SPREAD


def school_text(indicator: Indicator) -> str:
    """Why district totals do not settle it."""
    if indicator.kind is IndicatorKind.SPREAD:
        return _("须由学校数据算出，区县合计算不出")
    return _("须逐校核查，区县合计判断不了")


def _judge(catalogue: Catalogue, target: Target, figures: Mapping[tuple[str, EducationLevel], Figure]) -> Criterion:
    indicator = catalogue.indicators[target.indicator]
    figure = figures.get((target.indicator, target.education_level))
    if figure is None or figure.value != figure.value:
        state = CriterionState.SCHOOLS if needs_schools(target, indicator) else CriterionState.NO_DATA
        return Criterion(target, indicator, state)
    found = gap(figure.value, target, indicator)
    assert found is not None
    if target.scope is TargetScope.EACH_SCHOOL:
        return Criterion(target, indicator, CriterionState.SCHOOLS, found)
    needed = people_needed(indicator, target, figure.numerator, figure.denominator)
    state = CriterionState.MET if found.met_exact else CriterionState.NOT_MET
    return Criterion(target, indicator, state, found, needed)


def _exact(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
