"""Findings about a target: who meets it, what is still to do in people, who crossed it and who fell back."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.finding_records import Finding, FindingKind, PlaceFigures, Question, names_of
from indicators.gaps import gap_text
from indicators.pace import WINDOW_YEARS
from indicators.pace_words import fragile_note
from indicators.people import PeopleNeeded, amount_text, people_needed
from indicators.targets import at_most
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
    """How many places, children or classes are still to do in all, and when the farthest district would arrive.

    A district that reported a rate below the target, while its counts reach it, adds nothing and is not counted among them.
    """
    if question.target is None:
        return []
    short: list[tuple[PeopleNeeded, PlaceFigures]] = []
    enough: list[PlaceFigures] = []
    for place in question.reported():
        found = question.gap(place)
        if found is None or found.met:
            continue
        needed = people_needed(question.indicator, question.target, place.numerator, place.denominator)
        if needed is None:  # a total that leaves somebody out is none
            return []
        if needed.count:
            short.append((needed, place))
        else:
            enough.append(place)
    if not short:
        return []
    short.sort(key=lambda pair: -pair[0].count)
    total = sum(needed.count for needed, _place in short)
    text = _todo(short, total) + _farthest(question, short)
    sums = [f"{place.name}：{needed.arithmetic}" for needed, place in short]
    sums += [_("{name}上报的比率未达标，按人数算已够，不计入").format(name=place.name) for place in enough]
    most = _most(short)
    state = question.state(most[0]) if len(most) == 1 else None
    if state is not None and state.fragile:
        sums.append(f"{most[0].name}：{fragile_note(state)}")
    return [Finding(FindingKind.PEOPLE, text, _("；").join(sums), tuple(place.code for _n, place in short), float(total))]


def _most(short: Sequence[tuple[PeopleNeeded, PlaceFigures]]) -> list[PlaceFigures]:
    most = max(needed.count for needed, _place in short)
    return [place for needed, place in short if needed.count == most]


def _todo(short: Sequence[tuple[PeopleNeeded, PlaceFigures]], total: int) -> str:
    """3 个区县还差 2,563 个学位, 2 个区县还须减少 6 个班: what has to come, or to go."""
    needed, place = short[0]
    amount = amount_text(total, needed.unit)
    fewer = at_most(needed.target) and not needed.by_denominator
    if len(short) == 1:
        pattern = _("{name}还须增加 {people}") if needed.by_denominator else _("{name}还差 {people}")
        return (_("{name}还须减少 {people}") if fewer else pattern).format(name=place.name, people=amount)
    pattern = _("{n} 个区县还须增加 {people}") if needed.by_denominator else _("{n} 个区县还差 {people}")
    return (_("{n} 个区县还须减少 {people}") if fewer else pattern).format(n=len(short), people=amount)


def _farthest(question: Question, short: Sequence[tuple[PeopleNeeded, PlaceFigures]]) -> str:
    """When the district with most to do arrives at its pace; who has most, where nobody can say when."""
    most = _most(short)
    amount = max(needed.count for needed, _place in short)
    each = amount_text(amount, short[0][0].unit)
    if len(most) > 1:
        everybody = _("，各 {people}").format(people=each)
        return everybody if len(most) == len(short) else _("；{names}最多").format(names=names_of(most)) + everybody
    state, several = question.state(most[0]), len(short) > 1
    if state is None or state.actual is None:
        return _("；{name}最多，{people}").format(name=most[0].name, people=each) if several else ""
    if state.projected_year is None:
        return (_("；{name}按现有速度达不到") if several else _("；按现有速度达不到")).format(name=most[0].name)
    wanted = state.target.year
    if wanted is not None and state.projected_year > wanted:
        pattern = _("；{name}按现有速度要到 {year} 年才达标") if several else _("；按现有速度要到 {year} 年才达标")
    else:
        pattern = _("；{name}按现有速度 {year} 年达标") if several else _("；按现有速度 {year} 年达标")
    return pattern.format(name=most[0].name, year=state.projected_year)


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
