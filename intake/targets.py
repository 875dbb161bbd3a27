"""Own targets of a bureau: set, changed with a reason, retired with a reason; nothing is written into the simulated city."""

from __future__ import annotations

from dataclasses import dataclass

from access import Action, Visitor, require
from indicators.catalogue import Catalogue
from indicators.milestones import BadMilestonesError, parse_milestones
from indicators.own_targets import BadTargetError, OwnTarget, check_own, own_target, parse_goal, parse_year
from indicators.target_definitions import TargetDirection, TargetScope
from indicators.vocabulary import AdminLevel, EducationLevel
from intake.records import IntakeError
from language import _
from store import Store, TargetVersion, Workspace, indicator_catalogue, own_targets, write_target

TEXT_LENGTH = 200


class TargetRefusedError(IntakeError):
    """The target was not saved; the text is one sentence saying why."""


@dataclass(frozen=True)
class TargetDraft:
    """What a person filled in, as it stands in the fields: `goal` "85" or "10–12", `year` "2027" or nothing.

    `milestones`: "2025：82；2026：84" or nothing.
    """

    indicator: str
    education_level: str
    direction: str
    goal: str
    year: str
    scope: str
    admin_level: str
    document: str
    number: str
    verified: bool
    milestones: str = ""


def add_target(store: Store, workspace: Workspace, draft: TargetDraft, visitor: Visitor, reason: str = "") -> TargetVersion:
    """Set a new target. Raises TargetRefusedError (nothing was changed), or a StoreError."""
    own = _checked(store, workspace, draft, visitor)
    return write_target(store, workspace, own.content(), visitor.name, reason.strip())


def change_target(
    store: Store, workspace: Workspace, before: TargetVersion, draft: TargetDraft, visitor: Visitor, reason: str
) -> TargetVersion:
    """A new version after `before`; the old one stays in the history. A retired one counts again.

    Raises TargetRefusedError (nothing was changed), StaleTargetError when somebody was faster.
    """
    own = _checked(store, workspace, draft, visitor, before.target)
    if own.content() == dict(before.content) and not before.retired:
        raise _refused(_("内容没有变化"))
    _said(reason)
    return write_target(store, workspace, own.content(), visitor.name, reason.strip(), target=before.target, after=before.version)


def retire_target(store: Store, workspace: Workspace, before: TargetVersion, visitor: Visitor, reason: str) -> TargetVersion:
    """Take a target out of use; it and its history stay. Raises TargetRefusedError, StaleTargetError."""
    _real(workspace, visitor)
    if before.retired:
        raise _refused(_("这条目标已经停用"))
    _said(reason)
    return write_target(
        store,
        workspace,
        before.content,
        visitor.name,
        reason.strip(),
        target=before.target,
        after=before.version,
        retired=True,
    )


def _checked(store: Store, workspace: Workspace, draft: TargetDraft, visitor: Visitor, target: str = "") -> OwnTarget:
    _real(workspace, visitor)
    catalogue = indicator_catalogue(store, workspace.id)
    try:
        direction = TargetDirection(draft.direction)
        value, value_full = parse_goal(draft.goal, direction)
        own = OwnTarget(
            indicator=draft.indicator,
            education_level=EducationLevel(draft.education_level),
            direction=direction,
            value=value,
            value_full=value_full,
            year=parse_year(draft.year),
            scope=TargetScope(draft.scope),
            admin_level=AdminLevel(draft.admin_level),
            document=draft.document.strip(),
            number=draft.number.strip(),
            verified=draft.verified,
            milestones=parse_milestones(draft.milestones),
        )
        check_own(own, catalogue)
    except (BadTargetError, BadMilestonesError) as error:
        raise _refused(str(error)) from None
    _not_twice(store, workspace, catalogue, own, target)
    return own


def _not_twice(store: Store, workspace: Workspace, catalogue: Catalogue, own: OwnTarget, target: str) -> None:
    """One document sets one target for an indicator, level and year; two of them would contradict or repeat each other."""

    def place(found: OwnTarget) -> tuple[object, ...]:
        return found.indicator, found.education_level, found.year, found.scope, found.document, found.number

    for version in own_targets(store, workspace.id):
        if version.target != target and not version.retired and place(own_target(version.content)) == place(own):
            raise _refused(
                _("《{document}》对{indicator}已有一条同期限的目标，请改那一条").format(
                    document=own.document, indicator=catalogue.indicators[own.indicator].label
                )
            )


def _real(workspace: Workspace, visitor: Visitor) -> None:
    require(visitor, Action.EDIT_TARGETS)
    if workspace.simulated:
        raise _refused(_("模拟城市不接收自设目标，请先在左上方选自己的城市"))


def _said(reason: str) -> None:
    if not reason.strip():
        raise _refused(_("请写明理由，它会保存在历史里"))
    if len(reason) > TEXT_LENGTH:
        raise _refused(_("理由不超过 {n} 个字").format(n=TEXT_LENGTH))


def _refused(why: str) -> TargetRefusedError:
    return TargetRefusedError(_("没有保存：{why}。").format(why=why))
