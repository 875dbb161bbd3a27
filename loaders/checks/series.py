"""Figures of one place beside each other: the same one twice, and from year to year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from indicators.issues import Issue
from indicators.periods import label_of_key
from language import _
from loaders.checks.figures import MOST_OF_A_KIND, Figure, Figures
from loaders.numbering import jointly
from loaders.units import is_rate
from loaders.workbook import a1

# 经验校验, DESIGN section 2.7: more than 10 points for rates, × 2 or ÷ 2 for counts of 20 and more
JUMP_POINTS, JUMP_FACTOR, JUMP_COUNT = 10.0, 2.0, 20.0
_MANY = 60
_MOST_LOOKED_AT, _AT_ONCE = 20_000, 200_000


def duplicate_issues(found: Figures) -> Iterator[Issue]:
    """One place twice with different values: both are named, neither wins. Very many in one table = a column not understood."""
    first, other = _pairs(found)
    if not len(first):
        return
    tables, starts = jointly(found.reading[first], found.reading[other])
    in_order = np.argsort(tables, kind="stable")
    groups = np.split(in_order, np.flatnonzero(np.diff(tables[in_order])) + 1)
    for start, members in zip(starts, groups, strict=True):
        one, two = int(found.reading[first[start]]), int(found.reading[other[start]])
        apart = members[np.abs(found.value[first[members]] - found.value[other[members]]) > 1e-9]
        if len(apart) > _MANY:
            here, there = (found.figure(int(index)) for index in (first[apart[0]], other[apart[0]]))
            cells = _("、").join((found.cell(here), found.cell(there)))
            yield Issue.of(
                "duplicates-many", found.sheet(here), found.cell(here), n=len(apart), place=place_of(found, here), cells=cells
            )
            continue
        group = list(zip(first[members].tolist(), other[members].tolist(), strict=True))
        if one == two:
            yield from _within(found, [(found.figure(a), found.figure(b)) for a, b in group])
        else:
            for a, b in group[:_MANY]:
                yield _one(found, found.figure(a), found.figure(b))


def _pairs(found: Figures) -> tuple[np.ndarray, np.ndarray]:
    """Indexes of figures that share place, quantity and period: the first of them, and each other one. As arrays: in a list with
    a column that was not understood nearly every figure has another of its kind."""
    order, ordered = found.sorted_by(found.school, found.place, found.quantity, found.period)
    again = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
    opens = np.diff(again, prepend=-1) != 1
    first = again[opens][np.cumsum(opens) - 1] - 1
    return order[first], order[again]


def _within(found: Figures, pairs: list[tuple[Figure, Figure]]) -> Iterator[Issue]:
    rows: dict[tuple[int, int], list[tuple[Figure, Figure]]] = defaultdict(list)
    for one, two in pairs:
        if one.row == two.row:
            yield _one(found, one, two)
        else:
            rows[(one.row, two.row)].append((one, two))
    for (first, last), group in rows.items():
        table = found.readings[group[0][0].reading].table
        differing = [(a, b) for a, b in group if abs(a.value - b.value) > 1e-9]
        at = table.labels.place_column[first]
        if not differing:
            yield _one(found, *group[0])
        elif len(group) == 1 or at < 0:
            for a, b in differing:
                yield _one(found, a, b)
        else:
            top, bottom = int(table.block.body[first]), int(table.block.body[last])
            yield Issue.of(
                "duplicate-value",
                table.name,
                a1(top, at),
                a1(bottom, at) if abs(bottom - top) == 1 else "",
                place=place_of(found, group[0][0]),
                period=period_of(found, differing[0][0]),
                heading=_("、").join(quantity_of(found, a) for a, _b in differing),
                cells=_("、").join(f"{found.cell(a)}/{found.cell(b)}" for a, b in differing),
                found=_("、").join(f"{a.value:.10g}/{b.value:.10g}" for a, b in differing),
            )


def _one(found: Figures, one: Figure, two: Figure) -> Issue:
    same = abs(one.value - two.value) <= 1e-9
    here, there = found.sheet(one), found.sheet(two)
    return Issue.of(
        "duplicate-same" if same else "duplicate-value",
        here,
        found.cell(one),
        found.cell(two) if here == there else "",
        place=place_of(found, one),
        period=period_of(found, one),
        heading=quantity_of(found, one),
        cells=_("、").join((found.cell(one), found.cell(two) if here == there else f"{there}!{found.cell(two)}")),
        found=f"{one.value:.10g}、{two.value:.10g}",
    )


def jump_issues(found: Figures) -> Iterator[Issue]:
    """Figures of one place and quantity that change beyond belief from one period of the workbook to the next."""
    jumps: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    sizes: Counter[int] = Counter()
    notations: dict[tuple[int, int, int], tuple[bool, bool]] = {}
    left = _MOST_LOOKED_AT
    for before, here, groups, likely in _neighbours(found):
        sizes.update(dict(zip(*(part.tolist() for part in np.unique(groups, return_counts=True)), strict=True)))
        wanted = np.flatnonzero(likely)[:left]
        left -= len(wanted)
        for one, two, kind in zip(before[wanted].tolist(), here[wanted].tolist(), groups[wanted].tolist(), strict=True):
            change = _change(float(found.value[one]), float(found.value[two]), *_notation(found, two, notations))
            if change:
                jumps[kind].append((one, two, change))
    told: Counter[int] = Counter()
    for group, members in jumps.items():
        if len(members) > 5 and len(members) * 2 > sizes[group]:
            first = _jump(found, *members[0])
            yield Issue.about("jump-everywhere", {**first.values, "n": len(members)}, first.sheet, first.cell)
            continue
        for member in members:
            sheet = int(found.reading[member[1]])
            told[sheet] += 1  # those that nobody will be shown are only counted
            yield _jump(found, *member) if told[sheet] <= MOST_OF_A_KIND else Issue.of("jump", found.readings[sheet].table.name)


def _neighbours(found: Figures) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Pairs of figures of one place and quantity from a period and the next, at most three years on: their indexes, a number
    for the same quantity and years, and whether they differ enough to be looked at. Piece by piece: there may be millions."""
    keys = [str(key) for key in found.periods]
    years = np.array([int(key[:4]) if key else 0 for key in keys])
    if not len(found.value) or not years.any():
        return
    kinds = np.array([ord(key[4]) if key else 0 for key in keys])
    order, series = found.sorted_by(found.place, found.trend, found.school, kinds[found.period], years[found.period])
    series //= int(years[found.period].max()) + 1
    for start in range(0, len(order) - 1, _AT_ONCE):
        before, here = order[start : start + _AT_ONCE], order[start + 1 : start + 1 + _AT_ONCE]
        before = before[: len(here)]
        first, second = years[found.period[before]], years[found.period[here]]
        same = series[start : start + len(here)] == series[start + 1 : start + 1 + len(here)]
        near = np.flatnonzero(same & (first > 0) & (second > first) & (second - first <= 3))
        before, here, first, second = before[near], here[near], first[near], second[near]
        a, b = found.value[before], found.value[here]
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = np.where(a > 0, b / np.where(a == 0, 1, a), np.inf)
        apart = np.abs(b - a) > JUMP_POINTS
        likely = (apart | (np.maximum(a, b) >= JUMP_COUNT)) & (apart | (factor >= JUMP_FACTOR) | (factor <= 1 / JUMP_FACTOR))
        yield before, here, (found.trend[here].astype(np.int64) * 10_000 + first) * 10_000 + second, likely


