"""报送轮次: what is asked of whom for which periods until when, and whether it is still open.

open → submitted (staff have checked it) → closed (published); a closed one is opened again with a reason. While it is closed,
no file, correction or withdrawal may change a value that it covers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from access import Action, Visitor, require
from indicators.issues import Issue
from indicators.periods import label_of_key
from indicators.vocabulary import Period
from intake.records import IntakeError
from language import _
from store import ROUND, Round, RoundState, Store, Workspace, all_rounds, deadline_name, round_of, write_version

NAME_LENGTH, TEXT_LENGTH = 40, 200


class RoundRefusedError(IntakeError):
    """The round was not changed; the text is one sentence saying why."""


def open_round(store: Store, workspace: Workspace, draft: Round, visitor: Visitor) -> Round:
    """A new round. Raises RoundRefusedError (nothing was changed), NotAllowedError."""
    require(visitor, Action.OPEN_ROUND)
    if not draft.name.strip() or len(draft.name) > NAME_LENGTH:
        raise _refused(_("请给这一轮起个名称，不超过 {n} 个字").format(n=NAME_LENGTH))
    for found, what in ((draft.periods, _("时期")), (draft.columns, _("指标")), (draft.places, _("区县"))):
        if not found:
            raise _refused(_("请至少选一个{what}").format(what=what))
    for key in draft.periods:
        Period.from_key(key)
    if any(one.name == draft.name.strip() for one in all_rounds(store, workspace.id)):
        raise _refused(_("已有名为“{name}”的一轮").format(name=draft.name.strip()))
    new = replace(draft, name=draft.name.strip(), state=RoundState.OPEN)
    return round_of(write_version(store, workspace, ROUND, _content(new), visitor.name, ""))


def set_deadline(store: Store, workspace: Workspace, one: Round, deadline: date | None, visitor: Visitor) -> Round:
    """Another deadline for a round that is not closed."""
    require(visitor, Action.OPEN_ROUND)
    if one.state is RoundState.CLOSED:
        raise _refused(_("这一轮已经结束"))
    return _step(store, workspace, replace(one, deadline=deadline), visitor, _("改截止日期"))


def set_period_deadline(store: Store, workspace: str, period_key: str, deadline: date | None, visitor: Visitor) -> None:
    """Until when (that day included) a period's figures were to come in, where no round says it; None takes it back.

    Raises NotAllowedError.
    """
    require(visitor, Action.OPEN_ROUND)
    Period.from_key(period_key)
    store.set_setting(deadline_name(period_key), deadline.isoformat() if deadline else None, workspace, visitor.name)


def submit(store: Store, workspace: Workspace, one: Round, visitor: Visitor) -> Round:
    """Staff have checked the figures: they wait for the one who publishes."""
    require(visitor, Action.SUBMIT_ROUND)
    if one.state is not RoundState.OPEN:
        raise _refused(_("这一轮不在填报中"))
    return _step(store, workspace, replace(one, state=RoundState.SUBMITTED), visitor, "")


def close(store: Store, workspace: Workspace, one: Round, visitor: Visitor) -> Round:
    """The round is over without an edition: its figures stay as they are."""
    require(visitor, Action.PUBLISH)
    _name, _version, content = ended(one)
    return round_of(write_version(store, workspace, ROUND, content, visitor.name, "", name=one.record, after=one.version))


def ended(one: Round) -> tuple[str, int, dict[str, Any]]:
    """Record, version and content of a round that is over, to be written. Raises RoundRefusedError when it was already."""
    if one.state is RoundState.CLOSED:
        raise _refused(_("这一轮已经结束"))
    return one.record, one.version, _content(replace(one, state=RoundState.CLOSED))


def reopen(store: Store, workspace: Workspace, one: Round, reason: str, visitor: Visitor) -> Round:
    """A closed or submitted round takes figures again; who opened it and why stays in its history."""
    require(visitor, Action.REOPEN_ROUND if one.state is RoundState.CLOSED else Action.SUBMIT_ROUND)
    if one.state is RoundState.OPEN:
        raise _refused(_("这一轮本来就在填报中"))
    if not reason.strip() or len(reason) > TEXT_LENGTH:
        raise _refused(_("请写明重新打开的理由，不超过 {n} 个字").format(n=TEXT_LENGTH))
    return _step(store, workspace, replace(one, state=RoundState.OPEN, edition=None), visitor, reason.strip())


def cancel(store: Store, workspace: Workspace, one: Round, reason: str, visitor: Visitor) -> None:
    """Take an open round off the list; its steps stay in the history."""
    require(visitor, Action.OPEN_ROUND)
    if one.state is RoundState.CLOSED:
        raise _refused(_("这一轮已经结束"))
    if not reason.strip():
        raise _refused(_("请写明理由，它会保存在历史里"))
    content = _content(one)
    write_version(
        store, workspace, ROUND, content, visitor.name, reason.strip(), name=one.record, after=one.version, retired=True
    )


def closing(store: Store, workspace: str, indicator: str, education_level: str, place_code: str, period_key: str) -> Round | None:
    """The closed round that covers a value; None where it may change."""
    rounds = all_rounds(store, workspace)
    return next((one for one in _closed(rounds) if one.covers(indicator, education_level, place_code, period_key)), None)


def closed_issues(store: Store, workspace: str, diff: pd.DataFrame) -> list[Issue]:
    """One issue for each closed round whose values a file would change; it stops the file."""
    found = []
    changing = diff[~diff["change"].isin(["same", "corrected"])]
    for one in _closed(all_rounds(store, workspace)):
        rows = [
            row
            for row in changing.to_dict("records")
            if one.covers(row["indicator"], row["education_level"], row["place_code"], row["period_key"])
        ]
        if rows:
            first = rows[0]
            found.append(
                Issue.of(
                    "round-closed",
                    first["sheet"],
                    first["cell"],
                    name=one.name,
                    count=len(rows),
                    place=first["place_name"],
                    period=label_of_key(first["period_key"]),
                )
            )
    return found


def closed_round_of(store: Store, upload_id: int, workspace: str) -> Round | None:
    """The closed round that covers a value of an upload which counts; None where the upload may be withdrawn."""
    closed = list(_closed(all_rounds(store, workspace)))
    if not closed:
        return None
    values = store.upload_values(upload_id)
    for row in values[values["in_force"].astype(bool)].to_dict("records"):
        for one in closed:
            if one.covers(row["indicator"], row["education_level"], row["place_code"], row["period_key"]):
                return one
    return None


def _closed(rounds: Iterable[Round]) -> Iterable[Round]:
    return (one for one in rounds if one.state is RoundState.CLOSED)


def _step(store: Store, workspace: Workspace, one: Round, visitor: Visitor, reason: str) -> Round:
    written = write_version(store, workspace, ROUND, _content(one), visitor.name, reason, name=one.record, after=one.version)
    return round_of(written)


def _content(one: Round) -> dict[str, Any]:
    found: dict[str, Any] = {"name": one.name, "periods": list(one.periods), "columns": [list(column) for column in one.columns]}
    found |= {"places": list(one.places), "deadline": one.deadline.isoformat() if one.deadline else None}
    return found | {"state": str(one.state), "edition": one.edition}


def _refused(why: str) -> RoundRefusedError:
    return RoundRefusedError(_("没有保存：{why}。").format(why=why))
