"""What the intake gives to pages and command line: a preview with its questions, and what came of accepting it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import pandas as pd

from indicators.catalogue import Catalogue, load_catalogue
from indicators.issues import Issue
from language import _
from store import CorrectedValue, Upload, Workspace

if TYPE_CHECKING:
    from loaders.workbook_reading import Reading

# An answer that leaves the cells in question out of the store
LEAVE_OUT = "leave_out"
# An answer that keeps the cell as "no value" although somebody wrote a word into it
AS_MISSING = "as_missing"


class KeptOut(StrEnum):
    """Why an observation was read but is not stored. Together with the stored ones they are all observations."""

    AGGREGATE = "aggregate"
    TOTALS_DIFFER = "totals_differ"
    ASIDE = "aside"
    UNKNOWN_INDICATOR = "unknown_indicator"
    UNKNOWN_PLACE = "unknown_place"
    NO_PLACE = "no_place"
    OTHER_CITY = "other_city"
    FOREIGN = "foreign"
    NO_PERIOD = "no_period"
    UNIT = "unit"
    REPEATED = "repeated"
    CONTRADICTORY = "contradictory"
    BLANK_KEPT = "blank_kept"
    NO_RECORD = "no_record"
    SCHOOLS = "schools"
    LEFT_OUT = "left_out"


def kept_out_text(reason: KeptOut) -> str:
    """The reason in a few words of the current language."""
    return {
        KeptOut.AGGREGATE: _("小计或合计，只用于核对"),
        KeptOut.TOTALS_DIFFER: _("几个全市合计互不相同"),
        KeptOut.ASIDE: _("名次、增减、目标、得分等，不是指标值"),
        KeptOut.UNKNOWN_INDICATOR: _("表头没有对应的指标"),
        KeptOut.UNKNOWN_PLACE: _("不认识的地区"),
        KeptOut.NO_PLACE: _("没有地区"),
        KeptOut.OTHER_CITY: _("属于其他城市"),
        KeptOut.FOREIGN: _("地名不在行政区划库里"),
        KeptOut.NO_PERIOD: _("没有年份"),
        KeptOut.UNIT: _("单位对不上"),
        KeptOut.REPEATED: _("与本文件另一处相同"),
        KeptOut.CONTRADICTORY: _("同一项有两个不同的数"),
        KeptOut.BLANK_KEPT: _("没有数，另一处已有"),
        KeptOut.NO_RECORD: _("表里写明没有这一项"),
        KeptOut.SCHOOLS: _("逐校的数，只用来算校际差异系数"),
        KeptOut.LEFT_OUT: _("选择了不采用"),
    }[reason]


@dataclass(frozen=True)
class Choice:
    """One possible answer: `value` goes into the answers, `label` is shown."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """Something only a person can say. `id` is stable for the same doubt in the next file; the likeliest choice comes first.

    `required` questions block accepting; the others may stay open (their values are then kept out, and said so).
    `free` = any text may be answered besides the choices (a period: "2023S").
    """

    id: str
    text: str
    choices: tuple[Choice, ...]
    required: bool = True
    cells: tuple[tuple[str, str], ...] = ()
    values: int = 0
    free: bool = False


@dataclass(frozen=True)
class Preview:
    """What will happen when this file is accepted. Nothing is stored yet.

    `diff` has DIFF_COLUMNS, one row for each value that would be stored. `kept_out`: sheet, cell, text, reason (KeptOut).
    `prepared` is what will be stored (INCOMING_COLUMNS of the store). `revision` is the store's state it was compared with.
    `blocking`: the issues (逻辑校验) that stop the file and that no answer settles; `to_explain`: those (经验校验) that need a
    说明 with the accept. `withdrawn`: STORED_COLUMNS of values that an earlier reading of this very file brought, not this one.
    `catalogue`: the city's, its own indicators among them. `kept_corrections` stay over values of this file. `from_schools`:
    how many values of `diff` no cell holds, but a list of schools yields (校际差异系数).
    """

    filename: str
    data: bytes
    reading: Reading
    workspace: Workspace | None
    is_new_workspace: bool
    revision: int
    family: str
    issues: tuple[Issue, ...]
    questions: tuple[Question, ...]
    answers: Mapping[str, str]
    prepared: pd.DataFrame
    diff: pd.DataFrame
    kept_out: pd.DataFrame
    blocking: tuple[Issue, ...]
    to_explain: tuple[Issue, ...] = ()
    withdrawn: pd.DataFrame | None = None
    already: Upload | None = None
    catalogue: Catalogue = field(default_factory=load_catalogue)
    kept_corrections: tuple[CorrectedValue, ...] = ()
    from_schools: int = 0

    @property
    def sha256(self) -> str:
        """The file's fingerprint."""
        return self.reading.sha256

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Questions without an answer, those that block first."""
        return tuple(sorted((q for q in self.questions if q.id not in self.answers), key=lambda q: not q.required))

    @property
    def can_accept(self) -> bool:
        """Nothing blocks and every required question is answered; 说明 for `to_explain` are still asked by `accept`."""
        return not self.blocking and not any(question.required for question in self.open_questions)

    @property
    def counts(self) -> dict[str, int]:
        """observations + from_schools = the sum of CHANGES + every kept_out.<reason>: each cell ends in exactly one of them."""
        found = {"observations": len(self.reading.observations)}
        found |= {"from_schools": self.from_schools} if self.from_schools else {}
        changes = {change: int((self.diff["change"] == change).sum()) for change in CHANGES}
        found |= {change: n for change, n in changes.items() if n or change != "corrected"}
        found |= {f"kept_out.{reason}": int(n) for reason, n in self.kept_out["reason"].value_counts().items()}
        return found


# How a value differs from what is in force: removed = a number becomes "no value"; corrected = a correction stays over it
CHANGES = ("new", "changed", "same", "removed", "corrected")

DIFF_COLUMNS = (
    "place_code",
    "place_name",
    "place_kind",
    "indicator",
    "education_level",
    "breakdown",
    "period_key",
    "change",
    "value",
    "status",
    "sheet",
    "cell",
    "text",
    "old_value",
    "old_status",
    "old_upload_id",
    "old_filename",
    "old_uploaded_at",
    "old_cell",
)

# 经验校验, and sums whose advice offers it: fix the file, or say why it is right
EXPLAINED_KINDS = frozenset({"jump", "jump-everywhere", "conflict", "value-removed", "parts-not-whole", "total-not-sum"})


@dataclass(frozen=True)
class Accepted:
    """What came of it. `already` = this very file was in force before, and nothing was written.

    `kept`: what the file that is kept holds no more (decision 0042), in one sentence; "" where it is kept as it came.
    """

    upload_id: int
    workspace: Workspace
    counts: dict[str, int]
    already: bool = False
    kept: str = ""


class IntakeError(Exception):
    """A refusal with words for users."""


class BadAnswerError(IntakeError):
    """An answer that says nothing we know: no period, city or indicator."""

    def __init__(self, question: str, answer: str) -> None:
        self.question, self.answer = question, answer
        super().__init__(question)

    def __str__(self) -> str:
        return _("“{question}”的回答“{answer}”无法识别，没有入库。").format(question=self.question, answer=self.answer)


class NotAcceptableError(IntakeError):
    """Something must be fixed, answered or explained first; `preview` says what."""

    def __init__(self, preview: Preview, unexplained: tuple[Issue, ...] = ()) -> None:
        self.preview, self.unexplained = preview, unexplained
        super().__init__(preview.filename)

    def __str__(self) -> str:
        if self.preview.blocking:
            return _("《{filename}》有 {n} 处必须先处理，没有入库。").format(
                filename=self.preview.filename, n=len(self.preview.blocking)
            )
        required = sum(question.required for question in self.preview.open_questions)
        if required:
            return _("《{filename}》有 {n} 个问题等待回答，没有入库。").format(filename=self.preview.filename, n=required)
        return _("《{filename}》有 {n} 处变化需要写说明，没有入库。").format(
            filename=self.preview.filename, n=len(self.unexplained)
        )


class RoundClosedError(IntakeError):
    """A value belongs to a round that is over; it was not changed."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def __str__(self) -> str:
        return _("“{name}”已经结束，其中的数不能变动；要改请先重新打开这一轮。").format(name=self.name)


class DiffChangedError(IntakeError):
    """Somebody else's file came in between and touches the same values; `preview` holds the new diff. Nothing was stored."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        super().__init__(preview.filename)

    def __str__(self) -> str:
        return _("核对期间有其他文件入库，差异表已更新，请重新确认。")
