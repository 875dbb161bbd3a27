"""Issues about lists of schools: how many were read, campuses counted with their school, schools that stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.issues import Issue
from loaders.schools import count_schools, known_columns, may_stand_twice
from loaders.workbook_reading import Reading


def school_issues(reading: Reading) -> Iterator[Issue]:
    """One note for each list, and one question for each school of which nobody can say which number holds.

    Figures are only gathered where a name or number stands twice: most lists are long and name each school once.
    """
    tables = [table for sheet in reading.sheets for table in sheet.tables if table.school_rows and len(table.rows)]
    for table in tables:
        yield Issue.of("school-rows", table.table.name, schools=count_schools(table), known=known_columns(table))
    if not may_stand_twice(tables):
        return
    found = reading.schools
    for school, sheet, first, second in found.twice:
        yield Issue.of("school-twice", sheet, first, school=school, first=first, second=second)
    if found.folded:
        yield Issue.of("school-folded", count=found.folded)
