"""How cells of the workbooks that we write are made: texts that can never act as formulas, looks, print.

A text that begins with = + - or @ (or a tab) would be read as a formula by Excel once somebody edits its cell: it is stored as
text and marked with Excel's own quote sign, so that what stands there is unchanged and inert.
"""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

_ACTING = ("=", "+", "-", "@", "\t", "\r")
# Characters that a workbook cannot hold
_UNWRITABLE = {code: None for code in range(32) if code not in (9, 10, 13)}
LONGEST_TEXT = 32_767

INK, GREY, LINE, GROUND = "17222E", "5F6C79", "C3CBD3", "F4F6F8"
WARM, DOUBT, ACCENT = "EDA866", "FFF0A8", "E6EFF7"
_A4 = 9

# A font of every Windows; LibreOffice and WPS take their own Chinese font where it is missing
FACE = "微软雅黑"
TITLE = Font(name=FACE, size=14, bold=True, color=INK)
HEAD = Font(name=FACE, size=10, bold=True, color=INK)
PLAIN = Font(name=FACE, size=10, color=INK)
SMALL = Font(name=FACE, size=9, color=GREY)
WRAPPED = Alignment(wrap_text=True, vertical="top")
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")
UNLOCKED = Protection(locked=False)
BOX = Border(*(Side(style="thin", color=LINE) for _side in range(4)))


def ground(colour: str) -> PatternFill:
    """A plain ground of that colour (RRGGBB)."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def is_acting(text: str) -> bool:
    """Whether a spreadsheet program might take the text for a formula."""
    return text.startswith(_ACTING)


def put(cell: Any, value: object) -> Any:
    """Write a value into a cell, a text always as text; answers the cell."""
    if isinstance(value, str):
        text = value.translate(_UNWRITABLE)[:LONGEST_TEXT]
        cell.value = text
        cell.data_type = "s"
        if is_acting(text):
            cell.quotePrefix = True
    else:
        cell.value = value
    return cell


def printed_wide(sheet: Any, title_row: int) -> None:
    """Print landscape, one page wide, the heads on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{title_row}:{title_row}"
