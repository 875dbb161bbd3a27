"""A database of the first released schema is brought up to date with everything in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from store import all_editions, open_store, write_target
from store.engine import engine_url, make_engine, writing
from store.opening import DEFAULT_FILE, MIGRATIONS
from tests.store.builders import TAIZHOU, row, upload

SHA = "a" * 64
VALUES = {
    "workspaces": "('321200', '321200', '泰州市', false, 2, '2024-10-01 08:00:00')",
    "files": f"('{SHA}', 3, {{bytes}})",
    "uploads": (
        f"(1, '321200', '{SHA}', '班额.xlsx', '王老师', '2024-10-01 08:00:00', '321200', '', 'withdrawn', '', '{{}}', 1,"
        " '2024-10-02 08:00:00', '王老师', '报错了'),"
        f"(2, '321200', '{SHA}', '班额.xlsx', '王老师', '2024-10-03 08:00:00', '321200', '', 'accepted', '', '{{}}', 2,"
        " NULL, '', '')"
    ),
    "observations": (
        "(1, '321200', 1, '321202', '海陵区', 'district', 'classes', 'primary', '', '2023S', 412, '个', '', 'reported', 'Sheet1',"
        " 'B3', '海陵区', '[]', '412', false),"
        "(2, '321200', 2, '321202', '海陵区', 'district', 'classes', 'primary', '', '2023S', 421, '个', '', 'reported', 'Sheet1',"
        " 'B3', '海陵区', '[]', '421', true)"
    ),
}


def first_schema(url: str) -> None:
    """A database as the first release made and filled it."""
    engine = make_engine(engine_url(url, DEFAULT_FILE))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        blob = "'\\x504b03'::bytea" if engine.dialect.name == "postgresql" else "x'504b03'"
        for table, values in VALUES.items():
            said = values.replace("{bytes}", blob).replace("{{}}", "{}")
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES {said}")
        if engine.dialect.name == "postgresql":
            for table in ("uploads", "observations"):
                connection.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 2)"))
    engine.dispose()


def test_what_the_first_release_stored_is_all_there_and_can_be_gone_on_with(store_url: str) -> None:
    first_schema(store_url)
    store = open_store(store_url)
    assert store.current_values("321200")[["value", "upload_kind"]].values.tolist() == [[421.0, "file"]]
    assert [(u.id, u.state, u.upload_kind) for u in store.uploads("321200")] == [
        (2, "accepted", "file"),
        (1, "withdrawn", "file"),
    ]
    assert store.upload_file(1) == ("班额.xlsx", b"PK\x03")
    assert all_editions(store, "321200") == []
    goal = {"indicator": "inclusive_coverage"}
    assert write_target(store, TAIZHOU, goal, "王老师", "").target == "own_1"
    number = store.accept(TAIZHOU, upload(row(value=500.0)))
    assert number == 3
    store.withdraw(number, "试", "王老师")
    assert store.current_values("321200")["value"].tolist() == [421.0]
    store.close()
