"""Reading workbooks: against the bare cells of python-calamine and against pandas, in time and memory.

All in one run on one machine, the calls taken in turns. Processor time counts both our processes (the reading child is ended with
each call) and does not depend on what else the machine does; wall time does, and shows that the two work side by side. Read whole
is `loaders.reading.read`: values, formats and error states of every cell, headings, places, periods, issues. The one table of
observations is built when first asked for and has figures of its own, in time and memory.
"""

from __future__ import annotations

import gc
import io
import tempfile
import time
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.measuring import Figure, peak_megabytes, seconds, work_seconds
from benchmarks.workbooks import messy_workbook, usual_workbook
from indicators.tables import OBSERVATION_COLUMNS
from loaders.observations import frame
from loaders.reading import read, read_workbook
from loaders.workbook import open_workbook
from loaders.workbook.isolation import close_children
from loaders.workbook_reading import Reading

SHEETS, ROWS = 16, 12_500
MOST_GROWTH = 1.5


def bench() -> Iterator[Figure]:
    """16 sheets with 200,000 rows × 12 columns, growth from 2,000 rows, a usual table, one with stray formatting."""
    large = messy_workbook(SHEETS, ROWS)
    bare, grids, whole = seconds(
        lambda: bare_cells(large), lambda: open_workbook(large, "大.xlsx"), lambda: read(large, "大.xlsx")
    )
    yield Figure("200,000 rows × 12, bare cells by python-calamine", bare, "s")
    yield Figure("the same as grids: values, formats, errors, merges", grids, "s")
    yield Figure("grids ÷ calamine", grids / bare, "×", 2)
    yield Figure("read whole, with headings, places, issues", whole, "s")
    yield Figure("read whole ÷ calamine, wall time", whole / bare, "×", 3)
    yield as_table(large)
    bare_work, whole_work = seconds(lambda: bare_cells(large), lambda: ended(large), rounds=2, clock=work_seconds)
    yield Figure("processor time of read whole, its reading child counted in", whole_work, "s")
    yield Figure("read whole ÷ calamine, processor time", whole_work / bare_work, "×", 3)
    wall = time.perf_counter()
    (pandas_work,) = seconds(lambda: by_pandas(large), rounds=1, clock=work_seconds)
    pandas = time.perf_counter() - wall
    yield Figure("pandas with openpyxl ÷ read whole, wall time", pandas / whole, "×", 4, at_least=True)
    yield Figure("pandas with openpyxl ÷ read whole, processor time", pandas_work / whole_work, "×", 4, at_least=True)
    yield from memory(large)
    yield from growth()
    yield from usual()


