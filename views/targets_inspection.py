"""督导对照: every criterion of an evaluation against every district, in one period, as an inspection would look at it.

Exact figures decide: an inspection does not round. What only school rows can settle stands apart and is never counted as met.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from charts.tokens import BELOW, NONE, REACHED
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.check_lists import CheckList, Criterion, CriterionState, Figure, check_list, needs_schools
from indicators.definitions import Indicator
from indicators.people import amount_text
from indicators.rounding import fraction_of, round_half_up
from indicators.target_definitions import Target, TargetDocument
from indicators.vocabulary import EducationLevel, Period
from language import _
from store import Store, Workspace
from views.choices import Choices
from views.city_catalogue import city_catalogue
from views.facts import Facts, facts, source_line
from views.page import PageView
from views.targets_lines import goal_words
from views.words import unit_of_difference


@dataclass(frozen=True)
class Inspection(PageView):
    """One evaluation. `lists`: code of a district → its check list; `places`: codes and names, in the order of codes.

    `open_criteria`: those which district figures can settle; `school_criteria`: the others, with why.
    """

    document: TargetDocument
    period: str
    periods: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    lists: dict[str, CheckList]
    open_criteria: tuple[Criterion, ...]
    school_criteria: tuple[Criterion, ...]
    catalogue: Catalogue

    @property
    def has_picture(self) -> bool:
        """The page is a table."""
        return False

    @property
    def by_district(self) -> bool:
        """Each district has a column."""
        return True

    @property
    def key_columns(self) -> int:
        """条款, 标准, 差距单位."""
        return 3

    def at(self, place: str, target: Target) -> Criterion:
        """One criterion of one district. Raises StopIteration for a target of another document."""
        return next(criterion for criterion in self.lists[place].criteria if criterion.target is target)

    def heading(self, criterion: Criterion) -> str:
        """The criterion's name, with its 学段 where the indicator has several."""
        indicator = criterion.indicator
        if len(indicator.education_levels) < 2:
            return indicator.label
        level = self.catalogue.level_label(criterion.target.education_level)
        return _("{indicator}，{level}").format(indicator=indicator.label, level=level)


def targets_inspection_view(store: Store, workspace: Workspace, choices: Choices) -> tuple[Inspection, ...]:
    """One view for each evaluation of the catalogue; none for a city without a number."""
    found = facts(store, workspace, choices)
    if found is None:
        return ()
    catalogue = city_catalogue(store, workspace)
    documents = [document for document in catalogue.documents.values() if document.check_list]
    # 普及普惠 has few criteria and comes first in every bureau's year
    documents.sort(key=lambda document: (-(document.issued or 0), document.id))
    return tuple(_inspection(found, document, choices.period) for document in documents)


def _inspection(found: Facts, document: TargetDocument, wanted: str) -> Inspection:
    catalogue, workspace = found.catalogue, found.workspace
    targets = [target for target in catalogue.targets if target.document == document.id and target.value is not None]
    pairs = {(target.indicator, target.education_level) for target in targets}
    offered = zip(*(found.offered[name] for name in ("indicator", "education_level", "period_key")), strict=True)
    here = {period for indicator, level, period in offered if (indicator, EducationLevel(level)) in pairs}
    known = sorted(here or set(found.offered["period_key"]), reverse=True)
    period = Period.from_key(wanted if wanted in known else known[0])
    found = found.reaching(indicator for indicator, _level in pairs)
    figures, places = _figures(found, sorted(pairs), period)
    lists = {code: check_list(catalogue, document.id, figures.get(code, {})) for code, _name in places}
    criteria = next(iter(lists.values())).criteria if lists else check_list(catalogue, document.id, {}).criteria
    is_open = {
        criterion.target.id: any(
            other.target is criterion.target and other.state is not CriterionState.SCHOOLS
            for checked in lists.values()
            for other in checked.criteria
        )
        or not needs_schools(criterion.target, criterion.indicator)
        for criterion in criteria
    }
    view = Inspection(
        finding=_finding(document, lists, dict(places), criteria),
        subtitle=_("{document}，{period}，{city} {n} 个区县；按精确值判断，不四舍五入").format(
            document=_titled(document), period=periods.label(period), city=workspace.label, n=len(places)
        ),
        footer=(
            _("只对照目录里可以计数的条款；政府保障、保育教育质量等须看材料、看现场的条款请对照原文"),
            source_line(found, sorted(pairs), [period]),
            _("口径：按办法所列指标的定义，见“口径与来源”"),
        ),
        simulated=workspace.simulated,
        table=pd.DataFrame(),
        name=_("督导对照_{document}_{city}_{period}").format(
            document=document.short_label, city=workspace.label, period=periods.label(period)
        ),
        document=document,
        period=period.key,
        periods=tuple(known),
        places=places,
        lists=lists,
        open_criteria=tuple(criterion for criterion in criteria if is_open[criterion.target.id]),
        school_criteria=tuple(criterion for criterion in criteria if not is_open[criterion.target.id]),
        catalogue=catalogue,
    )
    return replace(view, table=inspection_table(view))


def _titled(document: TargetDocument) -> str:
    return document.label + (_("（{unit}）").format(unit=document.number) if document.number else "")


