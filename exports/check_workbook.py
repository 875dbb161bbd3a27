"""Workbooks of others written again: as 核查报告, with the doubtful cells marked and all findings listed, or without persons.

核查报告 goes back to the district that filled it in. An .xlsx keeps its formats, merges and formulas with their results; any
other format is drawn anew from its grid. Files of others are opened in a child process under limits of time and memory.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indicators.vocabulary import Severity
from language import _, current
from loaders.own_sheets import OWN_COMMENT_STARTS, OWN_SHEET_ENDINGS, is_own_sheet
from loaders.workbook import Workbook

SECONDS = 40


class CheckWorkbookError(Exception):
    """The workbook could not be written; the text is one sentence for the user."""


@dataclass(frozen=True)
class CheckLine:
    """One finding. `cell` and `until` are A1 addresses, "" where it concerns a whole sheet or (`sheet` "") the file."""

    severity: Severity
    kind: str
    sheet: str
    cell: str
    until: str
    found: str
    means: str
    advice: str


@dataclass(frozen=True)
class CheckWords:
    """The fixed texts of the list in one language."""

    sheet: str
    title: str
    intro: str
    heads: tuple[str, ...]
    comment: str
    whole: str


def check_workbook(
    data: bytes,
    workbook: Workbook,
    filename: str,
    lines: Sequence[CheckLine],
    masks: Mapping[str, Mapping[tuple[int, int], str]],
) -> bytes:
    """The marked workbook as .xlsx; `masks` as in `workbook_without`.

    Raises CheckWorkbookError when neither the original nor its grids can be written.
    """
    words = _words(filename, lines)
    job = {
        "data": data if workbook.format == "xlsx" else b"",
        "grids": [grid for grid in workbook.grids if not is_own_sheet(grid)],
        "own": [grid.name for grid in workbook.grids if is_own_sheet(grid)],
        "epoch": workbook.epoch,
        "lines": [_plain(line) for line in lines],
        "words": words.__dict__,
        "masks": masks,
    }
    made = _written(job)
    if made:
        return made
    raise CheckWorkbookError(_("没有做成核查报告：《{file}》太大，请按页面上的问题清单逐条核对。").format(file=filename))


def workbook_without(data: bytes, workbook: Workbook, masks: Mapping[str, Mapping[tuple[int, int], str]]) -> bytes:
    """The workbook as .xlsx with other texts in the cells of `masks` (by sheet, row and column from 0), else as it came.

    Formats, merges, comments and formulas with their results stay; pivot tables and the names of authors go. Raises
    CheckWorkbookError when neither the original nor its grids can be written.
    """
    job = {
        "data": data if workbook.format == "xlsx" else b"",
        "grids": list(workbook.grids),
        "own": [],
        "epoch": workbook.epoch,
        "lines": [],
        "masks": masks,
    }
    made = _written(job)
    if not made:
        raise CheckWorkbookError(_("文件太大，没能从留存的原件里去掉个人信息"))
    return made


def _written(job: dict[str, object]) -> bytes:
    """The workbook from the original where it can be written, else from its grids; b"" where neither can."""
    for attempt in [job, job | {"data": b""}] if job["data"] else [job]:
        made = _in_child(pickle.dumps(attempt, protocol=5))
        if made:
            return made
    return b""


def _in_child(job: bytes) -> bytes:
    """What the marking process writes; b"" when it fails or takes too long. Its answer is bytes, never unpickled."""
    command = [sys.executable, "-P", "-s", str(Path(__file__).with_name("marking.py"))]
    try:
        done = subprocess.run(command, input=job, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"PK") else b""


def _plain(line: CheckLine) -> dict[str, object]:
    label = {Severity.BLOCKING: _("逻辑校验"), Severity.WARNING: _("经验校验"), Severity.NOTE: _("提示")}[line.severity]
    return line.__dict__ | {"severity": str(line.severity), "label": label}


def _words(filename: str, lines: Sequence[CheckLine]) -> CheckWords:
    language = 0 if current() == "zh" else 1
    must = sum(line.severity is Severity.BLOCKING for line in lines)
    return CheckWords(
        sheet=_("核查清单"),
        title=_("核查清单：《{file}》").format(file=filename) + OWN_SHEET_ENDINGS[language],
        intro=_(
            "共 {n} 条，其中必须改正 {must} 条。请在原表改正橙色格子；黄色格子如属实，在最后一列写明原因。"
            "改好后把整个文件发回，不用删这张表。"
        ).format(n=len(lines), must=must),
        heads=(
            _("序号"),
            _("类别"),
            _("工作表"),
            _("单元格"),
            _("发现什么"),
            _("意味着什么"),
            _("怎么办"),
            _("说明（由报送单位填写）"),
        ),
        comment=OWN_COMMENT_STARTS[language],
        whole=_("整个文件"),
    )
