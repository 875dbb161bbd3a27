"""What a schema cannot say about the catalogue: ids that must exist, levels that must fit, targets that must make sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators.catalogue_files import CatalogueFile, own_fault
from indicators.definitions import Dimension, Family, Indicator
from indicators.target_definitions import Target, TargetDirection
from indicators.vocabulary import Polarity
from language import _

Places = Mapping[str, tuple[CatalogueFile, list[str | int]]]


def check_indicators(
    indicators: Mapping[str, Indicator],
    families: Mapping[str, Family],
    dimensions: Mapping[str, Dimension],
    places: Places | None,
) -> None:
    """References between indicators. `places` tells file and line; None for a bureau's own. Raises CatalogueError."""
    for indicator in indicators.values():
        for field, fault in _faults(indicator, indicators, families, dimensions):
            if places is None:
                raise own_fault(f"{indicator.id}.{field}", fault)
            file, path = places[indicator.id]
            raise file.fault([*path, field], fault)


def _faults(
    indicator: Indicator, indicators: Mapping[str, Indicator], families: Mapping[str, Family], dimensions: Mapping[str, Dimension]
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for field, name in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        if name is None:
            continue
        if name not in indicators:
            found.append((field, _("没有指标 {id}").format(id=name)))
        elif not indicators[name].additive:
            found.append((field, _("{id} 不是可以相加的数量").format(id=name)))
    found += [("sum_of", _("没有指标 {id}").format(id=name)) for name in indicator.sum_of if name not in indicators]
    found += [("breakdowns", _("没有分组 {id}").format(id=name)) for name in indicator.breakdowns if name not in dimensions]
    for field, pairs in (("equivalents", indicator.equivalents), ("level_equivalents", indicator.level_equivalents)):
        found += [(field, _("没有指标 {id}").format(id=name)) for _key, name in pairs if name not in indicators]
    if indicator.default_level not in indicator.education_levels:
        found.append(("default_level", _("{level} 不在该指标的学段之内").format(level=indicator.default_level)))
    if indicator.family not in families:
        found.append(("family", _("没有领域 {id}").format(id=indicator.family)))
    if indicator.valid_min is not None and indicator.valid_max is not None and indicator.valid_min >= indicator.valid_max:
        found.append(("valid_max", _("有效范围的上限不大于下限")))
    return found


def check_targets(targets: Sequence[Target], indicators: Mapping[str, Indicator], file: CatalogueFile | None) -> None:
    """Targets against the indicators they name. Raises CatalogueError."""
    seen: set[str] = set()
    for number, target in enumerate(targets):
        fault = target_fault(target, indicators.get(target.indicator))
        if target.id in seen:
            fault = ("indicator", _("同一文件对同一指标、学段和年份写了两个目标"))
        seen.add(target.id)
        if fault is None:
            continue
        if file is None:
            raise own_fault(f"{target.id}.{fault[0]}", fault[1])
        raise file.fault(["targets", number, fault[0]], fault[1])


def target_fault(target: Target, indicator: Indicator | None) -> tuple[str, str] | None:
    """Field and fault of a target that makes no sense for its indicator; None where it does."""
    if indicator is None:
        return "indicator", _("没有指标 {id}").format(id=target.indicator)
    if target.education_level not in indicator.education_levels:
        return "education_level", _("{level} 不在该指标的学段之内").format(level=target.education_level)
    if target.direction is TargetDirection.EQUAL and target.value not in (0, 100):
        return "value", _("“等于”只用于 0 和 100；其他数值请写“至少”或“至多”")
    upward = target.direction in (TargetDirection.AT_LEAST, TargetDirection.RISE) or (
        target.direction is TargetDirection.EQUAL and target.value == 100
    )
    if indicator.polarity is not Polarity.NEITHER and upward != (indicator.polarity is Polarity.HIGHER):
        return "direction", _("目标方向与指标的好坏方向相反")
    if target.value is not None and target.value_full is not None and (target.value_full > target.value) != upward:
        return "value_full", _("区间目标的两端写反了")
    return None
