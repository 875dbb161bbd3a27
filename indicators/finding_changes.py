"""Findings about movement and gaps in the data: who came on fastest, whether districts draw together, who is missing."""

from __future__ import annotations

from fractions import Fraction

from indicators.equity import spread_range
from indicators.finding_records import Finding, FindingKind, PlaceFigures, Question, names_of
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
    sums = f"{question.difference(change)} ÷ {years}"
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


def spread(question: Question) -> list[Finding]:
    """Whether the distance between highest and lowest grew or shrank, over the districts that reported in both periods.

    Not of totals: a large district has more children than a small one, and nobody means to change that.
    """
    if question.indicator.additive:
        return []
    before = _earlier_year(question)
    if before is None:
        return []
    both = [place for place in question.reported() if question.value(place, before) is not None]
    now = spread_range([question.shown(place) for place in both]).value
    then = spread_range([question.shown(place, before) for place in both]).value
    if now is None or then is None or len(both) < 3:
        return []
    change = round_half_up(now - then, question.indicator.decimals)
    if change == 0:
        return []
    pattern = _("区县间差距扩大：{now}，{before} 年为 {then}") if change > 0 else _("区县间差距缩小：{now}，{before} 年为 {then}")
    text = pattern.format(now=question.difference(now), before=before, then=question.difference(then))
    sums = _("最高 − 最低，{n} 个两期都报数的区县").format(n=len(both))
    return [Finding(FindingKind.SPREAD, text, sums, size=abs(change))]


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


def _earlier_year(question: Question) -> int | None:
    years = {year for place in question.places for year in place.values if question.value(place, year) is not None}
    return min((year for year in years if question.year - WINDOW_YEARS <= year < question.year), default=None)
