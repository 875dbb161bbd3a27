"""Which indicator, education level and breakdown a heading path means; "" where the catalogue does not know it for certain.

Every step of the path must be understood: a word that nobody knows may change what is counted (留守儿童 › 在校生数), so that one
unknown step leaves the indicator open. Only words that say nothing (主要指标, 按班额分) may stand beside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from indicators.catalogue import Catalogue, load_catalogue
from indicators.definitions import AliasHit, AliasKind
from indicators.vocabulary import EducationLevel
from loaders.asides import Aside, aside
from loaders.levels import level_in
from loaders.step_hits import step_hits
from loaders.units import is_rate
from loaders.words import bare

_SAYS_NOTHING = re.compile(
    r"^(主要|核心|基本|相关|监测|评价|统计|有关|各项|具体)?(指标|指标值|情况|数据|数值|数量|比例|比率|比重|占比|项目|内容|人数|个数|数|值|实有|(监测|实际|完成|现状|达成|实绩|自评|核定|审核|最终|实际完成)(值|数|结果)|实际(达到|完成)|实绩|现值|基数|基期(数|值)?|预计|预估|估计|预测|初步|快报|暂定|结果|现状|规模|类别|分类|办学条件|发展水平|发展情况|其中|按.{1,8}分|分.{1,8}情况)"
    r"(情况|数据)?$|^[一二三四五六七八九十]、?$|^(表|附表)?\d*$"
    r"|^[“\"]?十[一二三四五]五[”\"]?(时期|期间)?(期?末年?)?$"
)
# below a name this says that a share of it is shown, or how many people or schools
_SHARE = re.compile(r"(所)?占?(总数|全部)?的?(比例|比率|比重|占比|百分比|%)(情况)?(\(%\))?[%％]?")
_PEOPLE = re.compile(r"(人数|个数|数量|班数|校数|园数|所数)(\(.*\))?")
# 公办园 › 人数 counts people, whatever 公办园 counts alone
_COUNTED_IN: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"人数(\(.*\))?"), frozenset(["人"])),
    (re.compile(r"(校|园|所)数(\(.*\))?"), frozenset(["所"])),
    (re.compile(r"班数(\(.*\))?"), frozenset(["个"])),
)
_PEOPLE_UNITS = frozenset(["人", "名", "万人", "千人", "百人"])
# levels that hold a part of the schools only; 义务教育 and 特殊教育 may stand around an indicator of either
_STAGES = frozenset(["preschool", "primary", "junior", "senior", "secondary"])


@dataclass(frozen=True)
class Meaning:
    """What a path means. `candidates` = ids of several indicators it may mean; `unknown` = the step nobody knows;
    `aside` = that step says something about a figure (its rank, its target), so that no indicator is asked for."""

    indicator: str = ""
    education_level: EducationLevel = EducationLevel.ALL
    breakdown: str = ""
    candidates: tuple[str, ...] = ()
    unknown: str = ""
    outside: bool = False
    ignored: bool = False
    aside: Aside | None = None


def meaning(steps: tuple[str, ...], unit: str, family: str, context_level: str) -> Meaning:
    """The meaning of a path (outermost first). `context_level` and `family` come from title and sheet name, "" where unknown."""
    return _meaning(load_catalogue(), steps, unit, family, context_level)


def meaning_below(subject: str, steps: tuple[str, ...], unit: str, family: str, context_level: str) -> Meaning:
    """The same below a title that says of what: 公办园 in 人, below 在园幼儿情况, are children in such kindergartens.

    小学（所） counts schools. Where neither the heading nor the title counts people, people are not taken for schools.
    """
    found = meaning(steps, unit, family, context_level)
    levels = [level_in(step)[0] for step in steps if level_in(step)[1] == step]
    if unit == "所" and levels and not found.indicator and not found.candidates and all(map(_level_or_part, steps)):
        return meaning((*steps, "幼儿园数" if levels[-1] == "preschool" else "学校数"), unit, family, context_level)
    if subject and len(found.candidates) == 1:  # 公办园 › 占比 below 在园幼儿情况 is of the children
        whole = meaning((subject,), "", family, context_level).indicator
        settled = bool(whole) and load_catalogue().indicators[found.candidates[0]].denominator == whole
        return _complete(found.candidates[0], "", context_level, []) if settled else found
    if unit not in _PEOPLE_UNITS or not found.indicator or any(bare(step).endswith("数") for step in steps):
        return found  # 幼儿园数 says what it counts, whatever unit stands above a whole table
    counted = load_catalogue().indicators
    if counted[found.indicator].unit not in ("所", "个"):
        return found
    below = meaning((subject, *steps), unit, family, context_level) if subject else Meaning()
    return below if below.indicator and counted[below.indicator].unit == "人" else Meaning(unknown=steps[-1])


def _level_or_part(step: str) -> bool:
    """幼儿园, 总数, 公办: says which, and not of what."""
    parts = (AliasKind.BREAKDOWN, AliasKind.WHOLE)
    return level_in(step)[1] == step or any(hit.kind in parts for hit in load_catalogue().by_alias(step))


@lru_cache(maxsize=20_000)
def _meaning(catalogue: Catalogue, steps: tuple[str, ...], unit: str, family: str, context_level: str) -> Meaning:
    """Remembered for each catalogue: a city's own indicators give a heading a meaning that it has nowhere else."""
    indicator, level, unknown = "", "", ""
    breakdowns: list[str] = []
    confirm: tuple[str, ...] = ()
    dimension = ""
    above: list[AliasHit] = []
    shares, heads, split_last = False, False, False
    if any(_SHARE.fullmatch(bare(step)) for step in steps):
        unit = unit or "%"  # 在校生数 › 占比 is no number of pupils
    for position, step in enumerate(steps):
        hits = step_hits(catalogue, step, steps, family, unit)
        if not hits and position:  # 集团化办学 › 覆盖率: group label and heading are one name together
            joined = catalogue.by_alias(steps[position - 1] + step, family=family or None, unit=unit or None)
            hits = [hit for hit in joined if hit.kind is AliasKind.INDICATOR and not hit.composed]
            if hits:
                unknown = "" if unknown == steps[position - 1] else unknown
                breakdowns = breakdowns[:-1] if split_last else breakdowns
        split_last = False
        if not hits:
            key = bare(step)
            shares, heads = shares or _SHARE.fullmatch(key) is not None, heads or _PEOPLE.fullmatch(key) is not None
            beside = aside(step)
            if beside is not None:
                return Meaning(unknown=step, aside=beside)
            if not _SAYS_NOTHING.match(key):
                unknown = unknown or step
            continue
        chosen, candidates = _choose(hits, indicator, dimension)
        if candidates:
            confirm = candidates
            continue
        if chosen is None:
            unknown = unknown or step
            continue
        if chosen.kind is AliasKind.OUTSIDE:
            return Meaning(unknown=step, outside=True)
        if chosen.kind is AliasKind.DIMENSION:
            dimension = chosen.dimension
            continue
        if chosen.kind is AliasKind.WHOLE:
            continue
        if chosen.education_level is not None:
            level = str(chosen.education_level)
        if chosen.kind is AliasKind.INDICATOR:
            part = _part_of(chosen.indicator, (indicator, *confirm))
            if len(confirm) > 1 and not part and chosen.indicator not in confirm:
                continue  # the step above is still open, and this one does not settle it
            if indicator and not part and chosen.indicator != indicator:
                split = next((hit for hit in above if hit.kind is AliasKind.BREAKDOWN and _splits(chosen.indicator, hit)), None)
                if split is not None:  # 普惠性幼儿园 › 在园幼儿数: there the first says which kindergartens
                    breakdowns.append(split.breakdown)
                elif not _related(indicator, chosen.indicator):
                    unknown = unknown or step
            indicator, confirm, above = part or chosen.indicator, (), hits
            if chosen.breakdown:
                breakdowns.append(chosen.breakdown)
        elif chosen.kind is AliasKind.BREAKDOWN:
            breakdowns.append(chosen.breakdown)
            dimension, split_last = chosen.dimension, True
    if not indicator and not confirm and breakdowns:
        indicator = catalogue.dimensions[catalogue.breakdowns[breakdowns[-1]].dimension].default_indicator
    if unknown:
        return Meaning(unknown=unknown)
    if context_level in _STAGES:  # 大班数 on a sheet about kindergartens is no 大班额
        confirm = tuple(name for name in confirm if context_level in catalogue.indicators[name].education_levels)
    if unit in ("%", "‰"):  # 普惠性民办园 › 占比 is a share, and never their number
        confirm = tuple(name for name in confirm if catalogue.indicators[name].unit in ("%", "‰"))
    if not indicator:
        return Meaning(candidates=confirm, unknown="" if confirm else (steps[-1] if steps else ""))
    known = catalogue.indicators[indicator]
    if (shares and known.unit not in ("%", "‰")) or (heads and is_rate(known.name)):
        return Meaning(unknown=steps[-1])  # 普惠率 › 人数: one of the counts behind it, nobody says which
    found = _complete(indicator, level, context_level, breakdowns)
    other = next((step for step in steps if found.indicator and not _counted_so(step, found.indicator)), "")
    return Meaning(unknown=other) if other else found


