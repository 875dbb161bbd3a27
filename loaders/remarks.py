"""Gathers all issues of a workbook, the most fundamental first, each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from indicators.issues import Issue
from loaders.checks.cells import cell_issues, marked_cells
from loaders.checks.parts import part_issues
from loaders.checks.ranges import decimal_issues, range_issues
from loaders.checks.series import duplicate_issues, figures_by_key, jump_issues, missing_issues, rate_issues
from loaders.checks.structure import indicator_issues, period_issues, place_issues, sheet_issues, unit_issues
from loaders.checks.sums import total_issues

if TYPE_CHECKING:
    from loaders.reading import Reading


def workbook_issues(reading: Reading) -> Iterator[Issue]:
    """All that the workbook shows by itself."""
    for finding in reading.workbook.findings:
        yield Issue.about(finding.kind, finding.values, finding.sheet)
    tables = [table for sheet in reading.sheets for table in sheet.tables]
    for sheet in reading.sheets:
        yield from sheet_issues(sheet)
    yield from period_issues(tables, PurePath(reading.filename).stem)
    yield from indicator_issues(tables)
    for table in tables:
        if table.template:
            continue
        yield from place_issues(table)
        yield from unit_issues(table)
        yield from cell_issues(table)
        yield from marked_cells(table)
        yield from range_issues(table)
        yield from decimal_issues(table)
        yield from total_issues(table)
        yield from part_issues(table)
        yield from missing_issues(table)
    keyed = figures_by_key(tables)
    yield from duplicate_issues(tables, keyed)
    yield from jump_issues(tables, keyed)
    yield from rate_issues(tables, keyed)
