"""One place's figures over the years in the territory it has in the period looked at: what may be compared, and what is left out.

The one place where this is settled: pace, trends, findings, spread and profiles all take their earlier years from here.
Years since the last change of area stand as they are. Earlier ones are made comparable by adding up the old units where
they make up the place exactly and all have their counts (闸北区 + 静安区); elsewhere they are not compared, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import geo
from geo.territory import changes_between, parts_then, territory_since
from indicators.definitions import Indicator
from language import _


class Counted(NamedTuple):
    """A figure with the counts behind it; NaN = none."""

    value: float
    numerator: float
    denominator: float


# One place's figures by start year, by its code: the numbers, and the same with their counts, which few places are asked for
Numbers = Callable[[str], Mapping[int, float]]
Records = Callable[[str], Mapping[int, Counted]]


@dataclass(frozen=True)
class Comparable:
    """`values`: exact, by start year, oldest first. `joined`: by year, the units (codes) whose figures were added up.

    `left_out`: years with a figure of another territory, not compared. `changes`: what happened, in words.
    """

    values: Mapping[int, float]
    joined: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    left_out: tuple[int, ...] = ()
    changes: tuple[str, ...] = ()

    def touched(self, year: int) -> bool:
        """Whether the figure of that year is another territory's, or a sum of old units."""
        return year in self.joined or year in self.left_out

    @cached_property
    def part_names(self) -> str:
        """静安区 + 闸北区, as they were then."""
        parts = max(self.joined.values(), key=len, default=())
        return " + ".join(geo.shown(code, geo.place(code).name or code.partition("-")[2] or code) for code in parts)

    @property
    def note(self) -> str:
        """What has to be said beside a comparison over time; "" where nothing changed."""
        if not self.changes:
            return ""
        what = _("、").join(self.changes)
        lines = []
        if self.joined:
            years = _years(tuple(self.joined))
            lines.append(_("{what}：{years} 年按 {parts} 合计").format(what=what, years=years, parts=self.part_names))
        if self.left_out:
            lines.append(_("{what}：{years} 年的数不比").format(what=what, years=_years(self.left_out)))
        return _("；").join(lines)


def comparable(
    numbers: Numbers,
    records: Records,
    indicator: Indicator,
    city_code: str,
    code: str,
    year: int,
    reporting: Collection[str] = (),
) -> Comparable:
    """A place's figures up to `year` in the territory it has then. `reporting`: codes with a figure of their own in `year`."""
    own = {when: value for when, value in sorted(numbers(code).items()) if when <= year and value == value}
    since = _since(city_code, year).get(code, 0)
    if not since:
        return Comparable(own)
    values = {when: value for when, value in own.items() if when >= since}
    joined: dict[int, tuple[str, ...]] = {}
    before: dict[int, float] = {}
    alone = frozenset(reporting)
    units = parts_then(code, since - 1, year, alone) or (code,)
    for when in sorted({when for unit in units for when in records(unit) if when < since}):
        parts = parts_then(code, when, year, alone)
        value = _together([records(part).get(when) for part in parts], indicator) if parts else None
        if value is not None and parts:
            before[when] = value
            joined |= {when: parts} if parts != (code,) else {}
    left_out = tuple(when for when in own if when < since and when not in before)
    first = min((*joined, *left_out), default=None)
    return Comparable(
        values=before | values,
        joined=joined,
        left_out=left_out,
        changes=changes_between(code, first, year) if first is not None else (),
    )


@lru_cache(maxsize=256)
def _since(city_code: str, year: int) -> Mapping[str, int]:
    return territory_since(city_code, year)


def _together(records: list[Counted | None], indicator: Indicator) -> float | None:
    """The value of several units taken together: a sum, or Σ numerator ÷ Σ denominator; None where one of them lacks it."""
    found = [record for record in records if record is not None]
    if len(found) < len(records):
        return None
    if indicator.additive:
        total = sum(record.value for record in found)
        return total if total == total else None
    above, below = sum(record.numerator for record in found), sum(record.denominator for record in found)
    if above != above or below != below or not below:
        return None
    return indicator.factor * above / below


def _years(years: tuple[int, ...]) -> str:
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return _("、").join(str(year) for year in years)
