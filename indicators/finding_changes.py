"""Findings about movement and gaps in the data: who came on fastest, whether districts draw together, who is missing."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from indicators.convergence import Convergence, Direction, base_of, compare
from indicators.finding_records import MOST_NAMES, Finding, FindingKind, PlaceFigures, Question, names_of
from indicators.gaps import difference_unit
from indicators.pace import WINDOW_YEARS
from indicators.rounding import fraction_of, round_half_up, shown
from indicators.vocabulary import Polarity
from language import _


def mover(question: Question) -> list[Finding]:
    """Who came on fastest within the window, in the good direction; nothing where nobody moved by a displayed step.

    Nor where no direction is good: more children in 兴化市 than before is no progress.
    """
    if question.target is None and question.indicator.polarity is Polarity.NEITHER:
        return []
    sign = -1 if question.lower_is_better else 1
    moves = []
    for place in question.reported():
        window = range(question.year - WINDOW_YEARS, question.year)
        first = min((year for year in window if question.value(place, year) is not None), default=None)
        if first is None:
            continue
        change = round_half_up(question.shown(place) - question.shown(place, first), question.indicator.decimals)
        moves.append((fraction_of(sign * change) / (question.year - first), change, first, place))
    pace = max((move[0] for move in moves), default=Fraction(0))
    fastest = [move for move in moves if move[0] == pace]
    if pace <= 0 or len(fastest) == len(moves):  # nobody moved, or nobody faster than the others
        return []
    places = [move[3] for move in fastest]
    _pace, change, first, _place = fastest[0]
    years = question.year - first
    sums = _("；").join(_moved(question, move[3], move[2]) for move in fastest[:MOST_NAMES])
    if len({(move[1], move[2]) for move in fastest}) == 1:
        pattern = (
            _("{name}进步最快，{years} 年降 {change}") if question.lower_is_better else _("{name}进步最快，{years} 年升 {change}")
        )
        text = pattern.format(name=names_of(places), years=years, change=question.difference(change))
    else:  # the same pace over different years
        pattern = _("{name}进步最快，每年降 {change}") if question.lower_is_better else _("{name}进步最快，每年升 {change}")
        a_year = shown(float(pace), question.indicator.decimals + 1) + difference_unit(question.indicator)
        text = pattern.format(name=names_of(places), change=a_year)
    return [Finding(FindingKind.MOVER, text, sums, tuple(place.code for place in places), float(pace))]


def _moved(question: Question, place: PlaceFigures, first: int) -> str:
    """靖江市 2021：80.0% → 2024：86.3%，6.3 个百分点 ÷ 3 年."""
    then, now = question.shown(place, first), question.shown(place)
    return _("{name} {first}：{then} → {last}：{now}，{change} ÷ {years} 年").format(
        name=place.name, first=first, then=question.figure(then), last=question.year, now=question.figure(now),
        change=question.difference(now - then), years=question.year - first,
    )  # fmt: skip


def spread(question: Question) -> list[Finding]:
    """Whether the districts draw together, by the rule of 均衡: over those with figures in both periods, three at least.

    Nothing where range and variation disagree. Not of totals: a large district has more children than a small one, and
    nobody means to change that.
    """
    if question.indicator.additive:
        return []
    now = {place.code: value for place in question.reported() if (value := question.value(place)) is not None}
    found: list[tuple[int, Convergence]] = []
    for year in range(question.year - WINDOW_YEARS, question.year):
        then = {place.code: value for place in question.places if (value := question.value(place, year)) is not None}
        result = compare(then, now, question.indicator.decimals)
        found += [(year, result)] if result is not None else []
    if not found:
        return []
    year, change = base_of(found)
    if change.direction not in (Direction.WIDENING, Direction.NARROWING) or change.range_change == 0:
        return []
    wider = change.direction is Direction.WIDENING
    words = {"n": len(change.codes), "year": year, "now": question.difference(change.range_now)}
    words |= {"then": question.difference(change.range_then)}
    if len(change.codes) == len(now):
        pattern = _("区县间差距扩大：{now}，{year} 年为 {then}") if wider else _("区县间差距缩小：{now}，{year} 年为 {then}")
    elif wider:
        pattern = _("{n} 个两年都有数的区县差距扩大：{now}，{year} 年为 {then}")
    else:
        pattern = _("{n} 个两年都有数的区县差距缩小：{now}，{year} 年为 {then}")
    ends = [_ends(question, change.codes, when) for when in (year, question.year)]
    return [Finding(FindingKind.SPREAD, pattern.format(**words), _("；").join(ends), size=abs(change.range_change))]


def _ends(question: Question, codes: Collection[str], year: int) -> str:
    """2021：最高 88.5%（靖江市）− 最低 76.1%（兴化市）= 12.4 个百分点."""
    values = [(question.shown(place, year), place) for place in question.places if place.code in codes]
    high, low = max(value for value, _place in values), min(value for value, _place in values)
    tops, lasts = ([place for value, place in values if value == end] for end in (high, low))
    return _("{year}：最高 {high}（{tops}）− 最低 {low}（{lasts}）= {size}").format(
        year=year, high=question.figure(high), tops=names_of(tops), low=question.figure(low), lasts=names_of(lasts),
        size=question.difference(high - low),
    )  # fmt: skip


def missing(question: Question) -> list[Finding]:
    """Who has no figure for the period, and what their newest one is."""
    absent = [place for place in question.places if question.value(place) is None]
    if not absent:
        return []
    text = _("{names}没有 {moment}的数据，未计入").format(names=names_of(absent), moment=question.moment)
    sums = _("；").join(_newest(question, place) for place in absent)
    return [Finding(FindingKind.MISSING, text, sums, tuple(place.code for place in absent), float(len(absent)))]


def out_of_date(question: Question) -> list[Finding]:
    """That the indicator has no figures for the newest period which others have."""
    if not question.newest:
        return []
    text = _("最新只到 {moment}，其他指标已有 {newest}的数据").format(moment=question.moment, newest=question.newest)
    return [Finding(FindingKind.OUT_OF_DATE, text, question.moment)]


def breaks(question: Question) -> list[Finding]:
    """Changes of area that bear on a comparison over time, each once."""
    found: dict[str, list[PlaceFigures]] = {}
    for place in question.places:
        if place.change:
            found.setdefault(place.change, []).append(place)
    return [
        Finding(FindingKind.BREAK, text, _("、").join(place.name for place in places), tuple(place.code for place in places))
        for text, places in found.items()
    ]


def _newest(question: Question, place: PlaceFigures) -> str:
    year = max((year for year in place.values if question.value(place, year) is not None), default=place.last_year)
    if year is None:
        return _("{name}没有可用的数").format(name=place.name)
    return _("{name}最新为 {year} 年").format(name=place.name, year=year)
