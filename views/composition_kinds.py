"""Which wholes have parts in a period: by the sum that makes them, by a dimension of the catalogue, and by 学段."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from charts.composition import MOST_PARTS
from indicators.catalogue import Catalogue
from indicators.vocabulary import EducationLevel
from language import _

Key = tuple[str, str, str]
BY_LEVEL = "level"
LEVELS = (EducationLevel.PRESCHOOL, EducationLevel.PRIMARY, EducationLevel.JUNIOR, EducationLevel.SENIOR)
# What a bureau looks at first
FIRST = ("placement", "class_size", "ownership", "area", BY_LEVEL)


@dataclass(frozen=True)
class Kind:
    """One whole and what splits it: `parts` are (indicator, level, breakdown) with the part's name."""

    indicator: str
    level: str
    dimension: str
    parts: tuple[tuple[Key, str], ...]

    @property
    def key(self) -> str:
        """As it stands in the URL."""
        return f"{self.indicator}/{self.level}/{self.dimension}"

    @property
    def whole(self) -> Key:
        """The whole itself."""
        return self.indicator, self.level, ""

    def all_keys(self) -> Iterator[Key]:
        """Whole and parts."""
        yield self.whole
        yield from (key for key, _label in self.parts)

    def whole_label(self, catalogue: Catalogue) -> str:
        """班级总数（小学）."""
        indicator = catalogue.indicators[self.indicator]
        if len(indicator.education_levels) < 2 or self.dimension == BY_LEVEL:
            return indicator.short_label
        level = catalogue.level_label(EducationLevel(self.level))
        return _("{indicator}（{level}）").format(indicator=indicator.short_label, level=level)

    def label(self, catalogue: Catalogue) -> str:
        """班级总数（小学），按班额."""
        by = _("学段") if self.dimension == BY_LEVEL else catalogue.dimensions[self.dimension].label
        return _("{what}，按{dimension}").format(what=self.whole_label(catalogue), dimension=by)


def kinds(here: pd.DataFrame, catalogue: Catalogue) -> list[Kind]:
    """All compositions of one period's rows (`with_derived`) of which some place has at least two parts."""
    known = here[here["value"].notna()]
    there = set(zip(known["indicator"], known["education_level"].astype(str), known["breakdown"], strict=True))
    found = list(_by_dimension(there, catalogue))
    found += list(_by_level(there, catalogue))
    order = {name: number for number, name in enumerate(FIRST)}
    place = {name: number for number, name in enumerate(catalogue.indicators)}
    return sorted(found, key=lambda kind: (order.get(kind.dimension, len(order)), place[kind.indicator]))


def _by_dimension(there: set[Key], catalogue: Catalogue) -> Iterator[Kind]:
    for name, indicator in catalogue.indicators.items():
        if not indicator.additive:
            continue
        for dimension in indicator.breakdowns:
            split = [item for item in catalogue.dimensions[dimension].breakdowns if item.part]
            for level in indicator.education_levels:
                parts = [(catalogue.canonical(name, level, item.id), item.label) for item in split]
                keys = tuple((_key(key), label) for key, label in parts)
                seen = [pair for pair in keys if pair[0] in there]
                if len(seen) < 2:
                    continue
                # Bins are as many as the sheet had; other dimensions need each of their parts
                if dimension == "class_size" or len(keys) <= MOST_PARTS:
                    yield Kind(name, str(level), dimension, tuple(seen) if dimension == "class_size" else keys)


def _by_level(there: set[Key], catalogue: Catalogue) -> Iterator[Kind]:
    for name, indicator in catalogue.indicators.items():
        levels = [level for level in LEVELS if level in indicator.education_levels and (name, str(level), "") in there]
        if indicator.additive and len(levels) > 1:
            parts = tuple(((name, str(level), ""), catalogue.level_label(level)) for level in levels)
            yield Kind(name, str(EducationLevel.ALL), BY_LEVEL, parts)


def _key(found: tuple[object, ...]) -> Key:
    indicator, level, breakdown = found
    return str(indicator), str(level), str(breakdown)
