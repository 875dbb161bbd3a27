"""The store that everyone uses, with the sample city in it from the first moment."""

from __future__ import annotations

import hashlib
from pathlib import Path

from access import Role, Visitor
from intake.accepting import FOR_ALL, accept
from intake.previewing import examine
from intake.records import NotAcceptableError
from store import ACCEPTED, Store, open_store, store_lock

_ROOT = Path(__file__).resolve().parent.parent
SAMPLES = _ROOT / "data" / "samples"
SAMPLE_CITY = "321200"
SAMPLE_WORKSPACE = "321200-sample"
# Who uploaded and why, as stored: data, not a text of the interface
SAMPLE_UPLOADER = "模拟数据"
_SEEDER = Visitor(SAMPLE_UPLOADER, Role.STAFF)
_SEEDED = "sample_seeded"
_WORKBOOKS = frozenset({".xlsx", ".xls", ".ods", ".csv", ".tsv"})


class SampleBrokenError(Exception):
    """One of our own sample workbooks cannot be read: a fault of ours, not of the user's."""


def ready_store(url: str | None = None, samples: Path | None = None) -> Store:
    """The opened store; an empty one gets the sample city first, once, through the real loader.

    One process at a time seeds, the others wait for it. Raises StoreError as `open_store` does, SampleBrokenError when a file
    in data/samples does not read without a question.
    """
    store = open_store(url)
    files = sample_files(samples or SAMPLES)
    if not files or not _needs_sample(store, _digest(files)):
        return store
    with store_lock(store, "seed"):
        if _needs_sample(store, _digest(files)):
            _seed(store, files)
    return store


def sample_files(folder: Path) -> list[Path]:
    """The sample workbooks in the order in which they are stored: by name."""
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in _WORKBOOKS)


def _digest(files: list[Path]) -> str:
    """The sample workbooks, and what reads them: a newer loader or catalogue reads the sample anew. Takes some 10 ms."""
    readers = [*(_ROOT / "loaders").rglob("*.py"), *(_ROOT / "data" / "catalogue").glob("*.yaml")]
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in [*files, *sorted(readers)])).hexdigest()


def _needs_sample(store: Store, digest: str) -> bool:
    """An empty store does, and one whose sample was read from other files or by another loader; one in use without it not."""
    seeded = store.setting(_SEEDED)
    if seeded is None:
        return all(room.simulated for room in store.workspaces())
    return bool(seeded != digest)


def _seed(store: Store, files: list[Path]) -> None:
    """Each file whole; a seeding that was interrupted goes on where it stopped, since the same file twice is one upload."""
    today = {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    for upload in store.uploads(SAMPLE_WORKSPACE):
        if upload.state == ACCEPTED and upload.sha256 not in today:
            store.withdraw(upload.id, "样本已更新", SAMPLE_UPLOADER)
    for path in files:
        found = examine(store, path.read_bytes(), path.name, SAMPLE_WORKSPACE, {}, simulated=True)
        try:
            accept(store, found, _SEEDER, {FOR_ALL: SAMPLE_UPLOADER}, note="随程序附带的模拟样本")
        except NotAcceptableError as error:
            told = [issue.text() for issue in found.blocking] + [question.text for question in found.open_questions]
            raise SampleBrokenError(f"{path.name}: {'; '.join(told) or error}") from error
    store.set_setting(_SEEDED, _digest(files))
