"""In which order the heat table's districts stand: as usual, by how much is open, or by one indicator. The city stays last.

Where nobody may be named as first or last (`Choices.unranked`) the usual order is the only one.
"""

from __future__ import annotations

import pandas as pd

from language import _

OPEN = "open"


def orders(cells: pd.DataFrame, unranked: bool) -> tuple[tuple[str, str], ...]:
    """What can be chosen: key and words; the first is the default."""
    usual = (("", _("按区划代码")),)
    if unranked or cells.empty:
        return usual
    columns = cells.drop_duplicates("indicator")
    by_one = tuple(
        (str(key), _("按{name}").format(name=name)) for key, name in zip(columns["indicator"], columns["heading"], strict=True)
    )
    most = ((OPEN, _("未达标项多的在前")),) if cells["judged"].any() else ()
    return (*usual, *most, *by_one)


def ordered(cells: pd.DataFrame, chosen: str) -> pd.DataFrame:
    """`cells` (HEAT_COLUMNS) with their places in the chosen order, worst first; equal ones keep the usual order.

    By one indicator: farthest from its target first, without a target the smallest value; places without a value come last.
    """
    if not chosen:
        return cells
    places = list(dict.fromkeys(cells["code"]))
    if chosen == OPEN:
        still = cells[cells["judged"].astype(bool) & ~cells["met"].astype(bool)].groupby("code").size()
        marks = {code: -float(still.get(code, 0)) for code in places}
    else:
        column = cells[cells["indicator"] == chosen]
        if column.empty:
            return cells
        aimed = column["target"].notna().any()
        signs = [-1.0 if aimed and at_most else 1.0 for at_most in column["at_most"]]
        marks = {
            code: sign * value if value == value else float("inf")
            for code, sign, value in zip(column["code"], signs, column["value"], strict=True)
        }
    city = set(cells.loc[cells["is_city"].astype(bool), "code"])
    order = sorted(places, key=lambda code: (code in city, marks.get(code, float("inf"))))
    rank = {code: number for number, code in enumerate(order)}
    return cells.iloc[cells["code"].map(rank).argsort(kind="stable")].reset_index(drop=True)
