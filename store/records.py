"""Small records that the store takes and gives back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd


@dataclass(frozen=True)
class Workspace:
    """One city's room in the store. `revision` grows by one with each change of what it answers."""

    id: str
    city_code: str
    name: str
    simulated: bool = False
    revision: int = 0


@dataclass(frozen=True)
class Upload:
    """One accepted file: who, when, which file, and whether it still counts (`state`). Times are UTC without a zone."""

    id: int
    workspace: str
    sha256: str
    size: int
    filename: str
    uploader: str
    uploaded_at: datetime
    city_code: str
    note: str
    state: str
    family: str
    counts: dict[str, int]
    revision: int
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str
    values: int
    in_force: int


@dataclass(frozen=True)
class Explanation:
    """说明: why a doubtful value is right. cell '' = for every issue of that kind in the sheet, sheet '' = in the file."""

    kind: str
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True)
class NewUpload:
    """Everything that one accept stores. `observations` has INCOMING_COLUMNS, each key at most once.

    `family`: fingerprint of the workbook's headings; `answers` and `layout` (YAML, "" = none) are kept for the family.
    """

    filename: str
    content: bytes
    observations: pd.DataFrame
    uploader: str
    city_code: str
    note: str = ""
    family: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    explanations: tuple[Explanation, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    layout: str = ""

    @property
    def sha256(self) -> str:
        """The file's fingerprint in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


# What `Store.accept` takes, one row for each value. Texts are str, value float64 (NaN = none), heading a list of texts.
INCOMING_COLUMNS = (
    "place_code",
    "place_name",
    "place_kind",
    "indicator",
    "education_level",
    "breakdown",
    "period_key",
    "value",
    "unit",
    "stated_unit",
    "status",
    "sheet",
    "cell",
    "place_text",
    "heading",
    "text",
)
