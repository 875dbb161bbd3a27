"""Templates to send out: for a choice of indicators, places and periods a clean workbook which loads back without a question.

One sheet for each period, one row for each place, one column for each indicator and education level. A heading is the
spelling of the catalogue that has exactly one meaning, so the reading of the filled-in form is certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import geo
from indicators.catalogue import Catalogue
from indicators.class_sizes import LARGE_FROM, LIMITS, VERY_LARGE_FROM
from indicators.definitions import AliasKind, Breakdown, Indicator
from indicators.derived import LEVEL_SUMS
from indicators.folding import class_size_bounds
from indicators.vocabulary import EducationLevel, Period, PeriodKind
from intake.records import IntakeError
from language import _, using

# More would be no form that a person fills in
MOST_COLUMNS, MOST_PERIODS, MOST_PLACES = 60, 12, 80
CLASS_SIZE = "class_size"
# What the bins of 班级总数 yield, so that a form with bins need not ask for it; 班额达标 needs a bin that ends at the limit
_FROM_BINS = ("large_classes", "very_large_classes", "large_class_share", "very_large_class_share")
_WITHIN_LIMIT = ("classes_within_limit", "class_size_compliance")
_FIRST_BIN = LIMITS[EducationLevel.PRIMARY]


class TemplateRefusedError(IntakeError):
    """The choice makes no form; the text is one sentence saying why."""


@dataclass(frozen=True)
class TemplateColumn:
    """One quantity to ask for: the whole, or with `breakdown` one part of it (城区, 公办)."""

    indicator: str
    education_level: EducationLevel
    breakdown: str = ""


@dataclass(frozen=True)
class TemplateChoice:
    """What a template asks: `places` are names as they stand in the rows. `choose_place`: one row whose place is a drop-down."""

    city_code: str
    columns: tuple[TemplateColumn, ...]
    places: tuple[str, ...]
    periods: tuple[Period, ...]
    choose_place: bool = False


def columns_for(
    catalogue: Catalogue,
    indicators: Iterable[str],
    levels: Iterable[EducationLevel] = (),
    dimensions: Iterable[str] = (),
) -> tuple[TemplateColumn, ...]:
    """Columns of indicators for those of the levels that they have; an indicator with none of them gets its own default.

    `dimensions` (of `dimensions_for`): each indicator that is broken down so gets a column for each part after the whole.
    """
    wanted, split, chosen = tuple(levels), tuple(dimensions), tuple(indicators)
    columns: dict[TemplateColumn, None] = {}
    for name in chosen:
        known = catalogue.indicators[name]
        own = [level for level in known.education_levels if level in wanted] or [known.default_level]
        if CLASS_SIZE in split and name in (*_FROM_BINS, *_WITHIN_LIMIT):
            columns |= dict.fromkeys(_bins(catalogue, own, chosen))
            continue
        for level in own:  # one quantity may have two names: 在校生数 of preschool is 在园幼儿数
            parts = [part.id for one in split if one in known.breakdowns for part in _parts(catalogue, one)]
            for breakdown in ["", *parts]:
                column = TemplateColumn(*catalogue.canonical(name, level, breakdown))
                if _has(catalogue, column):
                    columns[column] = None
            if CLASS_SIZE in split and CLASS_SIZE in known.breakdowns:
                columns |= dict.fromkeys(_bins(catalogue, [level], chosen))
    return tuple(columns)


def dimensions_for(catalogue: Catalogue, indicators: Iterable[str]) -> tuple[str, ...]:
    """By what the indicators can be split in a form: 办园体制, 城乡, 性别 …, and by class size what follows from its bins."""
    chosen = tuple(indicators)
    found = {one for name in chosen for one in catalogue.indicators[name].breakdowns}
    found |= {CLASS_SIZE} if {*_FROM_BINS, *_WITHIN_LIMIT} & set(chosen) else set()
    return tuple(one for one in catalogue.dimensions if one in found and (one == CLASS_SIZE or _parts(catalogue, one)))


def _bins(catalogue: Catalogue, levels: Iterable[EducationLevel], chosen: Sequence[str]) -> list[TemplateColumn]:
    """Classes by size, 45人及以下 … 66人及以上, for each stage: 大班额比例 follows from them, 义务教育 from its two."""
    by_bounds = {(part.lower, part.upper): part.id for part in catalogue.dimensions[CLASS_SIZE].breakdowns}
    known = catalogue.indicators["very_large_classes"].education_levels
    stages = dict.fromkeys(stage for level in levels for stage in LEVEL_SUMS.get(level, (level,)) if stage in known)
    found = []
    for stage in stages:
        first = LIMITS.get(stage, _FIRST_BIN) if set(_WITHIN_LIMIT) & set(chosen) else _FIRST_BIN
        for bounds in ((0, first), (first + 1, LARGE_FROM - 1), (LARGE_FROM, VERY_LARGE_FROM - 1)):
            found.append(TemplateColumn("classes", stage, by_bounds[bounds]))
        found.append(TemplateColumn("very_large_classes", stage))
    return found


def _has(catalogue: Catalogue, column: TemplateColumn) -> bool:
    """Whether the quantity is broken down so: 教职工数 by sex is, its one name for kindergartens (幼儿园教职工数) is not."""
    part = catalogue.breakdowns[column.breakdown] if column.breakdown else None
    return part is None or part.dimension in catalogue.indicators[column.indicator].breakdowns


def _parts(catalogue: Catalogue, dimension: str) -> list[Breakdown]:
    every = catalogue.dimensions[dimension].breakdowns
    return [part for part in every if part.part and part.lower is None and part.upper is None]


def heading(catalogue: Catalogue, column: TemplateColumn) -> str:
    """The column's heading, with the unit in brackets: the first spelling that means this quantity and nothing else.

    Raises TemplateRefusedError for an indicator that no spelling of its own tells from the others.
    """
    key = catalogue.canonical(column.indicator, column.education_level, column.breakdown)
    known = catalogue.indicators[key[0]]
    part = catalogue.breakdowns[key[2]] if key[2] else None
    parts: Sequence[str] = (part.name, *part.aliases) if part else ("",)
    words: Sequence[str] = catalogue.level_words[key[1]] if len(known.education_levels) > 1 else ("",)
    names = [known.name, *(alias.text for alias in known.aliases if not alias.confirm)]
    if key[0] == "very_large_classes":  # 66人及以上班数 stands beside the other bins, and says its bounds
        names.sort(key=lambda name: class_size_bounds(name) is None)
    if part and part.dimension == CLASS_SIZE:  # 小学46—55人班数: the level stands first, and a class needs no other word
        words, names, parts = [f"{word}{said.replace(' ', '')}" for said, word in product(parts, words)], ["班数"], ("",)
    for word, name, said in product(words, names, parts):
        text = f"{said}{word}{name}（{known.unit}）" if known.unit else f"{said}{word}{name}"
        hits = catalogue.by_alias(text)
        if len(hits) != 1 or hits[0].kind is not AliasKind.INDICATOR or hits[0].confirm:
            continue
        level = hits[0].education_level or catalogue.indicators[hits[0].indicator].default_level
        if catalogue.canonical(hits[0].indicator, level, hits[0].breakdown) == key:
            return text
    raise TemplateRefusedError(_("“{indicator}”没有一个不会混淆的表头，不能进模板。").format(indicator=known.label))


def template(catalogue: Catalogue, choice: TemplateChoice) -> bytes:
    """The .xlsx. It is in Chinese whatever the page's language: districts fill it in. Raises TemplateRefusedError."""
    from exports.template_workbook import TemplateField, TemplateSheet, template_workbook

    _check(choice)
    city = geo.city(choice.city_code)
    with using("zh"):
        fields = [
            TemplateField(
                heading=heading(catalogue, column),
                level=catalogue.level_label(column.education_level),
                unit=known.unit,
                definition=_definition(catalogue, column),
                whole=_whole(known),
                low=known.valid_min,
                high=known.valid_max,
            )
            for column in choice.columns
            for known in [catalogue.indicators[column.indicator]]
        ]
        sheets = [TemplateSheet(period_words(p), _("{city}{period}教育指标填报表").format(city=city.name, period=period_words(p)))
                  for p in choice.periods]  # fmt: skip
        return template_workbook(fields, sheets, choice.places, choice.choose_place)


