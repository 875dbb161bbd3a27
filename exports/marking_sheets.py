"""Sheets of 核查报告: marks on cells, a grid drawn anew where the format cannot be kept, and the list of findings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from exports.part_texts import unsigned
from exports.workbook_cells import BOX, DOUBT, GROUND, HEAD, PLAIN, SMALL, TITLE, WARM, WRAPPED, ground, printed_wide, put
from loaders.persons import masked

if TYPE_CHECKING:
    from loaders.workbook import Grid

LONGEST_COMMENT = 1200
_WIDTHS = (5, 10, 12, 10, 38, 24, 26, 28)
_ORDER = {"blocking": 0, "warning": 1, "note": 2}
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_FORBIDDEN_IN_NAMES = re.compile(r"[\\*?:/\[\]]")


def marks(lines: list[dict[str, Any]], most: int) -> dict[str, dict[tuple[int, int], Any]]:
    """By sheet and position (from 0): the worst severity, and what is said there. Of a long range the first cells only."""
    found: dict[str, dict[tuple[int, int], Any]] = {}
    for line in lines:
        for number, position in enumerate(_span(line["cell"], line["until"], most)):
            mark = found.setdefault(line["sheet"], {}).setdefault(position, {"severity": line["severity"], "said": []})
            mark["severity"] = min(mark["severity"], line["severity"], key=_ORDER.__getitem__)
            if number == 0:
                text = "".join((f"{line['label']}：", line["found"], line["means"]))
                mark["said"].append(f"{text}\n→ {line['advice']}" if line["advice"] else text)
    return found


def _span(first: str, last: str, most: int) -> list[tuple[int, int]]:
    one, other = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last or first)
    if one is None or other is None:
        return []
    top, bottom = int(one[2]) - 1, int(other[2]) - 1
    left, right = _column(one[1]), _column(other[1])
    cells = [(row, column) for row in range(top, min(bottom, top + most) + 1) for column in range(left, right + 1)]
    return cells[:most]


def _column(letters: str) -> int:
    from openpyxl.utils import column_index_from_string

    return int(column_index_from_string(letters)) - 1


def mark_cell(sheet: Any, position: tuple[int, int], mark: dict[str, Any], words: dict[str, Any]) -> None:
    """Colour a cell of the original and add the finding to its comment; of a merged cell the visible one."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(position[0] + 1, position[1] + 1)
    if isinstance(cell, MergedCell):
        around = next(block for block in sheet.merged_cells.ranges if cell.coordinate in block)
        cell = sheet.cell(around.min_row, around.min_col)
    _mark(cell, mark, words, cell.comment.text if cell.comment else "")


