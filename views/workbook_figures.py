"""The figures in force of a city as sheets of a workbook that loads again: one sheet a subject, one row a place and period.

Every stored value stands once, as itself or as its state in brackets; a cell about which nothing is stored says [无记录], so that
reading the workbook back brings exactly what was taken out.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from exports.workbook_content import Cell, Column, Figure, Sheet
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.definitions import Dimension, Indicator
from indicators.shorthand import doubt, no_record, shorthand
from indicators.vocabulary import EducationLevel, PlaceKind, ValueStatus
from language import _
from store import Workspace
from views.words import in_brackets, status_label, when

_PLACES = (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT, PlaceKind.CITY)


def figure_sheets(
    values: pd.DataFrame, catalogue: Catalogue, workspace: Workspace, provenance: bool = False
) -> tuple[Sheet, ...]:
    """Sheets of `values` (STORED_COLUMNS): one for each family of indicators, and one for each way in which they split.

    With `provenance` one row a value, with its file, sheet, cell, day and uploader beside it.
    """
    known = values[values["indicator"].isin(list(catalogue.indicators))]
    dimension_of = {part.id: name for name, dimension in catalogue.dimensions.items() for part in dimension.breakdowns}
    family_of = {name: indicator.family for name, indicator in catalogue.indicators.items()}
    table = known.assign(
        family=known["indicator"].map(family_of), dimension=known["breakdown"].map(lambda part: dimension_of.get(part, ""))
    )
    table = _ordered(table, catalogue)
    make = _listed if provenance else _across
    found = []
    for family in catalogue.families:
        for dimension in ("", *catalogue.dimensions):
            rows = table[(table["family"] == family) & (table["dimension"] == dimension)]
            if not rows.empty:
                found.append(make(rows, catalogue, workspace, family, catalogue.dimensions.get(dimension)))
    return tuple(found)


def _ordered(table: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """By 学段, place (districts, zones, 市直, the city) and period."""
    levels = {level: number for number, level in enumerate(EducationLevel)}
    parts = [part.id for dimension in catalogue.dimensions.values() for part in dimension.breakdowns]
    order = {
        "level_order": table["education_level"].map(lambda level: levels[EducationLevel(level)]),
        "place_order": table["place_kind"].map(lambda kind: _PLACES.index(PlaceKind(kind))),
        "part_order": table["breakdown"].map(lambda part: parts.index(part) if part in parts else -1),
    }
    by = ["level_order", "place_order", "place_code", "period_key", "part_order"]
    return table.assign(**order).sort_values(by, kind="stable")


def _across(table: pd.DataFrame, catalogue: Catalogue, workspace: Workspace, family: str, split: Dimension | None) -> Sheet:
    """One row for each place, period, 学段 (and part), one column for each indicator."""
    there = set(table["indicator"])
    indicators = [indicator for name, indicator in catalogue.indicators.items() if name in there]
    place_of = {indicator.id: number for number, indicator in enumerate(indicators)}
    rows: dict[tuple[str, ...], list[Cell]] = {}
    keys = ["place_code", "period_key", "education_level", "breakdown"]
    columns = [*keys, "place_name", "place_kind", "indicator", "value", "status"]
    for code, period, level, part, name, kind, indicator, value, status in table[columns].itertuples(index=False, name=None):
        row = rows.get((code, period, level, part))
        if row is None:
            first = _row_head(catalogue, split, code, name, kind, period, level, part)
            row = rows[code, period, level, part] = [*first, *([no_record()] * len(indicators))]
        row[len(row) - len(indicators) + place_of[indicator]] = figure(value, status, catalogue.indicators[indicator])
    heads = _heads(split)
    columns_of = (*heads, *(Column(_head(indicator), 16, figures=True) for indicator in indicators))
    return _sheet(table, catalogue, workspace, family, split, columns_of, list(rows.values()), len(heads))


def _listed(table: pd.DataFrame, catalogue: Catalogue, workspace: Workspace, family: str, split: Dimension | None) -> Sheet:
    """One row a value, with where it came from."""
    rows = []
    columns = ["place_code", "period_key", "education_level", "breakdown", "place_name", "place_kind", "indicator"]
    columns += ["value", "status", "filename", "sheet", "cell", "uploaded_at", "uploader"]
    for code, period, level, part, name, kind, of, value, status, *origin in table[columns].itertuples(index=False, name=None):
        indicator = catalogue.indicators[of]
        head = _row_head(catalogue, split, code, name, kind, period, level, part)
        filename, sheet, cell, uploaded_at, uploader = origin
        own = [indicator.label, indicator.unit_label or "—", figure(value, status, indicator), status_label(status)]
        rows.append([*head, *own, filename, f"{sheet}!{cell}", when(uploaded_at), uploader])
    heads = _heads(split)
    more = (Column(_("指标"), 30), Column(_("单位"), 8), Column(_("数值"), 15, figures=True), Column(_("说明"), 10))
    # Heads under which the loader expects words, never figures
    source = (
        Column(_("数据来源（文件）"), 44),
        Column(_("来源（工作表和单元格）"), 24),
        Column(_("报送时间"), 17),
        Column(_("填报人"), 14),
    )
    return _sheet(table, catalogue, workspace, family, split, (*heads, *more, *source), rows, len(heads))


def figure(value: float, status: str, indicator: Indicator) -> Cell:
    """A value as a number in the indicator's unit, a state as its word in brackets."""
    if value == value:
        return Figure(value, indicator.decimals, doubt(status))
    return shorthand(status) or shorthand(ValueStatus.NOT_REPORTED)


