"""One line of 目标管理: a target, its document, and who meets it in the newest period that has figures for its indicator.

Places are judged on displayed values like everywhere else; directions without a number count who moves that way, whole-city
counts are held against the city's own figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from indicators.catalogue import Catalogue
from indicators.check_lists import needs_schools
from indicators.city_values import CityMethod
from indicators.definitions import Indicator
from indicators.gaps import gap
from indicators.milestones import STAGE
from indicators.pace import Movement, movement
from indicators.rounding import round_half_up, shown_short
from indicators.target_definitions import Target, TargetDocument, TargetScope
from indicators.targets import Reach, at_most, bound_text, reach, sense, targets_for
from indicators.vocabulary import Period, ValueStatus
from language import _
from store import Workspace
from views.choices import Options
from views.series import Series
from views.target_choice import comparable, default_target
from views.words import with_unit


@dataclass(frozen=True)
class TargetLine:
    """One target of one document. `met` of `counted` places meet it in `period`, None where places are not held against it.

    `missing`: places without a figure then. `says`: the same in words. `colours`: it is the one that colours its indicator.
    """

    target: Target
    indicator: Indicator
    document: TargetDocument
    period: Period | None
    met: int | None
    counted: int
    missing: int
    says: str
    colours: bool
    chosen: bool


def in_force(catalogue: Catalogue, workspace: Workspace, places: tuple[str, ...]) -> list[Target]:
    """Targets that hold here, those of single districts too; each once."""
    found: dict[str, Target] = {}
    for indicator in catalogue.indicators.values():
        for level in indicator.education_levels:
            for place in ("", *places):
                for target in targets_for(catalogue, indicator, level, workspace.id, place):
                    found.setdefault(target.id, target)
    return list(found.values())


def order(catalogue: Catalogue, line: TargetLine) -> tuple[object, ...]:
    target, indicator = line.target, line.indicator
    return (
        line.period is None,
        list(catalogue.families).index(indicator.family),
        list(catalogue.indicators).index(indicator.id),
        indicator.education_levels.index(target.education_level),
        target.year is None,
        target.year or 0,
        target.id,
    )


def line_of(
    catalogue: Catalogue, workspace: Workspace, target: Target, series: Series | None, options: Options | None
) -> TargetLine:
    indicator, document = catalogue.indicators[target.indicator], catalogue.documents[target.document]
    if series is None or not series.periods:
        says = _("须有学校数据") if needs_schools(target, indicator) else _("没有数据")
        return TargetLine(target, indicator, document, None, None, 0, 0, says, False, False)
    period = max(series.periods, key=lambda one: one.key)
    chosen = options is not None and options.indicator.id == indicator.id and options.level is target.education_level
    colouring = (
        options.target
        if chosen and options is not None
        else default_target(comparable(catalogue, workspace, indicator, target.education_level), period.start_year)
    )
    met, counted, missing, says = _standing(target, indicator, series, period)
    colours = colouring is not None and colouring.id == target.id
    return TargetLine(target, indicator, document, period, met, counted, missing, says, colours, chosen)


def _standing(target: Target, indicator: Indicator, series: Series, period: Period) -> tuple[int | None, int, int, str]:
    """Who meets it: how many, of how many, how many have no figure, and all that in words."""
    if target.scope is TargetScope.EACH_SCHOOL:
        return None, 0, 0, _("须有学校数据")
    if target.scope is TargetScope.WHOLE_CITY:
        return None, 0, 0, _city_words(target, indicator, series, period)
    rows = series.at(period)
    if target.place_code:
        rows = rows[rows["place_code"] == target.place_code]
    known = rows[rows["value"].notna()]
    missing = int((rows["value"].isna() & (rows["status"] != ValueStatus.NOT_APPLICABLE)).sum())
    if target.value is None:
        return _moving(target, indicator, series, period, list(known["place_code"]), missing)
    met = sum(bool(found and found.met) for found in (gap(value, target, indicator) for value in known["value"]))
    return met, len(known), missing, _counted(met, len(known), missing)


def _counted(met: int, counted: int, missing: int) -> str:
    if not counted:
        return _("没有数据")
    text = f"{met}/{counted}"
    return text + _("，缺 {n}").format(n=missing) if missing else text


def _moving(
    target: Target, indicator: Indicator, series: Series, period: Period, places: list[str], missing: int
) -> tuple[int | None, int, int, str]:
    """A direction without a number is judged as rising or falling only."""
    moves = [movement(series.comparable(code, period).values, period.start_year, indicator.decimals)[0] for code in places]
    known = [move for move in moves if move is not Movement.UNKNOWN]
    wanted = Movement.RISING if sense(target) > 0 else Movement.FALLING
    if not known:
        return None, 0, missing, _("只有一期数据，看不出方向")
    pattern = _("{n}/{m} 在降低") if at_most(target) else _("{n}/{m} 在提高")
    return None, 0, missing, pattern.format(n=sum(move is wanted for move in known), m=len(known))


def _city_words(target: Target, indicator: Indicator, series: Series, period: Period) -> str:
    """全市 11 所，达到: a whole-city count is no duty of a single district."""
    row = series.city_at(period)
    if row is None or target.value is None:
        return _("没有数据")
    value = round_half_up(row["value"], indicator.decimals)
    verdict = {Reach.BELOW: _("未达到"), Reach.MET: _("达到"), Reach.FULL: _("达到")}
    reached = reach(value, target)
    assert reached is not None
    word = _("满额") if reached is Reach.FULL and target.value_full is not None else verdict[reached]
    whole = _("全市 {value}，{word}").format(value=with_unit(value, indicator), word=word)
    covered, expected = int(row["covered"]), int(row["expected"])
    if covered == expected or row["method"] == CityMethod.REPORTED:
        return whole
    # What the others have can only be added: a sum that reaches "at least" stays so, one that does not says nothing yet
    if (reached is Reach.BELOW) != at_most(target):
        whole = _("全市已有 {value}，还不能判断").format(value=with_unit(value, indicator))
    return whole + _("（{n}/{m} 个区县有数）").format(n=covered, m=expected)


def goal_words(target: Target, indicator: Indicator) -> str:
    """The goal as a document would say it: ≥ 85%, 10–12 所：达到 10，满额 12, 提高（只有方向）."""
    if target.value is None:
        return _("{direction}（只有方向）").format(direction=bound_text(target))
    unit = "%" if indicator.is_percentage else f" {indicator.unit_label}".rstrip()
    if target.value_full is None:
        return bound_text(target) + unit
    return _("{goal}：达到 {met}，满额 {full}").format(
        goal=bound_text(target) + unit, met=shown_short(target.value, 4), full=shown_short(target.value_full, 4)
    )


def verified_words(target: Target) -> str:
    """Whether somebody compared it with the document."""
    return _("已核对") if target.verified else _("未核对")


def deadline_words(target: Target) -> str:
    """2027, the phase as the document calls it, or that there is no deadline."""
    if target.stage == STAGE:
        return _("{year}（阶段）").format(year=target.year)
    return str(target.year) if target.year else target.stage or _("无期限")


def line_heads() -> list[str]:
    """Headings of the table of targets, on the page and in its download."""
    return [
        _("指标"),
        _("学段"),
        _("目标"),
        _("期限"),
        _("级别"),
        _("依据文件"),
        _("文号"),
        _("核对原文"),
        _("时期"),
        _("达到区县"),
        _("着色"),
    ]
