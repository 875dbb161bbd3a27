"""Own indicators of a bureau: defined, changed with a reason, retired with a reason; what has figures is never deleted."""

from __future__ import annotations

from dataclasses import replace

from access import Action, Visitor, require
from indicators.catalogue import built_in_catalogue
from indicators.own_indicators import (
    BadIndicatorError,
    OwnIndicator,
    check_own_indicator,
    indicator_id,
    own_indicator,
    with_own_indicators,
)
from intake.records import IntakeError
from language import _
from store import INDICATOR, Store, Version, Workspace, newest_versions, write_version

REASON_LENGTH = 200


class IndicatorRefusedError(IntakeError):
    """The indicator was not saved; the text is one sentence saying why."""


def add_indicator(store: Store, workspace: Workspace, own: OwnIndicator, visitor: Visitor, reason: str = "") -> Version:
    """Define a new indicator. Raises IndicatorRefusedError (nothing was changed), NotAllowedError, or a StoreError."""
    require(visitor, Action.EDIT_INDICATORS)
    _check(store, workspace, own, "")
    return write_version(store, workspace, INDICATOR, own.content(), visitor.name, reason.strip())


def change_indicator(
    store: Store, workspace: Workspace, before: Version, own: OwnIndicator, visitor: Visitor, reason: str
) -> Version:
    """A new version after `before`; the old one stays in the history, and its name goes on being recognised in headings.

    What figures are already stored by (unit, kind) stays. Raises IndicatorRefusedError, StaleVersionError, NotAllowedError.
    """
    require(visitor, Action.EDIT_INDICATORS)
    _said(reason)
    old = own_indicator(before.content)
    if has_figures(store, workspace, before.name) and (own.unit, own.kind) != (old.unit, old.kind):
        raise _refused(_("已有数据，单位和性质不能改；请停用这一项，另设一项"))
    if own.name != old.name and old.name not in own.aliases:
        own = replace(own, aliases=(*own.aliases, old.name))
    _check(store, workspace, own, before.name)
    if own.content() == dict(before.content) and not before.retired:
        raise _refused(_("内容没有变化"))
    return write_version(
        store, workspace, INDICATOR, own.content(), visitor.name, reason.strip(), name=before.name, after=before.version
    )


def retire_indicator(store: Store, workspace: Workspace, before: Version, visitor: Visitor, reason: str) -> Version:
    """Take an indicator out of use: no page shows it, no heading means it; its figures and its history stay."""
    require(visitor, Action.EDIT_INDICATORS)
    _said(reason)
    if before.retired:
        raise _refused(_("这项指标已经停用"))
    counted = [
        own_indicator(version.content).name
        for version in newest_versions(store, workspace.id, INDICATOR)
        if not version.retired
        and indicator_id(before.name) in (version.content.get("numerator"), version.content.get("denominator"))
    ]
    if counted:
        raise _refused(_("“{name}”要用它来算，请先停用或改那一项").format(name=counted[0]))
    return write_version(
        store,
        workspace,
        INDICATOR,
        before.content,
        visitor.name,
        reason.strip(),
        name=before.name,
        after=before.version,
        retired=True,
    )


def has_figures(store: Store, workspace: Workspace, record: str) -> bool:
    """Whether any value of it is in force."""
    return not store.current_values(workspace.id, [indicator_id(record)]).empty


def _check(store: Store, workspace: Workspace, own: OwnIndicator, record: str) -> None:
    others = [
        (version.name, version.content)
        for version in newest_versions(store, workspace.id, INDICATOR)
        if version.name != record and not version.retired
    ]
    catalogue, _unfit = with_own_indicators(built_in_catalogue(), others)
    try:
        check_own_indicator(own, record or f"{INDICATOR}_0", catalogue)
    except BadIndicatorError as error:
        raise _refused(str(error)) from None


def _said(reason: str) -> None:
    if not reason.strip():
        raise _refused(_("请写明理由，它会保存在历史里"))
    if len(reason) > REASON_LENGTH:
        raise _refused(_("理由不超过 {n} 个字").format(n=REASON_LENGTH))


def _refused(why: str) -> IndicatorRefusedError:
    return IndicatorRefusedError(_("没有保存：{why}。").format(why=why))
