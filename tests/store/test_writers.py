"""Two people at once, a full disk, and a process that is killed in the middle: before or after, never between."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store import StaleRevisionError, Store, check_file, open_store
from tests.store.builders import TAIZHOU, row, upload

ROOT = Path(__file__).parents[2]


STATEMENTS, MOMENTS = 20, 100


def test_killed_at_any_moment_the_store_is_before_or_after(store: Store, store_url: str) -> None:
    """kill -9 before each statement of an accept, then at a hundred random moments: none lost, none half.

    Each kill is followed by a look through every upload (`tests.store.killed`). What the child was told is stored is stored;
    besides that there may be one more, whose answer the kill cut off.
    """
    command = [sys.executable, "-m", "tests.store.killed", store_url, str(STATEMENTS), str(MOMENTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line.split(",") for line in done.stdout.splitlines()]
    assert len(lines) == STATEMENTS + MOMENTS
    by_statement = [how for how, _told, _count in lines[:STATEMENTS]]
    # An accept has fewer statements than that: the last of these children live to the end
    assert by_statement.count("killed") >= 10
    assert by_statement[-1] == "status 0"
    assert [how for how, _told, _count in lines[STATEMENTS:]] == ["killed"] * MOMENTS
    counts = [int(count) for _how, _told, count in lines]
    assert counts[:STATEMENTS] == sorted(counts[:STATEMENTS])
    before = counts[STATEMENTS - 1]
    for _how, told, count in lines[STATEMENTS:]:
        assert before + int(told) <= int(count) <= before + int(told) + 1
        before = int(count)
    if store.path is not None:
        assert check_file(store.path) == []


def test_four_writers_of_fifty_uploads_lose_nothing(store: Store, store_url: str) -> None:
    """All on the same key, each beside what it had looked at: every figure is there, whoever came second was told each time."""

    def write(writer: int) -> int:
        told = 0
        own = open_store(store_url)
        for number in range(50):
            new = upload(row(value=float(100 * writer + number)), content=f"{writer}-{number}".encode())
            while True:
                seen = own.revision("321200")
                counting = own.current_values("321200")["value"].tolist()
                try:
                    own.accept(TAIZHOU, new, expected_revision=seen)
                except StaleRevisionError as stale:
                    told += 1
                    assert stale.expected == seen < stale.found
                    assert own.current_values("321200")["value"].tolist() != counting or own.revision("321200") > seen
                else:
                    break
        own.close()
        return told

    with ThreadPoolExecutor(4) as pool:
        conflicts = sum(pool.map(write, range(4)))
    assert conflicts > 0, "four writers never met"
    uploads = store.uploads("321200")
    assert len(uploads) == store.revision("321200") == 200
    assert store.current_values("321200")["upload_id"].tolist() == [uploads[0].id]
    values = store.history("321200", "321202", "classes", "primary", "", "2023S")["value"]
    assert sorted(values) == sorted(float(100 * writer + number) for writer in range(4) for number in range(50))
    assert {store.upload_file(one.id)[1] for one in uploads} == {f"{w}-{n}".encode() for w in range(4) for n in range(50)}


def test_of_two_who_saw_the_same_state_one_wins_and_the_other_is_told(store: Store, store_url: str) -> None:
    store.accept(TAIZHOU, upload(row(value=1.0)))

    def write(value: float) -> str:
        own = open_store(store_url)
        try:
            own.accept(TAIZHOU, upload(row(value=value)), expected_revision=1)
        except StaleRevisionError:
            return "told"
        finally:
            own.close()
        return "won"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(write, [2.0, 3.0])) == ["told", "won"]
    assert len(store.uploads("321200")) == 2


def test_the_first_two_uploads_of_a_city_at_once_make_one_room(store: Store, store_url: str) -> None:
    def write(value: float) -> int:
        own = open_store(store_url)
        try:
            return own.accept(TAIZHOU, upload(row(value=value)))
        finally:
            own.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(write, [1.0, 2.0, 3.0, 4.0]))) == 4
    assert [room.revision for room in store.workspaces()] == [4]


@pytest.fixture(autouse=True)
def _only_where_processes_can_be_killed() -> Iterator[None]:
    if not hasattr(signal, "SIGKILL"):
        pytest.skip("no SIGKILL on this system")
    yield
