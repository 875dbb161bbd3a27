"""The store that everyone uses, with the sample city in it from the first moment."""

from __future__ import annotations

from pathlib import Path

from intake.accepting import FOR_ALL, accept
from intake.previewing import examine
from intake.records import NotAcceptableError
from store import Store, open_store, store_lock

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"
SAMPLE_CITY = "321200"
SAMPLE_WORKSPACE = "321200-sample"
# Who uploaded and why, as stored: data, not a text of the interface
SAMPLE_UPLOADER = "模拟数据"
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
    if not _needs_sample(store):
        return store
    with store_lock(store, "seed"):
        if _needs_sample(store):
            _seed(store, samples or SAMPLES)
    return store


def sample_files(folder: Path) -> list[Path]:
    """The sample workbooks in the order in which they are stored: by name."""
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in _WORKBOOKS)


def _needs_sample(store: Store) -> bool:
    return not store.setting(_SEEDED, default=False) and all(room.simulated for room in store.workspaces())


def _seed(store: Store, folder: Path) -> None:
    """Each file whole; a seeding that was interrupted goes on where it stopped, since the same file twice is one upload."""
    for path in sample_files(folder):
        found = examine(store, path.read_bytes(), path.name, SAMPLE_WORKSPACE, {}, simulated=True)
        try:
            accept(store, found, SAMPLE_UPLOADER, {FOR_ALL: SAMPLE_UPLOADER}, note="随程序附带的模拟样本")
        except NotAcceptableError as error:
            told = [issue.text() for issue in found.blocking] + [question.text for question in found.open_questions]
            raise SampleBrokenError(f"{path.name}: {'; '.join(told) or error}") from error
    store.set_setting(_SEEDED, True)
