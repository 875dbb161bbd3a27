"""Do districts draw together? The spread of two periods over the same districts, and what may be said about it.

Only districts that have a value in both periods are compared; with fewer than three nothing is said. The range is that of the
displayed values, whose difference anybody can check; 区县间差异系数 comes from the exact ones, as rounding is for display only.
They may disagree: then the verdict is MIXED, never the one that sounds better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.equity import Measure, district_variation, spread_range
from indicators.rounding import round_half_up

LEAST_DISTRICTS = 3
# 差异系数 is published with three decimals (0.515) and compared so
VARIATION_DECIMALS = 3


class Direction(StrEnum):
    """Which way the spread between districts went."""

    NARROWING = "narrowing"
    WIDENING = "widening"
    UNCHANGED = "unchanged"
    MIXED = "mixed"


@dataclass(frozen=True)
class Convergence:
    """The spread of `codes`, the districts of both periods, then and now; ranges in the indicator's unit.

    `reversed_without`: districts any one of which decides: without it the range went the other way, or did not change.
    """

    codes: tuple[str, ...]
    range_then: float
    range_now: float
    variation_then: Measure
    variation_now: Measure
    direction: Direction
    reversed_without: tuple[str, ...] = ()

    @property
    def range_change(self) -> float:
        """Positive = farther apart."""
        return self.range_now - self.range_then


def compare(then: Mapping[str, float], now: Mapping[str, float], decimals: int) -> Convergence | None:
    """The verdict on two periods, values by district code (NaN = none); None with fewer than three districts in both."""
    codes = tuple(sorted(code for code in now if code in then and then[code] == then[code] and now[code] == now[code]))
    if len(codes) < LEAST_DISTRICTS:
        return None
    before = {code: round_half_up(then[code], decimals) for code in codes}
    after = {code: round_half_up(now[code], decimals) for code in codes}
    variation = [district_variation([values[code] for code in codes]) for values in (then, now)]
    moved = _range_move(before, after, decimals)
    judged = codes if moved and len(codes) > LEAST_DISTRICTS else ()
    deciding = [code for code in judged if _range_move(_without(before, code), _without(after, code), decimals) != moved]
    return Convergence(
        codes=codes,
        range_then=_range(before, decimals),
        range_now=_range(after, decimals),
        variation_then=variation[0],
        variation_now=variation[1],
        direction=_direction(moved, _variation_move(*variation)),
        reversed_without=tuple(deciding),
    )


def base_of(found: Sequence[tuple[int, Convergence]]) -> tuple[int, Convergence]:
    """Which earlier year to compare with, of (start year, verdict): the earliest of those with most districts."""
    return min(found, key=lambda pair: (-len(pair[1].codes), pair[0]))


def _direction(by_range: int, by_variation: int) -> Direction:
    if by_range * by_variation < 0:
        return Direction.MIXED
    total = by_range + by_variation
    return Direction.WIDENING if total > 0 else Direction.NARROWING if total < 0 else Direction.UNCHANGED


def _range(values: Mapping[str, float], decimals: int) -> float:
    found = spread_range(list(values.values())).value
    assert found is not None
    return round_half_up(found, decimals)


def _range_move(then: Mapping[str, float], now: Mapping[str, float], decimals: int) -> int:
    return _sign(_range(now, decimals) - _range(then, decimals), decimals)


def _variation_move(then: Measure, now: Measure) -> int:
    """0 where one of them is not computed: the range alone decides."""
    if then.value is None or now.value is None:
        return 0
    rounded = [round_half_up(value, VARIATION_DECIMALS) for value in (then.value, now.value)]
    return _sign(rounded[1] - rounded[0], VARIATION_DECIMALS)


def _sign(change: float, decimals: int) -> int:
    rounded = round_half_up(change, decimals)
    return (rounded > 0) - (rounded < 0)


def _without(values: Mapping[str, float], code: str) -> dict[str, float]:
    return {other: value for other, value in values.items() if other != code}
