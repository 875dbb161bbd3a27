"""What can be chosen in a city, and what stands there when nobody chose: indicator, 学段, period, target, district.

Without a choice: the newest period that has figures; of the indicators with figures then, first those with a target, then
those that at least half of the places reported, then the order of the catalogue. A choice that the city cannot answer is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import pandas as pd

from indicators.catalogue import Catalogue
from indicators.definitions import Indicator
from indicators.target_definitions import Target
from indicators.vocabulary import EducationLevel, Period, PlaceKind
from store import Workspace
from views.target_choice import comparable, default_target

CLASS_METHODS = ("target", "quantile", "equal", "natural", "own", "continuous")
# How the map page and the trend page lay out what they show; the first is the default
LAYOUTS = ("one", "periods", "two")
FORMS = ("lines", "slope", "indexed", "multiples")


@dataclass(frozen=True)
class Choices:
    """What the URL says; "" where it says nothing. `period` is a Period.key, `target` a Target.id, `district` a code.

    `classes`: one of CLASS_METHODS, `cuts` its own edges ("75,80"); `layout` and `form`: of LAYOUTS and FORMS; `second`: another
    indicator ("id" or "id@学段"); `order`: of the overview's districts
    (views.overview_order), `columns` "all" for every indicator that has room in its table; `marked`: further districts
    ("321202,321281"); `peers`: among whom places are compared; `parts`: the whole whose parts are shown ("id/学段/dimension");
    `shared`: the whole-city target that is shared out, by `weight`.
    `released`: the answer leaves the house, so small numbers are hidden in it (`indicators.suppression`).
    `unranked`: it circulates without ranks: places in their usual order, nobody named as first or last.
    """

    indicator: str = ""
    level: str = ""
    period: str = ""
    target: str = ""
    district: str = ""
    classes: str = ""
    cuts: str = ""
    layout: str = ""
    second: str = ""
    form: str = ""
    order: str = ""
    columns: str = ""
    marked: str = ""
    peers: str = ""
    parts: str = ""
    shared: str = ""
    weight: str = ""
    released: bool = False
    unranked: bool = False


def choices_of(query: Mapping[str, str], *, released: bool = True, unranked: bool = False) -> Choices:
    """What a page's URL query asks for, unchecked; words that are no choice (city, lang) are left aside."""
    known = {field.name for field in fields(Choices)} - {"released", "unranked"}
    asked = {name: str(value) for name, value in query.items() if name in known}
    return Choices(**asked, released=released, unranked=unranked)


@dataclass(frozen=True)
class Options:
    """What may be chosen, best first where there is an order, and `chosen`: every choice settled ("" = there is none)."""

    indicators: tuple[str, ...]
    levels: tuple[str, ...]
    periods: tuple[str, ...]
    targets: tuple[Target, ...]
    places: tuple[tuple[str, str], ...]
    defaults: Choices
    chosen: Choices
    indicator: Indicator
    target: Target | None

    @property
    def level(self) -> EducationLevel:
        """The settled 学段."""
        return EducationLevel(self.chosen.level)

    @property
    def period(self) -> Period:
        """The settled period."""
        return Period.from_key(self.chosen.period)

    @property
    def first_place(self) -> str:
        """The place that stands where one is needed and nobody chose: the first district by code, a zone only if alone."""
        return min((code for code, _name in self.places), key=lambda code: ("-" in code, code), default="")


# One row for each indicator, 学段, period and kind of place with a number, computed ones too
OFFER_COLUMNS = {
    "indicator": "id in the catalogue",
    "education_level": "EducationLevel",
    "period_key": "Period.key",
    "compared": "whether districts and zones are counted, or whoever else has a number (bool)",
    "places": "how many have one at that 学段 (int)",
    "reporting": "how many have one of that indicator at any 学段 (int)",
}


