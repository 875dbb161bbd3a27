"""A colour scale without classes: each displayed value its own shade, the warm and the cool side meeting at the target."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from charts.classes import Classes, displayed, exact
from charts.tokens import DIVERGING, SEQUENTIAL, between


@dataclass(frozen=True)
class Continuous(Classes):
    """Between `low` and `high` (as displayed) every value has its own shade; `edges` and `fills` are empty.

    With a target both sides reach equally far, so that equal distances look equal; a value on the target is on the cool side.
    """

    low: float = 0.0
    high: float = 1.0

    @property
    def band(self) -> tuple[float, float]:
        """Ends of the scale from its worst to its best: the higher value first where less is better."""
        return (self.high, self.low) if self.at_most else (self.low, self.high)

    def index(self, value: float) -> int | None:
        """No class."""
        return None

    def fill(self, value: float) -> str | None:
        """The shade of a displayed value, None where there is no number."""
        if math.isnan(value):
            return None
        shown = round(value, self.decimals)
        share = min(max((shown - self.low) / (self.high - self.low), 0.0), 1.0)
        if self.target is None:
            return between(SEQUENTIAL, share)
        share = 1 - share if self.at_most else share
        # Nothing short of the target may lose its warm colour, however near: the pale middle belongs to the cool side
        if self.sign(value) == "▼":
            return between(DIVERGING[:3], min(share * 2, 1.0))
        return between(DIVERGING[3:], max(share * 2 - 1, 0.0))


def continuous(
    values: Iterable[float], *, target: float | None = None, step: float = 1.0, at_most: bool = False, decimals: int = 1
) -> Continuous:
    """The scale over these values; with a target it reaches two steps or the farthest value to both sides."""
    numbers = displayed(values, decimals)
    if target is not None:
        reach = max([2 * step, *(abs(float(number) - target) for number in numbers)])
        return Continuous((), (), exact(target), at_most, decimals, target - reach, target + reach)
    low, high = (float(numbers[0]), float(numbers[-1])) if numbers else (0.0, 1.0)
    return Continuous((), (), None, False, decimals, low, high if high > low else low + 1)
