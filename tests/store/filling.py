"""A row in every table, whatever the tables are: so that no table can be forgotten where everything must be carried over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

MOMENT = datetime(2024, 10, 1, 8, 30, 15, 123456)
Rows = dict[str, list[tuple[Any, ...]]]


def fill(connection: Connection, metadata: sa.MetaData, rows: int = 2) -> None:
    """At least `rows` made-up rows in each table, their foreign keys pointing at rows that are there."""
    for table in metadata.sorted_tables:
        if table.name == "alembic_version":
            continue
        there = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for number in range(there, rows):
            made = {column.name: _value(connection, table, column, number) for column in table.c if not _counts(column)}
            connection.execute(sa.insert(table).values(made))


def contents(connection: Connection, metadata: sa.MetaData) -> Rows:
    """All rows of all tables, in an order that does not depend on the database."""
    return {
        table.name: sorted((tuple(map(_plain, row)) for row in connection.execute(sa.select(table))), key=repr)
        for table in metadata.sorted_tables
        if table.name != "alembic_version"
    }


def _counts(column: sa.Column[Any]) -> bool:
    """Whether the database gives this column its numbers."""
    alone = column.primary_key and len(column.table.primary_key) == 1
    return alone and isinstance(column.type, sa.Integer) and not column.foreign_keys


def _value(connection: Connection, table: sa.Table, column: sa.Column[Any], number: int) -> Any:
    for key in column.foreign_keys:
        other = key.column
        found = list(connection.execute(sa.select(other).order_by(other)).scalars())
        return found[number % len(found)]
    kind = column.type
    if isinstance(kind, sa.Boolean):
        return number % 2 == 1
    if isinstance(kind, sa.DateTime):
        return MOMENT
    if isinstance(kind, sa.Integer):
        return number + 1
    if isinstance(kind, sa.Numeric | sa.Float):
        return number + 0.1
    if isinstance(kind, sa.LargeBinary):
        return bytes(range(256)) * (number + 1)
    if isinstance(kind, sa.JSON):
        return {"字": ["一", number, 0.1, None, True]}
    text = f"{column.name} {number} 兴化市"
    return text.ljust(kind.length, "f")[: kind.length] if isinstance(kind, sa.String) and kind.length else text


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
