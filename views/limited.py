"""What a viewer limited to one district gets: its figures and the city's value; of the others, that they are not shown.

The limit is part of the `Workspace` (`only`), so every answer and every cache that is made of it carries it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from indicators.catalogue import Catalogue
from indicators.vocabulary import ValueStatus
from language import _
from store import Workspace
from views.choices import offers

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]


def limited(tables: Tables, workspace: Workspace, catalogue: Catalogue) -> Tables:
    """Values, what follows, the city's own and what is offered, without a figure of any place but one.

    `tables` are complete: the city's value was made of all districts before.
    """
    values, derived, city, _offered = tables
    mine = {workspace.only, workspace.city_code}
    shown = _blank(derived, mine)
    return _blank(values, mine), shown, city, offers(shown, catalogue)


def _blank(rows: pd.DataFrame, mine: set[str]) -> pd.DataFrame:
    others = ~rows["place_code"].isin(mine)
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
