"""A preview and what came of it as lines of text, for the command line."""

from __future__ import annotations

from collections import Counter

from indicators.issues import Issue, severity_name
from indicators.vocabulary import Severity
from intake.records import Accepted, KeptOut, Preview, kept_out_text
from language import _

MOST_LINES = 20


def stored_lines(preview: Preview, accepted: Accepted) -> list[str]:
    """What was stored and what was not, in one line or two, and what is worth knowing besides."""
    head = f"✓ {preview.filename} → {accepted.workspace.label}"
    if accepted.already:
        return [_("{head}：这个文件已经入库，没有变化。").format(head=head)]
    counts = accepted.counts
    said = _("{head}：新增 {new}，变更 {changed}，相同 {same}，变为缺失 {removed}").format(head=head, **_changes(counts))
    return [said, *_kept_out_lines(counts), *_issue_lines([i for i in preview.issues if i.severity is not Severity.NOTE])]


def checked_lines(preview: Preview, explained: bool) -> tuple[list[str], bool]:
    """What accepting would do, and whether it could be done as things stand; nothing was stored."""
    unexplained = () if explained else preview.to_explain
    if not preview.can_accept or unexplained or preview.workspace is None:
        return refused_lines(preview, unexplained), False
    said = _("○ {filename} → {city}：可以入库，新增 {new}，变更 {changed}，相同 {same}，变为缺失 {removed}").format(
        filename=preview.filename, city=preview.workspace.label, **_changes(preview.counts)
    )
    return [said, *_kept_out_lines(preview.counts), *_issue_lines(list(preview.issues))], True


def refused_lines(preview: Preview, unexplained: tuple[Issue, ...]) -> list[str]:
    """Why a file was not stored: what blocks, what is asked (with the answers that are possible), what needs a 说明."""
    blocking, asked = preview.blocking, [question for question in preview.open_questions if question.required]
    lines = [_("✗ {filename}：没有入库。").format(filename=preview.filename)]
    lines += _issue_lines(list(blocking))
    for question in asked[:MOST_LINES]:
        choices = _("、").join(f"{choice.value}（{choice.label}）" for choice in question.choices[:8])
        lines.append(_("  ? {text}").format(text=question.text))
        lines.append(_("    回答写作“{id}: 答案”，可选 {choices}").format(id=question.id, choices=choices or "…"))
    if len(asked) > MOST_LINES:
        lines.append(_("  …… 还有 {n} 个问题").format(n=len(asked) - MOST_LINES))
    if unexplained:
        lines += _issue_lines(list(unexplained))
        lines.append(_("  属实请写说明：--explain “原因”"))
    return lines


def _changes(counts: dict[str, int]) -> dict[str, int]:
    return {name: counts.get(name, 0) for name in ("new", "changed", "same", "removed")}


def _kept_out_lines(counts: dict[str, int]) -> list[str]:
    left = {key.partition(".")[2]: n for key, n in counts.items() if key.startswith("kept_out.") and n}
    if not left:
        return []
    parts = [_("{reason} {n} 个").format(reason=kept_out_text(KeptOut(reason)), n=n) for reason, n in left.items()]
    return [_("  未入库 {n} 个：{parts}").format(n=sum(left.values()), parts=_("；").join(parts))]


def _issue_lines(issues: list[Issue]) -> list[str]:
    """The first issues one by one, the rest counted by kind."""
    lines = [f"  [{severity_name(issue.severity)}] {issue.text()}" for issue in issues[:MOST_LINES]]
    rest = Counter(issue.headline() for issue in issues[MOST_LINES:])
    return lines + [_("  …… 另有“{headline}” {n} 处").format(headline=headline, n=n) for headline, n in rest.items()]
