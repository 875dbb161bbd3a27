"""报送轮次 as they are kept: what is asked of whom for which periods until when, and how far it has come.

They are written by `intake.rounds` alone; everybody may read them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from store.store import Store
from store.versions import ROUND, Version, newest_versions, version_history


class RoundState(StrEnum):
    """OPEN: figures come in; SUBMITTED: staff have checked them; CLOSED: published, nothing changes any more."""

    OPEN = "open"
    SUBMITTED = "submitted"
    CLOSED = "closed"


@dataclass(frozen=True)
class Round:
    """`columns` are (indicator, education level); `places` codes; `record` and `version` name it in the store ("" = new)."""

    name: str
    periods: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    deadline: date | None
    state: RoundState = RoundState.OPEN
    edition: int | None = None
    record: str = ""
    version: int = 0
    author: str = ""
    reason: str = ""

    def covers(self, indicator: str, education_level: str, place_code: str, period_key: str) -> bool:
        """Whether it asks for that value."""
        asked = (indicator, education_level) in self.columns and period_key in self.periods
        return asked and place_code in self.places


def all_rounds(store: Store, workspace: str) -> list[Round]:
    """The rounds of a workspace in their newest version, the last one opened first; cancelled ones not."""
    return [round_of(version) for version in reversed(newest_versions(store, workspace, ROUND)) if not version.retired]


def round_history(store: Store, workspace: str) -> list[Version]:
    """Every step of every round, newest first."""
    return version_history(store, workspace, ROUND)


def round_of(version: Version) -> Round:
    """The round as one of its versions has it."""
    content: Mapping[str, Any] = version.content
    columns: Sequence[Sequence[str]] = content["columns"]
    return Round(
        name=content["name"],
        periods=tuple(content["periods"]),
        columns=tuple((column[0], column[1]) for column in columns),
        places=tuple(content["places"]),
        deadline=date.fromisoformat(content["deadline"]) if content["deadline"] else None,
        state=RoundState(content["state"]),
        edition=content["edition"],
        record=version.name,
        version=version.version,
        author=version.author,
        reason=version.reason,
    )


def period_deadline(store: Store, workspace: str, period_key: str) -> date | None:
    """Until when (that day included) a period's figures are to come in: the latest of its rounds, else the day that was set
    for the period, None where nobody set one.
    """
    of_rounds = [one.deadline for one in all_rounds(store, workspace) if one.deadline and period_key in one.periods]
    if of_rounds:
        return max(of_rounds)
    said = store.setting(deadline_name(period_key), workspace)
    return date.fromisoformat(said) if said else None


def deadline_name(period_key: str) -> str:
    """Under which name a period's own deadline is kept among the settings."""
    return f"deadline:{period_key}"
