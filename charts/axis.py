"""Round numbers along an axis, and pixels for values."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Axis:
    """A linear axis from `low` to `high` lying between the pixels `start` and `end` (end < start turns it round)."""

    low: float
    high: float
    start: float
    end: float

    def pixel(self, value: float) -> float:
        """Where `value` lies."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def nice_step(span: float, count: int) -> Decimal:
    """The step of 1, 2 or 5 times a power of ten which cuts `span` into at most `count` parts. Raises ValueError below 0."""
    if not span > 0:
        raise ValueError(f"a span is positive, not {span}")
    power = Decimal(10) ** math.floor(math.log10(span / count))
    return next(power * part for part in (1, 2, 5, 10) if span / float(power * part) <= count * 1.0001)


def ticks(values: Iterable[float], *, count: int = 5, least: float | None = None, most: float | None = None) -> list[float]:
    """Round numbers from below the smallest to above the largest of `values`, not passing `least` and `most`.

    Missing values are passed over; without any the axis runs from 0 to 1.
    """
    numbers = [value for value in values if not math.isnan(value)]
    if not numbers:
        return [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    if high - low < 1e-9:
        low, high = low - 1, high + 1
    step = nice_step(high - low, count)
    first, last = math.floor(Decimal(repr(low)) / step), math.ceil(Decimal(repr(high)) / step)
    found = [float(step * number) for number in range(first, last + 1)]
    kept = [tick for tick in found if (least is None or tick >= least) and (most is None or tick <= most)]
    return kept if len(kept) > 1 else found


def from_zero(values: Iterable[float], *, least: float | None = None, most: float | None = None) -> bool:
    """Whether the axis for these values starts at 0: a picture's footer says so where it does not."""
    return ticks(values, least=least, most=most)[0] == 0


def tick_text(value: float, all_ticks: list[float]) -> str:
    """A tick's number with as many decimals as its axis needs; U+2212 for minus, commas from 10,000."""
    exponent = min(int(Decimal(repr(tick)).normalize().as_tuple().exponent) for tick in all_ticks)
    text = f"{value:,.{max(0, -exponent)}f}" if abs(value) >= 10000 else f"{value:.{max(0, -exponent)}f}"
    return text.replace("-", "−")
