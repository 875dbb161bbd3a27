"""A workbook as read, sheet by sheet: what its users ask it for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from indicators.issues import Issue
from loaders.layouts import heading_text
from loaders.lines import Sheet
from loaders.observations import frame
from loaders.schools import Schools, read_schools
from loaders.table_reading import TableReading
from loaders.workbook import Workbook


@dataclass
class SheetReading:
    """One sheet: its tables, whether it is hidden."""

    name: str
    hidden: bool
    sheet: Sheet
    tables: list[TableReading] = field(default_factory=list)

    @property
    def children(self) -> bool:
        """Whether it lists children, one row each: nothing of it may be shown, marked or handed on."""
        return any(table.children for table in self.tables)


@dataclass
class Reading:
    """A workbook as read. `cities` are codes of cities that its names speak for, best first; `city_code` the one used."""

    filename: str
    sha256: str
    workbook: Workbook
    sheets: list[SheetReading]
    cities: list[str]
    city_code: str | None
    issues: list[Issue] = field(default_factory=list)

    @cached_property
    def observations(self) -> pd.DataFrame:
        """Every body cell of every table, columns as in `indicators.tables.OBSERVATION_COLUMNS`."""
        return frame([table for sheet in self.sheets for table in sheet.tables])

    @cached_property
    def schools(self) -> Schools:
        """The figures of single schools, where tables have one row a school: `indicators.schools.SCHOOL_COLUMNS`."""
        return read_schools([table for sheet in self.sheets for table in sheet.tables])

    @property
    def headings(self) -> list[str]:
        """The distinct headings of the workbook, as a layout remembers them."""
        found: dict[str, None] = {}
        for sheet in self.sheets:
            for table in sheet.tables:
                first = table.wordings[1] if len(table.rows) else []
                for column in table.table.values:
                    found.update({heading_text(table.subject(row, column)): None for row in first[:200]})
        return [text for text in found if text]

    @property
    def readable(self) -> bool:
        """Whether the file could be opened at all."""
        return bool(self.workbook.grids)

    @property
    def children(self) -> bool:
        """Whether one of the sheets lists children: the file is neither kept nor given out again."""
        return any(sheet.children for sheet in self.sheets)
