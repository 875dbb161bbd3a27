"""核查报告: what a preview found, as a workbook that goes back to the district which filled it in."""

from __future__ import annotations

from pathlib import PurePath

from indicators.issues import Issue, kinds
from indicators.vocabulary import Severity
from intake.originals import NO_CELLS, masks_of
from intake.records import EXPLAINED_KINDS, IntakeError, Preview
from language import _

# What only the bureau can deal with, or what no cell of the district's has to do with
_NOT_FOR_DISTRICTS = frozenset({"same-file", "read-again", "simulated-file", "city-unknown", "more-of-this"})


class NoReportError(IntakeError):
    """There is nothing that could be marked, or the workbook is too large; the text is one sentence."""


def doubtful(preview: Preview) -> tuple[Issue, ...]:
    """The issues that a district has to look at: what must be fixed, then what must be fixed or explained.

    None where the file lists children: a report is a copy of the file, and of these there is none.
    """
    if preview.reading.children:
        return ()
    order = {kind: number for number, kind in enumerate(kinds())}
    found = [i for i in preview.issues if i.severity is not Severity.NOTE and i.kind not in _NOT_FOR_DISTRICTS]
    return tuple(sorted(found, key=lambda issue: (weight(issue) is not Severity.BLOCKING, order[issue.kind])))


def weight(issue: Issue) -> Severity:
    """How an issue stands to whoever deals with it: what a 说明 settles is 经验校验, however grave it is to the reading."""
    return Severity.WARNING if issue.kind in EXPLAINED_KINDS else issue.severity


def report_name(filename: str) -> str:
    """What the report of a file is called."""
    return _("{file}_核查报告.xlsx").format(file=PurePath(filename.replace("\\", "/")).stem)


def check_report(preview: Preview) -> bytes:
    """The same workbook as .xlsx: doubtful cells marked and commented, every issue listed; without persons and pictures.

    Raises NoReportError for a file that could not be opened, lists children, or is too large to be written.
    """
    from exports.check_workbook import CheckLine, CheckWorkbookError, check_workbook
    from exports.kept_parts import cleared

    if preview.reading.children:
        raise NoReportError(_("《{file}》里有学生个人信息，不生成核查报告。").format(file=preview.filename))

    if not preview.reading.readable:
        raise NoReportError(_("《{file}》打不开，没有可以标注的格子。").format(file=preview.filename))
    lines = [
        CheckLine(weight(issue), issue.kind, issue.sheet, issue.cell, issue.until, issue.found(), issue.means(), issue.advice())
        for issue in doubtful(preview)
    ]
    masks = masks_of(preview.reading) or (NO_CELLS if cleared(preview.data).anew else {})
    try:
        return cleared(check_workbook(preview.data, preview.reading.workbook, preview.filename, lines, masks)).content
    except CheckWorkbookError as error:
        raise NoReportError(str(error)) from error
