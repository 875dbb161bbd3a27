"""What a file would do, in the order in which a person must know it; nothing is stored here, and nothing drawn.

One sentence first, then what stands in the way (most fundamental first, equal kinds together), then what would change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

import geo
from indicators import periods
from indicators.definitions import Indicator
from indicators.issues import SEVERITY_ORDER, Issue, kinds
from indicators.vocabulary import EducationLevel, Period, Severity, ValueStatus
from intake.cells import CELL_KINDS, question_id
from intake.check_report import weight
from intake.questions import covered
from intake.records import KeptOut, Preview, kept_out_text
from intake.sheet_doubts import DOUBT_KINDS
from intake.sheet_doubts import question_id as doubt_id
from language import _
from store import Upload
from views.words import level_label, number, status_label, when

# How many places of one kind of issue are spelt out; the rest is counted
SPELT_OUT = 5
CHANGE_ORDER = {"changed": 0, "removed": 1, "corrected": 2, "new": 3, "same": 4}


@dataclass(frozen=True)
class IssueGroup:
    """All issues of one kind and severity: its headline with a count, the first ones in full, what to do."""

    kind: str
    severity: Severity
    headline: str
    count: int
    messages: tuple[str, ...]
    advice: str


@dataclass(frozen=True)
class UploadView:
    """What the page says about one file. `standing`: refused, blocked, asks, empty, already or ready."""

    standing: str
    sentence: str
    issues: tuple[IssueGroup, ...]
    changes: pd.DataFrame
    kept_out: pd.DataFrame


def severity_label(severity: Severity) -> str:
    """The severity as staff call it."""
    return {Severity.BLOCKING: _("逻辑校验"), Severity.WARNING: _("经验校验"), Severity.NOTE: _("提示")}[severity]


def issue_groups(issues: Sequence[Issue]) -> tuple[IssueGroup, ...]:
    """Issues by kind: what blocks first, then in the order of the catalogue (file, structure, values, checks)."""
    order = {kind: place for place, kind in enumerate(kinds())}

    def key(issue: Issue) -> tuple[int, int]:
        return SEVERITY_ORDER[weight(issue)], order[issue.kind]

    groups = []
    for _key, members in groupby(sorted(issues, key=key), key=key):
        found = list(members)
        messages = tuple(issue.message() for issue in found[:SPELT_OUT])
        if len(found) > SPELT_OUT:
            messages += (_("另有 {n} 处同类问题").format(n=len(found) - SPELT_OUT),)
        first = found[0]
        groups.append(IssueGroup(first.kind, weight(first), first.headline(), len(found), messages, first.advice()))
    return tuple(groups)


def untold(preview: Preview) -> list[Issue]:
    """The issues that no question of the file tells already: what is asked is not said twice."""
    asked = {place for question in preview.questions for place in question.cells}
    ids = {question.id for question in preview.questions}
    topics = {question.partition(":")[0] for question in ids}
    found = []
    for issue in preview.issues:
        told = issue.kind in CELL_KINDS and question_id(issue) in ids
        told |= issue.kind in DOUBT_KINDS and doubt_id(issue) in ids
        by_value = bool(topics & {"place", "period", "heading", "pick", "twice"})
        told |= issue.severity is Severity.BLOCKING and covered(issue) and by_value
        told |= issue.kind in ("correction-original-changed", "place-misspelt") and (issue.sheet, issue.cell) in asked
        if not told:
            found.append(issue)
    return found


def upload_view(preview: Preview) -> UploadView:
    """What one file would do, from the intake's preview."""
    standing, sentence = _standing(preview)
    return UploadView(standing, sentence, issue_groups(untold(preview)), changes_table(preview), kept_out_table(preview.kept_out))


def _standing(preview: Preview) -> tuple[str, str]:
    counts = preview.counts
    fields: Mapping[str, Any] = {
        "file": preview.filename,
        "city": preview.workspace.label if preview.workspace else "",
        "n": len(preview.diff),
        **counts,
    }
    if preview.already is not None:
        text = _("《{file}》已于 {time} 由 {who} 报送入库，内容完全相同，不必再报。")
        return "already", text.format(
            file=preview.filename, time=when(preview.already.uploaded_at), who=preview.already.uploader or "—"
        )
    if preview.blocking and preview.reading.observations.empty:
        worst = min(preview.blocking, key=lambda issue: list(kinds()).index(issue.kind))
        return "refused", _("《{file}》没有入库。{why}").format(file=preview.filename, why=worst.text())
    if preview.blocking:
        return "blocked", _("《{file}》有 {n} 处逻辑校验未通过，改正后再报送；现在什么都没有入库。").format(
            file=preview.filename, n=len(preview.blocking)
        )
    required = sum(question.required for question in preview.open_questions)
    if required:
        return "asks", _("《{file}》还有 {n} 个问题要您回答，答完才能入库。").format(file=preview.filename, n=required)
    if not fields["n"]:
        return "empty", _("《{file}》里没有可以入库的数。").format(file=preview.filename)
    said = _("《{file}》→ {city}：共 {n} 个数，新增 {new}，变更 {changed}，不变 {same}，撤为无数 {removed}。").format(**fields)
    kept = preview.counts.get("corrected", 0)
    return "ready", said + (_("保留更正 {n}。").format(n=kept) if kept else "")


