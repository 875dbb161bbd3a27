"""Everything the product knows about indicators and targets, from `data/catalogue`, read once.

`built_in_catalogue()` is cached; a bureau's own indicators and targets are added with `with_own`, which gives a new catalogue.
`load_catalogue()` answers the catalogue of the context: the built-in one, or the city's within `using_catalogue` (as the
language is a matter of the context), so that reading, checks and labels know a bureau's own indicators without being told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from indicators.aliases import AliasIndex, build_index
from indicators.bilingual import in_language
from indicators.catalogue_build import build_dimension, build_document, build_family, build_indicator, build_target
from indicators.catalogue_checks import check_indicators, check_targets
from indicators.catalogue_files import FAMILY_FILES, FOLDER, CatalogueError, CatalogueFile, check_mapping, read_file
from indicators.definitions import AliasHit, Breakdown, Dimension, Family, Indicator
from indicators.target_definitions import Target, TargetDocument
from indicators.vocabulary import EducationLevel

__all__ = ["Catalogue", "CatalogueError", "built_in_catalogue", "load_catalogue", "use_catalogue", "using_catalogue"]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Indicators, families, dimensions, targets by id, and the index of spellings. Equal only to itself: a key for caches."""

    families: dict[str, Family]
    indicators: dict[str, Indicator]
    dimensions: dict[str, Dimension]
    documents: dict[str, TargetDocument]
    targets: tuple[Target, ...]
    level_names: dict[EducationLevel, tuple[str, str]]
    level_words: dict[EducationLevel, tuple[str, ...]]
    outside: tuple[str, ...]
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())

    @cached_property
    def index(self) -> AliasIndex:
        """All spellings, folded."""
        families, indicators, dimensions = self.families.values(), self.indicators.values(), self.dimensions.values()
        return build_index(families, indicators, dimensions, self.level_words, self.outside, self.ambiguous)

    @cached_property
    def breakdowns(self) -> dict[str, Breakdown]:
        """All breakdowns of all dimensions by id."""
        return {item.id: item for dimension in self.dimensions.values() for item in dimension.breakdowns}

    def by_alias(self, text: str, *, family: str | None = None, unit: str | None = None) -> list[AliasHit]:
        """All meanings of a heading; several indicators = ambiguous, to be decided by what stands beside it or by a person."""
        return self.index.find(text, family, unit)

    def families_in(self, text: str) -> list[str]:
        """Families that a title, sheet name or file name speaks of, best first."""
        return self.index.families_in(text)

    def canonical(self, indicator: str, level: EducationLevel, breakdown: str = "") -> tuple[str, EducationLevel, str]:
        """The one key of a quantity: 幼儿园数 split by 公办 is 公办园数, 在校生数 of 学前 is 在园幼儿数.

        Raises KeyError for an unknown indicator.
        """
        for _step in range(len(self.indicators)):
            known = self.indicators[indicator]
            by_level, by_part = dict(known.level_equivalents), dict(known.equivalents)
            if level in by_level:
                indicator = by_level[level]
            elif breakdown in by_part:
                indicator, breakdown = by_part[breakdown], ""
            else:
                break
        known = self.indicators[indicator]
        if level not in known.education_levels and len(known.education_levels) == 1:
            level = known.default_level
        return indicator, level, breakdown

    def combine(self, breakdowns: Iterable[str]) -> str | None:
        """One breakdown for the words of a heading path, outermost first: 普惠性 + 民办 = 普惠性民办; else None."""
        words = [word for word in breakdowns if word]
        if not words:
            return ""
        known = [self.breakdowns[word] for word in words]
        if len({item.dimension for item in known}) > 1:
            return None
        for item in self.dimensions[known[0].dimension].breakdowns:
            if frozenset(words) in item.all_of:
                return item.id
        return words[-1]

    def indicators_of(self, family: str) -> list[Indicator]:
        """The indicators of a family in the order of its file."""
        return [indicator for indicator in self.indicators.values() if indicator.family == family]

    def level_label(self, level: EducationLevel) -> str:
        """学段 in the current language."""
        return in_language(*self.level_names[EducationLevel(level)])

    def with_own(self, indicators: Iterable[Mapping[str, Any]] = (), documents: Iterable[Mapping[str, Any]] = ()) -> Catalogue:
        """A new catalogue with a bureau's own indicators (`family` beside the fields of the schema) and target documents.

        A known id replaces that indicator or document. Raises CatalogueError for one that does not fit.
        """
        merged, own_documents, targets = dict(self.indicators), dict(self.documents), list(self.targets)
        for content in indicators:
            fields = {key: value for key, value in content.items() if key != "family"}
            check_mapping(fields, "family#indicator")
            merged[fields["id"]] = build_indicator(fields, content.get("family", "general"), {}, own=True)
        for content in documents:
            check_mapping(content, "targets")
            document = build_document(content["document"])
            own_documents[document.id] = document
            targets = [target for target in targets if target.document != document.id]
            targets += [build_target(entry, document) for entry in content["targets"]]
        check_indicators(merged, self.families, self.dimensions, None)
        check_targets(targets, merged, None)
        return replace(self, indicators=merged, documents=own_documents, targets=tuple(targets))


