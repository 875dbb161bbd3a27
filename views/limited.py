"""What a viewer limited to one district gets: its figures and the city's value; of the others, that they are not shown.

The limit is part of the `Workspace` (`only`), so every answer and every cache that is made of it carries it. Where a single
other place has a figure, the city's value less one's own is that figure: there the city's value is not shown either, nor where
several of the city's values together leave one other place's figure (`views.limited_sums`).
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.city_values import CityMethod
from indicators.vocabulary import Period, ValueStatus
from language import _
from store import Workspace
from views.choices import offers
from views.limited_sums import telling

_KEYS = ["indicator", "education_level", "breakdown", "period_key"]
Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]


def limited(tables: Tables, workspace: Workspace, catalogue: Catalogue, told: Collection[tuple[str, str, str, str]]) -> Tables:
    """Values, what follows, the city's own and what is offered, without a figure of any place but one.

    `tables` are complete: the city's value was made of all districts before. `told`: what `told_together` answers for them.
    """
    values, derived, city, _offered = tables
    mine = {workspace.only, workspace.city_code}
    gone = _telling(derived, mine).union(pd.MultiIndex.from_tuples(sorted(told), names=_KEYS))
    shown = _blank(derived, workspace, gone)
    return _blank(values, workspace, gone), shown, _without(city, gone), offers(shown, catalogue)


def _telling(derived: pd.DataFrame, mine: set[str]) -> pd.MultiIndex:
    """KEYS of the figures that exactly one other place has, shown or withheld as small."""
    has = derived["value"].notna() | (derived["status"] == ValueStatus.SUPPRESSED.value)
    others = derived[has & ~derived["place_code"].isin(mine)]
    places = others.groupby(_KEYS)["place_code"].nunique()
    return pd.MultiIndex.from_tuples(places[places == 1].index, names=_KEYS)


def told_together(
    derived: pd.DataFrame, city: pd.DataFrame, workspace: Workspace, catalogue: Catalogue
) -> frozenset[tuple[str, str, str, str]]:
    """KEYS of the city's values that put together leave one other place's figure; of complete tables."""
    years = {str(key): Period.from_key(str(key)).start_year for key in city["period_key"].unique()}
    expected = {key: [place.code for place in geo.districts(workspace.city_code, year)] for key, year in years.items()}
    return frozenset(telling(derived, city, workspace.only, expected, catalogue))


def _without(city: pd.DataFrame, telling: pd.MultiIndex) -> pd.DataFrame:
    """The city's values without those that tell another place's figure."""
    hidden = pd.MultiIndex.from_frame(city[_KEYS]).isin(telling)
    found = city.copy()
    for name in ("value", "numerator", "denominator", "reported", "simple_mean"):
        found[name] = found[name].astype("float64")
        found.loc[hidden, name] = np.nan
    found.loc[hidden, "method"] = CityMethod.NONE
    return found


def _blank(rows: pd.DataFrame, workspace: Workspace, telling: pd.MultiIndex) -> pd.DataFrame:
    """The rows with nothing said of other places, and of the city only what tells nothing about them."""
    told = (rows["place_code"] == workspace.city_code) & pd.MultiIndex.from_frame(rows[_KEYS]).isin(telling)
    others = (rows["place_code"] != workspace.only) & (rows["place_code"] != workspace.city_code) | told
    found = rows.copy()
    found.loc[others, "status"] = ValueStatus.SUPPRESSED.value
    for name in ("value", "numerator", "denominator", "from_counts"):
        if name in found.columns:
            found[name] = found[name].astype("float64")
            found.loc[others, name] = np.nan
    for name in ("text", "sheet", "cell", "uploader"):
        if name in found.columns:
            found.loc[others, name] = ""
    return found


def limited_words(workspace: Workspace, names: dict[str, str]) -> str:
    """按账号权限只显示兴化市和全市的数: why the others are blank."""
    return _("按账号权限只显示{district}和全市的数").format(district=names.get(workspace.only, workspace.only))
