"""Workbooks of ours in English, read as what they are in Chinese: the same tables, their words put back one by one.

A table of ours (`views.workbook_figures`) starts with the columns Place, Code, Period and Level, and every word in it comes out
of the catalogue or of `language`. So each of them is looked up, nothing is guessed: a place by its code, a head by the
indicator's English name and unit. A cell that holds anything else stays as it is, and is asked about like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import geo
from indicators import periods
from indicators.catalogue import Catalogue, load_catalogue
from indicators.vocabulary import EducationLevel, Period, PeriodKind
from language import _, using
from loaders.workbook import Grid
from loaders.workbook.cells import CellValue

# The heads of the columns that name a row, and of a table with one row a value
_KEYS = ("地区", "代码", "时期", "学段")
_LISTED = ("指标", "单位", "数值", "说明", "数据来源（文件）", "来源（工作表和单元格）", "报送时间", "填报人")
_STATES = ("已报送", "预计数", "快报数", "不公开", "不适用", "未采集", "未报送", "无法识别")
_CODE = re.compile(r"(\d{6})(?:-(.+))?")
# How far down the heads may stand, and which years a period may start in
_DEPTH, _YEARS = 12, range(1990, 2061)


def in_chinese(grid: Grid) -> Grid:
    """The grid as it is, or, for a table of ours in English, the same cells in the words that the loader reads."""
    top = next((row for row in range(min(grid.height, _DEPTH)) if _is_head(grid.rows[row])), None)
    if top is None:
        return grid
    words = _words(load_catalogue())
    rows: list[Sequence[CellValue]] = [[None] * grid.width for _row in range(top)]
    rows.append([_said(cell, words) for cell in grid.rows[top]])
    rows += [_row(row, words) for row in grid.rows[top + 1 :]]
    return replace(grid, rows=rows)


def _is_head(row: Sequence[CellValue]) -> bool:
    return tuple(row[: len(_KEYS)]) == _english_keys()


@lru_cache(maxsize=1)
def _english_keys() -> tuple[str, ...]:
    with using("en"):
        return tuple(_(head) for head in _KEYS)


def _row(row: Sequence[CellValue], words: Mapping[str, str]) -> list[CellValue]:
    found = [_said(cell, words) for cell in row]
    code = _CODE.fullmatch(str(row[1]))
    if code is not None:
        found[0] = code[2] or _place(code[1]) or row[0]
    return found


def _place(code: str) -> str:
    """The Chinese name of a county; 全市 of a city or province; "" of a code that nothing has."""
    if code in _wholes():
        return "全市"
    try:
        return geo.place(code).name
    except KeyError:
        return ""


@lru_cache(maxsize=1)
def _wholes() -> frozenset[str]:
    return frozenset(city.code for city in (*geo.cities(), *geo.regions()))


def _said(cell: CellValue, words: Mapping[str, str]) -> CellValue:
    return words.get(cell, cell) if isinstance(cell, str) else cell


@lru_cache(maxsize=4)
def _words(catalogue: Catalogue) -> Mapping[str, str]:
    """Chinese by English: heads, indicators with and without their units, 学段, parts, periods, states."""
    chinese, english = _spoken(catalogue, "zh"), _spoken(catalogue, "en")
    return dict(zip(english, chinese, strict=True))


def _spoken(catalogue: Catalogue, language: str) -> list[str]:
    """Every word that a table of ours may hold, in one language."""
    with using(language):
        said = [_(text) for text in (*_KEYS, *_LISTED, *_STATES)]
        for indicator in catalogue.indicators.values():
            unit = _("（{unit}）").format(unit=indicator.unit_label) if indicator.unit_label else ""
            said += [indicator.label + unit, indicator.label, indicator.unit_label]
        said += [catalogue.level_label(level) for level in EducationLevel]
        for dimension in catalogue.dimensions.values():
            said.append(dimension.label)
            for part in dimension.breakdowns:
                said.append(part.label if part.lower is None else _("班额 {part}的班").format(part=part.label))
        said += [periods.label(Period(year, kind)) for kind in PeriodKind for year in _YEARS]
    return said
