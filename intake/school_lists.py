"""A list with one row a school, read to be reckoned with on the spot: nothing of it is stored."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from access import Action, Visitor, require
from loaders.reading import read
from store import Workspace


@dataclass(frozen=True)
class SchoolList:
    """`figures`: `indicators.schools.SCHOOL_COLUMNS`; `remarks`: what the reading has to say, one sentence each."""

    filename: str
    figures: pd.DataFrame
    remarks: tuple[str, ...]


def read_school_list(data: bytes, filename: str, workspace: Workspace, visitor: Visitor) -> SchoolList:
    """What a workbook says of single schools; an empty table where it has no row a school. Raises NotAllowedError."""
    require(visitor, Action.UPLOAD)
    reading = read(data, filename, city_code=workspace.city_code)
    return SchoolList(filename, reading.schools.figures, tuple(issue.message() for issue in reading.issues))
