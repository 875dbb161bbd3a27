"""What is kept of a file that was accepted: the file as it came, but for what it says about persons (decision 0042)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from intake.records import IntakeError, Preview
from language import _
from loaders.persons import masked, personal_cells
from loaders.reading import Reading
from store import Upload

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


def kept_of(preview: Preview) -> tuple[bytes, int]:
    """What is kept in the place of the file, and how many cells it lost; (b"", 0) where the file is kept as it came.

    Raises PersonsRemainError.
    """
    from exports.check_workbook import CheckWorkbookError, workbook_without

    masks = masks_of(preview.reading)
    if not masks:
        return b"", 0
    try:
        made = workbook_without(preview.data, preview.reading.workbook, masks)
    except CheckWorkbookError as error:
        raise PersonsRemainError(
            _("《{file}》没有入库：{why}。请删去姓名、电话等列后重新上传。").format(file=preview.filename, why=error)
        ) from error
    return made, max(1, sum(len(cells) for cells in masks.values()))


def original_name(upload: Upload) -> str:
    """What the kept file is called: without persons it is an .xlsx, whatever it was."""
    if not upload.cleared:
        return upload.filename
    return _("{file}（已去个人信息）.xlsx").format(file=PurePath(upload.filename.replace("\\", "/")).stem)
