"""Run as a program: children that accept files are killed, and after each of them the store is looked through.

`python -m tests.store.killed URL ROUNDS` prints one line a round: how the child ended and how many uploads there are. The
first rounds kill before each single statement of an accept, the others at a random moment. Forking spares the imports.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable

from sqlalchemy import event

from store import Store, open_store
from tests.store.builders import TAIZHOU, row, upload

ROWS = 200


def accept_one(store: Store, number: int) -> None:
    rows = [row(place=f"32{p:04d}", value=float(number), period=f"{y}S") for p in range(10) for y in range(2000, 2020)]
    store.accept(TAIZHOU, upload(*rows, content=str(number).encode() * 1000))


def before_statement(which: int) -> Callable[[Store, int], None]:
    """Die just before statement `which` of an accept; COMMIT counts as one."""

    def run(store: Store, number: int) -> None:
        left = [which]

        def count(*_arguments: object) -> None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(store.engine, "before_cursor_execute", count)
        event.listen(store.engine, "commit", count)
        accept_one(store, number)

    return run


def at_random(chance: random.Random) -> Callable[[Store, int], None]:
    """Die somewhere within the second or third accept, by an alarm that nobody handles."""
    part = chance.uniform(0.05, 2.0)

    def run(store: Store, number: int) -> None:
        start = time.perf_counter()
        accept_one(store, number)
        signal.setitimer(signal.ITIMER_REAL, part * (time.perf_counter() - start))
        for more in range(1, 100):
            accept_one(store, number + more)

    return run


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


def main(url: str, rounds: int) -> None:
    chance = random.Random(9)
    for number in range(rounds):
        act = before_statement(number) if number < rounds // 2 else at_random(chance)
        child = os.fork()
        if child == 0:
            act(open_store(url), 1000 * number)
            os._exit(0)  # nothing of the parent's may run on
        _pid, status = os.waitpid(child, 0)
        store = open_store(url)
        ended = f"killed by {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}"
        sys.stdout.write(f"{ended} {look_through(store)}\n")
        sys.stdout.flush()
        store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
