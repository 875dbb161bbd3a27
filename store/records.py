"""Small records that the store takes and gives back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from geo import shown


@dataclass(frozen=True)
class Edition:
    """A published state of a workspace. `number` counts from 1; number 0 with revision 0 = nothing was published yet."""

    workspace: str
    number: int
    revision: int
    published_at: datetime
    published_by: str
    reviewed_by: str
    note: str


@dataclass(frozen=True)
class Workspace:
    """One city's room in the store. `revision` grows by one with each change of what it answers.

    `edition`: as which published edition it is looked at; None = what is in force. `drafts`: staff look at what viewers do not
    see yet, because this bureau publishes editions. `only`: the one district whose figures a limited viewer gets, "" = all.
    """

    id: str
    city_code: str
    name: str
    simulated: bool = False
    revision: int = 0
    edition: Edition | None = None
    drafts: bool = False
    only: str = ""

    @property
    def label(self) -> str:
        """The name in the language of the moment: 泰州市（模拟）, or Taizhou (simulated)."""
        return shown(self.city_code, self.name)

    @property
    def as_of(self) -> int | None:
        """The revision whose values are looked at; None = the newest."""
        return None if self.edition is None else self.edition.revision


@dataclass(frozen=True)
class Upload:
    """One accepted file: who, when, which file, and whether it still counts (`state`). Times are UTC without a zone.

    `cleared`: cells about persons that the kept file holds no more; `sha256` is that of the file as it came.
    """

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
    upload_kind: str
    withdrawn_revision: int | None
    cleared: int
    values: int
    in_force: int


@dataclass(frozen=True)
class Correction:
    """Why a value was corrected by hand, and what stood there before: nothing where `original_upload_id` is None."""

    reason: str
    original_upload_id: int | None
    original_value: float | None
    original_status: str
    original_filename: str


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
    `without_persons` (b"" = as it came) is what is kept of `content` where it names persons, `cleared` the number of such cells.
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
    correction: Correction | None = None
    without_persons: bytes = b""
    cleared: int = 0
    # Corrections that stay over values of this file; each is stored again after it, so that the newest still counts
    kept_corrections: tuple[NewUpload, ...] = ()

    @property
    def sha256(self) -> str:
        """The file's fingerprint in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def kept(self) -> bytes:
        """What is stored of the file."""
        return self.without_persons or self.content


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
