"""Turns what reading met into issues: one for each cell or run of cells, one for each name, one for each heading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indicators.issues import Issue

if TYPE_CHECKING:
    from loaders.reading import Reading


def workbook_issues(reading: Reading) -> Iterator[Issue]:
    """All issues of a workbook."""
    for finding in reading.workbook.findings:
        yield Issue.of(finding.kind, finding.sheet, **dict(finding.values))