def _counted_so(step: str, indicator: str) -> bool:
    """Whether a step that says what is counted (人数, 园数, 班数) fits the indicator's unit."""
    unit = load_catalogue().indicators[indicator].unit
    return all(unit in units for pattern, units in _COUNTED_IN if pattern.fullmatch(bare(step)))


def _related(outer: str, inner: str) -> bool:
    """班级总数 › 大班额 and 大班额 › 大班额比例: one is a count of the other's rate, or a part of it."""
    known = load_catalogue().indicators
    if (known[outer].family, known[outer].unit) == (known[inner].family, known[inner].unit):
        return True  # 教职工数 › 专任教师: the same kind of thing, counted more narrowly
    rates = known.values()
    families = [{rate.id, rate.numerator, rate.denominator} for rate in rates if rate.numerator or rate.denominator]
    return any(outer in family and inner in family for family in families)


def _part_of(whole: str, above: tuple[str, ...]) -> str:
    """大班额 › 班数 counts large classes: the indicator `above` of which `whole` is the denominator, "" for none."""
    parts = [rate.numerator for rate in load_catalogue().indicators.values() if rate.denominator == whole]
    return next((part for part in parts if part and part in above), "")


def _choose(hits: list[AliasHit], indicator: str, dimension: str) -> tuple[AliasHit | None, tuple[str, ...]]:
    """One meaning of a step beside what stands above it, or the indicators between which a person must decide."""
    splits = [
        hit for hit in hits if hit.kind is AliasKind.BREAKDOWN and (indicator or hit.dimension == dimension or len(hits) == 1)
    ]
    if splits and indicator:
        fitting = [hit for hit in splits if _splits(indicator, hit)]
        if fitting:
            return fitting[0], ()
    of_dimension = [hit for hit in splits if dimension and hit.dimension == dimension and not indicator]
    if of_dimension:  # 安置方式 › 特殊教育学校: there no kind of school, but where children are taught
        return of_dimension[0], ()
    named = [hit for hit in hits if hit.kind is AliasKind.INDICATOR]
    ids = tuple(dict.fromkeys(hit.indicator for hit in named))
    if indicator in ids:
        return next(hit for hit in named if hit.indicator == indicator), ()
    if len(ids) > 1:
        return None, ids
    if named and named[0].confirm:
        return None, ids
    if named:
        return named[0], ()
    for kind in (AliasKind.EDUCATION_LEVEL, AliasKind.WHOLE, AliasKind.BREAKDOWN, AliasKind.DIMENSION, AliasKind.OUTSIDE):
        of_kind = [hit for hit in hits if hit.kind is kind]
        if of_kind:
            return of_kind[0], ()
    return None, ()


