"""Names that may be a slip for another one: near in writing, never taken without asking."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from geo.words import words


@cache
def _groups() -> dict[str, frozenset[str]]:
    """For each character the ones it is taken for (same sound or shape), by data/places/words.yaml."""
    groups: dict[str, frozenset[str]] = {}
    for group in words("confused"):
        for character in group:
            groups[character] = groups.get(character, frozenset()) | frozenset(group)
    return groups


def distance(one: str, other: str) -> float:
    """Edits from one text to the other (optimal string alignment); exchanging two confusable characters costs a half."""
    groups = _groups()
    before: list[float] = []
    previous = [float(column) for column in range(len(other) + 1)]
    for row, character in enumerate(one, 1):
        current = [float(row)]
        for column, wanted in enumerate(other, 1):
            exchange = 0.0 if character == wanted else 0.5 if wanted in groups.get(character, ()) else 1.0
            cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + exchange)
            if row > 1 and column > 1 and character == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]


def nearest(name: str, candidates: Iterable[str], limit: int = 3, allowed: float | None = None) -> list[str]:
    """The candidates that `name` may be a slip for, nearest first.

    Unless `allowed` says otherwise, one edit is allowed in a name of up to three characters, two in longer ones. More than the
    suffix must agree: 乙区 is no slip for 海陵区, nor 东区 for 西区.
    """
    if allowed is None:
        allowed = 1.0 if len(name) <= 3 else 2.0
    scored = []
    for candidate in candidates:
        if abs(len(candidate) - len(name)) > allowed or not set(_stem(candidate)) & set(_stem(name)):
            continue
        cost = distance(name, candidate)
        if 0 < cost <= allowed:
            scored.append((cost, candidate))
    return [candidate for _cost, candidate in sorted(scored)[:limit]]


def _stem(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "区县市旗州镇" else name