def place_words(name: str, kind: str) -> str:
    """A place as tables of ours name it: the whole city is 全市."""
    return _("全市") if kind == PlaceKind.CITY else name


def _row_head(
    catalogue: Catalogue, split: Dimension | None, code: str, name: str, kind: str, period: str, level: str, part: str
) -> list[Cell]:
    known = split.breakdowns if split is not None else ()
    # 26—30 人 alone might be taken for a damaged number when it is read again
    parts = {one.id: one.label if one.lower is None else _("班额 {part}的班").format(part=one.label) for one in known}
    found = [place_words(name, kind), code, periods.label_of_key(period), catalogue.level_label(EducationLevel(level))]
    return [*found, *([parts[part]] if split is not None else [])]


def _heads(split: Dimension | None) -> tuple[Column, ...]:
    found = (Column(_("地区"), 14), Column(_("代码"), 16), Column(_("时期"), 12), Column(_("学段"), 11))
    return (*found, *((Column(split.label, 16),) if split is not None else ()))


def _head(indicator: Indicator) -> str:
    return indicator.label + in_brackets(indicator.unit_label)


def _subject(catalogue: Catalogue, family: str) -> str:
    """The family's name without words that name a part (普惠学前 → 学前): in a title they narrow what the table counts."""
    label = catalogue.families[family].label
    parts = (word for one in catalogue.dimensions.values() for part in one.breakdowns for word in (part.name, *part.aliases))
    for word in sorted(parts, key=len, reverse=True):
        label = label.replace(word, "").strip() or label
    return label


def _sheet(
    table: pd.DataFrame,
    catalogue: Catalogue,
    workspace: Workspace,
    family: str,
    split: Dimension | None,
    columns: tuple[Column, ...],
    rows: Sequence[Sequence[Cell]],
    keys: int,
) -> Sheet:
    subject = _subject(catalogue, family)
    # A zone alone does not say of which city it is
    named = bool(table["place_kind"].isin([PlaceKind.DISTRICT, PlaceKind.CITY]).any())
    what = _("{subject}，按{dimension}分").format(subject=subject, dimension=split.label) if split is not None else subject
    first, last = min(table["period_key"], key=lambda key: key[:4]), max(table["period_key"], key=lambda key: key[:4])
    span = periods.label_of_key(first) if first == last else f"{periods.label_of_key(first)}–{periods.label_of_key(last)}"
    return Sheet(
        name=subject if split is None else _("{subject} 按{dimension}").format(subject=subject, dimension=split.label),
        title=_("{city}{what}").format(city=workspace.label, what=what),
        about=_("{what}，{span}；可再次导入").format(what=what, span=span),
        lines=(_("这张工作表有一张表，一行一个地区和时期；方括号里的词见“符号说明”。"),),
        columns=columns,
        rows=rows,
        data=named,
        keys=keys,
    )
