"""Editions: what changed since the last one, the look before publishing, and the switch for a bureau that publishes on accept."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from access import Action, Visitor, require
from intake import rounds
from intake.records import IntakeError
from language import _
from store import KEY_COLUMNS, Edition, Round, Store, Workspace, all_corrections, all_editions
from store import publish as publish_state
from store import set_publish_on_accept as turn

NOTE_LENGTH = 200
PENDING_COLUMNS = ("change", "place_name", *KEY_COLUMNS, "value", "status", "old_value", "old_status", "filename", "uploader")


class PublishRefusedError(IntakeError):
    """Nothing was published; the text is one sentence saying why."""


@dataclass(frozen=True)
class Pending:
    """What a new edition would change for viewers. `changes` has PENDING_COLUMNS; `revision` is the state that was looked at.

    `before` is the newest edition, None for the first; `doubtful`: corrections whose original changed underneath.
    """

    workspace: Workspace
    before: Edition | None
    revision: int
    changes: pd.DataFrame
    doubtful: int

    def count(self, change: str) -> int:
        """How many values are "new", "changed" or "gone"."""
        return int((self.changes["change"] == change).sum())


def pending(store: Store, workspace: Workspace) -> Pending:
    """The difference between the newest edition and what is in force."""
    before = next(iter(all_editions(store, workspace.id)), None)
    revision = store.revision(workspace.id)
    now = store.current_values(workspace.id)
    then = store.current_values(workspace.id, as_of=before.revision if before else 0)
    key = list(KEY_COLUMNS)
    old = then[[*key, "place_name", "value", "status"]].rename(
        columns={"value": "old_value", "status": "old_status", "place_name": "old_name"}
    )
    both = now[[*key, "place_name", "value", "status", "filename", "uploader"]].merge(old, on=key, how="outer", indicator=True)
    same = (both["_merge"] == "both") & (both["status"] == both["old_status"])
    same &= (both["value"] == both["old_value"]) | (both["value"].isna() & both["old_value"].isna())
    both["change"] = both["_merge"].map({"left_only": "new", "right_only": "gone", "both": "changed"}).astype(str)
    both["place_name"] = both["place_name"].fillna(both["old_name"])
    doubtful = sum(one.original_changed for one in all_corrections(store, workspace.id))
    return Pending(workspace, before, revision, both.loc[~same, list(PENDING_COLUMNS)].reset_index(drop=True), doubtful)


def publish(
    store: Store, found: Pending, visitor: Visitor, reviewed_by: str, note: str = "", close: tuple[Round, ...] = ()
) -> Edition:
    """Publish the state that was looked at, and end the rounds that go with it: all of it or nothing.

    Raises PublishRefusedError, RoundRefusedError, NotAllowedError, StaleRevisionError when figures changed since they were
    looked at.
    """
    require(visitor, Action.PUBLISH)
    if not reviewed_by.strip():
        raise _refused(_("请填写审核人"))
    if len(note) > NOTE_LENGTH or len(reviewed_by) > NOTE_LENGTH:
        raise _refused(_("审核人和说明各不超过 {n} 个字").format(n=NOTE_LENGTH))
    ending = [rounds.ended(one) for one in close]
    return publish_state(store, found.workspace, visitor.name, reviewed_by.strip(), note.strip(), found.revision, ending)


def set_publish_on_accept(store: Store, workspace: Workspace, on: bool, visitor: Visitor) -> Edition | None:
    """Turn the switch; turned off, the figures of now become the edition that viewers go on seeing."""
    require(visitor, Action.PUBLISH)
    return turn(store, workspace, on, visitor.name, "" if on else _("改为审核后发布时的数据"))


def _refused(why: str) -> PublishRefusedError:
    return PublishRefusedError(_("没有发布：{why}。").format(why=why))