def memory(large: bytes) -> Iterator[Figure]:
    """Peak memory of fresh processes, the reading child counted in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        path.write_bytes(large)
        start = f"from pathlib import Path\ndata = Path({str(path)!r}).read_bytes()\n"
        bare = peak_megabytes(
            f"{start}import io\nfrom python_calamine import CalamineWorkbook\n"
            "book = CalamineWorkbook.from_filelike(io.BytesIO(data))\n"
            "cells = [book.get_sheet_by_index(at).to_python(skip_empty_area=False) for at, _ in enumerate(book.sheet_names)]"
        )
        grids = peak_megabytes(f"{start}from loaders.workbook import open_workbook\nbook = open_workbook(data, '大.xlsx')")
        whole = peak_megabytes(f"{start}from loaders.reading import read\nreading = read(data, '大.xlsx')")
        table = peak_megabytes(
            f"{start}from loaders.reading import read\nreading = read(data, '大.xlsx')\nframe = reading.observations"
        )
    yield Figure("peak memory, bare cells by python-calamine", bare, "MB")
    yield Figure("peak memory of grids ÷ calamine", grids / bare, "×", 2)
    yield Figure("peak memory of read whole ÷ calamine", whole / bare, "×", 2.5)
    yield Figure("the same with the table of observations ÷ calamine", table / bare, "×")


def growth() -> Iterator[Figure]:
    """Processor time and peak memory from 2,000 to 200,000 rows on one sheet each: twice the rows, twice of both at most.

    What the loader remembers of earlier words is forgotten before each reading: the words of 20,000 rows fit into what it
    remembers, those of 200,000 do not, and a second reading of the small one would only look names up."""
    work, peak = {}, {}
    remembering = [found for found in gc.get_objects() if isinstance(found, _lru_cache_wrapper)]
    for rows in (2_000, 20_000, 200_000):
        data = messy_workbook(1, rows)
        (work[rows],) = seconds(
            lambda data=data: forgetful(data, remembering),  # type: ignore[misc]
            rounds=1 if rows > 100_000 else 3,
            clock=work_seconds,
        )
        peak[rows] = peak_of(data)
        yield Figure(f"read whole, {rows:,} rows on one sheet, processor time", work[rows], "s")
        yield Figure(f"read whole, {rows:,} rows on one sheet, peak memory", peak[rows], "MB")
    # what the processes need before the first row is in both figures of a difference
    for name, cost in (("time", work), ("memory", peak)):
        row, first = (cost[200_000] - cost[20_000]) / 180, (cost[20_000] - cost[2_000]) / 18
        yield Figure(f"{name} for a row from 20,000 to 200,000 ÷ from 2,000 to 20,000", row / first, "×", MOST_GROWTH)


def forgetful(data: bytes, remembering: list[Any]) -> None:
    """One reading that remembers nothing of the one before."""
    for found in remembering:
        if str(found.__module__).startswith(("loaders", "geo", "indicators.periods")):
            found.cache_clear()
    ended(data)


def peak_of(data: bytes) -> float:
    """Peak memory in MB of a fresh process that reads a workbook whole."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(data)
        start = f"from pathlib import Path\ndata = Path({str(path)!r}).read_bytes()\n"
        return peak_megabytes(f"{start}from loaders.reading import read\nreading = read(data, '一.xlsx')")


def usual() -> Iterator[Figure]:
    """A district's table of 30 × 20 cells in a warm reader; what formatting out to XFD costs there and in a long list.

    Processor time of both halves in this one process, where it can be told for a few milliseconds; wall time beside it."""
    plain, stray, long = usual_workbook(), usual_workbook(stray=True), usual_workbook(3_000)
    long_stray = usual_workbook(3_000, stray=True)
    (wall,) = seconds(lambda: read(plain, "常.xlsx"), rounds=20)
    yield Figure("30 × 20 cells read whole, warm, wall time", wall * 1000, "ms")
    whole, whole_stray = seconds(lambda: here(plain), lambda: here(stray), rounds=20, clock=time.process_time)
    yield Figure("30 × 20 cells read whole, warm, processor time", whole * 1000, "ms", 50)
    yield Figure("the same with 32,728 more cells formatted out to XFD ÷ without", whole_stray / whole, "×", 1.2)
    without, with_stray = seconds(lambda: here(long), lambda: here(long_stray), rounds=5, clock=time.process_time)
    yield Figure("3,000 × 20 cells read whole, formatted out to XFD ÷ without", with_stray / without, "×", 1.2)


def here(data: bytes) -> Reading:
    """Read whole in this process."""
    return read_workbook(open_workbook(data, "常.xlsx", isolated=False), "常.xlsx")


def as_table(data: bytes) -> Figure:
    """What it takes besides to build the one table in which observations travel."""
    tables = [table for sheet in read(data, "大.xlsx").sheets for table in sheet.tables]
    (taken,) = seconds(lambda: frame(tables), rounds=2)
    return Figure(f"besides, the table of observations × {len(OBSERVATION_COLUMNS)} columns", taken, "s")


def ended(data: bytes) -> None:
    """Read, and end the reading children so that their time counts; a large file's child never outlives it anyway."""
    read(data, "大.xlsx")
    close_children()


def by_pandas(data: bytes) -> dict[str, pd.DataFrame]:
    """What pandas makes of every sheet."""
    return pd.read_excel(io.BytesIO(data), sheet_name=None, engine="openpyxl")


def bare_cells(data: bytes) -> list[list[list[Any]]]:
    """What python-calamine alone makes of every sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(book.get_sheet_by_index(at).to_python(skip_empty_area=False)) for at in range(len(book.sheet_names))]
