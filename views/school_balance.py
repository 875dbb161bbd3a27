"""校际差异系数 from a list of schools: each resource, district and level against its limit, with the arithmetic; and which
schools meet the standard (六项以上达标, 其余不低于 85 %).

Source of the limits and of the rule for schools: 教督〔2017〕6号, as the catalogue has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

import pandas as pd

from charts.tokens import NONE
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.definitions import Indicator
from indicators.equity import refusal_text, school_variation
from indicators.rounding import round_half_up, shown, shown_short
from indicators.schools import RESOURCES, school_shares
from indicators.target_definitions import Target, TargetScope
from indicators.targets import bound_text
from indicators.vocabulary import EducationLevel
from language import _

LEVELS = (EducationLevel.PRIMARY, EducationLevel.JUNIOR)
DECIMALS = 3
# A school meets the standard with six of the seven resources, and 85 % of it in the other
LEAST_MET, LEAST_SHARE = 6, 0.85


@dataclass(frozen=True)
class SchoolBalance:
    """`table`: a resource, level and district in each row; `lines`: the arithmetic of each; `schools`: who meets the standard."""

    finding: str
    table: pd.DataFrame
    lines: tuple[str, ...]
    schools: pd.DataFrame


def school_balance(figures: pd.DataFrame, catalogue: Catalogue, names: Mapping[str, str]) -> SchoolBalance | None:
    """The balance that a list of schools shows (SCHOOL_COLUMNS); None where it has no resource with pupils beside it.

    `names`: districts by code.
    """
    rows, lines, failed, judged = [], [], 0, 0
    listed = set(figures["indicator"])
    for resource, rate in _rates(catalogue).items():
        if resource not in listed:
            continue
        spread = catalogue.indicators.get(f"cv_{rate.id}")
        for level in LEVELS:
            limit = _limit(catalogue, spread, level)
            for (place, period), schools in school_shares(figures, resource, str(level)).items():
                if not schools:
                    continue
                row, line, met = _judged(catalogue, rate, level, limit, names.get(place, place), period, schools)
                rows.append(row)
                lines += [line] if line else []
                judged += met is not None
                failed += met is False
    if not rows:
        return None
    return SchoolBalance(_finding(judged, failed), pd.DataFrame(rows), tuple(lines), _standards(figures, catalogue, names))


def _rates(catalogue: Catalogue) -> dict[str, Indicator]:
    """The rate per pupil that each resource belongs to."""
    known = catalogue.indicators
    return {rate.numerator: rate for rate in known.values() if rate.numerator in RESOURCES and f"cv_{rate.id}" in known}


def _limit(catalogue: Catalogue, spread: Indicator | None, level: EducationLevel) -> Target | None:
    found = (t for t in catalogue.targets if spread is not None and t.indicator == spread.id and t.education_level is level)
    return next((t for t in found if t.value is not None), None)


def _judged(
    catalogue: Catalogue, rate: Indicator, level: EducationLevel, limit: Target | None, place: str, period: str,
    schools: Mapping[str, tuple[float, float] | None],
) -> tuple[dict[str, object], str, bool | None]:  # fmt: skip
    """A row, its arithmetic, and whether it keeps within the limit."""
    known = {name: share for name, share in schools.items() if share is not None}
    missing = len(schools) - len(known)
    measure = school_variation([r for r, _p in known.values()], [p for _r, p in known.values()])
    value = None if missing else measure.value
    head = {
        _("资源"): rate.label,
        _("学段"): catalogue.level_label(level),
        _("区县"): place,
        _("时期"): periods.label_of_key(period) if period else NONE,
        _("学校数"): len(schools),
    }
    bound = bound_text(limit) if limit is not None else NONE
    if value is None:
        why = refusal_text(measure.refusal) if measure.refusal is not None else NONE
        why = _("{n} 所学校缺数，不计算").format(n=missing) if missing else why
        return head | {_("生均"): NONE, _("校际差异系数"): why, _("要求"): bound, _("结论"): NONE}, "", None
    met = None if limit is None or limit.value is None else round_half_up(value, DECIMALS) <= limit.value
    heads, whole = sum(p for _r, p in known.values()), sum(r for r, _p in known.values())
    mean = whole / heads
    deviation = sqrt(sum(p / heads * (r / p - mean) ** 2 for r, p in known.values() if p > 0))
    pattern = _("{place}{level}{what}：X̄ = {whole} ÷ {heads}{factor} = {mean}，S = {s}，差异系数 = S ÷ X̄ = {value}")
    line = pattern.format(
        place=place,
        level=catalogue.level_label(level),
        what=rate.short_label,
        whole=shown_short(whole),
        heads=shown_short(heads),
        factor=f" × {shown_short(rate.factor)}" if rate.factor != 1 else "",
        mean=shown(rate.factor * mean, 3),
        s=shown(rate.factor * deviation, 3),
        value=shown(value, DECIMALS),
    )
    verdict = NONE if met is None else _("达标") if met else _("未达标")
    row = head | {
        _("生均"): shown(rate.factor * mean, rate.decimals),
        _("校际差异系数"): shown(value, DECIMALS),
        _("要求"): bound,
        _("结论"): verdict,
    }
    return row, line, met


def _finding(judged: int, failed: int) -> str:
    if not judged:
        return _("逐校数据不全，还判断不了校际差异系数")
    if failed:
        return _("{n} 项校际差异系数中 {failed} 项超过上限").format(n=judged, failed=failed)
    return _("{n} 项校际差异系数全部在上限以内").format(n=judged)


def _standards(figures: pd.DataFrame, catalogue: Catalogue, names: Mapping[str, str]) -> pd.DataFrame:
    """How many of the seven resources each school meets, and whether that is enough; nothing for a school that lacks one."""
    rates = _rates(catalogue)
    rows: list[dict[str, object]] = []
    for level in LEVELS:
        tables = {name: school_shares(figures, name, str(level)) for name in rates}
        for place, school in sorted({(about, school) for table in tables.values() for about in table for school in table[about]}):
            ratios = list(_ratios(catalogue, rates, tables, level, place, school))
            met = sum(ratio >= 1 for ratio in ratios)
            enough = met >= LEAST_MET and min(ratios, default=0.0) >= LEAST_SHARE
            rows.append(
                {
                    _("区县"): names.get(place[0], place[0]),
                    _("学校"): school,
                    _("学段"): catalogue.level_label(level),
                    _("有数的资源"): f"{len(ratios)}/{len(rates)}",
                    _("达到标准"): met,
                    _("结论"): NONE if len(ratios) < len(rates) else _("达标") if enough else _("未达标"),
                }
            )
    return pd.DataFrame(rows)


def _ratios(
    catalogue: Catalogue, rates: Mapping[str, Indicator], tables: Mapping[str, Mapping[tuple[str, str], Mapping[str, object]]],
    level: EducationLevel, place: tuple[str, str], school: str,
) -> Iterator[float]:  # fmt: skip
    """A school's value of each resource as a share of its standard."""
    for name, rate in rates.items():
        share = tables[name].get(place, {}).get(school)
        standard = next(
            (
                t.value
                for t in catalogue.targets
                if t.indicator == rate.id and t.education_level is level and t.scope is TargetScope.EACH_SCHOOL and t.value
            ),
            None,
        )
        if isinstance(share, tuple) and share[1] > 0 and standard:
            yield rate.factor * share[0] / share[1] / standard
