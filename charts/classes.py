"""Which colour a value takes: seven classes around a target, up to six by quantiles, equal steps or natural breaks, at edges
a person chose, or a scale without classes.

Values are classified as they are displayed (rounded first), so that legend, colour and label cannot disagree.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from charts.tokens import BELOW, DIVERGING, REACHED, SEQUENTIAL, between, ink_on

# More edges than these nobody tells apart by colour
MOST_CUTS = 7
# Edges of the seven classes in steps from the target, in the good direction; the third is the target itself
STEP_EDGES = (Decimal(-2), Decimal(-1), Decimal(0), Decimal("0.2"), Decimal(1), Decimal(2))


def exact(value: float) -> Decimal:
    """The decimal number a float shows, so that 85.1 − 85 is 0.1 and an edge is never missed by a binary remainder."""
    return Decimal(repr(float(value)))


@dataclass(frozen=True)
class Classes:
    """Class edges from worst to best in display order: `edges` between `fills`, one fewer than they are.

    With a target the edges run in the good direction (falling for "at most") and `target` is one of them; an edge belongs
    to the class on its better side. Without one the edges rise and belong to the class above.
    """

    edges: tuple[Decimal, ...]
    fills: tuple[str, ...]
    target: Decimal | None = None
    at_most: bool = False
    decimals: int = 1

    @property
    def band(self) -> tuple[float, float] | None:
        """The ends of a scale without classes; None where there are classes."""
        return None

    def index(self, value: float) -> int | None:
        """Number of the class of a displayed value, None where there is no number."""
        if math.isnan(value):
            return None
        number = exact(round(value, self.decimals))
        if self.at_most:
            return sum(number <= edge for edge in self.edges)
        return sum(number >= edge for edge in self.edges)

    def fill(self, value: float) -> str | None:
        """Colour of a displayed value, None where there is no number."""
        index = self.index(value)
        return None if index is None else self.fills[index]

    def ink(self, value: float) -> str | None:
        """Colour of a text on that fill."""
        fill = self.fill(value)
        return None if fill is None else ink_on(fill)

    def sign(self, value: float) -> str:
        """✓ reached, ▼ below the target; "" without a target or a number."""
        if self.target is None or math.isnan(value):
            return ""
        number = exact(round(value, self.decimals))
        return REACHED if (number <= self.target if self.at_most else number >= self.target) else BELOW


def target_classes(target: float, step: float, *, at_most: bool = False, decimals: int = 1) -> Classes:
    """Seven classes whose warm and cool sides meet exactly at `target`; `step` is one 档 in the indicator's unit.

    Raises ValueError when `step` is not positive.
    """
    if not step > 0:
        raise ValueError(f"a step is a positive number, not {step}")
    sign = -1 if at_most else 1
    edges = tuple(exact(target) + sign * edge * exact(step) for edge in STEP_EDGES)
    return Classes(edges, DIVERGING, exact(target), at_most, decimals)


def quantile_classes(values: Iterable[float], count: int = 5, *, decimals: int = 1) -> Classes:
    """About as many districts in each class. Equal displayed values always share a class, so there can be fewer classes."""
    numbers = displayed(values, decimals)
    places = [math.ceil(Fraction(len(numbers) * k, count)) for k in range(1, count)]
    cuts = [numbers[place] for place in places if place < len(numbers)]
    return sequential(cuts, numbers, decimals)


def equal_classes(values: Iterable[float], count: int = 5, *, decimals: int = 1) -> Classes:
    """Classes of equal width between the smallest and the largest value, edges rounded as values are displayed."""
    numbers = displayed(values, decimals)
    if not numbers:
        return sequential([], numbers, decimals)
    width = (numbers[-1] - numbers[0]) / count
    return sequential([numbers[0] + width * k for k in range(1, count)], numbers, decimals)


def natural_classes(values: Iterable[float], count: int = 5, *, decimals: int = 1) -> Classes:
    """Natural breaks (Fisher 1958, often called Jenks): least sum of squares within classes, found exactly.

    Two rows of the table at a time over the distinct values, O(k·n²): 100 districts in a few milliseconds.
    """
    numbers = displayed(values, decimals)
    distinct = sorted(set(numbers))
    count = min(count, len(distinct))
    if count < 2:
        return sequential([], numbers, decimals)
    weights = [numbers.count(value) for value in distinct]
    floats = [float(value) for value in distinct]
    size = len(distinct)
    n_sum, x_sum, xx_sum = [0.0], [0.0], [0.0]
    for weight, number in zip(weights, floats, strict=True):
        n_sum.append(n_sum[-1] + weight)
        x_sum.append(x_sum[-1] + weight * number)
        xx_sum.append(xx_sum[-1] + weight * number * number)

    def spread(first: int, end: int) -> float:
        total = x_sum[end] - x_sum[first]
        return xx_sum[end] - xx_sum[first] - total * total / (n_sum[end] - n_sum[first])

    best = [0.0] + [spread(0, end) for end in range(1, size + 1)]
    starts: list[list[int]] = []
    for k in range(2, count + 1):
        chosen = [0] * (size + 1)
        row = [math.inf] * (size + 1)
        for end in range(k, size + 1):
            row[end], chosen[end] = min((best[start] + spread(start, end), start) for start in range(k - 1, end))
        best = row
        starts.append(chosen)
    cuts, end = [], size
    for chosen in reversed(starts):
        end = chosen[end]
        cuts.append(distinct[end])
    return sequential(cuts[::-1], numbers, decimals)


def own_classes(edges: Sequence[float], *, target: float | None = None, at_most: bool = False, decimals: int = 1) -> Classes:
    """Classes at rising edges a person chose, rounded as values are displayed; at most MOST_CUTS of them.

    Where `target` is one of the edges the warm and the cool side meet there; else the classes are of one hue. Raises
    ValueError when the edges do not rise or are too many.
    """
    quantum = Decimal(1).scaleb(-decimals)
    cuts = [exact(edge).quantize(quantum) for edge in edges]
    if not 0 < len(cuts) <= MOST_CUTS or any(low >= high for low, high in pairwise(cuts)):
        raise ValueError(f"1 to {MOST_CUTS} rising edges, not {list(edges)}")
    goal = exact(target).quantize(quantum) if target is not None else None
    if goal not in cuts:
        return Classes(tuple(cuts), shades(SEQUENTIAL, len(cuts) + 1), None, False, decimals)
    cuts = cuts[::-1] if at_most else cuts
    short = cuts.index(goal) + 1
    warm, cool = shades(DIVERGING[:3], short), shades(DIVERGING[4:], len(cuts) + 1 - short)
    return Classes(tuple(cuts), warm + cool, goal, at_most, decimals)


def shades(colours: Sequence[str], count: int) -> tuple[str, ...]:
    """`count` colours evenly along a scale, both ends among them; the middle one of it for a single class."""
    if count == 1:
        return (colours[len(colours) // 2],)
    return tuple(between(colours, place / (count - 1)) for place in range(count))


def displayed(values: Iterable[float], decimals: int) -> list[Decimal]:
    """The numbers among `values`, rounded as they are displayed, sorted."""
    return sorted(exact(round(float(value), decimals)) for value in values if not math.isnan(value))


def sequential(cuts: Sequence[Decimal], numbers: Sequence[Decimal], decimals: int) -> Classes:
    """Rising classes of one hue; a cut that would leave no number below it is dropped."""
    quantum = Decimal(1).scaleb(-decimals)
    edges = sorted({cut.quantize(quantum) for cut in cuts})
    if numbers:
        edges = [edge for edge in edges if numbers[0] < edge <= numbers[-1]]
    count = len(edges) + 1
    picked = [round(k * (len(SEQUENTIAL) - 1) / max(count - 1, 1)) for k in range(count)] if count > 1 else [2]
    return Classes(tuple(edges), tuple(SEQUENTIAL[k] for k in picked), None, False, decimals)
