"""What is kept of a file that was accepted: the file as it came, but for what it says about persons (decision 0042)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from intake.records import IntakeError, Preview
from language import _
from loaders.personal_cells import personal_cells
from loaders.persons import masked
from loaders.workbook_reading import Reading
from store import Upload

# Among the counts of an upload: names taken out of the properties of its file
AUTHORS = "authors_cleared"
Masks = Mapping[str, Mapping[tuple[int, int], str]]


class PersonsRemainError(IntakeError):
    """The file speaks of persons and could not be written without them: it is not kept, so it is not stored."""


def masks_of(reading: Reading) -> Masks:
    """By sheet, row and column from 0: what stands in the place of cells about persons. Empty for most files."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    for sheet in reading.sheets:
        cells = personal_cells(sheet)
        said = any(masked(comment) != comment for comment in sheet.sheet.grid.comments.values())
        if cells or said:
            found.setdefault(sheet.sheet.grid.name, {}).update(cells)
    return found


@dataclass(frozen=True)
class Kept:
    """What is kept in the place of a file: `content` (b"" = the file as it came), how many cells and how many authors it lost."""

    content: bytes = b""
    cells: int = 0
    authors: int = 0


def kept_of(preview: Preview) -> Kept:
    """What is kept of a file. Without cells about persons it stays as it came, but for the names in its properties.

    Raises PersonsRemainError.
    """
    from exports.authors import without_authors
    from exports.check_workbook import CheckWorkbookError, workbook_without

    masks = masks_of(preview.reading)
    if not masks:
        content, authors = without_authors(preview.data)
        return Kept(content, authors=authors) if authors else Kept()
    try:
        made = workbook_without(preview.data, preview.reading.workbook, masks)
    except CheckWorkbookError as error:
        raise PersonsRemainError(
            _("《{file}》没有入库：{why}。请删去姓名、电话等列后重新上传。").format(file=preview.filename, why=error)
        ) from error
    return Kept(made, max(1, sum(len(cells) for cells in masks.values())))


def original_name(upload: Upload) -> str:
    """What the kept file is called: without persons in its cells it is an .xlsx, whatever it was."""
    path = PurePath(upload.filename.replace("\\", "/"))
    if upload.cleared:
        return _("{file}（已去个人信息）.xlsx").format(file=path.stem)
    return _("{file}（已去作者）{suffix}").format(file=path.stem, suffix=path.suffix) if authors_of(upload) else upload.filename


def authors_of(upload: Upload) -> int:
    """How many names the properties of the kept file lost, where nothing else of it was touched."""
    return upload.counts.get(AUTHORS, 0)
