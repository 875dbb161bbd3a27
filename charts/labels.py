"""Labels beside the ends of lines: pushed apart as little as possible."""

from __future__ import annotations

from collections.abc import Sequence


def push_apart(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of labels of the given `heights` which do not overlap and lie between `low` and `high`.

    The sum of squared shifts from `wanted` is the least possible for their order (pool adjacent violators); equal wishes
    keep the order given. Where all together are higher than the room they overlap evenly instead of leaving it.
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    if not order:
        return []
    total = sum(heights)
    squeeze = min(1.0, (high - low) / total) if total else 1.0
    sizes = [heights[number] * squeeze for number in order]
    before = [sum(sizes[:place]) + sizes[place] / 2 for place in range(len(order))]
    pools: list[tuple[float, int]] = []
    for place, number in enumerate(order):
        pools.append((wanted[number] - before[place], 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (first, many), (second, more) = pools[-2:]
            pools[-2:] = [((first * many + second * more) / (many + more), many + more)]
    starts = [min(max(start, low), high - sum(sizes)) for start, many in pools for _each in range(many)]
    found = [0.0] * len(order)
    for place, number in enumerate(order):
        found[number] = starts[place] + before[place]
    return found