def template_name(choice: TemplateChoice) -> str:
    """What the file is called."""
    span = "、".join(period_words(period) for period in choice.periods[:2]) + ("等" if len(choice.periods) > 2 else "")
    return f"{geo.city(choice.city_code).name}{span}填报表.xlsx"


def period_words(period: Period) -> str:
    """A period as a form says it: 2024学年, 2024年."""
    return f"{period.start_year}{'学年' if period.kind is PeriodKind.SCHOOL_YEAR else '年'}"


def _definition(catalogue: Catalogue, column: TemplateColumn) -> str:
    part = catalogue.breakdowns[column.breakdown] if column.breakdown else None
    if part is None or part.dimension != CLASS_SIZE:
        return catalogue.indicators[column.indicator].definition
    return _("每班学生 {size}的班级数。各组合起来是全部班级，大班额等由此算出。").format(size=part.name)


def _whole(known: Indicator) -> bool:
    return known.additive and known.unit in ("人", "个", "所", "班", "间", "册", "台", "名")


def _check(choice: TemplateChoice) -> None:
    for found, most, what in (
        (choice.columns, MOST_COLUMNS, _("指标")),
        (choice.periods, MOST_PERIODS, _("时期")),
        (choice.places, MOST_PLACES, _("区县")),
    ):
        if not found:
            raise TemplateRefusedError(_("请至少选一个{what}。").format(what=what))
        if len(found) > most:
            raise TemplateRefusedError(
                _("一份模板最多 {most} 个{what}，现在选了 {n} 个，请分几份。").format(most=most, what=what, n=len(found))
            )
