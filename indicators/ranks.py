"""Who stands where: ranks on displayed values with ties 1, 2, 2, 4, and which neighbours are as good as equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from indicators.definitions import Indicator
from indicators.rounding import fraction_of, round_half_up
from indicators.vocabulary import Polarity


@dataclass(frozen=True)
class Ranking:
    """`ranks` in the order given, None = no value, not ranked. `close`: nearer than one child or class to a neighbour.

    `band`: "top" and "bottom" for the best and worst quarter (only where at least four are ranked), "" between.
    """

    ranks: tuple[int | None, ...]
    close: tuple[bool, ...]
    band: tuple[str, ...]

    @cached_property
    def ranked(self) -> int:
        """How many have a rank."""
        return sum(rank is not None for rank in self.ranks)

    @property
    def total(self) -> int:
        """How many were asked."""
        return len(self.ranks)


def rank_values(values: Sequence[float | None], decimals: int, higher_is_better: bool = True) -> list[int | None]:
    """Ranks of displayed values, best first; equal values, equal ranks, and the next is skipped (1, 2, 2, 4). None, NaN: none."""
    displayed = [None if value is None or value != value else round_half_up(value, decimals) for value in values]
    sign = 1 if higher_is_better else -1
    first: dict[float, int] = {}
    for position, value in enumerate(sorted((sign * value for value in displayed if value is not None), reverse=True)):
        first.setdefault(value, position + 1)
    return [None if value is None else first[sign * value] for value in displayed]


def rank(
    indicator: Indicator,
    values: Sequence[float | None],
    numerators: Sequence[float | None] | None = None,
    denominators: Sequence[float | None] | None = None,
    higher_is_better: bool | None = None,
) -> Ranking:
    """The ranking of districts on one indicator; direction from its polarity, or the target's where one is chosen.

    With counts, neighbours whose exact rates differ by less than one child (class, school) of the smaller of the two carry
    the mark 差距不足一人; their ranks stay.
    """
    higher = indicator.polarity is not Polarity.LOWER if higher_is_better is None else higher_is_better
    ranks = rank_values(values, indicator.decimals, higher)
    units = [_one_unit(indicator, num, den) for num, den in zip(numerators or [], denominators or [], strict=True)]
    close = _close(values, ranks, units) if units else [False] * len(ranks)
    return Ranking(tuple(ranks), tuple(close), tuple(_bands(ranks)))


def _one_unit(indicator: Indicator, numerator: float | None, denominator: float | None) -> Fraction | None:
    """By how much one child (or class) moves a district's value; None without its counts."""
    if numerator is None or denominator is None or numerator != numerator or denominator != denominator or denominator <= 0:
        return None
    num, den, factor = fraction_of(numerator), fraction_of(denominator), fraction_of(indicator.factor)
    if indicator.people_by == "denominator":
        return factor * (num / den - num / (den + 1))
    return factor / den


def _close(values: Sequence[float | None], ranks: Sequence[int | None], units: Sequence[Fraction | None]) -> list[bool]:
    order = sorted((place for place, found in enumerate(ranks) if found is not None), key=lambda place: ranks[place] or 0)
    close = [False] * len(values)
    for one, other in pairwise(order):
        first, second = units[one], units[other]
        if first is None or second is None:
            continue
        apart = abs(fraction_of(values[one] or 0.0) - fraction_of(values[other] or 0.0))
        # Exactly equal ones share a rank, and that is certain
        if 0 < apart < max(first, second):
            close[one] = close[other] = True
    return close


def _bands(ranks: Sequence[int | None]) -> list[str]:
    known = sorted(found for found in ranks if found is not None)
    if len(known) < 4:
        return [""] * len(ranks)
    quarter = len(known) // 4
    # Those of equal rank stand or fall together: the bottom quarter begins at the rank of its first district. Where half of
    # all or more would be in it, it is no quarter
    lowest = known[-quarter]
    top, bottom = sum(found <= quarter for found in known) * 2, sum(found >= lowest for found in known) * 2
    bands = {found: "bottom" for found in known if found >= lowest and bottom < len(known)}
    bands |= {found: "top" for found in known if found <= quarter and top < len(known)}
    return ["" if found is None else bands.get(found, "") for found in ranks]
