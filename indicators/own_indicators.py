"""A bureau's own indicators: what a person may define, what is wrong with it in one sentence, and how it enters the catalogue.

Its id in the catalogue and in the store is `own_<name of its record>` ("own_indicator_1"): figures keep it whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.catalogue import Catalogue
from indicators.catalogue_files import CatalogueError
from indicators.definitions import AliasKind, IndicatorKind
from indicators.vocabulary import EducationLevel, Polarity
from language import _

NAME_LENGTH, UNIT_LENGTH, TEXT_LENGTH, MOST_ALIASES = 40, 8, 400, 20
# What a person chooses from, and the kind it is for the arithmetic
KINDS = (IndicatorKind.COUNT, IndicatorKind.SHARE, IndicatorKind.GROSS_RATE, IndicatorKind.RATIO)
_SPLIT = re.compile(r"[、,，;；\n]+")


class BadIndicatorError(Exception):
    """What a person wrote is no indicator; the text is one sentence for that person, and nothing was changed."""


@dataclass(frozen=True)
class OwnIndicator:
    """An indicator that a bureau defines itself. `aliases`: other headings that mean it, as staff write them.

    `numerator` and `denominator` are ids of counts, "" for none; `decimals` as displayed.
    """

    name: str
    family: str
    kind: IndicatorKind
    unit: str
    polarity: Polarity
    education_levels: tuple[EducationLevel, ...]
    numerator: str
    denominator: str
    decimals: int
    sensitive: bool
    definition: str
    aliases: tuple[str, ...]

    def content(self) -> dict[str, Any]:
        """As it is stored."""
        found = {"name": self.name, "family": self.family, "kind": str(self.kind), "unit": self.unit}
        more: dict[str, Any] = {
            "polarity": str(self.polarity),
            "education_levels": [str(level) for level in self.education_levels],
            "numerator": self.numerator,
            "denominator": self.denominator,
            "decimals": self.decimals,
            "sensitive": self.sensitive,
            "definition": self.definition,
            "aliases": list(self.aliases),
        }
        return found | more


def own_indicator(content: Mapping[str, Any]) -> OwnIndicator:
    """What is stored, back as an indicator. Raises KeyError or ValueError for anything else."""
    return OwnIndicator(
        name=content["name"],
        family=content["family"],
        kind=IndicatorKind(content["kind"]),
        unit=content["unit"],
        polarity=Polarity(content["polarity"]),
        education_levels=tuple(EducationLevel(level) for level in content["education_levels"]),
        numerator=content["numerator"],
        denominator=content["denominator"],
        decimals=int(content["decimals"]),
        sensitive=bool(content["sensitive"]),
        definition=content["definition"],
        aliases=tuple(content["aliases"]),
    )


def indicator_id(record: str) -> str:
    """The id in the catalogue of a stored record ("indicator_1" → "own_indicator_1")."""
    return f"own_{record}"


def split_aliases(text: str, name: str) -> tuple[str, ...]:
    """Spellings from one field, divided by 、 or commas; the name itself need not be said."""
    found = dict.fromkeys(part.strip() for part in _SPLIT.split(text) if part.strip())
    return tuple(alias for alias in found if alias != name.strip())


def check_own_indicator(own: OwnIndicator, record: str, catalogue: Catalogue) -> None:
    """Whether it makes sense and can be told from all others; `catalogue` is without it. Raises BadIndicatorError."""
    if not own.name:
        raise BadIndicatorError(_("请填写指标名称"))
    if len(own.name) > NAME_LENGTH or any(len(alias) > NAME_LENGTH for alias in own.aliases):
        raise BadIndicatorError(_("名称和别名各不超过 {n} 个字").format(n=NAME_LENGTH))
    if len(own.unit) > UNIT_LENGTH or len(own.definition) > TEXT_LENGTH or len(own.aliases) > MOST_ALIASES:
        raise BadIndicatorError(
            _("单位不超过 {unit} 个字，定义不超过 {text} 个字，别名不超过 {n} 个").format(
                unit=UNIT_LENGTH, text=TEXT_LENGTH, n=MOST_ALIASES
            )
        )
    if not own.education_levels:
        raise BadIndicatorError(_("请至少选一个学段"))
    if own.kind in (IndicatorKind.SHARE, IndicatorKind.GROSS_RATE) and own.unit != "%":
        raise BadIndicatorError(_("比率的单位是 %"))
    if own.kind is IndicatorKind.COUNT and not own.unit:
        raise BadIndicatorError(_("请填写单位，如 所、人、个"))
    if own.kind is IndicatorKind.COUNT and own.unit == "%":
        raise BadIndicatorError(_("单位是 % 的是比率，不是可以相加的数量"))
    if own.kind is IndicatorKind.COUNT and (own.numerator or own.denominator):
        raise BadIndicatorError(_("数量不由分子、分母算出；要算的请选比率或比值"))
    if bool(own.numerator) != bool(own.denominator) or (own.numerator and own.numerator == own.denominator):
        raise BadIndicatorError(_("分子和分母要么都选，要么都不选，而且不能是同一项"))
    if not own.definition:
        raise BadIndicatorError(_("请写一句定义：它数的是什么、怎么算"))
    for text in (own.name, *own.aliases):
        taken = [hit for hit in catalogue.by_alias(text) if not hit.composed]
        if taken:
            known = catalogue.indicators[taken[0].indicator].label if taken[0].kind is AliasKind.INDICATOR else taken[0].alias
            raise BadIndicatorError(_("“{text}”已经是“{known}”的写法，换一个名称才分得清").format(text=text, known=known))
    try:
        catalogue.with_own([_mapping(record, own, catalogue)])
    except CatalogueError as error:
        raise BadIndicatorError(str(error).rstrip("。")) from None


def with_own_indicators(
    catalogue: Catalogue, entries: Sequence[tuple[str, Mapping[str, Any]]]
) -> tuple[Catalogue, tuple[str, ...]]:
    """The catalogue with a workspace's own indicators (record and stored content), and the records that no longer fit.

    Later ones may count what earlier ones count; one that does not fit any more is left out: it must not close every page.
    """
    left_out: list[str] = []
    for record, content in entries:
        try:
            catalogue = catalogue.with_own([_mapping(record, own_indicator(content), catalogue)])
        except (CatalogueError, KeyError, ValueError):
            left_out.append(record)
    return catalogue, tuple(left_out)


def own_counts(catalogue: Catalogue) -> Iterable[str]:
    """Ids of what may be numerator or denominator: counts that add up."""
    return (indicator.id for indicator in catalogue.indicators.values() if indicator.additive)


def _mapping(record: str, own: OwnIndicator, catalogue: Catalogue) -> dict[str, Any]:
    """An entry of the schema's shape. A rate of protected counts is protected: beside one of them it gives the other away."""
    counts = [catalogue.indicators[name] for name in (own.numerator, own.denominator) if name in catalogue.indicators]
    levels = [str(level) for level in own.education_levels]
    found: dict[str, Any] = {
        "id": indicator_id(record),
        "family": own.family,
        "name": own.name,
        "name_en": own.name,
        "short_name": own.name,
        "short_name_en": own.name,
        "kind": str(own.kind),
        "unit": own.unit,
        "polarity": str(own.polarity),
        "decimals": own.decimals,
        "education_levels": levels,
        "default_level": levels[0],
        "sensitive": own.sensitive or any(count.sensitive for count in counts),
        "definition": own.definition,
        "definition_en": own.definition,
        "aliases": [own.name, *own.aliases],
        "source": "自设指标",
    }
    if own.numerator and own.denominator:
        found |= {"numerator": own.numerator, "denominator": own.denominator}
    return found
