"""What a page's arithmetic asks of a city or region with very many values: the numbers of a few indicators, and what there is.

Answered from an index (`ix_observations_numbers`) where what is in force is asked for. Where a value came from, its cell and its
text, is asked for apart (`store.values.current_values`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.schema import observations
from store.values import fetched, in_force_at, of_uploads, without_collecting

# One row for each key, sorted by indicator, education level, breakdown, period and place: STORED_COLUMNS without the cell
NUMBER_COLUMNS = (
    *("indicator", "education_level", "breakdown", "period_key", "place_code"),
    *("value", "status", "place_kind", "place_name", "upload_id"),
)
# Between the codes in a list of places: no code has it
_BETWEEN = "\x1f"
_OFTEN_THE_SAME = ("status", "upload_id")
_GROUP = ("indicator", "education_level", "breakdown", "period_key")


def count_in_force(connection: Connection, workspace: str) -> int:
    """How many values are in force."""
    query = sa.select(sa.func.count()).where(observations.c.workspace == workspace, observations.c.in_force == sa.true())
    return int(connection.execute(query).scalar_one())


def numbers(
    connection: Connection,
    workspace: str,
    indicators: Collection[str],
    as_of: int | None = None,
    period_key: str | None = None,
    place_code: str | None = None,
) -> pd.DataFrame:
    """NUMBER_COLUMNS, and filename, uploaded_at, uploader, upload_kind, of the values in force (or as of a revision).

    Of one period or one place where `period_key` or `place_code` is given. A place has one name and kind in all rows: those of
    its newest period among them.
    """
    wanted = [*_which(workspace, as_of, indicators), observations.c.indicator.in_(sorted(set(indicators)))]
    wanted += [] if period_key is None else [observations.c.period_key == period_key]
    wanted += [] if place_code is None else [observations.c.place_code == place_code]
    group = [observations.c[name] for name in _GROUP]
    ends = [end(observations.c[name]) for name in _OFTEN_THE_SAME for end in (sa.func.min, sa.func.max)]
    listed = sa.func.aggregate_strings(observations.c.place_code, _BETWEEN)
    groups = connection.execute(sa.select(*group, listed, *ends).where(*wanted).group_by(*group).order_by(*group)).all()
    places, codes = _places([row[len(group)] for row in groups])
    # The same few texts stand in every row of a group: what does not differ within one is read once for it
    each: dict[str, list[Any]] = {name: [row[number] for row in groups] for number, name in enumerate(_GROUP)}
    names = ["value"]
    for number, name in enumerate(_OFTEN_THE_SAME):
        least, most = ([row[len(group) + 1 + 2 * number + end] for row in groups] for end in (0, 1))
        if least == most:
            each[name] = least
        else:
            names.append(name)
    query = sa.select(*(observations.c[name] for name in names)).where(*wanted).order_by(*group, _by_code(connection))
    with without_collecting():
        flat = list(chain.from_iterable(fetched(connection, query)))
        value = np.array(flat[:: len(names)], dtype=np.float64)  # None becomes NaN
        found = {name: _factorized(flat[at :: len(names)]) for at, name in enumerate(names) if at}
        del flat
    place, sizes = np.concatenate([np.zeros(0, dtype=np.int64), *places]), [len(here) for here in places]
    for name, texts in each.items():
        number_of, known = _factorized(texts)
        found[name] = (np.repeat(number_of, sizes), known)
    kinds, called = _named(connection, wanted, groups, places, codes)
    found |= {"place_code": (place, codes), "place_kind": (place, kinds), "place_name": (place, called)}
    frame = pd.DataFrame(
        {name: value if name == "value" else _column(name, *found[name]) for name in NUMBER_COLUMNS}, copy=False
    )
    rows, ids = found["upload_id"]
    return frame.assign(**{name: column.take(rows) for name, column in of_uploads(connection, workspace, ids).items()})


def _places(listed: Sequence[str]) -> tuple[list[np.ndarray], list[str]]:
    """The places of each group in the order of codes, as positions in the codes of all: most groups list the very same."""
    numbers: dict[str, int] = {}
    read = {
        text: np.array([numbers.setdefault(code, len(numbers)) for code in sorted(text.split(_BETWEEN))], dtype=np.int64)
        for text in dict.fromkeys(listed)
    }
    return [read[text] for text in listed], list(numbers)


def _by_code(connection: Connection) -> sa.ColumnElement[str]:
    """Places as Python sorts them, whatever language the database sorts by."""
    code = observations.c.place_code
    return code.collate("C") if connection.dialect.name == "postgresql" else code


def _named(
    connection: Connection,
    wanted: list[sa.ColumnElement[bool]],
    groups: Sequence[Any],
    places: Sequence[np.ndarray],
    codes: Sequence[str],
) -> tuple[list[str], list[str]]:
    """Kind and name of every place, as its newest period has them: asked for in as few groups of rows as name them all."""
    known: dict[str, tuple[str, str]] = {}
    there = np.zeros(len(codes), dtype=bool)
    for number in sorted(range(len(groups)), key=lambda number: (str(groups[number][3]), number), reverse=True):
        if there.all():
            break
        if there[places[number]].all():
            continue
        there[places[number]] = True
        here = [observations.c[name] == groups[number][position] for position, name in enumerate(_GROUP)]
        query = sa.select(*(observations.c[name] for name in ("place_code", "place_kind", "place_name"))).where(*wanted, *here)
        known = {code: (kind, name) for code, kind, name in fetched(connection, query)} | known
    return [known[code][0] for code in codes], [known[code][1] for code in codes]


def _factorized(values: Sequence[Any]) -> tuple[Any, list[Any]]:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    codes, known = pd.factorize(column)
    return codes, list(known)


def _column(name: str, codes: np.ndarray, known: list[Any]) -> Any:
    if name == "upload_id":
        return np.array(known, dtype=np.int64)[codes]
    return pd.array(known, dtype="str").take(codes)


def presence(connection: Connection, workspace: str, as_of: int | None = None) -> pd.DataFrame:
    """Where there is a number: indicator, education_level, breakdown, period_key, and codes of places joined by commas.

    `some`: places with a number that is not 0, `zero`: with 0, `blank`: with a row without a number. Which sums and rates
    there are can be told from them.
    """
    group = [observations.c[name] for name in _GROUP]
    code = observations.c.place_code
    lists = [
        sa.func.aggregate_strings(sa.case((which, code)), ",")
        for which in (observations.c.value != 0, observations.c.value == 0, observations.c.value.is_(None))
    ]
    query = sa.select(*group, *lists).where(*_which(workspace, as_of, None)).group_by(*group).order_by(*group)
    columns = [*_GROUP, "some", "zero", "blank"]
    return pd.DataFrame(connection.execute(query).all(), columns=columns).fillna("")


def _which(workspace: str, as_of: int | None, indicators: Collection[str] | None) -> list[sa.ColumnElement[bool]]:
    mine: sa.ColumnElement[bool] = observations.c.in_force == sa.true()
    if as_of is not None:
        mine = observations.c.id.in_(in_force_at(workspace, as_of, indicators))
    return [observations.c.workspace == workspace, mine]
