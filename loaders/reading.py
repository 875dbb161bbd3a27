"""What a workbook says: observations, issues, and what every cell was taken for.

bytes → grids (`loaders.workbook`) → blocks → heading paths and roles → places and periods → figures. Nothing raises on content.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from time import thread_time

from indicators.issues import SEVERITY_ORDER
from loaders.blocks import find_blocks
from loaders.cells import cell_kinds
from loaders.certainties import settle
from loaders.layouts import NO_LAYOUT, Layout, drift_issues
from loaders.lines import Sheet
from loaders.own_english import in_chinese
from loaders.own_sheets import is_own_sheet
from loaders.panes import panes
from loaders.places import propose, several_cities
from loaders.remarks import workbook_issues
from loaders.table import Table
from loaders.table_building import read_table
from loaders.table_reading import read_observations
from loaders.workbook import Finding, Grid, Workbook, each_grid
from loaders.workbook_reading import Reading, SheetReading

# What understanding the sheets may cost of this process's own time, looked at before each sheet: 10⁵ rows of schools take 15 s
SECONDS = 90
FoundTables = tuple[SheetReading, list[Table]]


def read(
    data: bytes,
    filename: str,
    *,
    city_code: str | None = None,
    layout: Layout | None = None,
) -> Reading:
    """Read a workbook. `city_code` = the workspace's city, else the one its names speak for; `layout` = earlier answers."""
    layout = layout or NO_LAYOUT
    stem = PurePath(filename).stem
    tables: list[FoundTables] = []
    workbook, started = Workbook(), thread_time()
    for item in each_grid(data, filename):  # while we look at one sheet, the next is read
        if isinstance(item, Workbook):
            workbook = item
        elif thread_time() - started > SECONDS:
            workbook = Workbook(findings=(Finding("too-slow", "", {"seconds": SECONDS}),))
            break
        elif not is_own_sheet(item):
            tables.append(_tables(item, stem, layout))
    return _settled(workbook, filename, hashlib.sha256(data).hexdigest(), city_code, layout, tables if workbook.grids else [])


def read_workbook(
    workbook: Workbook,
    filename: str,
    sha256: str = "",
    *,
    city_code: str | None = None,
    layout: Layout | None = None,
) -> Reading:
    """Read grids that are open already."""
    layout = layout or NO_LAYOUT
    stem = PurePath(filename).stem
    tables = [_tables(grid, stem, layout) for grid in workbook.grids if not is_own_sheet(grid)]
    return _settled(workbook, filename, sha256, city_code, layout, tables)


def _tables(grid: Grid, stem: str, layout: Layout) -> FoundTables:
    """The tables of one sheet, understood but for their places."""
    grid = in_chinese(grid)
    sheet = Sheet(grid, cell_kinds(grid))
    found: list[Table] = []
    first: Table | None = None
    for pane in panes(sheet) if grid.height else []:
        for block in find_blocks(pane):
            if not block.headings and not pane.card:
                continue
            table = read_table(pane, block, stem, first, layout.period(grid.name))
            first = first or (table if table.title_texts else None)
            found.append(table)
    return SheetReading(grid.name, grid.hidden, sheet), found


def _settled(
    workbook: Workbook, filename: str, sha256: str, city_code: str | None, layout: Layout, sheets: list[FoundTables]
) -> Reading:
    """What needs all sheets: the city that their names speak for, then figures and issues."""
    tables = [table for _, found in sheets for table in found]
    cities = propose(tables, PurePath(filename).stem)
    chosen = city_code or layout.city_code or (cities[0] if cities and not several_cities(tables) else None)
    for reading, own in sheets:
        reading.tables = [settle(read_observations(table, chosen, layout)) for table in own]
    found = Reading(filename, sha256, workbook, [reading for reading, _ in sheets], cities, chosen)
    issues = [*workbook_issues(found), *drift_issues(layout, found.headings)]
    found.issues = sorted(issues, key=lambda issue: SEVERITY_ORDER[issue.severity])
    return found
