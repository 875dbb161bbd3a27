"""Findings about a target: who meets it, what is still to do in people, who crossed it and who fell back."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.finding_records import Finding, FindingKind, PlaceFigures, Question, names_of
from indicators.gaps import Gap, gap_text
from indicators.pace import WINDOW_YEARS
from indicators.pace_words import fragile_note
from indicators.people import PeopleNeeded, amount_text, people_needed
from language import _


def standing(question: Question) -> list[Finding]:
    """How many of those that reported meet the target, and who is farthest; without a target who is highest and lowest."""
    reported = question.reported()
    if not reported:
        return []
    gaps = [(found, place) for place in reported if (found := question.gap(place)) is not None]
    if not gaps:
        return _highest_and_lowest(question, reported)
    assert question.target is not None
    met = sum(found.met for found, _place in gaps)
    worst, _place = max(gaps, key=lambda pair: pair[0].gap)
    last = [place for found, place in gaps if found.gap == worst.gap]
    sums = _("{met} ÷ {n}；{name} {value}，目标 {goal}").format(
        met=met, n=len(gaps), name=names_of(last), value=question.figure(worst.value), goal=question.goal
    )
    if met == len(gaps) > 1:
        text = _("{n} 个报数区县全部达到 {goal} 目标").format(n=len(gaps), goal=question.goal)
        return [Finding(FindingKind.STANDING, text, sums, size=0.0)]
    text = _words(len(gaps), met).format(
        n=len(gaps), met=met, goal=question.goal, name=names_of(last), value=question.figure(worst.value),
        gap=gap_text(worst, question.target, question.indicator),
    )  # fmt: skip
    return [Finding(FindingKind.STANDING, text, sums, tuple(place.code for place in last), max(worst.gap, 0.0))]


def _words(n: int, met: int) -> str:
    """The sentence about those that do not all reach the target: one district alone is no "1 of which 0"."""
    if n == 1:
        return _("只有{name}报数：{value}，对照 {goal} 目标{gap}")
    if not met:
        return _("{n} 个报数区县都没有达到 {goal} 目标，{name}{gap}")
    return _("{n} 个报数区县中 {met} 个达到 {goal} 目标，{name}{gap}")


def _highest_and_lowest(question: Question, reported: Sequence[PlaceFigures]) -> list[Finding]:
    displayed = [(question.shown(place), place) for place in reported]
    high, least = max(value for value, _place in displayed), min(value for value, _place in displayed)
    if high == least:
        text = _("{n} 个报数区县都是 {value}").format(n=len(reported), value=question.figure(high))
        return [Finding(FindingKind.STANDING, text, text)]
    top, low = ([place for value, place in displayed if value == end] for end in (high, least))
    text = _("{n} 个报数区县中{top}最高，{high}；{low}最低，{least}").format(
        n=len(reported), top=names_of(top), high=question.figure(high), low=names_of(low), least=question.figure(least)
    )
    sums = f"{question.figure(high)} − {question.figure(least)} = {question.difference(high - least)}"
    return [Finding(FindingKind.STANDING, text, sums, tuple(place.code for place in [*top, *low]))]


def people(question: Question) -> list[Finding]:
    """How many places, children or classes are still to do in all, and when the farthest district would arrive."""
    if question.target is None:
        return []
    short: list[tuple[PeopleNeeded, Gap, PlaceFigures]] = []
    without_counts = 0
    for place in question.reported():
        found = question.gap(place)
        if found is None or found.met:
            continue
        needed = people_needed(question.indicator, question.target, place.numerator, place.denominator)
        if needed is None:
            without_counts += 1
        else:
            short.append((needed, found, place))
    if not short or without_counts:
        return []
    total = sum(needed.count for needed, _gap, _place in short)
    worst_needed = max((needed for needed, _gap, _place in short), key=lambda needed: needed.count)
    most = [place for needed, _gap, place in short if needed.count == worst_needed.count]
    text = _("{n} 个区县还差 {people}").format(n=len(short), people=amount_text(total, worst_needed.unit))
    worst = most[0]
    state = question.state(worst) if len(most) == 1 else None
    if len(most) > 1:
        text += _("；{names}最多，各 {people}").format(names=names_of(most), people=worst_needed.text)
    elif state is not None and state.projected_year is not None:
        text += _("；{name}按现有速度要到 {year} 年才达标").format(name=worst.name, year=state.projected_year)
    elif state is not None and state.actual is not None and state.actual <= 0:
        text += _("；{name}按现有速度达不到").format(name=worst.name)
    else:
        text += _("；{name}最多，{people}").format(name=worst.name, people=worst_needed.text)
    sums = [f"{place.name}：{needed.arithmetic}" for needed, _gap, place in short]
    if state is not None and state.fragile:
        sums.append(f"{worst.name}：{fragile_note(state)}")
    return [Finding(FindingKind.PEOPLE, text, _("；").join(sums), tuple(place.code for _n, _g, place in short), float(total))]


def crossings(question: Question) -> list[Finding]:
    """Who reached the target since the period before, and who fell back below it."""
    found = []
    for place in question.reported():
        before = max(
            (year for year in place.values if year < question.year and question.value(place, year) is not None), default=None
        )
        if before is None or question.year - before > WINDOW_YEARS:
            continue
        now, then = question.gap(place), question.gap(place, before)
        if now is None or then is None or now.met == then.met:
            continue
        kind = FindingKind.CROSSED if now.met else FindingKind.FELL_BACK
        pattern = _("{name}新达到 {goal} 目标：{now}") if now.met else _("{name}跌回 {goal} 目标以下：{now}")
        if not now.met and question.lower_is_better:
            pattern = _("{name}又超出 {goal} 上限：{now}")
        sums = f"{before}：{question.figure(then.value)} → {question.year}：{question.figure(now.value)}"
        text = pattern.format(name=place.name, goal=question.goal, now=question.figure(now.value))
        found.append(Finding(kind, text, sums, (place.code,), abs(now.value - then.value)))
    return found
