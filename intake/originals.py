"""What is kept of a file that was accepted: the file as it came, but for what it says about persons (decision 0042)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from intake.records import IntakeError, Preview
from language import _
from loaders.personal_cells import personal_cells
from loaders.persons import masked
from loaders.workbook_reading import Reading
from store import Upload

# Among the counts of an upload: what its file lost outside its cells
AUTHORS, TEXTS, PICTURES = "authors_cleared", "texts_cleared", "pictures_cleared"
# The kept file was written anew as .xlsx
REWRITTEN = "written_anew"
Masks = Mapping[str, Mapping[tuple[int, int], str]]
# No cell changes, but whatever repeats rows (pivot tables) goes
NO_CELLS: Masks = {"": {}}


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
    """What is kept in the place of a file: `content` (b"" = the file as it came), how many cells it lost, and what else."""

    content: bytes = b""
    cells: int = 0
    lost: Mapping[str, int] = field(default_factory=dict)


def kept_of(preview: Preview) -> Kept:
    """What is kept of a file. Without anything about persons it stays as it came, byte for byte.

    Raises PersonsRemainError.
    """
    from exports.kept_parts import cleared

    outside = cleared(preview.data)
    lost = {AUTHORS: outside.authors, TEXTS: outside.texts, PICTURES: outside.pictures}
    masks = masks_of(preview.reading)
    cells = sum(len(found) for found in masks.values())
    # Comments that hold all texts as XML are cleared in their part, others together with the cells
    if not (cells or outside.anew) and (not masks or preview.reading.workbook.format in ("xlsx", "ods")):
        lost = {name: n for name, n in lost.items() if n}
        return Kept(outside.content, lost=lost) if outside.content != preview.data else Kept()
    made = cleared(_anew(preview, masks)).content
    if not cells and not masks:
        lost[REWRITTEN] = 1
    return Kept(made, max(cells, int(bool(masks))), {name: n for name, n in lost.items() if n})


def _anew(preview: Preview, masks: Masks) -> bytes:
    from exports.check_workbook import CheckWorkbookError, workbook_without

    try:
        return workbook_without(preview.data, preview.reading.workbook, masks or NO_CELLS)
    except CheckWorkbookError as error:
        raise PersonsRemainError(
            _("《{file}》没有入库：{why}。请删去姓名、电话等列后重新上传。").format(file=preview.filename, why=error)
        ) from error


def original_name(upload: Upload) -> str:
    """What the kept file is called: written anew it is an .xlsx, whatever it was."""
    path = PurePath(upload.filename.replace("\\", "/"))
    lost = upload.counts
    if upload.cleared:
        return _("{file}（已去个人信息）.xlsx").format(file=path.stem)
    suffix = ".xlsx" if lost.get(REWRITTEN) else path.suffix
    if lost.get(TEXTS):
        return _("{file}（已去个人信息）{suffix}").format(file=path.stem, suffix=suffix)
    if lost.get(PICTURES):
        return _("{file}（已去图片）{suffix}").format(file=path.stem, suffix=suffix)
    return _("{file}（已去作者）{suffix}").format(file=path.stem, suffix=suffix) if authors_of(upload) else upload.filename


def authors_of(upload: Upload) -> int:
    """How many names the properties of the kept file lost."""
    return upload.counts.get(AUTHORS, 0)


def lost_text(cells: int, lost: Mapping[str, int]) -> str:
    """What a kept file holds no more, in one sentence; "" where it is kept as it came. `lost`: as in the counts of its upload."""
    parts = (
        (cells, _("{n} 格姓名、电话等个人信息")),
        (lost.get(TEXTS, 0), _("文本框、页眉页脚、批注里的 {n} 处个人信息")),
        (lost.get(PICTURES, 0), _("{n} 张图片或嵌入的文档")),
        (lost.get(AUTHORS, 0), _("属性里的作者姓名")),
    )
    said = [text.format(n=n) for n, text in parts if n]
    return _("留存的原件里去掉了{what}；sha256 是来件原样的").format(what=_("、").join(said)) if said else ""