def changes_table(preview: Preview) -> pd.DataFrame:
    """The differences in words: what changes or goes first, what an earlier reading of the file alone brought among it; then new
    and equal values."""
    diff, catalogue = preview.diff, preview.catalogue
    words = {"new": _("新增"), "changed": _("变更"), "removed": _("撤为无数"), "same": _("不变"), "corrected": _("保留更正")}
    rows: list[dict[str, object]] = []
    rest: list[dict[str, object]] = []
    for row in sorted(diff.to_dict("records"), key=lambda row: CHANGE_ORDER[str(row["change"])]):
        indicator = catalogue.indicators[str(row["indicator"])]
        period = Period.from_key(str(row["period_key"]))
        old = "" if row["change"] == "new" else _said(row["old_value"], str(row["old_status"]), indicator)
        (rest if row["change"] in ("new", "same") else rows).append(
            {
                _("变化"): words[str(row["change"])],
                _("区县"): geo.shown(row["place_code"], row["place_name"]),
                _("指标"): indicator.label,
                _("学段"): level_label(EducationLevel(str(row["education_level"]))),
                _("分组"): catalogue.breakdowns[str(row["breakdown"])].label if row["breakdown"] else "",
                _("时期"): periods.label(period),
                _("原值"): old,
                _("新值"): _said(row["value"], str(row["status"]), indicator),
                _("原值所在文件"): "" if row["change"] == "new" else row["old_filename"],
                _("单元格"): f"{row['sheet']}!{row['cell']}",
                _("原文"): row["text"],
            }
        )
    for row in [] if preview.withdrawn is None else preview.withdrawn.to_dict("records"):
        indicator = catalogue.indicators[str(row["indicator"])]
        rows.append(
            {
                _("变化"): _("撤去"),
                _("区县"): geo.shown(row["place_code"], row["place_name"]),
                _("指标"): indicator.label,
                _("学段"): level_label(EducationLevel(str(row["education_level"]))),
                _("分组"): catalogue.breakdowns[str(row["breakdown"])].label if row["breakdown"] else "",
                _("时期"): periods.label_of_key(str(row["period_key"])),
                _("原值"): _said(row["value"], str(row["status"]), indicator),
                _("新值"): "",
                _("原值所在文件"): row["filename"],
                _("单元格"): f"{row['sheet']}!{row['cell']}",
                _("原文"): row["text"],
            }
        )
    names = [_("变化"), _("区县"), _("指标"), _("学段"), _("分组"), _("时期"), _("原值"), _("新值")]
    names += [_("原值所在文件"), _("单元格"), _("原文")]
    return pd.DataFrame([*rows, *rest], columns=names)


def _said(value: float, status: str, indicator: Indicator) -> str:
    """60, or 60（快报数） where the number is not final: the same number may change in that alone; else why there is none."""
    text, said = number(value, indicator), status_label(status)
    if not text:
        return said
    return text if status == ValueStatus.REPORTED else _("{number}（{status}）").format(number=text, status=said)


def kept_out_table(kept_out: pd.DataFrame) -> pd.DataFrame:
    """How many cells were read and are not stored, by reason, with the first of them."""
    rows = [
        {
            _("原因"): kept_out_text(KeptOut(str(reason))),
            _("个数"): len(group),
            _("例如"): "，".join(f"{s}!{c}" for s, c in zip(group["sheet"].head(3), group["cell"].head(3), strict=True)),
        }
        for reason, group in kept_out.groupby("reason", sort=False)
    ]
    return pd.DataFrame(rows, columns=[_("原因"), _("个数"), _("例如")])


def history_table(uploads: Sequence[Upload]) -> pd.DataFrame:
    """All uploads of a city, newest first: who, when, which file, how much of it counts."""
    state = {"accepted": _("在用"), "withdrawn": _("已撤回")}
    rows = [
        (
            upload.id,
            when(upload.uploaded_at),
            upload.filename,
            upload.uploader or "—",
            upload.values,
            upload.in_force,
            state[upload.state],
        )
        for upload in uploads
    ]
    names = [_("编号"), _("时间"), _("文件"), _("报送人"), _("数的个数"), _("在用个数"), _("状态")]
    return pd.DataFrame(rows, columns=names)
