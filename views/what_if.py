"""What if so many more came every year? For one place in words with the arithmetic, and for every place that falls short.

Works on the standings that 对标差距 shows: where a figure is hidden its counts are, and nothing is tried out on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd

from charts.tokens import NONE
from indicators.definitions import Indicator
from indicators.people import PeopleNeeded, amount_text
from indicators.rounding import shown
from indicators.target_definitions import Target
from indicators.targets import at_most, bound_text
from indicators.what_if import Plan, per_year_needed, plan
from language import _
from views.standings import Standing
from views.words import with_unit


@dataclass(frozen=True)
class WhatIf:
    """`sentence` and `arithmetic` for the place `name`; `table`: all places that fall short, each with as many a year."""

    code: str
    name: str
    label: str
    per_year: int
    most: int
    step: int
    sentence: str
    arithmetic: str
    table: pd.DataFrame


def what_if(
    standings: Sequence[Standing], indicator: Indicator, target: Target, year: int, chosen: str = "", per_year: int | None = None
) -> WhatIf | None:
    """The trial for the chosen place, else for the one with most to do; None where nobody falls short in countable things.

    `per_year` None: a third of what is missing.
    """
    short = [(standing, standing.needed) for standing in standings if standing.needed and standing.needed.count]
    if not short:
        return None
    # The chosen one, else the district with most to do
    standing, needed = max(short, key=lambda pair: (pair[0].code == chosen, not pair[0].is_city, pair[1].count, pair[0].code))
    most, step = _range(needed.count)
    tried = min(max(per_year if per_year is not None else _up(ceil(needed.count / 3), step), 0), most)
    found = _plan(needed, indicator, target, year, tried)
    return WhatIf(
        code=standing.code,
        name=standing.name,
        label=_label(standing.name, needed),
        per_year=tried,
        most=most,
        step=step,
        sentence=_sentence(standing.name, found, year),
        arithmetic=_arithmetic(found, indicator, year),
        table=_table(short, indicator, target, year, tried),
    )


def _plan(needed: PeopleNeeded, indicator: Indicator, target: Target, year: int, per_year: int) -> Plan:
    found = plan(indicator, target, needed.numerator, needed.denominator, year, per_year)
    assert found is not None
    return found


def _range(count: int) -> tuple[int, int]:
    """How far the slider goes, and its steps: enough to do all in one year, in at most about a hundred steps."""
    step = next(size for size in (1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 10**9) if count / size <= 100)
    return _up(count, step), step


def _up(count: int, step: int) -> int:
    return ceil(count / step) * step


def _fewer(needed: PeopleNeeded) -> bool:
    """Whether things have to become fewer (大班额), not more."""
    return at_most(needed.target) and not needed.by_denominator


def _label(name: str, needed: PeopleNeeded) -> str:
    unit = amount_text(0, needed.unit).partition("0")[2].strip()
    pattern = _("试算：{name}每年减少（{unit}）") if _fewer(needed) else _("试算：{name}每年多增（{unit}）")
    return pattern.format(name=name, unit=unit)


def _sentence(name: str, found: Plan, year: int) -> str:
    """兴化市每年多 120 个学位 → 2037 年达标，比目标年 2025 晚 12 年；要按期，每年须 1,530 个学位."""
    needed, target = found.needed, found.needed.target
    amount = amount_text(found.per_year, needed.unit)
    start = (_("{name}每年减 {amount}") if _fewer(needed) else _("{name}每年多 {amount}")).format(name=name, amount=amount)
    if found.arrival is None:
        text = start + _(" → 一百年内达不到")
    else:
        text = start + _(" → {year} 年达标").format(year=found.arrival)
        if target.year is not None and target.year > year:
            late = found.arrival - target.year
            text += _("，比目标年晚 {n} 年").format(n=late) if late > 0 else _("，赶得上 {year} 年").format(year=target.year)
    wanted = per_year_needed(needed, year)
    if wanted is not None and found.in_time is False:
        text += _("；要在 {year} 年达标，每年须 {amount}").format(year=target.year, amount=amount_text(wanted, needed.unit))
    return text


def _arithmetic(found: Plan, indicator: Indicator, year: int) -> str:
    """1,537 ÷ 120 = 12.81，进为 13 年，2024 + 13 = 2037；按总数不变计；到 2025 年为 78.7%."""
    needed, target = found.needed, found.needed.target
    parts = [needed.arithmetic]
    if found.per_year and found.arrival is not None:
        exact, years = float(needed.exact), found.arrival - year
        asked, took = shown(exact, 0 if exact.is_integer() else 2), shown(float(needed.exact / found.per_year), 2)
        division = f"{asked} ÷ {found.per_year:,} = {took}"
        pattern = _("{division}，进为 {years} 年，{year} + {years} = {arrival}")
        parts.append(pattern.format(division=division, years=years, year=year, arrival=found.arrival))
    goal = target.year
    then = dict(found.path).get(goal) if goal is not None and goal > year else None
    if then is not None and goal is not None and found.in_time is False:
        value = with_unit(then, indicator)
        parts.append(_("到 {year} 年为 {value}，目标 {bound}").format(year=goal, value=value, bound=bound_text(target)))
    return _("；").join([*parts, needed.assumption])


def _table(
    short: Sequence[tuple[Standing, PeopleNeeded]], indicator: Indicator, target: Target, year: int, per_year: int
) -> pd.DataFrame:
    """Every place that falls short with as many a year: when, and how many a year would be just in time."""
    rows = []
    for standing, needed in short:
        found, wanted = _plan(needed, indicator, target, year, per_year), per_year_needed(needed, year)
        in_time = {True: _("赶得上"), False: _("赶不上"), None: NONE}[found.in_time]
        rows.append(
            {
                _("区县"): standing.name,
                _("还差"): needed.text,
                _("每年 {amount} 时达标").format(amount=amount_text(per_year, needed.unit)): _("{year} 年").format(
                    year=found.arrival
                )
                if found.arrival is not None
                else _("达不到"),
                _("目标年"): in_time if target.year is not None and target.year > year else NONE,
                _("按期每年须"): amount_text(wanted, needed.unit) if wanted is not None else NONE,
            }
        )
    return pd.DataFrame(rows)
