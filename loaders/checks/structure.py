"""Issues about what a workbook is made of: hidden parts, empty templates, places, periods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indicators.issues import Issue
from indicators.periods import PeriodNote, label
from indicators.vocabulary import PlaceKind, Severity, column_letters
from language import _
from loaders.asides import aside
from loaders.place_sums import is_example
from loaders.places import PlaceRead
from loaders.rows import RowRole
from loaders.table_reading import TableReading
from loaders.workbook import a1
from loaders.workbook_reading import SheetReading

_PARTS = frozenset([PeriodNote.PART, PeriodNote.TERM])
# sheets that are there to be read by people: contents, cover, instructions, lists for drop-downs
_NO_TABLE = re.compile(r"目录|封面|说明|字典|须知|指标解释|填表要求|选项|contents|cover|readme|notes?$", re.IGNORECASE)


def sheet_issues(sheet: SheetReading) -> Iterator[Issue]:
    """Hidden sheets, rows and columns; sheets without figures; templates."""
    grid = sheet.sheet.grid
    counted = int(sum((~(table.figures.values != table.figures.values)).sum() for table in sheet.tables))
    if sheet.hidden:
        found = _("有 {n} 个数").format(n=counted) if counted else _("没有数")
        severity = None if counted else Severity.NOTE
        yield Issue.of("hidden-sheet", sheet.name, severity=severity, name=sheet.name, found=found)
    if not grid.height:
        return
    yield from _persons(sheet)
    if sheet.children:
        return
    if not any(len(table.rows) and table.table.values for table in sheet.tables):
        explained = _explained(sheet)
        if explained:
            yield Issue.of("table-of-definitions", sheet.name, text=explained)
        elif not sheet.hidden and not _NO_TABLE.search(sheet.name):
            # a list of telephones or a timetable holds numbers, too, and counts nothing
            listed = any(len(table.rows) and not table.table.values for table in sheet.tables)
            kind = "no-headings" if (sheet.sheet.numbers > 0).any() and not listed else "no-figures"
            yield Issue.of(kind, sheet.name)
        return
    for table in sheet.tables:
        yield from _hidden(table)
        if table.template:
            block = table.table.block
            first = min(table.table.values, default=block.first_column)
            yield Issue.of("empty-template", sheet.name, a1(block.first_row, first), a1(block.last_row, block.last_column))


def _persons(sheet: SheetReading) -> Iterator[Issue]:
    """Lists of children are refused; columns that name people are left out, and that is said."""
    if sheet.children:
        yield Issue.of("personal-data", sheet.name)
        return
    for table in sheet.tables:
        found = [index for index, reason in table.table.reasons.items() if reason == "person"]
        if found and len(table.rows) and table.table.values:
            names = _("、").join(" ".join(table.table.paths[index].steps[-1:]) for index in found)
            yield Issue.of("columns-of-persons", sheet.name, text=names)


def _explained(sheet: SheetReading) -> str:
    """The head of a column of settings, where the sheet's tables only explain indicators; "" elsewhere."""
    heads = (
        " ".join(table.table.paths[index].steps)
        for table in sheet.tables
        for index, reason in table.table.reasons.items()
        if reason == "definition"
    )
    return next(heads, "")


def _hidden(table: TableReading) -> Iterator[Issue]:
    grid, block, labels = table.table.sheet.grid, table.table.block, table.table.labels
    body = block.body.tolist()
    hidden = [number for number, row in enumerate(body) if row in grid.hidden_rows]
    for run in _runs(hidden):
        names = _("、").join(dict.fromkeys(labels.place[i] or " ".join(labels.steps[i]) for i in run))
        rows = f"{body[run[0]] + 1}" if len(run) == 1 else f"{body[run[0]] + 1}–{body[run[-1]] + 1}"
        first, last = a1(body[run[0]], block.first_column), a1(body[run[-1]], block.last_column)
        yield Issue.of("hidden-row", table.table.name, first, last, rows=rows, name=names)
    columns = [index for index in range(block.first_column, block.last_column + 1) if index in grid.hidden_columns]
    columns = [index for index in columns if table.table.paths[index].steps or index in table.table.values]
    for run in _runs(columns):
        names = _("、").join(" ".join(table.table.paths[index].steps) for index in run)
        letters = column_letters(run[0] + 1) if len(run) == 1 else f"{column_letters(run[0] + 1)}–{column_letters(run[-1] + 1)}"
        yield Issue.of(
            "hidden-column",
            table.table.name,
            a1(block.first_row, run[0]),
            a1(block.last_row, run[-1]),
            columns=letters,
            name=names,
        )


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def place_issues(table: TableReading) -> Iterator[Issue]:
    """One issue for each name that needs an answer, or whose reading should be seen."""
    labels, block, name = table.table.labels, table.table.block, table.table.name
    seen: dict[str, tuple[PlaceRead, str]] = {}
    for number, read in enumerate(table.row_place):
        if read.text and read.text not in seen and labels.role[number] is RowRole.DATA:
            at = labels.place_column[number]
            seen[read.text] = (read, a1(int(block.body[number]), at) if at >= 0 else "")
    for index, read in table.column_place.items():
        seen.setdefault(read.text, (read, a1(*table.table.column_place_cell[index])))
    if table.context_place.text:
        seen[table.context_place.text] = (
            table.context_place,
            a1(*table.table.block.titles[0]) if table.table.block.titles else "",
        )
    foreign = next(((read, cell) for read, cell in seen.values() if read.kind is PlaceKind.FOREIGN), None)
    if foreign is not None:
        yield Issue.of("place-foreign", name, foreign[1], text=foreign[0].text)
    for read, cell in seen.values():
        issue = _place_issue(name, read, cell)
        if issue is not None:
            yield issue
    if table.other_place is not None:
        first, second = table.context_place.text, table.other_place.text
        yield Issue.of("place-conflict", name, first=first, second=second)
    counts = len(table.rows) and table.table.values and not table.template
    if not table.table.has_places and not table.context_place.text and counts:
        yield Issue.of("place-missing", name)
    nameless = (
        [number for number in table.rows.tolist() if not table.row_place[number].text]
        if table.table.has_places and not table.column_place
        else []
    )
    for run in _runs(nameless):
        values = table.table.values
        if not (table.figures.values[run] == table.figures.values[run]).any():
            continue
        first, last = a1(int(block.body[run[0]]), values[0]), a1(int(block.body[run[-1]]), values[-1])
        yield Issue.of("row-without-place", name, first, last)


