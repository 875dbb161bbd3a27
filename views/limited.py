"""What a viewer limited to one district gets: its figures and the city's value; of the others, that they are not shown.

The limit is part of the `Workspace` (`only`), so every answer and every cache that is made of it carries it. Where a single
other place has a figure, the city's value less one's own is that figure: there the city's value is not shown either.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from indicators.catalogue import Catalogue
from indicators.city_values import CityMethod
from indicators.vocabulary import ValueStatus
from language import _
from store import Workspace
from views.choices import offers

_KEYS = ["indicator", "education_level", "breakdown", "period_key"]
Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]


def limited(tables: Tables, workspace: Workspace, catalogue: Catalogue) -> Tables:
    """Values, what follows, the city's own and what is offered, without a figure of any place but one.

    `tables` are complete: the city's value was made of all districts before.
    """
    values, derived, city, _offered = tables
    mine = {workspace.only, workspace.city_code}
    telling = _telling(derived, mine)
    shown = _blank(derived, workspace, telling)
    return _blank(values, workspace, telling), shown, _without(city, telling), offers(shown, catalogue)


def _telling(derived: pd.DataFrame, mine: set[str]) -> pd.MultiIndex:
    """KEYS of the figures that exactly one other place has, shown or withheld as small."""
    has = derived["value"].notna() | (derived["status"] == ValueStatus.SUPPRESSED.value)
    others = derived[has & ~derived["place_code"].isin(mine)]
    places = others.groupby(_KEYS)["place_code"].nunique()
    return pd.MultiIndex.from_tuples(places[places == 1].index, names=_KEYS)


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
