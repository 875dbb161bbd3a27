"""Score cards of 总览: the city's value of one indicator, where it stands against the target, how it moved."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.city_values import CityMethod, method_label
from indicators.gaps import Gap, gap
from indicators.pace import Assessment, assess
from indicators.pace_words import state_label
from indicators.rounding import round_half_up, shown, shown_signed
from indicators.target_definitions import Target
from indicators.targets import bound_text
from indicators.vocabulary import Period, ValueStatus
from language import _
from views.facts import Facts
from views.series import Series
from views.standings import coverage_differs
from views.words import distance


@dataclass(frozen=True)
class Card:
    """One score card; `points` are (year, value) of the city, `state` a key of tokens.STATES or "".

    `basis_words`: what the city's value rests on, where that is not all districts together.
    """

    indicator: str
    level: str
    name: str
    value: str
    unit: str
    state: str
    state_words: str
    target_words: str
    met_words: str
    change_words: str
    spark_words: str
    points: tuple[tuple[int, float], ...]
    target: float | None
    target_id: str = ""
    basis_words: str = ""


@dataclass(frozen=True)
class Column:
    """One column of the table: the series at the period, and the target that colours it."""

    series: Series
    target: Target | None

    @property
    def key(self) -> str:
        """Indicator and 学段."""
        return f"{self.series.indicator.id}/{self.series.level}"


def first_of_families(columns: list[Column]) -> list[Column]:
    """One column for each family, in the order of families: the first with a target, else the first rate, else the first."""
    families = list(dict.fromkeys(column.series.indicator.family for column in columns))
    ranked = sorted(columns, key=lambda column: (column.target is None, column.series.indicator.additive))
    return [next(column for column in ranked if column.series.indicator.family == family) for family in families]


def card_of(found: Facts, column: Column, period: Period) -> Card:
    series, target = column.series, column.target
    indicator = series.indicator
    values = series.city_by_year(period)
    year, value = period.start_year, values.get(period.start_year)
    gaps = [gap(v, target, indicator) for v in series.at(period)["value"] if v == v] if target is not None else []
    before = values.get(year - 1)
    change = ""
    if value is not None and before is not None:
        change = _("比上年 {change}").format(change=_change(value, before, indicator.decimals))
    state = assess(values, year, target, indicator.decimals) if target is not None and value is not None else None
    return Card(
        indicator=indicator.id,
        level=str(series.level),
        name=_heading_long(found, column),
        value=shown(value, indicator.decimals) if value is not None else "—",
        unit=indicator.unit_label if value is not None else "",
        state=str(state.state) if state else "",
        state_words=state_label(state.state) if state else "",
        target_words=_target_words(target, state.gap if state else None, column),
        met_words=_met_words(series, period, sum(bool(g and g.met) for g in gaps), len(gaps)) if target is not None else "",
        change_words=change,
        basis_words=_basis(series, period, state, target is not None),
        spark_words=_("全市 {first}–{last} 年走势").format(first=min(values), last=max(values)) if values else "",
        points=tuple(values.items()),
        target=target.value if target is not None else None,
        target_id=target.id if target is not None else "",
    )


def _basis(series: Series, period: Period, state: Assessment | None, told: bool) -> str:
    """What a city's value and its comparisons rest on, where it is not all districts together, and the same ones each year.

    5/6 区县合计 (not where it is `told` how many are missing), 1/6 区县简单平均, 上报全市值; 各年报数区县不同.
    """
    row = series.city_at(period)
    if row is None:
        return ""
    method, covered, expected = CityMethod(row["method"]), int(row["covered"]), int(row["expected"])
    words = []
    if method is CityMethod.REPORTED:
        words.append(method_label(method))
    elif method is CityMethod.SIMPLE_MEAN:
        words.append(_("{covered}/{expected} 区县简单平均").format(covered=covered, expected=expected))
    elif covered < expected and not (told and covered == series.at(period)["value"].notna().sum()):
        words.append(_("{covered}/{expected} 区县合计").format(covered=covered, expected=expected))
    years = {period.start_year - 1, *([state.first_year] if state is not None and state.first_year is not None else [])}
    if any(coverage_differs(series, period, Period(year, period.kind)) for year in years):
        words.append(_("各年报数区县不同"))
    return _("，").join(words)


def _met_words(series: Series, period: Period, met: int, counted: int) -> str:
    """2/5 区县达标，缺 1."""
    rows = series.at(period)
    missing = int((rows["value"].isna() & (rows["status"] != ValueStatus.NOT_APPLICABLE)).sum())
    text = _("{met}/{n} 区县达标").format(met=met, n=counted)
    return text + _("，缺 {n}").format(n=missing) if missing else text


def _heading_long(found: Facts, column: Column) -> str:
    indicator = column.series.indicator
    level = found.catalogue.level_label(column.series.level)
    return (
        indicator.label
        if len(indicator.education_levels) < 2
        else _("{indicator}（{level}）").format(indicator=indicator.label, level=level)
    )


def _change(now: float, before: float, decimals: int) -> str:
    return shown_signed(round_half_up(now, decimals) - round_half_up(before, decimals), decimals)


def _target_words(target: Target | None, its_gap: Gap | None, column: Column) -> str:
    if target is None:
        return _("没有设定目标")
    if its_gap is None:
        return _("目标 {bound}").format(bound=bound_text(target))
    words = distance(its_gap, target, column.series.indicator.decimals)
    return _("目标 {bound}，{gap}").format(bound=bound_text(target), gap=words)