def _splits(indicator: str, hit: AliasHit) -> bool:
    known = load_catalogue().indicators[indicator]
    return (
        hit.breakdown in known.breakdowns
        or hit.dimension in known.breakdowns
        or any(hit.breakdown == part for part, _ in known.equivalents)
    )


def _complete(indicator: str, level: str, context_level: str, breakdowns: list[str]) -> Meaning:
    catalogue = load_catalogue()
    known = catalogue.indicators[indicator]
    combined = catalogue.combine(breakdowns)
    if combined is None:
        return Meaning(unknown="")
    if level in _STAGES and level not in known.education_levels:
        # 小学 › 随班就读人数 are those of primary schools only, not all that the indicator counts
        return Meaning(unknown=str(catalogue.level_words[EducationLevel(level)][0]))
    if not level and context_level in _STAGES and context_level not in known.education_levels and len(known.education_levels) > 1:
        return Meaning(candidates=(indicator,))  # 大班额比例 on a sheet about kindergartens
    chosen = (
        level
        or (context_level if EducationLevel(context_level or "all") in known.education_levels else "")
        or str(known.default_level)
    )
    found, own_level, breakdown = catalogue.canonical(indicator, EducationLevel(chosen), combined)
    if breakdown and not any(
        breakdown == name or name == catalogue.breakdowns[breakdown].dimension for name in catalogue.indicators[found].breakdowns
    ):
        return Meaning(unknown=catalogue.breakdowns[breakdown].label)
    return Meaning(found, own_level, breakdown)
