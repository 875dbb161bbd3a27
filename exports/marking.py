"""The child process that writes 核查报告: it opens a workbook of others, marks cells, adds the list, and gives the bytes back.

Started by `check_workbook` as a program of its own under the limits of the readers. Its request is a pickle from our own
process on stdin, its answer an .xlsx on stdout.
"""

from __future__ import annotations

import io
import pickle
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loaders.workbook import Grid

# More cells of one finding than these are not marked one by one: the list says the range
MOST_MARKED = 200


def make(job: dict[str, Any]) -> bytes:
    """The workbook, from the original where `job["data"]` holds one, else from its grids.

    `job["masks"]` are texts in place of cells; with `job["words"]` findings are marked and listed.
    """
    from exports import marking_sheets

    marks = marking_sheets.marks(job["lines"], MOST_MARKED)
    if job["data"]:
        return _from_original(job, marks)
    return _from_grids(job, marks)


def _from_original(job: dict[str, Any], marks: dict[str, dict[tuple[int, int], Any]]) -> bytes:
    from openpyxl import load_workbook

    from exports import marking_formulas, marking_sheets

    book = load_workbook(io.BytesIO(job["data"]), keep_links=False)
    for name in job["own"]:
        if name in book.sheetnames:
            del book[name]
    grids: dict[str, Grid] = {grid.name: grid for grid in job["grids"]}
    for sheet in book.worksheets:
        grid = grids.get(sheet.title)
        if grid is not None:
            marking_formulas.without_reaching_out(sheet, grid)
        marking_sheets.mask_cells(sheet, job["masks"])
        for position, mark in marks.get(sheet.title, {}).items():
            marking_sheets.mark_cell(sheet, position, mark, job["words"])
    if "words" in job:
        marking_sheets.add_list(book, job["lines"], job["words"])
    book.properties.creator, book.properties.lastModifiedBy = "", ""
    out = io.BytesIO()
    book.save(out)
    return marking_formulas.with_results(out.getvalue(), grids, job["epoch"])


def _from_grids(job: dict[str, Any], marks: dict[str, dict[tuple[int, int], Any]]) -> bytes:
    from openpyxl import Workbook

    from exports import marking_sheets

    book = Workbook(write_only=True)
    names: set[str] = set()
    for grid in job["grids"]:
        marked, masks = marks.get(grid.name, {}), job["masks"].get(grid.name, {})
        marking_sheets.draw_grid(book, grid, marked, masks, job.get("words", {}), names)
    if "words" in job:
        marking_sheets.add_list(book, job["lines"], job["words"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    """One job from stdin, one answer to stdout; a failure is an exit status."""
    from loaders.workbook.worker import limit_memory

    limit_memory()
    sys.stdout.buffer.write(make(pickle.load(sys.stdin.buffer)))


if __name__ == "__main__":
    # started with -P: this folder is not on the path, the program's own folder has to be
    import os

    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    main()
