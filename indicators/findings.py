"""What is worth saying about one indicator of a city: sentences computed from the figures, the most important first.

Who crossed a target, who fell back below it, the largest gap in people, the fastest mover, widening or closing, what is missing
or out of date, breaks by a change of districts.
A sentence never says more than the figures hold: only districts that reported are counted, and a change below one displayed
step is no change. Equal figures give equal sentences; each carries its arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable

from indicators.finding_changes import breaks, missing, mover, out_of_date, spread
from indicators.finding_records import Finding, FindingKind, PlaceFigures, Question
from indicators.finding_targets import crossings, people, standing

__all__ = ["Finding", "FindingKind", "PlaceFigures", "Question", "find"]


def find(question: Question) -> list[Finding]:
    """All findings that the figures hold, most important first; one that says who reported comes even without any value."""
    finders: list[Callable[[Question], list[Finding]]] = [standing, people, crossings, mover, spread, missing]
    finders += [out_of_date, breaks]
    return sorted((finding for finder in finders for finding in finder(question)), key=lambda finding: finding.order)
