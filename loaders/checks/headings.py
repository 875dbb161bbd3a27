"""Issues about headings: unknown and ambiguous indicators, what stands beside a figure, what a title says of all, units."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.catalogue import load_catalogue
from indicators.issues import Issue
from indicators.vocabulary import EducationLevel, column_letters
from language import _
from loaders.asides import Aside
from loaders.table_reading import TableReading
from loaders.workbook import a1


def indicator_issues(tables: list[TableReading]) -> Iterator[Issue]:
    """One warning for each word that nobody knows, one question for each heading that may mean several indicators."""
    catalogue = load_catalogue()
    told: set[str] = set()
    unknown: set[str] = set()
    for reading in tables:
        table = reading.table
        if reading.template or reading.places.foreign or not len(reading.rows):
            continue
        if reading.school_rows:
            continue  # `school_issues` speaks of them
        yield from _of_the_title(reading)
        for position, column in enumerate(table.values):
            if column in reading.unheaded:
                yield Issue.of(
                    "heading-missing", table.name, a1(table.block.first_row, column), column=column_letters(column + 1)
                )
                continue
            for row in {table.labels.steps[row]: row for row in reversed(reading.rows.tolist())}.values():
                known = reading.meaning(row, column, position)
                heading = reading.heading(row, column)
                key = " › ".join(heading)
                if known.indicator or known.ignored or key in told:
                    continue
                told.add(key)
                cell = a1(int(table.block.body[row]), column)
                if known.candidates:
                    names = _("、").join(catalogue.indicators[i].label for i in known.candidates)
                    if len(known.candidates) == 1 and heading and names == heading[-1]:
                        yield _of_another_level(reading, key, names, known.candidates[0], cell)
                        continue
                    kind = "indicator-ambiguous" if len(known.candidates) > 1 else "indicator-confirm"
                    yield Issue.of(kind, table.name, cell, text=key, candidates=names)
                elif known.aside is not None:
                    if table.results:
                        yield Issue.of("heading-aside", table.name, cell, text=key, what=aside_name(known.aside))
                elif known.unknown not in unknown:
                    unknown.add(known.unknown)
                    yield Issue.of("indicator-unknown", table.name, cell, text=key)


def _of_another_level(reading: TableReading, key: str, name: str, indicator: str, cell: str) -> Issue:
    """大班额比例 on a sheet about kindergartens."""
    catalogue, table = load_catalogue(), reading.table
    usual = catalogue.level_label(catalogue.indicators[indicator].default_level)
    here = table.level_word or catalogue.level_label(EducationLevel(table.level or "all"))
    return Issue.of("indicator-elsewhere", table.name, cell, text=key, candidates=name, level=usual, here=here)


def _of_the_title(reading: TableReading) -> Iterator[Issue]:
    """What a title or tab says of all figures below it: 民办, 目标任务分解, 小学 against 初中."""
    table = reading.table
    if not table.results:
        yield Issue.of("table-not-results", table.name, text=table.population)
    elif table.population and not table.population_open:
        yield Issue.of("table-of-part", table.name, text=table.population)
    if len(table.levels_said) == 2:
        first, second = table.levels_said
        yield Issue.of("level-conflict", table.name, first=first, second=second)


def aside_name(kind: Aside) -> str:
    """What a heading says about a figure, in the current language."""
    return {
        Aside.RANK: _("名次"),
        Aside.CHANGE: _("增减变化"),
        Aside.TARGET: _("目标或标准"),
        Aside.PROGRESS: _("完成情况"),
        Aside.SCORE: _("得分或权重"),
        Aside.PLAN: _("计划或需求"),
        Aside.AVERAGE: _("平均数或统计量"),
    }[kind]


def unit_issues(table: TableReading) -> Iterator[Issue]:
    """A line 单位：人、个 that leaves open which column counts in which."""
    open_columns = [
        column
        for position, column in enumerate(table.table.values)
        if len(table.rows) and len(table.table.units) > 1 and not table.unit(int(table.rows[0]), column, position)
    ]
    if open_columns and not table.template:
        headings = _("、").join(" ".join(table.table.column_steps.get(column, ())[-1:]) for column in open_columns[:6])
        yield Issue.of("unit-ambiguous", table.table.name, text=table.table.unit_text, heading=headings)
