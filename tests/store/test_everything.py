"""Nothing is forgotten: every table goes into a backup and back, every row of the first schema survives the way to today's."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from store import Store, back_up, open_store, restore
from store.account_tables import NOT_RESTORED
from store.engine import engine_url, make_engine, reading, writing
from store.opening import DEFAULT_FILE, MIGRATIONS
from store.schema import SCHEMA_VERSION, metadata
from tests.store.builders import TAIZHOU, row, upload
from tests.store.filling import Rows, contents, fill


def everything(store: Store) -> Rows:
    with reading(store.engine) as connection:
        return contents(connection, metadata)


@pytest.fixture
def full(store: Store) -> Store:
    """A store with rows in every table."""
    store.accept(TAIZHOU, upload(row(value=412.0), content=bytes(range(256))))
    with writing(store.engine) as connection:
        fill(connection, metadata)
    return store


def test_the_database_has_no_table_that_the_backup_does_not_know(store: Store) -> None:
    assert set(sa.inspect(store.engine).get_table_names()) - {"alembic_version"} == set(metadata.tables)
    # Sessions and failed sign-ins: who was signed in on the old machine is not signed in on the new one
    assert {"sessions"} <= NOT_RESTORED and not NOT_RESTORED & {"users", "observations", "uploads", "files", "editions"}


def same(before: Rows, after: Rows) -> None:
    assert set(before) == set(after)
    for table, rows in before.items():
        if table in NOT_RESTORED:
            assert after[table] == []
        elif table == "workspaces":
            at = [column.name for column in metadata.tables[table].c].index("revision")
            assert [(*r[:at], r[at] + 1_000_000, *r[at + 1 :]) for r in rows] == after[table]
        else:
            assert rows and rows == after[table], table


def test_every_row_of_every_table_comes_back(full: Store, tmp_path: Path) -> None:
    before = everything(full)
    assert all(len(rows) >= 2 for rows in before.values())
    back_up(full, tmp_path / "backup.db")
    with closing(restore(tmp_path / "backup.db", f"sqlite:///{tmp_path / 'fresh' / 'duibiao.db'}")) as fresh:
        same(before, everything(fresh))


@pytest.mark.postgres
def test_every_row_comes_back_into_postgresql(
    sqlite_store: Store, new_postgres_database: Callable[[], str], tmp_path: Path
) -> None:
    with writing(sqlite_store.engine) as connection:
        fill(connection, metadata)
    back_up(sqlite_store, tmp_path / "backup.db")
    with closing(restore(tmp_path / "backup.db", new_postgres_database())) as moved:
        same(everything(sqlite_store), everything(moved))


def test_four_writers_do_not_disturb_a_backup(full: Store, store_url: str, tmp_path: Path) -> None:
    """Each copy is one moment: as many uploads as its revision says, each whole, its file with it."""
    revision, uploads = full.revision("321200"), len(full.uploads("321200"))

    def write(writer: int) -> None:
        with closing(open_store(store_url)) as own:
            for number in range(6):
                rows = [row(place=f"32{writer}{place:03d}", value=float(number)) for place in range(50)]
                own.accept(TAIZHOU, upload(*rows, content=f"{writer} {number}".encode() * 1000))

    with ThreadPoolExecutor(5) as pool:
        jobs = [pool.submit(write, writer) for writer in range(4)]
        for number in range(3):
            back_up(full, tmp_path / f"{number}.db")
        for job in jobs:
            job.result()
    for number in range(3):
        with closing(restore(tmp_path / f"{number}.db", f"sqlite:///{tmp_path}/fresh{number}/duibiao.db")) as fresh:
            made = [one for one in fresh.uploads("321200") if one.filename == "班额.xlsx" and one.values == 50]
            assert len(made) == fresh.revision("321200") - 1_000_000 - revision == len(fresh.uploads("321200")) - uploads
            assert all(len(fresh.upload_file(one.id)[1]) == one.size for one in made)


def upgraded(url: str, target: str) -> None:
    engine = make_engine(engine_url(url, DEFAULT_FILE))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
    engine.dispose()


def as_found(url: str, metadata: sa.MetaData, fresh: bool = False) -> Rows:
    engine = make_engine(engine_url(url, DEFAULT_FILE))
    with writing(engine) as connection:
        if fresh:
            metadata.reflect(connection)
            fill(connection, metadata, rows=3)
        found = contents(connection, metadata)
    engine.dispose()
    return found


def test_every_row_of_the_first_schema_is_there_after_each_migration(store_url: str) -> None:
    """Its columns as they were, on each step of the way to the head; then the store opens and answers."""
    upgraded(store_url, "0001")
    first = sa.MetaData()
    before = as_found(store_url, first, fresh=True)
    assert {"workspaces", "files", "uploads", "observations", "explanations"} <= set(before)
    assert {"answers", "layouts", "settings", "audit"} <= set(before)
    assert all(len(rows) == 3 for rows in before.values())
    for number in range(2, int(SCHEMA_VERSION) + 1):
        upgraded(store_url, f"{number:04d}")
        assert as_found(store_url, first) == before
    with closing(open_store(store_url)) as store:
        assert len(store.workspaces()) == 3
        assert set(sa.inspect(store.engine).get_table_names()) - {"alembic_version"} == set(metadata.tables)
