"""The whole heading of a figure: what title and tab add, the column's words, the row's words."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.catalogue import load_catalogue
from indicators.definitions import AliasKind
from loaders.levels import level_in
from loaders.numbering import Numbering
from loaders.table import Table
from loaders.words import VALUE_HEADINGS, bare, heading_key

# 2025年预计, “十三五”末（2020年）: says how sure the figure is and of when, not what is counted
_CERTAIN = re.compile(r"(预计|预估|估计|预测|初步|快报|暂定)(数|值)?|[“\"]?十[一二三四五]五[”\"]?(时期|期间)?(期?末年?)?")


@lru_cache(maxsize=100_000)
def look_of(name: str) -> int:
    """A number for what of a school's name may change the words around it: the level in it, and whether it says nothing else."""
    level, word = level_in(name)
    return _looks()[(level, word == name, heading_key(name) in VALUE_HEADINGS)]


@lru_cache(maxsize=1)
def _looks() -> Numbering[tuple[str, bool, bool]]:
    return Numbering()


@lru_cache(maxsize=20_000)
def _splits_only(step: str) -> bool:
    """公办, 女, 小计: says which part, not of what."""
    catalogue = load_catalogue()
    hits = catalogue.by_alias(step)
    kinds = {hit.kind for hit in hits}
    return bool(hits) and kinds <= {AliasKind.BREAKDOWN, AliasKind.WHOLE} and not any(
        catalogue.dimensions[hit.dimension].default_indicator for hit in hits if hit.dimension
    )


@lru_cache(maxsize=5000)
def _names_indicator(subject: str) -> bool:
    return any(hit.kind is AliasKind.INDICATOR for hit in load_catalogue().by_alias(subject))


def full_heading(table: Table, column: int, row_steps: tuple[str, ...]) -> tuple[str, ...]:
    """Column and row words; the level that only the title says goes first; the title's subject where nothing else is said."""
    own = (*table.column_steps.get(column, ()), *row_steps)
    levels = any(level_in(step)[0] for step in own)
    words = [step for step in own if level_in(step)[1] != step and not _CERTAIN.fullmatch(bare(step))]
    if table.subject and words and all(heading_key(step) in VALUE_HEADINGS for step in words):
        own, words = tuple(step for step in own if step not in words), []  # 数值: only the title or the tab says of what
    if words and table.subject and all(map(_splits_only, words)) and _names_indicator(table.subject):
        words = []  # 公办 | 民办 | 小计 below a title that says of what
    if not words and table.subject and level_in(table.subject)[1] != table.subject:
        words = [table.subject]
        own = (table.subject, *own)  # outermost: 小学 below 义务教育阶段大班额占比 says the level
        levels = levels or bool(level_in(table.subject)[0])
    if table.level_word and not levels and table.level in ("primary", "junior", "senior", "compulsory"):
        own = (table.level_word, *own)
    if table.population and not table.population_open and words and not any(table.population in bare(step) for step in own):
        own = (table.population, *own)
    if table.topic and table.topic not in own:
        own = (table.topic, *own)  # several tables on a sheet, each under its number and topic
    return tuple(step for step in own if step)
