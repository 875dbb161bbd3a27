"""Turns checked YAML mappings into the catalogue's records; what a file leaves out follows from the indicator's kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.definitions import (
    Alias,
    Breakdown,
    Dimension,
    Family,
    Indicator,
    IndicatorKind,
)
from indicators.target_definitions import Statement, Target, TargetDirection, TargetDocument, TargetScope
from indicators.vocabulary import AdminLevel, EducationLevel, Polarity

# decimals, factor, valid minimum, valid maximum, step
KIND_DEFAULTS: dict[IndicatorKind, tuple[int, float, float | None, float | None, float]] = {
    IndicatorKind.COUNT: (0, 1, 0, None, 1),
    IndicatorKind.AMOUNT_TOTAL: (0, 1, 0, None, 1),
    IndicatorKind.SHARE: (1, 100, 0, 100, 5),
    IndicatorKind.GROSS_RATE: (1, 100, 0, None, 1),
    IndicatorKind.RATIO: (1, 1, 0, None, 1),
    IndicatorKind.PER_HUNDRED: (2, 100, 0, None, 1),
    IndicatorKind.PER_HEAD: (2, 1, 0, None, 1),
    IndicatorKind.AMOUNT: (0, 1, 0, None, 1),
    IndicatorKind.SPREAD: (3, 1, 0, None, 0.05),
}
UNITS_EN = {"%": "%", "个": "", "所": "", "人": "", "间": "", "元": "yuan", "m²": "m²", "": ""}


def build_family(content: Mapping[str, Any]) -> Family:
    """`family:` of a file."""
    return Family(content["id"], content["name"], content["name_en"], tuple(content["keywords"]))


def build_indicator(content: Mapping[str, Any], family: str, defaults: Mapping[str, Any], own: bool = False) -> Indicator:
    """One entry of `indicators:`; `defaults` are the file's."""
    merged = {**defaults, **content}
    kind = IndicatorKind(merged["kind"])
    decimals, factor, low, high, step = KIND_DEFAULTS[kind]
    levels = tuple(EducationLevel(level) for level in merged.get("education_levels", ["all"]))
    return Indicator(
        id=merged["id"],
        name=merged["name"],
        name_en=merged["name_en"],
        short_name=merged["short_name"],
        short_name_en=merged["short_name_en"],
        family=family,
        kind=kind,
        unit=merged["unit"],
        unit_en=merged.get("unit_en", UNITS_EN.get(merged["unit"], merged["unit"])),
        decimals=merged.get("decimals", decimals),
        polarity=Polarity(merged["polarity"]),
        definition=merged["definition"],
        definition_en=merged["definition_en"],
        source=merged.get("source", ""),
        verified=merged.get("verified", False),
        education_levels=levels,
        default_level=EducationLevel(merged.get("default_level", levels[0])),
        step=merged.get("step", step),
        numerator=merged.get("numerator"),
        denominator=merged.get("denominator"),
        denominator_level=EducationLevel(merged["denominator_level"]) if "denominator_level" in merged else None,
        factor=merged.get("factor", factor),
        sum_of=tuple(merged.get("sum_of", [])),
        valid_min=merged.get("valid_min", low),
        valid_max=merged.get("valid_max", high),
        aliases=tuple(build_alias(entry) for entry in merged["aliases"])
        + tuple(build_alias(entry, confirm=True) for entry in merged.get("confirm_aliases", [])),
        breakdowns=tuple(merged.get("breakdowns", [])),
        equivalents=tuple(merged.get("equivalents", {}).items()),
        level_equivalents=tuple((EducationLevel(level), other) for level, other in merged.get("level_equivalents", {}).items()),
        sensitive=merged.get("sensitive", False),
        people_unit=merged.get("people_unit"),
        people_by=merged.get("people_by", "numerator"),
        own=own,
    )


def build_alias(entry: str | Mapping[str, str], confirm: bool = False) -> Alias:
    """A spelling, plain or with the level that it names."""
    if isinstance(entry, str):
        return Alias(entry, None, confirm)
    return Alias(entry["alias"], EducationLevel(entry["level"]), confirm)


def build_dimension(content: Mapping[str, Any]) -> Dimension:
    """One entry of `dimensions:`."""
    return Dimension(
        content["id"],
        content["name"],
        content["name_en"],
        tuple(content["aliases"]),
        content["parts"],
        tuple(
            Breakdown(
                id=entry["id"],
                name=entry["name"],
                name_en=entry["name_en"],
                dimension=content["id"],
                part=entry.get("part", False),
                aliases=tuple(entry["aliases"]),
                lower=entry.get("lower"),
                upper=entry.get("upper"),
                all_of=tuple(frozenset(words) for words in entry.get("all_of", [])),
            )
            for entry in content["breakdowns"]
        ),
        content.get("default_indicator", ""),
    )


def build_document(content: Mapping[str, Any]) -> TargetDocument:
    """`document:` of a targets file."""
    return TargetDocument(
        id=content["id"],
        name=content["name"],
        name_en=content["name_en"],
        short_name=content["short_name"],
        short_name_en=content["short_name_en"],
        number=content["number"],
        admin_level=AdminLevel(content["admin_level"]),
        source=content["source"],
        issued=content.get("issued"),
        city_code=content.get("city_code", ""),
        place_code=content.get("place_code", ""),
        check_list=content.get("check_list", False),
        in_force=content.get("in_force", True),
        statements=tuple(
            Statement(entry["text"], entry["text_en"], entry.get("check_list", "")) for entry in content.get("statements", [])
        ),
    )


def build_target(content: Mapping[str, Any], document: TargetDocument) -> Target:
    """One entry of `targets:`; its id is made of document, indicator, level and year, so it survives reordering."""
    year = content.get("year")
    parts = [document.id, content["indicator"], content["education_level"], *([str(year)] if year else [])]
    return Target(
        id=".".join(parts),
        indicator=content["indicator"],
        education_level=EducationLevel(content["education_level"]),
        direction=TargetDirection(content["direction"]),
        value=content.get("value"),
        value_full=content.get("value_full"),
        year=year,
        admin_level=document.admin_level,
        document=document.id,
        document_number=document.number,
        stage=content.get("stage", ""),
        scope=TargetScope(content["scope"]),
        city_code=document.city_code,
        place_code=document.place_code,
        in_force=document.in_force,
        verified=content["verified"],
        source=content.get("source", document.source),
    )
