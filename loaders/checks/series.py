"""Figures of one place beside each other: the same one twice, and from year to year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from indicators.issues import Issue
from indicators.periods import label_of_key
from language import _
from loaders.checks.figures import MOST_OF_A_KIND, Figure, Figures
from loaders.units import is_rate
from loaders.workbook import a1

# 经验校验, DESIGN section 2.7: more than 10 points for rates, × 2 or ÷ 2 for counts of 20 and more
JUMP_POINTS, JUMP_FACTOR, JUMP_COUNT = 10.0, 2.0, 20.0
_MANY = 60


def duplicate_issues(found: Figures) -> Iterator[Issue]:
    """One place twice with different values: both are named, neither wins. Very many in one table = a column not understood."""
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for first, other in _pairs(found):
        pairs[(int(found.reading[first]), int(found.reading[other]))].append((first, other))
    for (one, two), group in pairs.items():
        differing = [(a, b) for a, b in group if abs(found.value[a] - found.value[b]) > 1e-9]
        if len(differing) > _MANY:
            here, there = (found.figure(index) for index in differing[0])
            cells = _("、").join((found.cell(here), found.cell(there)))
            yield Issue.of(
                "duplicates-many", found.sheet(here), found.cell(here), n=len(differing), place=place_of(found, here), cells=cells
            )
        elif one == two:
            yield from _within(found, [(found.figure(a), found.figure(b)) for a, b in group])
        else:
            for a, b in group[:_MANY]:
                yield _one(found, found.figure(a), found.figure(b))


def _pairs(found: Figures) -> Iterator[tuple[int, int]]:
    """Indexes of figures that share place, quantity and period: the first with each other one."""
    if not len(found.value):
        return
    key = (found.place.astype(np.int64) * (len(found.quantities.things) + 1) + found.quantity) * (
        len(found.periods.things) + 1
    ) + found.period
    order = np.lexsort((key, found.school)) if found.school.any() else np.argsort(key, kind="stable")
    ordered, school = key[order], found.school[order]
    starts = np.flatnonzero(np.append(True, (ordered[1:] != ordered[:-1]) | (school[1:] != school[:-1])))
    sizes = np.diff(np.append(starts, len(ordered)))
    for start, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        for other in range(start + 1, start + size):
            yield int(order[start]), int(order[other])


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
    keys = [str(key) for key in found.periods.things]
    years = np.array([int(key[:4]) if key else -1 for key in keys])
    kinds = np.array([ord(key[4]) if key else 0 for key in keys])
    dated = np.flatnonzero(years[found.period] > 0) if len(found.value) else np.zeros(0, dtype=int)
    if not len(dated):
        return
    keys_of = (years[found.period], kinds[found.period], found.school, found.trend, found.place)
    order = dated[np.lexsort([key[dated] for key in keys_of])]
    before, here = order[:-1], order[1:]
    year_before, year_here = years[found.period[before]], years[found.period[here]]
    near = (
        (found.place[before] == found.place[here])
        & (found.trend[before] == found.trend[here])
        & (found.school[before] == found.school[here])
        & (kinds[found.period[before]] == kinds[found.period[here]])
        & (year_here > year_before)
        & (year_here - year_before <= 3)
    )
    a, b = found.value[before], found.value[here]
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(a > 0, b / np.where(a == 0, 1, a), np.inf)
    likely = (
        near
        & ((np.abs(b - a) > JUMP_POINTS) | (np.maximum(a, b) >= JUMP_COUNT))
        & ((np.abs(b - a) > JUMP_POINTS) | (factor >= JUMP_FACTOR) | (factor <= 1 / JUMP_FACTOR))
    )
    notations: dict[tuple[int, int, int], tuple[bool, bool]] = {}
    same = np.flatnonzero(near)
    group_of = (found.trend[here[same]].astype(np.int64) * 10_000 + year_before[same]) * 10_000 + year_here[same]
    sizes = dict(zip(*(part.tolist() for part in np.unique(group_of, return_counts=True)), strict=True))
    wanted = np.flatnonzero(likely[same])[:20_000]
    jumps: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for index, group in zip(same[wanted].tolist(), group_of[wanted].tolist(), strict=True):
        change = _change(float(a[index]), float(b[index]), *_notation(found, int(here[index]), notations))
        if change:
            jumps[group].append((int(before[index]), int(here[index]), change))
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
