"""Gathers all issues of a workbook, the most fundamental first; of very many of a kind the first, and how many more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from indicators.issues import Issue
from indicators.vocabulary import Severity
from loaders.certainties import certainty_issues
from loaders.checks.cells import cell_issues, marked_cells
from loaders.checks.figures import MOST_OF_A_KIND, collect
from loaders.checks.headings import indicator_issues, unit_issues
from loaders.checks.notations import notation_issues
from loaders.checks.parts import part_issues
from loaders.checks.ranges import decimal_issues, range_issues
from loaders.checks.rates import missing_issues, rate_issues
from loaders.checks.schools import school_issues
from loaders.checks.series import duplicate_issues, jump_issues
from loaders.checks.structure import example_issues, period_issues, place_issues, sheet_issues
from loaders.checks.sums import total_issues
from loaders.workbook_reading import Reading


def workbook_issues(reading: Reading) -> Iterator[Issue]:
    """All that the workbook shows by itself."""
    for finding in reading.workbook.findings:
        yield Issue.about(finding.kind, finding.values, finding.sheet)
    yield from _capped(_found(reading))


def _found(reading: Reading) -> Iterator[Issue]:
    # of a list of children no name, comment or number is repeated, not even in an issue
    tables = [table for sheet in reading.sheets if not sheet.children for table in sheet.tables]
    filled = any(not table.template and len(table.rows) and table.table.values for table in tables)
    for sheet in reading.sheets:
        for issue in sheet_issues(sheet):
            # where nothing else is in the file the template is what stops it, and is said first
            empty = issue.kind == "empty-template" and not filled
            yield replace(issue, severity=Severity.BLOCKING) if empty else issue
    yield from period_issues(tables)
    yield from indicator_issues(tables)
    yield from school_issues(reading)
    for table in tables:
        yield from example_issues(table)
        if table.template:
            continue
        for check in (
            place_issues,
            unit_issues,
            cell_issues,
            marked_cells,
            certainty_issues,
            range_issues,
            notation_issues,
            decimal_issues,
            total_issues,
            part_issues,
            missing_issues,
        ):
            yield from check(table)
    figures = collect(tables)
    yield from duplicate_issues(figures)
    yield from jump_issues(figures)
    yield from rate_issues(figures)


def _capped(issues: Iterable[Issue]) -> Iterator[Issue]:
    seen: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Issue] = {}
    cells: set[tuple[str, str, str, str]] = set()
    for issue in issues:
        if issue.cell:  # two checks may find the same fault of one cell
            place = (issue.kind, issue.sheet, issue.cell, issue.until)
            if place in cells:
                continue
            cells.add(place)
        key = (issue.sheet, issue.kind)
        seen[key] += 1
        first.setdefault(key, issue)
        if seen[key] <= MOST_OF_A_KIND:
            yield issue
    for key, count in seen.items():
        if count > MOST_OF_A_KIND:
            yield Issue.of(
                "more-of-this", key[0], severity=first[key].severity, n=count - MOST_OF_A_KIND, headline=first[key].headline()
            )