def offers(derived: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """OFFER_COLUMNS of a table from `with_derived`."""
    columns = ["indicator", "education_level", "period_key", "place_code", "place_kind"]
    whole = derived.loc[derived["value"].notna() & (derived["breakdown"] == ""), columns]
    whole = whole[whole["indicator"].isin(list(catalogue.indicators))]
    whole = whole.assign(compared=whole["place_kind"].isin([PlaceKind.DISTRICT, PlaceKind.ZONE]))
    keys = ["indicator", "education_level", "period_key", "compared"]
    found = whole.groupby(keys, sort=False)["place_code"].nunique().rename("places").reset_index()
    together = [key for key in keys if key != "education_level"]
    every = whole.groupby(together, sort=False)["place_code"].nunique().rename("reporting").reset_index()
    return found.merge(every, on=together, how="left")[list(OFFER_COLUMNS)]


def settle(
    offered: pd.DataFrame, catalogue: Catalogue, workspace: Workspace, choices: Choices, names: dict[str, str]
) -> Options | None:
    """The choices settled against what the city has; None for a city without a number. `names` are its places by code."""
    if offered.empty:
        return None
    districts = offered[offered["compared"]]
    ranked = districts if not districts.empty else offered
    order = _order(ranked, catalogue, workspace)
    indicator = choices.indicator if choices.indicator in order else order[0]
    own = ranked[ranked["indicator"] == indicator]
    levels = _levels(own, catalogue, workspace, indicator)
    level = choices.level if choices.level in levels else levels[0]
    periods = sorted(set(own.loc[own["education_level"] == level, "period_key"]), reverse=True)
    period = choices.period if choices.period in periods else periods[0]
    targets = tuple(comparable(catalogue, workspace, catalogue.indicators[indicator], EducationLevel(level)))
    first = default_target(list(targets), Period.from_key(period).start_year)
    target = next((target for target in targets if target.id == choices.target), first)
    defaults = Choices(order[0], levels[0], periods[0], first.id if first else "", "", CLASS_METHODS[0])
    chosen = Choices(
        indicator=indicator,
        level=level,
        period=period,
        target=target.id if target else "",
        district=choices.district if choices.district in names else "",
        classes=choices.classes if choices.classes in CLASS_METHODS else defaults.classes,
        cuts=choices.cuts if choices.classes == "own" else "",
        layout=choices.layout if choices.layout in LAYOUTS else LAYOUTS[0],
        second=choices.second if choices.second.partition("@")[0] in order else "",
        form=choices.form if choices.form in FORMS else FORMS[0],
        marked=",".join(code for code in dict.fromkeys(choices.marked.split(",")) if code in names),
        peers=choices.peers,
    )
    if target is None and chosen.classes == "target":
        chosen = replace(chosen, classes="quantile")
        defaults = replace(defaults, classes="quantile")
    return Options(
        indicators=tuple(sorted(order, key=list(catalogue.indicators).index)),
        levels=tuple(levels),
        periods=tuple(periods),
        targets=targets,
        places=tuple(names.items()),
        defaults=defaults,
        chosen=chosen,
        indicator=catalogue.indicators[indicator],
        target=target,
    )


def _order(offered: pd.DataFrame, catalogue: Catalogue, workspace: Workspace) -> list[str]:
    """Indicators by what a city would look at first."""
    newest = max(offered["period_key"])
    now = offered[offered["period_key"] == newest].groupby("indicator")["reporting"].max()
    most = int(now.max()) if len(now) else 0
    place = {name: number for number, name in enumerate(catalogue.indicators)}
    levels_of = offered.drop_duplicates(["indicator", "education_level"]).groupby("indicator")["education_level"].agg(list)

    def key(indicator: str) -> tuple[bool, bool, bool, int]:
        levels = levels_of[indicator]
        aimed = any(comparable(catalogue, workspace, catalogue.indicators[indicator], EducationLevel(level)) for level in levels)
        return indicator not in now, not aimed, 2 * int(now.get(indicator, 0)) < most, place[indicator]

    return sorted(set(offered["indicator"]), key=key)


def _levels(own: pd.DataFrame, catalogue: Catalogue, workspace: Workspace, indicator: str) -> list[str]:
    """学段 of one indicator: those with a target first, then the catalogue's own default, then its order."""
    known = catalogue.indicators[indicator]
    order = [str(level) for level in known.education_levels]

    def key(level: str) -> tuple[bool, bool, int]:
        aimed = bool(comparable(catalogue, workspace, known, EducationLevel(level)))
        return not aimed, level != known.default_level, order.index(level) if level in order else len(order)

    return sorted(set(own["education_level"]), key=key)
