"""Class-size measures from bins: 大班额, 超大班额, 达标班级, the number of classes, and what the bins say about the average.

One sheet of bins yields every measure, if its bins tile the range asked for exactly: 46-55 says nothing about a limit of 50.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.cube import Cube, summed
from indicators.rounding import fraction_of
from indicators.vocabulary import EducationLevel

Bounds = tuple[int, int | None]
LARGE_FROM, VERY_LARGE_FROM = 56, 66
LIMITS = {EducationLevel.PRIMARY: 45, EducationLevel.JUNIOR: 50}


def tilings(bins: Iterable[Bounds], low: int, high: int | None) -> Iterator[tuple[Bounds, ...]]:
    """All ways to cover low … high (None = without end) with bins that neither overlap nor leave a hole, fewest bins first."""
    known = sorted(set(bins), key=lambda bounds: (bounds[0], bounds[1] is None, bounds[1] or 0))
    found: list[tuple[Bounds, ...]] = []

    def extend(start: int, used: tuple[Bounds, ...]) -> None:
        for bounds in known:
            if bounds[0] != start:
                continue
            if bounds[1] == high:
                found.append((*used, bounds))
            elif bounds[1] is not None and (high is None or bounds[1] < high):
                extend(bounds[1] + 1, (*used, bounds))

    extend(low, ())
    yield from sorted(found, key=len)


def count_between(bins: Mapping[Bounds, float], low: int, high: int | None) -> float | None:
    """Classes of low … high pupils from counts by bin; None where the bins do not tile that range. Bounds are inclusive."""
    for tiling in tilings(bins, low, high):
        counts = [bins[bounds] for bounds in tiling]
        if all(count == count for count in counts):
            return sum(counts)
    return None


def average_bounds(bins: Mapping[Bounds, float]) -> tuple[Fraction, Fraction | None] | None:
    """Between which two numbers the average class size lies; the upper is None where classes of an open bin (66+) exist.

    None without classes, or where the bins are not all classes. The lowest bin's lower bound is taken as 1 pupil.
    """
    for tiling in tilings(bins, 0, None):
        counts = {bounds: fraction_of(bins[bounds]) for bounds in tiling if bins[bounds] == bins[bounds]}
        total = sum(counts.values(), Fraction(0))
        if len(counts) < len(tiling) or total <= 0:
            continue
        low = sum((max(bounds[0], 1) * count for bounds, count in counts.items()), Fraction(0)) / total
        if any(bounds[1] is None and count > 0 for bounds, count in counts.items()):
            return low, None
        return low, sum(((bounds[1] or 0) * count for bounds, count in counts.items()), Fraction(0)) / total
    return None


def bin_bounds() -> dict[str, Bounds]:
    """Breakdown id → bounds, of the class-size bins."""
    return {item.id: (item.lower, item.upper) for item in load_catalogue().breakdowns.values() if item.lower is not None}


def fill_from_bins(cube: Cube) -> None:
    """Classes, large and very large classes and classes within the limit, from the bins of 班级总数 in a cube."""
    columns = {limits: ("classes", name) for name, limits in bin_bounds().items() if cube.has("classes", name)}
    for limits, name in (((LARGE_FROM, None), "large_classes"), ((VERY_LARGE_FROM, None), "very_large_classes")):
        if limits not in columns and cube.has(name):
            columns[limits] = (name, "")
    for indicator, low in (("classes", 0), ("large_classes", LARGE_FROM), ("very_large_classes", VERY_LARGE_FROM)):
        for tiling in tilings(columns, low, None):
            cube.fill(indicator, *summed(cube.get(*columns[part]) for part in tiling))
    for level, limit in LIMITS.items():
        if level.value not in cube.levels:
            continue
        at = cube.level(level)
        for tiling in tilings(columns, 0, limit):
            values, doubt = summed(cube.get(*columns[part]) for part in tiling)
            only = np.full(values.shape, np.nan)
            only[:, at] = values[:, at]
            cube.fill("classes_within_limit", only, doubt)
