"""校际差异系数: why district totals do not give it, the values that are there and where from, and the check of our formula."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from indicators.definitions import IndicatorKind
from indicators.equity import (
    PUBLISHED_BOOKS,
    PUBLISHED_MEAN,
    PUBLISHED_PUPILS,
    PUBLISHED_UNWEIGHTED,
    PUBLISHED_VARIATION,
    Refusal,
    district_variation,
    refusal_text,
    school_variation,
    self_check,
)
from indicators.gaps import gap
from indicators.rounding import round_half_up, shown
from indicators.targets import bound_text
from indicators.vocabulary import EducationLevel
from language import _
from views.facts import Facts
from views.target_choice import comparable, default_target


@dataclass(frozen=True)
class SchoolCheck:
    """`refusal`: what a 校际差异系数 needs, said where none is there; `reported`: those that are, from lists of schools or
    reported by districts; `example`, `lines`: the check."""

    refusal: str
    reported: pd.DataFrame
    example: pd.DataFrame
    lines: tuple[str, ...]
    passed: bool


def school_check(found: Facts) -> SchoolCheck:
    """The part of the page that is about schools: what lists of schools gave; it never comes from district totals."""
    per_pupil = [books / pupils for books, pupils in zip(PUBLISHED_BOOKS, PUBLISHED_PUPILS, strict=True)]
    weighted = school_variation(PUBLISHED_BOOKS, PUBLISHED_PUPILS).value
    unweighted = district_variation(per_pupil).value
    mean = sum(PUBLISHED_BOOKS) / sum(PUBLISHED_PUPILS)
    assert weighted is not None and unweighted is not None
    lines = (
        _("X̄ = {books} ÷ {pupils} = {mean}（公布值 {published}）").format(
            books=f"{sum(PUBLISHED_BOOKS):,.0f}",
            pupils=f"{sum(PUBLISHED_PUPILS):,.0f}",
            mean=shown(mean, 2),
            published=shown(PUBLISHED_MEAN, 2),
        ),
        _("按学生数加权的差异系数 = {value}（公布值 {published}），大于 0.50").format(
            value=shown(weighted, 3), published=shown(PUBLISHED_VARIATION, 3)
        ),
        _("不加权会得 {value}（应为 {published}），小于 0.50，结论相反：所以必须用逐校数据加权").format(
            value=shown(unweighted, 3), published=shown(PUBLISHED_UNWEIGHTED, 3)
        ),
        _("算法出处：2012 年公布的方法；2017 年评估办法是否沿用这种加权，尚未核实"),
    )
    example = pd.DataFrame(
        {
            _("学校"): [_("学校 {n}").format(n=number) for number in range(1, len(per_pupil) + 1)],
            _("学生数"): [int(pupils) for pupils in PUBLISHED_PUPILS],
            _("图书册数"): [int(books) for books in PUBLISHED_BOOKS],
            _("生均册数"): [shown(value, 2) for value in per_pupil],
        }
    )
    passed = self_check() and round_half_up(unweighted, 3) == PUBLISHED_UNWEIGHTED
    reported = _reported(found)
    refusal = refusal_text(Refusal.NO_SCHOOLS) if reported.empty else ""
    return SchoolCheck(refusal, reported, example, lines, passed)


def _reported(found: Facts) -> pd.DataFrame:
    """校际差异系数 of the chosen period against their limits, each with what it rests on: so many schools, or the cell."""
    spreads = {key for key, indicator in found.catalogue.indicators.items() if indicator.kind is IndicatorKind.SPREAD}
    here = found.offered[(found.offered["period_key"] == found.period.key) & found.offered["indicator"].isin(spreads)]
    rows = []
    for key, level in sorted(set(zip(here["indicator"], here["education_level"], strict=True))):
        series = found.other(key, EducationLevel(level))
        target = default_target(
            comparable(found.catalogue, found.workspace, series.indicator, series.level), found.period.start_year
        )
        for row in series.records(found.period):
            if row["value"] != row["value"]:
                continue
            its_gap = gap(row["value"], target, series.indicator) if target is not None else None
            rows.append(
                (
                    series.indicator.label,
                    found.catalogue.level_label(series.level),
                    row["place_name"],
                    shown(row["value"], series.indicator.decimals),
                    bound_text(target) if target is not None else "",
                    "" if its_gap is None else _("达标") if its_gap.met else _("未达标"),
                    _("{text}（《{file}》）").format(text=row["text"], file=row["filename"]),
                )
            )
    return pd.DataFrame(rows, columns=[_("指标"), _("学段"), _("区县"), _("数值"), _("要求"), _("结论"), _("依据")])
