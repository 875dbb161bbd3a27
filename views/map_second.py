"""Two indicators side by side: which one can stand beside the chosen one, and each as a map of its own scale."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from charts.classes import Classes
from indicators.definitions import Indicator
from indicators.gaps import gap
from indicators.target_definitions import Target
from indicators.vocabulary import EducationLevel
from language import _
from views.facts import Facts
from views.map_colours import colours
from views.map_ground import Ground
from views.map_rows import NONE, displayed_rows, every_value, places_of
from views.target_choice import comparable, default_target, goal, goal_number
from views.words import in_brackets


@dataclass(frozen=True)
class MapSide:
    """One of two maps: its heading (indicator, unit, target), its places (MAP_COLUMNS), its classes.

    `below`: codes of the districts that are short of its target; None where it has none.
    """

    heading: str
    short_name: str
    places: pd.DataFrame
    classes: Classes
    target_text: str
    least: float | None
    most: float | None
    below: frozenset[str] | None


def second_choices(found: Facts) -> tuple[tuple[str, str], ...]:
    """(key, label) of the other indicators that have figures in the chosen period, in the catalogue's order.

    A key is the indicator's id, with "@" and the 学段 where the indicator has several.
    """
    here = found.offered[found.offered["period_key"] == found.period.key]
    pairs = set(zip(here["indicator"], here["education_level"], strict=True)) - {(found.indicator.id, str(found.options.level))}
    order = list(found.catalogue.indicators)
    keys = []
    for name, level in sorted(pairs, key=lambda pair: (order.index(pair[0]), pair[1])):
        indicator = found.catalogue.indicators[name]
        several = len(indicator.education_levels) > 1
        label = f"{indicator.label} · {found.catalogue.level_label(EducationLevel(level))}" if several else indicator.label
        judged = bool(comparable(found.catalogue, found.workspace, indicator, EducationLevel(level)))
        keys.append((not judged, f"{name}@{level}" if several else name, label))
    return tuple((key, label) for _rest, key, label in sorted(keys, key=lambda entry: entry[0]))


def second_side(found: Facts, base: Ground, key: str | None) -> MapSide:
    """The map of the chosen indicator (`key` None) or of the second one, in the chosen period and the same method of classes."""
    if key is None:
        indicator, level, series, target = found.indicator, found.options.level, found.series, found.options.target
    else:
        name, _at, said = key.partition("@")
        here = found.offered[(found.offered["indicator"] == name) & (found.offered["period_key"] == found.period.key)]
        level = EducationLevel(said or str(here["education_level"].iloc[0]))
        indicator, series = found.catalogue.indicators[name], found.other(name, level)
        target = default_target(comparable(found.catalogue, found.workspace, indicator, level), found.period.start_year)
    chosen = found.options.chosen
    method = chosen.classes if target is not None or chosen.classes != "target" else "quantile"
    cuts = chosen.cuts if key is None else ""
    classes = colours(indicator, target, method, cuts, every_value(series, found.period))
    rows = displayed_rows(series, found.period)
    said_target = "，" + _("目标 {goal}").format(goal=goal(target, indicator)) if target is not None else ""
    several = len(indicator.education_levels) > 1
    level_words = "，" + found.catalogue.level_label(level) if several else ""
    return MapSide(
        heading=f"{indicator.label}{in_brackets(indicator.unit_label)}{level_words}{said_target}",
        short_name=indicator.short_label,
        places=places_of(series, rows, base.shapes),
        classes=classes,
        target_text=_("目标 {goal}").format(goal=goal_number(target, indicator)) if target and classes.target else "",
        least=indicator.valid_min,
        most=indicator.valid_max,
        below=_below(indicator, target, rows),
    )


def _below(indicator: Indicator, target: Target | None, rows: pd.DataFrame) -> frozenset[str] | None:
    if target is None:
        return None
    known = rows[rows["value"].notna()]
    found = {code: gap(value, target, indicator) for code, value in zip(known["place_code"], known["value"], strict=True)}
    return frozenset(code for code, its in found.items() if its is not None and not its.met)


def two_table(first: MapSide, second: MapSide) -> pd.DataFrame:
    """Places down, both indicators across; a state in words where there is no value."""
    columns = {}
    for side in (first, second):
        shown = [v if v == v else text for v, text in zip(side.places["value"], side.places["status_text"], strict=True)]
        columns[side.heading] = dict(zip(side.places["code"], shown, strict=True))
    names = {**dict(zip(second.places["code"], second.places["name"], strict=True))}
    names |= dict(zip(first.places["code"], first.places["name"], strict=True))
    rows = [
        {_("区县"): names[code], **{head: cells.get(code, NONE) for head, cells in columns.items()}} for code in sorted(names)
    ]
    return pd.DataFrame(rows)
