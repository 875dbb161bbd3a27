"""Questions about values: what is in force, and what was before."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from indicators.tables import STORED_COLUMNS
from store.schema import ACCEPTED, KEY_COLUMNS, observations, uploads

# Columns of a value's history beside STORED_COLUMNS
HISTORY_COLUMNS = (
    *STORED_COLUMNS,
    "unit",
    "stated_unit",
    "place_text",
    "heading",
    "sha256",
    "state",
    "in_force",
    "withdrawn_at",
    "withdrawn_by",
    "withdrawn_reason",
)

_FROM_UPLOAD = ("filename", "uploaded_at", "uploader", "upload_kind")
_OWN = [name for name in STORED_COLUMNS if name not in ("observation_id", *_FROM_UPLOAD)]
_TEXTS = [name for name in STORED_COLUMNS if name not in ("observation_id", "value", "upload_id", "uploaded_at")]
_KINDS: dict[str, str] = dict.fromkeys(_TEXTS, "str")
_KINDS |= {"observation_id": "int64", "upload_id": "int64", "value": "float64", "uploaded_at": "datetime64[us]"}


def same_key(one: Any, other: Any) -> sa.ColumnElement[bool]:
    """Whether rows of two aliases of `observations` speak of the same thing."""
    return sa.and_(one.c.workspace == other.c.workspace, *(one.c[name] == other.c[name] for name in KEY_COLUMNS))


def newest_elsewhere(workspace: str, upload_id: int, also: Callable[[Any], sa.ColumnElement[bool]]) -> sa.Select[tuple[int]]:
    """Row numbers of the values that come back when an upload steps back: for each of its keys the newest accepted other one.

    `also` narrows the upload's own rows. Row numbers grow with the order of acceptance (writers of a workspace queue).
    """
    lost, other = observations.alias("lost"), observations.alias("other")
    return (
        sa.select(sa.func.max(other.c.id))
        .select_from(lost.join(other, same_key(lost, other)).join(uploads, uploads.c.id == other.c.upload_id))
        .where(lost.c.upload_id == upload_id, lost.c.workspace == workspace, other.c.upload_id != upload_id)
        .where(uploads.c.state == ACCEPTED, also(lost))
        .group_by(*(lost.c[name] for name in KEY_COLUMNS))
    )


def counted_at(revision: int) -> sa.ColumnElement[bool]:
    """Whether an upload counted when the workspace was at that revision."""
    still = sa.or_(uploads.c.state == ACCEPTED, uploads.c.withdrawn_revision > revision)
    return sa.and_(uploads.c.revision <= revision, still)


def in_force_at(workspace: str, revision: int, indicators: Collection[str] | None = None) -> sa.Select[tuple[int]]:
    """Row numbers of the values that were in force at a revision: for each key the newest upload that counted then."""
    query = (
        sa.select(sa.func.max(observations.c.id))
        .join(uploads, uploads.c.id == observations.c.upload_id)
        .where(observations.c.workspace == workspace, counted_at(revision))
        .group_by(*(observations.c[name] for name in KEY_COLUMNS))
    )
    return query if indicators is None else query.where(observations.c.indicator.in_(sorted(set(indicators))))


def current_values(
    connection: Connection,
    workspace: str,
    indicators: Collection[str] | None,
    without: int | None = None,
    as_of: int | None = None,
    periods: Collection[str] | None = None,
) -> pd.DataFrame:
    """STORED_COLUMNS of the values in force, sorted by indicator, education level, breakdown, place and period.

    Of some indicators or periods (Period.key) alone where they are given. `without`: as if this upload were
    withdrawn; `as_of`: as it was at that revision (then `without` says nothing).
    """
    in_force: sa.ColumnElement[bool] = observations.c.in_force == sa.true()
    if as_of is not None:
        in_force = observations.c.id.in_(in_force_at(workspace, as_of, indicators))
        without = None
    if without is not None:
        back = newest_elsewhere(workspace, without, lambda lost: lost.c.in_force == sa.true())
        in_force = sa.or_(sa.and_(in_force, observations.c.upload_id != without), observations.c.id.in_(back))
    query = (
        sa.select(observations.c.id, *(observations.c[name] for name in _OWN))
        .where(observations.c.workspace == workspace, in_force)
        .order_by(*(observations.c[name] for name in ("indicator", "education_level", "breakdown", "place_code", "period_key")))
    )
    if indicators is not None:
        query = query.where(observations.c.indicator.in_(sorted(set(indicators))))
    if periods is not None:
        query = query.where(observations.c.period_key.in_(sorted(set(periods))))
    with without_collecting():
        # Columns by position: a city's values arrive as tuples, and pandas builds columns faster than it walks rows
        columns: list[Any] = list(zip(*fetched(connection, query), strict=True)) or [()] * (len(_OWN) + 1)
        named = zip(["observation_id", *_OWN], columns, strict=True)
        frame = pd.DataFrame({name: pd.array(column, dtype=_KINDS[name]) for name, column in named}, copy=False)
        del columns
    _add_uploads(connection, workspace, frame)
    return typed(frame)


def fetched(connection: Connection, query: sa.Select[Any]) -> list[Any]:
    """All rows as plain tuples: numbers and texts need no conversion."""
    with connection.execute(query) as result:
        return list(result.cursor.fetchall()) if result.cursor is not None else []


@contextmanager
def without_collecting() -> Iterator[None]:
    """Collecting garbage among 200,000 rows takes as long as a tenth of reading them, and finds none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _add_uploads(connection: Connection, workspace: str, frame: pd.DataFrame) -> None:
    rows, ids = pd.factorize(frame["upload_id"])
    for name, column in of_uploads(connection, workspace, [int(number) for number in ids]).items():
        frame[name] = column.take(rows)