def _notation(found: Figures, index: int, known: dict[tuple[int, int, int], tuple[bool, bool]]) -> tuple[bool, bool]:
    """Whether figures of this kind are percentages, and whether their heading is a rate's; asked once for each kind."""
    key = (int(found.reading[index]), int(found.position[index]), int(found.quantity[index]))
    answer = known.get(key)
    if answer is None:
        figure = found.figure(index)
        reading = found.readings[figure.reading]
        column = reading.table.values[figure.position]
        unit, heading = reading.kind_unit(figure.row, column, figure.position), reading.subject(figure.row, column)
        rate = bool(heading) and is_rate(heading[-1])
        answer = known[key] = (unit == "%" or (not unit and rate), rate)
    return answer


def _change(a: float, b: float, percent: bool, rate: bool) -> str:
    """ "×10", "÷3", "−12 points", or "" for a change that may well be."""
    if percent:
        return _("{n} 个百分点").format(n=f"{b - a:+.1f}") if abs(b - a) > JUMP_POINTS else ""
    if max(a, b) < JUMP_COUNT or min(a, b) < 0 or rate:
        return ""
    if b == 0 or a == 0:
        return _("变为 0") if b == 0 else _("由 0 变来")
    factor = b / a
    if factor >= JUMP_FACTOR:
        return f"×{factor:.3g}"
    return f"÷{1 / factor:.3g}" if factor <= 1 / JUMP_FACTOR else ""


def _jump(found: Figures, before: int, here: int, change: str) -> Issue:
    first, second = found.figure(before), found.figure(here)
    return Issue.of(
        "jump",
        found.sheet(second),
        found.cell(second),
        place=place_of(found, second),
        heading=quantity_of(found, second),
        first_period=period_of(found, first),
        first=f"{first.value:.10g}",
        second_period=period_of(found, second),
        second=f"{second.value:.10g}",
        change=change,
    )


def place_of(found: Figures, figure: Figure) -> str:
    """The place's name as read."""
    reading = found.readings[figure.reading]
    return reading.place(figure.row, reading.table.values[figure.position]).text


def quantity_of(found: Figures, figure: Figure) -> str:
    """The heading in one line."""
    reading = found.readings[figure.reading]
    return " ".join(reading.heading(figure.row, reading.table.values[figure.position]))


def period_of(found: Figures, figure: Figure) -> str:
    """The period in the current language, "" where it is not known."""
    reading = found.readings[figure.reading]
    said = reading.period(figure.row, reading.table.values[figure.position])
    return label_of_key(said.period.key) if said else ""
