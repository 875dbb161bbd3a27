"""Accept, and take back: the two decisions of a person, each one transaction of the store."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from access import Action, Visitor, require
from indicators.catalogue import using_catalogue
from indicators.issues import Issue
from intake import corrected, logbook, originals
from intake.family import known_layout, remembered_layout
from intake.previewing import renewed
from intake.records import Accepted, DiffChangedError, NotAcceptableError, Preview
from intake.withdrawing import take_out
from store import Explanation, NewUpload, StaleRevisionError, Store

# An explanation under this key stands for every doubt of the file
FOR_ALL = "*"
_MOST_TRIES = 20


def issue_id(issue: Issue) -> str:
    """The key of an issue in `explanations`: kind, sheet and cell."""
    return f"{issue.kind}:{issue.sheet}!{issue.cell}"


def accept(
    store: Store, preview: Preview, visitor: Visitor, explanations: Mapping[str, str] | None = None, note: str = ""
) -> Accepted:
    """Store a previewed file: its bytes, values, answers and 说明, in one transaction.

    `explanations`: text by `issue_id`, or one for all under FOR_ALL. Raises NotAcceptableError when something is still to be
    fixed, answered or explained; DiffChangedError when another file came in between and changes this one's diff (nothing is
    stored, look at the new diff); PersonsRemainError; a StoreError when the database refuses; NotAllowedError.
    """
    require(visitor, Action.ACCEPT)
    said = {key: text.strip() for key, text in (explanations or {}).items() if text.strip()}
    kept: originals.Kept | None = None
    for _attempt in range(_MOST_TRIES):
        unexplained = tuple(i for i in preview.to_explain if issue_id(i) not in said and FOR_ALL not in said)
        room = preview.workspace
        if not preview.can_accept or unexplained or room is None:
            raise NotAcceptableError(preview, unexplained)
        if preview.already is not None:
            if store.revision(room.id) == preview.revision:
                return Accepted(preview.already.id, room, preview.counts, already=True)
            preview = renewed(store, preview)  # withdrawn since? Then it is to be stored after all
            continue
        with using_catalogue(preview.catalogue):
            layout = remembered_layout(
                known_layout(store, room.id, preview.reading), preview.reading, room.city_code, preview.answers
            )
        kept = kept or originals.kept_of(preview)
        new = NewUpload(
            filename=preview.filename,
            content=preview.data,
            observations=preview.prepared,
            uploader=visitor.name,
            city_code=room.city_code,
            note=note,
            family=preview.family,
            counts={**preview.counts, **kept.lost},
            explanations=_explanations(preview, said),
            answers=_worth_remembering(preview.answers),
            layout=layout,
            without_persons=kept.content,
            cleared=kept.cells,
            kept_corrections=tuple(corrected.again(preview, one) for one in preview.kept_corrections),
        )
        try:
            upload_id = store.accept(room, new, expected_revision=preview.revision)
        except StaleRevisionError:
            fresh = renewed(store, preview)
            if not _same_diff(fresh.diff, preview.diff):
                raise DiffChangedError(fresh) from None
            preview = fresh
            continue
        logbook.stored(upload_id, new.sha256, preview.counts)
        told = originals.lost_text(kept.cells, kept.lost)
        return Accepted(upload_id, store.workspace(room.id) or room, preview.counts, kept=told)
    raise DiffChangedError(preview)


def withdraw(store: Store, upload_id: int, reason: str, visitor: Visitor) -> bool:
    """Take an upload back; the values before it count again. False when it was withdrawn already.

    Raises RoundClosedError when its values belong to a closed round, NotAllowedError.
    """
    return take_out(store, upload_id, reason, visitor, correction=False)


def _explanations(preview: Preview, said: Mapping[str, str]) -> tuple[Explanation, ...]:
    text = {issue_id(issue): said.get(issue_id(issue)) or said[FOR_ALL] for issue in preview.to_explain}
    return tuple(Explanation(i.kind, i.sheet, i.cell, text[issue_id(i)]) for i in preview.to_explain)


def _worth_remembering(answers: Mapping[str, str]) -> dict[str, str]:
    """Answers about names and headings hold for the next file of the family; those about a cell or a period do not."""
    return {key: value for key, value in answers.items() if key.partition(":")[0] in ("place", "heading")}


def _same_diff(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return one.reset_index(drop=True).equals(other.reset_index(drop=True))
