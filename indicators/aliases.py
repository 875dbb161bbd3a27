"""Which indicator, breakdown or education level does a heading's text mean? All meanings, never a silent choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from indicators.definitions import AliasHit, AliasKind, Breakdown, Dimension, Family, Indicator
from indicators.folding import class_size_bounds, fold, split_bracket, split_unit
from indicators.vocabulary import EducationLevel

_PERCENT = ("%", "‰")
# What a name says about class size; 大班额 that is explained as 56-65 is a bin, not the 大班额 of the statistics
_BOUNDS: dict[str, tuple[int, int | None]] = {
    "large_classes": (56, None),
    "large_class_share": (56, None),
    "very_large_classes": (66, None),
    "very_large_class_share": (66, None),
}
WHOLE_WORDS = ("总数", "合计", "总计", "共计", "小计", "计", "总量", "全部", "总体", "合 计")


@dataclass
class AliasIndex:
    """Folded spelling → its meanings; `affixes` are the level and breakdown words that may be glued to an indicator's name."""

    meanings: dict[str, list[AliasHit]] = field(default_factory=lambda: defaultdict(list))
    affixes: dict[str, AliasHit] = field(default_factory=dict)
    bins: dict[tuple[int, int | None], str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    rates: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    families: dict[str, str] = field(default_factory=dict)
    keywords: tuple[tuple[str, str], ...] = ()
    longest: int = 0

    def add(self, text: str, hit: AliasHit) -> None:
        """Add one meaning of one spelling, once."""
        folded = fold(text)
        if folded and all(_meaning(known) != _meaning(hit) for known in self.meanings[folded]):
            self.meanings[folded].append(replace(hit, alias=text))

    def add_affix(self, text: str, hit: AliasHit) -> None:
        """Add a word that may also stand glued to an indicator's name (小学在校生数)."""
        self.add(text, hit)
        folded = fold(text)
        if folded:
            self.affixes.setdefault(folded, replace(hit, alias=text))
            self.longest = max(self.longest, len(folded))

    def find(self, text: str, family: str | None = None, unit: str | None = None) -> list[AliasHit]:
        """All meanings of a heading. `family` and `unit`, where known, narrow a heading that means several indicators."""
        plain, written_unit = split_unit(text)
        in_percent = (written_unit or unit) in _PERCENT
        bounds = class_size_bounds(text)
        if bounds is not None:
            return self._bin(text, bounds, in_percent)
        hits = self._exact(fold(text)) or self._exact(fold(plain)) or self._composed(fold(plain), 2) or self._explained(plain)
        hits = hits or self._bin_of_level(plain, in_percent)
        hits = self._narrow([replace(hit, unit=written_unit) for hit in hits], family, written_unit or unit)
        return self._as_rates(hits) if in_percent else hits

    def _bin(self, text: str, bounds: tuple[int, int | None], in_percent: bool) -> list[AliasHit]:
        """A class-size bin is a breakdown of classes; in percent it is a rate, which we know for 56 and 66 and more only."""
        if in_percent:
            rate = {limits: name for name, limits in _BOUNDS.items() if self.units.get(name) == "%"}.get(bounds)
            return [AliasHit(AliasKind.INDICATOR, text, indicator=rate, unit="%")] if rate else []
        breakdown = self.bins.get(bounds, "")
        return [AliasHit(AliasKind.BREAKDOWN, text, breakdown=breakdown, dimension="class_size")] if breakdown else []

    def _bin_of_level(self, plain: str, in_percent: bool) -> list[AliasHit]:
        """小学46—55人班数: a level's word glued to a bin names both, and the count which the bin is a part of."""
        text = plain.replace(" ", "")
        for length in range(min(self.longest, len(text) - 1), 0, -1):
            level, bounds = self.affixes.get(fold(text[:length])), class_size_bounds(text[length:])
            if level is None or level.kind is not AliasKind.EDUCATION_LEVEL or bounds is None:
                continue
            # A breakdown's hit has no room for a level; the bins are parts of one count, that of classes
            count = AliasHit(AliasKind.INDICATOR, plain, indicator="classes", education_level=level.education_level)
            return [
                replace(count, indicator=hit.indicator or count.indicator, breakdown=hit.breakdown, dimension=hit.dimension)
                for hit in self._bin(plain, bounds, in_percent)
            ]
        return []

    def _explained(self, plain: str) -> list[AliasHit]:
        """大班额班级数（56人及以上）, 普惠性幼儿园覆盖率（普惠率）: a bracket that says the same again; others may mean more."""
        outer, inner = split_bracket(plain)
        if not inner:
            return []
        meant = self._exact(fold(outer)) or self._composed(fold(outer), 2)
        bounds = class_size_bounds(inner)
        if bounds is None:
            same = {hit.indicator for hit in self._exact(fold(inner)) if hit.indicator}
            return [hit for hit in meant if hit.indicator in same]
        fitting = [hit for hit in meant if _BOUNDS.get(hit.indicator) == bounds]
        counted = any(hit.indicator in ("classes", "classes_within_limit", *_BOUNDS) for hit in meant)
        return fitting or (self._bin(plain, bounds, False) if counted else [])

    def _as_rates(self, hits: list[AliasHit]) -> list[AliasHit]:
        """A count's name over percentages is never that count: the rate it is the numerator of (随班就读), to be confirmed."""
        found: dict[tuple[str, str, str, str], AliasHit] = {}
        for hit in hits:
            if hit.kind is AliasKind.INDICATOR and self.units.get(hit.indicator) != "%":
                rates = self.rates.get(hit.indicator, [])
                hit = replace(hit, indicator=rates[0] if len(rates) == 1 else hit.indicator, confirm=True)
            found.setdefault(_meaning(hit), hit)
        return list(found.values())

    def _exact(self, folded: str) -> list[AliasHit]:
        return list(self.meanings.get(folded, ()))

    def _composed(self, folded: str, depth: int) -> list[AliasHit]:
        for length in range(min(self.longest, len(folded) - 1), 0, -1):
            for word, rest in ((folded[:length], folded[length:]), (folded[-length:], folded[:-length])):
                affix = self.affixes.get(word)
                if affix is None:
                    continue
                inner = self._exact(rest) or (self._composed(rest, depth - 1) if depth > 1 else [])
                joined = [hit for hit in (_join(affix, hit) for hit in inner) if hit is not None]
                if joined:
                    return joined
        return []

    def _narrow(self, hits: list[AliasHit], family: str | None, unit: str | None) -> list[AliasHit]:
        for known, table in ((unit, self.units), (family, self.families)):
            indicators = {hit.indicator for hit in hits if hit.kind is AliasKind.INDICATOR}
            if known is None or known == "" or len(indicators) < 2:
                continue
            wanted = {name for name in indicators if _agrees(table.get(name, ""), known, table is self.units)}
            if wanted:
                hits = [hit for hit in hits if hit.kind is not AliasKind.INDICATOR or hit.indicator in wanted]
        return hits

    def families_in(self, text: str) -> list[str]:
        """Families a title speaks of, the one with the longest matching keyword first."""
        folded = fold(text)
        found: dict[str, int] = {}
        for keyword, family in self.keywords:
            if keyword in folded:
                found[family] = max(found.get(family, 0), len(keyword))
        return sorted(found, key=lambda family: -found[family])


def build_index(
    families: Iterable[Family],
    indicators: Iterable[Indicator],
    dimensions: Iterable[Dimension],
    levels: Mapping[EducationLevel, Iterable[str]],
    outside: Iterable[str],
    ambiguous: Iterable[tuple[str, tuple[str, ...]]],
) -> AliasIndex:
    """Gather every spelling of the catalogue. A short name that is also a level's word (幼儿园) stays the level's."""
    index = AliasIndex()
    for level, words in levels.items():
        for word in words:
            index.add_affix(word, AliasHit(AliasKind.EDUCATION_LEVEL, word, education_level=level))
    level_words = set(index.meanings)
    for word in outside:
        index.add_affix(word, AliasHit(AliasKind.OUTSIDE, word))
    for word in WHOLE_WORDS:
        index.add(word, AliasHit(AliasKind.WHOLE, word))
    for dimension in dimensions:
        for word in (dimension.name, *dimension.aliases):
            index.add(word, AliasHit(AliasKind.DIMENSION, word, dimension=dimension.id))
        for breakdown in dimension.breakdowns:
            _add_breakdown(index, breakdown)
    for indicator in indicators:
        index.units[indicator.id], index.families[indicator.id] = indicator.unit, indicator.family
        if indicator.numerator and indicator.unit == "%":
            index.rates[indicator.numerator].append(indicator.id)
        hit = AliasHit(AliasKind.INDICATOR, indicator.name, indicator=indicator.id)
        asked = {fold(alias.text) for alias in indicator.aliases if alias.confirm}  # 公办园占比: of children?
        short = [] if fold(indicator.short_name) in level_words | asked else [indicator.short_name]
        for name in (indicator.name, indicator.name_en, *short):
            index.add(name, hit)
        for alias in indicator.aliases:
            index.add(alias.text, replace(hit, education_level=alias.education_level, confirm=alias.confirm))
    for text, names_meant in ambiguous:
        for name in names_meant:
            index.add(text, AliasHit(AliasKind.INDICATOR, text, indicator=name))
    index.keywords = tuple((fold(word), family.id) for family in families for word in family.keywords)
    return index


def _add_breakdown(index: AliasIndex, breakdown: Breakdown) -> None:
    if breakdown.lower is not None:
        index.bins[(breakdown.lower, breakdown.upper)] = breakdown.id
        return
    for word in (breakdown.name, *breakdown.aliases):
        index.add_affix(word, AliasHit(AliasKind.BREAKDOWN, word, breakdown=breakdown.id, dimension=breakdown.dimension))


def _meaning(hit: AliasHit) -> tuple[str, str, str, str]:
    return (hit.kind, hit.indicator, hit.breakdown, hit.dimension)


def _agrees(own: str, known: str, units: bool) -> bool:
    return (own == "%") == (known in ("%", "‰")) if units else own == known


def _join(affix: AliasHit, hit: AliasHit) -> AliasHit | None:
    """The word `affix` in front of or behind an indicator's name; None where the two do not go together."""
    if hit.kind is not AliasKind.INDICATOR:
        return None
    if affix.kind is AliasKind.OUTSIDE:
        return replace(affix, composed=True)
    if affix.kind is AliasKind.EDUCATION_LEVEL and hit.education_level is None:
        return replace(hit, education_level=affix.education_level, composed=True)
    if affix.kind is AliasKind.BREAKDOWN and not hit.breakdown:
        return replace(hit, breakdown=affix.breakdown, dimension=affix.dimension, composed=True)
    return None
