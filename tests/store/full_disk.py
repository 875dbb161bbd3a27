"""Run as a program: a store that may not grow, first by a limit of the process (RLIMIT_FSIZE), then by what the folder holds.

`python -m tests.store.full_disk URL limit|disk` accepts files until the store refuses, looks that nothing of the refused one is
there, makes room, and goes on. It prints the refusal.
"""

from __future__ import annotations

import os
import resource
import sys
from contextlib import closing

from store import BackupRefusedError, Store, StoreError, back_up, check_file, open_store
from tests.store.builders import TAIZHOU, row, upload

LARGE = 200_000


def accept(store: Store, number: int) -> None:
    rows = [row(place=f"32{place:04d}", value=float(number)) for place in range(20)]
    store.accept(TAIZHOU, upload(*rows, content=number.to_bytes(4, "big") + os.urandom(LARGE)))


def until_refused(store: Store) -> tuple[int, str]:
    """How many were accepted, and what the store said then. Raises AssertionError when it never refuses."""
    for number in range(1, 100):
        try:
            accept(store, number)
        except StoreError as error:
            return number - 1, str(error)
    raise AssertionError("the disk is never full")


def intact(store: Store, accepted: int) -> None:
    """The last accepted file counts, wholly; there is nothing of the refused one."""
    uploads = store.uploads("321200")
    assert len(uploads) == accepted, (len(uploads), accepted)
    assert set(store.current_values("321200")["value"]) == {float(accepted)}
    assert all(len(store.upload_file(one.id)[1]) == one.size == LARGE + 4 for one in uploads)
    assert store.path is not None and check_file(store.path) == []


def main(url: str, how: str) -> None:
    store = open_store(url)
    assert store.path is not None
    ballast = store.path.with_name("ballast")
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
    else:
        ballast.write_bytes(bytes(1_000_000))
    accepted, said = until_refused(store)
    sys.stdout.write(said + "\n")
    intact(store, accepted)
    if how == "limit":  # a copy is smaller than the database and its journal
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
    try:
        back_up(store, store.path.with_name("backup.db"))
    except StoreError as error:
        assert not isinstance(error, BackupRefusedError)
        sys.stdout.write(str(error) + "\n")
    else:
        raise AssertionError("there was room for a copy")
    assert sorted(path.suffix for path in store.path.parent.iterdir() if "backup" in path.name) == []
    store.close()
    with closing(open_store(url)) as again:  # a full disk keeps nobody from looking at the figures
        intact(again, accepted)
        if how == "limit":
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        else:
            ballast.unlink()
        accept(again, accepted + 1)
        intact(again, accepted + 1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