def of_uploads(connection: Connection, workspace: str, ids: Sequence[int]) -> dict[str, Any]:
    """File, time, sender and kind of these uploads, one array each."""
    query = sa.select(uploads.c.id, *(uploads.c[name] for name in _FROM_UPLOAD)).where(uploads.c.workspace == workspace)
    known = {row[0]: row[1:] for row in connection.execute(query)}
    columns = {name: [known[number][position] for number in ids] for position, name in enumerate(_FROM_UPLOAD)}
    return {name: pd.Series(column, dtype=_KINDS[name]).array for name, column in columns.items()}


def history(connection: Connection, workspace: str, key: dict[str, str], as_of: int | None = None) -> pd.DataFrame:
    """HISTORY_COLUMNS of every value a key ever had, newest upload first, withdrawn ones with their state.

    `as_of` a revision: what was there then, and which of them counted.
    """
    named = {"id": "observation_id"}
    mine = [observations.c[name] for name in (*_OWN, "unit", "stated_unit", "place_text", "heading", "in_force")]
    theirs = [uploads.c[name] for name in HISTORY_COLUMNS if name in uploads.c and name not in observations.c]
    query = (
        sa.select(observations.c.id, *mine, *theirs)
        .join(uploads, uploads.c.id == observations.c.upload_id)
        .where(observations.c.workspace == workspace, *(observations.c[name] == value for name, value in key.items()))
        .order_by(observations.c.upload_id.desc())
    )
    names = [named.get(str(column.name), str(column.name)) for column in query.selected_columns]
    if as_of is None:
        frame = pd.DataFrame(connection.execute(query).all(), columns=names)
    else:
        then = query.add_columns(counted_at(as_of).label("counted")).where(uploads.c.revision <= as_of)
        frame = pd.DataFrame(connection.execute(then).all(), columns=[*names, "counted"])
        counted = frame.index[frame["counted"].astype(bool)]
        frame["in_force"] = frame.index == (counted[0] if len(counted) else -1)
        frame.loc[counted, "state"] = ACCEPTED
    frame["heading"] = [tuple(texts) for texts in frame["heading"]]
    return typed(frame, HISTORY_COLUMNS)


def of_upload(connection: Connection, upload_id: int) -> pd.DataFrame:
    """Every value of one upload, in force or not: STORED_COLUMNS with unit, stated_unit, place_text, heading, in_force."""
    names = [*_OWN, "unit", "stated_unit", "place_text", "heading", "in_force"]
    query = (
        sa.select(observations.c.id.label("observation_id"), *(observations.c[name] for name in names))
        .where(observations.c.upload_id == upload_id)
        .order_by(observations.c.id)
    )
    frame = pd.DataFrame(connection.execute(query).all(), columns=["observation_id", *names])
    frame["heading"] = [tuple(texts) for texts in frame["heading"]]
    source = sa.select(*(uploads.c[name] for name in _FROM_UPLOAD)).where(uploads.c.id == upload_id)
    row = connection.execute(source).one_or_none()
    for position, name in enumerate(_FROM_UPLOAD):
        frame[name] = row[position] if row else None
    return typed(frame, (*STORED_COLUMNS, "unit", "stated_unit", "place_text", "heading", "in_force"))


def typed(frame: pd.DataFrame, columns: Collection[str] = tuple(STORED_COLUMNS)) -> pd.DataFrame:
    """The same types whatever the rows: an empty answer must not turn texts into numbers."""
    return frame.astype(_KINDS)[list(columns)]
