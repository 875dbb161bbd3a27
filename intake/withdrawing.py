"""Taking an upload back, file or correction: never one whose values belong to a round that is over."""

from __future__ import annotations

from access import Action, Visitor, require
from intake import logbook, rounds
from intake.records import RoundClosedError
from store import StaleRevisionError, Store

_MOST_TRIES = 20


def take_out(store: Store, upload_id: int, reason: str, visitor: Visitor, *, correction: bool) -> bool:
    """Take an upload back; the values before it count again. False when it was withdrawn already.

    The round is looked at and the upload withdrawn in one state of the workspace: a round that closes in between is seen.
    Raises RoundClosedError, NotAllowedError, UnknownUploadError.
    """
    require(visitor, Action.CORRECT if correction else Action.WITHDRAW)
    for tries_left in reversed(range(_MOST_TRIES)):
        space = next((space for space in store.workspaces() if any(u.id == upload_id for u in store.uploads(space.id))), None)
        closed = rounds.closed_round_of(store, upload_id, space.id) if space else None
        if closed is not None:
            raise RoundClosedError(closed.name)
        try:
            done = store.withdraw(upload_id, reason, visitor.name, expected_revision=space.revision if space else None)
        except StaleRevisionError:
            if not tries_left:
                raise
            continue
        if done:
            logbook.withdrawn(upload_id)
        return done
    raise AssertionError("the last try either answers or raises")
