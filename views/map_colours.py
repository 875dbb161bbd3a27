"""Which colours a map uses: by the method chosen, over the values of all periods, so that no colour changes its meaning."""

from __future__ import annotations

import math
import re

from charts.classes import MOST_CUTS, Classes, equal_classes, natural_classes, own_classes, quantile_classes, target_classes
from charts.continuous import continuous
from indicators.definitions import Indicator
from indicators.target_definitions import Target
from language import _
from views.target_choice import lower_is_better

_BETWEEN = re.compile(r"[\s,，、;；/]+")


def colours(indicator: Indicator, target: Target | None, method: str, cuts: str, values: list[float]) -> Classes:
    """The classes of `method`; its default where own `cuts` are not edges. `values`: displayed values of all periods."""
    goal = target.value if target is not None else None
    at_most, decimals = lower_is_better(indicator, target), indicator.decimals
    if method == "own" and (edges := own_edges(cuts)):
        try:
            return own_classes(edges, target=goal, at_most=at_most, decimals=decimals)
        except ValueError:
            pass  # `caution` says so
    if method == "continuous":
        return continuous(values, target=goal, step=indicator.step, at_most=at_most, decimals=decimals)
    if method in ("target", "own") and goal is not None:
        return target_classes(goal, indicator.step, at_most=at_most, decimals=decimals)
    make = {"equal": equal_classes, "natural": natural_classes}.get(method, quantile_classes)
    return make(values, decimals=decimals)


def own_edges(cuts: str) -> list[float]:
    """The numbers of "75，80，85"; empty where something in it is no number."""
    try:
        edges = [float(part) for part in _BETWEEN.split(cuts.strip().strip("，,、;；")) if part]
    except ValueError:
        return []
    return edges if all(math.isfinite(edge) for edge in edges) else []


def caution(method: str, cuts: str, decimals: int) -> str:
    """One sentence where own edges cannot be used; "" where all is well."""
    if method != "own" or not cuts:
        return ""
    try:
        own_classes(own_edges(cuts), decimals=decimals)
    except ValueError:
        return _("分级界线“{cuts}”用不上：请写由小到大、不重复的数，最多 {n} 个，如 75，80，85。现按默认分级上色。").format(
            cuts=cuts, n=MOST_CUTS
        )
    return ""


def first_cuts(classes: Classes) -> str:
    """The edges in use as a person would write them, to begin from."""
    return "，".join(f"{edge.normalize():f}" for edge in sorted(classes.edges))
