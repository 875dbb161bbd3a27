from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Iterator

import numpy as np
import pytest

from loaders.reading import read
from loaders.workbook import Finding, Grid, Workbook, each_grid, isolation, open_workbook
from loaders.workbook.isolation import Child, OurUnpickler
from tests.loaders.workbook.building import made, raw_xlsx, row


@pytest.fixture
def child() -> Iterator[Child]:
    started = Child()
    yield started
    started.close()


def workbook() -> bytes:
    cells = row(1, '<c r="A1" s="1"><v>0.5</v></c>', '<c r="B1" t="e"><v>#N/A</v></c>')
    return raw_xlsx(f'<sheetData>{cells}</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>')


def test_the_child_says_the_same_as_reading_here(child: Child) -> None:
    there, here = child.read(workbook(), "表.xlsx"), open_workbook(workbook(), "表.xlsx", isolated=False)
    assert there.grids[0].rows == here.grids[0].rows == [[0.5, None]]
    assert there.grids[0].errors == here.grids[0].errors and there.grids[0].merges == here.grids[0].merges
    assert np.array_equal(there.grids[0].percent_column(0), [True])
    assert (there.format, there.epoch, there.findings) == (here.format, here.epoch, here.findings)


def test_one_child_reads_file_after_file(child: Child) -> None:
    process = child.process.pid
    for number in range(3):
        data = made(lambda sheet, number=number: sheet.append(["海陵区", number]))
        assert child.read(data, "表.xlsx").grids[0].rows == [["海陵区", number]]
    assert child.usable and child.files == 3 and child.process.pid == process


def two_sheets(second: str) -> bytes:
    """A workbook whose first sheet is sound."""
    return raw_xlsx('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', second)


def test_sheets_come_one_by_one_and_the_workbook_last(child: Child) -> None:
    items = list(child.each(two_sheets('<sheetData><row r="1"><c r="A1"><v>2</v></c></row></sheetData>'), "表.xlsx"))
    assert [item.rows for item in items[:-1] if isinstance(item, Grid)] == [[[1]], [[2]]]
    assert isinstance(items[-1], Workbook) and [grid.rows for grid in items[-1].grids] == [[[1]], [[2]]]
    assert child.usable


def test_of_a_file_that_breaks_off_in_its_second_sheet_nothing_counts() -> None:
    data = two_sheets("<sheetData><row")
    *_first, last = each_grid(data, "表.xlsx")
    assert isinstance(last, Workbook) and last.grids == ()
    assert [finding.kind for finding in last.findings] == ["damaged-file"]
    reading = read(data, "表.xlsx")
    assert reading.sheets == [] and [issue.kind for issue in reading.issues] == ["damaged-file"]


def test_who_stops_asking_costs_the_child_and_nothing_else(child: Child) -> None:
    sheets = child.each(two_sheets('<sheetData><row r="1"><c r="A1"><v>2</v></c></row></sheetData>'), "表.xlsx")
    assert isinstance(next(sheets), Grid)
    sheets.close()  # type: ignore[attr-defined]
    assert not child.usable and child.process.wait() != 0
    assert open_workbook(workbook(), "表.xlsx").grids[0].rows == [[0.5, None]]


@pytest.mark.skipif(os.name != "posix", reason="stops the child by a signal")
def test_a_file_that_takes_too_long_costs_the_child_and_gives_one_finding(child: Child) -> None:
    os.kill(child.process.pid, signal.SIGSTOP)
    book = child.read(workbook(), "表.xlsx", seconds=0.05)
    assert book.grids == () and book.findings == (Finding("too-slow", "", {"seconds": 0}),)
    assert not child.usable


def test_a_child_that_dies_gives_one_finding(child: Child) -> None:
    child.process.kill()
    child.process.wait()
    assert [finding.kind for finding in child.read(workbook(), "表.xlsx").findings] == ["too-large"]


@pytest.mark.skipif(os.name != "posix", reason="memory is limited on POSIX systems only")
def test_memory_is_limited(child: Child) -> None:
    import resource

    assert resource.prlimit(child.process.pid, resource.RLIMIT_AS)[0] == 1536 * 1024 * 1024


def test_children_see_no_secrets(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    fresh = Child()
    try:
        assert isolation.PASSED_ON and "DATABASE_URL" not in isolation.PASSED_ON
        if os.path.exists(f"/proc/{fresh.process.pid}/environ"):  # noqa: PTH110
            with open(f"/proc/{fresh.process.pid}/environ", "rb") as environment:  # noqa: PTH123
                assert b"secret" not in environment.read()
    finally:
        fresh.close()


def test_nothing_foreign_is_unpickled() -> None:
    import io

    with pytest.raises(pickle.UnpicklingError, match="is not sent by a reader"):
        OurUnpickler(io.BytesIO(pickle.dumps(os.system))).load()


def test_open_workbook_keeps_a_warm_child_and_close_ends_it() -> None:
    assert open_workbook(workbook(), "表.xlsx").grids[0].rows == [[0.5, None]]
    assert len(isolation._idle) >= 1
    process = isolation._idle[-1].process
    assert open_workbook(workbook(), "表.xlsx").format == "xlsx"
    assert isolation._idle[-1].process is process
    isolation.close_children()
    assert process.poll() is not None and isolation._idle == []


def test_no_more_than_a_few_children_work_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five readings begun, none ended: the fifth waits, and is told so in a finding when nobody makes room."""
    monkeypatch.setattr(isolation, "SECONDS", 0.05)
    begun = [each_grid(workbook(), "表.xlsx") for _n in range(isolation.AT_ONCE)]
    assert all(isinstance(next(one), Grid) for one in begun)
    (turned_away,) = each_grid(workbook(), "表.xlsx")
    assert isinstance(turned_away, Workbook) and [finding.kind for finding in turned_away.findings] == ["too-slow"]
    for one in begun:
        one.close()  # type: ignore[attr-defined]
    monkeypatch.undo()
    *grids, last = each_grid(workbook(), "表.xlsx")
    assert len(grids) == 1 and isinstance(last, Workbook) and last.findings == ()
