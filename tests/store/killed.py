"""Run as a program: children that accept files are killed, and after each of them the store is looked through.

`python -m tests.store.killed URL STATEMENTS MOMENTS` kills before each of the first STATEMENTS statements of an accept, then at
MOMENTS random moments, always by SIGKILL. It prints one line a kill: how the child ended, how many uploads it had been told were
stored, and how many there are. Forking spares the imports.
"""

from __future__ import annotations

import os
import random
import signal
import struct
import sys
import time
from contextlib import closing

from sqlalchemy import event

from store import Store, open_store
from tests.store.builders import TAIZHOU, row, upload

ROWS = 24
DONE = struct.Struct("d")  # seconds of the accept that was just told as stored


def accept_one(store: Store, number: int) -> None:
    rows = [row(place=f"32{p:04d}", value=float(number), period=f"{y}S") for p in range(6) for y in range(2016, 2020)]
    store.accept(TAIZHOU, upload(*rows, content=str(number).encode() * 1000))


def die_before_statement(store: Store, which: int, number: int) -> None:
    """COMMIT counts as a statement."""
    left = [which]

    def count(*_arguments: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store.engine, "before_cursor_execute", count)
    event.listen(store.engine, "commit", count)
    accept_one(store, number)


def accept_for_ever(store: Store, number: int, told: int) -> None:
    """One file after the other, each told to the parent as soon as the store says that it is in."""
    while True:
        start = time.perf_counter()
        accept_one(store, number)
        os.write(told, DONE.pack(time.perf_counter() - start))
        number += 1


def killed_at_random(url: str, number: int, chance: random.Random) -> tuple[int, int]:
    """Status of the child, and how many accepts it was told of. The moment lies within the second or third accept."""
    answers, told = os.pipe()
    child = os.fork()
    if child == 0:
        accept_for_ever(open_store(url), number, told)
    os.close(told)
    with os.fdopen(answers, "rb") as stream:
        (seconds,) = DONE.unpack(stream.read(DONE.size))
        time.sleep(chance.uniform(0.0, 2.0) * seconds)
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        return status, 1 + len(stream.read()) // DONE.size


def look_through(store: Store) -> int:
    """Every upload is there wholly, the newest one counts; answers how many there are. Raises AssertionError."""
    uploads = store.uploads("321200")
    for found in uploads:
        assert found.values == ROWS, f"upload {found.id} has {found.values} values"
    for found in uploads[:3]:
        values = store.upload_values(found.id)
        assert len(values) == ROWS
        assert values["value"].nunique() == 1
        assert len(store.upload_file(found.id)[1]) == found.size
    current = store.current_values("321200")
    if uploads:
        assert len(current) == ROWS
        assert set(current["upload_id"]) == {uploads[0].id}
    assert store.revision("321200") == len(uploads)
    return len(uploads)


def main(url: str, statements: int, moments: int) -> None:
    chance = random.Random(9)
    for number in range(statements + moments):
        told = 0
        if number < statements:
            child = os.fork()
            if child == 0:
                die_before_statement(open_store(url), number, 1000 * number)
                os._exit(0)  # nothing of the parent's may run on
            _pid, status = os.waitpid(child, 0)
        else:
            status, told = killed_at_random(url, 1000 * number, chance)
        ended = "killed" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL else f"status {status}"
        with closing(open_store(url)) as store:
            sys.stdout.write(f"{ended},{told},{look_through(store)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