def _mark(cell: Any, mark: dict[str, Any], words: dict[str, Any], before: str) -> None:
    from openpyxl.comments import Comment

    cell.fill = ground(WARM if mark["severity"] == "blocking" else DOUBT)
    cell.border = BOX
    if mark["said"]:
        said = words["comment"] + "\n".join(mark["said"])
        if before and not before.startswith(words["comment"]):
            said = f"{said}\n——\n{before}"
        cell.comment = Comment(said[:LONGEST_COMMENT], "对标", width=320, height=60 + 18 * (len(said) // 24))


def mask_cells(sheet: Any, masks: Mapping[str, Mapping[tuple[int, int], str]]) -> None:
    """Put other texts in the place of cells, and leave nothing that repeats them: comments, pivot tables."""
    from openpyxl.cell.cell import MergedCell

    if not masks:
        return
    for (row, column), text in masks.get(sheet.title, {}).items():
        cell = sheet.cell(row + 1, column + 1)
        if not isinstance(cell, MergedCell):
            put(cell, text)
            cell.comment, cell.hyperlink = None, None
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.comment is not None:
                cell.comment.text, cell.comment.author = masked(unsigned(cell.comment.text, [cell.comment.author])), ""
    for edge in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter, sheet.firstHeader, sheet.firstFooter):
        for part in (edge.left, edge.center, edge.right):
            part.text = masked(part.text) if part.text else part.text
    del sheet._pivots[:]


def draw_grid(
    book: Any,
    grid: Grid,
    marked: dict[tuple[int, int], Any],
    masks: Mapping[tuple[int, int], str],
    words: dict[str, Any],
    names: set[str],
) -> None:
    """A sheet with the grid's values or those of `masks`, number formats, merges and hidden parts; `book` writes in a stream."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_name(grid.name, names))
    if grid.hidden:
        sheet.sheet_state = "hidden"
    for column, width in enumerate(_widths(grid)):
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    for column in grid.hidden_columns:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    for row in grid.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True
    for top, left, bottom, right in grid.merges:
        sheet.merged_cells.add(f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(right + 1)}{bottom + 1}")
    covered = {_anchor(grid, position): mark for position, mark in marked.items()}
    height = max([grid.height, *(row + 1 for row, _c in covered)])
    width = max([grid.width, *(column + 1 for _r, column in covered)])
    for row in range(height):
        cells: list[Any] = []
        for column in range(width):
            value = masks.get((row, column)) or grid.errors.get((row, column)) or grid.value(row, column)
            mark = covered.get((row, column))
            format_, comment = grid.number_format(row, column), masked(grid.comments.get((row, column), ""))
            if mark is None and not comment and format_ == "General" and not isinstance(value, str):
                cells.append(value)
                continue
            cell = put(WriteOnlyCell(sheet), value)
            cell.number_format = format_
            if mark is not None:
                _mark(cell, mark, words, comment)
            elif comment:
                from openpyxl.comments import Comment

                cell.comment = Comment(comment, "")
            cells.append(cell)
        sheet.append(cells)


def _anchor(grid: Grid, position: tuple[int, int]) -> tuple[int, int]:
    merge = grid.merge_at(*position)
    return (merge[0], merge[1]) if merge else position


def _name(wanted: str, taken: set[str]) -> str:
    """A sheet's name as Excel allows it, each once."""
    base = _FORBIDDEN_IN_NAMES.sub(" ", wanted).strip("' ")[:31] or "Sheet"
    name, number = base, 2
    while name.lower() in taken:
        name, number = f"{base[:27]} {number}", number + 1
    taken.add(name.lower())
    return name


def _places(text: str) -> int:
    """How many places a text takes; a Chinese character takes two."""
    return sum(2 if ord(sign) > 255 else 1 for sign in text)


def _widths(grid: Grid) -> list[float]:
    """Columns wide enough for the texts of the first rows; a Chinese character takes two places."""
    widths = [9.0] * grid.width
    for row in grid.rows[:60]:
        for column, value in enumerate(row):
            if isinstance(value, str) and grid.merge_at(0, column) is None:
                widths[column] = max(widths[column], min(28.0, 2.0 + _places(value)))
    return widths


def add_list(book: Any, lines: list[dict[str, Any]], words: dict[str, Any]) -> None:
    """The sheet with all findings, most fundamental first, an empty column for the district's answer, links to the cells."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheets = set(book.sheetnames)
    sheet = book.create_sheet(_name(words["sheet"], {name.lower() for name in sheets}))
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A4"
    printed_wide(sheet, 3)

    def styled(value: object, font: Any, fill: Any = None, boxed: bool = True) -> Any:
        cell = put(WriteOnlyCell(sheet), value)
        cell.font = font
        if fill is not None:
            cell.fill = fill
        if boxed:
            cell.border, cell.alignment = BOX, WRAPPED
        return cell

    sheet.append([styled(words["title"], TITLE, boxed=False)])
    sheet.append([styled(words["intro"], SMALL, boxed=False)])
    sheet.append([styled(text, HEAD, ground(GROUND)) for text in words["heads"]])
    for number, line in enumerate(lines, start=1):
        place = f"{line['cell']}:{line['until']}" if line["until"] and line["until"] != line["cell"] else line["cell"]
        colour = {"blocking": ground(WARM), "warning": ground(DOUBT)}.get(line["severity"])
        cells = [styled(number, PLAIN), styled(line["label"], PLAIN, colour), styled(line["sheet"] or words["whole"], PLAIN)]
        cells += [styled(text, PLAIN) for text in (place, line["found"], line["means"], line["advice"], "")]
        if place and line["sheet"] in sheets:
            quoted = line["sheet"].replace("'", "''")
            link = Hyperlink(ref="", location=f"'{quoted}'!{line['cell']}")
            cells[3].hyperlink = link
            link.ref = f"D{number + 3}"  # a cell that is still to be appended does not know its address
        # Neither Excel nor WPS makes room for wrapped lines in a file that it opens
        said = (place, line["found"], line["means"], line["advice"])
        lines_of = [-(-_places(text) // int(width)) for text, width in zip(said, _WIDTHS[3:7], strict=True)]
        sheet.row_dimensions[number + 3].height = 4 + 14 * max(1, *lines_of)
        sheet.append(cells)
