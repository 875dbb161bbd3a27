"""Named peer groups of a bureau: set, changed and taken back with a reason; nothing is written into the simulated city."""

from __future__ import annotations

from collections.abc import Mapping

from access import Action, Visitor, require
from indicators.peer_groups import RECORD, BadPeerGroupsError, checked, content, stored_names
from intake.records import IntakeError
from language import _
from store import Store, Version, Workspace, newest_versions, write_version

REASON_LENGTH = 200


class PeerGroupsRefusedError(IntakeError):
    """The grouping was not saved; the text is one sentence saying why."""


def set_peer_groups(
    store: Store, workspace: Workspace, names: Mapping[str, str], places: Mapping[str, str], visitor: Visitor, reason: str
) -> Version:
    """Save the group of each place (by code); all of them blank = by what a place is by law again.

    `places`: the city's by code. Raises PeerGroupsRefusedError (nothing was changed), NotAllowedError, or a StoreError when
    somebody was faster.
    """
    require(visitor, Action.EDIT_PEER_GROUPS)
    if workspace.simulated:
        raise _refused(_("模拟城市不接收自设分组，请先在左上方选自己的城市"))
    try:
        found = checked(names, places)
    except BadPeerGroupsError as error:
        raise _refused(str(error)) from None
    before = next(iter(newest_versions(store, workspace.id, RECORD)), None)
    now = {} if before is None or before.retired else stored_names(before.content)
    if found == now:
        raise _refused(_("内容没有变化"))
    if before is not None and not reason.strip():
        raise _refused(_("请写明理由，它会保存在历史里"))
    if len(reason) > REASON_LENGTH:
        raise _refused(_("理由不超过 {n} 个字").format(n=REASON_LENGTH))
    return write_version(
        store,
        workspace,
        RECORD,
        content(found),
        visitor.name,
        reason.strip(),
        name=before.name if before is not None else "",
        after=before.version if before is not None else 0,
        retired=not found,
    )


def _refused(why: str) -> PeerGroupsRefusedError:
    return PeerGroupsRefusedError(_("没有保存：{why}。").format(why=why))