def _figures(
    found: Facts, pairs: Sequence[tuple[str, EducationLevel]], period: Period
) -> tuple[dict[str, dict[tuple[str, EducationLevel], Figure]], tuple[tuple[str, str], ...]]:
    """Every district's figures of one period, never of another, and the districts of that year."""
    figures: dict[str, dict[tuple[str, EducationLevel], Figure]] = {}
    names: dict[str, str] = {}
    for pair in pairs:
        for row in found.other(*pair).at(period).to_dict("records"):
            names[row["place_code"]] = row["place_name"]
            if row["value"] == row["value"]:
                figures.setdefault(row["place_code"], {})[pair] = exact_figure(row, found.catalogue.indicators[pair[0]])
    return figures, tuple(sorted(names.items(), key=lambda place: ("-" in place[0], place[0])))


def exact_figure(row: Mapping[Any, Any], indicator: Indicator) -> Figure:
    """A district's figure as exactly as it is known.

    A rate that was reported rounded (80.0) is taken from its counts (7,996 of 10,000) where both say the same on display;
    where they do not, the reported value stands, as on every other page.
    """
    value, above, below = row["value"], row["numerator"], row["denominator"]
    if above == above and below == below and below:
        exact = float(fraction_of(indicator.factor) * fraction_of(above) / fraction_of(below))
        if round_half_up(exact, indicator.decimals) == round_half_up(value, indicator.decimals):
            value = exact
    return Figure(value, above, below)


def _finding(
    document: TargetDocument, lists: dict[str, CheckList], names: dict[str, str], criteria: Sequence[Criterion]
) -> str:
    """普及普惠：4 项中 3 项有数；5 个区县中 3 个有数各项都达到，兴化市未达到最多（2 项）."""
    total = len(criteria)
    with_data = sum(
        any(other.state in (CriterionState.MET, CriterionState.NOT_MET) for other in line)
        for line in zip(*(checked.criteria for checked in lists.values()), strict=True)
    )
    schools = sum(needs_schools(criterion.target, criterion.indicator) for criterion in criteria)
    start = _("{name}：{n} 项中 {k} 项有数").format(name=document.short_label, n=total, k=with_data)
    if schools:
        start += _("、{n} 项须有学校数据").format(n=schools)
    judged = {code: checked for code, checked in lists.items() if checked.with_data}
    if not judged:
        return start + _("，还不能对照")
    short = {code: checked.count(CriterionState.NOT_MET) for code, checked in judged.items()}
    met = sum(number == 0 for number in short.values())
    most = max(short.values())
    if most and min(short.values()) == most:
        return start + _("；{n} 个区县各有 {most} 项未达到").format(n=len(judged), most=most)
    start += _("；{n} 个区县中 {met} 个有数各项都达到").format(n=len(judged), met=met)
    worst = [names[code] for code, number in short.items() if number == most]
    if most and len(worst) == 1:
        return start + _("，{name}未达到最多（{n} 项）").format(name=worst[0], n=most)
    return start


def place_words(checked: CheckList) -> tuple[str, str]:
    """What stands under a district's name: 达到 2 项, 有数 3/4."""
    met = _("达到 {n} 项").format(n=checked.count(CriterionState.MET))
    return met, _("有数 {k}/{n}").format(k=checked.with_data, n=len(checked.criteria))


def value_words(criterion: Criterion) -> str:
    """✓ 92.4, ▼ 78.199, or — where nothing is reported."""
    if criterion.state in (CriterionState.NO_DATA, CriterionState.SCHOOLS):
        return NONE
    return f"{REACHED if criterion.state is CriterionState.MET else BELOW} {criterion.value_text}"


def short_words(criterion: Criterion) -> tuple[str, ...]:
    """What is missing, piece by piece: 差 1.798, 405 个学位; the state in a word where nothing can be said."""
    if criterion.state is CriterionState.NO_DATA:
        return (_("没有数据"),)
    if criterion.state is CriterionState.SCHOOLS:
        return (_("须有学校数据"),)
    if criterion.state is CriterionState.MET:
        return ()
    away = (_("高出 {size}") if criterion.at_most else _("差 {size}")).format(size=criterion.gap_text)
    needed = criterion.needed
    return (away, amount_text(needed.count, needed.unit)) if needed is not None and needed.count else (away,)


def needed_words(indicator: Indicator, catalogue: Catalogue) -> str:
    """What has to be reported where there is no figure."""
    if indicator.numerator and indicator.denominator:
        return _("报送{numerator}和{denominator}，或直接报送这一比率").format(
            numerator=catalogue.indicators[indicator.numerator].label,
            denominator=catalogue.indicators[indicator.denominator].label,
        )
    return _("报送{indicator}").format(indicator=indicator.label)


def limit_words(criterion: Criterion) -> str:
    """The limit as the document says it, with the unit."""
    return goal_words(criterion.target, criterion.indicator)


def inspection_table(view: Inspection) -> pd.DataFrame:
    """All criteria down, districts across, verdict and what is missing in each cell."""
    rows = []
    for criterion in (*view.open_criteria, *view.school_criteria):
        cells = [view.at(code, criterion.target) for code, _name in view.places]
        words = ["　".join((value_words(cell), *short_words(cell))) for cell in cells]
        rows.append((view.heading(criterion), limit_words(criterion), unit_of_difference(criterion.indicator), *words))
    names = [_("条款"), _("标准"), _("差距单位"), *(name for _code, name in view.places)]
    return pd.DataFrame(rows, columns=names)

