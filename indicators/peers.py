"""Whom is a district fairly compared with: named groups that the bureau sets, and statistical neighbours with their distance.

Neighbours are found by context (children, schools, share of rural pupils …), never by the indicator that is judged. Distance is
Euclidean over context indicators in standard deviations of all districts, divided by the root of how many were used, so that
it reads as "so many standard deviations apart on average".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import pandas as pd

from indicators.catalogue import Catalogue
from indicators.city_values import city_values

# Context by which districts are alike without being good or bad; counts enter by their logarithm
CONTEXT = ("pupils", "kindergarten_pupils", "schools", "sen_children")
LEAST_SHARE_OF_CONTEXT = 0.5


@dataclass(frozen=True)
class Neighbour:
    """A district with its distance; `used` = the context indicators that both have."""

    code: str
    distance: float
    used: tuple[str, ...]


def neighbours(contexts: Mapping[str, Mapping[str, float]], code: str, count: int = 3) -> list[Neighbour]:
    """The `count` nearest districts to `code`, nearest first, equal distances by code.

    `contexts`: district → context indicator → value. Districts that share less than half of the context with `code` are not
    compared; an indicator in which all districts are equal says nothing and is left out. Raises KeyError for an unknown code.
    """
    own = contexts[code]
    scales = scales_of(contexts)
    found = []
    for other, context in contexts.items():
        used = tuple(name for name in scales if _usable(own, name) and _usable(context, name))
        if other == code or not used or len(used) < LEAST_SHARE_OF_CONTEXT * len(scales):
            continue
        squares = sum(((log(own[name]) - log(context[name])) / scales[name]) ** 2 for name in used)
        found.append(Neighbour(other, sqrt(squares / len(used)), used))
    return sorted(found, key=lambda item: (item.distance, item.code))[:count]


def group_values(rows: pd.DataFrame, catalogue: Catalogue, codes: Sequence[str]) -> pd.DataFrame:
    """The value of a group of districts, as a city's: Σ/Σ with its coverage. `rows` from `with_derived`; CITY_COLUMNS."""
    return city_values(rows[rows["place_code"].isin(list(codes))], catalogue, codes)


def place_changes(before: Mapping[str, int | None], now: Mapping[str, int | None]) -> dict[str, int | None]:
    """Places won (positive) or lost since an earlier ranking; None where a district had no rank then or has none now.

    Only comparable where both rankings are of the same districts: otherwise everyone's change is None.
    """
    ranked_before = {code for code, rank in before.items() if rank is not None}
    ranked_now = {code for code, rank in now.items() if rank is not None}
    if ranked_before != ranked_now:
        return dict.fromkeys(now)
    return {
        code: None if rank is None or (earlier := before.get(code)) is None else earlier - rank for code, rank in now.items()
    }


def scales_of(contexts: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Standard deviation of each context indicator's logarithm over all districts, where there is any."""
    scales = {}
    for name in sorted({name for context in contexts.values() for name in context}):
        values = [log(context[name]) for context in contexts.values() if _usable(context, name)]
        if len(values) < 2:
            continue
        mean = sum(values) / len(values)
        scale = sqrt(sum((value - mean) ** 2 for value in values) / len(values))
        if scale > 0:
            scales[name] = scale
    return scales


def _usable(context: Mapping[str, float], name: str) -> bool:
    return name in context and context[name] > 0
