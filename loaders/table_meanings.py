"""What a heading path means in its table: beside the catalogue's answer, what the title and the other columns add or forbid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from indicators.catalogue import load_catalogue
from indicators.definitions import AliasKind
from loaders.meanings import Meaning, meaning, meaning_below
from loaders.table import Table
from loaders.units import is_rate
from loaders.words import bare

# a category of indicators in a column 类别 (普惠 over 覆盖率 and 在园幼儿) as well as a kind of kindergarten
_TOPIC = frozenset(["普惠", "普惠性"])
# 覆盖率, 占比: a rate of which only the title says what it is the rate of
_BARE_RATE = re.compile(r"(覆盖率|达标率|占比|比例|比率|比重)")
# 大班额消除情况, 集团化办学进展, 覆盖率排名: what a title says behind its subject
_SAID_BEHIND = re.compile(
    r"(推进|消除|化解|达标|建设|发展|变化|监测|对比|比较|完成|实施|工作|主要|年度|进展|情况|排名|排序|结果|通报|统计|一览|汇总|数据|表)+$"
)
_YEARS_AHEAD = re.compile(r"^[\d\-—－~至、和]+(学年度?|年度?|年秋季)?")
_PLACEMENT = "安置方式"
# of what a share stands right behind a bin of classes
_BINS = {
    "large_class_share": ("size_ge56",),
    "very_large_class_share": ("size_ge66",),
    "class_size_compliance": ("size_le45", "size_le50"),
}


def topics(paths: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """普惠 over 覆盖率: there it names a topic, and 在园幼儿 below it may be all children, or those in such kindergartens."""
    return frozenset(step for path in paths for step, below in pairwise(path) if bare(step) in _TOPIC and is_rate(below))


def meaning_in(table: Table, steps: tuple[str, ...], unit: str, said: frozenset[str], beside: Callable[[], Meaning]) -> Meaning:
    """The meaning of a path below the table's title. `said` = the table's topics; `beside` tells what the column to the left
    counts."""
    known = meaning_below(table.subject, steps, unit, table.family, table.level)
    if not known.indicator and _placement(steps[-1:]) and _names_placements(table):
        return meaning((_PLACEMENT, *steps[-1:]), unit, table.family, table.level)
    if not known.indicator:
        return _rate_of_title(table, steps, unit, known, beside)
    special = "special" in (load_catalogue().indicators[known.indicator].family, known.education_level)
    if table.of_disabled and not special:
        return Meaning(unknown=steps[-1])  # 入园人数 below 残疾儿童入学情况
    other: tuple[str, ...] = ()
    if table.population_open:
        other = (table.population, *steps)
    elif said.intersection(steps):
        other = tuple(step for step in steps if step not in said)
    if other:
        part = meaning(other, unit, table.family, table.level)
        if part.indicator and part.indicator != known.indicator:
            return Meaning(candidates=(known.indicator, part.indicator))
    return known


def _rate_of_title(table: Table, steps: tuple[str, ...], unit: str, known: Meaning, beside: Callable[[], Meaning]) -> Meaning:
    """覆盖率 below 集团化办学情况, where nothing stands to its left but the counts that it is worked out from."""
    step = bare(steps[-1]) if steps and known.unknown == steps[-1] and known.aside is None else ""
    if not _BARE_RATE.fullmatch(step) or not table.subject:
        return known
    title = _SAID_BEHIND.sub("", _YEARS_AHEAD.sub("", bare(table.subject)))
    left = beside()
    # what is counted to the left of it may settle which words of a long title it goes with (优质均衡班额达标 › 达标率)
    names = [title[at:] for at in range(len(title) - 1 if left.indicator else 1)]
    for name in [text if text.endswith(step) else text + step for text in names]:
        hits = load_catalogue().by_alias(name, unit="%")
        rates = {hit.indicator for hit in hits if hit.kind is AliasKind.INDICATOR and not hit.confirm and not hit.composed}
        if len(rates) == 1:
            found = meaning((*steps[:-1], name), unit or "%", table.family, table.level)
            return found if found.indicator and _follows(found.indicator, left) else known
    return known


def _placement(steps: tuple[str, ...]) -> bool:
    """特教学校, 随班就读: where disabled children are taught."""
    return any(hit.dimension == "placement" for step in steps for hit in load_catalogue().by_alias(step))


def _names_placements(table: Table) -> bool:
    """Whether columns beside a 特教学校 name other places where children are taught: then it is no kind of school."""
    heads = {steps[-1:] for steps in table.column_steps.values()}
    return sum(map(_placement, heads)) >= 2


def _follows(rate: str, left: Meaning) -> bool:
    """Whether a share right of this column is that rate: nothing stands there, or its count, or its whole."""
    if not left.indicator:
        return not (left.unknown or left.candidates or left.ignored)
    known = load_catalogue().indicators[rate]
    if left.breakdown:
        return left.breakdown in _BINS.get(rate, ())
    return left.indicator in (known.numerator, known.denominator)
