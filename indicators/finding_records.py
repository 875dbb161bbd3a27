"""What a finding is, and what is asked: one indicator of a city in one period, against a target or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.definitions import Indicator
from indicators.gaps import Gap, difference_unit, gap
from indicators.pace import Assessment, assess
from indicators.rounding import round_half_up, shown
from indicators.target_definitions import Target
from indicators.targets import at_most, bound_text
from indicators.vocabulary import Polarity
from language import _

# So many places of equal figures are named in a sentence, the others counted
MOST_NAMES = 3


class FindingKind(StrEnum):
    """What a finding is about."""

    CROSSED = "crossed"
    FELL_BACK = "fell_back"
    STANDING = "standing"
    PEOPLE = "people"
    MOVER = "mover"
    SPREAD = "spread"
    MISSING = "missing"
    OUT_OF_DATE = "out_of_date"
    BREAK = "break"
    CITY = "city"


# Order of importance on a page; of equal kinds the larger size (gap, people, change) comes first
IMPORTANCE = {
    FindingKind.FELL_BACK: 80,
    FindingKind.PEOPLE: 70,
    FindingKind.STANDING: 60,
    FindingKind.CROSSED: 50,
    FindingKind.MISSING: 40,
    FindingKind.OUT_OF_DATE: 36,
    FindingKind.BREAK: 33,
    FindingKind.SPREAD: 30,
    FindingKind.MOVER: 20,
    FindingKind.CITY: 10,
}


@dataclass(frozen=True)
class Finding:
    """One sentence in the language of the moment it was made, the arithmetic behind it, and the places it names (codes)."""

    kind: FindingKind
    text: str
    arithmetic: str
    places: tuple[str, ...] = ()
    size: float = 0.0

    @property
    def order(self) -> tuple[float, float, str]:
        """Sort key: most important first."""
        return (-IMPORTANCE[self.kind], -self.size, self.text)


@dataclass(frozen=True)
class PlaceFigures:
    """One place's values of one indicator by start year (NaN or absent = none), with its counts of the period looked at.

    `values` are of the territory it has then; `change`: what a change of area means for them ("" = nothing); `last_year`: the
    newest year in which it had any figure, None = as `values` say.
    """

    code: str
    name: str
    values: Mapping[int, float]
    numerator: float = float("nan")
    denominator: float = float("nan")
    change: str = ""
    last_year: int | None = None


@dataclass(frozen=True)
class Question:
    """What is asked: one indicator in one period (start year), against a target or none; `moment` is the period in words.

    `newest`: the newest period in which the city has any figure, in words, where this indicator has none so new; else "".
    """

    indicator: Indicator
    target: Target | None
    year: int
    moment: str
    places: tuple[PlaceFigures, ...]
    newest: str = ""

    def value(self, place: PlaceFigures, year: int | None = None) -> float | None:
        """A place's exact value in that period (this one where none is said), None where it has none."""
        value = place.values.get(self.year if year is None else year)
        return None if value is None or value != value else value

    def shown(self, place: PlaceFigures, year: int | None = None) -> float:
        """The same as displayed. Raises KeyError where there is none."""
        value = self.value(place, year)
        if value is None:
            raise KeyError(f"{place.code} has no value")
        return round_half_up(value, self.indicator.decimals)

    def reported(self, year: int | None = None) -> list[PlaceFigures]:
        """Places with a value in that period."""
        return [place for place in self.places if self.value(place, year) is not None]

    def gap(self, place: PlaceFigures, year: int | None = None) -> Gap | None:
        """A place's gap in that period; None without value or numbered target."""
        value = self.value(place, year)
        return None if value is None or self.target is None else gap(value, self.target, self.indicator)

    def state(self, place: PlaceFigures) -> Assessment | None:
        """A place's state of pace."""
        return None if self.target is None else assess(place.values, self.year, self.target, self.indicator.decimals)

    def figure(self, value: float) -> str:
        """A value with its unit, for a sentence."""
        unit = "%" if self.indicator.is_percentage else f" {self.indicator.unit_label}" if self.indicator.unit_label else ""
        return shown(value, self.indicator.decimals) + unit

    def difference(self, value: float) -> str:
        """A difference with its unit, without a sign."""
        return shown(abs(value), self.indicator.decimals) + difference_unit(self.indicator)

    @property
    def goal(self) -> str:
        """The target as it stands in a sentence: ≥ 85%."""
        return bound_text(self.target) + ("%" if self.indicator.is_percentage else "") if self.target is not None else ""

    @property
    def lower_is_better(self) -> bool:
        """Direction: the target's, else the polarity's."""
        return at_most(self.target) if self.target is not None else self.indicator.polarity is Polarity.LOWER


def names_of(places: Sequence[PlaceFigures]) -> str:
    """Places that share a figure, in the order of codes: 海陵区、高港区、姜堰区等 6 个区县. Nobody is singled out."""
    inorder = sorted(places, key=lambda place: place.code)
    text = _("、").join(place.name for place in inorder[:MOST_NAMES])
    return text + (_("等 {n} 个区县").format(n=len(inorder)) if len(inorder) > MOST_NAMES else "")