_in_use: ContextVar[Catalogue | None] = ContextVar("catalogue", default=None)


@cache
def built_in_catalogue() -> Catalogue:
    """The built-in catalogue, read and checked once. Raises CatalogueError with file and line for a broken file."""
    return read_catalogue()


def load_catalogue() -> Catalogue:
    """The catalogue of this context: a city's within `using_catalogue`, else the built-in one. Raises CatalogueError."""
    return _in_use.get() or built_in_catalogue()


def use_catalogue(catalogue: Catalogue | None) -> None:
    """Set the catalogue of this context; None = the built-in one."""
    _in_use.set(catalogue)


@contextmanager
def using_catalogue(catalogue: Catalogue) -> Iterator[None]:
    """The same for a block."""
    before = _in_use.get()
    use_catalogue(catalogue)
    try:
        yield
    finally:
        use_catalogue(before)


def read_catalogue() -> Catalogue:
    """Read all files of `data/catalogue`. Raises CatalogueError."""
    splits = read_file(FOLDER / "breakdowns.yaml", "breakdowns").content["dimensions"]
    dimensions = {entry["id"]: build_dimension(entry) for entry in splits}
    levels = read_file(FOLDER / "education_levels.yaml", "education_levels").content
    ambiguous = read_file(FOLDER / "ambiguous.yaml", "ambiguous")
    families: dict[str, Family] = {}
    indicators: dict[str, Indicator] = {}
    files: dict[str, tuple[CatalogueFile, list[str | int]]] = {}
    for name in FAMILY_FILES:
        file = read_file(FOLDER / f"{name}.yaml", "family")
        family = build_family(file.content["family"])
        families[family.id] = family
        for number, entry in enumerate(file.content["indicators"]):
            if entry["id"] in indicators:
                raise file.fault(["indicators", number, "id"], f"{entry['id']} ×2")
            indicators[entry["id"]] = build_indicator(entry, family.id, file.content.get("defaults", {}))
            files[entry["id"]] = (file, ["indicators", number])
    check_indicators(indicators, families, dimensions, files)
    documents: dict[str, TargetDocument] = {}
    targets: list[Target] = []
    for path in sorted((FOLDER / "targets").glob("*.yaml")):
        file = read_file(path, "targets")
        document = build_document(file.content["document"])
        documents[document.id] = document
        read = [build_target(entry, document) for entry in file.content["targets"]]
        check_targets(read, indicators, file)
        targets += read
    for number, entry in enumerate(ambiguous.content["ambiguous"]):
        for name in entry["indicators"]:
            if name not in indicators:
                raise ambiguous.fault(["ambiguous", number, "indicators"], name)
    return Catalogue(
        families=families,
        indicators=indicators,
        dimensions=dimensions,
        documents=documents,
        targets=tuple(targets),
        level_names={EducationLevel(entry["id"]): (entry["name"], entry["name_en"]) for entry in levels["levels"]},
        level_words={EducationLevel(entry["id"]): tuple(entry["aliases"]) for entry in levels["levels"]},
        outside=tuple(levels["outside"]),
        ambiguous=tuple((entry["alias"], tuple(entry["indicators"])) for entry in ambiguous.content["ambiguous"]),
    )
