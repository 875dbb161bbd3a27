"""Which figures a sheet itself calls estimated or provisional: in a title, a heading, the label of a row, a note below the table.

A word speaks for what it stands with. A title or note that names years (2023年数据为预计数) speaks for the figures of those
years; one that explains a mark (*为预计数) for the cells that carry it. One that says neither, nor that all of the table is
meant, settles nothing, and a person is told.
"""

from __future__ import annotations

import re
from itertools import chain

import numpy as np

from indicators.issues import Issue
from indicators.periods import parse_periods
from indicators.vocabulary import ValueStatus
from loaders.figures import CODE
from loaders.table import Table
from loaders.table_reading import TableReading
from loaders.times import Said, certainty
from loaders.workbook import a1

_SENTENCES = re.compile(r"[。；;\n()（）]")
# 预计数, 为快报: a kind of number; 预计2025年建成 is what somebody expects
_OF_NUMBERS = re.compile(
    r"(预计|预估|估计|估算|预测|初步|快报|暂定|预统计)(数|值|统计|结果)|[为是系](预计|预估|估计|估算|预测|初步|快报|暂定)|estimate|provisional|preliminary",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(不|非|未|无|没有|不含|不是)[^，,]{0,3}(预计|预估|估计|估算|预测|初步|快报|暂定)")
_ALL = re.compile(
    r"本表|表中|表内|以上|上述|全部|所有|均[为是系]|皆[为是系]|各项|all figures|all data|figures are|data are", re.IGNORECASE
)
_MARK = re.compile(r"[“\"'‘]?([*＊#＃①-⑳†‡△▲★☆]+)[”\"'’]?\s*(号|处|标记|者|的|数据|数字|表示|代表|[为是系指]|[:：])")
_REPORTED = CODE[ValueStatus.REPORTED]


def settle(reading: TableReading) -> TableReading:
    """The same reading, its reported figures estimated or provisional where the sheet says so."""
    table, figures = reading.table, reading.figures
    if not figures.values.size:
        return reading
    whole, years, marks, _open = _said(table)
    for position, column in enumerate(table.values):
        heading = next(filter(None, map(certainty, table.column_steps.get(column, ()))), "")
        _set(figures.status, slice(None), position, heading or whole)
        own = table.column_period.get(column)
        if own is not None and not heading:
            _set(figures.status, slice(None), position, years.get(own.period.start_year, ""))
    for row, said in _rows(table, years):
        _set(figures.status, row, slice(None), said)
    for remark in figures.remarks if marks else ():
        said = next((said for mark, said in marks.items() if mark in str(remark.values.get("text", ""))), "")
        if remark.kind == "number-marked" and said:
            row = int(np.flatnonzero(table.block.body == remark.row)[0])
            _set(figures.status, row, table.values.index(remark.column), said)
    return reading


def certainty_issues(reading: TableReading) -> list[Issue]:
    """A note that speaks of estimates without saying which figures it means."""
    if reading.template or not len(reading.rows):
        return []
    return [Issue.of("note-estimated", reading.table.name, a1(*at), text=text[:120]) for at, text in _said(reading.table)[3]]


def _set(status: np.ndarray, rows: slice | int, columns: slice | int, said: str) -> None:
    if said:
        part = status[rows, columns]
        status[rows, columns] = np.where(part == _REPORTED, CODE[ValueStatus(said)], part)


def _said(table: Table) -> tuple[str, dict[int, str], dict[str, str], list[tuple[tuple[int, int], str]]]:
    """What holds for all figures, for those of a year, for those with a mark; and the notes that leave it open."""
    whole, years, marks = "", dict[int, str](), dict[str, str]()
    left: list[tuple[tuple[int, int], str]] = []
    several = len({said.period.start_year for said in _periods(table)}) > 1
    for text in table.title_texts:
        for part in filter(certainty, _SENTENCES.split(text)):
            named = _years(part) if several else []
            years |= dict.fromkeys(named, certainty(part))
            whole = whole if named else whole or certainty(part)
    for row in table.block.notes:
        for column in table.sheet.columns(row):
            for part in _SENTENCES.split(table.sheet.text(row, column)):
                if not _OF_NUMBERS.search(part) or not certainty(part) or _DENIED.search(part):
                    continue
                mark, named = _MARK.search(part), _years(part)
                if mark:
                    marks[mark.group(1)] = certainty(part)
                elif named:
                    years |= dict.fromkeys(named, certainty(part))
                elif _ALL.search(part):
                    whole = whole or certainty(part)
                else:
                    left.append(((row, column), part.strip()))
    if not several and years and table.context.said is not None:
        whole = whole or years.get(table.context.said.period.start_year, "")
    return whole, years, marks, left


def _years(text: str) -> list[int]:
    found = parse_periods(text)
    return [
        year for item in found for year in range(item.period.start_year, (item.until or item.period).start_year + 1)
    ]


def _periods(table: Table) -> list[Said]:
    return [*table.column_period.values(), *{said for said in table.row_period if said is not None}]


def _rows(table: Table, years: dict[int, str]) -> list[tuple[int, str]]:
    """Rows whose own words or year say how certain they are: 2024年（预计）."""
    labels = table.labels
    words = {*labels.period, *chain.from_iterable(labels.steps)}
    # asked of all words at once first: a list of schools has as many words as rows
    texts = {word: sure for word in words if (sure := certainty(word))} if certainty("\n".join(words)) else {}
    if not texts and not (years and any(table.row_period)):
        return []
    found = []
    for row, (period, steps, said) in enumerate(zip(labels.period, labels.steps, table.row_period, strict=True)):
        own = texts.get(period) or next((texts[step] for step in steps if step in texts), "")
        own = own or (years.get(said.period.start_year, "") if said is not None else "")
        if own:
            found.append((row, own))
    return found
