"""Fixtures that several packages share: a store on SQLite and on a real PostgreSQL, each test with an empty one of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from language import speak_of
from store import Store, open_store

# A slow or busy machine is no fault of the code: speed is the bench's question
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _of_a_city() -> None:
    """No test inherits another one's province: texts speak of a city until a view says otherwise."""
    speak_of("city")


@pytest.fixture(autouse=True)
def _no_database_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test may touch var/ or a database that the environment names."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("store.opening.DEFAULT_FILE", tmp_path / "var" / "duibiao.db")


def _postgres_programs() -> Path | None:
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).parent
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[-3])
    return candidates[-1].parent if candidates else None


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def office_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes], Path]:
    """Turns a file of that name into PDF in a LibreOffice with a profile of its own; for tests alone."""
    missing = [program for program in ("soffice", "pdftoppm") if shutil.which(program) is None]
    if missing and os.environ.get("REQUIRE_ALL_TESTS"):
        pytest.fail(f"{missing} not found on this machine, and REQUIRE_ALL_TESTS is set")
    if missing:
        pytest.skip(f"LIBREOFFICE OR POPPLER NOT FOUND: {missing}")
    folder = tmp_path_factory.mktemp("office")

    def turn(name: str, data: bytes) -> Path:
        (folder / name).write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        done = subprocess.run(
            [*command, "--outdir", str(folder), str(folder / name)], capture_output=True, text=True, timeout=180, check=True
        )
        assert "Error" not in done.stderr
        return (folder / name).with_suffix(".pdf")

    return turn


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """URL of a PostgreSQL server of our own on loopback, in a folder that goes away with the session."""
    programs = _postgres_programs()
    if programs is None:
        if os.environ.get("REQUIRE_ALL_TESTS"):
            pytest.fail("no PostgreSQL programs (initdb, pg_ctl) on this machine, and REQUIRE_ALL_TESTS is set")
        warnings.warn("PostgreSQL tests are SKIPPED: initdb and pg_ctl were not found on this machine", stacklevel=1)
        pytest.skip("no PostgreSQL programs (initdb, pg_ctl) on this machine")
    as_postgres: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="duibiao-pg-"))
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # PostgreSQL refuses to run as root; Debian's package brings a user for it
        as_postgres = ["runuser", "-u", "postgres", "--"]
        try:
            shutil.chown(folder, "postgres")
        except LookupError:
            if os.environ.get("REQUIRE_ALL_TESTS"):
                pytest.fail("PostgreSQL does not run as root, there is no user postgres, and REQUIRE_ALL_TESTS is set")
            pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    port = _free_port()
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [*as_postgres, str(programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=60)

    run("initdb", "-D", str(data), "-U", "duibiao", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=40"
    run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        yield f"postgresql://duibiao@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_postgres_database(postgres_url: str) -> Iterator[Callable[[], str]]:
    """Makes an empty database and answers its URL; all of them are dropped after the test."""
    import psycopg

    made: list[str] = []

    def create() -> str:
        name = f"test_{uuid.uuid4().hex}"
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return postgres_url.rsplit("/", 1)[0] + f"/{name}"

    yield create
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: SQLite in a folder of the test, and once more PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return str(request.getfixturevalue("new_postgres_database")())


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, once on SQLite and once on PostgreSQL."""
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store on SQLite."""
    opened = open_store(f"sqlite:///{tmp_path / 'test.db'}")
    yield opened
    opened.close()
