"""Four people upload at once, all about the same figures: every accepted one is there, every conflict is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from access import Role, Visitor
from intake import FOR_ALL, DiffChangedError, accept, preview
from store import Store, open_store
from tests.intake.sheets import TAIZHOU, TAIZHOU_CODES

# A preview costs a tenth of a second: fifty files a writer, without previews, are tests/store/test_writers.py's
WRITERS, FILES = 4, 5


def figures(writer: int, number: int) -> list[float]:
    """Six numbers that no other file has; the first four are of districts that everybody reports."""
    return [float(10_000 * (writer + 1) + 10 * number + at) for at in range(6)]


def csv(writer: int, number: int) -> bytes:
    lines = [f"{place},{value:.0f}" for place, value in zip(TAIZHOU, figures(writer, number), strict=True)]
    return "\n".join(["泰州市2023学年小学班级情况,", "地区,班级总数（个）", *lines]).encode()


@dataclass
class Told:
    """What one writer was told: numbers of uploads by file, and the conflicts' new diffs."""

    uploads: dict[int, int] = field(default_factory=dict)
    conflicts: list[tuple[tuple[float, ...], tuple[float, ...]]] = field(default_factory=list)


def write(url: str, writer: int) -> Told:
    told = Told()
    visitor = Visitor(f"老师{writer}", Role.STAFF)
    with closing(open_store(url)) as store:
        for number in range(FILES):
            found = preview(store, csv(writer, number), f"{writer}-{number}.csv", "321200")
            while number not in told.uploads:
                try:
                    told.uploads[number] = accept(store, found, visitor, {FOR_ALL: "核对过"}).upload_id
                except DiffChangedError as conflict:
                    assert conflict.preview.revision > found.revision and str(conflict).startswith("核对期间有其他文件入库")
                    found = conflict.preview
                    told.conflicts.append((tuple(found.diff["old_value"]), tuple(found.diff["value"])))
    return told


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small texts are read here: the reading child is tested elsewhere."""
    from loaders import workbook
    from loaders.workbook.opening import read_here

    monkeypatch.setattr(workbook, "open_workbook", read_here)


@pytest.mark.usefixtures("in_this_process")
def test_of_uploads_at_once_none_is_lost_and_each_conflict_is_told(store: Store, store_url: str) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        all_told = list(pool.map(lambda writer: write(store_url, writer), range(WRITERS)))
    accepted = {told.uploads[number]: (writer, number) for writer, told in enumerate(all_told) for number in told.uploads}
    assert len(accepted) == WRITERS * FILES
    uploads = store.uploads("321200")
    assert {upload.id for upload in uploads} == set(accepted)
    assert store.revision("321200") == WRITERS * FILES
    for upload in uploads:
        writer, number = accepted[upload.id]
        values = store.upload_values(upload.id).set_index("place_code")["value"]
        assert [values[code] for code in TAIZHOU_CODES] == figures(writer, number)
        assert store.upload_file(upload.id) == (f"{writer}-{number}.csv", csv(writer, number))
    # What counts is the newest one, whole
    newest = uploads[0].id
    current = store.current_values("321200").set_index("place_code")
    assert [current.loc[code, "value"] for code in TAIZHOU_CODES] == figures(*accepted[newest])
    history = store.history("321200", "321202", "classes", "primary", "", "2023S")
    assert sorted(history["value"]) == sorted(figures(w, n)[0] for w in range(WRITERS) for n in range(FILES))
    # Each conflict showed the figures of a file that was really stored in between, beside the writer's own
    whole = {tuple(figures(w, n)) for w in range(WRITERS) for n in range(FILES)}
    conflicts = [conflict for told in all_told for conflict in told.conflicts]
    assert conflicts, "four writers never met"
    assert all(old in whole and new in whole and old != new for old, new in conflicts)