def example_issues(table: TableReading) -> Iterator[Issue]:
    """某某区 | 20 | 5000: rows that show how the form is to be filled in."""
    labels, block = table.table.labels, table.table.block
    rows = [row for row, text in enumerate(labels.place) if labels.role[row] is RowRole.REMARK and text and is_example(text)]
    for run in _runs(rows):
        first, last = a1(int(block.body[run[0]]), block.first_column), a1(int(block.body[run[-1]]), block.last_column)
        yield Issue.of("example-rows", table.table.name, first, last, text=labels.place[run[0]])


def _place_issue(sheet: str, read: PlaceRead, cell: str) -> Issue | None:
    match = read.match
    if match is None or read.kind is PlaceKind.AGGREGATE:
        return None
    if read.kind is PlaceKind.ZONE:
        return Issue.of("place-zone", sheet, cell, text=read.text)
    if read.kind is PlaceKind.CITY_DIRECT:
        return Issue.of("place-city-direct", sheet, cell, text=read.text)
    if read.kind is PlaceKind.UNKNOWN:
        if match.suggestions and match.suggestions[0].name == read.text:
            return Issue.of("place-elsewhere", sheet, cell, text=read.text, reason=match.reason)
        if len(match.suggestions) == 1 or (match.suggestions and _close(read.text, match.suggestions[0].name)):
            return Issue.of(
                "place-misspelt", sheet, cell, text=read.text, suggestion=match.suggestions[0].name, reason=match.reason
            )
        if match.suggestions:
            names = _("、").join(place.name for place in match.suggestions)
            return Issue.of("place-ambiguous", sheet, cell, text=read.text, candidates=names)
        return Issue.of("place-unknown", sheet, cell, text=read.text, reason=match.reason)
    if match.how in ("alias", "folded") and match.name != read.text:
        return Issue.of(
            "place-alias", sheet, cell, text=read.text, name=match.name, reason=f"{match.reason}。" if match.reason else ""
        )
    return None


def _close(text: str, name: str) -> bool:
    return abs(len(text) - len(name)) <= 1 and len(set(text) & set(name)) * 2 >= len(name)


def period_issues(tables: list[TableReading]) -> Iterator[Issue]:
    """Years that are missing, disagree, or stand in the file's name only."""
    told: set[str] = set()
    for reading in tables:
        table = reading.table
        if reading.template or not len(reading.rows) or not table.results:
            continue
        own = {index for index in table.values if index in table.column_period}
        # a column of changes between two periods (增减百分点) has none of its own
        heads = {index: table.column_steps.get(index, ()) for index in table.values}
        undated = [index for index, head in heads.items() if index not in own and not any(map(aside, head))]
        open_rows = [i for i in reading.rows.tolist() if not table.row_period[i] and not any(map(aside, table.labels.steps[i]))]
        dated = (bool(own) and not undated) or (any(table.row_period) and not open_rows)
        context = table.context
        if dated:
            continue
        if context.said is None:
            several = context.several
            if several is not None:
                years = _("、").join(said.text for said in several[1])
                yield Issue.of("period-ambiguous", table.name, text=_where(several[0]), candidates=years)
            else:
                yield Issue.of("period-missing", table.name)
            continue
        note = context.said.note
        dated_only = context.where == "title" and note in (PeriodNote.MONTH, PeriodNote.DATE)
        if (note in _PARTS or dated_only) and f"{note}{context.said.text}" not in told:
            told.add(f"{note}{context.said.text}")
            yield Issue.of("period-uncertain", table.name, text=context.said.text, label=label(context.said.period))
        if context.where == "file" and "file" not in told:
            told.add("file")
            yield Issue.of("period-from-filename", text=context.said.text)
        for where, said in context.conflicts:
            if own or any(table.row_period):
                continue
            yield Issue.of(
                "period-conflict",
                table.name,
                first_where=_where(context.where),
                first=context.said.text,
                second_where=_where(where),
                second=said.text,
            )


def _where(name: str) -> str:
    return {"title": _("标题"), "above": _("上一张表的标题"), "sheet": _("工作表名称"), "file": _("文件名")}[name]
