"""Parts of a whole (安置方式, 班额 bins, 公办/民办): their shares, and whether they add up to the whole that was reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.catalogue import Catalogue
from indicators.class_sizes import Bounds, bin_bounds, count_between, tilings
from indicators.rounding import fraction_of, shown_short
from language import _


@dataclass(frozen=True)
class Part:
    """One part: its count (None = not reported) and its share of the parts' sum (None unless all are there)."""

    id: str
    label: str
    count: float | None
    share: Fraction | None


@dataclass(frozen=True)
class Composition:
    """Parts in their order. `whole` is the reported total, None where there is none; `difference` = parts − whole."""

    indicator: str
    parts: tuple[Part, ...]
    total: Fraction
    whole: float | None

    @property
    def complete(self) -> bool:
        """True where every part has a count, so that shares mean something."""
        return all(part.count is not None for part in self.parts)

    @property
    def difference(self) -> Fraction | None:
        """Parts minus reported whole; None without a whole or while a part is missing."""
        return self.total - fraction_of(self.whole) if self.whole is not None and self.complete else None

    @property
    def adds_up(self) -> bool | None:
        """True where the parts make the whole, None where that cannot be said."""
        return None if self.difference is None else self.difference == 0

    @property
    def note(self) -> str:
        """What has to be said beside the picture; "" where all is well."""
        if not self.complete:
            names = _("、").join(part.label for part in self.parts if part.count is None)
            return _("缺少 {names}，不计算占比").format(names=names)
        if self.whole is not None and self.adds_up is False:
            return _("各部分之和 {total} 与总数 {whole} 不符").format(
                total=shown_short(float(self.total)), whole=shown_short(self.whole)
            )
        return ""


def breakdown_parts(
    catalogue: Catalogue, indicator: str, dimension: str, values: Mapping[str, float], whole: float | None
) -> Composition:
    """Any indicator split by a dimension, from counts by breakdown id. Class-size bins: the finest ones that cover everything."""
    known = catalogue.dimensions[dimension]
    if dimension == "class_size":
        return _compose(indicator, _finest_bins(catalogue, values), values, whole)
    return _compose(indicator, [(item.id, item.label) for item in known.breakdowns if item.part], values, whole)


# The bands that everybody speaks of: within the limit of 小学, above it, 大班额, 超大班额
CLASS_SIZE_BANDS: tuple[Bounds, ...] = ((0, 45), (46, 55), (56, 65), (66, None))


def class_size_parts(catalogue: Catalogue, indicator: str, values: Mapping[str, float], whole: float | None) -> Composition:
    """Classes in the four bands that everybody speaks of, where the bins make them; else as fine as they were reported."""
    known = {limits: values[name] for name, limits in bin_bounds().items() if _known(values, name) is not None}
    counts = [count_between(known, low, high) for low, high in CLASS_SIZE_BANDS]
    if any(count is None for count in counts):
        return breakdown_parts(catalogue, indicator, "class_size", values, whole)
    labels = (_("45 人及以下"), _("46–55 人"), _("大班额 56–65 人"), _("超大班额 66 人及以上"))
    bands = [(f"size_{low}", label, count) for (low, _high), label, count in zip(CLASS_SIZE_BANDS, labels, counts, strict=True)]
    return compose(indicator, bands, whole)


def compose(indicator: str, parts: Sequence[tuple[str, str, float | None]], whole: float | None) -> Composition:
    """Parts given as (id, label, count) with None for a count that is not there."""
    values = {part: count for part, _label, count in parts if count is not None}
    return _compose(indicator, [(part, label) for part, label, _count in parts], values, whole)


def _finest_bins(catalogue: Catalogue, values: Mapping[str, float]) -> list[tuple[str, str]]:
    bounds: dict[Bounds, str] = {limits: name for name, limits in bin_bounds().items() if _known(values, name) is not None}
    best = max(tilings(bounds, 0, None), key=len, default=())
    return [(bounds[limits], catalogue.breakdowns[bounds[limits]].label) for limits in best]


def _compose(indicator: str, parts: list[tuple[str, str]], values: Mapping[str, float], whole: float | None) -> Composition:
    counts = [_known(values, part) for part, _label in parts]
    total = sum((fraction_of(count) for count in counts if count is not None), Fraction(0))
    full = all(count is not None for count in counts) and total > 0
    found = tuple(
        Part(part, label, count, fraction_of(count) / total if full and count is not None else None)
        for (part, label), count in zip(parts, counts, strict=True)
    )
    return Composition(indicator, found, total, whole if whole is not None and whole == whole else None)


def _known(values: Mapping[str, float], name: str) -> float | None:
    value = values.get(name)
    return None if value is None or value != value else value
